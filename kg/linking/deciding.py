"""A decision about an actor -> one more line in a curation file."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

from kg.curation import Decision, Link, Unlink, read_curation
from kg.tables import TableError


def decide(
    file: Path, actor: str, item: str | None, *, reason: str, author: str, on: date, denied: bool = False
) -> None:
    """Write that an actor is a Wikidata item, or (`denied`) that it is not, or without an item that it is none.

    The file is made if it is not there. It stays as it was when the decision contradicts one in it: raises TableError.
    """
    section, entry = _entry(actor, item, reason, author, on, denied=denied)
    before = file.read_text("utf-8") if file.exists() else ""
    draft = file.with_name(f".{file.name}.new")
    draft.write_text(_with(before, section, entry), "utf-8")
    try:
        read_curation(draft)
        draft.replace(file)
    except TableError as error:
        raise TableError(str(error).replace(str(draft), str(file))) from error
    finally:
        draft.unlink(missing_ok=True)


def _entry(actor: str, item: str | None, reason: str, author: str, on: date, *, denied: bool) -> tuple[str, str]:
    """The table and the line of a decision."""
    kind: type[Decision] = Unlink if denied or item is None else Link
    # JSON's strings are YAML's too (https://yaml.org/spec/1.2.2/#12-relation-to-json).
    given = {"actor": actor, "wikidata": item, "reason": reason, "author": author}
    told = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in given.items() if value is not None]
    return kind.verb, f"- {{{', '.join([*told, f'on: {on.isoformat()}'])}}}\n"


def _with(text: str, section: str, entry: str) -> str:
    """The text of a curation file with one more entry, first of its table."""
    head = re.search(rf"^{section}:[ \t]*(\[\])?[ \t]*(#.*)?$\n?", text, re.MULTILINE)
    if head is None:
        return f"{text}{'' if text.endswith(chr(10)) or not text else chr(10)}{section}:\n{entry}"
    return f"{text[: head.start()]}{section}:\n{entry}{text[head.end() :]}"
