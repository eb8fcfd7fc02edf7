"""Phrases and the cast -> agents: the resolved mentions of an article, in text order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.cast import RESOLVERS, Cast
from kg.document import Document
from kg.inflection import Number
from kg.labels import proper_name
from kg.led_bodies import LedBodies
from kg.lexicon import Gender, Lexicon
from kg.phrase import Phrase
from kg.phrases import PhraseReader
from kg.records import dataclass


@dataclass(frozen=True, slots=True)
class Agent:
    """A resolved mention: tokens[start:end] names `keys` (several for a pair: الطرفان); empty for a document
    still to be ascribed.
    """

    start: int
    end: int
    keys: tuple[str, ...]
    phrase: Phrase
    gender: Gender
    number: Number

    @property
    def weak(self) -> bool:
        """Whether the words name an agent only in an agent's place: a capital, a bare noun, an unnamed source."""
        metonym = any(known.how == "metonym" for known in self.phrase.known)
        return metonym or self.phrase.kind == "source" or (self.phrase.kind in ("body", "office") and self.phrase.bare)


def tokens_of(agents: Iterable[Agent | Phrase]) -> frozenset[int]:
    """The tokens of the words of some agents."""
    return frozenset({token for agent in agents for token in range(agent.start, agent.end)})


def find_agents(document: Document, phrases: tuple[Phrase, ...], cast: Cast) -> tuple[Agent, ...]:
    """Resolve all phrases in text order, the family names between them included."""
    addressed: dict[tuple[str, str], set[str]] = defaultdict(set)
    phrases = tuple(map(cast.homographs.of_those_here, phrases))
    for phrase in phrases:  # names given in full anywhere settle the short ones before them
        full = phrase.kind == "person" and phrase.name_end - phrase.name_start > 1
        named = phrase.kind == "known" and any(known.how == "name" for known in phrase.known)
        if full or named or phrase.alias or proper_name(document, phrase, cast.lexicon.common):
            keys = RESOLVERS[phrase.kind](cast, phrase)
            for address in _addresses(document, phrase, cast.lexicon) if (full or named) and keys else ():
                addressed[address].add(keys[0])
    cast.unite()
    cast.begin()
    again = list(_named_again(document, phrases, cast))
    called = {phrase.start: key for phrase, key in again}
    agents: list[Agent] = []
    led = LedBodies(document, cast, PhraseReader(document, cast.lexicon))
    for phrase in sorted((*phrases, *(phrase for phrase, _ in again)), key=lambda phrase: phrase.start):
        if agents and _apposed(document, agents[-1], phrase, cast):
            cast.hold(agents[-1].keys[0], phrase)
            keys = agents[-1].keys
        else:
            known = called.get(phrase.start) or _addressed_again(document, phrase, cast, addressed)
            keys = cast.name_again(known) if known else cast.resolve(phrase)
        if keys:
            cast.see_head(phrase, keys)
        led.see(phrase)
        if keys or (phrase.source and phrase.source.source.kind == "document"):
            agents.append(Agent(phrase.start, phrase.end, keys, phrase, *_agreement(phrase, keys, cast)))
    return tuple(agents)


def _addresses(document: Document, phrase: Phrase, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """The forms of address before a person's name, each with his given name: الأمير الدكتور | حسام بن سعود."""
    person = phrase.kind in ("person", "known") and phrase.name_start > phrase.start
    for place in range(phrase.start, phrase.name_start if person else phrase.start):
        title = lexicon.titles.match(document.forms, place)
        if title and title.end == place + 1 and title.value[0].kind == "honorific":
            yield document.forms[place].removeprefix(phrase.clitic), document.forms[phrase.name_start]


def _addressed_again(
    document: Document, phrase: Phrase, cast: Cast, addressed: dict[tuple[str, str], set[str]]
) -> str | None:
    """The one person who is named in full behind the same form of address as a given name alone: الأمير | علي."""
    one = phrase.kind == "person" and phrase.name_end == phrase.name_start + 1
    if not one or phrase.office or document.word(phrase.name_start) not in cast.lexicon.given:
        return None
    keys = set().union(*(addressed.get(address, set()) for address in _addresses(document, phrase, cast.lexicon)))
    keys = {cast.whole.get(key, key) for key in keys}
    return next(iter(keys)) if len(keys) == 1 else None


def _apposed(document: Document, before: Agent, phrase: Phrase, cast: Cast) -> bool:
    """Whether a title only tells who the person right before it is: نايتس، الخبير في معهد واشنطن, or whoever speaks
    and is not known otherwise: وقال جلال قادري مدرب الفريق, وكان شكري وزير الخارجية قال.
    """
    titled = phrase.kind in ("office", "source") and phrase.definite and not phrase.clitic and not phrase.bare
    if not titled:
        return False
    person = len(before.keys) == 1 and cast.actors[before.keys[0]].type == "Person" and before.phrase.kind != "office"
    if not person:
        return False
    if phrase.start == before.end + 1:
        return document.forms[before.end] in ("،", ",", "(")
    had = document.word(before.start - 1).removeprefix("و") in ("كان", "كانت")
    full = before.phrase.kind == "person" or before.phrase.name_end - before.phrase.name_start > 1
    new = full and before.phrase.name_start == before.start
    says = had or (new and before.start > 0 and cast.lexicon.reports[document.forms[before.start - 1]])
    told = says or (full and _holds(before.phrase, phrase, cast))
    return phrase.start == before.end and phrase.kind == "office" and bool(told)


def _holds(person: Phrase, title: Phrase, cast: Cast) -> bool:
    """Whether a person is known to hold the office in a title on the article's day: الأمير محمد بن سلمان | ولي ولي
    العهد النائب الثاني.
    """
    today, office = cast.document.today, title.office.office if title.office else ""
    held = (tenure for known in person.known for tenure in known.actor.offices if tenure.office == office)
    return any(today and tenure.covers(today) and (not title.of or tenure.of in title.of) for tenure in held)


def _agreement(phrase: Phrase, keys: tuple[str, ...], cast: Cast) -> tuple[Gender, Number]:
    if phrase.source:
        plural = phrase.source.number != "s" or phrase.start < phrase.name_start
        return phrase.source.gender, "p" if plural else "s"
    if phrase.kind == "possessive":
        word = cast.document.word(phrase.start).removeprefix(phrase.clitic)
        land: Gender = "m" if word.startswith("بلد") else "f"  # بلده, بلاده
        return phrase.body.gender if phrase.body else land, "s"
    known = phrase.kind == "known" and not phrase.clitic
    noun = cast.lexicon.bodies.longest(cast.document.forms, phrase.name_start) if known else None
    named_for = "f" if _is_capital(phrase, cast) or _is_realm(phrase, cast) else cast.gender.get(keys[0], "m")
    return noun[1][0][0].gender if noun else named_for, "d" if len(keys) == 2 else "s"


def _is_capital(phrase: Phrase, cast: Cast) -> bool:
    """Whether a town is named for its state, whose gender may be another: قررت بغداد."""
    metonym = phrase.known and any(known.how == "metonym" for known in phrase.known)
    return bool(metonym) and not cast.document.word(phrase.name_start).startswith("ال")


def _is_realm(phrase: Phrase, cast: Cast) -> bool:
    """Whether a state is named by what it is, whose gender may be another than its own: أعربت الجمهورية اليمنية."""
    state = any(known.actor.type == "Country" for known in phrase.known)
    return state and phrase.name_end > phrase.name_start + 1 and cast.document.word(phrase.name_start).endswith("ه")


def _belongs(document: Document, end: int, lexicon: Lexicon) -> bool:
    """Whether a family name is rather the noun it looks like, with whose it is behind it: حارس | المبنى."""
    name = document.word(end - 1)
    return document.word(end).startswith("ال") and name in lexicon.common and not name.startswith("ال")


def _named_again(document: Document, phrases: tuple[Phrase, ...], cast: Cast) -> Iterator[tuple[Phrase, str]]:
    """Persons called by family name outside the phrases found: (phrase, key)."""
    taken = set(tokens_of(phrases))
    aliases = cast.alias_index()
    beginnings = aliases.beginnings()
    for index in [place for place, word in enumerate(document.forms) if word in beginnings]:
        match = aliases.match(document.forms, index) if index not in taken else None
        free = match and match.clitic != "ك" and not taken.intersection(range(match.start, match.end))
        if match and free and not _belongs(document, match.end, cast.lexicon):
            taken.update(range(match.start, match.end))
            yield (
                Phrase(match.start, match.end, "known", match.clitic, match.start, match.end, definite=True),
                match.value[0],
            )
