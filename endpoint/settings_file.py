"""A YAML file of settings -> names and texts, each with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from endpoint.config import ConfigError


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One line of the file: the setting's name, its value as text, and "FILE:LINE"."""

    name: str
    text: str
    place: str


def read_entries(file: Path) -> Iterator[FileEntry]:
    """The entries of a file, in order; one without a value is left out. Raises ConfigError."""
    document = _compose(file)
    if document is None:
        return
    if not isinstance(document, yaml.MappingNode):
        raise ConfigError(f"{file}:1: this is no list of settings: write one 'name: value' on each line")
    for key, value in document.value:
        place = f"{file}:{key.start_mark.line + 1}"
        if not isinstance(key, yaml.ScalarNode):
            raise ConfigError(f"{place}: this is no name of a setting: write 'name: value'")
        text = _text(value, f"{place}: {key.value}")
        if text is not None:
            yield FileEntry(key.value, text, place)


def as_scalar(text: str) -> str:
    """A text as YAML would have it on one line."""
    if re.fullmatch(r"[\w./-]+", text) and text != "null":
        return text
    return yaml.safe_dump(text, allow_unicode=True, width=10**6).splitlines()[0]


def _compose(file: Path) -> yaml.Node | None:
    try:
        return yaml.compose(file.read_text("utf-8"), Loader=yaml.SafeLoader)
    except OSError as error:
        raise ConfigError(f"{file}: {error.strerror}: name a file that can be read") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{file}: not UTF-8 (byte {error.start}): save it as UTF-8") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ConfigError(f"{file}:{line}: not YAML ({error.problem or error.context}): correct this line") from error
    except yaml.YAMLError as error:
        raise ConfigError(f"{file}: not YAML ({str(error).splitlines()[0]}): remove what is not text") from error


def _text(node: yaml.Node, place: str) -> str | None:
    """A scalar as it was written, a list of them with commas; None if nothing stands there."""
    if isinstance(node, yaml.SequenceNode):
        return ",".join(_text(part, place) or "" for part in node.value)
    if not isinstance(node, yaml.ScalarNode):
        raise ConfigError(f"{place}: a group cannot be a value: write one value, or a list of them")
    return None if node.tag == "tag:yaml.org,2002:null" else str(node.value)
