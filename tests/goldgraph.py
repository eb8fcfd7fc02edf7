"""The hand-made annotation of the seed articles (`gold/*.yaml`) -> the graph that a faultless reader would build.

The annotation tolerates several readings; a graph can be made of each of the three:

- STRICT: what every reader must find;
- FULL: borderline entries (`optional: true`) as well;
- GENEROUS: borderline entries, and beside every actor those that a careful reader could name as well (`speaker_also`…).

What several articles tell alike is one node, as `merges.yaml` says.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from io import BytesIO
from pathlib import Path
from typing import Any, get_args

import pyoxigraph
import yaml

from kg.article import Article
from kg.curated import CuratedActor, Label
from kg.frames import Actor, ActorType, Commitment, Deadline, Mention, PartialDate, Pledge, Reading, Statement
from kg.graph import article_quads
from kg.graph_world import curated_quads
from kg.iris import actor_key, segment
from kg.merging.merge import Cluster, Merging, Rival
from kg.merging.sketch import sketches
from kg.namespaces import BASE
from kg.nquads import serialise
from kg.span import Span
from kg.together import Across

GOLD = Path(__file__).parent / "gold"
MERGES = Path(__file__).parent / "merges.yaml"
# Whether the combat role ends or the forces leave.
RIVALS = [("K1", "K2")]
SEEDS = Path(__file__).parent.parent / "seeds"

Entry = dict[str, Any]
TYPES: dict[str, ActorType] = {
    "Government": "GovernmentBody",
    "Ministry": "GovernmentBody",
    "Military": "GovernmentBody",
    "Organization": "GovernmentBody",
    "Party": "PoliticalParty",
    "MediaOrganization": "MediaOutlet",
    **{name: name for name in get_args(ActorType)},
}
# The one organisation of the annotation that is not a state's.
THINK_TANKS = {"winep"}
# To which state a body belongs: the annotation gives it for unnamed sources only.
STATES = {
    "us": "us_admin us_forces state_dept pentagon us_committee",
    "iraq": "iraqi_gov isf iraqi_army joc iraqi_committee security_media krg hashd imam_ali iran_parties",
}
STATE_OF = {key: state for state, keys in STATES.items() for key in keys.split()}


class Reader(Enum):
    """How much of what the annotation tolerates is taken."""

    STRICT = "strict"
    FULL = "full"
    GENEROUS = "generous"


def gold_store(reader: Reader, gold: Path = GOLD, seeds: Path = SEEDS) -> pyoxigraph.Store:
    """The graphs of all annotated articles, and that of the actors, in a store of their own."""
    documents = [yaml.safe_load(path.read_text("utf-8")) for path in sorted(gold.glob("*.yaml"))]
    texts = [(seeds / f"{document['doc']}.txt").read_bytes().decode("utf-8") for document in documents]
    articles = [GoldArticle(document, text, reader) for document, text in zip(documents, texts, strict=True)]
    store = pyoxigraph.Store()
    store.extend(merged(articles, gold_actors(documents)))
    store.extend(curated_quads(gold_actors(documents)))
    return store


def merged(articles: Iterable[GoldArticle], actors: Iterable[CuratedActor]) -> Iterator[pyoxigraph.Quad]:
    """The graphs of the articles in which what is one is one node, and what is said across them."""
    pages: list[tuple[str, bytes]] = []
    named: dict[str, str] = {}
    across = Across(BytesIO(), BASE, {actor.key: actor for actor in actors})
    for article in articles:
        reading = article.reading()
        drawn = sketches(reading)
        named |= dict(zip(article.names(), (sketch.node for sketch in drawn), strict=True))
        across.add(pickle.dumps(drawn), None)
        pages.append((segment(reading.article.id), serialise(article_quads(reading))))
    across.take(true_merging(named))
    pages = [(article, across.rewrite(article, page)) for article, page in pages]
    for _, page in pages:
        yield from pyoxigraph.parse(page, format=pyoxigraph.RdfFormat.N_QUADS)
    for document in across.documents(pages):
        yield from document


def true_merging(named: dict[str, str]) -> Merging:
    """What is one and what vies by the truth, of the frames that are there: names as in `merges.yaml`, and nodes."""
    truth = yaml.safe_load(MERGES.read_text("utf-8"))
    groups: dict[str, tuple[str, ...]] = {}
    for kind in ("commitments", "pledges", "utterances"):
        for key, entry in truth[kind].items():
            groups[key] = tuple(sorted(named[name] for name in entry["same"] if name in named))
    clusters = [Cluster(_kind(group), group, Decimal(1)) for group in groups.values() if len(group) > 1]
    vying = [(groups[one], groups[other]) for one, other in RIVALS]
    rivals = [Rival(min(one[0], other[0]), max(one[0], other[0]), "object") for one, other in vying if one and other]
    return Merging(tuple(sorted(clusters, key=lambda cluster: cluster.members)), tuple(sorted(rivals)))


def _kind(group: tuple[str, ...]) -> Any:
    return group[0].partition("/")[0]


def gold_actors(documents: Iterable[Entry]) -> list[CuratedActor]:
    """Everyone with a name, once: one key is one actor in all articles, called by the name listed first."""
    entries: dict[str, list[Entry]] = {}
    for document in documents:
        for key, actor in document["actors"].items():
            if actor["type"] != "AnonymousSource":
                entries.setdefault(key, []).append(actor)
    return [_curated(key, alike) for key, alike in entries.items()]


def _curated(key: str, alike: list[Entry]) -> CuratedActor:
    names = tuple(dict.fromkeys(name for actor in alike for name in actor["names"]))
    return CuratedActor(
        key=key,
        type=_type(key, alike[0]),
        label=Label(names[0]),
        names=names,
        of=(STATE_OF[key],) if key in STATE_OF else tuple(_listed(alike[0].get("affiliation"))),
        wikidata=alike[0].get("wikidata"),
        source="annotation",
    )


class GoldArticle:
    """One annotated article; `reading()` is what the given reader finds in it."""

    def __init__(self, document: Entry, text: str, reader: Reader) -> None:
        self.document, self.text, self.reader = document, text, reader
        self.keys = {key: self._key(key, actor) for key, actor in document["actors"].items()}

    def reading(self) -> Reading:
        """The frames of the article; raises ValueError for a span that is not in its text."""
        statements = tuple(self.statement(entry) for entry in self.entries("statements"))
        return Reading(
            article=self.article(),
            actors={self.keys[key]: self.actor(key) for key in self.keys},
            # The annotation names actors without places; the graph keeps no places of mentions either.
            mentions=tuple(Mention(Span(0, len(self.text)), key) for key in self.keys.values()),
            statements=statements,
            commitments=tuple(self.commitment(entry, statements) for entry in self.entries("commitments")),
            pledges=tuple(self.pledge(entry, statements) for entry in self.entries("pledges")),
        )

    def names(self) -> Iterator[str]:
        """What the truth calls the frames, in the order of their sketches: 004 c1."""
        for letter, kind in zip("scp", ("statements", "commitments", "pledges"), strict=True):
            taken = self.entries(kind)
            for number, entry in enumerate(self.document[kind], 1):
                if any(entry is one for one in taken):
                    yield f"{self.document['doc'][:3]} {letter}{number}"

    def article(self) -> Article:
        published, publishers = self.document["published"], self.document["publisher"]
        return Article(
            id=self.document["doc"],
            text=self.text,
            published=published,
            published_basis="stated" if published else None,
            publisher=publishers[0] if publishers else None,
        )

    def entries(self, kind: str) -> list[Entry]:
        return [e for e in self.document[kind] if self.reader is not Reader.STRICT or not e.get("optional")]

    def _key(self, key: str, actor: Entry) -> str:
        unnamed = actor["type"] == "AnonymousSource"
        return actor_key(actor["names"][0], article=self.document["doc"]) if unnamed else key

    def actor(self, key: str) -> Actor:
        entry = self.document["actors"][key]
        unnamed = entry["type"] == "AnonymousSource"
        return Actor(
            key=self.keys[key],
            type=_type(key, entry),
            label=entry["names"][0],
            names=tuple(entry["names"]),
            role=entry.get("role"),
            of=tuple(self.keys[state] for state in _listed(entry.get("affiliation"))) if unnamed else (),
            curated=not unnamed,
            local=unnamed,
        )

    def actors(self, entry: Entry, role: str) -> tuple[str, ...]:
        also = entry.get(f"{role}_also") if self.reader is Reader.GENEROUS else None
        return tuple(dict.fromkeys(self.keys[key] for key in _listed(entry.get(role)) + _listed(also)))

    def statement(self, entry: Entry) -> Statement:
        content = find(self.text, entry["content"])
        return Statement(
            content=content,
            cue=find(self.text, entry["cue"]),
            speakers=self.actors(entry, "speaker"),
            act=entry["act"],
            quotations=tuple(find(self.text, {"text": quote["text"]}, content) for quote in entry["quotes"]),
            said_on=entry["date"],
            via=self.keys.get(entry["via"]),
            addressee=self.keys.get(entry["addressee"]),
        )

    def commitment(self, entry: Entry, statements: tuple[Statement, ...]) -> Commitment:
        mentions = tuple(find(self.text, span) for span in entry["mentions"])
        return Commitment(
            mentions=mentions,
            committers=self.actors(entry, "committer"),
            beneficiaries=self.actors(entry, "beneficiary"),
            deadline=self.deadline(entry, mentions[0]),
            modality=entry["modality"],
            topic=entry["topic"],
            made_in=_innermost(mentions[0], statements),
        )

    def pledge(self, entry: Entry, statements: tuple[Statement, ...]) -> Pledge:
        mentions = tuple(find(self.text, span) for span in entry["evidence"])
        return Pledge(
            mentions=mentions,
            donors=self.actors(entry, "donor"),
            recipients=self.actors(entry, "recipient"),
            channels=self.actors(entry, "channel"),
            amount=Decimal(entry["amount"]) if entry["quantified"] else None,
            unit=entry["unit"],
            purpose=find(self.text, entry["purpose"]) if entry["purpose"] else None,
            sector=entry["sector"],
            deadline=self.deadline(entry, mentions[-1]),
            made_in=_innermost(mentions[0], statements),
        )

    def deadline(self, entry: Entry, passage: Span) -> Deadline | None:
        """The date and the words for it; pledges are annotated without the words, so theirs are the passage."""
        if not entry["deadline"]:
            return None
        words = entry.get("deadline_text")
        return Deadline(partial_date(entry["deadline"]), find(self.text, words) if words else passage)


def find(text: str, span: Entry, within: Span | None = None) -> Span:
    """Where an annotated span stands: the `nth` place at which its words do; raises ValueError if there is none."""
    start, end = (within.start, within.end) if within else (0, len(text))
    position = start - 1
    for _ in range(span.get("nth", 1)):
        position = text.find(span["text"], position + 1, end)
        if position < 0:
            raise ValueError(f"not in the text: {span['text'][:60]!r}")
    return Span(position, position + len(span["text"]))


def partial_date(value: date | str) -> PartialDate:
    """2021-12-31 (which YAML reads as a date) to the day, 2021-10 to the month."""
    if isinstance(value, date):
        return PartialDate(value)
    return PartialDate(date.fromisoformat(f"{value}-01"), "month")


def _type(key: str, entry: Entry) -> ActorType:
    return "ThinkTank" if key in THINK_TANKS else TYPES[entry["type"]]


def _listed(value: list[str] | str | None) -> list[str]:
    return [] if value is None else [value] if isinstance(value, str) else value


def _innermost(passage: Span, statements: tuple[Statement, ...]) -> int | None:
    """The index of the shortest statement that holds the passage."""
    around = [n for n, statement in enumerate(statements) if statement.content.covers(passage)]
    return min(around, key=lambda n: len(statements[n].content), default=None)
