"""An item in Wikidata's JSON -> what is kept of it, as yet without knowing what its classes are.

The format: https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html. Only what is wanted is decoded, the
rest is skipped over: that is what makes a full dump bearable. Of the statements of a property those ranked highest
count, deprecated ones never (https://www.wikidata.org/wiki/Help:Ranking); of offices held, past ones count too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TypeVar

import msgspec

from kg.frames import ActorType
from kg.wikidata.entity import LANGUAGES, Entity, Office
from kg.wikidata.times import from_json

_T = TypeVar("_T")

# Names are dozens at most; whoever has more is a class of things.
_MOST_ALIASES = 64
_MOST_OFFICES = 128


class Term(msgspec.Struct, gc=False):
    """A label, description or alias; its language is the key it stands under."""

    value: str


class _Terms(msgspec.Struct, gc=False):
    ar: Term | None = None
    en: Term | None = None
    fr: Term | None = None
    mul: Term | None = None


class _Aliases(msgspec.Struct, gc=False):
    ar: Sequence[Term] = ()
    en: Sequence[Term] = ()
    fr: Sequence[Term] = ()
    mul: Sequence[Term] = ()


class _Value(msgspec.Struct, gc=False):
    id: str = ""
    time: str = ""
    precision: int = 0
    calendarmodel: str = ""


class _Data(msgspec.Struct, gc=False):
    value: _Value | str = ""


class _Snak(msgspec.Struct, gc=False):
    datavalue: _Data | None = None


class _Qualifiers(msgspec.Struct, gc=False):
    since: Sequence[_Snak] = msgspec.field(default=(), name="P580")
    until: Sequence[_Snak] = msgspec.field(default=(), name="P582")
    of: Sequence[_Snak] = msgspec.field(default=(), name="P642")
    employer: Sequence[_Snak] = msgspec.field(default=(), name="P108")
    jurisdiction: Sequence[_Snak] = msgspec.field(default=(), name="P1001")
    represents: Sequence[_Snak] = msgspec.field(default=(), name="P1268")


class _Statement(msgspec.Struct, gc=False):
    mainsnak: _Snak
    rank: str = "normal"
    # An empty map is written as an empty list.
    qualifiers: _Qualifiers | list[None] = []


_Statements = Sequence[_Statement]


class _Claims(msgspec.Struct, gc=False):
    instance_of: _Statements = msgspec.field(default=(), name="P31")
    subclass_of: _Statements = msgspec.field(default=(), name="P279")
    country: _Statements = msgspec.field(default=(), name="P17")
    citizenship: _Statements = msgspec.field(default=(), name="P27")
    jurisdiction: _Statements = msgspec.field(default=(), name="P1001")
    directs: _Statements = msgspec.field(default=(), name="P2389")
    position: _Statements = msgspec.field(default=(), name="P39")
    party: _Statements = msgspec.field(default=(), name="P102")
    employer: _Statements = msgspec.field(default=(), name="P108")
    part_of: _Statements = msgspec.field(default=(), name="P361")
    parent: _Statements = msgspec.field(default=(), name="P749")
    born: _Statements = msgspec.field(default=(), name="P569")
    died: _Statements = msgspec.field(default=(), name="P570")
    founded: _Statements = msgspec.field(default=(), name="P571")
    dissolved: _Statements = msgspec.field(default=(), name="P576")


class _Item(msgspec.Struct, gc=False):
    id: str = ""
    type: str = ""
    labels: _Terms | list[None] = []
    aliases: _Aliases | list[None] = []
    descriptions: _Terms | list[None] = []
    claims: _Claims | list[None] = []
    sitelinks: dict[str, msgspec.Raw] | list[None] = []
    redirect: str | None = None
    missing: str | bool | None = None


class Held(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """A position held: its item, of what by the qualifiers, since and until when."""

    position: str
    of: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None


class Item(msgspec.Struct, array_like=True, gc=False):
    """What is kept of an item. Texts are in the order of LANGUAGES, empty where there is none."""

    id: str
    labels: tuple[str, ...] = ("", "", "")
    aliases: tuple[tuple[str, ...], ...] = ((), (), ())
    descriptions: tuple[str, ...] = ("", "", "")
    classes: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    held: tuple[Held, ...] = ()
    born: str | None = None
    died: str | None = None
    founded: str | None = None
    dissolved: str | None = None
    sitelinks: int = 0

    @property
    def named(self) -> bool:
        """Whether it has a name in any of the languages."""
        return any(self.labels) or any(self.aliases)


encode_item = msgspec.json.Encoder().encode
decode_item = msgspec.json.Decoder(Item).decode
# Numbers may be written as strings.
_decode = msgspec.json.Decoder(_Item, strict=False).decode
_NO_TERMS, _NO_ALIASES, _NO_CLAIMS, _UNQUALIFIED = _Terms(), _Aliases(), _Claims(), _Qualifiers()


def read_item(line: bytes, apart: Collection[str] = ()) -> Item | None:
    """The item that a JSON object tells; None if it is none (a property, lexeme, redirect, or missing).

    None too for an instance of classes that are all `apart`, and of none, unless it is a class itself. Raises
    msgspec.DecodeError, and ValidationError of the same where the JSON is sound but has another shape.
    """
    raw = _decode(line)
    if raw.type != "item" or raw.redirect is not None or raw.missing is not None or raw.id[:1] != "Q":
        return None
    if not raw.id[1:].isdecimal():
        raise msgspec.ValidationError(f"no item has the id {raw.id!r}")
    claims = raw.claims if isinstance(raw.claims, _Claims) else _NO_CLAIMS
    classes = _targets(claims.instance_of)
    if apart and not claims.subclass_of and all(one in apart for one in classes):
        return None
    aliases = raw.aliases if isinstance(raw.aliases, _Aliases) else _NO_ALIASES
    return Item(
        raw.id,
        _texts(raw.labels),
        (_values(aliases.ar), _values((*aliases.en, *aliases.mul)), _values(aliases.fr)),
        _texts(raw.descriptions),
        classes=classes,
        parents=_targets(claims.subclass_of),
        countries=_targets(claims.citizenship) or _targets(claims.jurisdiction, claims.country),
        of=_targets(claims.directs, claims.party, claims.employer, claims.parent, claims.part_of),
        held=tuple(_held(claims.position)),
        born=_time(claims.born),
        died=_time(claims.died),
        founded=_time(claims.founded),
        dissolved=_time(claims.dissolved),
        sitelinks=len(raw.sitelinks),
    )


def _texts(terms: _Terms | list[None]) -> tuple[str, ...]:
    found = terms if isinstance(terms, _Terms) else _NO_TERMS
    return tuple(term.value if term else "" for term in (found.ar, found.en or found.mul, found.fr))


def _values(terms: Sequence[Term]) -> tuple[str, ...]:
    return tuple(term.value for term in terms[:_MOST_ALIASES])


def _best(statements: _Statements) -> Sequence[_Statement]:
    """The statements that count: the preferred, else the normal ones."""
    preferred = [one for one in statements if one.rank == "preferred"]
    return preferred or [one for one in statements if one.rank == "normal"]


def _targets(*properties: _Statements) -> tuple[str, ...]:
    """The items that the statements of some properties point at, each once."""
    if not any(properties):
        return ()
    return _items(one.mainsnak for statements in properties for one in _best(statements))


def _items(snaks: Iterable[_Snak]) -> tuple[str, ...]:
    values = [snak.datavalue.value for snak in snaks if snak.datavalue]
    return tuple(dict.fromkeys(value.id for value in values if isinstance(value, _Value) and value.id[:1] == "Q"))


def _time(statements: _Statements) -> str | None:
    """The first time that the statements know; None if they know of none, or of none as exact as a year."""
    return _when([one.mainsnak for one in _best(statements)]) if statements else None


def _when(snaks: Iterable[_Snak]) -> str | None:
    values = [snak.datavalue.value for snak in snaks if snak.datavalue]
    times = [from_json(one.time, one.precision, one.calendarmodel) for one in values if isinstance(one, _Value)]
    return next((time for time in times if time), None)


def _held(statements: _Statements) -> Iterable[Held]:
    for one in [one for one in statements if one.rank != "deprecated"][:_MOST_OFFICES]:
        for position in _items([one.mainsnak]):
            how = one.qualifiers if isinstance(one.qualifiers, _Qualifiers) else _UNQUALIFIED
            of = _items((*how.of, *how.jurisdiction, *how.represents, *how.employer))
            yield Held(position, of, _when(how.since), _when(how.until))


def entity_of(item: Item, kind: ActorType | None, held: Iterable[tuple[Held, str | None, Item]]) -> Entity:
    """The entity that an item is; of each position held, the office of ours and the position's own item."""
    person = kind == "Person"
    return Entity(
        item.id,
        _by_language(item.labels),
        _by_language(item.aliases),
        _by_language(item.descriptions),
        kind,
        countries=item.countries,
        of=item.of,
        offices=tuple(
            Office(
                one.position,
                _by_language(position.labels),
                one.of or tuple(dict.fromkeys((*position.countries, *position.of))),
                one.since,
                one.until,
                key,
            )
            for one, key, position in held
        ),
        born=item.born,
        died=item.died,
        founded=None if person else item.founded,
        dissolved=None if person else item.dissolved,
        sitelinks=item.sitelinks,
    )


def _by_language(told: Sequence[_T]) -> dict[str, _T]:
    return {language: one for language, one in zip(LANGUAGES, told, strict=True) if one}
