"""Words that name or describe somebody unknown -> an actor of the article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice

from kg.agents import Agent
from kg.cast import Cast
from kg.document import Document
from kg.folding import fold_name
from kg.iris import actor_key
from kg.labels import clean
from kg.lexicon import Lexicon
from kg.relatives import Relatives
from kg.subjects import Subject, VerbAt

# How many words before الأخير the one may be named who is meant.
LATTER = 40
# How long an outlet's quoted name is at most, its marks counted as one.
QUOTED = 3


@dataclass(frozen=True)
class Newcomers:
    """Enters such actors into the cast of one document; `agents` are the known ones by their first tokens,
    `families` the persons `told` of so far by their last names without the article, `outer` by the first and the last
    word of their names, `inner` by any.
    """

    document: Document
    lexicon: Lexicon
    cast: Cast
    agents: Mapping[int, Agent]
    relatives: Relatives
    told: list[str] = field(default_factory=list)
    families: dict[str, list[str]] = field(default_factory=dict)
    outer: dict[str, list[str]] = field(default_factory=dict)
    inner: dict[str, list[str]] = field(default_factory=dict)

    def word(self, index: int) -> str:
        """The folded word at a token."""
        return self.document.word(index)

    def entered(self, first: int, end: int, whole: int = 0) -> str:
        """The actor that the words from a token speak of: a person if they are a name, else a group of this article,
        described up to the token `whole` if that is further on.
        """
        if self.lexicon.is_a("latter", self.word(first)) and (last := self._last_named(first)):
            return last
        name = self._name(first, end)
        if name == first and (relative := self.relatives.entered(first, max(end, whole))):
            return relative
        word = self.word(name)
        if not self._is_name(name, end):
            return self.cast.add_described(name, max(end, whole), gender="f" if word.endswith(("ه", "ات")) else "m")
        label = clean(self.document.text(name, end))
        given = self._given(word) if end - name == 1 else None
        known = self.cast.named(label) or given or self.cast.respelt(label)
        known = self.cast.whole.get(known, known) if known else self.cast.add(actor_key(label), "Person", label)
        return self.cast.sight(name, end, known)

    def again(self, index: int) -> str | None:
        """The one person of this article whose family name stands at a token, though it is a word of the language, too:
        وانتقد حداد الرئيسة.
        """
        name, behind = self.word(index), self.word(index + 1)
        noun = behind.startswith("ال") and self.lexicon.is_relative(behind)  # وفق الشاهد | الذي رأى الحادثة
        bearers = () if noun or self.lexicon.is_function(name) else self._families().get(name.removeprefix("ال"), ())
        return bearers[0] if len(bearers) == 1 else None

    def relative(self, index: int) -> Subject | None:
        """Somebody's relative who is meant behind ل or without it, as a source: وفقا | لخطيبته, لابن عمه, لمحامي ترامب,
        لزوجته رغد شلوب.
        """
        led = int(self.word(index).startswith("ل"))
        end = self.relatives.end(index, led=led)
        agent = self.agents.get(index) or self.agents.get(index + 1)
        if end > index:
            bearer = self.agents.get(end)
            if (
                bearer
                and bearer.keys
                and not bearer.phrase.clitic
                and self.cast.actors[bearer.keys[0]].type == "Person"
            ):
                return Subject(bearer.keys, bearer.end, "attribution")
            if name := self._name_behind(end):
                return Subject((name,), end + 2, "attribution")
        elif agent and agent.phrase.name_start == index + 1 and self.relatives.noun(index, led=led):
            end = agent.end  # لمحامي ترامب
        key = self.relatives.entered(index, end, led=led) if end > index else None
        return Subject((key,), end, "attribution") if key else None

    def name_before(self, end: int) -> str | None:
        """The person, as an actor, of a name of two unknown words that ends at a token."""
        first = end - 2
        if first < self.document.sentence_of(end).start:
            return None
        unknown = self._is_name(first, end) and all(map(str.isalpha, self.document.words(first, end)))
        return self.entered(first, end) if unknown and not self.lexicon.is_definite(self.word(first + 1)) else None

    def _name_behind(self, first: int) -> str | None:
        """The person, as an actor, of a name of two unknown words that begins at a token: لزوجته | رغد شلوب."""
        words = self.document.words(first, first + 2)
        plain = len(words) == 2 and all(word.isalpha() and word not in self.lexicon.cues for word in words)
        return self.entered(first, first + 2) if plain and self._is_name(first, first + 2) else None

    def _families(self) -> dict[str, list[str]]:
        """The persons named in full so far by the last words of their names."""
        self._take_in()
        return self.families

    def _take_in(self) -> None:
        """Note the names of those who were named since this was asked last."""
        for actor in islice(self.cast.actors.values(), len(self.told), None):
            self.told.append(actor.key)
            words = fold_name(actor.label).split()
            named = actor.type == "Person" and not actor.local
            words = words if named or (words and self.lexicon.is_given(words[0])) else []  # سامر خير الزبير, described
            for word in dict.fromkeys((*words[:1], *words[-1:])):
                self.outer.setdefault(word, []).append(actor.key)
            for word in dict.fromkeys(words):
                self.inner.setdefault(word, []).append(actor.key)
            if named and len(words) > 1:
                self.families.setdefault(words[-1].removeprefix("ال"), []).append(actor.key)

    def _last_named(self, index: int) -> str | None:
        """The person, for a feminine any actor, named last before a token: بعدما أعلن الأخير."""
        feminine = self.word(index).endswith("ه")
        near = (self.agents.get(place) for place in range(index - 1, max(index - LATTER, -1), -1))
        keys = (agent.keys[0] for agent in near if agent and len(agent.keys) == 1)
        return next((key for key in keys if feminine or self.cast.actors[key].type == "Person"), None)

    def quoted(self, index: int) -> Subject | None:
        """The outlet whose unknown name alone fills the quotation at a token: بحسب «الألمانية»، ."""
        quote = self.document.quote_at(index)
        if quote is None or quote.closing - quote.opening > QUOTED or index + 1 in self.agents:
            return None
        if self.word(quote.closing + 1) not in ("،", ",", "."):
            return None
        if not all(map(str.isalpha, self.document.words(index + 1, quote.closing))) or index + 1 == quote.closing:
            return None
        key = self.cast.add_named(index + 1, quote.closing, "MediaOutlet")
        return Subject((key,), quote.closing + 1, "attribution")

    def _given(self, word: str) -> str | None:
        """The one person of this article whose name begins or ends with a word (تشانغ for تشانغ مينغ), else the one
        in whose name it stands: جبر for ليث جبر حمزة.
        """
        self._take_in()
        fitting = self.outer.get(word) or (self.inner.get(word, []) if word not in self.lexicon.common else [])
        people = {self.cast.whole.get(key, key): None for key in fitting}  # محمد, read of محمد خير الزبير at first
        return next(iter(people)) if len(people) == 1 else None

    def outlet(self, first: int, end: int, hit: VerbAt) -> str:
        """The actor whose name alone stands in quote marks behind a verb of saying: mostly a newspaper, but a person if
        the verb is masculine and the name has no article.
        """
        person = hit.form.gender == "m" and not self.lexicon.is_definite(self.word(first))
        return self.cast.add_named(first, end, "Person" if person else "MediaOutlet")

    def _name(self, first: int, end: int) -> int:
        """Where the name begins behind nouns that describe its bearer: كبير القضاة | جون روبرتس."""
        starts = (index for index in range(first + 1, end - 1) if self._may_part(index - 1))
        named = (index for index in starts if self._is_name(index, end) and not self.word(index).startswith("و"))
        return next(named, first)

    def _may_part(self, index: int) -> bool:
        """Whether a noun may end right before its bearer's name: كبير القضاة | جون روبرتس, زوجته | رغد شلوب."""
        return self.word(index).startswith("ال") or self.relatives.is_theirs(index)

    def _is_name(self, first: int, end: int) -> bool:
        """Whether words are a person's name: none is a word of the language or a relative (ابن | عمه), the first has no
        article.
        """
        words = self.document.words(first, end)
        definite = end - first > 1 and words[0].startswith("ال")
        return (
            not definite
            and not any(map(self.relatives.is_theirs, range(first, end)))
            and self.lexicon.common.isdisjoint(words)
            and not any(w in self.agents for w in range(first, end))
        )
