"""What is read out of an article: actors, statements, commitments, pledges. No RDF here, no Arabic either.

Terms follow attribution corpora (PARC 3, https://aclanthology.org/L16-1619/): a *cue* links a *source* to a *content*.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date
from decimal import Decimal
from typing import Literal

from kg.article import Article
from kg.records import dataclass
from kg.span import Span

ActorType = Literal[
    "Person",
    "Country",
    "GovernmentBody",
    "PoliticalParty",
    "ArmedGroup",
    "Coalition",
    "InternationalOrganization",
    "MediaOutlet",
    "ThinkTank",
    "Company",
    "Group",
    "AnonymousSource",
]
Granularity = Literal["day", "month", "year"]
OutcomeKind = Literal["kept", "broken", "delayed", "softened", "withdrawn"]


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it is known; `text` is its ISO 8601 form: 2021-12-31, 2021-10 or 2021."""

    day: date
    granularity: Granularity = "day"

    @property
    def text(self) -> str:
        """ISO 8601 form, cut at the granularity."""
        return self.day.isoformat()[: {"day": 10, "month": 7, "year": 4}[self.granularity]]


@dataclass(frozen=True, slots=True)
class Actor:
    """An agent that an article names.

    `key` is the key of the curated entry (`curated` true), else one made from the name (same name, same key everywhere)
    or, for anonymous sources and groups by description (`local` true), one that holds within its article only.
    `of` holds the keys of the actors it belongs to (a ministry's country, an anonymous official's state).
    """

    key: str
    type: ActorType
    label: str
    names: tuple[str, ...] = ()
    role: str | None = None
    of: tuple[str, ...] = ()
    curated: bool = False
    local: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where an article names an actor."""

    span: Span
    actor: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One attributed utterance as one article renders it.

    Actors are given by key; `quotations` are spans without the quote marks.
    """

    content: Span
    cue: Span | None
    speakers: tuple[str, ...]
    act: str
    quotations: tuple[Span, ...] = ()
    said_on: date | None = None
    via: str | None = None
    addressee: str | None = None
    rule: str = ""
    confidence: Decimal = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when: the date, and the words that say so."""

    date: PartialDate
    span: Span


@dataclass(frozen=True, slots=True)
class Commitment:
    """One undertaking.

    `mentions` are the passages that express it, best one first; `made_in` is an index into the reading's statements.
    """

    mentions: tuple[Span, ...]
    committers: tuple[str, ...]
    beneficiaries: tuple[str, ...] = ()
    deadline: Deadline | None = None
    modality: str = "firm"
    topic: str = "other"
    made_in: int | None = None
    rule: str = ""
    confidence: Decimal = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Pledge:
    """Resources one actor gives or will give to another.

    `amount` is the plain number, `unit` an ISO 4217 code or a unit's key (dose, ton…). `part_of` is the first passage
    of the pledge in whose amount this one is counted.
    """

    mentions: tuple[Span, ...]
    donors: tuple[str, ...]
    recipients: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    amount: Decimal | None = None
    unit: str | None = None
    approximate: bool = False
    purpose: Span | None = None
    sector: str = "other"
    status: Literal["pledged", "committed", "disbursed"] = "pledged"
    deadline: Deadline | None = None
    modality: str = "firm"
    topic: str = "other"
    made_in: int | None = None
    part_of: Span | None = None
    rule: str = ""
    confidence: Decimal = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an undertaking, as an article tells it.

    `actors` are those who undertook it; `about` is the passage of the article, where it has one, that expresses the
    undertaking; `made_in` is an index into the reading's statements, where somebody says so.
    """

    mentions: tuple[Span, ...]
    actors: tuple[str, ...]
    kind: OutcomeKind
    day: date | None = None
    about: Span | None = None
    made_in: int | None = None
    rule: str = ""
    confidence: Decimal = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read out of one article. `actors` maps key to actor and holds all that the other fields name."""

    article: Article
    actors: dict[str, Actor] = field(default_factory=dict)
    mentions: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    pledges: tuple[Pledge, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
