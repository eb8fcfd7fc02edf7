"""A graph of any size in the project's ontology, published as a build publishes one: material for measurements.

    python bench/generate.py OUT [--quads 1000000] [--seed 7]

Articles with statements, commitments and pledges between Arabic-named actors, each with its evidence, in the article's
own named graph; a pledge may stand in two articles. The same size and seed give the same graph.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import count, islice
from pathlib import Path
from random import Random

from pyoxigraph import Literal, NamedNode, Quad

from kg.namespaces import BASE, PREFIXES, expand
from kg.store import Manifest, Version, publish

ACTS = ("say", "announce", "affirm", "deny", "describe", "demand", "promise", "accuse", "express", "support", "warn")
MODALITIES = ("firm", "planned", "conditional", "reaffirmed")
TOPICS = ("withdrawal", "training", "protection", "elections", "health", "economic", "energy", "diplomacy", "other")
SECTORS = ("health", "humanitarian", "energy", "education", "military", "food", "shelter", "other")
STATUSES = ("pledged", "committed", "disbursed")
KINDS = ("Person", "Person", "Person", "Country", "GovernmentBody", "InternationalOrganization", "ArmedGroup")
UNITS = ("USD", "EUR", "SAR", "dose", "ton", "truck")


def _words(text: str) -> list[str]:
    return text.split()


FIRST = _words("محمد أحمد علي حسن خالد إبراهيم يوسف سعيد فاطمة مريم ليلى هدى سلمى نادية عمر طارق ماجد رامي سامي وليد")
LAST = _words("الكاظمي الحسيني المصري السوداني اليمني العراقي الشمري الزبيدي القحطاني التونسي المغربي الخطيب النجار")
WORDS = _words(
    "إن الحكومة تعمل على تعزيز التعاون بين البلدين في مجالات الطاقة والصحة والتعليم وتؤكد أن المفاوضات ستستمر حتى "
    "التوصل إلى اتفاق شامل يضمن الأمن والاستقرار في المنطقة ولا نحتاج إلى قوات أجنبية بل إلى دعم اقتصادي ومساعدات "
    "إنسانية عاجلة للنازحين واللاجئين قبل نهاية العام المقبل وفق ما أعلنه الوزير أمام مجلس النواب أمريكا أوروبا"
)
FIRST_DAY = date(2018, 1, 1)
# Quads of an average article, to say how many actors stand behind a graph of a size.
ARTICLE_QUADS = 190
# The schemes' namespaces are fixed, so names are resolved once.
_nodes: dict[str, NamedNode] = {}
Fact = Callable[[NamedNode, str, NamedNode | Literal], None]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument("--quads", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    start = time.perf_counter()
    version = generate(arguments.out, arguments.quads, arguments.seed)
    print(f"{version.path}: {version.manifest.counts['quads']} quads in {time.perf_counter() - start:.1f} s")


def generate(out: Path, size: int, seed: int = 7) -> Version:
    """Publish a graph of `size` quads as the current version of `out`."""
    counts = dict.fromkeys(("articles", "actors", "statements", "commitments", "pledges"), 0)
    return publish(out, islice(quads(size, seed, counts), size), Manifest(BASE, counts=counts))


def quads(size: int, seed: int, counts: dict[str, int]) -> Iterator[Quad]:
    """At least `size` different quads; `counts` is raised as they are made."""
    chance = Random(seed)
    actors = max(20, size // (ARTICLE_QUADS * 6))
    yield from _actors(chance, actors)
    counts["actors"] += actors
    for number in count():
        yield from _article(chance, number, actors, counts)


def _actors(chance: Random, number: int) -> Iterator[Quad]:
    graph = NamedNode(f"{BASE}graph/actors")
    for index in range(number):
        actor, name = _actor(index), f"{chance.choice(FIRST)} {chance.choice(LAST)}"
        yield Quad(actor, node("rdf:type"), node("mq:Actor"), graph)
        yield Quad(actor, node("rdf:type"), node(f"mq:{chance.choice(KINDS)}"), graph)
        yield Quad(actor, node("rdfs:label"), Literal(f"{name} {index}", language="ar"), graph)
        yield Quad(actor, node("rdfs:label"), Literal(f"Actor {index}", language="en"), graph)
        yield Quad(actor, node("skos:altLabel"), Literal(name, language="ar"), graph)
        yield Quad(actor, node("owl:sameAs"), node(f"wd:Q{100000 + index}"), graph)
        yield Quad(actor, node("mq:affiliation"), _actor(chance.randrange(number)), graph)


def _article(chance: Random, number: int, actors: int, counts: dict[str, int]) -> list[Quad]:
    found: dict[Quad, None] = {}
    article = NamedNode(f"{BASE}article/g{number:06}")

    def fact(subject: NamedNode, predicate: str, value: NamedNode | Literal) -> None:
        found[Quad(subject, node(predicate), value, article)] = None

    day = FIRST_DAY + timedelta(days=chance.randrange(2000))
    fact(article, "rdf:type", node("mq:Article"))
    fact(article, "dcterms:identifier", Literal(f"g{number:06}"))
    fact(article, "schema:headline", _text(chance, 8))
    fact(article, "schema:datePublished", _date(day))
    fact(article, "schema:inLanguage", Literal("ar"))
    cast = [_actor(_popular(chance, actors)) for _ in range(8)]
    for actor in cast:
        fact(article, "mq:mentions", actor)
    for place in range(chance.randrange(4, 10)):
        _statement(fact, chance, f"g{number:06}/{place}", article, cast, day)
        counts["statements"] += 1
        if chance.random() < 0.3:
            _commitment(fact, chance, f"g{number:06}/{place}", article, cast, day)
            counts["commitments"] += 1
    if chance.random() < 0.4:
        # Now and then the pledge of an earlier article.
        _pledge(fact, chance, str(chance.randrange(number + 1)), article, cast)
        counts["pledges"] += 1
    counts["articles"] += 1
    return list(found)


def _statement(fact: Fact, chance: Random, name: str, article: NamedNode, cast: list[NamedNode], day: date) -> None:
    statement, content = NamedNode(f"{BASE}statement/{name}"), _text(chance, chance.randrange(8, 40))
    fact(statement, "rdf:type", node("mq:Statement"))
    fact(statement, "mq:speaker", chance.choice(cast))
    fact(statement, "mq:speechAct", node(f"act:{chance.choice(ACTS)}"))
    fact(statement, "mq:content", content)
    fact(statement, "mq:statedOn", _date(day))
    fact(statement, "mq:confidence", _number(f"0.{chance.randrange(50, 100)}"))
    fact(statement, "mq:renders", NamedNode(f"{BASE}utterance/{name}"))
    fact(NamedNode(f"{BASE}utterance/{name}"), "rdf:type", node("mq:Utterance"))
    if chance.random() < 0.4:
        fact(statement, "mq:quotation", content)
    _evidence(fact, chance, name, statement, article, content)


def _evidence(fact: Fact, chance: Random, name: str, subject: NamedNode, article: NamedNode, content: Literal) -> None:
    evidence, selector, start = _id("evidence", name), _id("selector", name), chance.randrange(5000)
    fact(subject, "mq:evidence", evidence)
    fact(evidence, "rdf:type", node("mq:Evidence"))
    fact(evidence, "oa:hasSource", article)
    fact(evidence, "oa:hasSelector", selector)
    fact(selector, "rdf:type", node("mq:Selector"))
    fact(selector, "oa:start", Literal(start))
    fact(selector, "oa:end", Literal(start + len(content.value)))
    fact(selector, "oa:exact", Literal(content.value))


def _commitment(fact: Fact, chance: Random, name: str, article: NamedNode, cast: list[NamedNode], day: date) -> None:
    commitment = _id("commitment", name)
    fact(commitment, "rdf:type", node("mq:Commitment"))
    fact(commitment, "rdfs:label", _text(chance, 10))
    fact(commitment, "mq:committer", chance.choice(cast))
    fact(commitment, "mq:beneficiary", chance.choice(cast))
    fact(commitment, "mq:modality", node(f"modality:{chance.choice(MODALITIES)}"))
    fact(commitment, "mq:topic", node(f"topic:{chance.choice(TOPICS)}"))
    fact(commitment, "mq:deadline", _date(day + timedelta(days=chance.randrange(30, 900))))
    fact(commitment, "mq:madeIn", _id("statement", name))
    fact(commitment, "mq:evidence", _id("evidence", name))


def _pledge(fact: Fact, chance: Random, name: str, article: NamedNode, cast: list[NamedNode]) -> None:
    pledge, donor, recipient = _id("pledge", name), chance.choice(cast), chance.choice(cast)
    for kind in ("AidPledge", "Commitment"):
        fact(pledge, "rdf:type", node(f"mq:{kind}"))
    for role in ("mq:donor", "mq:committer"):
        fact(pledge, role, donor)
    for role in ("mq:recipient", "mq:beneficiary"):
        fact(pledge, role, recipient)
    fact(pledge, "rdfs:label", _text(chance, 10))
    fact(pledge, "mq:amount", _number(str(chance.randrange(1, 900) * 100_000)))
    fact(pledge, "mq:unit", Literal(chance.choice(UNITS)))
    fact(pledge, "mq:aidStatus", node(f"aid-status:{chance.choice(STATUSES)}"))
    fact(pledge, "mq:sector", node(f"sector:{chance.choice(SECTORS)}"))


def _popular(chance: Random, actors: int) -> int:
    """A few actors are named in most articles, most in few."""
    return int(actors * chance.random() ** 3)


def _actor(index: int) -> NamedNode:
    return _id("actor", f"a{index}")


def _id(kind: str, name: str) -> NamedNode:
    return NamedNode(f"{BASE}{kind}/{name}")


def _text(chance: Random, words: int) -> Literal:
    return Literal(" ".join(chance.choices(WORDS, k=words)), language="ar")


def _date(day: date) -> Literal:
    return Literal(day.isoformat(), datatype=node("xsd:date"))


def _number(digits: str) -> Literal:
    return Literal(digits, datatype=node("xsd:decimal"))


def node(name: str) -> NamedNode:
    """The node of a prefixed name."""
    if name not in _nodes:
        assert name.partition(":")[0] in PREFIXES
        _nodes[name] = NamedNode(expand(name))
    return _nodes[name]


if __name__ == "__main__":
    main()
