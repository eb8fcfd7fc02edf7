"""What is told to whoever asks why something was not found, and by which words something was."""

from __future__ import annotations

import pytest
from reading_support import PUBLISHED, pipeline

from kg.article import Article
from kg.explain.explanation import Explanation, explain_reading
from kg.span import Span
from kg.trace import REASONS, Trace

STATEMENTS = [
    ("لم يعلن الوزير أن الزيارة تأجلت.", "يعلن", "unreal"),
    ("وبناء على طلب الحكومة أن يغادروا رحلوا.", "طلب", "nominal"),
    ("وصل بايدن إلى بغداد ثم قال.", "قال", "no-content"),
    ("وقال إن الوضع صعب.", "قال", "no-speaker"),
    ("نقلت رويترز عن بايدن قوله إن الوضع صعب.", "نقلت", "yields"),
    ("قال بايدن إن هناك ما يدعو إلى الأمل.", "يدعو", "inside"),
]
COMMITMENTS = [
    ("وتحدث ماكرون عن عدم التزام إيران بالاتفاق.", "التزام", "undone"),
    ("ووصل الوفد الذي ستنقل فرنسا أعضاءه.", "ستنقل", "hanging"),
    ("ودعا ماكرون إلى أن تتعهد إيران بالالتزام.", "تتعهد", "undone"),
    ("ونفى ماكرون أن فرنسا ستغادر لبنان.", "ستغادر", "others-will"),
    ("فرنسا حريصة بشأن لبنان.", "حريصة", "no-deed"),
    ("ستشهد فرنسا أمطارا.", "ستشهد", "befalls"),
    ("ستنبربك فرنسا الوفد.", "ستنبربك", "unknown"),
    ("وصل الوفد، والدعم مستمر.", "والدعم", "unaffirmed"),
    ("وعلى الجميع التعهد بالعمل.", "التعهد", "nobody"),
]
PLEDGES = [
    ("ربح ميسي 5 ملايين دولار.", "5 ملايين دولار", "no-giving"),
    ("طلبت فرنسا مساعدات بقيمة 5 ملايين دولار.", "5 ملايين دولار", "other"),
    ("وجرى تقديم منحة بقيمة 5 ملايين دولار.", "5 ملايين دولار", "no-donor"),
    ("دفعت شركة سامسونغ 5 ملايين دولار.", "5 ملايين دولار", "no-aid"),
    ("قدمت منظمة الصحة العالمية منحة بقيمة 5 ملايين دينار للاجئين.", "5 ملايين دينار", "no-currency"),
    ("ستقدم فرنسا 20 منطادا للبنان.", "20 منطادا", "no-unit"),
    ("قدمت الحكومة العراقية منحة بقيمة 5 ملايين دولار لوزارة الصحة العراقية.", "5 ملايين دولار", "at-home"),
    ("قدمت الحكومة العراقية مساعدات إنسانية لوزارة الصحة العراقية.", "قدمت", "at-home"),
    ("قدمت فرنسا تقريرا عن لبنان.", "قدمت", "no-gift"),
    ("قدمت فرنسا مساعدات إنسانية.", "قدمت", "no-recipient"),
    ("وقد قدمت مساعدات إنسانية للبنان.", "قدمت", "no-donor"),
    (
        "جمدت فرنسا مساعدات للبنان بقيمة 5 ملايين دولار. وكانت قد قدمت للبنان مساعدات بقيمة 5 ملايين دولار.",
        "5 ملايين دولار",
        "taken-back",
    ),
    (
        "قدمت فرنسا للبنان مساعدات بقيمة 5 ملايين دولار. وقدمت فرنسا مساعدات إنسانية للبنان.",
        "وقدمت فرنسا مساعدات إنسانية للبنان",
        "retold",
    ),
]


def traced(text: str) -> Trace:
    trace = Trace()
    pipeline().read(Article("a", text, PUBLISHED), trace)
    return trace


def rejected(text: str, kind: str) -> list[tuple[str, str]]:
    """What was not taken for a frame of the kind, each with the reason."""
    return [(one.span.of(text), one.reason) for one in traced(text).rejections if one.kind == kind]


def explained(text: str) -> Explanation:
    trace = Trace()
    reading = pipeline().read(Article("a", text, PUBLISHED), trace)
    return explain_reading(reading, curated=pipeline().lexicon.actors.by_key, labels={}, trace=trace, why=True)


def told(text: str, *names: str) -> list[dict[str, list[str]]]:
    """Facts of the undertakings in a text, by name, in words or else in codes."""
    rows = (row for row in explained(text).rows if row.kind != "statement")
    return [
        {fact.name: [v.text or v.code for v in fact.values] for fact in row.facts if fact.name in names} for row in rows
    ]


# --- what was not taken -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "words", "reason"), STATEMENTS)
def test_the_reason_is_told_why_a_cue_makes_no_statement(text: str, words: str, reason: str) -> None:
    assert rejected(text, "statement") == [(words, reason)]


@pytest.mark.parametrize(("text", "words", "reason"), COMMITMENTS)
def test_the_reason_is_told_why_a_word_binds_nobody(text: str, words: str, reason: str) -> None:
    assert rejected(text, "commitment") == [(words, reason)]


@pytest.mark.parametrize(("text", "words", "reason"), PLEDGES)
def test_the_reason_is_told_why_something_is_no_pledge(text: str, words: str, reason: str) -> None:
    assert rejected(text, "pledge")[-1] == (words, reason)


def test_every_reason_has_its_sentence() -> None:
    sentences = {"statement": STATEMENTS, "commitment": COMMITMENTS, "pledge": PLEDGES}
    assert {kind: {reason for *_, reason in cases} for kind, cases in sentences.items()} == {
        kind: set(reasons) for kind, reasons in REASONS.items()
    }


@pytest.mark.parametrize(
    "text",
    [
        "قال بايدن إن الوضع صعب.",
        "تعتزم فرنسا إرسال خبراء إلى لبنان بحلول نهاية العام.",
        "قدمت فرنسا للبنان منحة بقيمة 5 ملايين دولار.",
        "قدمت فرنسا مساعدات إنسانية للبنان.",
    ],
)
def test_what_is_found_is_not_rejected(text: str) -> None:
    assert explained(text).rejected == []


def test_a_word_for_a_future_that_common_speech_has_is_no_candidate() -> None:
    assert rejected("وهذه سياسة فرنسا، وللوفد ستة أعضاء.", "commitment") == []


def test_of_one_place_the_first_reason_counts() -> None:
    trace = Trace()
    trace.rejected(Span(3, 7), "statement", "unreal")
    trace.rejected(Span(3, 7), "statement", "no-content")
    trace.rejected(Span(0, 2), "statement", "inside")
    assert [one.reason for one in trace.rejections] == ["inside", "unreal"]


def test_asking_changes_nothing() -> None:
    for text, *_ in STATEMENTS + COMMITMENTS + PLEDGES:
        article = Article("a", text, PUBLISHED)
        assert pipeline().read(article, Trace()) == pipeline().read(article)


# --- by which words ---------------------------------------------------------------------------------------------------


def test_a_commitment_tells_its_word_and_its_deadline() -> None:
    assert told("تعتزم فرنسا إرسال خبراء إلى لبنان بحلول نهاية العام.", "who", "cue", "deadline") == [
        {"who": ["فرنسا"], "cue": ["تعتزم"], "deadline": ["2021-12-31", "بحلول نهاية العام"]}
    ]


def test_passages_of_one_commitment_tell_a_word_each() -> None:
    text = "تعهدت تركيا بسحب قواتها قبل نهاية العام. وقال أردوغان إن تركيا ملتزمة بسحب القوات من ليبيا."
    assert told(text, "cue") == [{"cue": ["تعهدت", "ملتزمة"]}]


def test_a_pledge_tells_its_words_of_giving_and_its_sum() -> None:
    assert told("قدمت فرنسا للبنان منحة بقيمة 5 ملايين دولار.", "who", "cue", "recipient", "amount") == [
        {"who": ["فرنسا"], "cue": ["قدمت", "منحة"], "recipient": ["لبنان"], "amount": ["5,000,000", "5 ملايين دولار"]}
    ]


def test_a_pledge_in_kind_tells_its_words_of_giving() -> None:
    assert told("قدمت فرنسا مساعدات إنسانية للبنان.", "cue") == [{"cue": ["قدمت", "مساعدات"]}]
    assert told("تعتزم فرنسا تقديم مساعدات إنسانية للبنان.", "cue") == [{"cue": ["تعتزم"]}]
