"""The lands and officers that an article names, in order -> the two whom الجانبان, البلدان, الرئيسان mean."""

from __future__ import annotations

from collections.abc import Iterable

from kg.document import Document
from kg.lexicon import Lexicon
from kg.phrase import Phrase
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


def is_of_kind(document: Document, lexicon: Lexicon, phrase: Phrase) -> bool:
    """Whether an adjective tells of what kind a state or side is, not which: دولة عربية, unlike جانب تركيا."""
    last = phrase.end - 1
    land = lexicon.names.longest(document.forms, last)
    definite = phrase.source is not None and phrase.source.definite
    return not definite and land is None and document.word(last) in lexicon.demonyms


def is_many(document: Document, lexicon: Lexicon, phrase: Phrase) -> bool:
    """Whether a noun of two sides means others: countries at large (في البلدان), or those to be (حل الدولتين)."""
    before = document.word(phrase.start - 1)
    countries = document.word(phrase.end - 1).endswith("البلدان")
    large = countries and lexicon.is_any(("preposition", "some", "adverb"), before)
    return large or (phrase.start == phrase.end - 1 and lexicon.is_a("solution", before))
