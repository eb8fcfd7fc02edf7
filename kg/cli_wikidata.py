"""The verbs `mithaq wikidata …`: make an index of Wikidata's agents, and see what it knows."""

from __future__ import annotations

import argparse
import os
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli_giving import add_quickstatements
from kg.cli_source import add_online, source_of

if TYPE_CHECKING:
    from kg.wikidata.entity import Entity, Office, Source
    from kg.wikidata.making import Headway

_WIKIDATA = """examples:
  mithaq wikidata index latest-all.json.gz --out wikidata.db
  mithaq wikidata show wikidata.db Q796 "جو بايدن"
  mithaq wikidata quickstatements --store store --wikidata wikidata.db --out commands.txt

See mithaq wikidata VERB --help.
"""
_INDEX = """examples:
  mithaq wikidata index latest-all.json.gz --out wikidata.db
  mithaq wikidata index latest-truthy.nt.bz2 --out wikidata.db
  lbzip2 -dc latest-all.json.bz2 | mithaq wikidata index - --out wikidata.db

DUMP is Wikidata's JSON (.json, .gz or .bz2; one entity a line) or its truthy N-Triples, which know no years of office.
Kept are agents that have a name in Arabic, English or French: people, states, organisations, parties, media …
(ontology/wikidata/classes.yaml). Interrupted, the same command goes on where it was; FILE appears when it is whole.
"""
_SHOW = """examples:
  mithaq wikidata show wikidata.db Q796
  mithaq wikidata show wikidata.db "جو بايدن" Reuters
  mithaq wikidata show --online --contact you@example.org "جو بايدن"
"""
MOST_SHOWN = 10


def add_wikidata(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb `wikidata` with its own verbs."""
    summary = "index a dump of Wikidata, look into it, give back to it"
    verb = _add(verbs, "wikidata", summary, _WIKIDATA)
    inner = verb.add_subparsers(metavar="VERB", required=True)
    _add_index(inner)
    _add_show(inner)
    add_quickstatements(inner)


def _add(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser], name: str, summary: str, more: str
) -> argparse.ArgumentParser:
    verb: argparse.ArgumentParser = verbs.add_parser(
        name, help=summary, description=summary, epilog=more, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    return verb


def _add_index(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = _add(verbs, "index", "make an index of the agents in a dump of Wikidata", _INDEX)
    verb.set_defaults(run=index)
    verb.add_argument("dump", metavar="DUMP", help="the dump; - reads standard input")
    verb.add_argument("--out", required=True, type=Path, metavar="FILE", help="the index to make")
    default = max(1, (os.cpu_count() or 1) - 1)
    verb.add_argument(
        "--workers",
        type=int,
        default=default,
        metavar="N",
        help="processes that parse, beside that which unpacks (%(default)s)",
    )
    verb.add_argument("--restart", action="store_true", help="begin anew, even if an interrupted run could go on")
    verb.add_argument(
        "--most-bad", type=int, default=1000, metavar="N", help="give up after so many unreadable lines (%(default)s)"
    )


def _add_show(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = _add(verbs, "show", "show what an index knows of a name or an id", _SHOW)
    verb.set_defaults(run=show)
    verb.add_argument("index", nargs="?", type=Path, metavar="FILE", help="an index (not with --online)")
    verb.add_argument("names", nargs="+", metavar="NAME-or-Q", help="a name in any spelling, or an id such as Q796")
    add_online(verb, verb)


def index(arguments: Namespace) -> int:
    """Make an index."""
    from kg.progress import Progress
    from kg.wikidata.making import make_index

    with Progress("entities") as progress:
        made = make_index(
            arguments.dump,
            arguments.out,
            workers=max(0, arguments.workers),
            restart=arguments.restart,
            most_bad=arguments.most_bad,
            progress=lambda headway: progress.tell(lambda: _line(headway)),
            stage=lambda stage: progress.tell(lambda: stage),
            complain=lambda sentence: print(f"mithaq: {sentence}", file=sys.stderr),
        )
    kept = f"{made.counts.entities} agents under {made.counts.names} names, {made.counts.positions} positions"
    bad = f", {made.bad} line{'' if made.bad == 1 else 's'} left out" if made.bad else ""
    print(f"{arguments.out}: {kept}, of {made.entities} entities{bad}, in {made.seconds:.1f} s")
    return 0


def _line(headway: Headway) -> str:
    """How far it is, in one line."""
    size, left = headway.dump.size, headway.seconds_left
    read = (
        f"{_gigabytes(headway.read)} of {_gigabytes(size)} ({headway.read / size:.1%})"
        if size
        else _gigabytes(headway.read)
    )
    speed = f"{headway.entities_a_second:.0f} entities/s, {headway.bytes_a_second / 1e6:.0f} MB/s unpacked"
    end = f", {timedelta(seconds=round(left))} left" if left is not None else ""
    return f"{read}, {headway.entities} entities, {headway.rows} kept so far, {speed}{end}"


def _gigabytes(size: int) -> str:
    return f"{size / 1e9:.2f} GB"


def show(arguments: Namespace) -> int:
    """Show what a source knows; status 1 if it knows one of the names not at all."""
    names = arguments.names
    if arguments.online and arguments.index:
        names = [str(arguments.index), *names]
    elif not arguments.online:
        arguments.wikidata = arguments.index
    source = source_of(arguments)
    if source is None:
        print("mithaq wikidata show: name an index, or ask --online", file=sys.stderr)
        return 2
    unknown = 0
    for name in names:
        found = list(_found(source, name))
        unknown += not found
        print("\n\n".join("\n".join(_lines(entity)) for entity in found) if found else f"{name}: not known", end="\n\n")
    print(f"source: {source.version}")
    return 1 if unknown else 0


def _found(source: Source, name: str) -> Iterator[Entity]:
    if name[:1] == "Q" and name[1:].isdecimal():
        entity = source.get(name)
        if entity:
            yield entity
        return
    yield from source.named(name, limit=MOST_SHOWN)


def _lines(entity: Entity) -> Iterator[str]:
    names = " · ".join(dict.fromkeys(entity.labels.values()))
    yield f"{entity.id}  {entity.kind or 'an agent of no type of ours'}  {names}"
    for language, description in entity.descriptions.items():
        yield f"  {language}: {description}"
    others = [name for name in entity.names if name not in entity.labels.values()]
    told = {
        "also": others,
        "countries": entity.countries,
        "of": entity.of,
        "born": [entity.born],
        "died": [entity.died],
        "founded": [entity.founded],
        "dissolved": [entity.dissolved],
    }
    yield from (f"  {name}: {_joined(values)}" for name, values in told.items() if any(values))
    yield from (f"  {_office(office)}" for office in entity.offices)
    yield f"  pages in {entity.sitelinks} wikis"


def _joined(values: Iterable[str | None]) -> str:
    return ", ".join(value for value in values if value)


def _office(office: Office) -> str:
    name = office.labels.get("en") or next(iter(office.labels.values()), "")
    years = f", {office.since or '?'} to {office.until or '…'}" if office.since or office.until else ""
    of = f" of {', '.join(office.of)}" if office.of else ""
    key = f" ({office.key})" if office.key else ""
    return f"office: {office.position} {name}".rstrip() + of + key + years
