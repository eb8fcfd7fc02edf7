"""What a person who improves the rules is shown: marks that nest, frames told in full and judged, nothing that runs."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from goldgraph import GOLD, SEEDS
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_reading import AID, CURATED, PROMISE, READING, TEXT, span

from kg.article import Article
from kg.explain import ExplainError, explain, terminal
from kg.explain.explanation import Explanation, explain_reading
from kg.explain.marking import KINDS, Mark, Piece, nest, paragraphs
from kg.explain.page import page
from kg.explain.telling import Row
from kg.explain.terminal import lines, show
from kg.frames import Mention, Reading, Statement
from kg.gold import GoldError, GoldFile
from kg.reading import InputError
from kg.span import Span
from kg.trace import REASONS, Kind, Reason, Trace

SEED = "001_42df4bdc5be6c26b"
LABELS = {"act/say": "قول", "topic/withdrawal": "انسحاب", "unit/USD": "دولار أمريكي"}
BY_KEY = {actor.key: actor for actor in CURATED}


def explained(reading: Reading = READING, gold: GoldFile | None = None) -> Explanation:
    return explain_reading(reading, curated=BY_KEY, labels=LABELS, gold=gold.on(reading.article) if gold else None)


def shown(pieces: tuple[Piece, ...]) -> str:
    """Pieces written with brackets: [content القوات [deadline مع نهاية العام]]."""
    return "".join(f"[{piece.mark.kind} {shown(piece.inside)}]" if piece.mark else piece.text for piece in pieces)


# --- marks on the text ----------------------------------------------------------------------------------------------

LINE = "أكد بايدن أن القوات ستغادر بنهاية العام"


def mark(words: str, kind: str) -> Mark:
    return Mark(Span(LINE.index(words), LINE.index(words) + len(words)), kind)


@pytest.mark.parametrize(
    ("marks", "written"),
    [
        ([], LINE),
        (
            [mark("بايدن", "mention"), mark("أكد", "cue")],
            "[cue أكد] [mention بايدن] أن القوات ستغادر بنهاية العام",
        ),
        (
            [mark("بنهاية العام", "deadline"), mark("القوات ستغادر بنهاية العام", "content")],
            "أكد بايدن أن [content القوات ستغادر [deadline بنهاية العام]]",
        ),
        (
            [mark("القوات ستغادر", "content"), mark("القوات ستغادر", "commitment")],
            "أكد بايدن أن [commitment [content القوات ستغادر]] بنهاية العام",
        ),
        (
            [mark("القوات ستغادر", "content"), mark("ستغادر بنهاية العام", "commitment")],
            "أكد بايدن أن [content القوات [commitment ستغادر]][commitment  بنهاية العام]",
        ),
    ],
    ids=["none", "side by side", "one in another", "on the same words", "crossing"],
)
def test_marks_nest(marks: list[Mark], written: str) -> None:
    assert shown(nest(LINE, Span(0, len(LINE)), marks)) == written


def test_only_the_first_part_of_a_split_mark_begins_it() -> None:
    marks = [mark("القوات ستغادر", "content"), mark("ستغادر بنهاية العام", "commitment")]
    pieces = nest(LINE, Span(0, len(LINE)), marks)
    inner, outer = pieces[1].inside[1], pieces[2]
    assert (inner.text, inner.first) == ("ستغادر", True)
    assert (outer.text, outer.first) == (" بنهاية العام", False)


def test_a_mark_over_two_paragraphs_stands_in_both() -> None:
    text = "\ufeffقال:\r\n\r\n الهدف هو الهزيمة \n"
    marks = [Mark(Span(3, len(text)), "content")]
    assert [shown(nest(text, place, marks)) for place in paragraphs(text)] == [
        "قا[content ل:]",
        "[content الهدف هو الهزيمة]",
    ]


def leaves(pieces: tuple[Piece, ...], kinds: tuple[Mark, ...] = ()) -> Iterator[tuple[str, tuple[Mark, ...]]]:
    for piece in pieces:
        if piece.mark:
            yield from leaves(piece.inside, (*kinds, piece.mark))
        else:
            yield piece.text, kinds


some_marks = st.lists(
    st.builds(
        lambda start, length, kind: Mark(Span(start, start + length), kind),
        *[st.integers(0, 30)] * 2,
        st.sampled_from(KINDS),
    )
)


@settings(deadline=None)
@given(some_marks)
def test_every_letter_bears_its_marks_and_no_others(marks: list[Mark]) -> None:
    place = 0
    for words, above in leaves(nest(LINE, Span(0, len(LINE)), marks)):
        for letter in words:
            assert letter == LINE[place]
            on_it = [m for m in marks if m.span.start <= place < m.span.end]
            assert sorted(above, key=repr) == sorted(on_it, key=repr)
            place += 1
    assert place == len(LINE)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x85"])
def test_a_paragraph_ends_at_any_line_end(end: str) -> None:
    text = f"\ufeffقال{end} \u200f{end}نعم {end}"
    assert [place.of(text) for place in paragraphs(text)] == ["قال", "نعم"]


# --- frames told ----------------------------------------------------------------------------------------------------


def row(name: str, explanation: Explanation) -> Row:
    return next(row for row in explanation.rows if row.id == name)


def told(row: Row) -> dict[str, list[str]]:
    return {fact.name: [f"{v.text} {v.code} {v.wikidata or ''}".strip() for v in fact.values] for fact in row.facts}


def test_a_statement_is_told_with_its_speaker_act_and_rule() -> None:
    statement = row("s1", explained())
    assert told(statement) == {
        "who": ["جو بايدن biden Q6279"],
        "act": ["قول say"],
        "cue": ["قال"],
        "date": ["2021-07-26"],
    }
    assert (statement.rule, str(statement.confidence)) == ("verb-subject", "0.90")


def test_a_commitment_is_told_with_its_deadline_and_the_statement_that_makes_it() -> None:
    assert told(row("c1", explained())) == {
        "who": ["الولايات المتحدة us"],
        "beneficiary": ["العراق iraq Q796"],
        "modality": ["firm"],
        "topic": ["انسحاب withdrawal"],
        "deadline": ["2021-12-31", "مع نهاية العام"],
        "made_in": ["s1"],
    }


def test_a_pledge_is_told_with_its_amount_and_unit() -> None:
    pledge = told(row("p1", explained()))
    assert (pledge["amount"], pledge["unit"]) == (["5,200,000"], ["دولار أمريكي USD"])
    assert (pledge["channel"], pledge["purpose"]) == (
        ["الأمم المتحدة un"],
        ["تمويل بعثة للأمم المتحدة لمراقبة الانتخابات"],
    )


def test_frames_stand_beside_the_paragraph_they_begin_in() -> None:
    assert [[row.id for row in paragraph.rows] for paragraph in explained().paragraphs] == [
        *[[], ["s1", "c1"], ["p1"], ["s2"]]
    ]


def test_the_actors_named_most_often_come_first() -> None:
    twice = replace(READING, mentions=(*READING.mentions, Mention(span("العراق"), "iraq")))
    first = explained(twice).actors[0]
    assert (first.actor.code, first.times) == ("iraq", 2)


# --- judged by an annotation ----------------------------------------------------------------------------------------

ANNOTATION = f"""
doc: مقال 1
actors:
  biden: {{type: Person, names: [جو بايدن], wikidata: Q6279}}
  us: {{type: Country, names: [الولايات المتحدة]}}
  iraq: {{type: Country, names: [العراق]}}
statements:
  - {{speaker: [biden], cue: {{text: قال}}, content: {{text: '{PROMISE}'}}, act: announce, date: 2021-07-26}}
  - {{speaker: [us], cue: {{text: قال}}, content: {{text: بعثة للأمم المتحدة}}, act: say}}
commitments:
  - {{committer: [us], mentions: [{{text: '{PROMISE}'}}], modality: firm, topic: withdrawal, deadline: 2021-12-31}}
pledges:
  - {{donor: [us], recipient: [iraq], quantified: true, amount: 5, unit: USD, evidence: [{{text: {AID}}}]}}
"""


@pytest.fixture
def judged(tmp_path: Path) -> Explanation:
    path = tmp_path / "a.yaml"
    path.write_text(ANNOTATION, "utf-8")
    return explained(gold=GoldFile(path))


def test_each_frame_is_judged_and_what_was_missed_added(judged: Explanation) -> None:
    assert {row.id: row.verdict for row in judged.rows} == {
        "s1": "partly",
        "c1": "right",
        "p1": "partly",
        "m1": "missed",
        "s2": "strange",
    }


def test_what_is_annotated_stands_beside_what_was_found(judged: Explanation) -> None:
    (act,) = row("s1", judged).expected
    (amount,) = row("p1", judged).expected
    assert (act.name, act.values[0].code) == ("act", "announce")
    assert (amount.name, amount.values[0].code) == ("amount", "5")


def test_what_was_missed_is_marked_on_the_text(judged: Explanation) -> None:
    assert "[missed بعثة [mention للأمم المتحدة]]" in shown(judged.paragraphs[2].pieces)


# --- what was not taken ---------------------------------------------------------------------------------------------


def rejecting(words: str = "وستقدم", kind: Kind = "statement", reason: Reason = "no-speaker") -> Explanation:
    trace = Trace()
    trace.rejected(span(words), kind, reason)
    return explain_reading(READING, curated=BY_KEY, labels=LABELS, trace=trace, why=True)


def test_what_was_not_taken_stands_beside_its_paragraph() -> None:
    assert [[one.words for one in paragraph.rejected] for paragraph in rejecting().paragraphs] == [
        *[[], [], ["وستقدم"], []]
    ]
    assert "[rejected وستقدم]" in shown(rejecting().paragraphs[2].pieces)


@pytest.mark.parametrize(("kind", "reason"), [(kind, reason) for kind in REASONS for reason in REASONS[kind]])
def test_every_reason_is_told_in_the_terminal_and_on_the_page(kind: Kind, reason: Reason) -> None:
    explanation = rejecting("يعلن", kind, reason)
    written = "\n".join(lines(explanation, colours=False))
    assert f"x1   no {kind}: \u2068يعلن\u2069: {terminal.REASONS[reason]}" in written
    assert f'title="{reason}"' not in page(explanation)
    assert re.search('<span class="rejected of-x1" title="[^"]*[ء-ي]', page(explanation))
    assert re.search(r'<li id="x1"><bdi>يعلن</bdi>: [ء-ي]', page(explanation))


def test_without_asking_nothing_is_told_of_it() -> None:
    assert explain(SEEDS / f"{SEED}.txt").rejected == []
    assert explain(SEEDS / f"{SEED}.txt", why=True).rejected


# --- the page -------------------------------------------------------------------------------------------------------


class Tags(HTMLParser):
    """Collects ids, links and classes of a page, and fails on a tag that does not close where it should."""

    VOID = ("meta", "br", "hr", "img", "link", "input")

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.names: set[str] = set()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.open += [tag] * (tag not in self.VOID)
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action", "data")]
        assert not [name for name, _ in attrs if name.startswith("on")]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_is_arabic_and_well_formed(judged: Explanation) -> None:
    html = page(judged)
    tags = Tags(html)
    assert '<html lang="ar" dir="rtl">' in html
    assert sorted(set(tags.ids)) == sorted(tags.ids)


def test_every_link_of_the_page_leads_to_a_frame_in_it_or_to_wikidata(judged: Explanation) -> None:
    tags = Tags(page(judged))
    assert {link for link in tags.links if link.startswith("#")} <= {f"#{name}" for name in tags.ids}
    assert {link for link in tags.links if not link.startswith("#")} == {
        "https://www.wikidata.org/wiki/Q6279",
        "https://www.wikidata.org/wiki/Q796",
    }


def test_the_page_holds_the_text_to_the_letter() -> None:
    html = page(explained(replace(READING, statements=(), commitments=(), pledges=())))
    for place in paragraphs(TEXT):
        assert place.of(TEXT) in Tags(html).text


HOSTILE = 'قال <script>alert("x")</script> إن <img src=x onerror=alert(1)> "الوضع" & {{ 7*7 }}'


def test_a_script_in_an_article_is_shown_and_does_not_run() -> None:
    place = Span(HOSTILE.index("<script"), HOSTILE.index(" إن"))
    article = Article("<b>a</b>", HOSTILE, title="<script>1</script>", publisher='"><script>2</script>')
    actor = replace(READING.actors["biden"], key="x", label='"><script>3</script>')
    statement = Statement(place, None, ("x",), "<script>4</script>", rule="<script>5</script>")
    html = page(explained(Reading(article, {"x": actor}, (Mention(place, "x"),), (statement,))))
    tags = Tags(html)
    assert not tags.names & {"script", "img"}
    assert all(words in tags.text for words in ('<script>alert("x")</script>', "<img src=x onerror", "{{ 7*7 }}"))
    assert "default-src 'none'" in html


# --- the terminal ---------------------------------------------------------------------------------------------------


def test_marks_are_labelled_brackets_where_there_are_no_colours() -> None:
    written = "\n".join(lines(explained(), colours=False))
    assert "[⁦s1 cue⁩: قال] [⁦biden⁩: الرئيس" not in written
    assert "[\u2066s1 cue\u2069: [\u2066s2 cue\u2069: قال]]" in written
    assert "\x1b" not in written


def test_every_isolate_is_closed_on_its_line() -> None:
    for line in lines(explained(), colours=False):
        assert len(re.findall("[\u2066-\u2068]", line)) == line.count("\u2069")


def test_every_colour_is_ended_on_its_line() -> None:
    for line in lines(explained(), colours=True):
        codes = re.findall("\x1b\\[([\\d;]*)m", line)
        assert codes[1::2] == ["0"] * (len(codes) // 2)
        assert "0" not in codes[::2]


def test_nothing_in_a_text_can_drive_the_terminal() -> None:
    article = replace(READING, article=Article("a", "قال\u009b31m\x1b[2J\u2069 الهدف"), mentions=())
    written = "\n".join(lines(explained(replace(article, statements=(), commitments=(), pledges=())), colours=False))
    assert "قال\ufffd31m\ufffd[2J الهدف" in written


def test_a_file_gets_no_colours() -> None:
    out = io.StringIO()
    show(explained(), out)
    assert "\x1b" not in out.getvalue()
    assert out.getvalue().endswith("\n")


# --- an article from a file -----------------------------------------------------------------------------------------


def test_a_seed_is_explained_beside_its_annotation() -> None:
    explanation = explain(SEEDS / f"{SEED}.txt", gold=GOLD / f"{SEED}.yaml")
    assert explanation.judged
    assert explanation.article.title == 'بايدن يحدّد موعد نهاية "المهمّة القتالية" للأميركيين في العراق'
    assert {"right", "partly"} <= {row.verdict for row in explanation.rows}
    assert Tags(page(explanation)).ids


def test_one_article_is_explained_at_a_time() -> None:
    with pytest.raises(ExplainError, match="one article is explained at a time"):
        explain(SEEDS)


def test_annotations_of_another_article_are_refused() -> None:
    with pytest.raises(GoldError, match="not of 001_"):
        explain(SEEDS / f"{SEED}.txt", gold=GOLD / "000_85926a8630570f5f.yaml")


def test_a_missing_article_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.txt: no such file"):
        explain(tmp_path / "none.txt")
