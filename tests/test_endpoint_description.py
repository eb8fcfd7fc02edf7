"""What the service says of itself, read back as RDF."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from published_store import publish_trig

from endpoint import Config, create_app

PREFIXES = {
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "void": "http://rdfs.org/ns/void#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "mq": "https://w3id.org/mithaq/ontology#",
    "dcterms": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
}


def graph_at(client: FlaskClient, path: str) -> ox.Store:
    answer = client.get(path, headers={"Accept": "text/turtle"})
    assert answer.content_type == "text/turtle; charset=utf-8"
    store = ox.Store()
    store.load(answer.data, format=ox.RdfFormat.TURTLE, base_iri="http://localhost/")
    return store


def holds(store: ox.Store, pattern: str) -> bool:
    return bool(store.query(f"ASK {{ {pattern} }}", prefixes=PREFIXES))


@pytest.mark.parametrize(
    "pattern",
    [
        "?s a sd:Service ; sd:endpoint <http://localhost/sparql>",
        "?s sd:supportedLanguage sd:SPARQL11Query",
        "?s sd:feature sd:UnionDefaultGraph",
        "?s sd:extensionFunction mq:fold, mq:matches ; sd:propertyFeature mq:search",
        "?s sd:resultFormat <http://www.w3.org/ns/formats/SPARQL_Results_JSON>, <http://www.w3.org/ns/formats/Turtle>",
        "?s sd:defaultDataset/sd:defaultGraph/void:triples ?n FILTER(?n > 10)",
        "?s sd:availableGraphs/sd:namedGraph [ sd:name <https://w3id.org/mithaq/id/article/a1> ;"
        " sd:graph/void:triples ?n ] FILTER(?n > 10)",
    ],
)
def test_service_description_says(client: FlaskClient, pattern: str) -> None:
    assert holds(graph_at(client, "/sparql"), pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "?d void:entities ?n ; void:distinctSubjects ?m FILTER(?n = 8 && ?n < ?m)",
        "?d void:classPartition [ void:class mq:Statement ; void:entities 1 ]",
        "?d void:propertyPartition [ void:property mq:speaker ; void:triples 1 ]",
        "?links a void:Linkset ; void:linkPredicate owl:sameAs ; void:triples 1",
        "?d void:dataDump <http://localhost/dump.ttl.gz> ; void:sparqlEndpoint <http://localhost/sparql>",
        "?d void:exampleResource <https://w3id.org/mithaq/id/article/a1>",
        "?d void:documents 2",
    ],
)
def test_dataset_description_says(client: FlaskClient, pattern: str) -> None:
    assert holds(graph_at(client, "/.well-known/void"), pattern)


def test_partition_of_classes_counts_what_a_query_counts(client: FlaskClient) -> None:
    described = graph_at(client, "/void").query(
        "SELECT ?c ?n { ?d void:classPartition [ void:class ?c ; void:entities ?n ] }", prefixes=PREFIXES
    )
    counted = client.get(
        "/sparql.csv", query_string={"query": "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c } GROUP BY ?c"}
    )
    assert isinstance(described, ox.QuerySolutions)
    assert {f"{row['c'].value},{row['n'].value}" for row in described} == set(counted.text.split()[1:])


@pytest.mark.parametrize(
    "pattern",
    [
        "?c a dcat:Catalog ; dcat:dataset ?d ; dcat:service ?s . ?s dcat:endpointURL <http://localhost/sparql>",
        "?d dcat:distribution [ dcat:downloadURL <http://localhost/dump.nq.gz> ; dcat:byteSize ?n ] FILTER(?n > 100)",
        '?d dcterms:title "ميثاق"@ar ; dcterms:license ?licence',
    ],
)
def test_catalogue_says(client: FlaskClient, pattern: str) -> None:
    assert holds(graph_at(client, "/catalog"), pattern)


@pytest.mark.parametrize("path", ["/sparql", "/void", "/catalog"])
@pytest.mark.parametrize(
    "media_type", ["application/rdf+xml", "application/ld+json", "application/n-triples", "application/trig"]
)
def test_description_comes_in_every_format(client: FlaskClient, path: str, media_type: str) -> None:
    answer = client.get(path, headers={"Accept": media_type})
    assert (answer.status_code, answer.mimetype) == (200, media_type)
    read = ox.parse(answer.data, format=ox.RdfFormat.from_media_type(media_type), base_iri="http://localhost/")
    assert len(list(read)) > 10


def test_description_comes_by_suffix_and_by_name(client: FlaskClient) -> None:
    assert client.get("/void.rdf").mimetype == "application/rdf+xml"
    assert client.get("/catalog.jsonld").mimetype == "application/ld+json"
    assert client.get("/sparql?format=nt").mimetype == "application/n-triples"
    assert client.get("/void.docx").status_code == 404


def test_browser_gets_the_form_and_a_program_the_description(client: FlaskClient) -> None:
    browser = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    assert client.get("/sparql", headers=browser).mimetype == "text/html"
    assert client.get("/sparql").mimetype == "text/turtle"
    assert client.get("/sparql", headers={"Accept": "image/png"}).status_code == 406


def test_unchanged_description_is_not_sent_again(client: FlaskClient) -> None:
    tag = client.get("/void").headers["ETag"]
    assert client.get("/void", headers={"If-None-Match": tag}).status_code == 304


def test_new_version_is_described_anew(tmp_path: Path) -> None:
    publish_trig(tmp_path)
    app = create_app(Config(tmp_path, workers=1))
    try:
        assert not holds(graph_at(app.test_client(), "/void"), "?d void:sparqlEndpoint ?e ; void:triples 1")
        publish_trig(tmp_path, "<http://x/g> { <http://x/a> <http://x/b> <http://x/c> }")
        assert holds(graph_at(app.test_client(), "/void"), "?d void:sparqlEndpoint ?e ; void:triples 1")
    finally:
        app.extensions["mithaq"].engine.close()


QUERY_TYPES = [("ASK {}", "application/sparql-query"), ("query=ASK%7B%7D", "application/x-www-form-urlencoded")]


@pytest.mark.parametrize(("body", "media_type"), QUERY_TYPES)
def test_query_method_asks_with_a_body(client: FlaskClient, body: str, media_type: str) -> None:
    answer = client.open("/sparql", method="QUERY", data=body, content_type=media_type)
    assert (answer.status_code, answer.json) == (200, {"head": {}, "boolean": True})


def test_query_method_is_told_of_and_conditional(client: FlaskClient) -> None:
    assert "application/sparql-query" in client.get("/sparql").headers["Accept-Query"]
    assert "QUERY" in client.options("/sparql").headers["Allow"]
    asked = {"method": "QUERY", "data": "ASK {}", "content_type": "application/sparql-query"}
    tag = client.open("/sparql", **asked).headers["ETag"]  # type: ignore[arg-type]
    again = client.open("/sparql", **asked, headers={"If-None-Match": tag})  # type: ignore[arg-type]
    assert again.status_code == 304


SUFFIXES = [
    ("json", "application/sparql-results+json"),
    ("srx", "application/sparql-results+xml"),
    ("csv", "text/csv"),
    ("tsv", "text/tab-separated-values"),
    ("html", "text/html"),
]


@pytest.mark.parametrize(("suffix", "media_type"), SUFFIXES)
def test_format_goes_by_suffix(client: FlaskClient, suffix: str, media_type: str) -> None:
    answer = client.get(f"/sparql.{suffix}", query_string={"query": "SELECT (1 AS ?n) {}"})
    assert (answer.status_code, answer.mimetype) == (200, media_type)
