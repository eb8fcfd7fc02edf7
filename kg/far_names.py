"""Phrases -> phrases: a title whose bearer is named only behind what else the title is of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.attributions import attributions
from kg.document import Document
from kg.lexicon import Lexicon
from kg.phrase import Kind, Phrase
from kg.records import replace
from kg.town_names import town_end

REACH = 6
# What a word between a title and the name of its bearer never is.
_FOREIGN = ("complementizer", "day", "occasion", "pronoun", "relative", "utterance")
# The kinds of phrases that may belong to a title.
_INNER: tuple[Kind, ...] = ("known", "body", "source")
# What may stand between a verb of saying and the title.
_BETWEEN = ("day", "of-it")
_LEADING = frozenset(("الي", "في", "لدي", "عن"))


def with_far_names(document: Document, lexicon: Lexicon, phrases: Iterable[Phrase]) -> Iterator[Phrase]:
    """The phrases, a title joined with the name that stands apart from it: المتحدث باسم التحالف لدعم الشرعية تركي
    المالكي.
    """
    reader = _FarNames(document, lexicon)
    held: list[Phrase] = []
    for phrase in phrases:
        if held and (joined := reader.joined(held[0], phrase)):
            held = [joined]
        elif held and reader.tells_more(held[0], phrase):
            held.append(phrase)
        else:
            yield from held
            held = [phrase]
    yield from held


class _FarNames:
    """Joins titles and names in one document."""

    def __init__(self, document: Document, lexicon: Lexicon) -> None:
        self._document, self._lexicon = document, lexicon

    def joined(self, title: Phrase, name: Phrase) -> Phrase | None:
        """The title with the name, where it is its bearer's."""
        near = title.kind == "office" and 0 <= name.start - title.end <= REACH and self._names_bearer(title, name)
        if not (near and self._is_borne(title, name) and self._is_of_it(title, name.start)):
            return None
        return replace(
            title, kind=name.kind, end=name.end, name_start=name.name_start, name_end=name.name_end, known=name.known
        )

    def tells_more(self, title: Phrase, phrase: Phrase) -> bool:
        """Whether a phrase behind a title names a body or place that it goes on with: مدير المؤسسة | بعدن."""
        plain = title.kind == "office" and phrase.kind in _INNER and not _is_full_name(phrase)
        return plain and 0 <= phrase.start - title.end <= REACH and self._is_of_it(title, phrase.end)

    def _is_borne(self, title: Phrase, name: Phrase) -> bool:
        """Whether a title is that of one man who reports or is the source: قال المتحدث, وفق وزير التجهيز."""
        if title.start == 0 or title.unnamed or not title.definite:
            return False
        full = name.name_end - name.name_start > 1
        source = full and attributions().match(self._document.forms, title.start - 1)
        before = title.start - 1
        while before and self._lexicon.is_any(_BETWEEN, self._document.forms[before]):
            before -= 1
        return bool(source or (self._lexicon.reports[self._document.forms[before]] and not title.clitic))

    def _names_bearer(self, title: Phrase, name: Phrase) -> bool:
        """Whether a phrase names a person who may bear the title: with no office of his own but a second one of that
        land (رئيس الهيئة والمتحدث باسم الحكومة محمد مومني).
        """
        if not _is_full_name(name):
            return False
        if name.office is None:
            return not name.clitic
        if name.clitic == "ل":
            return name.office.realm and not self._holds(name, name.office.office)
        return name.clitic == "و" and name.start == title.end and not (set(title.of) ^ set(name.of) if title.of else ())

    def _holds(self, name: Phrase, office: str) -> bool:
        """Whether a name is of one known to hold an office, unlike whom another title is for: المستشار السابق | لرئيسة
        الوزراء نيك تيموثي.
        """
        return any(tenure.office == office for known in name.known for tenure in known.actor.offices)

    def _is_of_it(self, title: Phrase, end: int) -> bool:
        """Whether the words between title and name only go on with the title."""
        words = self._document.words(title.end, end)
        return all(self._goes_on(words, index) for index in range(len(words)))

    def _goes_on(self, words: list[str], index: int) -> bool:
        word = words[index]
        if not word.isalpha() or self._lexicon.is_any(_FOREIGN, word):
            return False
        last = index + 1 == len(words)
        if word in _LEADING:
            return not last and (index > 0 or word != "عن")
        if word.startswith(("ال", "لل", "وال", "بال")) and len(word) > 4:
            return True
        if word[:1] == "ب" and (self._lexicon.is_a("locality", word[1:]) or town_end([word[1:]], 0)):
            return True
        if word[:1] in "ول":
            return len(word) > 3 and (word[1:] in self._lexicon.common or not self._lexicon.is_function(word))
        if self._lexicon.is_function(word) or self._lexicon.reports[word]:
            return False
        unknown = word.removeprefix("ب") not in self._lexicon.common  # حزب المؤتمر | حشد, بصفاقس; not بتشكيل
        return index > 0 or unknown


def _is_full_name(phrase: Phrase) -> bool:
    """Whether a phrase names a person, and not by a family name that is known: براء | شيبان."""
    known = phrase.kind == "known" and phrase.known and phrase.known[0]
    person = known and known.actor.type == "Person" and known.how == "name"
    return bool(person or phrase.kind == "person") and phrase.name_end > phrase.name_start
