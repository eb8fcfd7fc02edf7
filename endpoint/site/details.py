"""One fact on a page: /statement/…, /utterance/…, /commitment/… and /pledge/…, with every passage that supports it."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox
from flask import Blueprint, Response

from endpoint.problems import ProblemError
from endpoint.site import facts
from endpoint.site.asking import Row, asked, named_rows, question
from endpoint.site.dues import as_of, due_of
from endpoint.site.facts import Fact
from endpoint.site.links import base
from endpoint.site.page import kept, shown
from endpoint.site.story import story
from endpoint.site.structured import statement_thing

details = Blueprint("details", __name__)
Cards = Callable[[list[str]], list[Fact]]


@details.route("/statement/<path:path>")
@kept
def statement(path: str) -> Response:
    """Who said it, to whom, through which outlet, in which article; what else renders it; what is undertaken in it."""
    node, fact = _fact("statement", path, facts.statements)
    origin, context, others, undertaken, offices = asked(
        question("origin", fact=node),
        question("context", fact=node),
        question("renderings", statement=node),
        question("made-in", statement=node),
        _offices_question(fact),
    )
    renderings, made = [row["statement"] for row in others], [row["fact"] for row in undertaken]
    cards = facts.gathered(renderings, made)
    return shown(
        "statement.html",
        iri=node.value,
        fact=fact,
        structured=statement_thing(fact),
        origin=origin,
        context=_context(context),
        renderings=cards.statements(renderings),
        made=cards.commitments(made),
        roles={row["actor"]: row["role"] for row in offices},
        query=question("everything", fact=node),
    )


@details.route("/utterance/<path:path>")
@kept
def utterance(path: str) -> Response:
    """What was said once, as each article renders it."""
    node = _node("utterance", path)
    renderings = facts.statements(row["statement"] for row in named_rows("utterance", utterance=node))
    if not renderings:
        raise ProblemError("not-found")
    return shown("utterance.html", iri=node.value, renderings=renderings, query=question("utterance", utterance=node))


@details.route("/commitment/<path:path>")
@kept
def commitment(path: str) -> Response:
    """Who undertook what by when, in the words of every article that reports it."""
    node, fact = _fact("commitment", path, facts.commitments)
    return _undertaking("commitment.html", node, fact)


@details.route("/pledge/<path:path>")
@kept
def pledge(path: str) -> Response:
    """Who pledged what to whom, in the words of every article that reports it."""
    node, fact = _fact("pledge", path, facts.pledges)
    return _undertaking("pledge.html", node, fact)


def _undertaking(template: str, node: ox.NamedNode, fact: Fact) -> Response:
    origin, by_article = asked(question("origin", fact=node), question("values-by-article", fact=node))
    day = as_of()
    return shown(
        template,
        iri=node.value,
        fact=fact,
        origin=origin,
        by_article=by_article,
        story=story(node),
        as_of=day.isoformat(),
        due=due_of(fact.all("deadline"), day),
        statements=facts.statements(fact.all("statement")),
        query=question("everything", fact=node),
    )


def _fact(kind: str, path: str, cards: Cards) -> tuple[ox.NamedNode, Fact]:
    """The node of an address and its card; raises ProblemError where there is none."""
    node = _node(kind, path)
    found = cards([node.value])
    if not found:
        raise ProblemError("not-found")
    return node, found[0]


def _node(kind: str, path: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(f"{base()}{kind}/{path}")
    except ValueError as error:
        raise ProblemError("not-found") from error


def _context(rows: list[Row]) -> dict[tuple[str, int], tuple[str, str]]:
    """The words before and after each passage, by its article and where it begins there."""
    return {
        (row["article"], int(row["start"])): _whole_words(row.get("prefix", ""), row.get("suffix", "")) for row in rows
    }


def _whole_words(before: str, after: str) -> tuple[str, str]:
    """What stands around a passage without the words that it begins and ends in."""
    return before[before.find(" ") + 1 :], after[: after.rfind(" ") + 1].rstrip()


def _offices_question(fact: Fact) -> str:
    """Asks for the office or description that the article prints with each speaker."""
    iris = [ox.NamedNode(iri) for iri in fact.all("speaker") if fact.passages]
    where = {"article": ox.NamedNode(fact.passages[0].article)} if fact.passages else {}
    return question("roles", iris=iris, **where)
