"""Persons of one article -> the names by which they may be called again: the family name, a given name before بن."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from difflib import SequenceMatcher

from kg.curated import CuratedActor
from kg.folding import fold
from kg.lexicon import Lexicon
from kg.trie import PhraseIndex, words_of

# How many letters a family name has, or what it is miswritten as, that one wrong letter leaves recognizable.
LONG = 6
# How much of two spellings of one given name is alike: سيرغي, سيرجي.
ALIKE = 0.5
# How much of two spellings of one whole name is alike, where its bearer's office is told, too: فرناندز, فرنانديز (.86),
# فلاديمر بوتن (.93).
MUCH = 0.7


def is_spelling(name: str, actor: CuratedActor) -> bool:
    """Whether a person's full name may be a known one's, the given name spelt in another way."""
    given = fold(name).split()[0]
    names = (actor.label.ar, *actor.names)
    return any(SequenceMatcher(None, given, fold(known).split()[0]).ratio() > ALIKE for known in names)


def is_called(name: str, actor: CuratedActor, given: Container[str]) -> bool:
    """Whether a name given with a known actor's office is his, shorter or spelt in another way: محمد بن عبدالرحمن for
    محمد بن عبد الرحمن آل ثاني; not if both have a given name, one of those `given`, and not the same.
    """
    words, known = words_of(name), [words_of(called) for called in (actor.label.ar, *actor.names)]
    if len(words) > 1 and words[0] in given and all(own[0] in given and own[0] != words[0] for own in known if own):
        return False
    short = any(set(words) <= set(called) for called in known)
    return short or any(SequenceMatcher(None, "".join(words), "".join(called)).ratio() > MUCH for called in known)


def is_slip(word: str, meant: str) -> bool:
    """Whether words differ by one letter left out, put in or changed, or by two neighbours swapped."""
    if abs(len(word) - len(meant)) > 1 or word == meant or max(len(word), len(meant)) < LONG:
        return False
    unlike = (place for place, letters in enumerate(zip(word, meant, strict=False)) if len(set(letters)) > 1)
    same = next(unlike, min(len(word), len(meant)))
    left, right = word[same:], meant[same:]
    swapped = left[:2] == right[1::-1] and left[2:] == right[2:]
    return swapped or left[1:] in (right, right[1:]) or left == right[1:]


def parts(word: str) -> Iterator[str]:
    """A word, and what is left of it without each of its letters."""
    yield word
    yield from (word[:place] + word[place + 1 :] for place in range(len(word)))


class Aliases:
    """The shorter names of the persons that an article names."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._keys: dict[str, list[str]] = defaultdict(list)
        self._people: list[str] = []
        self._less: dict[str, set[str]] = defaultdict(set)

    def add(self, key: str, name: str) -> None:
        """Note under which names a person may be named again who has been named in full."""
        self._people += self.lexicon.aliases[name]
        for alias in self.lexicon.aliases[name]:
            if key not in self._keys[alias]:
                self._keys[alias].append(key)

    def call(self, key: str, name: str) -> None:
        """Note a name that means an actor, and no shorter one."""
        name = " ".join(words_of(name))
        if len(name) > 3 and key not in self._keys[name]:
            self._keys[name].append(key)

    def pass_on(self, same: Mapping[str, str]) -> None:
        """Note that whatever is called as some are called is others, each the same person."""
        for keys in self._keys.values():
            if any(key in same for key in keys):
                keys[:] = dict.fromkeys(same.get(key, key) for key in keys)

    def named(self, label: str) -> str | None:
        """The one person whom a name or family name fits."""
        key = " ".join(words_of(label))
        fitting = self._keys.get(key, []) if key in self._keys else self._keys.get(key.removeprefix("ال"), [])
        return fitting[0] if len(fitting) == 1 else None

    def bearer(self, label: str, *, besides: str) -> str | None:
        """The one person besides another whom a name fits."""
        fitting = [key for key in self._keys.get(" ".join(words_of(label)), ()) if key != besides]
        return fitting[0] if len(fitting) == 1 else None

    def respelt(self, label: str) -> str | None:
        """The one person whose family name a word that is no other name misspells: بيسوف for بيسكوف."""
        words = words_of(label)
        word = words[0].removeprefix("ال") if len(words) == 1 else ""
        if len(word) < LONG - 1 or words[0] in self.lexicon.common:
            return None
        self._take_apart()
        near = set().union(*(self._less.get(part, ()) for part in parts(word)))
        fitting = {key for alias in near if is_slip(word, alias.removeprefix("ال")) for key in self._keys[alias]}
        return fitting.pop() if len(fitting) == 1 else None

    def _take_apart(self) -> None:
        """Note the family names since the last time under what is left of them without one letter, as a slip is looked
        up by them (symmetric deletion, https://github.com/wolfgarbe/SymSpell).
        """
        while self._people:
            alias = self._people.pop()
            if " " not in alias and len(alias) >= LONG - 1:
                for part in parts(alias.removeprefix("ال")):
                    self._less[part].add(alias)

    def index(self) -> PhraseIndex[str]:
        """All of them; a name that fits two is left out, and so is one that is rather a word of the language."""
        index: PhraseIndex[str] = PhraseIndex()
        for alias, keys in self._keys.items():
            adjective = alias.endswith("ي") and not alias.startswith("ال")  # فوري, of هنرييتا فوري
            common = alias in self.lexicon.common and (len(alias) < 4 or adjective or f"ال{alias}" in self._keys)
            if len(keys) == 1 and not common and not self.lexicon.is_function(alias):
                index.add(alias, keys[0])
        return index
