"""The flags that say where Wikidata's entities are looked up: in an index, online, or nowhere."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.wikidata.entity import Source


def add_source(verb: argparse.ArgumentParser) -> None:
    """Add --wikidata FILE and --online with what belongs to it."""
    where = verb.add_mutually_exclusive_group()
    where.add_argument("--wikidata", type=Path, metavar="FILE", help="an index made by `mithaq wikidata index`")
    add_online(verb, where)


def add_online(verb: argparse.ArgumentParser, where: argparse._ActionsContainer) -> None:
    """Add --online to a group, and --contact and --api."""
    where.add_argument("--online", action="store_true", help="ask Wikidata itself, over the network")
    verb.add_argument("--contact", default="", metavar="WHO", help="your mail address or page, told with --online")
    verb.add_argument("--api", metavar="URL", help="another api.php to ask than Wikidata's")


def source_of(arguments: argparse.Namespace) -> Source | None:
    """The source that the flags name, if they name one; raises WikidataError."""
    if getattr(arguments, "wikidata", None):
        from kg.wikidata.index import Index

        return Index(arguments.wikidata)
    if arguments.online:
        from kg.wikidata.api import ADDRESS, Manners
        from kg.wikidata.online import Online

        return Online(Manners(arguments.contact, arguments.api or ADDRESS))
    return None
