"""Inputs -> a hash, and the program with its tables -> another: equal hashes, equal builds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from kg.reading import detail_files

_LIBRARIES = ("babel", "hijridate", "pyoxigraph")
_CODE = (".py", ".ttl", ".yaml", ".rq", ".txt")


def inputs_hash(sources: Iterable[Path]) -> str:
    """The hash of the article files (as `kg.reading.find_sources` gives them) and of what stands beside them."""
    sources = list(sources)
    return _hash([*sources, *detail_files(sources)])


def curation_hash(files: Iterable[Path]) -> str:
    """The hash of a user's own decisions; empty if there are none."""
    paths = list(files)
    return _hash(paths) if paths else ""


def code_hash() -> str:
    """The hash of the program, its curated tables, and the libraries that change what is found or how it is stored."""
    libraries = [f"{library} {version(library)}" for library in _LIBRARIES]
    packages = (Path(str(files(package))) for package in ("kg", "ontology"))
    return _hash((file for package in packages for file in _files_of(package)), *libraries)


def _files_of(package: Path) -> list[Path]:
    return sorted(file for file in package.rglob("*") if file.suffix in _CODE and file.is_file())


def _hash(paths: Iterable[Path], *also: str) -> str:
    """Of names and contents; each is hashed by itself, so that no two different lists of files look alike."""
    whole = hashlib.sha256("\n".join(also).encode())
    for path in paths:
        whole.update(hashlib.sha256(path.name.encode("utf-8", "surrogateescape")).digest() + _content(path))
    return whole.hexdigest()


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError:
        # Whoever reads it reports it; here it only has to differ from what can be read.
        return b"unreadable"
