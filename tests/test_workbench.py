"""Where found and annotated differ is shown in its sentence, with what is wrong and which rule is to blame."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from goldgraph import GOLD, SEEDS
from test_explain import Tags
from test_score import AID, ANNOTATED, CURATED, LEAVING, SAID, TEXT, annotated, reading, span

from kg.article import Article
from kg.explain.marking import Piece
from kg.explain.telling import Fact
from kg.frames import Commitment, Pledge, Statement
from kg.gold import find
from kg.trace import REASONS, Rejection, Trace
from kg.trials import Trial, read_trials, trials
from kg.workbench import open_cases
from kg.workbench.cases import Case, cases
from kg.workbench.page import page
from kg.workbench.tables import By, Measured, Table, article_of, by_group, by_rule, grouped, measure_rules, outlet_of
from kg.workbench.terminal import lines

STRANGER = Statement(span("المحادثات كانت ودية"), None, ("a/official",), "say", rule="that-behind")


def trial(
    folder: Path,
    *frames: Statement | Commitment | Pledge,
    mentions: Iterable[str] = (),
    rejections: Iterable[Rejection] = (),
) -> Trial:
    made = reading(*frames, mentions=mentions)
    trace = Trace()
    for one in rejections:
        trace.rejected(one.span, one.kind, one.reason)
    (judged,) = trials([made], [annotated(folder).on(made.article)], CURATED, {"a": trace})
    return judged


def found_in(
    folder: Path,
    *frames: Statement | Commitment | Pledge,
    mentions: Iterable[str] = (),
    rejections: Iterable[Rejection] = (),
) -> list[Case]:
    return cases(trial(folder, *frames, mentions=mentions, rejections=rejections), curated=CURATED, labels={})


def shown(pieces: tuple[Piece, ...]) -> str:
    return "".join(f"[{shown(piece.inside)}]" if piece.mark else piece.text for piece in pieces)


def codes(facts: Iterable[Fact]) -> dict[str, list[str]]:
    return {fact.name: [value.code or value.text for value in fact.values] for fact in facts}


# --- what makes a case ----------------------------------------------------------------------------------------------


def test_what_is_read_as_it_is_annotated_makes_no_case(tmp_path: Path) -> None:
    assert found_in(tmp_path, SAID, LEAVING, AID) == []


def test_what_nobody_found_is_shown_with_its_cue_in_its_sentence(tmp_path: Path) -> None:
    (case,) = found_in(tmp_path, LEAVING, AID)
    assert (case.row.kind, case.faults, case.found()) == ("statement", ("missed",), ())
    assert shown(case.annotated()) == '[قال] جو بايدن إن ["القوّات الأميركية ستغادر العراق" بنهاية العام].'
    assert codes(case.row.facts)["who"] == ["biden"]


def test_what_nobody_annotated_is_shown_with_its_rule(tmp_path: Path) -> None:
    (case,) = found_in(tmp_path, SAID, LEAVING, AID, STRANGER)
    assert (case.group, case.annotated()) == (("statement", "strange", "that-behind"), ())
    assert shown(case.found()) == "وقال مسؤول كبير بالإدارة الأميركية إن [المحادثات كانت ودية]."


def test_another_speaker_stands_beside_the_annotated_one(tmp_path: Path) -> None:
    (case,) = found_in(tmp_path, replace(SAID, speakers=("kadhimi",), rule="that-behind"), LEAVING, AID)
    assert case.group == ("statement", "who", "that-behind")
    assert (codes(case.row.expected), codes(case.row.facts)["who"]) == ({"who": ["biden"]}, ["kadhimi"])


def test_the_gravest_fault_comes_first(tmp_path: Path) -> None:
    (case,) = found_in(tmp_path, replace(SAID, speakers=("kadhimi",), act="deny", said_on=None), LEAVING, AID)
    assert case.faults == ("who", "date", "act")


def test_other_words_are_a_fault_and_other_marks_are_none(tmp_path: Path) -> None:
    shorter = replace(SAID, content=span('القوّات الأميركية ستغادر العراق" بنهاية'))
    bare = replace(SAID, content=span('القوّات الأميركية ستغادر العراق" بنهاية العام'))
    (case,) = found_in(tmp_path, shorter, LEAVING, AID)
    assert case.faults == ("content",)
    assert found_in(tmp_path, bare, LEAVING, AID) == []


def test_another_amount_is_a_fault_of_a_pledge(tmp_path: Path) -> None:
    (case,) = found_in(tmp_path, SAID, LEAVING, replace(AID, amount=None, unit=None))
    assert case.faults == ("amount", "unit")


def test_a_link_that_nobody_annotated_is_a_case(tmp_path: Path) -> None:
    other = {"joe-biden": replace(CURATED["joe-biden"], wikidata="Q1")}
    made = reading(SAID, LEAVING, AID, mentions=["joe-biden"])
    (judged,) = trials([made], [annotated(tmp_path).on(made.article)], other)
    links = [case for case in cases(judged, curated=other, labels={}) if case.row.kind == "link"]
    assert [(case.faults, codes(case.row.facts)) for case in links] == [(("strange",), {"who": ["joe-biden"]})]


def test_what_is_optional_makes_no_case(tmp_path: Path) -> None:
    text = ANNOTATED.replace("  - speaker: [biden]", "  - optional: true\n    speaker: [biden]")
    for made in (reading(LEAVING, AID), reading(replace(SAID, speakers=("kadhimi",)), LEAVING, AID)):
        (judged,) = trials([made], [annotated(tmp_path, text).on(made.article)], CURATED)
        assert cases(judged, curated=CURATED, labels={}) == []


# --- why something was missed ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("reason", REASONS["statement"])
def test_why_a_statement_was_missed_is_what_the_reader_says_of_its_cue(tmp_path: Path, reason: str) -> None:
    rejection = Rejection(span("قال"), "statement", reason)  # type: ignore[arg-type]
    (case,) = found_in(tmp_path, LEAVING, AID, rejections=[rejection])
    assert case.group == ("statement", "missed", reason)


@pytest.mark.parametrize("reason", REASONS["commitment"])
def test_why_a_commitment_was_missed_is_what_the_reader_says_of_its_words(tmp_path: Path, reason: str) -> None:
    rejection = Rejection(span("ستغادر"), "commitment", reason)  # type: ignore[arg-type]
    (case,) = found_in(tmp_path, SAID, AID, rejections=[rejection])
    assert case.group == ("commitment", "missed", reason)


def test_a_cue_may_be_read_otherwise_or_not_known(tmp_path: Path) -> None:
    other = replace(STRANGER, cue=span("قال"))
    assert [case.why for case in found_in(tmp_path, other, LEAVING, AID)] == ["read-otherwise", ""]
    assert [case.why for case in found_in(tmp_path, LEAVING, AID)] == ["no-cue"]


# --- in the terminal ------------------------------------------------------------------------------------------------


def test_annotated_and_found_stand_below_each_other(tmp_path: Path) -> None:
    wrong = replace(SAID, content=span('القوّات الأميركية ستغادر العراق" بنهاية'), speakers=("kadhimi",), rule="x")
    written = "\n".join(lines(found_in(tmp_path, wrong, LEAVING, AID), colours=False))
    assert "  s1   statement: another actor, other words  x 0.5\n" in written
    assert re.search("annotated  \u2067.*\n +found      \u2067", written)
    assert "who: annotated \u2068جو بايدن\u2069 biden Q6279 | found \u2068الكاظمي\u2069 kadhimi\n" in written


def test_the_same_words_stand_once(tmp_path: Path) -> None:
    written = "\n".join(lines(found_in(tmp_path, replace(SAID, act="deny"), LEAVING, AID), colours=False))
    assert "annotated  \u2067" in written
    assert "found      \u2067" not in written


def test_cases_are_counted_by_kind_fault_and_rule(tmp_path: Path) -> None:
    twice = [STRANGER, replace(STRANGER, content=span("كانت ودية"))]
    counted = list(lines(found_in(tmp_path, *twice, LEAVING, AID), colours=False))[-2:]
    assert counted == ["    1  statement: missed  no-cue", "    2  statement: not annotated  that-behind"]


@cache
def seed_cases() -> tuple[list[Trial], list[Case]]:
    return open_cases(GOLD, SEEDS)


def test_every_isolate_is_closed_on_its_line() -> None:
    for line in lines(seed_cases()[1], colours=False):
        assert len(re.findall("[\u2066-\u2068]", line)) == line.count("\u2069")
        assert "\n" not in line


# --- the page -------------------------------------------------------------------------------------------------------


def test_the_page_shows_every_case_of_the_seeds_once() -> None:
    judged, found = seed_cases()
    tags = Tags(page(found, judged))
    assert [name for name in tags.ids if name.startswith("case-")] == [f"case-{n}" for n in range(1, len(found) + 1)]
    assert sorted(set(tags.ids)) == sorted(tags.ids)
    assert {link for link in tags.links if link.startswith("#")} <= {f"#{name}" for name in tags.ids}


def test_the_page_is_arabic_and_nothing_runs_in_it() -> None:
    judged, found = seed_cases()
    html = page(found, judged)
    assert '<html lang="ar" dir="rtl">' in html
    assert "default-src 'none'" in html
    assert not Tags(html).names & {"script", "img", "iframe", "link"}


def test_a_script_in_an_article_is_shown_and_does_not_run(tmp_path: Path) -> None:
    text = TEXT.replace("ودية", "<script>alert(1)</script>")
    words = find(text, "المحادثات كانت <script>alert(1)</script>")
    strange = replace(STRANGER, rule="<script>2</script>", content=words)
    made = replace(reading(SAID, LEAVING, AID, strange), article=Article("<script>a</script>", text))
    gold = annotated(tmp_path, ANNOTATED.replace("doc: a", "doc: <script>a</script>")).on(made.article)
    judged = trials([made], [gold], CURATED)
    tags = Tags(page(cases(judged[0], curated=CURATED, labels={}), judged))
    assert "script" not in tags.names
    assert all(f"<script>{words}</script>" in tags.text for words in ("alert(1)", "2", "a"))


@pytest.mark.parametrize(
    ("by", "headings"),
    [
        ("article", ["000_85926a8630570f5f", "004_cf8afd11e9e61095"]),
        ("outlet", ["قناة الجزيرة", "مصرنا اليوم"]),
    ],
)
def test_on_the_page_the_cases_of_one_article_or_outlet_stand_together(by: By, headings: list[str]) -> None:
    judged, found = seed_cases()
    html = page(found, judged, by)
    order = re.findall("<h2><bdi>(.*?)</bdi>", html)
    assert order == sorted(order)
    assert set(headings) <= set(order)
    assert len(re.findall('<article class="case"', html)) == len(found)


def test_the_page_has_the_table_by_rule() -> None:
    judged, found = seed_cases()
    html = page(found, judged, "rule")
    assert all(f"<td><bdi>{rule}</bdi></td>" in html for _, rule, *_ in by_rule(judged).rows)
    assert "<td><bdi>" not in page(found, judged)


# --- tables ---------------------------------------------------------------------------------------------------------


def test_a_rule_is_measured_by_what_counts_of_it(tmp_path: Path) -> None:
    right = replace(SAID, rule="that-behind")
    measured = measure_rules([trial(tmp_path, right, STRANGER, LEAVING)])
    assert Measured("statement", "statement", 1, 2) in measured
    assert Measured("statement", "that-behind", 1, 2) in measured
    assert measured[0] == Measured("commitment", "commitment", 1, 1)


def test_the_table_of_rules_gives_their_confidence_too(tmp_path: Path) -> None:
    rows = by_rule([trial(tmp_path, replace(SAID, rule="that-behind"))]).rows
    assert rows[0][:5] == ("statement", "all", "1.000", "1", "1")
    assert rows[1][:5] == ("statement", "that-behind", "1.000", "1", "1")
    assert 0 < float(rows[1][5]) < 1


def test_a_table_has_its_figures_in_columns_and_its_words_behind() -> None:
    table = Table(("", "articles", "F1"), (("الجزيرة", "2", "0.5 (10)"), ("—", "12", "–")), names=1)
    assert table.text().splitlines() == [
        "articles        F1",
        "       2  0.5 (10)  الجزيرة",
        "      12         –  —",
    ]


def test_articles_of_one_outlet_are_scored_together() -> None:
    judged = seed_cases()[0]
    assert {name: scores.articles for name, scores in grouped(judged, outlet_of).items()} == {
        **{"قناة الجزيرة": 1, "المشارق": 1, "مصرنا اليوم": 1},
        "—": 2,
    }


@pytest.mark.parametrize(
    "publisher",
    ["الجزيرة", "الجزيرة نت", "شبكة الجزيرة الإعلامية", "Al Jazeera", "AL JAZEERA", "aljazeera", "قناة الجزيرة"],
)
def test_an_outlet_is_one_by_whatever_name_it_goes(tmp_path: Path, publisher: str) -> None:
    made = replace(reading(SAID), article=Article("a", TEXT, publisher=publisher))
    (judged,) = trials([made], [annotated(tmp_path).on(made.article)], CURATED)
    assert outlet_of(judged) == "قناة الجزيرة"


def test_an_outlet_that_no_table_knows_goes_by_the_name_given(tmp_path: Path) -> None:
    made = replace(reading(SAID), article=Article("a", TEXT, publisher="صدى البلدة"))
    (judged,) = trials([made], [annotated(tmp_path).on(made.article)], CURATED)
    assert outlet_of(judged) == "صدى البلدة"


def test_the_table_of_articles_has_a_row_for_each() -> None:
    rows = by_group(seed_cases()[0], article_of).rows
    assert [name for name, *_ in rows] == sorted(path.stem for path in SEEDS.glob("*.txt"))


def test_what_is_neither_annotated_nor_found_has_no_figure(tmp_path: Path) -> None:
    text = ANNOTATED.partition("pledges:")[0]
    made = reading(SAID, LEAVING)
    judged = trials([made], [annotated(tmp_path, text).on(made.article)], CURATED)
    assert "–" in by_group(judged, article_of).rows[0]


def test_the_trials_of_a_folder_are_those_of_its_annotations() -> None:
    assert [one.gold.article.id for one in read_trials(GOLD, SEEDS)] == sorted(path.stem for path in GOLD.glob("*"))
