"""The lists of facts: /statements, /commitments, /pledges and /actors, each with facets, and as data."""

from __future__ import annotations

import pyoxigraph as ox
from flask import Blueprint, Response, redirect, request, url_for

from endpoint.problems import ProblemError
from endpoint.site import facts
from endpoint.site.actors import actors
from endpoint.site.asking import named_rows
from endpoint.site.dues import Due, as_of, due_of, overdue_filter
from endpoint.site.listing import Facet, Found, Listing, find
from endpoint.site.page import kept, shown
from endpoint.site.totals import BY, by_of, totals, totals_query

statements = Blueprint("statements", __name__)
commitments = Blueprint("commitments", __name__)
pledges = Blueprint("pledges", __name__)

OUTLET = "?item mq:evidence/oa:hasSource/schema:publisher ?value ."
STATEMENTS = Listing(
    single=True,
    items="?item a mq:Statement .",
    facets=(
        Facet("speaker", "?item mq:speaker ?value ."),
        Facet("act", "?item mq:speechAct ?value .", "act"),
        Facet("kind", "?item mq:speaker/a ?value . FILTER (?value != mq:Actor)", "class"),
        Facet("month", "?item mq:statedOn ?said . BIND (SUBSTR(STR(?said), 1, 7) AS ?value)", "text"),
        Facet("addressee", "?item mq:addressee ?value ."),
        Facet("via", "?item mq:via ?value ."),
        Facet("publisher", OUTLET),
    ),
    orders={
        "newest": ("OPTIONAL { ?item mq:statedOn ?when }", "DESC(?when)"),
        "oldest": ("?item mq:statedOn ?when .", "ASC(?when)"),
        "surest": ("?item mq:confidence ?sure .", "DESC(?sure)"),
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
COMMITMENTS = Listing(
    items="?item a mq:Commitment .",
    facets=(
        Facet("committer", "?item mq:committer ?value ."),
        Facet("beneficiary", "?item mq:beneficiary ?value ."),
        Facet("topic", "?item mq:topic ?value .", "topic"),
        Facet("modality", "?item mq:modality ?value .", "modality"),
        Facet("year", "?item mq:deadline ?by . BIND (SUBSTR(STR(?by), 1, 4) AS ?value)", "text"),
        Facet("publisher", OUTLET),
    ),
    orders={
        "deadline": ("OPTIONAL { ?item mq:deadline ?when } BIND (!BOUND(?when) AS ?open)", "ASC(?open) ASC(?when)"),
        "latest": ("OPTIONAL { ?item mq:deadline ?when }", "DESC(?when)"),
    },
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
        Facet("donor", "?item mq:donor ?value ."),
        Facet("recipient", "?item mq:recipient ?value ."),
        Facet("sector", "?item mq:sector ?value .", "sector"),
        Facet("unit", "?item mq:unit ?value .", "unit"),
        Facet("status", "?item mq:aidStatus ?value .", "aid-status"),
        Facet("publisher", OUTLET),
    ),
    orders={
        "amount": ("OPTIONAL { ?item mq:amount ?amount }", "DESC(?amount)"),
        "deadline": ("OPTIONAL { ?item mq:deadline ?when } BIND (!BOUND(?when) AS ?open)", "ASC(?open) ASC(?when)"),
    },
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
        "named": (
            "OPTIONAL { SELECT ?item (COUNT(*) AS ?times) WHERE { ?a mq:mentions ?item } GROUP BY ?item }",
            "DESC(?times)",
        ),
        "speaking": (
            "{ SELECT ?item (COUNT(*) AS ?times) WHERE { ?s mq:speaker ?item } GROUP BY ?item }",
            "DESC(?times)",
        ),
        "name": ('?item rdfs:label ?label FILTER (LANG(?label) = "ar")', "ASC(?label)"),
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
    return _shown("commitments", COMMITMENTS, found, more, cards=cards, dues=dues, as_of=day.isoformat())


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
