"""Article -> Reading: the visible list of steps."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from kg.acting import acting
from kg.agents import find_agents
from kg.amounts import find_amounts
from kg.article import Article
from kg.cast import Cast
from kg.commitments import find_commitments
from kg.dates import find_dates, seen_from, today_of
from kg.document import read_document
from kg.far_names import with_far_names
from kg.frames import Commitment, Pledge, Reading
from kg.inkind import in_kind
from kg.lexicon import Lexicon, load_lexicon
from kg.mentions import find_mentions
from kg.outcomes import OutcomeReader
from kg.phrases import find_phrases
from kg.places import Cover
from kg.pledges import PledgeReader
from kg.records import dataclass, replace
from kg.rules import with_confidence
from kg.setting import Setting
from kg.span import Span
from kg.statements import StatementReader
from kg.towns import enter_towns
from kg.trace import Trace

Promise = TypeVar("Promise", Commitment, Pledge)


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The extractor with its tables loaded; safe to use for any number of articles."""

    lexicon: Lexicon

    def read(self, article: Article, trace: Trace | None = None) -> Reading:
        """Read one article: who is named, who says what, who undertakes and pledges what, and what became
        of it.

        What might have been read so and was not goes to `trace`.
        """
        with without_collector():
            return self._read(article, trace)

    def _read(self, article: Article, trace: Trace | None) -> Reading:
        document = read_document(article)
        dates = find_dates(document.folded, anchor=article.published)
        times = tuple(time for time in dates if document.holds(time.span))
        if (today := today_of(times, article.published)) != article.published:
            document = replace(document, today=today)
            times = tuple(seen_from(time, today) for time in times)
        cast = Cast(document, self.lexicon)
        phrases = tuple(with_far_names(document, self.lexicon, find_phrases(document, self.lexicon)))
        agents = find_agents(document, phrases, cast)
        reader = StatementReader(document, self.lexicon, cast, agents, times, trace)
        statements = with_confidence("statement", reader.read())
        setting = Setting(document, self.lexicon, cast, agents, reader.speakers, statements, times, trace)
        commitments, pledges = _undertakings(setting)
        enter_towns(setting, pledges)
        outcomes = OutcomeReader(setting).read((*commitments, *pledges))
        _enter_publisher(cast)
        parts = acting(statements, commitments, pledges, outcomes)
        mentions = find_mentions(document, self.lexicon, cast, agents, parts)
        cast.keep(parts | {mention.actor for mention in mentions})
        cast.enter_owners()
        return Reading(
            article,
            dict(cast.actors),
            mentions,
            statements,
            with_confidence("commitment", commitments),
            with_confidence("pledge", pledges),
            with_confidence("outcome", outcomes),
        )


@contextmanager
def without_collector() -> Iterator[None]:
    """Meanwhile no search for cyclic garbage: a reading leaves next to none, and the search would cost an eighth."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def load() -> Pipeline:
    """Load the tables; raises TableError."""
    return Pipeline(load_lexicon())


def _undertakings(setting: Setting) -> tuple[tuple[Commitment, ...], tuple[Pledge, ...]]:
    """Commitments and pledges; a passage that pledges a sum expresses no commitment beside it."""
    held = (amount for amount in find_amounts(setting.document.folded) if setting.document.holds(amount.span))
    quantified = PledgeReader(setting, tuple(amount for amount in held if amount.value > 0)).read()
    commitments, gifts = in_kind(find_commitments(setting), setting)
    pledged = Cover((span.start, span.end, span) for pledge in quantified for span in pledge.mentions)

    return tuple(_apart(commitments, pledged)), (*quantified, *_apart(gifts, pledged))


def _apart(frames: Iterable[Promise], pledged: Cover[Span]) -> Iterator[Promise]:
    """The frames without the passages that pledge a sum, as far as any is left."""
    for frame in frames:
        left = tuple(span for span in frame.mentions if not any(pledged.meeting(span.start, span.end)))
        if left:
            yield frame if left == frame.mentions else replace(frame, mentions=left)


def _enter_publisher(cast: Cast) -> None:
    """The outlet that published the article is one of its actors when a table knows it."""
    publisher = cast.document.article.publisher
    if publisher and (known := cast.lexicon.named(publisher)) and known.type == "MediaOutlet":
        cast.enter(known, publisher)
