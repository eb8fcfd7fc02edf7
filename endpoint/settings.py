"""Flags, environment and one YAML file -> a Config. A flag comes before the environment, that before the file.

Each field of Config `some_name` is the flag --some-name, the variable MITHAQ_SOME_NAME and the key some_name.
"""

from __future__ import annotations

import argparse
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from difflib import get_close_matches
from functools import cache, partial
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin

from endpoint.address import Address, Secret, read_address, read_secret
from endpoint.config import NO_STORE, Config, ConfigError
from endpoint.quantities import Bytes, Seconds, read_bytes, read_seconds, show_bytes, show_seconds

PREFIX = "MITHAQ_"
STANDARD_OUTPUT = Path("-")
# Variables that begin so and are no settings.
OTHER_VARIABLES = {"MITHAQ_CONFIG"}


@dataclass(frozen=True, slots=True)
class Setting:
    """One field of Config: how a value is read from text and written as text, and what help says of it."""

    name: str
    metavar: str
    read: Callable[[str], Any]
    show: Callable[[Any], str]
    default: Any
    meaning: str
    shown: str
    many: bool

    @property
    def flag(self) -> str:
        """How it is given on the command line."""
        return f"--{self.name.replace('_', '-')}"

    @property
    def variable(self) -> str:
        """How it is given in the environment."""
        return PREFIX + self.name.upper()

    @property
    def default_text(self) -> str:
        """What holds if it is given nowhere, for the reader."""
        if self.default is MISSING:
            return self.shown or "none; it must be given"
        return self.shown or self.show(self.default) or "none"


@dataclass(frozen=True, slots=True)
class Given:
    """A value, and where it was found."""

    value: Any
    source: str


@cache
def settings() -> tuple[Setting, ...]:
    """Every setting, in the order of Config."""
    hints = typing.get_type_hints(Config, include_extras=True)
    return tuple(_setting(field, hints[field.name]) for field in fields(Config))


def _setting(field: Any, hint: Any) -> Setting:
    optional = get_origin(hint) in (typing.Union, UnionType) and NoneType in get_args(hint)
    hint = next(kind for kind in get_args(hint) if kind is not NoneType) if optional else hint
    many = get_origin(hint) is tuple
    metavar, read, show = _kind(get_args(hint)[0] if many else hint)
    read = partial(_read, read, field.metadata.get("least"), show)
    if many:
        read, show = partial(_read_list, read), partial(_show_list, show)
    return Setting(
        name=field.name,
        metavar=f"{metavar},…" if many else metavar,
        read=read,
        show=partial(_show_optional, show),
        default=field.default,
        meaning=field.metadata["meaning"],
        shown=field.metadata.get("shown", ""),
        many=many,
    )


def _kind(hint: Any) -> tuple[str, Callable[[str], Any], Callable[[Any], str]]:
    """What a type is called in help, and how its values are read and written."""
    if get_origin(hint) is Literal:
        choices = get_args(hint)
        return "|".join(choices), partial(_read_choice, choices), str
    return _KINDS[hint]


def _read_whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise ValueError(f"{text!r} is no whole number: write digits alone") from None


def _read_switch(text: str) -> bool:
    words = {"yes": True, "true": True, "on": True, "1": True, "no": False, "false": False, "off": False, "0": False}
    if text.lower() not in words:
        raise ValueError(f"{text!r} is neither yes nor no: write one of them")
    return words[text.lower()]


def _read_choice(choices: tuple[str, ...], text: str) -> str:
    if text not in choices:
        raise ValueError(f"{text!r} is none of the choices: write {' or '.join(choices)}")
    return text


def _read_path(text: str) -> Path:
    if not text or "\0" in text:
        raise ValueError(f"{text!r} is no path: write the name of a file or folder")
    return Path(text).expanduser()


_KINDS: Mapping[Any, tuple[str, Callable[[str], Any], Callable[[Any], str]]] = {
    str: ("TEXT", str, str),
    int: ("N", _read_whole, str),
    bool: ("yes|no", _read_switch, lambda value: "yes" if value else "no"),
    Path: ("PATH", _read_path, str),
    Address: ("URL", read_address, str),
    Secret: ("NAME:PASSWORD", read_secret, lambda _value: ""),
    Bytes: ("SIZE", read_bytes, show_bytes),
    Seconds: ("DURATION", read_seconds, show_seconds),
}


def _read(read: Callable[[str], Any], least: float | None, show: Callable[[Any], str], text: str) -> Any:
    value = read(text)
    if least is not None and value < least:
        raise ValueError(f"{text!r} is too little: write at least {show(least)}")
    return value


def _read_list(read: Callable[[str], Any], text: str) -> tuple[Any, ...]:
    return tuple(read(part) for part in text.replace(",", " ").split())


def _show_list(show: Callable[[Any], str], values: tuple[Any, ...]) -> str:
    return ",".join(map(show, values))


def _show_optional(show: Callable[[Any], str], value: Any) -> str:
    return "" if value is None else show(value)


# The command line


def add_flags(parser: argparse.ArgumentParser) -> None:
    """Let a parser take every setting; one that is not given is None."""
    group = parser.add_argument_group("settings", "each also from the environment and from the file of --config")
    for setting in settings():
        help_text = f"{setting.meaning} ({setting.default_text})".replace("%", "%%")
        group.add_argument(setting.flag, metavar=setting.metavar, type=_argument(setting), help=help_text)


def _argument(setting: Setting) -> Callable[[str], Any]:
    def read(text: str) -> Any:
        try:
            return setting.read(text)
        except ValueError as error:
            raise argparse.ArgumentTypeError(str(error)) from None

    return read


# All sources together


def configure(
    flags: Mapping[str, Any] | None = None, environment: Mapping[str, str] | None = None, file: Path | None = None
) -> Config:
    """The settings from these sources; raises ConfigError. `flags` are values by name of field, None if not given."""
    given = gather(flags or {}, environment or {}, file)
    if "store" in given and "sparql_url" in given:
        sources = f"{given['store'].source} and {given['sparql_url'].source}"
        raise ConfigError(f"a store and another engine are given, by {sources}: keep one")
    if "sparql_url" in given:
        given["store"] = Given(NO_STORE, "")
    if "store" not in given:
        raise ConfigError(
            "no store is given: add --store DIR, MITHAQ_STORE=DIR or 'store: DIR' in the file, or --sparql-url URL"
        )
    return Config(**{name: _rooted(found.value) for name, found in given.items()})


def gather(flags: Mapping[str, Any], environment: Mapping[str, str], file: Path | None) -> dict[str, Given]:
    """What is given, by name of field, each from the source that comes first; raises ConfigError."""
    given = dict(_from_file(file)) if file else {}
    given |= _from_environment(environment)
    for setting in settings():
        if flags.get(setting.name) is not None:
            given[setting.name] = Given(flags[setting.name], setting.flag)
    return given


def unknown_variables(environment: Mapping[str, str]) -> list[str]:
    """A sentence for each variable that looks like a setting and is none."""
    known = {setting.variable for setting in settings()} | OTHER_VARIABLES
    strange = sorted(name for name in environment if name.startswith(PREFIX) and name not in known)
    return [f"{name} is ignored: no setting has this name{_guess(name, known)}" for name in strange]


def _from_environment(environment: Mapping[str, str]) -> Iterator[tuple[str, Given]]:
    for setting in settings():
        # An empty variable is how many tools write one that is not set.
        if text := environment.get(setting.variable, ""):
            try:
                yield setting.name, Given(setting.read(text), setting.variable)
            except ValueError as error:
                raise ConfigError(f"{setting.variable}: {error}") from None


def _from_file(file: Path) -> Iterator[tuple[str, Given]]:
    from endpoint.settings_file import FileEntry, read_entries

    known = {setting.name: setting for setting in settings()}
    entries: dict[str, FileEntry] = {}
    for entry in read_entries(file):
        if entry.name not in known:
            raise ConfigError(f"{entry.place}: there is no setting {entry.name!r}{_guess(entry.name, known)}")
        if entry.name in entries:
            raise ConfigError(f"{entry.place}: {entry.name} stands twice: remove one")
        entries[entry.name] = entry
        try:
            yield entry.name, Given(_from_folder(file.parent, known[entry.name].read(entry.text)), entry.place)
        except ValueError as error:
            raise ConfigError(f"{entry.place}: {entry.name}: {error}") from None


def _from_folder(folder: Path, value: Any) -> Any:
    """A path in a file is told from where the file is."""
    return folder / value if isinstance(value, Path) and value != STANDARD_OUTPUT else value


def _rooted(value: Any) -> Any:
    return value.absolute() if isinstance(value, Path) and value != STANDARD_OUTPUT else value


def _guess(name: str, known: Mapping[str, Any] | set[str]) -> str:
    close = get_close_matches(name, known, n=1)
    return f"; is {close[0]} meant?" if close else ": see mithaq serve --help"


# For the reader


def as_table() -> str:
    """Every setting as a row of a Markdown table."""
    rows = ["| setting | flag | environment | default | meaning |", "|---|---|---|---|---|"]
    for one in settings():
        flag = f"{one.flag} {one.metavar}".replace("|", "\\|")
        rows.append(f"| `{one.name}` | `{flag}` | `{one.variable}` | {one.default_text} | {one.meaning} |")
    return "\n".join(rows)


def as_yaml(given: Mapping[str, Given]) -> str:
    """The settings that hold, as a file for --config; each says where it comes from."""
    from endpoint.settings_file import as_scalar

    lines = []
    for one in settings():
        found = given.get(one.name, Given(one.default, "default"))
        text = "" if found.value is MISSING else one.show(found.value)
        line = f"{one.name}: {as_scalar(text)}" if text else f"# {one.name}:"
        lines.append(f"{line}  # {one.meaning} [{found.source}]")
    return "\n".join(lines)
