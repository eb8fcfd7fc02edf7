"""A body's name that is printed in brackets behind its noun is read."""

from __future__ import annotations

import pytest
from reading_support import read


def named(text: str) -> list[str]:
    """The labels of those whom a text names."""
    reading = read(text)
    return [reading.actors[mention.actor].label for mention in reading.mentions]


@pytest.mark.parametrize(
    "text, label",
    [
        ("وصرح لافروف لقناة (أر.تي) بأن التوقعات منخفضة.", "قناة أر.تي"),
        ("وقالت شركة (دي.سي.ان.اس)، التي شيدت السفينة، إن الأمر صعب.", "شركة دي.سي.ان.اس"),
        ("وقال الوزير لقناة (سي.بي.سي) التلفزيونية المصرية إن السد انهار.", "قناة سي.بي.سي التلفزيونية المصرية"),
        ("وذكرت شبكة (سي.إن.إن) أن السد انهار.", "سي إن إن"),
    ],
)
def test_a_name_in_brackets_belongs_to_its_noun(text: str, label: str) -> None:
    assert label in named(text)


def test_an_aside_in_brackets_is_no_name() -> None:
    assert named("وقالت الشركة (بعد الظهر) إن الطريق مفتوح.") == ["الشركة"]
