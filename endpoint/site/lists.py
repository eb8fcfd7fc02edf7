"""The lists of facts: /statements, /commitments, /pledges and /actors, each with facets, and as data."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
from flask import Blueprint, Response, redirect, request, url_for

from endpoint.problems import ProblemError
from endpoint.site import facts
from endpoint.site.actors import actors
from endpoint.site.asking import named_rows
from endpoint.site.calendar import calendar
from endpoint.site.dues import Due, as_of, due_of, overdue_filter
from endpoint.site.listing import Facet, Found, Listing, find
from endpoint.site.ordering import Order
from endpoint.site.page import kept, shown
from endpoint.site.totals import BY, by_of, totals, totals_query

statements = Blueprint("statements", __name__)
commitments = Blueprint("commitments", __name__)
pledges = Blueprint("pledges", __name__)


def _outlet(kind: str) -> Facet:
    """Who printed the article that tells it, whose graph holds it; the few articles come first."""
    told = f"GRAPH ?paper {{ ?item a {kind} }}"
    return Facet("publisher", f"{{ SELECT ?paper ?value {{ ?paper schema:publisher ?value }} }} {told}", tells=True)


STATEMENTS = Listing(
    items="?item a mq:Statement .",
    facets=(
        Facet("speaker", "?item mq:speaker ?value .", tells=True),
        Facet("act", "?item mq:speechAct ?value .", "act", tells=True),
        Facet(
            "kind",
            "?who a mq:Actor, ?value . FILTER (?value != mq:Actor) ?item mq:speaker ?who .",
            "class",
            tells=True,
        ),
        Facet("month", "?item mq:statedOn ?on .", "month", tells=True),
        Facet("addressee", "?item mq:addressee ?value .", tells=True),
        Facet("via", "?item mq:via ?value .", tells=True),
        _outlet("mq:Statement"),
    ),
    orders={
        "newest": Order("?item mq:statedOn ?key .", single=True, tells=True),
        "oldest": Order("?item mq:statedOn ?key .", downwards=False, single=True, tells=True),
        "surest": Order("?item mq:confidence ?key .", single=True),
    },
    columns="?item ?when ?speaker ?speaker_name ?act ?content ?article ?start ?end",
    details="""?item mq:speaker ?speaker ; mq:content ?content ; mq:evidence ?evidence .
  ?evidence oa:hasSource ?article ; oa:hasSelector ?selector .
  ?selector oa:start ?start ; oa:end ?end .
  OPTIONAL { ?item mq:statedOn ?when }
  OPTIONAL { ?item mq:speechAct ?act }
  OPTIONAL { ?speaker rdfs:label ?speaker_name FILTER (LANG(?speaker_name) = "ar") }""",
)
UNDERTAKING = """OPTIONAL { ?item mq:deadline ?deadline }
  OPTIONAL { ?item rdfs:label ?words }"""
DEADLINE = Order("?item mq:deadline ?key .", downwards=False, tells=True)
COMMITMENTS = Listing(
    items="?item a mq:Commitment .",
    facets=(
        Facet("committer", "?item mq:committer ?value .", tells=True),
        Facet("beneficiary", "?item mq:beneficiary ?value .", tells=True),
        Facet("topic", "?item mq:topic ?value .", "topic", tells=True),
        Facet("modality", "?item mq:modality ?value .", "modality", tells=True),
        Facet("year", "?item mq:deadline ?on .", "year", tells=True),
        Facet("deadline", "?item mq:deadline ?on .", "month", tells=True, drawn=True),
        _outlet("mq:Commitment"),
    ),
    orders={"deadline": DEADLINE, "latest": Order("?item mq:deadline ?key .", tells=True)},
    columns="?item ?committer ?committer_name ?beneficiary ?topic ?modality ?deadline ?words",
    details=f"""?item mq:committer ?committer .
  OPTIONAL {{ ?item mq:beneficiary ?beneficiary }}
  OPTIONAL {{ ?item mq:topic ?topic }}
  OPTIONAL {{ ?item mq:modality ?modality }}
  {UNDERTAKING}
  OPTIONAL {{ ?committer rdfs:label ?committer_name FILTER (LANG(?committer_name) = "ar") }}""",
)
PLEDGES = Listing(
    items="?item a mq:AidPledge .",
    facets=(
        Facet("donor", "?item mq:donor ?value .", tells=True),
        Facet("recipient", "?item mq:recipient ?value .", tells=True),
        Facet("sector", "?item mq:sector ?value .", "sector", tells=True),
        Facet("unit", "?item mq:unit ?value .", "unit", tells=True),
        Facet("status", "?item mq:aidStatus ?value .", "aid-status", tells=True),
        _outlet("mq:AidPledge"),
    ),
    orders={"amount": Order("?item mq:amount ?key .", tells=True), "deadline": replace(DEADLINE, tells=False)},
    columns="?item ?donor ?donor_name ?recipient ?recipient_name ?amount ?unit ?sector ?status ?deadline ?words",
    details=f"""?item mq:donor ?donor .
  OPTIONAL {{ ?item mq:recipient ?recipient }}
  OPTIONAL {{ ?item mq:amount ?amount ; mq:unit ?unit }}
  OPTIONAL {{ ?item mq:sector ?sector }}
  OPTIONAL {{ ?item mq:aidStatus ?status }}
  {UNDERTAKING}
  OPTIONAL {{ ?donor rdfs:label ?donor_name FILTER (LANG(?donor_name) = "ar") }}
  OPTIONAL {{ ?recipient rdfs:label ?recipient_name FILTER (LANG(?recipient_name) = "ar") }}""",
)
ACTORS = Listing(
    items="?item a mq:Actor .",
    facets=(
        Facet("kind", "?item a ?value . FILTER (?value != mq:Actor)", "class"),
        Facet("affiliation", "?item mq:affiliation ?value ."),
        Facet("office", "?tenure mq:holder ?item ; mq:office ?value .", "office"),
    ),
    orders={
        "named": Order(
            "{ SELECT ?item (COUNT(*) AS ?key) WHERE { ?a mq:mentions ?item } GROUP BY ?item }", single=True
        ),
        "speaking": Order(
            "{ SELECT ?item (COUNT(*) AS ?key) WHERE { ?s mq:speaker ?item } GROUP BY ?item }", single=True
        ),
        "name": Order('?item rdfs:label ?key FILTER (LANG(?key) = "ar")', downwards=False),
    },
    columns="?item ?kind ?name ?english ?wikidata",
    details="""?item a ?kind . FILTER (?kind != mq:Actor)
  OPTIONAL { ?item rdfs:label ?name FILTER (LANG(?name) = "ar") }
  OPTIONAL { ?item rdfs:label ?english FILTER (LANG(?english) = "en") }
  OPTIONAL { ?item owl:sameAs ?wikidata }""",
)
DATA = {"csv": "csv", "tsv": "tsv", "json": "json", "ttl": "ttl", "jsonld": "jsonld"}


@statements.route("/statements")
@kept
def index() -> Response:
    """The statements that the choices leave, newest first."""
    found = find(STATEMENTS, request.args)
    return _shown("statements", STATEMENTS, found, cards=facts.statements(found.items))


@commitments.route("/commitments", endpoint="index")
@kept
def tracker() -> Response:
    """The commitments that the choices leave, soonest deadline first; whether it has passed on the day asked for."""
    day = as_of()
    more = overdue_filter(request.args.get("due"), day)
    found = find(COMMITMENTS, request.args, more)
    cards = facts.commitments(found.items)
    dues: dict[str, Due] = {fact.iri: due_of(fact.all("deadline"), day) for fact in cards}
    more_of_it = {"as_of": day.isoformat(), "calendar": calendar(found.options["deadline"], day)}
    return _shown("commitments", COMMITMENTS, found, more, cards=cards, dues=dues, **more_of_it)


@pledges.route("/pledges", endpoint="index")
@kept
def aid() -> Response:
    """The aid pledges that the choices leave, largest first, and what they come to."""
    found, by = find(PLEDGES, request.args), by_of(request.args)
    chosen = PLEDGES.chosen(request.args)
    sums, behind = totals(PLEDGES, chosen, by), totals_query(PLEDGES, chosen, by)
    cards = facts.pledges(found.items)
    return _shown("pledges", PLEDGES, found, cards=cards, totals=sums, totals_query=behind, by=by, ways=BY)


def _shown(name: str, listing: Listing, found: Found, more: str = "", **context: object) -> Response:
    chosen, order = listing.chosen(request.args), request.args.get("order")
    query = listing.data_query(chosen, order, more)
    return shown(f"{name}.html", list_name=name, listing=listing, found=found, chosen=chosen, query=query, **context)


@actors.route("/actors", endpoint="index")
@kept
def who() -> Response:
    """The actors that the choices leave, those first who are named in most articles."""
    found = find(ACTORS, request.args)
    items = [ox.NamedNode(iri) for iri in found.items]
    rows = named_rows("actor-cards", iris=items) if items else []
    cards = {str(row["item"]): row for row in rows}
    return _shown("actors", ACTORS, found, cards=[cards[iri] for iri in found.items if iri in cards])


@statements.route("/statements.<extension>")
def data(extension: str) -> Response:
    """The whole list in a format of data."""
    return list_data_of(STATEMENTS, extension)


@commitments.route("/commitments.<extension>", endpoint="data")
def commitments_data(extension: str) -> Response:
    """The whole list in a format of data."""
    return list_data_of(COMMITMENTS, extension, overdue_filter(request.args.get("due"), as_of()))


@pledges.route("/pledges.<extension>", endpoint="data")
def pledges_data(extension: str) -> Response:
    """The whole list in a format of data."""
    return list_data_of(PLEDGES, extension)


@actors.route("/actors.<extension>", endpoint="data")
def actors_data(extension: str) -> Response:
    """The whole list in a format of data."""
    return list_data_of(ACTORS, extension)


def list_data_of(listing: Listing, extension: str, more: str = "") -> Response:
    """The way to the answer of the list's own query: it comes as all answers do, whole or streamed, with its ETag."""
    if extension not in DATA:
        raise ProblemError("not-found")
    chosen = listing.chosen(request.args)
    graph = extension in ("ttl", "jsonld")
    query = listing.graph_query(chosen, more) if graph else listing.data_query(chosen, request.args.get("order"), more)
    return redirect(url_for("sparql.ask", extension=DATA[extension], query=query), 303)  # type: ignore[return-value]
