"""Words as readers ask for them, in whatever spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.search_words import key_of, matches, spans_of, terms_of, words_of

SAME = [
    ("أمريكا", "أميركا"),
    ("الإتحاد الأوربي", "الاتحاد الأوروبي"),
    ("عبد الله", "عبدالله"),
    ("أبو ظبي", "أبوظبي"),
    ("المهمّة القتاليّة", "المهمة القتالية"),
    ("مصطفى", "مصطفي"),
    ("«إيران»", "ايران"),
    ("ﻻ", "لا"),
    ("٢٠٢١", "2021"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_word_have_one_key(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(("one", "other"), [("عراق", "عراقي"), ("علي", "على عهد"), ("مصر", "مصرف")])
def test_other_words_have_other_keys(one: str, other: str) -> None:
    assert key_of(one) != key_of(other)


SENTENCE = "قال الملك عبد الله إن «الولايات المتحدة الأمريكية» ستسحب قواتها من العراق وإيران، وللبنان دعم أوروبا"


@pytest.mark.parametrize(
    "asked",
    ["العراق", "عراق", "إيران", "لبنان", "عبدالله", "الملك عبدالله", "أوربا", "أميرك*", '"الولايات المتحدة"', "قوات*"],
)
def test_words_asked_for_are_found(asked: str) -> None:
    assert matches(SENTENCE, asked)


@pytest.mark.parametrize("asked", ["", "«»", "عراقي", "روسيا", "العراق روسيا", '"المتحدة الولايات"', "متحد", "له"])
def test_what_is_not_there_is_not_found(asked: str) -> None:
    assert not matches(SENTENCE, asked)


def test_places_of_the_words_are_those_of_the_raw_text() -> None:
    text = "وقّع الـعراقُ وأمريكا"
    assert [span.of(text) for span in spans_of(terms_of("العراق أميركا"), text)] == ["الـعراقُ", "وأمريكا"]


@given(st.text(alphabet=st.sampled_from('أاإآبتعراقميكه ةىيـًّ\u202e«»"*ﻻ عبد'), max_size=60))
def test_every_word_of_a_text_stands_where_it_is_said_to(text: str) -> None:
    for word in words_of(text):
        assert key_of(word.span.of(text)) == word.key


@given(st.text(max_size=40))
def test_any_question_can_be_asked(question: str) -> None:
    terms = terms_of(question)
    assert matches(SENTENCE, question) in (True, False)
    assert all(key for term in terms for key in term.keys)
