"""The offices that an article tells of: who holds them, and which was told last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

# The offices of those who lead a state: زعيم البلاد.
LEADERS = frozenset(
    ["president", "prime-minister", "king", "emir", "sultan", "chancellor", "supreme-leader", "crown-prince"]
)
# How many offices are remembered: a list of more names one man's after the other.
REMEMBERED = 200
# Those whose holders act for the state that stands with their title: الوزير التونسي; with that of an ambassador
# or envoy another may: سفير الاتحاد في روسيا، المبعوث إلى اليمن.
SERVING = frozenset(["minister", "army-chief", "spokesperson"])


class Post(NamedTuple):
    """An office with the first word of its title, whose it is and who holds it."""

    office: str
    head: str
    of: tuple[str, ...]
    holder: str

    def is_of(self, owners: tuple[str, ...]) -> bool:
        """Whether it belongs to one of these."""
        return not set(owners).isdisjoint(self.of)


class Posts:
    """Offices with their first word, whose they are and who holds them; each is kept once, however often told."""

    def __init__(self) -> None:
        self._posts: dict[Post, None] = {}
        self._held: dict[str, dict[tuple[str, tuple[str, ...]], None]] = defaultdict(dict)
        self._heads: defaultdict[str, set[str]] = defaultdict(set)

    def tell(self, office: str, head: str, of: tuple[str, ...], holder: str) -> None:
        """Keep in mind that an actor holds an office."""
        post = Post(office, head, of, holder)
        self._posts.pop(post, None)
        self._posts[post] = None
        self._held[holder][office, of] = None
        self._heads[holder].add(head)

    def pass_on(self, same: Mapping[str, str]) -> None:
        """Give the offices of some actors to others, each to who is the same person."""
        own = [post for post in self._posts if post.holder in same]
        if own:
            self._posts = {post._replace(holder=same.get(post.holder, post.holder)): None for post in self._posts}
        for post in own:
            self._held[same[post.holder]][post.office, post.of] = None
            self._heads[same[post.holder]].add(post.head)

    def latest(self) -> Iterator[Post]:
        """Those told last, the last one first."""
        return islice(reversed(self._posts), REMEMBERED)

    def holder(self, office: str, of: tuple[str, ...]) -> str | None:
        """Who was told last to hold an office, of one of these where any are given: رئيس الوزراء is not الرئيس."""
        return next((key for known, _, whose, key in self.latest() if known == office and fits(of, whose)), None)

    def held_by(self, holder: str) -> Iterable[tuple[str, tuple[str, ...]]]:
        """The offices of one actor and whose they are, the one told first first."""
        return self._held.get(holder, ())

    def heads(self, holder: str) -> frozenset[str]:
        """The first words of the titles that an actor bears."""
        return frozenset(self._heads.get(holder, ()))

    def clear(self) -> None:
        """Forget them all."""
        self._posts.clear()
        self._held.clear()
        self._heads.clear()


def fits(of: tuple[str, ...], whose: tuple[str, ...]) -> bool:
    """Whether an office of `whose` may be the one told of as one of `of`."""
    return not of or not set(of).isdisjoint(whose)
