"""Names that may mean something else are read as the article means them."""

from __future__ import annotations

import pytest
from reading_support import read

from kg.homographs import Homograph
from kg.tables import curated, read_table

ROWS = read_table(curated("lexicon", "homographs.yaml"), Homograph)


def named(text: str) -> set[str]:
    """The keys of those whom a text names."""
    return {mention.actor for mention in read(text).mentions}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.name} {row.rather or ''}".strip())
def test_example_of_a_homograph_means_what_the_row_says(row: Homograph) -> None:
    found = named(row.example)
    assert row.actor not in found
    assert row.means is None or row.means in found


@pytest.mark.parametrize(
    "text, key",
    [
        ("قالت سلطنة عمان إنها ستساعد النازحين، وأكدت عمان أن الحل قريب.", "oman"),
        ("قالت السعودية إن المملكة مستعدة للحوار.", "saudi-arabia"),
        ("قال وزير الخارجية في بروكسل إن الاتحاد الأوروبي وافق على العقوبات قبل مباراة المنتخب.", "eu"),
        ("أعلنت المملكة موعد القمة.", "saudi-arabia"),
        ("قتل جنود في مالي.", "mali"),
        ("قتل جنود في شمال مالي.", "mali"),
        ("قال رئيس حكومة مالي إن الحل قريب.", "mali"),
        ("قالت مسقط إن الحل قريب.", "oman"),
    ],
)
def test_a_name_means_its_own_actor_otherwise(text: str, key: str) -> None:
    assert key in named(text)


def test_an_adjective_with_tanwin_is_no_country() -> None:
    assert "russia" not in named("طردت لندن دبلوماسياً روسياً.")


@pytest.mark.parametrize(
    "text, keys",
    [
        ("قال رئيس الوزراء البريطاني إن حزب العمال ضعيف.", {"labour-party-uk"}),
        ("أعلن حزب العمال موعد المؤتمر.", {"labour-party-uk"}),
        ("قال كير ستارمر زعيم حزب العمال إن روسيا معتدية.", {"labour-party-uk"}),
        ("رشح حزب العمال البرازيلي لولا دا سيلفا. وأعلن حزب العمال موعد المؤتمر.", {"pt-brazil"}),
        ("قتل جنود في تركيا. وقالت أنقرة إن حزب العمال هاجم الجنود.", set()),
        ("في البرازيل قال زعيم حزب العمال لولا دا سيلفا إن حزب العمال قوي.", set()),
        ("قال نواب في البرلمان التونسي إن الجمهوريين ضعفاء.", set()),
    ],
)
def test_a_name_of_many_parties_means_the_one_of_a_land_spoken_of(text: str, keys: set[str]) -> None:
    parties = {"labour-party-uk", "pt-brazil", "republican-party-us"}
    assert named(text) & parties == keys
