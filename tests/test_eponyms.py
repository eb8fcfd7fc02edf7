"""Whom a place or a prize is only called after does not act."""

from __future__ import annotations

import pytest
from reading_support import read


def named(text: str) -> set[str]:
    """The labels of those whom a text names."""
    reading = read(text)
    return {reading.actors[mention.actor].label for mention in reading.mentions}


@pytest.mark.parametrize(
    "text",
    [
        "وصلت الشاحنات إلى جسر الملك فهد أمس.",
        "وصلت القافلة إلى مدينة الملك سلمان الطبية.",
        "فازت الرواية بجائزة الملك فيصل أمس.",
        "هبطت الطائرة في مطار حامد كرزاي الدولي.",
        "تجمع الناس في شارع الحبيب بورقيبة.",
        "صلى الناس في جامع الشيخ زايد.",
    ],
)
def test_a_place_called_after_somebody_does_not_name_him(text: str) -> None:
    assert not named(text)


@pytest.mark.parametrize(
    "text, label",
    [
        ("استقبل الملك سلمان الوفد في جدة.", "سلمان بن عبد العزيز"),
        ("نقل الرسالة عن طريق الملك سلمان.", "سلمان بن عبد العزيز"),
        ("أعلن البيت الأبيض في مدينة ترامب القرار.", "دونالد ترامب"),
        ("أعلنت مدينة الملك عبدالعزيز للعلوم والتقنية القرار.", "مدينة الملك عبدالعزيز للعلوم والتقنية"),
    ],
)
def test_a_person_or_body_acts_under_his_name(text: str, label: str) -> None:
    assert label in named(text)
