"""How well are actors linked that no table knows? Those that an annotation links are taken out of the curated tables.

    python bench/linking.py [--gold tests/gold] [--text seeds] [--homonyms 3] [--seed 1]

They are looked for in an index of Wikidata made of the curated actors, as `bench/wikidata_slice.py` writes them, and,
for each that was taken out, so many homonyms: items of the same names with the country, offices and fame of somebody
else of the kind. A link is right if the annotation has the item. Found are those of whom the reader makes an actor.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from wikidata_dump import Json, dump
from wikidata_slice import curated_slice

import kg.lexicon
from kg.curated import Actors, load_actors
from kg.gold import gold_files
from kg.linking.linker import Linker, Outcome
from kg.linking.sighting import Scene, Sighting, scene
from kg.pipeline import load
from kg.reading import read_inputs
from kg.trials import Trial, read_trials
from kg.wikidata.index import Index
from kg.wikidata.making import make_index

_HOMONYMS = 800_000_000


def annotated(gold: Path, text: Path) -> set[str]:
    """The items that the annotation links."""
    files = {file.doc: file for file in gold_files(gold)}
    articles = read_inputs([text / f"{doc}.txt" for doc in files], report=print)
    actors = (actor for article in articles for actor in files[article.id].on(article).actors.values())
    return {actor.wikidata for actor in actors if actor.wikidata}


def without(actors: Actors, items: set[str]) -> Actors:
    """The curated actors but for the persons and bodies that are one of the items."""
    gone = {actor.key for actor in actors.by_key.values() if actor.wikidata in items and actor.type != "Country"}
    return Actors(
        replace(actor, of=tuple(key for key in actor.of if key not in gone))
        for actor in actors.by_key.values()
        if actor.key not in gone
    )


def homonyms(items: list[Json], hidden: set[str], count: int, chance: random.Random) -> Iterator[Json]:
    """Items of the names of hidden ones with all else of others of the same class."""
    by_class = defaultdict(list)
    for item in items:
        by_class[_class(item)].append(item)
    for number, item in enumerate(item for item in items if item["id"] in hidden for _ in range(count)):
        other = chance.choice(by_class[_class(item)])
        names = {part: item[part] for part in ("labels", "aliases")}
        yield other | names | {"id": f"Q{_HOMONYMS + number}"}


def _class(item: Json) -> str:
    claims = item["claims"].get("P31") if item["claims"] else None
    return claims[0]["mainsnak"]["datavalue"]["value"]["id"] if claims else ""


def outcomes(trials: list[Trial], linker: Linker) -> dict[str, Outcome]:
    """What becomes of each actor, by all articles."""
    seen: defaultdict[str, list[tuple[Scene, Sighting]]] = defaultdict(list)
    for trial in trials:
        shown = scene(trial.reading)
        for sighting in (*shown.named, *shown.beside):
            seen[sighting.actor].append((shown, sighting))
    return {actor: linker.link(actor, sightings) for actor, sightings in seen.items()}


def tally(trials: list[Trial], made: dict[str, Outcome], hidden: set[str]) -> Counter[str]:
    """Links, and those that are right, by relation; the hidden ones, those found, and those linked."""
    counts: Counter[str] = Counter()
    for trial in trials:
        expected = {actor.wikidata for actor in trial.gold.actors.values()}
        for actor in trial.mentioned:
            verdict, item = made[actor].verdict, made[actor].item
            if verdict in ("same", "close"):
                counts += Counter({verdict: 1, f"{verdict} right": item in expected})
        for wanted in trial.gold.actors.values():
            if wanted.wikidata in hidden:
                found = [actor for actor in trial.mentioned if trial.identity.names_meet(wanted.key, actor)]
                linked = any(made[actor].item == wanted.wikidata for actor in found)
                counts += Counter({"hidden": 1, "found": bool(found), "linked": linked})
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=Path("tests/gold"))
    parser.add_argument("--text", type=Path, default=Path("seeds"))
    parser.add_argument("--homonyms", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    actors, wanted = load_actors(), annotated(given.gold, given.text)
    kept = without(actors, wanted)
    hidden = {actor.wikidata or "" for key, actor in actors.by_key.items() if key not in kept.by_key}
    items = list(curated_slice(actors))
    items += homonyms(items, hidden, given.homonyms, random.Random(given.seed))
    with tempfile.TemporaryDirectory() as folder, patch.object(kg.lexicon, "load_actors", lambda: kept):
        file = Path(folder, "dump.json")
        file.write_bytes(b"".join(dump(items)))
        make_index(str(file), Path(folder, "index.db"), workers=0)
        pipeline = load()
        trials = read_trials(given.gold, given.text, pipeline)
        made = outcomes(trials, Linker(pipeline.lexicon, Index(Path(folder, "index.db"))))
    counts = tally(trials, made, hidden)
    for verdict, relation in (("same", "owl:sameAs"), ("close", "skos:closeMatch")):
        right = counts[f"{verdict} right"]
        print(f"{relation}: {counts[verdict]} links, precision {right / max(1, counts[verdict]):.3f}")
    print(
        f"of {counts['hidden']} taken out {counts['found']} are found, {counts['linked']} of them linked to their item"
    )


if __name__ == "__main__":
    main()
