"""Files and folders of news -> articles, to the letter; what cannot be read whole is reported by name, never half read.

Text files are decoded and left as they are: no newline is translated and no byte order mark taken off, so that every
offset holds in the file too. What is known beside the text stands in `articles.yaml` in the same folder.
"""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from kg.article import Article
from kg.tables import TableError, read_mapping

DETAILS = "articles.yaml"
SUFFIXES = (".txt", ".jsonl", ".jsonl.gz")
# Below this share of Arabic letters a text is foreign with Arabic names in it, not Arabic with foreign ones.
ARABIC_SHARE = 0.3
_ARABIC = re.compile(
    "[\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]"
)
# No answer in XML could carry these (https://www.w3.org/TR/xml/#charsets); a lone surrogate cannot even be encoded.
_NO_TEXT = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# What RFC 3987 allows in no IRI (https://www.rfc-editor.org/rfc/rfc3987#section-2.2), after an absolute http beginning.
_URL = re.compile(r'https?://[^\s<>"{}|\\^`\x00-\x1f/][^\s<>"{}|\\^`\x00-\x1f]*')


class InputError(ValueError):
    """The input is refused as a whole; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one input. `place` is the file, with the line if it has several articles."""

    place: str
    text: str

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"


@dataclass(frozen=True, slots=True)
class Details:
    """What `articles.yaml` says of one article; a wrong combination raises ValueError."""

    published: date | None = None
    published_basis: Literal["stated", "inferred"] | None = None
    published_note: str | None = None
    publisher: str | None = None
    url: str | None = None
    title: str | None = None

    def __post_init__(self) -> None:
        for name in ("published_note", "publisher", "url", "title"):
            if flaw := _flaw(getattr(self, name) or ""):
                raise ValueError(f"the field {name!r} {flaw}")
        if self.published_basis and not self.published:
            raise ValueError("published_basis: expected only beside published")
        if self.published_basis == "inferred" and not self.published_note:
            raise ValueError("published_note: expected what the inferred date was inferred from")
        _check_url(self.url)


Candidate = tuple[str, Article | Problem]


def read_inputs(paths: Sequence[Path], *, strict: bool = False, report: Callable[[Problem], None]) -> Iterator[Article]:
    """Every readable article of the given files and folders, in order of path; each problem goes to `report`.

    With `strict` the first problem ends the yielding, the rest is only checked, and InputError is raised at the end.
    Raises InputError for a missing path, a folder without articles, a wrong `articles.yaml`, or if nothing is readable.
    """
    sources = find_sources(paths)
    folders = {source.parent for source in sources if source.suffix == ".txt"}
    details = {folder: _read_details(folder) for folder in sorted(folders)}
    return _sift(_candidates(sources, details), strict=strict, report=report)


def find_sources(paths: Sequence[Path]) -> list[Path]:
    """The article files that the paths stand for, sorted, each once; folders are searched, hidden files left out.

    Raises InputError for a path that is missing or of an unknown kind and for a folder that holds no article file.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        for source in _sources_of(path):
            found.setdefault(source.resolve(), source)
    return sorted(found.values())


def detail_files(sources: Iterable[Path]) -> list[Path]:
    """The `articles.yaml` files that stand beside the given article files."""
    return [file for folder in sorted({source.parent for source in sources}) if (file := folder / DETAILS).exists()]


def _sources_of(path: Path) -> list[Path]:
    if path.is_dir():
        inside = [file for file in path.rglob("*") if file.name.endswith(SUFFIXES) and file.is_file()]
        shown = [file for file in inside if not any(part.startswith(".") for part in file.relative_to(path).parts)]
        if not shown:
            raise InputError(f"{path}: no article in this folder; expected files ending in {', '.join(SUFFIXES)}")
        return shown
    if not path.exists():
        raise InputError(f"{path}: no such file or folder")
    if not path.name.endswith(SUFFIXES):
        raise InputError(f"{path}: cannot read this kind of file; expected one ending in {', '.join(SUFFIXES)}")
    return [path]


def _read_details(folder: Path) -> dict[str, Details]:
    file = folder / DETAILS

    def wrong_key(stem: str) -> str | None:
        return None if (folder / f"{stem}.txt").is_file() else f"expected the name of a .txt file beside {DETAILS}"

    try:
        return read_mapping(file, Details, wrong_key=wrong_key) if file.exists() else {}
    except TableError as error:
        raise InputError(str(error)) from error
    except OSError as error:
        raise InputError(f"{file}: cannot be read ({error.strerror})") from error


def _sift(candidates: Iterable[Candidate], *, strict: bool, report: Callable[[Problem], None]) -> Iterator[Article]:
    seen: dict[str, str] = {}
    problems = 0
    for place, found in candidates:
        problem = found if isinstance(found, Problem) else _objection(found, place, seen)
        if problem:
            problems += 1
            report(problem)
        elif isinstance(found, Article):
            seen[found.id] = place
            if not (strict and problems):
                yield found
    if problems and (strict or not seen):
        raise InputError(f"nothing was built: {problems} of the inputs cannot be read whole, as listed above")
    if not seen:
        raise InputError("nothing was built: the inputs hold no article")


def _objection(article: Article, place: str, seen: dict[str, str]) -> Problem | None:
    """Why an article is not taken, or None."""
    if article.id in seen:
        return Problem(place, f"the name {article.id!r} is taken by {seen[article.id]}; each article needs its own")
    if _flaw(article.id):
        return Problem(place, "the file's name is not UTF-8; rename it")
    objection = _objection_to_text(article.text)
    return Problem(place, objection) if objection else None


def _objection_to_text(text: str) -> str | None:
    if not text.strip("\ufeff \t\r\n"):
        return "the text is empty"
    if flaw := _flaw(text):
        return f"the text {flaw}"
    letters, arabic = sum(map(str.isalpha, text)), len(_ARABIC.findall(text))
    if not letters or arabic < ARABIC_SHARE * letters:
        return f"not Arabic: {arabic} of its {letters} letters are Arabic, fewer than {ARABIC_SHARE:.0%}"
    return None


def _flaw(text: str) -> str | None:
    """What keeps a string from being text that can be written out again, or None."""
    found = _NO_TEXT.search(text)
    return f"holds U+{ord(found[0]):04X} (at character {found.start()}), which is no text; remove it" if found else None


def _candidates(sources: Iterable[Path], details: dict[Path, dict[str, Details]]) -> Iterator[Candidate]:
    for source in sources:
        if source.suffix == ".txt":
            yield str(source), _read_text(source, details[source.parent].get(source.stem, Details()))
        else:
            yield from _read_lines(source)


def _read_text(path: Path, details: Details) -> Article | Problem:
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        return Problem(str(path), f"cannot be read ({error.strerror})")
    except UnicodeDecodeError as error:
        return Problem(str(path), _undecodable(error))
    return _article(path.stem, text, details)


def _article(name: str, text: str, details: Details) -> Article:
    return Article(
        id=name,
        text=text,
        published=details.published,
        published_basis=details.published_basis or ("stated" if details.published else None),
        published_note=details.published_note,
        publisher=details.publisher,
        url=details.url,
        title=details.title,
    )


def _read_lines(path: Path) -> Iterator[Candidate]:
    """The articles of a JSON Lines file (https://jsonlines.org/), plain or gzipped."""
    number = 0
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield f"{path}:{number}", _read_line(f"{path}:{number}", line)
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or error
        yield str(path), Problem(f"{path}:{number + 1}", f"cannot be read from here on ({reason})")


def _read_line(place: str, line: bytes) -> Article | Problem:
    try:
        return _from_json(json.loads(line.decode("utf-8-sig").strip()))
    except UnicodeDecodeError as error:
        return Problem(place, _undecodable(error))
    except json.JSONDecodeError as error:
        return Problem(place, f"not valid JSON: {error.msg} (column {error.colno})")
    except RecursionError:
        return Problem(place, "not valid JSON: nested too deeply")
    except ValueError as error:
        return Problem(place, str(error))


def _from_json(record: object) -> Article:
    """The article of one line; raises ValueError saying which field is wrong. Fields with other names are let be."""
    if not isinstance(record, dict):
        raise ValueError('expected an object as {"id": "…", "text": "…"}')
    fields = {name: _string(record.get(name), name) for name in ("id", "text", "title", "publisher", "url")}
    for name in ("id", "text"):
        if not fields[name]:
            raise ValueError(f"the field {name!r} is missing or empty")
    details = Details(
        published=_date(record.get("published")),
        publisher=fields["publisher"],
        url=fields["url"],
        title=fields["title"],
    )
    return _article(fields["id"] or "", fields["text"] or "", details)


def _string(value: object, name: str) -> str | None:
    """A text, or a whole number as its digits (ids often are), or None for nothing."""
    if value is None or value == "":
        return None
    if isinstance(value, int) and not isinstance(value, bool) and name == "id":
        return str(value)
    if not isinstance(value, str):
        raise ValueError(f"{name}: expected text, found {value!r:.60}")
    if flaw := _flaw(value):
        raise ValueError(f"the field {name!r} {flaw}")
    return value


def _date(value: object) -> date | None:
    """The day of an ISO 8601 date or date and time, in its own time zone."""
    if value is None or value == "":
        return None
    try:
        return datetime.fromisoformat(str(value)).date()
    except ValueError:
        raise ValueError(f"published: expected a date as 2021-07-26, found {value!r:.60}") from None


def _check_url(url: str | None) -> None:
    if url is not None and not _URL.fullmatch(url):
        raise ValueError(f"url: expected an address as https://example.org/page, without spaces, found {url!r:.200}")


def _undecodable(error: UnicodeDecodeError) -> str:
    line = error.object.count(b"\n", 0, error.start) + 1
    byte = error.object[error.start]
    return f"not UTF-8: byte 0x{byte:02X} at offset {error.start} (line {line}); save it as UTF-8"
