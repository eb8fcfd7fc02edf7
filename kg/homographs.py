"""Known names that may mean something else -> what they mean in one article: عمان is Oman or Jordan's capital."""

from __future__ import annotations

from collections import Counter
from functools import cache, cached_property

from kg.curated import CuratedActor
from kg.document import Document
from kg.folding import fold, folded_words
from kg.labels import bare
from kg.lexicon import Known, Lexicon
from kg.phrase import Phrase
from kg.records import dataclass, replace
from kg.tables import curated, read_table
from kg.trie import stripped

# What a name means that is a thing's: الأسد, the lion.
_NOBODY = ""


@dataclass(frozen=True, slots=True)
class Homograph:
    """A name that may mean something else; see the head of `homographs.yaml` for the fields."""

    name: str
    actor: str
    example: str
    rather: str | None = None
    among: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    adjective: bool = False
    before: tuple[str, ...] = ()
    again: bool = False
    means: str | None = None


@cache
def _rows() -> dict[tuple[str, str], tuple[Homograph, ...]]:
    """The rows of each folded name and actor."""
    rows = read_table(curated("lexicon", "homographs.yaml"), Homograph)
    keys = dict.fromkeys((fold(row.name), row.actor) for row in rows)
    return {key: tuple(row for row in rows if (fold(row.name), row.actor) == key) for key in keys}


@cache
def _ambiguous() -> frozenset[str]:
    """The actors that some such name means."""
    return frozenset(actor for _, actor in _rows())


class HomographReader:
    """Tells what the names that may mean something else mean in one document."""

    def __init__(self, document: Document, lexicon: Lexicon) -> None:
        self.document, self.lexicon = document, lexicon
        self._rather: dict[tuple[str, str], str | None] = {}
        self._full: dict[str, bool] = {}

    def read(self, known: Known, phrase: Phrase, *, new: bool) -> Known | None:
        """Whom a name means here; None where it is no name. `new`: the article has not named the actor before."""
        if new and known.how == "short" and self._is_no_name(known, phrase):
            return None
        if known.actor.type == "Country" and self._is_adverb(phrase.name_end - 1):
            return None  # روسياً: Russian
        if known.actor.key not in _ambiguous():
            return known
        words = " ".join(self.document.words(phrase.name_start, phrase.name_end))
        name = words.removeprefix(phrase.clitic) if phrase.start == phrase.name_start else words
        name = "ال" + name[1:] if phrase.clitic.endswith("ل") and name.startswith("ل") else name
        rows = _rows().get((name, known.actor.key), ())
        if not rows:
            return known
        if any(self._is_word(row, phrase) or (new and row.again) for row in rows):
            return None
        rather = self._meant(name, known.actor.key, rows)
        if rather == _NOBODY:
            return None
        if rather is None:
            return known
        other = self.lexicon.actors.by_key[rather]
        return Known(other, "metonym" if other.type == "Country" else known.how)

    def of_those_here(self, phrase: Phrase) -> Phrase:
        """A phrase without the parties of other lands among those it is of: رئيسة الحزب الديمقراطي, of Taiwan."""
        here = tuple(key for key in phrase.of if not self._is_elsewhere(self.lexicon.actors.by_key[key]))
        return phrase if len(here) == len(phrase.of) else replace(phrase, of=here)

    def _is_no_name(self, known: Known, phrase: Phrase) -> bool:
        """Whether a short name is none of whom it may mean: a noun, two letters, another land's party."""
        noun = self._is_common_noun(known, phrase)
        return noun or self._is_short(phrase) or self._is_elsewhere(known.actor)

    def _is_elsewhere(self, actor: CuratedActor) -> bool:
        """Whether an actor is a party with a name that parties of many lands bear, and an article that names others'
        lands never speaks of its own nor calls it in full: حزب العمال in the news from Brazil is not the British one.
        """
        own = actor.of if actor.type == "PoliticalParty" and actor.short else ()
        if not own or not self._lands or not self._lands.isdisjoint((actor.key, *own)):
            return False
        if actor.key not in self._full:
            text, names = self.document.folded.text, (actor.label.ar, *actor.names)
            self._full[actor.key] = any(fold(name) in text for name in names)
        return not self._full[actor.key]

    @cached_property
    def _lands(self) -> frozenset[str]:
        """The lands of which words of the article speak, and whose those are that it names: أميركا of ترامب, and of the
        Congress; a party of who leads it.
        """
        demonyms, names = self.lexicon.demonyms, self.lexicon.names
        words = (rest for form in self._forms for _, rest in stripped(form))
        told = {demonyms[word] for word in words if word in demonyms}
        matches = (names.match(self.document.forms, place) for place in range(len(self.document.forms)))
        named = [known.actor for match in matches if match for known in match.value]
        lands = (actor.key for actor in named if actor.type == "Country")
        others = [actor for actor in named if actor.type != "PoliticalParty"]
        theirs = (owner for actor in others for owner in (*actor.of, *(tenure.of for tenure in actor.offices)))
        return frozenset(told.union(lands, filter(None, theirs)))

    def _is_adverb(self, token: int) -> bool:
        """Whether a word is written with the ending of an adverb, which folding drops."""
        return not self.document.folded.is_even and self.document.text(token, token + 1).endswith("ً")

    def _is_short(self, phrase: Phrase) -> bool:
        """Whether a name is too short to mean anybody whom the article has not named: شي."""
        return phrase.name_end - phrase.name_start == 1 and len(self.document.word(phrase.name_start)) < 3

    def _is_common_noun(self, known: Known, phrase: Phrase) -> bool:
        """Whether an outlet's short name is the noun it is (الجزيرة, the island): nobody speaks to it or quotes it."""
        before = self.document.word(phrase.start - 1)
        word = self.document.word(phrase.name_start).removeprefix(phrase.clitic)
        word = bare(f"ال{word[1:]}" if phrase.clitic.endswith("ل") and word.startswith("ل") else word)
        if known.actor.type != "MediaOutlet" or word not in self.lexicon.common:
            return False
        spoken_to = phrase.clitic.endswith("ل") and word not in self._forms  # not للجزيرة beside جزيرة سقطرى
        return not (spoken_to or before in ('"', "(", "-") or self.lexicon.reports[before])

    @cached_property
    def _forms(self) -> frozenset[str]:
        return frozenset(self.document.forms)

    def _is_word(self, row: Homograph, phrase: Phrase) -> bool:
        """Whether the words around make it no name: an adjective's noun before it, or what it is a part of behind."""
        before = self.document.word(phrase.start - 1)
        noun = before in self.lexicon.common and not before.startswith("ال") and not before.endswith(("ه", "ات"))
        place = self.lexicon.is_a("homeland", before) or self.lexicon.is_function(before)
        described = row.adjective and noun and not place and before not in self.lexicon.cues
        return described or self.document.word(phrase.name_end) in row.before

    def _meant(self, name: str, key: str, rows: tuple[Homograph, ...]) -> str | None:
        """The other actor or thing of which the article speaks more; looked up once for each name."""
        if (name, key) not in self._rather:
            told = (row for row in rows if row.rather or row.among)
            scores = {row.rather or _NOBODY: self._count(row.among) - self._count(row.against) for row in told}
            best = max(scores, key=lambda rather: scores[rather], default=None)
            self._rather[name, key] = best if best is not None and scores[best] > 0 else None
        return self._rather[name, key]

    def _count(self, words: tuple[str, ...]) -> int:
        return sum([self._times.get(word, 0) for word in folded_words(words)])

    @cached_property
    def _times(self) -> dict[str, int]:
        """How often each word stands in the article."""
        return Counter(self.document.forms)
