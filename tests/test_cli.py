"""The command line does what it says, and says in one sentence what is wrong."""

from __future__ import annotations

import gzip
import http.client
import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import SEEDS, Run
from hatchling.builders.wheel import WheelBuilder
from pyoxigraph import RdfFormat, parse

import kg
from kg.cli import main
from kg.progress import Progress

ROOT = SEEDS.parent
VERBS = ("build", "serve", "query", "dump", "validate", "score", "explain", "link", "wikidata")
NEWS = "قال الرئيس الأميركي جو بايدن إن القوات الأميركية ستغادر العراق."


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a1.txt").write_text(NEWS, "utf-8")
    return folder


# --- help and usage


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself_with_examples(capsys: pytest.CaptureFixture[str], verb: str) -> None:
    with pytest.raises(SystemExit) as end:
        main([verb, "--help"])
    assert end.value.code == 0
    assert f"  mithaq {verb} " in capsys.readouterr().out


def test_the_program_lists_its_verbs(mithaq: Run) -> None:
    done = mithaq("--help")
    assert done.returncode == 0
    assert re.findall(r"^    (\w+) ", done.stdout, re.MULTILINE) == list(VERBS)


def test_the_version_is_told(mithaq: Run) -> None:
    assert mithaq("--version").stdout == f"mithaq {kg.__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "the following arguments are required: VERB"),
        (("bild",), "invalid choice: 'bild'"),
        (("build", "news"), "the following arguments are required: --out"),
        (("build", "--out", "x"), "the following arguments are required: INPUT"),
        (("build", "news", "--out", "x", "--workers", "many"), "argument --workers: invalid int value: 'many'"),
        (("dump", "--store", "x", "--format", "docx", "--out", "-"), "argument --format: invalid choice: 'docx'"),
        (("query", "--store", "x", "ASK {}", "--format", "xml"), "argument --format: invalid choice: 'xml'"),
    ],
)
def test_wrong_usage_has_status_2(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], message: str) -> None:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("build gone --out store", "gone: no such file or folder"),
        ("build NEWS --out store --base here", "the base 'here' is not an absolute IRI"),
        ("build NEWS --out store --workers 0", "0 workers can build nothing; choose at least 1"),
        ("build NEWS --out store --min-confidence 70", "no rule has a confidence of 70; choose a number from 0 to 1"),
        ("build NEWS --out NEWS/a1.txt", "NEWS/a1.txt is a file; a graph is built into a folder"),
        ("query --store gone ASK{}", "gone does not exist: build a graph there first"),
        ("query --store NEWS ASK{}", "NEWS holds no built graph: build one there first"),
        ("query --store STORE gone.rq", "gone.rq: No such file or directory"),
        ("query --store STORE SELECT", "line 1, column "),
        ("query --store STORE NEWS/a1.rq", "NEWS/a1.rq: not UTF-8"),
        ("dump --store gone --format ttl --out -", "gone does not exist: build a graph there first"),
        ("dump --store STORE --format ttl --out gone/graph.ttl", "gone/graph.ttl cannot be written"),
        ("validate gone.ttl", "gone.ttl: No such file or directory"),
        ("validate NEWS/page.pdf", "NEWS/page.pdf: its name must end as an RDF file's does"),
        ("validate NEWS/bad.ttl", "NEWS/bad.ttl: "),
        ("validate NEWS", "NEWS holds no built graph"),
        ("explain gone.txt", "gone.txt: no such file or folder"),
        ("explain NEWS/a1.txt --html gone/page.html", "gone/page.html: No such file or directory"),
        ("score --gold gone --text NEWS", "gone"),
        ("serve --store gone --port 0", "gone does not exist: build a graph there first"),
    ],
)
def test_what_is_wrong_is_told_in_one_sentence(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    seeds_store: Path,
    news: Path,
    arguments: str,
    message: str,
) -> None:
    (news / "bad.ttl").write_text("<a> <b> .")
    (news / "a1.rq").write_bytes(b"ASK { \xe7 }")
    monkeypatch.chdir(news.parent)
    named = arguments.replace("NEWS", str(news)).replace("STORE", str(seeds_store))
    assert main(named.split()) == 1
    told = capsys.readouterr().err
    assert told.startswith("mithaq: ")
    assert message.replace("NEWS", str(news)) in told
    assert told.count("\n") == 1


# --- build


def told(stderr: str) -> list[str]:
    """What the program says, but for the progress that a slow machine is told of."""
    return [line for line in stderr.splitlines() if not re.match(r"\d+ articles", line)]


def test_a_build_ends_with_what_it_made(mithaq: Run, news: Path, tmp_path: Path) -> None:
    done = mithaq("build", news, "--out", tmp_path / "store")
    numbers = r"1 articles, \d+ actors, 1 statements, \d+ commitments \(\d+ of them aid pledges\), \d+ quads"
    assert re.fullmatch(rf"built: {numbers} in \d+\.\d s\n", done.stdout)
    assert (done.returncode, told(done.stderr)) == (0, [])
    assert re.match(rf"up to date: {numbers} in 0\.\d s\n", mithaq("build", news, "--out", tmp_path / "store").stdout)


def test_a_build_names_what_it_leaves_out(mithaq: Run, news: Path, tmp_path: Path) -> None:
    (news / "empty.txt").touch()
    done = mithaq("build", news, "--out", tmp_path / "store")
    assert (done.returncode, told(done.stderr)) == (0, [f"mithaq: left out: {news}/empty.txt: the text is empty"])


def test_a_strict_build_refuses_what_it_would_leave_out(mithaq: Run, news: Path, tmp_path: Path) -> None:
    (news / "empty.txt").touch()
    done = mithaq("build", news, "--out", tmp_path / "store", "--strict")
    assert (done.returncode, done.stdout) == (1, "")
    assert told(done.stderr)[1].startswith("mithaq: nothing was built: 1 of the inputs cannot be read whole")


# --- query


@pytest.mark.parametrize(
    ("format", "expected"),
    [
        ("csv", "name\r\nIraq\r\n"),
        ("tsv", '?name\n"Iraq"@en\n'),
        ("table", "name\n----\nIraq\n(1 row)\n"),
    ],
)
def test_a_query_is_answered_in_the_format_asked_for(
    mithaq: Run, seeds_store: Path, format: str, expected: str
) -> None:
    query = "SELECT ?name { ?s owl:sameAs wd:Q796 ; rdfs:label ?name FILTER(LANG(?name) = 'en') }"
    done = mithaq("query", "--store", seeds_store, query, "--format", format)
    assert done.stdout.replace("\r\n", "\n") == expected.replace("\r\n", "\n")


def test_a_query_may_come_from_a_file_or_standard_input(mithaq: Run, seeds_store: Path, tmp_path: Path) -> None:
    (tmp_path / "ask.rq").write_text("ASK { ?s a mq:Article }")
    by_file = mithaq("query", "--store", seeds_store, tmp_path / "ask.rq", "--format", "json")
    by_stdin = mithaq("query", "--store", seeds_store, "-", "--format", "json", stdin="ASK { ?s a mq:Article }")
    assert json.loads(by_file.stdout)["boolean"] is True
    assert by_file.stdout == by_stdin.stdout


# --- dump and validate


def test_a_dump_to_standard_output_is_the_whole_graph(mithaq: Run, seeds_store: Path) -> None:
    done = mithaq("dump", "--store", seeds_store, "--format", "nq", "--out", "-")
    assert done.stdout == (seeds_store / "current" / "graph.nq").read_text("utf-8")


def test_a_dump_to_a_file_can_be_packed(mithaq: Run, seeds_store: Path, tmp_path: Path) -> None:
    target = tmp_path / "graph.ttl.gz"
    assert mithaq("dump", "--store", seeds_store, "--format", "ttl", "--gzip", "--out", target).returncode == 0
    triples = list(parse(gzip.decompress(target.read_bytes()), format=RdfFormat.TURTLE))
    assert len(triples) > 1000


@pytest.mark.parametrize("graph", ["store", "graph.trig", "graph.nq.gz", "graph.ttl"])
def test_what_was_built_is_well_formed(mithaq: Run, seeds_store: Path, tmp_path: Path, graph: str) -> None:
    target = seeds_store
    if graph != "store":
        target = tmp_path / graph
        format = target.suffixes[0].removeprefix(".")
        packed = ["--gzip"] if graph.endswith(".gz") else []
        mithaq("dump", "--store", seeds_store, "--format", format, "--out", target, *packed)
    done = mithaq("validate", target)
    assert (done.returncode, done.stdout) == (0, "the graph is well formed\n")


def test_faults_are_told_with_graph_node_and_both_languages(mithaq: Run, tmp_path: Path) -> None:
    iri = "https://w3id.org/mithaq/id"
    (tmp_path / "bad.trig").write_text(
        "PREFIX mq: <https://w3id.org/mithaq/ontology#>\n"
        f"<{iri}/article/a1> {{ <{iri}/article/a1> a mq:Article . <{iri}/statement/a1/0-9> a mq:Statement }}"
    )
    done = mithaq("validate", tmp_path / "bad.trig")
    assert done.returncode == 1
    *faults, closing = done.stdout.splitlines()
    assert closing == f"{len(faults)} faults"
    assert all(fault.startswith(f"<{iri}/article/a1>: <{iri}/") for fault in faults)
    assert any(
        f"<{iri}/statement/a1/0-9>, mq:content: " in fault
        and re.search("[a-z]{4}", fault)
        and re.search("[ء-ي]{4}", fault)
        for fault in faults
    )


# --- score


SCORE = ("score", "--gold", SEEDS.parent / "tests" / "gold", "--text", SEEDS)


def test_the_score_of_the_seeds_is_a_table_or_json(mithaq: Run) -> None:
    assert mithaq(*SCORE).stdout.startswith("5 articles\n")
    figures = json.loads(mithaq(*SCORE, "--format", "json").stdout)
    assert 0.5 < figures["statement span"]["f1"] <= 1


def test_the_errors_of_the_seeds_are_lines_or_a_page(mithaq: Run, tmp_path: Path) -> None:
    lines = mithaq(*SCORE, "--errors").stdout.splitlines()
    assert lines[0].startswith("000_85926a8630570f5f  ")
    assert "5 articles" in lines
    done = mithaq(*SCORE, "--errors", "--html", tmp_path / "errors.html")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (tmp_path / "errors.html").read_text("utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("by", "row"), [("rule", "that-behind"), ("outlet", "الجزيرة"), ("article", "004_cf8afd11e9e61095")]
)
def test_the_seeds_are_scored_by_rule_outlet_or_article(mithaq: Run, by: str, row: str) -> None:
    assert row in mithaq(*SCORE, "--by", by).stdout


def test_a_page_by_outlet_has_the_table_by_outlet(mithaq: Run, tmp_path: Path) -> None:
    assert mithaq(*SCORE, "--html", tmp_path / "errors.html", "--by", "outlet").stdout == ""
    assert "<td><bdi>قناة الجزيرة</bdi></td>" in (tmp_path / "errors.html").read_text("utf-8")


def test_figures_are_printed_beside_a_page_if_asked_for(mithaq: Run, tmp_path: Path) -> None:
    done = mithaq(*SCORE, "--html", tmp_path / "errors.html", "--format", "json")
    assert json.loads(done.stdout)["statement span"]["gold"]
    assert (tmp_path / "errors.html").exists()


def test_the_explanation_says_what_was_not_taken(mithaq: Run, news: Path) -> None:
    (news / "a1.txt").write_text("لم يعلن الوزير موعد الزيارة.", "utf-8")
    assert "x1 " not in mithaq("explain", news / "a1.txt").stdout
    assert "  x1   no statement: \u2068يعلن\u2069: negated" in mithaq("explain", news / "a1.txt", "--why").stdout


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-16"])
def test_arabic_is_written_in_utf8_whatever_the_locale(news: Path, encoding: str) -> None:
    command = [sys.executable, "-m", "kg", "explain", str(news / "a1.txt")]
    surroundings = os.environ | {"PYTHONIOENCODING": encoding, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, env=surroundings, check=True, timeout=60)
    assert "جو بايدن" in done.stdout.decode("utf-8")


def test_an_explanation_is_a_page_with_the_text(mithaq: Run, news: Path, tmp_path: Path) -> None:
    done = mithaq("explain", news / "a1.txt", "--html", tmp_path / "a1.html")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    page = (tmp_path / "a1.html").read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert re.sub("<[^>]+>", "", page).count("القوات الأميركية ستغادر العراق")


# --- ends that are no errors


def test_a_reader_that_goes_away_is_no_error(seeds_store: Path) -> None:
    command = [sys.executable, "-m", "kg", "dump", "--store", str(seeds_store), "--format", "nq", "--out", "-"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout and process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == ""


def test_a_server_answers_until_it_is_interrupted(seeds_store: Path) -> None:
    command = [sys.executable, "-m", "kg", "serve", "--store", str(seeds_store), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout and process.stderr
        address = re.search(r"http://127\.0\.0\.1:(\d+)/", process.stdout.readline())
        assert address
        connection = http.client.HTTPConnection("127.0.0.1", int(address[1]), timeout=20)
        connection.request("GET", "/")
        assert connection.getresponse().status == 200
        connection.close()
        process.send_signal(signal.SIGINT)
        process.wait(20)
        assert "Traceback" not in process.stderr.read()


def test_a_taken_port_is_told(mithaq: Run, seeds_store: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = mithaq("serve", "--store", seeds_store, "--port", port)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith(f"mithaq: cannot listen on 127.0.0.1 port {port} (Address already in use")


# --- progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that stands still until it is set."""
    now = [0.0]
    monkeypatch.setattr("kg.progress.time.monotonic", lambda: now[0])
    return now


def test_short_work_is_done_in_silence(clock: list[float]) -> None:
    out = Terminal()
    with Progress("articles", out=out) as progress:
        clock[0] = 1.9
        progress.advance(100)
    assert out.getvalue() == ""


def test_a_terminal_has_one_line_that_changes_and_goes(clock: list[float]) -> None:
    out = Terminal()
    with Progress("articles", out=out) as progress:
        for now in (2.0, 2.1, 2.5):
            clock[0] = now
            progress.advance(10)
    clear = "\r\x1b[K"
    assert out.getvalue() == f"{clear}10 articles, 5 a second{clear}30 articles, 12 a second{clear}"


def test_a_log_has_sparse_lines(clock: list[float]) -> None:
    out = io.StringIO()
    with Progress("articles", out=out) as progress:
        for now in range(25):
            clock[0] = now
            progress.advance(10)
    assert out.getvalue() == "30 articles, 15 a second\n130 articles, 11 a second\n230 articles, 10 a second\n"


# --- the package


def test_the_wheel_works_from_any_folder(news: Path, tmp_path: Path) -> None:
    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(tmp_path / "site")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site"), "PYTHONSAFEPATH": "1"}
    code = "import kg, sys; from kg.cli import main; print(kg.__file__); sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", code, "build", str(news), "--out", "store"],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    where, built = done.stdout.splitlines()
    assert where == f"{tmp_path}/site/kg/__init__.py"
    assert built.startswith("built: 1 articles, ")


def test_the_wheel_carries_every_file_of_its_packages(tmp_path: Path) -> None:
    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    with zipfile.ZipFile(wheel) as packed:
        names = set(packed.namelist())
    kept = subprocess.run(
        ["git", "ls-files", "-z", "--", "kg", "endpoint", "ontology"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert set(filter(None, kept.stdout.split("\0"))) <= names
