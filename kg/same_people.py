"""The persons of one article by name -> which of them are one: نواف البناي, نواف عبدالله البناي; دنيز, دينيز يوجيل.

Names between the first and the last are left out, so is what stands behind the father's name; foreign names are spelt
in several ways. Who fits two others is neither of them: a wrong link is worse than none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.frames import Actor
from kg.labels import bare
from kg.lexicon import Lexicon
from kg.linking.names import core_of, is_part, is_spelling, sound_of
from kg.trie import words_of

# Of how many whose first names sound alike each is compared with each: a list of more is no news of them.
MANY = 60

# The second words of names that are one name of two: نصر الله, خير الدين.
_RESTS = frozenset(map(bare, ("الله", "الدين")))


def same_people(people: Iterable[Actor], lexicon: Lexicon) -> dict[str, str]:
    """Who is known under two keys -> the key of the two to keep: a curated one, else that of the fuller name."""
    near: defaultdict[str, dict[str, Actor]] = defaultdict(dict)
    for actor in people:
        for start in _starts(actor):
            near[start][actor.key] = actor
    fitting: defaultdict[str, set[str]] = defaultdict(set)
    known: dict[str, Actor] = {}
    for one, other in _pairs(near.values()):
        if _is_same(one, other, lexicon):
            known |= {one.key: one, other.key: other}
            fitting[one.key] |= {one.key, other.key}
            fitting[other.key] |= {one.key, other.key}
    kept: dict[str, str] = {}
    for key, alike in fitting.items():
        if all(fitting[other] == alike for other in alike):
            kept[key] = _kept([known[other] for other in sorted(alike)]).key
    return {key: whole for key, whole in kept.items() if key != whole}


def is_one(name: str, other: str, lexicon: Lexicon) -> bool:
    """Whether two names in full are one person's."""
    return _is_shorter(name, other) or _is_shorter(other, name) or _sounds_alike(name, other, lexicon)


def _starts(actor: Actor) -> Iterator[str]:
    """What the names of one person may begin with alike: the first name, as it sounds."""
    return (sound_of(words[0], loosely=True) for name in _names(actor) if (words := core_of(name)))


def _names(actor: Actor) -> Iterator[str]:
    return (name for name in (actor.label, *actor.names) if len(core_of(name)) > 1)


def _pairs(groups: Iterable[dict[str, Actor]]) -> Iterator[tuple[Actor, Actor]]:
    for group in groups:
        people = list(group.values())[:MANY]
        yield from ((one, other) for place, one in enumerate(people) for other in people[:place])


def _is_same(one: Actor, other: Actor, lexicon: Lexicon) -> bool:
    """Whether any of their names are one person's; two that a table knows are two."""
    if one.curated and other.curated:
        return False
    return any(is_one(name, called, lexicon) for name in _names(one) for called in _names(other))


def _is_shorter(short: str, long: str) -> bool:
    """Whether names are left out; after بن only the father's name stands: خالد بن سعود is no خالد بن فهد آل سعود."""
    words, others = core_of(short), core_of(long)
    if others[: len(words)] == words and any(word in _RESTS for word in others[len(words) : len(words) + 1]):
        return False  # حسن نصر is not حسن نصر الله
    son = not {"بن", "ابن", "بنت"}.isdisjoint(words_of(short))
    return len(words) <= len(others) and is_part(short, long) and (not son or others[: len(words)] == words)


def _sounds_alike(name: str, other: str, lexicon: Lexicon) -> bool:
    """Whether they are spelt in two ways; حسن is not حسين, and سعد not سعيد."""
    if not is_spelling(name, other, loosely=True):
        return False
    unlike = [pair for pair in zip(core_of(name), core_of(other), strict=True) if pair[0] != pair[1]]
    named = any(one in lexicon.given and two in lexicon.given for one, two in unlike)
    return not named and not any(one + "ي" == two or two + "ي" == one for one, two in unlike)  # عباس, عباسي


def _kept(alike: list[Actor]) -> Actor:
    """Whose name is the one to keep: of the most words, but نعيم خليل rather than نعيم خليل المختطف."""
    cores = [core_of(actor.label) for actor in alike]

    def fullness(actor: Actor) -> tuple[bool, bool, int, str]:
        core = core_of(actor.label)
        longer = any(len(other) < len(core) and core[: len(other)] == other for other in cores)
        return actor.curated, not longer, len(core), actor.key

    return max(alike, key=fullness)
