"""The verb `mithaq wikidata quickstatements`: what this graph can give to Wikidata."""

from __future__ import annotations

import argparse
import sys
from argparse import Namespace
from datetime import date
from pathlib import Path

_QUICKSTATEMENTS = """examples:
  mithaq wikidata quickstatements --store store --wikidata wikidata.db --out commands.txt
  mithaq wikidata quickstatements --store store --all-lacking | less

Commands for https://quickstatements.toolforge.org/ (version 1): Arabic and English labels and other names that the
items of linked actors lack, and references to articles for the positions they hold. Read them before you run them.
--wikidata: an index of a dump (mithaq wikidata index); what it has is not proposed. It does not tell which references
there are: QuickStatements adds none twice. --all-lacking: without an index, all names are proposed as other names; no
labels, which would replace those that are there, and no references.
"""


def add_quickstatements(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb."""
    summary = "write what Wikidata lacks as commands for QuickStatements"
    verb = verbs.add_parser(
        "quickstatements",
        help=summary,
        description=summary,
        epilog=_QUICKSTATEMENTS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    verb.set_defaults(run=quickstatements)
    verb.add_argument("--store", required=True, type=Path, metavar="DIR", help="the folder the graph was built in")
    known = verb.add_mutually_exclusive_group(required=True)
    known.add_argument("--wikidata", type=Path, metavar="FILE", help="an index: what Wikidata has already")
    known.add_argument("--all-lacking", action="store_true", help="propose names whatever Wikidata may have")
    verb.add_argument(
        "--out", default="-", metavar="FILE", help="the file to write; - is standard output (%(default)s)"
    )
    verb.add_argument(
        "--retrieved",
        type=_day,
        default=date.today(),
        metavar="DATE",
        help="when the articles were read, for references (today)",
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"expected a day as 2021-07-26, found {text!r}") from error


def quickstatements(arguments: Namespace) -> int:
    """Write the commands."""
    from kg.giving.quickstatements import commands
    from kg.store import current_version
    from kg.wikidata.index import Index

    source = Index(arguments.wikidata) if arguments.wikidata else None
    lines = [*commands(current_version(arguments.store).open(), source, arguments.retrieved)]
    text = "".join(f"{line}\n" for line in lines)
    if arguments.out == "-":
        sys.stdout.write(text)
    else:
        Path(arguments.out).write_text(text, "utf-8")
    items = len({line.partition("\t")[0] for line in lines})
    print(f"mithaq: {len(lines)} commands for {items} items", file=sys.stderr)
    return 0
