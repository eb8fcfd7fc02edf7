"""The lands and officers that an article names, in order -> the two whom الجانبان, البلدان, الرئيسان mean."""

from __future__ import annotations

from collections.abc import Iterable

from kg.posts import LEADERS, Post

MINISTER = "وزير"


class Sides:
    """Keeps in mind which lands were named last, and whom نظيره put beside whom."""

    def __init__(self) -> None:
        self._lands: list[str] = []
        self._peers: dict[bool, tuple[str, str]] = {}

    def name(self, land: str) -> None:
        """Note that a land is named, by itself or with its officer."""
        self._lands = [*(named for named in self._lands if named != land), land]

    def pair(self, post: Post, peer: str) -> None:
        """Note whom an officer's counterpart is: الرئيس الفرنسي ونظيره الروسي."""
        self._peers[post.head == MINISTER] = (post.holder, peer)

    def lands(self) -> tuple[str, ...]:
        """The two lands that were named last, or none."""
        return tuple(self._lands[-2:]) if len(self._lands) > 1 else ()

    def last(self) -> str:
        """The land that was named last, if any."""
        return self._lands[-1] if self._lands else ""

    def officers(self, noun: str, posts: Iterable[Post]) -> tuple[str, ...]:
        """Two of different lands who lead them (الرئيسان) or are their ministers: counterparts, else those told of
        last by `posts`, which has the last first.
        """
        if pair := self._peers.get(noun == MINISTER):
            return pair
        last: dict[tuple[str, ...], str] = {}
        for post in posts:
            fits = noun == post.head or (noun != MINISTER and post.office in LEADERS)
            if post.of and fits and post.holder not in last.values():
                last.setdefault(post.of, post.holder)
            if len(last) == 2:
                return tuple(reversed(last.values()))
        return ()

    def clear(self) -> None:
        """Forget them all."""
        self._lands.clear()
        self._peers.clear()


def is_pair(noun: str, behind: str = "") -> bool:
    """Whether a noun of sides means two: الطرفان, البلدين; not الأطراف, nor in البلدان النامية."""
    return noun.endswith(("ان", "ين")) and not (behind.startswith("ال") and behind.endswith("ه"))
