"""What counts as found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kg.article import Article
from kg.curated import CuratedActor, Label
from kg.frames import Actor, Commitment, Deadline, Mention, PartialDate, Pledge, Reading, Statement
from kg.gold import GoldError, GoldFile, find, gold_files
from kg.reading import InputError
from kg.score import Scores, Tally, score, score_folders, score_trials
from kg.span import Span
from kg.trials import TrialError, trials

TEXT = """بايدن والكاظمي يلتقيان في واشنطن

قال جو بايدن إن "القوّات الأميركية ستغادر العراق" بنهاية العام.

وتعهد بتقديم 5.2 مليون دولار للعراق عبر الأمم المتحدة.

وقال مسؤول كبير بالإدارة الأميركية إن المحادثات كانت ودية.
"""
ANNOTATED = """
doc: a
actors:
  biden: {type: Person, names: [جو بايدن, بايدن], wikidata: Q6279}
  kadhimi: {type: Person, names: [الكاظمي]}
  us: {type: Country, names: [الولايات المتحدة], wikidata: Q30}
  iraq: {type: Country, names: [العراق], wikidata: Q796}
  official: {type: AnonymousSource, names: [مسؤول كبير بالإدارة الأميركية]}
statements:
  - speaker: [biden]
    speaker_also: [us]
    cue: {text: قال}
    content: {text: '"القوّات الأميركية ستغادر العراق" بنهاية العام'}
    quotes: [{text: القوّات الأميركية ستغادر العراق}]
    act: say
    act_also: [announce]
    date: 2021-07
commitments:
  - committer: [us]
    mentions: [{text: القوّات الأميركية ستغادر العراق}]
    deadline: 2021-12-31
    modality: firm
    topic: withdrawal
pledges:
  - donor: [us]
    recipient: [iraq]
    quantified: true
    amount: 5200000
    unit: USD
    evidence: [{text: بتقديم 5.2 مليون دولار للعراق}]
"""
ACTORS = {
    actor.key: actor
    for actor in (
        Actor("joe-biden", "Person", "جو بايدن", curated=True),
        Actor("kadhimi", "Person", "الكاظمي"),
        Actor("usa", "Country", "أميركا", ("الولايات المتحدة",)),
        Actor("iraq", "Country", "العراق"),
        Actor("a/official", "AnonymousSource", "مسؤول كبير في الإدارة", local=True),
    )
}
CURATED = {"joe-biden": CuratedActor("joe-biden", "Person", Label("جو بايدن"), wikidata="Q6279", source="Wikidata")}


def span(words: str) -> Span:
    return find(TEXT, words)


SAID = Statement(
    span('"القوّات الأميركية ستغادر العراق" بنهاية العام'),
    span("قال"),
    ("joe-biden",),
    "say",
    (span("القوّات الأميركية ستغادر العراق"),),
    said_on=date(2021, 7, 26),
)
LEAVING = Commitment(
    (span("القوّات الأميركية ستغادر العراق"),),
    ("usa",),
    deadline=Deadline(PartialDate(date(2021, 12, 31)), span("بنهاية العام")),
    topic="withdrawal",
)
AID = Pledge((span("بتقديم 5.2 مليون دولار للعراق"),), ("usa",), ("iraq",), amount=Decimal("5200000.00"), unit="USD")


def annotated(tmp_path: Path, text: str = ANNOTATED) -> GoldFile:
    path = tmp_path / "a.yaml"
    path.write_text(text, "utf-8")
    return GoldFile(path)


def reading(*frames: Statement | Commitment | Pledge, mentions: Iterable[str] = ()) -> Reading:
    return Reading(
        Article("a", TEXT),
        ACTORS,
        tuple(Mention(Span(0, 5), actor) for actor in mentions),
        tuple(frame for frame in frames if isinstance(frame, Statement)),
        tuple(frame for frame in frames if isinstance(frame, Commitment)),
        tuple(frame for frame in frames if isinstance(frame, Pledge)),
    )


def scored(tmp_path: Path, *frames: Statement | Commitment | Pledge, text: str = ANNOTATED) -> Scores:
    made = reading(*frames)
    return score([made], [annotated(tmp_path, text).on(made.article)], CURATED)


def counts(scores: Scores, name: str) -> tuple[int, int, int]:
    """Right, annotated, found."""
    tally = scores.tallies[name]
    return tally.right, tally.gold, tally.found


# --- what counts as found -------------------------------------------------------------------------------------------


def test_all_that_is_annotated_is_found(tmp_path: Path) -> None:
    scores = scored(tmp_path, SAID, LEAVING, AID)
    assert {name: counts(scores, name) for name in scores.tallies if name != "Wikidata link"} == {
        "statement span": (1, 1, 1),
        "statement + speaker": (1, 1, 1),
        "direct quotes": (1, 1, 1),
        "statement date": (1, 1, 1),
        "commitment span": (1, 1, 1),
        "commitment + committer": (1, 1, 1),
        "deadline": (1, 1, 1),
        "pledge (any) span": (1, 1, 1),
        "pledge (any) + donor + recipient": (1, 1, 1),
        "pledge: donor, recipient, amount, unit": (1, 1, 1),
    }


def test_what_nobody_found_is_missed(tmp_path: Path) -> None:
    scores = scored(tmp_path)
    assert counts(scores, "statement + speaker") == (0, 1, 0)
    assert counts(scores, "commitment span") == counts(scores, "pledge (any) span") == (0, 1, 0)


def test_an_article_that_was_not_read_is_missed_whole(tmp_path: Path) -> None:
    scores = score([], [annotated(tmp_path).on(Article("a", TEXT))], CURATED)
    assert counts(scores, "statement span") == (0, 1, 0)
    assert counts(scores, "Wikidata link") == (0, 3, 0)


def test_half_of_the_content_is_enough_and_less_is_not(tmp_path: Path) -> None:
    half = replace(SAID, content=Span(SAID.content.start, SAID.content.start + (len(SAID.content) + 1) // 2))
    less = replace(half, content=Span(half.content.start, half.content.end - 1))
    assert counts(scored(tmp_path, half), "statement span") == (1, 1, 1)
    assert counts(scored(tmp_path, less), "statement span") == (0, 1, 1)


@pytest.mark.parametrize(
    ("speakers", "right"),
    [(("joe-biden",), 1), (("joe-biden", "usa"), 1), (("usa",), 1), (("joe-biden", "kadhimi"), 0), ((), 0)],
)
def test_a_speaker_that_could_be_named_as_well_is_right_and_a_stranger_wrong(
    tmp_path: Path, speakers: tuple[str, ...], right: int
) -> None:
    scores = scored(tmp_path, replace(SAID, speakers=speakers))
    assert counts(scores, "statement + speaker") == (right, 1, 1)


@pytest.mark.parametrize(("speakers", "right"), [(("joe-biden", "kadhimi"), 1), (("joe-biden",), 0)])
def test_a_joint_statement_needs_all_its_speakers(tmp_path: Path, speakers: tuple[str, ...], right: int) -> None:
    joint = ANNOTATED.replace("speaker: [biden]", "speaker: [biden, kadhimi]").replace("speaker_also: [us]", "")
    scores = scored(tmp_path, replace(SAID, speakers=speakers), text=joint)
    assert counts(scores, "statement + speaker") == (right, 1, 1)


@pytest.mark.parametrize("found", [(SAID,), ()])
def test_what_is_optional_neither_gains_nor_costs(tmp_path: Path, found: tuple[Statement, ...]) -> None:
    optional = ANNOTATED.replace("- speaker: [biden]", "- optional: true\n    speaker: [biden]")
    scores = scored(tmp_path, *found, text=optional)
    assert counts(scores, "statement span") == counts(scores, "direct quotes") == (0, 0, 0)


def test_statements_of_the_headline_are_optional(tmp_path: Path) -> None:
    headline = ANNOTATED.replace("""'"القوّات الأميركية ستغادر العراق" بنهاية العام'""", "يلتقيان في واشنطن")
    assert counts(scored(tmp_path, text=headline), "statement span") == (0, 0, 0)


def test_every_statement_is_counted_once(tmp_path: Path) -> None:
    assert counts(scored(tmp_path, SAID, SAID), "statement span") == (1, 1, 2)


def test_quotations_are_compared_without_vowel_signs_and_to_the_end(tmp_path: Path) -> None:
    bare = ANNOTATED.replace("quotes: [{text: القوّات", "quotes: [{text: القوات")
    shorter = replace(SAID, quotations=(span("القوّات الأميركية ستغادر"),))
    assert counts(scored(tmp_path, SAID, text=bare), "direct quotes") == (1, 1, 1)
    assert counts(scored(tmp_path, shorter, text=bare), "direct quotes") == (0, 1, 1)


def test_a_date_agrees_as_far_as_it_is_annotated(tmp_path: Path) -> None:
    august = replace(SAID, said_on=date(2021, 8, 1))
    assert counts(scored(tmp_path, SAID), "statement date") == (1, 1, 1)
    assert counts(scored(tmp_path, august), "statement date") == (0, 1, 1)


@pytest.mark.parametrize(("act", "right"), [("say", 1), ("announce", 1), ("deny", 0)])
def test_either_act_that_a_reader_could_give_is_right(tmp_path: Path, act: str, right: int) -> None:
    assert scored(tmp_path, replace(SAID, act=act)).shares["speech act"].right == right


def test_a_pledge_found_as_a_commitment_neither_gains_nor_costs(tmp_path: Path) -> None:
    scores = scored(tmp_path, LEAVING, Commitment(AID.mentions, ("usa",)))
    assert counts(scores, "commitment span") == (1, 1, 1)
    assert counts(scores, "pledge (any) span") == (0, 1, 0)


def test_a_commitment_found_as_a_pledge_neither_gains_nor_costs(tmp_path: Path) -> None:
    scores = scored(tmp_path, AID, Pledge(LEAVING.mentions, ("usa",)))
    assert counts(scores, "pledge (any) span") == (1, 1, 1)
    assert counts(scores, "commitment span") == (0, 1, 0)


@pytest.mark.parametrize(
    ("pledge", "right"),
    [
        (AID, 1),
        (replace(AID, amount=Decimal("5200000.5")), 0),
        (replace(AID, unit="EUR"), 0),
        (replace(AID, donors=("iraq",)), 0),
        (replace(AID, recipients=()), 0),
    ],
)
def test_an_amount_is_right_with_its_unit_and_parties(tmp_path: Path, pledge: Pledge, right: int) -> None:
    scores = scored(tmp_path, pledge)
    assert counts(scores, "pledge: donor, recipient, amount, unit") == (right, 1, 1)


def test_a_pledge_without_an_amount_is_found_all_the_same(tmp_path: Path) -> None:
    scores = scored(tmp_path, replace(AID, amount=None, unit=None))
    assert counts(scores, "pledge (any) + donor + recipient") == (1, 1, 1)
    assert counts(scores, "pledge: donor, recipient, amount, unit") == (0, 1, 0)


# --- actors ---------------------------------------------------------------------------------------------------------


def test_a_link_costs_unless_it_is_a_country_that_the_text_names(tmp_path: Path) -> None:
    actors = ACTORS | {
        "egypt": Actor("egypt", "Country", "مصر"),
        "wash": Actor("wash", "Country", "واشنطن"),
        "un": Actor("un", "InternationalOrganization", "الأمم المتحدة"),
    }
    items = CURATED | {
        name: CuratedActor(name, "Country", Label(actors[name].label), wikidata=f"Q{number}", source="Wikidata")
        for number, name in enumerate(("egypt", "wash", "un"), 1)
    }
    made = replace(reading(mentions=("joe-biden", "egypt", "wash", "un")), actors=actors)
    (trial,) = trials([made], [annotated(tmp_path).on(made.article)], items)
    assert counts(score_trials([trial]), "Wikidata link") == (1, 3, 3)
    assert trial.strange_links() == {"egypt": "Q1", "un": "Q3"}


# --- figures --------------------------------------------------------------------------------------------------------


def test_precision_recall_and_f1() -> None:
    tally = Tally(right=3, gold=4, found=6)
    assert (tally.precision, tally.recall, tally.f1) == (0.5, 0.75, 0.6)
    assert Tally().f1 == 0


def test_the_table_shows_shares_and_counts(tmp_path: Path) -> None:
    lines = scored(tmp_path, SAID, replace(SAID, content=span("المحادثات كانت ودية"))).table().splitlines()
    assert lines[0] == "1 article"
    assert lines[2].split() == ["statement", "span", "0.500", "1.000", "0.667", "1", "1", "2"]


# --- annotations that cannot be read --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("was", "now", "complaint"),
    [
        (
            "content: {text: '\"القوّات",
            "content: {text: '\"القواة",
            "statements, entry 1: these words do not stand in the text",
        ),
        (
            "cue: {text: قال}",
            "cue: {text: قال, nth: 3}",
            "statements, entry 1: these words do not stand in the text 3 times",
        ),
        ("speaker: [biden]", "speaker: [trump]", "statements, entry 1: speaker: there is no actor 'trump'"),
        ("    topic: withdrawal\n", "", "commitments, entry 1: the field 'topic' is missing"),
        ("amount: 5200000", "amount: كثير", "pledges, entry 1: amount: expected a number, found 'كثير'"),
        ("doc: a", "doc: b", "these are annotations of b, not of a"),
        ("  biden: {type", "  biden: [{type", r":\d+: not valid YAML"),
        ("doc: a", "", "expected annotations of one article"),
    ],
)
def test_a_wrong_annotation_is_refused_by_file_and_entry(tmp_path: Path, was: str, now: str, complaint: str) -> None:
    with pytest.raises(GoldError, match=f"a.yaml.*{complaint}"):
        annotated(tmp_path, ANNOTATED.replace(was, now, 1)).on(Article("a", TEXT))


def test_a_folder_without_annotations_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no annotations here"):
        gold_files(tmp_path)


def test_a_text_that_is_missing_is_named(tmp_path: Path) -> None:
    annotated(tmp_path)
    with pytest.raises(InputError, match=r"a\.txt: no such file"):
        score_folders(tmp_path, tmp_path)


def test_a_text_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    annotated(tmp_path)
    (tmp_path / "a.txt").write_text("Not in Arabic.", "utf-8")
    with pytest.raises(TrialError, match=r"a\.txt: not Arabic"):
        score_folders(tmp_path, tmp_path)
