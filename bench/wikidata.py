"""How fast is a dump of Wikidata indexed? Entities and megabytes a second, peak memory, and the time for all of it.

    python bench/wikidata.py [--entities 200000] [--forms json gz bz2 nt] [--workers 1]

The dump is made up in the shape and mixture of the real one: two fifths are scholarly articles, a tenth people with
offices, the rest places, taxa, works, organisations and classes; of some 14 KB each. A run is measured from outside, in
processes of its own, as a user meets it. Projected is a full dump of --full-entities and --full-terabytes of content:
by bytes (N-Triples by entities), once at the speed measured, once as if the busier of unpacking and parsing had a core
to itself; the sorting out by entities.
"""

from __future__ import annotations

import argparse
import bz2
import gzip
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from wikidata_dump import Json, at, day, dump, item, to, triples

from kg.curated import load_actors
from kg.wikidata.index import Index

# (share in a thousand, class, languages, sitelinks, identifiers)
MIXTURE = (
    (380, "Q13442814", 3, 0, 20),
    (110, "Q5", 18, 6, 14),
    (90, "Q16521", 18, 6, 16),
    (120, "Q486972", 18, 8, 10),
    (60, "Q4167836", 12, 6, 0),
    (60, "Q523", 2, 0, 18),
    (50, "Q4830453", 6, 2, 10),
    (10, "Q327333", 6, 2, 6),
    (120, "Q11424000", 8, 3, 14),
)
FORMS = ("json", "gz", "bz2", "nt")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entities", type=int, default=200_000)
    parser.add_argument("--forms", nargs="+", default=list(FORMS), choices=FORMS)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--full-entities", type=float, default=115e6)
    parser.add_argument("--full-terabytes", type=float, default=1.6)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
        for form in arguments.forms:
            path = Path(folder) / f"dump.{form}"
            size = write(path, form, arguments.entities)
            measure(path, size, arguments)
            path.unlink()


def write(path: Path, form: str, count: int) -> int:
    """Write a dump in a form; the bytes of its content."""
    size = 0
    with opened(path, form) as file:
        for line in lines(form, entities(count)):
            file.write(line)
            size += len(line)
    return size


def opened(path: Path, form: str) -> IO[bytes]:
    if form == "gz":
        return cast(IO[bytes], gzip.open(path, "wb", 6))
    return cast(IO[bytes], bz2.open(path, "wb", 9)) if form == "bz2" else path.open("wb")


def lines(form: str, made: Iterator[Json]) -> Iterator[bytes]:
    return (line for entity in made for line in triples(entity)) if form == "nt" else dump(made)


def entities(count: int) -> Iterator[Json]:
    chance = random.Random(20261122)
    words = sorted({word for actor in load_actors().by_key.values() for word in actor.label.ar.split()})
    latin = sorted({word for actor in load_actors().by_key.values() for word in (actor.label.en or "").split()})
    weights = [row[0] for row in MIXTURE]
    for number in range(1, count + 1):
        _, kind, languages, sitelinks, identifiers = chance.choices(MIXTURE, weights)[0]
        name, other = " ".join(chance.sample(words, 3)), " ".join(chance.sample(latin, 3))
        claims = [to("P31", kind)]
        if kind == "Q5":
            claims += person(chance)
        labels = {"en": other} if kind in ("Q13442814", "Q523") else {"en": other, "fr": other, "ar": name}
        yield item(
            f"Q{1_000_000 + number}",
            labels,
            claims,
            aliases={"en": [f"{other} {number}"]},
            descriptions={"en": f"made up, number {number}", "ar": "من صنع الخيال"},
            sitelinks=sitelinks,
            others=languages,
            identifiers=identifiers,
        )
    yield from (item(f"Q{id}", {"en": f"position {id}"}, [to("P279", "Q83307")]) for id in range(900_000, 900_500))
    yield item("Q327333", {"en": "government agency"}, [to("P279", "Q43229")])


def person(chance: random.Random) -> Iterator[tuple[str, Json]]:
    yield to("P27", f"Q{chance.randrange(1, 300)}")
    yield at("P569", day(f"19{chance.randrange(10, 99)}-0{chance.randrange(1, 10)}-1{chance.randrange(10)}"))
    if chance.random() < 0.1:
        since = ("P580", day(f"20{chance.randrange(10, 25)}"))
        yield to("P39", f"Q{chance.randrange(900_000, 900_500)}", qualifiers=[since])


def measure(path: Path, size: int, arguments: argparse.Namespace) -> None:
    out = path.with_name("index.db")
    run = Path(__file__).with_name("wikidata_run.py")
    command = [sys.executable, str(run), str(path), str(out), str(arguments.workers)]
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    found = {name: float(value) for name, value in re.findall(r"(\w+)=([\d.]+)", told)}
    share = arguments.full_entities / arguments.entities
    by_bytes = arguments.full_terabytes * 1e12 / size if path.suffix != ".nt" else share
    busiest = max(found["unpacking"], found["parsing"] / max(1, arguments.workers))
    reading, sorting = found["reading"], found["sorting"]
    rate, speed = arguments.entities / reading, size / reading / 1e6
    packed = path.stat().st_size
    print(f"{path.suffix[1:]}: {packed / 1e6:.0f} MB, unpacked {size / 1e6:.0f} MB, {arguments.entities} entities")
    print(f"  read in {reading:.1f} s: {rate:.0f} entities/s, {speed:.0f} MB/s")
    print(f"  processor: {found['unpacking']:.1f} s to unpack and write, {found['parsing']:.1f} s to parse")
    print(f"  {found['kept']:.0f} agents sorted out in {sorting:.1f} s; index {out.stat().st_size / 1e6:.1f} MB")
    print(f"  peak memory {found['memory']:.0f} MB, {found['children']:.0f} MB in a parser")
    measured, free, after = (hours / 3600 for hours in (reading * by_bytes, busiest * by_bytes, sorting * share))
    print(f"  full dump: {measured:.1f} h at this speed, {free:.1f} h on free cores, and {after:.1f} h to sort out")
    lookups(out)


def lookups(path: Path) -> None:
    index = Index(path)
    names = [name for (name,) in index._connection.execute("SELECT key FROM names ORDER BY random() LIMIT 5000")]
    start = time.perf_counter()
    found = sum(len(index.named(name)) for name in names)
    seconds = time.perf_counter() - start
    print(f"  {len(names) / seconds:.0f} names looked up a second, {found / len(names):.1f} entities each")
    index.close()


if __name__ == "__main__":
    main()
