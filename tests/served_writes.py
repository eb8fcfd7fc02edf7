"""An endpoint that can be written to, for the tests of writes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox
from flask.testing import FlaskClient

from endpoint.app import create_app
from endpoint.config import Config

TOKEN = "0123456789abcdef"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
G, H = "http://x.example/g", "http://x.example/h"


@contextmanager
def writable(store: Path, folder: Path, **settings: object) -> Iterator[FlaskClient]:
    """A client of an endpoint over a store, with the token that it takes."""
    tokens = folder / "tokens"
    tokens.write_text(f"salma: {TOKEN}\n")
    tokens.chmod(0o600)
    app = create_app(Config(store, token_file=tokens, workers=1, **settings))  # type: ignore[arg-type]
    try:
        yield app.test_client()
    finally:
        app.extensions["mithaq"].close()


def update(client: FlaskClient, text: str, path: str = "/sparql", **headers: str) -> int:
    """The status of an update."""
    return client.post(
        path, data=text, content_type="application/sparql-update", headers={**BEARER, **headers}
    ).status_code


def holds(client: FlaskClient, pattern: str) -> bool:
    """Whether the data match a pattern."""
    answer = client.get("/sparql", query_string={"query": f"ASK {{ {pattern} }}", "format": "json"})
    return bool(answer.get_json()["boolean"])


def triples_at(client: FlaskClient, path: str) -> set[ox.Triple]:
    """The graph at an address."""
    answer = client.get(path, headers={"Accept": "text/turtle"})
    assert answer.status_code == 200
    return {quad.triple for quad in ox.parse(answer.data, format=ox.RdfFormat.TURTLE) if isinstance(quad, ox.Quad)}
