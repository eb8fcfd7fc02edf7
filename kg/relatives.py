"""Words that tell whose relative or lawyer somebody is -> an actor of the article: خطيبته, شقيق المتهم, ابن عمه."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice

from kg.cast import Cast
from kg.document import Document
from kg.folding import fold_name
from kg.iris import actor_key
from kg.labels import clean
from kg.lexicon import Gender, Lexicon
from kg.names import owned


@dataclass(frozen=True)
class Relatives:
    """Enters such people into the cast of one document; `known` are those `told` of so far, by what they are to
    another: the actor, and whether a pronoun alone tells to whom.
    """

    document: Document
    lexicon: Lexicon
    cast: Cast
    told: list[str] = field(default_factory=list)
    known: dict[str, tuple[str, bool]] = field(default_factory=dict)

    def is_theirs(self, index: int, *, led: int = 0) -> bool:
        """Whether a word with a pronoun, behind `led` letters of another, tells whose relative somebody is: خطيبته; not
        والدة.
        """
        word = self.document.word(index)[led:]
        if self.lexicon.is_a("kinsman", word):
            return True
        pronoun = owned(word) != word and self.document.text(index, index + 1)[-1:] != "ة"
        return pronoun and self.lexicon.is_a("kin", owned(word))

    def noun(self, first: int, *, led: int = 0) -> str:
        """What somebody is to another by the words from a token, without the pronoun (خطيبة, ابن عم); "" if nothing."""
        word = self.document.word(first)[led:]
        if self.is_theirs(first, led=led):
            return owned(word)
        if self.lexicon.is_a("kin", word) and self.is_theirs(first + 1):
            return f"{word} {owned(self.document.word(first + 1))}"
        return word if self.lexicon.is_a("relation", word) else ""

    def entered(self, first: int, end: int, *, led: int = 0) -> str | None:
        """The actor that tokens[first:end] mean, if they begin with such a word: خطيبته is خطيبة خاشقجي, where an
        article tells of one.
        """
        noun = self.noun(first, led=led)
        if not noun:
            return None
        theirs = self.is_theirs(end - 1, led=led)
        self._take_in()
        before = self.known.get(noun)
        if before and (theirs or before[1]):
            return self.cast.sight(first, end, before[0])
        many = self.lexicon.is_a("kinsfolk", noun)
        gender: Gender = "f" if noun.split()[0].endswith("ه") else "m"
        label = clean(self.document.text(first, end)[led:])
        key = actor_key(label, article=self.document.article.id)
        self.known[noun] = key, theirs
        entered = self.cast.add(key, "Group" if many else "Person", label, gender=gender, local=True)
        return self.cast.sight(first, end, entered)

    def _take_in(self) -> None:
        """Note the relatives who were named since this was asked last."""
        for actor in islice(self.cast.actors.values(), len(self.told), None):
            self.told.append(actor.key)
            noun = fold_name(actor.label).split()[0] if actor.local and actor.label else ""
            if self.lexicon.is_a("relation", noun):
                self.known.setdefault(noun, (actor.key, False))
