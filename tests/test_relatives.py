"""Relatives and lawyers speak: one actor of the article each, never one of a name."""

from __future__ import annotations

import pytest
from reading_support import read


def told(text: str) -> list[tuple[str, bool]]:
    """The labels of who speaks, and whether they are of this article alone."""
    found = read(text)
    actors = (found.actors[key] for statement in found.statements for key in statement.speakers)
    return [(actor.label, actor.local) for actor in actors]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وقال محاميه إن التهم باطلة.", "محاميه"),
        ("وقالت خطيبته إنه غاب.", "خطيبته"),
        ("وقال ابن عمه إنه غاب.", "ابن عمه"),
        ("وقال ابن أخيه إنه غاب.", "ابن أخيه"),
        ("وقال أبوه إنه غاب.", "أبوه"),
        ("وقالت أخته إنه غاب.", "أخته"),
        ("وأشارت خطيبة خاشقجي في تصريحات لرويترز إلى أنه غاب.", "خطيبة خاشقجي"),
        ("غاب الصحفي منذ أيام، وفقا لخطيبته.", "خطيبته"),
        ("غاب الصحفي منذ أيام، وفقا لأخته.", "أخته"),
        ("غاب الصحفي منذ أيام، وفقا لابن عمه.", "ابن عمه"),
        ("غاب الصحفي منذ أيام، وفقا لمحامي ترامب.", "محامي ترامب"),
        ("غاب الصحفي منذ أيام، وفقا لما قالته خطيبته.", "خطيبته"),
    ],
)
def test_a_relative_speaks_and_is_no_name(text: str, expected: str) -> None:
    assert told(text) == [(expected, True)]


def test_a_relative_is_one_whether_told_of_by_a_pronoun_or_not() -> None:
    assert {label for label, _ in told("قالت خطيبة خاشقجي إنه غاب. وقالت خطيبته إن القضية مفتوحة.")} == {"خطيبة خاشقجي"}
    assert {label for label, _ in told("قالت خطيبته إنه غاب. وقالت خطيبة خاشقجي إن القضية مفتوحة.")} == {"خطيبة خاشقجي"}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("قال عم بايدن إنه غاب. وقال عمه إن القضية مفتوحة.", "عم بايدن"),
        ("قالت عائلة نافالني إنه غاب. وقالت عائلته إن القضية مفتوحة.", "عائلة نافالني"),
        # The one told of last, and none told of only behind it who is another's.
        ("قال شقيق بايدن إنه غاب. وقال شقيق ترامب إنه عاد. وأكد شقيقه أنه سيغادر.", "شقيق ترامب"),
        ("وقال شقيقه إنه غاب. وقال شقيق المتهم الثاني إنه عاد. وأكد شقيقه أنه سيغادر.", "شقيق المتهم الثاني"),
        ("وقال شقيق المتهم إنه عاد. وأكد شقيقه أنه سيغادر. وقال شقيق ترامب إنه غاب.", "شقيق ترامب"),
    ],
)
def test_a_pronoun_means_the_relative_told_of_last(text: str, meant: str) -> None:
    assert told(text)[-1] == (meant, "نافالني" not in text)


def test_relatives_of_two_are_two() -> None:
    assert len(set(told("قال محامي المتهم إنه بريء. وقال محامي الشركة إنه مذنب."))) == 2
    assert len(set(told("وقال شقيقه إنه غاب. وقال شقيق المتهم الثاني إنه عاد."))) == 2


def test_a_relative_with_a_name_bears_it() -> None:
    assert told("وقالت زوجته رغد شلوب إنه غادر.") == [("رغد شلوب", False)]
    assert told("غاب الصحفي منذ أيام، وفقا لزوجته رغد شلوب.") == [("رغد شلوب", False)]
    assert told("قالت رغد شلوب إنه غاب. غاب الصحفي منذ أيام، وفقا لزوجته رغد شلوب.")[-1] == ("رغد شلوب", False)


def test_a_name_may_begin_with_a_son() -> None:
    assert told("وأوضح ابن خلدون أن العمران واسع.") == [("ابن خلدون", False)]
