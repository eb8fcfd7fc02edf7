"""An article becomes tokens, sentences and quotations; its text is never changed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from reading_support import RAGGED, document

from kg.concerns import concern


def sentences(text: str) -> list[str]:
    doc = document(text)
    return [doc.text(*sentence) for sentence in doc.sentences]


def quotations(text: str) -> list[str]:
    doc = document(text)
    return [doc.span(quote.opening + 1, quote.closing).of(text) for quote in doc.quotes]


@pytest.mark.parametrize(
    "text, words",
    [
        ("قال بايدن إن القوات ستغادر.", ["قال", "بايدن", "ان", "القوات", "ستغادر", "."]),
        ("المهمّة القتاليّة", ["المهمه", "القتاليه"]),
        ("5.2 مليون", ["5.2", "مليون"]),
        ("1,500 جندي", ["1,500", "جندي"]),
        ("عام 2021.", ["عام", "2021", "."]),
        ("#العراق_أولا", ["العراق", "اولا"]),
        ("«نعم»", ['"', "نعم", '"']),
        ("كوفيد-19", ["كوفيد", "-", "19"]),
        ("", []),
        ("\ufeff\n \n", []),
    ],
)
def test_text_is_cut_into_words_numbers_and_marks(text: str, words: list[str]) -> None:
    assert list(document(text).forms) == words


@pytest.mark.parametrize(
    "text, expected",
    [
        ("قال نعم. وأضاف لا.", ["قال نعم", "وأضاف لا"]),
        ("هل تنسحب؟ قال نعم!", ["هل تنسحب؟", "قال نعم!"]),
        ("قال د. محمد إنه باق. وغادر.", ["قال د. محمد إنه باق", "وغادر"]),
        ("نقلت أ. ف. ب. الخبر. وانتهى.", ["نقلت أ. ف. ب. الخبر", "وانتهى"]),
        ("بلغ 5.2 مليون. وزاد.", ["بلغ 5.2 مليون", "وزاد"]),
        ("قال: «نعم. سنبقى». وغادر.", ["قال: «نعم. سنبقى»", "وغادر"]),
        ("عنوان بلا نقطة\nقال نعم.", ["عنوان بلا نقطة", "قال نعم"]),
        ("قال نعم وأضاف لا", ["قال نعم وأضاف لا"]),
        ("قال نعم\r\nوأضاف لا\r\n", ["قال نعم", "وأضاف لا"]),
    ],
)
def test_sentences_end_at_full_stops_outside_quotations(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("قال: «سنبقى».", ["سنبقى"]),
        ("قال: “سنبقى”.", ["سنبقى"]),
        ("قال: ”سنبقى“.", ["سنبقى"]),
        ("قال: „سنبقى“.", ["سنبقى"]),
        ('قال: "سنبقى".', ["سنبقى"]),
        ('قال: "سنبقى" وأضاف: "لن نرحل".', ["سنبقى", "لن نرحل"]),
        ("قال: «سنبقى» وأضاف: «لن نرحل».", ["سنبقى", "لن نرحل"]),
        ("قال: «سنبقى", ["سنبقى"]),
        ("قال: «سنبقى\nوغادر.", ["سنبقى"]),
        ("سنبقى» وغادر.", []),
        ('قال: "صحيفة "الرياض" ناجحة" وأضاف: "سنبقى".', ['صحيفة "الرياض" ناجحة', "سنبقى"]),
        ('قال: "تابعوا "الرياض"".', ['تابعوا "الرياض"']),
        ('قال: «قناة "العربية" ناجحة».', ['قناة "العربية" ناجحة']),
        ('قال "سنبقى" في "الرياض" ثم "غادر".', ["سنبقى", "الرياض", "غادر"]),
        ("قال “سنبقى. “لن نرحل” وغادر”.", ["سنبقى", "لن نرحل"]),
        ("قال بايدن إن القوات ستغادر.", []),
        ('"', []),
    ],
)
def test_quotations_lie_between_their_marks(text: str, expected: list[str]) -> None:
    assert quotations(text) == expected


def test_paragraphs_are_the_lines_that_have_words() -> None:
    doc = document("عنوان الخبر\n\n\nقال نعم.\nوأضاف لا.\n")
    assert [doc.text(*paragraph) for paragraph in doc.paragraphs] == ["عنوان الخبر", "قال نعم", "وأضاف لا"]


def test_span_leaves_out_marks_and_spaces_at_its_ends() -> None:
    doc = document("، القوات ستغادر ، ")
    assert doc.span(0, len(doc.forms)).of(doc.article.text) == "القوات ستغادر"


def test_empty_stretch_has_an_empty_span() -> None:
    assert len(document("القوات ستغادر").span(1, 1)) == 0


def test_raw_offset_leads_to_its_token() -> None:
    text = "قَالَ «بايدن»"
    doc = document(text)
    assert doc.forms[doc.token_at(text.index("بايدن"))] == "بايدن"


@pytest.mark.parametrize("token, sentence", [(0, "قال نعم"), (2, "قال نعم"), (3, "وأضاف لا")])
def test_every_token_knows_its_sentence(token: int, sentence: str) -> None:
    doc = document("قال نعم. وأضاف لا.")
    assert doc.text(*doc.sentence_of(token)) == sentence


@pytest.mark.parametrize("token, inside", [(0, False), (2, False), (3, True), (4, True), (5, False), (6, False)])
def test_quotation_holds_the_words_between_its_marks(token: int, inside: bool) -> None:
    doc = document("قال : « سنبقى هنا » .")
    assert (doc.quote_around(token) is not None) is inside


@settings(deadline=None, max_examples=150)
@given(RAGGED)
def test_tokens_of_any_text_rise_and_lead_back_to_their_words(text: str) -> None:
    doc = document(text)
    assert all(end <= start for end, start in zip(doc.ends, doc.starts[1:], strict=False))
    assert [doc.folded.text[start:end] for start, end in zip(doc.starts, doc.ends, strict=True)] == doc.forms


@settings(deadline=None, max_examples=150)
@given(RAGGED)
def test_sentences_and_paragraphs_of_any_text_hold_every_token_once(text: str) -> None:
    doc = document(text)
    everything = list(range(len(doc.forms)))
    assert [index for sentence in doc.sentences for index in range(*sentence)] == everything
    assert [index for paragraph in doc.paragraphs for index in range(*paragraph)] == everything


@settings(deadline=None, max_examples=150)
@given(RAGGED)
def test_quotations_of_any_text_stay_in_their_paragraph_and_apart(text: str) -> None:
    doc = document(text)
    for quote in doc.quotes:
        assert any(p.start <= quote.opening < quote.closing <= p.end for p in doc.paragraphs)
    assert all(one.closing <= other.opening for one, other in zip(doc.quotes, doc.quotes[1:], strict=False))


def test_a_reader_entered_behind_the_reading_is_led_to_its_words() -> None:
    read = document("قال بايدن إن القوات ستغادر")
    later = concern(lambda word: word in ("بايدن", "ستغادر"))
    assert read.places_between(later, 2, 9) == [4]
    assert read.concerns(later, 0, 2) and not read.concerns(later, 2, 4)
    assert read.places(later) == [1, 4]
