"""Matching runs on a folded copy of the text; every offset that leaves it points back at the raw text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_support import RAGGED

from kg.folding import fold, fold_with_offsets
from kg.span import Span

fast = settings(deadline=None, max_examples=150)


@pytest.mark.parametrize(
    "one, other",
    [
        ("أكد", "اكد"),
        ("إيران", "ايران"),
        ("آثار", "اثار"),
        ("مصطفى", "مصطفي"),
        ("المهمة", "المهمه"),
        ("مسؤول", "مسوول"),
        ("رئيس", "رييس"),
        ("المهمّة", "المهمة"),
        ("قَالَ", "قال"),
        ("قـــال", "قال"),
        ("ٱلعراق", "العراق"),
        ("ﻻ", "لا"),
        ("ﺍﻟﻌﺮﺍﻕ", "العراق"),
        ("کردستان", "كردستان"),
        ("ایران", "ايران"),
        ("٢٠٢١", "2021"),
        ("۲۰۲۱", "2021"),
        ("٥٫٢", "5.2"),
        ("«نعم»", '"نعم"'),
        ("“نعم”", '"نعم"'),
        ("2019–2021", "2019-2021"),
        ("ال\u200fعراق\u200f", "العراق"),
        ("\ufeffقال", "قال"),
        ("BBC", "bbc"),
        ("في\u00a0بغداد", "في بغداد"),
    ],
)
def test_spellings_of_one_word_fold_to_the_same_key(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize("one, other", [("قال", "قيل"), ("بغداد", "بغدادي"), ("سلام", "سلم"), ("ذكر", "ذكرى")])
def test_different_words_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    "text, folded, words",
    [
        ("المهمّة القتالية", "المهمه", "المهمّة"),
        ("«قـــال» بايدن", "قال", "قـــال"),
        ("\ufeffقال بايدن", "بايدن", "بايدن"),
        ("قَالَ بايدن", "قال", "قَالَ"),
        ("ﻻ حوار", "لا", "ﻻ"),
        ("ﻻ حوار", "ا حوار", "ﻻ حوار"),
        ("ﻻ حوار", "ل", "ﻻ"),
        ("في ٢٠٢١", "2021", "٢٠٢١"),
        ("😀 قال", "قال", "قال"),
    ],
)
def test_folded_stretch_leads_back_to_the_raw_words(text: str, folded: str, words: str) -> None:
    copy = fold_with_offsets(text)
    start = copy.text.index(folded)
    assert copy.raw(start, start + len(folded)).of(text) == words


def test_empty_stretch_is_empty_in_the_raw_text() -> None:
    copy = fold_with_offsets("المهمّة")
    assert copy.raw(3, 3) == Span(3, 3)


def test_text_without_marks_keeps_its_offsets() -> None:
    assert fold_with_offsets("أكد مصطفى").origin == range(10)


@fast
@given(RAGGED)
def test_copy_is_the_key_of_the_text(text: str) -> None:
    assert fold_with_offsets(text).text == fold(text)


@fast
@given(RAGGED)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@fast
@given(RAGGED)
def test_offsets_rise_and_stay_inside_the_text(text: str) -> None:
    copy = fold_with_offsets(text)
    assert len(copy.origin) == len(copy.text) + 1
    assert list(copy.origin) == sorted(copy.origin)
    assert copy.origin[-1] == len(text)


@fast
@given(RAGGED, st.data())
def test_raw_words_of_any_folded_stretch_fold_to_it(text: str, data: st.DataObject) -> None:
    copy = fold_with_offsets(text)
    start = data.draw(st.integers(0, len(copy.text)))
    end = data.draw(st.integers(start, len(copy.text)))
    span = copy.raw(start, end)
    assert 0 <= span.start <= span.end <= len(text)
    # A ligature is one raw character: its letters come or go together.
    assert copy.text[start:end] in fold(span.of(text))


@fast
@given(st.text(max_size=40))
def test_any_text_folds(text: str) -> None:
    copy = fold_with_offsets(text)
    assert copy.raw(0, len(copy.text)).end <= len(text)
