"""What is known of who speaks: a cue's subject, and what a reader keeps in mind between sentences."""

from __future__ import annotations

from dataclasses import field
from typing import Protocol

from kg.agents import Agent
from kg.inflection import Form
from kg.lexicon import Gender
from kg.records import dataclass


class VerbAt(Protocol):
    """A verb at a token, with what is written before it and the form that its subject must agree with."""

    @property
    def token(self) -> int: ...  # noqa: D102

    @property
    def clitic(self) -> str: ...  # noqa: D102

    @property
    def form(self) -> Form: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Subject:
    """Who a cue's speakers are, where the search for the content goes on, and by which rule they were found."""

    speakers: tuple[str, ...]
    after: int
    rule: str
    addressee: str | None = None
    via: str | None = None


@dataclass
class Discourse:
    """What a reader keeps in mind from sentence to sentence; `heard` are all speakers, those heard last at its end,
    `genders` those of the verbs that they were last the subjects of, `paper` that of the document which spoke last,
    `papers` who spoke last through a document of a noun, and where it was named.
    """

    speakers: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    issued_at: int = 0
    via: str | None = None
    by_sentence: dict[int, tuple[str, ...]] = field(default_factory=dict)
    heard: dict[tuple[str, ...], None] = field(default_factory=dict)
    genders: dict[str, Gender] = field(default_factory=dict)
    paper: Gender | None = None
    papers: dict[str, tuple[tuple[str, ...], int]] = field(default_factory=dict)

    def issue(self, issuers: tuple[str, ...], token: int) -> None:
        """Keep in mind whose document speaks at a token."""
        self.issuers, self.issued_at = issuers, token

    def hear(self, speakers: tuple[str, ...]) -> None:
        """Keep in mind who spoke last."""
        self.speakers = speakers
        self.heard.pop(speakers, None)
        self.heard[speakers] = None


def is_document(agent: Agent) -> bool:
    """Whether the words name a document rather than an actor: البيان، الانسحاب من الاتفاق."""
    return agent.phrase.source is not None and agent.phrase.source.source.kind == "document"
