"""YAML tables -> typed rows. A wrong entry is refused with file, line and what was expected.

A table is a YAML list of mappings; each mapping becomes one frozen dataclass, whose annotations say what is allowed
(and whose `__post_init__` may refuse a combination of them by raising ValueError).
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin

import yaml

Row = TypeVar("Row")
# libyaml's parser is ten times faster than the pure one; both build the same tree.
Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL = "tag:yaml.org,2002:null"
_PARSERS: dict[Any, Callable[[str], Any]] = {str: str, int: int, Decimal: Decimal, date: date.fromisoformat}


class TableError(ValueError):
    """A curated table is not what it should be; the message names file, line and remedy."""


def curated(*parts: str) -> Path:
    """The path of a curated file, e.g. `curated("lexicon", "cues.yaml")`, in the checkout or the installed package."""
    return Path(str(files("ontology").joinpath(*parts)))


def read_table(path: Path, row: type[Row]) -> tuple[Row, ...]:
    """Read one table; raises TableError. `row` is a dataclass; fields with defaults may be left out."""
    return tuple(entry for _, entry in read_lines(path, row))


def read_lines(path: Path, row: type[Row]) -> tuple[tuple[int, Row], ...]:
    """Read one table as `read_table` does, each entry with the number of the line it starts on (from 1)."""
    document = _compose(path)
    if not isinstance(document, yaml.SequenceNode):
        raise TableError(f"{path}:1: expected a list of entries (each starting with '- '), found something else")
    return _entries(document, row, path)


def read_mapping(path: Path, row: type[Row], *, wrong_key: Callable[[str], str | None]) -> dict[str, Row]:
    """Read a table whose entries stand under a key each (an empty file has none); raises TableError.

    `wrong_key` says what is wrong with a key, or None if nothing is.
    """
    document = _compose(path)
    if document is None:
        return {}
    if not isinstance(document, yaml.MappingNode):
        raise TableError(f"{path}:1: expected entries, each under its key ('key:'), found something else")
    entries: dict[str, Row] = {}
    for node, value in document.value:
        key = _key(node, path)
        wrong = "expected each key once" if key in entries else wrong_key(key)
        if wrong:
            raise _refuse(path, node, wrong, key)
        entries[key] = _record(value, row, path)
    return entries


def read_sections(path: Path, rows: Mapping[str, type[Any]]) -> dict[str, tuple[tuple[int, Any], ...]]:
    """Read a file of several tables, each under its name; one that is absent or left blank has no entries.

    Each entry comes with the number of the line it starts on (from 1). Raises TableError.
    """
    document = _compose(path)
    tables: dict[str, tuple[tuple[int, Any], ...]] = dict.fromkeys(rows, ())
    if document is None:
        return tables
    if not isinstance(document, yaml.MappingNode):
        raise TableError(f"{path}:1: expected tables, each under its name: {', '.join(rows)}")
    for node, value in document.value:
        name = _key(node, path)
        if name not in rows or tables[name]:
            raise _refuse(path, node, f"expected each once: {', '.join(rows)}", name)
        tables[name] = _entries(value, rows[name], path)
    return tables


def _entries(node: yaml.Node, row: type[Row], path: Path) -> tuple[tuple[int, Row], ...]:
    if isinstance(node, yaml.ScalarNode) and node.tag == _NULL:
        return ()
    if not isinstance(node, yaml.SequenceNode):
        raise _refuse(path, node, "expected a list of entries (each starting with '- ')", "")
    return tuple((entry.start_mark.line + 1, _record(entry, row, path)) for entry in node.value)


def _compose(path: Path) -> yaml.Node | None:
    try:
        text = path.read_text("utf-8")
        return yaml.compose(text, Loader=Loader)
    except UnicodeDecodeError as error:
        raise TableError(f"{path}: not UTF-8 (byte {error.start}); save it as UTF-8") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise TableError(f"{path}:{line}: not valid YAML: {error.problem or error.context}") from error
    except yaml.reader.ReaderError as error:
        raise TableError(f"{path}: character {error.position} is none that YAML allows; remove it") from error


def _key(node: yaml.Node, path: Path) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise _refuse(path, node, "expected a name before the colon", "")
    return str(node.value)


@cache
def _fields(row: type[Any]) -> dict[str, tuple[Any, bool]]:
    """Field name -> (annotation, whether it must be given). What rows are not compared by is no part of the table."""
    hints = typing.get_type_hints(row)
    return {
        f.name: (hints[f.name], f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING)
        for f in dataclasses.fields(row)
        if f.compare
    }


def _record(node: yaml.Node, row: type[Row], path: Path) -> Row:
    kind: Any = row
    fields = _fields(kind)
    if not isinstance(node, yaml.MappingNode):
        raise _refuse(path, node, f"expected an entry with the fields {', '.join(fields)}", node.value)
    values: dict[str, Any] = {}
    for key, value in node.value:
        name = _key(key, path)
        if name not in fields:
            raise _refuse(path, key, f"expected one of the fields {', '.join(fields)}", name)
        if name in values:
            raise _refuse(path, key, "expected each field once", name)
        values[name] = _value(value, fields[name][0], path, name)
    missing = [name for name, (_, needed) in fields.items() if needed and name not in values]
    if missing:
        raise _refuse(path, node, f"the field {missing[0]!r} is missing", next(iter(values.values()), ""))
    try:
        return row(**values)
    except ValueError as error:
        raise _refuse(path, node, str(error), "") from error


def _value(node: yaml.Node, wanted: Any, path: Path, name: str) -> Any:
    """A node as the annotated type: str, int, bool, Decimal, date, Literal, tuple[X, ...], X | None or a dataclass."""
    origin = get_origin(wanted)
    if origin in (typing.Union, types.UnionType):
        return _optional(node, wanted, path, name)
    if origin is tuple:
        if not isinstance(node, yaml.SequenceNode):
            raise _refuse(path, node, f"{name}: expected a list in [brackets]", node.value)
        return tuple(_value(item, get_args(wanted)[0], path, name) for item in node.value)
    if dataclasses.is_dataclass(wanted):
        return _record(node, typing.cast(type, wanted), path)
    if not isinstance(node, yaml.ScalarNode):
        raise _refuse(path, node, f"{name}: expected a single value", node.value)
    return _scalar(node, wanted, path, name)


def _optional(node: yaml.Node, wanted: Any, path: Path, name: str) -> Any:
    if isinstance(node, yaml.ScalarNode) and node.tag == _NULL:
        return None
    return _value(node, next(t for t in get_args(wanted) if t is not type(None)), path, name)


def _scalar(node: yaml.ScalarNode, wanted: Any, path: Path, name: str) -> Any:
    text = str(node.value)
    if get_origin(wanted) is typing.Literal:
        if text not in get_args(wanted):
            raise _refuse(path, node, f"{name}: expected one of {', '.join(map(str, get_args(wanted)))}", text)
        return text
    if wanted is bool and text in ("true", "false"):
        return text == "true"
    try:
        return _PARSERS[wanted](text)
    except (KeyError, ValueError, ArithmeticError):
        form = {int: "a whole number", Decimal: "a number", date: "a date as 2021-07-26", bool: "true or false"}
        raise _refuse(path, node, f"{name}: expected {form.get(wanted, wanted)}", text) from None


def _refuse(path: Path, node: yaml.Node, expected: str, found: Any) -> TableError:
    line = node.start_mark.line + 1
    shown = f", found {found!r}" if isinstance(found, str) and found else ""
    return TableError(f"{path}:{line}: {expected}{shown}")
