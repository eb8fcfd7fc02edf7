"""Results, suggestions and fetched values as the JSON of the protocol, in the reader's language.

The draft of 1.0 says of each text its language and direction; version 0.2 knows nothing of them, and is not told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from endpoint.reconciliation.batches import Extension
from endpoint.reconciliation.candidates import Matcher
from endpoint.reconciliation.facts import POST, Fact, Facts
from endpoint.reconciliation.judging import Judged
from endpoint.reconciliation.schema import Property, Type, types
from kg.name_index import Named

Version = Literal["0.2", "1.0-draft"]
# Wikidata's own service, whose entities these are: https://wikidata.reconci.link/
WIKIDATA_SERVICE = "https://wikidata.reconci.link/{language}/api"
_FEATURES = {
    "name_score": ("تشابه الاسم", "likeness of the name"),
    "exact_name": ("الاسم مطابق", "the name to the word"),
    "type_fits": ("النوع مطابق", "the type asked for"),
    "articles": ("عدد المقالات", "number of articles"),
    "conditions_hold": ("ما تحقق من الشروط", "the part of the conditions that holds"),
}
Document = dict[str, Any]


class Writer:
    """Writes for one request: in a language, for a version of the protocol, with ids as a matcher makes them."""

    def __init__(self, language: str, version: Version, matcher: Matcher) -> None:
        self.language = language
        self.version = version
        self.matcher = matcher

    def name(self, actor: Named) -> str:
        """What an actor is called."""
        return (actor.english if self.language == "en" else "") or actor.label

    def description(self, actor: Named, facts: Facts) -> str:
        """Its type, and the post that it holds or held last, or else its role or what it belongs to."""
        known = facts.get(actor.iri, {})
        told = [*known.get(POST, [])[:1], *known.get("role", [])[:1], *known.get("affiliation", [])[:2]]
        parts = [self._types(actor)[0].name(self.language), *(fact.name(self.language) for fact in told[:1])]
        return " · ".join(parts)

    def candidate(self, judged: Judged, facts: Facts) -> Document:
        """A reconciliation candidate."""
        actor = judged.candidate.actor
        return self._marked(self.name(actor)) | {
            "id": self.matcher.id_of(actor.iri),
            "description": self.description(actor, facts),
            "type": [self._type(kind) for kind in self._types(actor)],
            "score": round(judged.score, 1),
            "match": judged.match,
            "features": [self._feature(name, value) for name, value in _features(judged).items()],
        }

    def suggested(self, actor: Named, facts: Facts) -> Document:
        """An entity that is suggested."""
        return self._marked(self.name(actor)) | {
            "id": self.matcher.id_of(actor.iri),
            "description": self.description(actor, facts),
            "notable": [self._type(kind) for kind in self._types(actor)[:1]],
        }

    def property(self, property: Property) -> Document:
        """A property that is suggested or proposed."""
        return self._marked(property.name(self.language)) | {"id": property.id}

    def type(self, kind: Type) -> Document:
        """A type that is suggested, with those that it is under."""
        broader = [self.type(types()[id]) for id in kind.broader]
        told = {"description": kind.definitions[self.language]} if self.language in kind.definitions else {}
        return self._type(kind) | told | ({"broader": broader} if broader else {})

    def extension(self, asked: Extension, iris: Mapping[str, str], facts: Facts) -> Document:
        """A data extension response; `iris` has the IRI of each id that is known."""
        meta = [self._meta(property) for property, _ in asked.properties]
        rows = {id: self._row(asked, facts.get(iris.get(id, ""), {}), known=id in iris) for id in asked.ids}
        if self.version == "0.2":
            return {"meta": meta, "rows": rows}
        listed = [
            {"id": id, "properties": [{"id": name, "values": values} for name, values in row.items()]}
            for id, row in rows.items()
        ]
        return {"meta": meta, "rows": listed}

    def _row(self, asked: Extension, facts: Mapping[str, Sequence[Fact]], *, known: bool) -> dict[str, list[Document]]:
        # Where nothing is counted, no row comes.
        none = {property.id: [Fact("0")] for property, _ in asked.properties if known and property.kind == "count"}
        found = {property.id: facts.get(property.id) or none.get(property.id, []) for property, _ in asked.properties}
        return {
            property.id: [self._value(property, fact) for fact in found[property.id][: limit or None]]
            for property, limit in asked.properties
        }

    def _value(self, property: Property, fact: Fact) -> Document:
        if property.kind == "count":
            return {"int": int(fact.value)}
        if property.kind in ("entity", "elsewhere"):
            return self._marked(fact.name(self.language)) | {"id": self.matcher.id_of(fact.value)}
        return {"str": fact.name(self.language)}

    def _meta(self, property: Property) -> Document:
        told = self._marked(property.name(self.language)) | {"id": property.id}
        if property.kind == "entity":
            return told | {"type": self._type(types()["Country" if property.id == "country" else "Actor"])}
        if property.kind == "elsewhere":
            return told | {"service": WIKIDATA_SERVICE.format(language=self.language)}
        return told

    def _types(self, actor: Named) -> list[Type]:
        known = (types().get(kind.removeprefix("mq:")) for kind in actor.kinds)
        return [kind for kind in known if kind] or [types()["Actor"]]

    def _type(self, kind: Type) -> Document:
        return self._marked(kind.name(self.language)) | {"id": kind.id}

    def _feature(self, name: str, value: float | bool) -> Document:
        arabic, english = _FEATURES[name]
        called = {"name": arabic if self.language == "ar" else english} if self.version != "0.2" else {}
        return {"id": name, **called, "value": value}

    def _marked(self, name: str) -> Document:
        """A name; with its language and direction where the version has them."""
        if self.version == "0.2":
            return {"name": name}
        return {"name": name} | direction(name)


def direction(text: str) -> Document:
    """The language and direction of a text, as its letters tell."""
    arabic = any("\u0600" <= letter <= "\u06ff" for letter in text)
    return {"lang": "ar", "dir": "rtl"} if arabic else {"lang": "en", "dir": "ltr"}


def _features(judged: Judged) -> dict[str, float | bool]:
    found = judged.candidate
    features: dict[str, float | bool] = {
        "name_score": round(found.score, 1),
        "exact_name": found.exact,
        "type_fits": found.fits,
        "articles": found.actor.mentions,
    }
    return features if judged.holding is None else features | {"conditions_hold": round(judged.holding, 2)}


def described(actors: Iterable[Named]) -> list[str]:
    """The IRIs of some actors, once each."""
    return list(dict.fromkeys(actor.iri for actor in actors))
