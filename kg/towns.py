"""The table of towns and regions -> the state whose people aid reaches that goes there."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator
from typing import NamedTuple

from kg.agents import Agent
from kg.cast import Cast
from kg.concerns import concern
from kg.document import Document
from kg.frames import Mention, Pledge
from kg.iris import actor_key
from kg.labels import clean
from kg.passages import Passage
from kg.records import dataclass
from kg.setting import Setting
from kg.span import Span
from kg.town_names import town_end, town_index

_NAMING = concern(lambda word: town_index().may_start(word))
# From how many letters on a word that begins with ل leads to what is behind it: لتنمية سيناء.
LED = 4


class Town(NamedTuple):
    """A town or region named at a token, with what is written before its name (ل), and the key of its state."""

    start: int
    clitic: str
    state: str


def towns_in(document: Document, start: int, end: int) -> Iterator[Town]:
    """The towns and regions named in tokens[start:end], in order of the text."""
    places = document.places(_NAMING)
    for place in places[bisect_left(places, start) : bisect_left(places, end)]:
        match = town_index().match(document.forms, place)
        if match:
            yield Town(place, match.clitic, match.value[0])


def enter_towns(setting: Setting, pledges: Collection[Pledge]) -> None:
    """Enter the towns that what is pledged goes to beside their states: رست في ميناء عدن سفينة تحمل 20 طنا."""
    document, cast = setting.document, setting.cast
    states = {key for pledge in pledges for key in pledge.recipients for key in (key, *cast.actors[key].of)}
    told = {document.sentence_of(document.token_at(span.start)) for pledge in pledges for span in pledge.mentions}
    for town in towns_in(document, 0, len(document.forms)) if states else ():
        near = document.sentence_of(town.start) in told
        if town.state in states and town.start not in setting.named_tokens and (near or _is_reached(setting, town)):
            end = town_end(document.forms, town.start + bool(town.clitic)) or town.start + 1
            _enter(cast, document.bare(town.start, town.clitic).start, document.span(town.start, end).end, town.state)


def _is_reached(setting: Setting, town: Town) -> bool:
    """Whether something comes to a town, or it has the port where it comes: وصلت إلى عدن، ميناء عدن."""
    word, is_any = setting.document.word, setting.lexicon.is_any
    place = is_any(("locality",), word(town.start - 1))
    return is_any(("port", "toward"), word(town.start - 1)) or (place and is_any(("toward",), word(town.start - 2)))


def _enter(cast: Cast, start: int, end: int, state: str) -> None:
    """Enter a town by its raw span, as a part of its state."""
    label = clean(cast.document.article.text[start:end])
    key = actor_key(label, article=cast.document.article.id)
    town = cast.add(key, "Group", label, of=(state,), gender="f", local=True)
    cast.sighted[Mention(Span(start, end), town)] = None


@dataclass
class Towns:
    """Tells to which state's towns aid goes in one document; `named`: the tokens that name actors."""

    setting: Setting
    named: frozenset[int]

    def __post_init__(self) -> None:
        self.document, self.lexicon = self.setting.document, self.setting.lexicon
        self.word = self.document.by_token.__getitem__

    def land(self, agent: Agent) -> tuple[str, ...]:
        """The state of a part of it, or of the people of a town: محافظة تعز، أهالي تعز; empty for other actors."""
        town = next(towns_in(self.document, agent.start + 1, agent.end), None)
        key = self.setting.cast.enter_key(town.state) if town and self._is_place_noun(agent.start) else None
        return (key,) if key else ()

    def reached(self, passage: Passage, own: Collection[str], *, sent: bool) -> str | None:
        """The key of the state of a town in a passage, none of the givers' own: one that aid is sent to, or any."""
        for stretch in (range(passage.heart, passage.end), range(passage.start, passage.heart)):
            for town in towns_in(self.document, stretch.start, stretch.stop):
                if town.state not in own and self._is_free(town) and self._fits(town, sent=sent):
                    return town.state
        return None

    def landed(self, start: int, end: int, own: Collection[str]) -> str | None:
        """The key of the state of a town whose port or airport is named in tokens[start:end]: مطار عدن."""
        towns = (town for town in towns_in(self.document, start, end) if town.state not in own)
        ports = (town for town in towns if self.lexicon.is_a("port", self.word(town.start - 1)))
        return next((town.state for town in ports), None)

    def _is_free(self, town: Town) -> bool:
        """Whether its name is no part of an actor's; behind مخيم it is no family name."""
        return town.start not in self.named or self._is_place_noun(town.start - 1)

    def _fits(self, town: Town, *, sent: bool) -> bool:
        """Whether ل or إلى leads to a town or to the noun before it (إلى مدينة تعز), or at least something does."""
        noun = self._is_place_noun(town.start - 1)
        first = self.word(town.start - 1) if noun else ""
        before = self.word(town.start - 2 if noun else town.start - 1)
        led = before.startswith("ل") and len(before) > LED and not self.lexicon.is_a("lookalike", before)
        if led or town.clitic.endswith("ل") or first.startswith("ل") or self.lexicon.is_a("toward", before):
            return True
        return not sent and (noun or bool(town.clitic) or self.lexicon.is_a("preposition", before))

    def _is_place_noun(self, index: int) -> bool:
        """محافظة، لمحافظة، أهالي، مخيم."""
        word = self.word(index)
        readings = (word, word[1:]) if word[:1] in ("ل", "ب", "و") else (word,)
        return any(self.lexicon.is_a(kind, reading) for kind in ("locality", "dwelling") for reading in readings)
