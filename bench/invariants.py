"""What holds of every reading and its graph, whatever the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pyoxigraph import RdfFormat, parse

from kg.article import Article
from kg.explain.explanation import explain_reading
from kg.explain.marking import Piece
from kg.explain.page import page
from kg.explain.terminal import lines
from kg.frames import Commitment, Pledge, Reading
from kg.graph import article_quads
from kg.graph_check import check_evidence
from kg.namespaces import BASE
from kg.nquads import serialise
from kg.pipeline import Pipeline
from kg.span import Span
from kg.trace import Trace
from kg.workers import load_rules, pages


def spans(reading: Reading) -> Iterator[tuple[str, Span]]:
    """Every span of a reading with the name of what it is."""
    for mention in reading.mentions:
        yield "mention", mention.span
    for statement in reading.statements:
        yield "content", statement.content
        yield from (("quotation", span) for span in statement.quotations)
        if statement.cue:
            yield "cue", statement.cue
    for undertaking in undertakings(reading):
        yield from (("passage", span) for span in undertaking.mentions)
        if undertaking.deadline:
            yield "deadline", undertaking.deadline.span
    for pledge in reading.pledges:
        if pledge.purpose:
            yield "purpose", pledge.purpose


def undertakings(reading: Reading) -> tuple[Commitment | Pledge, ...]:
    """Commitments and pledges."""
    return (*reading.commitments, *reading.pledges)


def named(reading: Reading) -> Iterator[str]:
    """Every key by which a reading names an actor."""
    yield from (mention.actor for mention in reading.mentions)
    for statement in reading.statements:
        yield from (key for key in (*statement.speakers, statement.via, statement.addressee) if key)
    for undertaking in undertakings(reading):
        yield from parties(undertaking)


def parties(undertaking: Commitment | Pledge) -> tuple[str, ...]:
    """The keys of all whom an undertaking names."""
    if isinstance(undertaking, Pledge):
        return (*undertaking.donors, *undertaking.recipients, *undertaking.channels)
    return (*undertaking.committers, *undertaking.beneficiaries)


def check(reading: Reading) -> None:
    """Spans lie within the text and cover words, whoever is named is known, frames hang together."""
    text = reading.article.text
    for kind, span in spans(reading):
        assert 0 <= span.start < span.end <= len(text), f"{kind} {span}"
        assert span.of(text).strip(), f"{kind} {span}: {span.of(text)!r}"
    assert set(named(reading)) <= reading.actors.keys()
    assert all(statement.speakers for statement in reading.statements)
    assert all(
        statement.content.covers(quotation) for statement in reading.statements for quotation in statement.quotations
    )
    assert all(actor.label.strip() and actor.key == key for key, actor in reading.actors.items())
    for undertaking in undertakings(reading):
        assert undertaking.made_in is None or 0 <= undertaking.made_in < len(reading.statements)
        assert undertaking.mentions
        assert undertaking.donors if isinstance(undertaking, Pledge) else undertaking.committers
        assert undertaking.rule


def check_graph(reading: Reading) -> None:
    """What the graph cites stands in the text to the letter, and the graph can be written down and read again."""
    quads, article = article_quads(reading), reading.article
    cited = {span for statement in reading.statements for span in [statement.content]}
    cited |= {span for undertaking in undertakings(reading) for span in undertaking.mentions}
    assert check_evidence(quads, {article.id: article.text}) >= len(cited)
    assert set(parse(serialise(quads), format=RdfFormat.N_QUADS)) == set(quads)


def check_shapes(articles: Sequence[Article]) -> None:
    """The pages of the articles are as the shapes want them."""
    for made in pages(articles, load_rules, base=BASE):
        assert not made.failure, made.failure
        assert not made.violations, f"{made.article}: {made.violations[0]}"


def check_explanation(reading: Reading, pipeline: Pipeline, trace: Trace) -> None:
    """The explanation shows every word of the text once, in the terminal as on the page."""
    curated = pipeline.lexicon.actors.by_key
    told = explain_reading(reading, curated=curated, labels={}, trace=trace, why=True)
    shown = "".join(leaf for paragraph in told.paragraphs for piece in paragraph.pieces for leaf in leaves(piece))
    assert _bare(shown) == _bare(reading.article.text)
    frames = len(reading.statements) + len(undertakings(reading))
    assert len(told.rows) == frames and len(told.rejected) <= len(trace.rejections)
    assert "".join(lines(told, colours=False)) and page(told)


def _bare(text: str) -> str:
    """A text without what may surround a line."""
    return "".join(text.split()).translate(dict.fromkeys(map(ord, "\ufeff\u200e\u200f")))


def leaves(piece: Piece) -> Iterator[str]:
    """The words of a piece, from first to last."""
    if piece.mark is None:
        yield piece.text
    for inside in piece.inside:
        yield from leaves(inside)


def check_all(article: Article, pipeline: Pipeline) -> Reading:
    """All of it but the shapes; what was looked at makes no difference to what is found, nor does a second reading."""
    trace = Trace()
    reading = pipeline.read(article, trace)
    check(reading)
    assert all(0 <= one.span.start < one.span.end <= len(article.text) for one in trace.rejections)
    assert pipeline.read(replace(article)) == reading
    check_graph(reading)
    check_explanation(reading, pipeline, trace)
    return reading
