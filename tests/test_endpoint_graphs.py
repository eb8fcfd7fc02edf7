"""The graph store at /gsp: SPARQL 1.1 Graph Store HTTP Protocol."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from urllib.parse import urlsplit

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from served_writes import BEARER, triples_at, writable

from kg.revision import create_dataset

TURTLE = {"data": "<s:1> <p:1> 'عمّان'@ar .", "content_type": "text/turtle", "headers": BEARER}
OTHER = {**TURTLE, "data": "<s:2> <p:2> _:b ."}
_numbers = count(1)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    folder = tmp_path_factory.mktemp("graphs")
    store = create_dataset(folder / "store").path.parent
    with writable(store, folder, write_bytes=100_000) as client:
        yield client


@pytest.fixture(params=["/gsp?graph=http://x.example/{}", "/gsp/direct/{}"])
def path(request: pytest.FixtureRequest) -> str:
    named: str = request.param
    return named.format(next(_numbers))


def put(client: FlaskClient, path: str, **options: object) -> int:
    return client.put(path, **{**TURTLE, **options}).status_code


def test_put_makes_then_replaces(client: FlaskClient, path: str) -> None:
    assert (put(client, path), put(client, path, **OTHER)) == (201, 204)
    assert [triple.subject for triple in triples_at(client, path)] == [ox.NamedNode("s:2")]


def test_half_a_graph_replaces_none(client: FlaskClient, path: str) -> None:
    put(client, path)
    # As a server has it whose client has gone.
    gone = {"CONTENT_LENGTH": "100", "wsgi.input_terminated": True}
    assert put(client, path, **OTHER, environ_overrides=gone) == 400
    assert [triple.subject for triple in triples_at(client, path)] == [ox.NamedNode("s:1")]


def test_post_adds(client: FlaskClient, path: str) -> None:
    assert client.post(path, **TURTLE).status_code == 201
    assert client.post(path, **OTHER).status_code == 204
    assert client.post(path, **OTHER).status_code == 204
    # Each document's blank node is one of its own.
    assert len(triples_at(client, path)) == 3


def test_delete_removes(client: FlaskClient, path: str) -> None:
    put(client, path)
    assert client.delete(path, headers=BEARER).status_code == 204
    assert (client.get(path).status_code, client.head(path).status_code) == (404, 404)
    assert client.delete(path, headers=BEARER).status_code == 404


def test_default_graph_is_always_there(client: FlaskClient) -> None:
    assert client.get("/gsp?default").status_code == 200
    assert put(client, "/gsp?default") == 204
    assert len(triples_at(client, "/gsp?default")) == 1
    assert client.delete("/gsp?default", headers=BEARER).status_code == 204
    assert triples_at(client, "/gsp?default") == set()


def test_post_to_the_store_makes_a_graph(client: FlaskClient) -> None:
    answer = client.post("/gsp", **TURTLE)
    assert answer.status_code == 201
    place = urlsplit(answer.headers["Location"]).path
    assert triples_at(client, place) == triples_at(client, f"/gsp?graph=http://localhost{place}")


def test_parts_of_a_form_are_added_together(client: FlaskClient, path: str) -> None:
    part = '--X\r\nContent-Disposition: form-data; name="f"; filename="{}"\r\n{}\r\n{}\r\n'
    body = part.format("a.ttl", "Content-Type: text/turtle\r\n", "<s:1> <p:1> 1 .")
    body += part.format("b.nt", "", "<s:1> <p:1> <o:2> .") + "--X--\r\n"
    answer = client.post(path, data=body, content_type="multipart/form-data; boundary=X", headers=BEARER)
    assert answer.status_code == 201
    assert len(triples_at(client, path)) == 2


def test_put_of_nothing_makes_an_empty_graph(client: FlaskClient, path: str) -> None:
    assert put(client, path, data="") == 201
    assert triples_at(client, path) == set()


def test_post_of_nothing_changes_nothing(client: FlaskClient, path: str) -> None:
    assert client.post(path, data="", content_type="text/turtle", headers=BEARER).status_code == 204
    assert client.get(path).status_code == 404


def test_how_a_graph_is_asked_for_is_none_of_its_name(client: FlaskClient) -> None:
    put(client, "/gsp/asked")
    assert client.get("/gsp/asked?format=nt&version=1.2").data == '<s:1> <p:1> "عمّان"@ar .\n'.encode()
    assert client.get("/gsp/asked?year=2021").status_code == 404


def test_kept_graph_has_the_type_that_is_asked_for(client: FlaskClient, path: str) -> None:
    put(client, path)
    asked = ("application/json", "application/ld+json", "application/json")
    assert tuple(client.get(path, headers={"Accept": media_type}).mimetype for media_type in asked) == asked


def test_names_are_decoded_once(client: FlaskClient) -> None:
    assert put(client, "/gsp?graph=http://x.example/%41") == 201
    assert put(client, "/gsp?graph=http://x.example/A") == 204
    assert put(client, "/gsp?graph=http://x.example/%2541") == 201
    assert put(client, "/gsp?graph=http://x.example/%D8%A8%D8%BA%D8%AF%D8%A7%D8%AF") == 201
    assert client.get("/gsp?graph=http://x.example/بغداد").status_code == 200


FORMATS = ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json", "application/trig"]


@pytest.mark.parametrize("media_type", [*FORMATS, "application/n-quads", "text/n3"])
def test_every_format_goes_both_ways(client: FlaskClient, media_type: str) -> None:
    path = f"/gsp?graph=http://x.example/{next(_numbers)}"
    put(client, path)
    answer = client.get(path, headers={"Accept": media_type})
    assert answer.mimetype == media_type
    assert put(client, path, data=answer.data, content_type=media_type) == 204
    assert len(triples_at(client, path)) == 1


def test_relative_names_are_completed_by_the_graph_s_name(client: FlaskClient) -> None:
    path = "/gsp?graph=http://x.example/base/"
    assert put(client, path, data="<a> <p:1> <#b> .") == 201
    (triple,) = triples_at(client, path)
    assert (triple.subject, triple.object) == (
        ox.NamedNode("http://x.example/base/a"),
        ox.NamedNode("http://x.example/base/#b"),
    )


def test_other_charsets_are_read(client: FlaskClient, path: str) -> None:
    content = "<s:1> <p:1> 'بيروت' .".encode("windows-1256")
    assert put(client, path, data=content, content_type="text/turtle; charset=windows-1256") == 201
    (triple,) = triples_at(client, path)
    assert triple.object == ox.Literal("بيروت")


# What is refused


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/gsp", 400),
        ("/gsp?graph=relative", 400),
        ("/gsp?graph=", 400),
        ("/gsp?graph=http://x.example/a%20b", 400),
        ("/gsp?graph=http://x.example/%FF", 400),
        ("/gsp?default&graph=http://x.example/a", 400),
        ("/gsp?graph=http://x.example/a&graph=http://x.example/b", 400),
        ("/gsp/x?graph=http://x.example/a", 400),
        ("/gsp?graph=http://x.example/%25zz", 400),
        ("/gsp/a%zz", 400),
        ("/gsp/a>{}}ASK{GRAPH<x:", 400),
        ("/gsp?graph=http://x.example/nowhere", 404),
    ],
)
def test_graph_that_cannot_be_told_is_refused(client: FlaskClient, path: str, status: int) -> None:
    assert client.get(path).status_code == status


@pytest.mark.parametrize(
    ("content", "media_type", "status"),
    [
        ("<s:1> <p:1> .", "text/turtle", 400),
        (b"<s:1> <p:1> '\xff' .", "text/turtle", 400),
        ("<g:1> { <s:1> <p:1> 1 }", "application/trig", 400),
        ("<s:1> <p:1> 1 .", "text/plain", 415),
        ("<s:1> <p:1> 1 .", "application/pdf", 415),
        ("<s:1> <p:1> 1 .", "text/turtle; charset=ebcdic", 415),
        ("<s:1> <p:1> 1 .", "", 415),
        ("#" * 100_001, "text/turtle", 413),
    ],
)
def test_body_that_is_no_graph_is_refused(
    client: FlaskClient, content: str | bytes, media_type: str, status: int
) -> None:
    path = "/gsp?graph=http://x.example/refused"
    headers = {**BEARER, **({"Content-Type": media_type} if media_type else {})}
    assert client.put(path, data=content, headers=headers).status_code == status
    assert client.get(path).status_code == 404


def test_fault_of_a_document_is_told_with_its_place(client: FlaskClient) -> None:
    said = client.put("/gsp?graph=http://x.example/f", **{**TURTLE, "data": "<s:1> <p:1>\n  ,"}).get_json()
    assert (said["line"], said["column"]) == (2, 3)


def test_byte_order_mark_is_none_of_the_document(client: FlaskClient, path: str) -> None:
    assert put(client, path, data="\ufeff<s:1> <p:1> 1 .".encode()) == 201


def test_part_of_a_graph_does_not_replace_it(client: FlaskClient, path: str) -> None:
    put(client, path)
    assert put(client, path, data="", headers={**BEARER, "Content-Range": "bytes 0-0/9"}) == 400
    assert triples_at(client, path)


def test_rdf_xml_needs_no_type(client: FlaskClient, path: str) -> None:
    put(client, path)
    document = client.get(path, headers={"Accept": "application/rdf+xml"}).data
    assert client.put(path, data=document, headers=BEARER).status_code == 204


def test_writing_needs_a_token_and_reading_none(client: FlaskClient) -> None:
    assert put(client, "/gsp?default", headers={}) == 401
    assert client.delete("/gsp?default").status_code == 401
    assert client.get("/gsp?default").status_code == 200


def test_other_methods_are_refused(client: FlaskClient) -> None:
    answer = client.open("/gsp?default", method="BREW")
    assert answer.status_code == 405
    assert {"GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS"} <= set(answer.headers["Allow"].split(", "))


# Conditions


def test_graph_that_is_known_is_not_sent_again(client: FlaskClient, path: str) -> None:
    put(client, path)
    tag = client.get(path).headers["ETag"]
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
    put(client, "/gsp?graph=http://x.example/elsewhere", data=f"<s:{next(_numbers)}> <p:1> 1 .")
    assert client.get(path).headers["ETag"] == tag


def test_graph_that_is_known_compressed_is_told_by_the_tag_of_that(client: FlaskClient, path: str) -> None:
    put(client, path, data="".join(f"<s:{number}> <p:1> 1 .\n" for number in range(500)))
    gzipped = {"Accept-Encoding": "gzip"}
    tags = [client.get(path, headers=headers).headers["ETag"] for headers in (gzipped, {})]
    assert tags[0] != tags[1]
    known = client.get(path, headers={**gzipped, "If-None-Match": ", ".join(reversed(tags))})
    assert (known.status_code, known.headers["ETag"]) == (304, tags[0])


def test_graph_that_has_changed_is_not_overwritten(client: FlaskClient, path: str) -> None:
    put(client, path)
    tag = client.get(path).headers["ETag"]
    assert put(client, path, headers={**BEARER, "If-Match": tag}, data="<s:3> <p:3> 3 .") == 204
    assert put(client, path, headers={**BEARER, "If-Match": tag}) == 412
    assert client.delete(path, headers={**BEARER, "If-Match": tag}).status_code == 412


def test_graph_may_be_made_only_if_it_is_new(client: FlaskClient, path: str) -> None:
    headers = {**BEARER, "If-None-Match": "*"}
    assert (put(client, path, headers=headers), put(client, path, headers=headers)) == (201, 412)


def test_absent_graph_matches_nothing(client: FlaskClient, path: str) -> None:
    assert put(client, path, headers={**BEARER, "If-Match": "*"}) == 412


def test_answers_vary_by_what_is_accepted(client: FlaskClient) -> None:
    answer = client.get("/gsp?default")
    assert {"Accept", "Accept-Encoding"} <= set(answer.headers["Vary"].split(", "))
    assert client.get("/gsp?default", headers={"Accept": "image/png"}).status_code == 406
