"""The verb `mithaq link`: every actor with those it may be, and decisions about them."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli_source import add_source, source_of

if TYPE_CHECKING:
    from kg.linking.report import Row

EXAMPLES = """examples:
  mithaq link --store store --report
  mithaq link --store store --wikidata wikidata.db --report --html links.html
  mithaq link --store store --online --contact you@example.org --report
  mithaq link --store store --report --verdict ambiguous --verdict close --format json
  mithaq link --decide mhmd-hsin-1a2b3c Q123 --reason 'the minister, by his page' --author Layla --curation mine.yaml
  mithaq link --decide mhmd-hsin-1a2b3c none --reason 'a shopkeeper' --author Layla --curation mine.yaml

The report judges the actors of a built graph anew, by the tables and by Wikidata, if an index of it or --online is
given; the candidates' scores and reasons are those that a build with the same source writes into the graph. --decide
writes a line into a curation file, which `mithaq build --curation FILE` heeds: KEY Q… (it is that item), KEY not-Q…
(it is not), KEY none (it is none).
"""
_SHOWN = ("split", "ambiguous", "close", "none", "same", "linked", "unlinked", "curated", "local")


def add_link(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb `link`."""
    summary = "show which Wikidata items the actors are, and decide about them"
    verb: argparse.ArgumentParser = verbs.add_parser(
        "link", help=summary, description=summary, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    verb.set_defaults(run=link)
    what = verb.add_mutually_exclusive_group(required=True)
    what.add_argument("--report", action="store_true", help="show every actor with candidates, scores and decision")
    what.add_argument("--decide", nargs=2, metavar=("ACTOR", "ITEM"), help="write down what an actor is, or is not")
    verb.add_argument("--store", type=Path, metavar="DIR", help="the folder the graph was built in")
    add_source(verb)
    verb.add_argument("--curation", type=Path, metavar="FILE", help="decisions to heed, or to add to with --decide")
    verb.add_argument("--verdict", action="append", choices=_SHOWN, help="show these actors only; may be repeated")
    verb.add_argument("--format", default="table", choices=("table", "json"), help="default: %(default)s")
    verb.add_argument("--html", type=Path, metavar="FILE", help="write a page for the browser instead")
    verb.add_argument("--reason", help="why it is so (with --decide)")
    verb.add_argument("--author", help="who says so (with --decide)")


def link(arguments: argparse.Namespace) -> int:
    """Report, or write a decision down."""
    return _decide(arguments) if arguments.decide else _report(arguments)


def _decide(arguments: argparse.Namespace) -> int:
    from kg.linking.deciding import decide

    missing = [name for name in ("curation", "reason", "author") if not getattr(arguments, name)]
    if missing:
        print(f"mithaq link --decide: --{missing[0]} is needed", file=sys.stderr)
        return 2
    actor, item = arguments.decide
    told = None if item == "none" else item.removeprefix("not-")
    decide(
        arguments.curation,
        actor,
        told,
        reason=arguments.reason,
        author=arguments.author,
        on=date.today(),
        denied=item.startswith("not-"),
    )
    return 0


def _report(arguments: argparse.Namespace) -> int:
    from kg.curation import load_curation
    from kg.lexicon import load_lexicon
    from kg.linking.linker import Linker
    from kg.linking.report import report
    from kg.store import current_version

    if not arguments.store:
        print("mithaq link --report: --store is needed", file=sys.stderr)
        return 2
    curation = load_curation(*filter(None, [arguments.curation]))
    rows = report(current_version(arguments.store), Linker(load_lexicon(), source_of(arguments), curation))
    _show([row for row in rows if not arguments.verdict or row.outcome.verdict in arguments.verdict], arguments)
    return 0


def _show(rows: list[Row], arguments: argparse.Namespace) -> None:
    from kg.linking.page import page
    from kg.linking.terminal import lines

    if arguments.html:
        arguments.html.write_bytes(page(rows).encode())
    elif arguments.format == "json":
        for row in rows:
            print(json.dumps(row.facts(), ensure_ascii=False))
    else:
        for line in lines(rows):
            print(line)
