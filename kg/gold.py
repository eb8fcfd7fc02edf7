"""Annotations of an article by a careful reader (YAML) -> typed entries, their words found in its text.

Words are annotated as they stand in the text, with `nth` when they stand there more than once. What a reader may find
or leave is `optional`; whom one could name as well stands under `speaker_also`, `donor_also` and so on.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import yaml

from kg.article import Article
from kg.span import Span

Entry = TypeVar("Entry")
Fields = dict[str, Any]
# What may stand before the headline without being part of it.
_BEFORE_HEADLINE = "\ufeff \r\n"


class GoldError(ValueError):
    """An annotation that cannot be read or does not fit its text; the message names file and entry."""


class Role(NamedTuple):
    """Who fills a role, by key: those who must be `named`, and those who could be named `also`."""

    named: tuple[str, ...]
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldActor:
    """Someone the article names."""

    key: str
    names: tuple[str, ...]
    anonymous: bool = False
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class GoldStatement:
    """An attributed utterance; `acts` are the speech acts it can be taken for, `quotes` the words quoted directly."""

    spans: tuple[Span, ...]
    cue: Span
    speaker: Role
    via: Role
    acts: frozenset[str]
    quotes: tuple[str, ...]
    said_on: str | None
    optional: bool

    @property
    def content(self) -> Span:
        """What is attributed."""
        return self.spans[0]


@dataclass(frozen=True, slots=True)
class GoldCommitment:
    """An undertaking; `spans` are all passages that express it, best first; `deadline` is ISO 8601 as far as known."""

    spans: tuple[Span, ...]
    committer: Role
    deadline: str | None
    modality: str
    topic: str
    optional: bool


@dataclass(frozen=True, slots=True)
class GoldPledge:
    """Resources given or promised; without `amount` they are not quantified; `units` are those it can be counted in."""

    spans: tuple[Span, ...]
    donor: Role
    recipient: Role
    amount: Decimal | None
    units: frozenset[str]
    optional: bool


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An annotated article."""

    article: Article
    actors: dict[str, GoldActor]
    statements: tuple[GoldStatement, ...]
    commitments: tuple[GoldCommitment, ...]
    pledges: tuple[GoldPledge, ...]


class GoldFile:
    """The annotations of one article; `doc` is the article's id. Raises GoldError, or OSError if it cannot be read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        fields = _parse(path)
        if not isinstance(fields, dict) or "doc" not in fields:
            raise GoldError(f"{path}: expected annotations of one article, with the article's name under 'doc'")
        self.doc = str(fields["doc"])
        self._fields: Fields = fields

    def on(self, article: Article) -> GoldArticle:
        """The annotations, their words found in the article's text; raises GoldError."""
        if article.id != self.doc:
            raise GoldError(f"{self.path}: these are annotations of {self.doc}, not of {article.id}")
        actors = {actor.key: actor for actor in self._entries("actors", _actor)}
        passages = _Passages(article.text, actors)
        return GoldArticle(
            article,
            actors,
            self._entries("statements", passages.statement),
            self._entries("commitments", passages.commitment),
            self._entries("pledges", passages.pledge),
        )

    def _entries(self, kind: str, read: Callable[[Fields], Entry]) -> tuple[Entry, ...]:
        """All entries of a kind; those of a mapping get their key as the field `key`."""
        given = self._fields.get(kind) or []
        listed = [{"key": key, **fields} for key, fields in given.items()] if isinstance(given, dict) else given
        entries = []
        for number, fields in enumerate(listed, 1):
            try:
                entries.append(read(fields))
            except KeyError as error:
                raise GoldError(f"{self.path}: {kind}, entry {number}: the field {error} is missing") from None
            except (ValueError, TypeError, AttributeError) as error:
                raise GoldError(f"{self.path}: {kind}, entry {number}: {error}") from error
        return tuple(entries)


def gold_files(folder: Path) -> list[GoldFile]:
    """The annotations in a folder (`*.yaml`), by name; raises GoldError if there are none or one cannot be read."""
    files = [GoldFile(path) for path in sorted(folder.glob("*.yaml"))]
    if not files:
        raise GoldError(f"{folder}: no annotations here; expected a folder with .yaml files")
    return files


def find(text: str, words: str, nth: int = 1) -> Span:
    """Where words stand in a text for the nth time; raises ValueError if they do not."""
    start = -1
    for _ in range(nth):
        start = text.find(words, start + 1)
        if start < 0:
            raise ValueError(f"these words do not stand in the text {nth} times: {words[:60]!r}")
    return Span(start, start + len(words))


class _Passages:
    """Entries of one text."""

    def __init__(self, text: str, actors: Container[str]) -> None:
        self._text, self._actors = text, actors
        begin = len(text) - len(text.lstrip(_BEFORE_HEADLINE))
        self._headline = Span(begin, begin + len(text[begin:].partition("\n")[0]))

    def statement(self, fields: Fields) -> GoldStatement:
        content = self._spans(fields["content"])
        return GoldStatement(
            spans=content,
            cue=self._spans(fields["cue"])[0],
            speaker=self._role(fields, "speaker"),
            via=self._role(fields, "via"),
            acts=frozenset(_choices(fields, "act")),
            quotes=tuple(quote["text"] for quote in _listed(fields.get("quotes"))),
            said_on=_text(fields.get("date")),
            # What the headline says the body says again.
            optional=_optional(fields) or content[0].start < self._headline.end,
        )

    def commitment(self, fields: Fields) -> GoldCommitment:
        return GoldCommitment(
            spans=self._spans(fields["mentions"]),
            committer=self._role(fields, "committer"),
            deadline=_text(fields.get("deadline")),
            modality=fields["modality"],
            topic=fields["topic"],
            optional=_optional(fields),
        )

    def pledge(self, fields: Fields) -> GoldPledge:
        return GoldPledge(
            spans=self._spans(fields["evidence"]),
            donor=self._role(fields, "donor"),
            recipient=self._role(fields, "recipient"),
            amount=_number(fields["amount"]) if fields["quantified"] else None,
            units=frozenset(_choices(fields, "unit")),
            optional=_optional(fields),
        )

    def _spans(self, given: Any) -> tuple[Span, ...]:
        return tuple(find(self._text, words["text"], words.get("nth", 1)) for words in _listed(given))

    def _role(self, fields: Fields, role: str) -> Role:
        named, also = _listed(fields.get(role)), _listed(fields.get(f"{role}_also"))
        for key in (*named, *also):
            if key not in self._actors:
                raise ValueError(f"{role}: there is no actor {key!r} among the article's actors")
        return Role(tuple(named), tuple(also))


def _parse(path: Path) -> Any:
    try:
        return yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise GoldError(f"{path}:{line}: not valid YAML: {error.problem or error.context}") from error
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise GoldError(f"{path}: not valid YAML in UTF-8: {error}") from error


def _actor(fields: Fields) -> GoldActor:
    unnamed = fields.get("type") == "AnonymousSource"
    return GoldActor(fields["key"], tuple(fields["names"]), unnamed, fields.get("wikidata"))


def _choices(fields: Fields, name: str) -> list[str]:
    return [str(value) for value in _listed(fields.get(name)) + _listed(fields.get(f"{name}_also"))]


def _listed(value: Any) -> list[Any]:
    """A list, a single value as a list of one, nothing as an empty one."""
    return value if isinstance(value, list) else [value] if value else []


def _text(value: Any) -> str | None:
    """A date in YAML is read as one unless its day is missing."""
    return str(value) if value else None


def _number(value: Any) -> Decimal:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        raise ValueError(f"amount: expected a number, found {value!r}") from None


def _optional(fields: Fields) -> bool:
    return bool(fields.get("optional"))
