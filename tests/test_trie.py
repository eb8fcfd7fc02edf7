"""Phrases are found at a token, longest first, with the one-letter words written onto them."""

from __future__ import annotations

import pytest
from reading_support import document

from kg.trie import PhraseIndex, phrase_index, stripped, words_of

NAMES = phrase_index(
    [
        ("العراق", "iraq"),
        ("الولايات المتحدة", "us"),
        ("الأمم المتحدة", "un"),
        ("كندا", "canada"),
        ("بغداد", "baghdad"),
        ("داد", "dad"),
        ("وزارة", "ministry"),
        ("وزارة الخارجية", "foreign-ministry"),
    ]
)


@pytest.mark.parametrize(
    "text, clitic, value",
    [
        ("العراق", "", "iraq"),
        ("والعراق", "و", "iraq"),
        ("بالعراق", "ب", "iraq"),
        ("للعراق", "ل", "iraq"),
        ("وللعراق", "ول", "iraq"),
        ("فالعراق", "ف", "iraq"),
        ("كالعراق", "ك", "iraq"),
        ("وبالعراق", "وب", "iraq"),
        ("للأمم المتحدة", "ل", "un"),
        ("لكندا", "ل", "canada"),
        ("كندا", "", "canada"),
        ("بغداد", "", "baghdad"),
        ("ببغداد", "ب", "baghdad"),
        ("وزارة", "", "ministry"),
        ("ووزارة", "و", "ministry"),
        ("العِراق", "", "iraq"),
    ],
)
def test_phrase_is_found_with_its_proclitic(text: str, clitic: str, value: str) -> None:
    match = NAMES.match(document(text).forms, 0)
    assert match is not None
    assert (match.clitic, match.value) == (clitic, [value])


@pytest.mark.parametrize("text", ["العراقي", "الولايات", "عراق", "سالعراق", "وكندي", "و", "2021"])
def test_other_words_are_no_match(text: str) -> None:
    assert NAMES.match(document(text).forms, 0) is None


def test_longest_phrase_wins() -> None:
    match = NAMES.match(document("وزارة الخارجية العراقية").forms, 0)
    assert match is not None
    assert (match.start, match.end, match.value) == (0, 2, ["foreign-ministry"])


def test_longest_phrase_may_end_the_text() -> None:
    assert NAMES.longest(document("الولايات المتحدة").forms, 0) == (2, ["us"])


def test_values_of_the_same_words_gather() -> None:
    index: PhraseIndex[int] = phrase_index([("القاعدة", 1), ("القاعده", 2)])
    assert index.longest(document("القاعدة").forms, 0) == (1, [1, 2])


@pytest.mark.parametrize(
    "word, readings",
    [
        ("بغداد", {("", "بغداد"), ("ب", "غداد")}),
        ("وبغداد", {("", "وبغداد"), ("و", "بغداد"), ("وب", "غداد")}),
        ("للعراق", {("", "للعراق"), ("ل", "العراق"), ("ل", "لعراق"), ("ل", "اللعراق")}),
        ("في", {("", "في")}),
        ("مصر", {("", "مصر")}),
    ],
)
def test_readings_of_a_word_with_and_without_proclitics(word: str, readings: set[tuple[str, str]]) -> None:
    assert set(stripped(word)) == readings


def test_words_of_a_phrase_are_cut_like_the_text() -> None:
    assert words_of("الـمهمّة، القتالية 5.2") == ("المهمه", "،", "القتاليه", "5.2")
