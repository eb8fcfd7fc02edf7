"""docs/rules.md does what it says: its rows are added to a copy of the tables, and the program reads with them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "rules.md").read_text("utf-8")
# Where the rows of the page go, in its order.
FILES = (
    "lexicon/cues.yaml",
    "actors/organisations.yaml",
    "lexicon/units.yaml",
    "units.ttl",
    "lexicon/offices.yaml",
    "lexicon/undertakings.yaml",
)
ROWS = re.findall(r"^```(?:yaml|turtle)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
SENTENCES = """أكدت مؤسسة القلب الكبير أن المخيم امتلأ.
وقالت أمينة المظالم الأوروبية إميلي أورايلي إن الوثائق ناقصة.
وستقدم قطر 200 لوح شمسي للبنان.
وتكفلت السعودية بإعمار المدينة.
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program whose tables hold the rows of the page."""
    folder = tmp_path_factory.mktemp("copy")
    for package in ("kg", "ontology"):
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    for file, row in zip(FILES, ROWS, strict=True):
        with (folder / "ontology" / file).open("a", encoding="utf-8") as table:
            table.write(f"\n{row}")
    return folder


def explained(copy: Path, text: str) -> str:
    (copy / "try.txt").write_text(text, "utf-8")
    command = [sys.executable, "-m", "kg", "explain", "try.txt", "--why"]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=copy, timeout=60).stdout


def test_the_answer_on_the_page_is_the_program_s_own(copy: Path) -> None:
    shell = re.search(r"^\$ echo '(.*)' > try\.txt\n\$ mithaq explain try\.txt --why\n(.*?)^…$", PAGE, re.M | re.S)
    assert shell
    assert unmeasured(explained(copy, f"{shell[1]}\n")).startswith(unmeasured(shell[2]))


def unmeasured(told: str) -> str:
    """Without confidences, which change whenever rules are measured anew."""
    return re.sub(r"\d\.\d\d", "", told)


@pytest.mark.parametrize(
    "found",
    ["who: \u2068مؤسسة القلب الكبير\u2069", "unit: \u2068لوح شمسي\u2069", "  c1   commitment  undertaking-verb"],
)
def test_every_row_of_the_page_is_read(copy: Path, found: str) -> None:
    assert found in explained(copy, SENTENCES)


def test_an_office_of_the_page_is_no_part_of_the_name(copy: Path) -> None:
    assert "who: \u2068إميلي أورايلي\u2069" in explained(copy, SENTENCES)


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#]+)\)", PAGE))))
def test_links_of_the_page_lead_somewhere(link: str) -> None:
    assert (ROOT / "docs" / link).exists()
