"""A build publishes the whole graph of its inputs, or nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, QuerySolutions

from kg.article import Article
from kg.build import BuildError, BuildReport, build
from kg.fingerprint import code_hash, inputs_hash
from kg.frames import Reading
from kg.iris import IriError
from kg.namespaces import BASE, PREFIXES
from kg.pipeline import load
from kg.reading import InputError, Problem, find_sources
from kg.store import StoreError, building, current_version
from kg.workers import WorkerError

SEEDS = Path(__file__).parent.parent / "seeds"
NEWS = "قال الرئيس الأميركي جو بايدن إن القوات الأميركية ستغادر العراق."


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder with two articles."""
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a1.txt").write_text(NEWS, "utf-8")
    (folder / "a2.txt").write_text(
        "وأكد رئيس الوزراء العراقي مصطفى الكاظمي أن العراق قادر على الدفاع عن نفسه.", "utf-8"
    )
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "store"


def answers(out: Path, query: str) -> list[str]:
    """The answers in one column."""
    found = current_version(out).open().query(query, prefixes=PREFIXES)
    assert isinstance(found, QuerySolutions)
    return [str(row[0].value) for row in found if isinstance(row[0], NamedNode | Literal)]


def count(out: Path, pattern: str) -> int:
    """How many different ?n match a pattern."""
    return int(answers(out, f"SELECT (COUNT(DISTINCT ?n) AS ?count) {{ {pattern} }}")[0])


def articles(out: Path) -> list[str]:
    return answers(out, "SELECT ?id { ?article a mq:Article ; dcterms:identifier ?id } ORDER BY ?id")


def bytes_of(out: Path) -> bytes:
    return (current_version(out).path / "graph.nq").read_bytes()


# --- what a build makes


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("articles", "?n a mq:Article"),
        ("actors", "?n a mq:Actor"),
        ("statements", "?n a mq:Statement"),
        ("utterances", "?n a mq:Utterance"),
        ("commitments", "?n a mq:Commitment"),
        ("pledges", "?n a mq:AidPledge"),
    ],
)
def test_the_manifest_counts_what_the_graph_holds(seeds_store: Path, name: str, pattern: str) -> None:
    assert current_version(seeds_store).manifest.counts[name] == count(seeds_store, pattern)


def test_every_quad_is_counted_once(seeds_store: Path) -> None:
    assert current_version(seeds_store).manifest.counts["quads"] == bytes_of(seeds_store).count(b"\n")


def test_every_seed_is_in_the_graph_with_statements(seeds_store: Path) -> None:
    assert articles(seeds_store) == [file.stem for file in sorted(SEEDS.glob("*.txt"))]
    assert count(seeds_store, "GRAPH ?n { ?statement a mq:Statement }") == 5


def test_the_graph_holds_ontology_program_and_curated_actors(seeds_store: Path) -> None:
    assert count(seeds_store, f"GRAPH <{BASE}graph/actors> {{ ?n owl:sameAs wd:Q796 }}") == 1
    assert count(seeds_store, f"GRAPH <{BASE}graph/program> {{ ?n a prov:SoftwareAgent }}") == 1
    assert count(seeds_store, "GRAPH <https://w3id.org/mithaq/ontology> { ?n skos:inScheme ?scheme }") > 30


def test_what_is_known_of_an_article_comes_along(seeds_store: Path) -> None:
    assert count(seeds_store, "?n schema:datePublished '2021-07-23'^^xsd:date ; mq:publishedBasis 'inferred'") == 1
    assert count(seeds_store, "?n schema:publisher ?outlet . ?outlet a mq:MediaOutlet") == 3


def test_all_data_iris_have_the_base(news: Path, out: Path) -> None:
    build([news], out, base="https://data.example.org/id/")
    assert b"<https://data.example.org/id/article/a1>" in bytes_of(out)
    assert BASE.encode() not in bytes_of(out)


def test_workers_change_nothing_but_the_time(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": f"a{n}", "text": f"وأعلنت واشنطن تقديم {n} مليون دولار للعراق.\n{NEWS}"})
        for n in range(1, 41)
    ]
    (tmp_path / "news.jsonl").write_text("\n".join(lines), "utf-8")
    for workers in (1, 2):
        build([tmp_path / "news.jsonl"], tmp_path / f"store-{workers}", workers=workers)
    assert bytes_of(tmp_path / "store-1") == bytes_of(tmp_path / "store-2")


# --- building again


def test_what_stands_already_is_not_built_again(news: Path, out: Path) -> None:
    first = build([news], out)
    again = build([news], out)
    assert (first.up_to_date, again.up_to_date, again.version) == (False, True, first.version)
    assert again.seconds < 0.5


def test_force_builds_again_and_makes_the_same(news: Path, out: Path) -> None:
    first = build([news], out)
    again = build([news], out, force=True)
    assert (again.up_to_date, again.version) == (False, first.version)


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("a1.txt", NEWS + " "),
        ("a3.txt", NEWS),
        ("articles.yaml", "a1: {publisher: الجزيرة}"),
    ],
)
def test_a_changed_input_is_built_again(news: Path, out: Path, file: str, content: str) -> None:
    first = build([news], out)
    (news / file).write_text(content, "utf-8")
    again = build([news], out)
    assert not again.up_to_date
    assert again.version != first.version


def test_another_base_is_built_again(news: Path, out: Path) -> None:
    build([news], out)
    assert not build([news], out, base="https://data.example.org/id/").up_to_date


def test_the_hash_of_the_inputs_knows_names_and_contents(news: Path) -> None:
    before = inputs_hash(find_sources([news]))
    (news / "a2.txt").rename(news / "b2.txt")
    assert inputs_hash(find_sources([news])) != before


def test_the_hash_of_the_code_is_stable() -> None:
    assert code_hash() == code_hash()


# --- how sure what is found must be


UNSURE = f"{NEWS}\nوأضاف أن واشنطن ستقدم 5 ملايين دولار للعراق."


def surely(pattern: str, least: str) -> str:
    return f"{pattern} ; mq:confidence ?sure FILTER(?sure >= {least})"


def test_what_is_less_sure_is_left_out(news: Path, tmp_path: Path) -> None:
    (news / "a1.txt").write_text(UNSURE, "utf-8")
    whole, sure = tmp_path / "whole", tmp_path / "sure"
    build([news], whole)
    least = float(answers(whole, "SELECT (MIN(?sure) AS ?least) { ?n a mq:Statement ; mq:confidence ?sure }")[0])
    bound = round(least + 0.01, 2)
    made = build([news], sure, min_confidence=bound)
    kept = count(whole, surely("?n a mq:Statement", str(bound)))
    assert 0 < kept < count(whole, "?n a mq:Statement")
    assert count(sure, "?n a mq:Statement") == kept == made.version.manifest.counts["statements"]
    assert made.version.manifest.min_confidence == bound


def test_the_bound_itself_is_sure_enough(news: Path, tmp_path: Path) -> None:
    whole, sure = tmp_path / "whole", tmp_path / "sure"
    build([news], whole)
    confidence = float(answers(whole, "SELECT (MIN(?sure) AS ?least) { ?n a mq:Statement ; mq:confidence ?sure }")[0])
    build([news], sure, min_confidence=confidence)
    assert count(sure, "?n a mq:Statement") == count(whole, "?n a mq:Statement")


def test_another_bound_is_built_again(news: Path, out: Path) -> None:
    build([news], out)
    assert not build([news], out, min_confidence=0.5).up_to_date
    assert build([news], out, min_confidence=0.5).up_to_date
    assert not build([news], out).up_to_date


def test_several_workers_leave_out_the_same(news: Path, tmp_path: Path) -> None:
    (news / "a1.txt").write_text(UNSURE, "utf-8")
    for workers in (1, 2):
        build([news], tmp_path / f"store-{workers}", workers=workers, min_confidence=0.85)
    assert bytes_of(tmp_path / "store-1") == bytes_of(tmp_path / "store-2")


# --- inputs that cannot be read


def test_an_unreadable_input_is_reported_and_left_out(news: Path, out: Path) -> None:
    (news / "bad.txt").write_bytes(NEWS.encode("cp1256"))
    told: list[Problem] = []
    made = build([news], out, report=told.append)
    assert [problem.place for problem in told] == [str(news / "bad.txt")]
    assert (made.skipped, articles(out)) == (tuple(told), ["a1", "a2"])


def test_strict_publishes_nothing_when_an_input_is_unreadable(news: Path, out: Path) -> None:
    standing = build([news], out)
    (news / "bad.txt").write_bytes(b"")
    with pytest.raises(InputError, match="1 of the inputs cannot be read whole"):
        build([news], out, strict=True)
    assert current_version(out) == standing.version


def test_strict_does_not_take_an_incomplete_graph_for_up_to_date(news: Path, out: Path) -> None:
    (news / "bad.txt").write_bytes(b"")
    build([news], out)
    with pytest.raises(InputError):
        build([news], out, strict=True)


# --- articles on which the program fails


class Stumbling:
    """The real extractor, but for one article."""

    def __init__(self) -> None:
        self.rules = load()

    def read(self, article: Article) -> Reading:
        if article.id == "a1":
            self.stumble(article)
        return self.changed(self.rules.read(article))

    def stumble(self, article: Article) -> None:
        raise ZeroDivisionError("stumbled")

    def changed(self, reading: Reading) -> Reading:
        return reading


class Dying(Stumbling):
    def stumble(self, article: Article) -> None:
        os._exit(9)


class Gossiping(Stumbling):
    """Finds a speech act that the ontology does not know."""

    def stumble(self, article: Article) -> None:
        pass

    def changed(self, reading: Reading) -> Reading:
        return replace(reading, statements=tuple(replace(s, act="gossip") for s in reading.statements))


@pytest.mark.parametrize("workers", [1, 2])
def test_an_article_that_the_program_fails_on_is_reported_and_left_out(news: Path, out: Path, workers: int) -> None:
    made = build([news], out, load=Stumbling, workers=workers)
    (failed,) = made.failed
    assert str(failed).startswith("article a1: ZeroDivisionError: stumbled (test_build.py:")
    assert articles(out) == ["a2"]


def test_a_graph_without_failed_articles_is_never_up_to_date(news: Path, out: Path) -> None:
    build([news], out, load=Stumbling)
    assert not build([news], out).up_to_date
    assert articles(out) == ["a1", "a2"]


def test_strict_publishes_nothing_when_the_program_fails_on_an_article(news: Path, out: Path) -> None:
    with pytest.raises(BuildError, match="1 articles could not be taken in; nothing was published"):
        build([news], out, load=Stumbling, strict=True)
    with pytest.raises(StoreError):
        current_version(out)


def test_a_worker_that_dies_ends_the_build(news: Path, out: Path) -> None:
    with pytest.raises(WorkerError, match="a worker process died, perhaps for want of memory; try fewer --workers"):
        build([news], out, load=Dying, workers=2)


def test_a_graph_against_the_shapes_is_not_published(news: Path, out: Path) -> None:
    standing = build([news], out)
    with pytest.raises(BuildError) as refusal:
        build([news], out, load=Gossiping, force=True)
    first, fault, *_ = str(refusal.value).splitlines()
    assert first == "the graph has 2 faults; nothing was published:"
    assert fault.startswith(f"  article a1: <{BASE}statement/a1/")
    assert current_version(out) == standing.version


class HalfGossiping(Gossiping):
    def changed(self, reading: Reading) -> Reading:
        return super().changed(reading) if reading.article.id == "a1" else reading


def test_keeping_going_leaves_out_what_is_against_the_shapes(news: Path, out: Path) -> None:
    made = build([news], out, load=HalfGossiping, keep_going=True)
    (failed,) = made.failed
    assert str(failed).startswith(f"article a1: <{BASE}statement/a1/")
    assert articles(out) == ["a2"]


# --- what keeps a build from being made at all


def test_a_file_is_no_place_to_build_in(news: Path, tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"a1\.txt is a file; a graph is built into a folder"):
        build([news], news / "a1.txt")
    assert (news / "a1.txt").read_text("utf-8") == NEWS


def test_a_wrong_base_is_refused_before_the_work(news: Path, out: Path) -> None:
    with pytest.raises(IriError, match="must begin with http:// or https:// and end with /"):
        build([news], out, base="https://data.example.org/id")
    assert not out.exists()


def test_no_workers_build_nothing(news: Path, out: Path) -> None:
    with pytest.raises(BuildError, match="0 workers can build nothing; choose at least 1"):
        build([news], out, workers=0)


def test_two_builds_into_one_folder_are_refused_before_the_work(news: Path, out: Path) -> None:
    with building(out), pytest.raises(StoreError, match="another build is writing"):
        build([news], out, load=Dying)


def test_a_store_of_a_newer_version_is_built_anew(news: Path, out: Path) -> None:
    manifest = build([news], out).version.path / "manifest.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "format": 99}))
    with pytest.raises(StoreError, match="written by a newer Mithaq"):
        current_version(out)
    assert not build([news], out).up_to_date
    assert articles(out) == ["a1", "a2"]


def test_a_full_disk_changes_nothing(news: Path, out: Path) -> None:
    standing = build([news], out)
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))"
    command = f"{limit}; from kg.cli import main; raise SystemExit(main())"
    arguments = ["build", str(SEEDS), "--out", str(out)]
    done = subprocess.run([sys.executable, "-c", command, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.endswith(f"mithaq: cannot write to {out}: File too large; nothing was published\n")
    assert current_version(out) == standing.version


def test_a_report_says_what_was_made(news: Path, out: Path) -> None:
    made = build([news], out)
    assert isinstance(made, BuildReport)
    assert (made.version, made.skipped, made.failed) == (current_version(out), (), ())
