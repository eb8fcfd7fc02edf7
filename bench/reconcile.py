"""Speed of reconciliation: batches of 10 and 50 names over HTTP, against the curated actors and as many more as wanted.

    python bench/reconcile.py [--actors 100000] [--rounds 20]

More actors are made of the words of the curated names, two or three each, so that words are as common as they are among
real names. A third of the cells are labels, a third have a title before them, a third are in Latin letters; every cell
is asked once. Figures are medians, in milliseconds; `found` is how often the actor that a cell was made of comes first.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pyoxigraph as ox
from served import Served

from kg.curated import Actors, load_actors
from kg.graph_world import curated_quads
from kg.iris import Minter
from kg.namespaces import BASE, expand
from kg.ontology import ontology_quads
from kg.store import Manifest, publish

SIZES = (10, 50)


def invented(actors: Actors, count: int, random: random.Random) -> Iterator[ox.Quad]:
    """So many persons, named by words of the curated names."""
    mint = Minter()
    graph, type_, label = (
        ox.NamedNode(iri) for iri in (mint.graph("actors"), expand("rdf:type"), expand("rdfs:label"))
    )
    words = [word for actor in actors.by_key.values() if actor.type == "Person" for word in actor.label.ar.split()]
    for number in range(count):
        person = ox.NamedNode(mint.actor(f"invented-{number}"))
        name = " ".join(random.sample(words, random.choice((2, 2, 3))))
        yield from (ox.Quad(person, type_, ox.NamedNode(expand(kind)), graph) for kind in ("mq:Actor", "mq:Person"))
        yield ox.Quad(person, label, ox.Literal(name, language="ar"), graph)


def cells(actors: Actors, random: random.Random) -> Iterator[tuple[str, str]]:
    """Cells for ever, each with the id of the actor it was made of."""
    people = [actor for actor in actors.by_key.values() if actor.type == "Person" and actor.label.en]
    while True:
        actor = random.choice(people)
        form = random.choice((actor.label.ar, f"الدكتور {actor.label.ar}", actor.label.en or ""))
        yield form, f"actor/{actor.key}"


def measure(url: str, made: Iterator[tuple[str, str]], size: int, rounds: int) -> tuple[float, float]:
    """The median milliseconds of a batch, and the part of its cells that found their actor."""
    times, found = [], 0
    for _ in range(rounds):
        batch = [next(made) for _ in range(size)]
        queries = {str(number): {"query": cell} for number, (cell, _) in enumerate(batch)}
        form = urlencode({"queries": json.dumps(queries)}).encode()
        start = time.perf_counter()
        with urlopen(Request(url, form), timeout=120) as answer:
            document = json.load(answer)
        times.append(1000 * (time.perf_counter() - start))
        firsts = [(document[str(number)]["result"] or [{"id": ""}])[0]["id"] for number in range(size)]
        found += sum(first == id for first, (_, id) in zip(firsts, batch, strict=True))
    return median(times), found / (rounds * size)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--actors", type=int, default=0, help="how many more actors to invent")
    parser.add_argument("--rounds", type=int, default=20)
    arguments = parser.parse_args()
    actors, chance = load_actors(), random.Random(7)
    with tempfile.TemporaryDirectory() as folder:
        quads = [*curated_quads(actors.by_key.values()), *ontology_quads(), *invented(actors, arguments.actors, chance)]
        counts = {"articles": 0, "actors": 0, "statements": 0, "commitments": 0, "pledges": 0}
        start = time.perf_counter()
        publish(Path(folder), quads, Manifest(BASE, counts=counts))
        print(f"published in {time.perf_counter() - start:.1f} s")
        with Served("--store", folder) as service:
            made = cells(actors, chance)
            measure(f"{service.url}reconcile", made, 50, 2)
            for size in SIZES:
                milliseconds, found = measure(f"{service.url}reconcile", made, size, arguments.rounds)
                print(f"batch of {size}: {milliseconds:.0f} ms, found {found:.1%}")


if __name__ == "__main__":
    main()
