"""A spreadsheet of Arabic names gets its ids, and those of Wikidata, by what OpenRefine sends: batches, over HTTP."""

from __future__ import annotations

import csv
import io
import json
import threading
import urllib.parse
import urllib.request
from collections.abc import Iterator
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from published_actors import publish_actors

from endpoint import Config, create_app

SHEET = """المتحدث,البلد
رئيس الوزراء مصطفى الكاظمي,العراق
د. برهم صالح,العراق
الرئيس عون,لبنان
ميشال عون,لبنان
محمد بن سلمان,السعودية
أنتوني بلينكن,الولايات المتحدة
منظمة الصحة العالمية,
حسن روحاني,إيران
عبدالفتاح السيسى,مصر
مواطن من بغداد,العراق
"""
ITEMS = ["Q85317569", "Q808173", "", "Q363392", "Q6892571", "Q7821917", "Q7817", "Q348144", "Q307871", ""]


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    store = tmp_path_factory.mktemp("actors")
    publish_actors(store)
    app = create_app(Config(store, workers=1))
    server = make_server("127.0.0.1", 0, app, handler_class=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/reconcile"
    server.shutdown()
    server.server_close()
    app.extensions["mithaq"].close()


def get(url: str) -> Any:
    with urllib.request.urlopen(url, timeout=20) as answer:
        return json.load(answer)


def post(url: str, name: str, document: Any) -> Any:
    """A form with one field of JSON, as OpenRefine sends it."""
    form = urllib.parse.urlencode({name: json.dumps(document)}).encode()
    with urllib.request.urlopen(urllib.request.Request(url, form), timeout=20) as answer:
        return json.load(answer)


def reconcile(url: str, cells: list[dict[str, Any]]) -> list[Any]:
    """The results for each cell, ten at a time."""
    results = []
    for start in range(0, len(cells), 10):
        batch = cells[start : start + 10]
        answers = post(url, "queries", {f"q{number}": query for number, query in enumerate(batch)})
        results += [answers[f"q{number}"]["result"] for number in range(len(batch))]
    return results


def test_spreadsheet_of_arabic_names_gets_its_ids(address: str) -> None:
    rows = list(csv.DictReader(io.StringIO(SHEET)))
    manifest = get(address)
    kinds = [kind["id"] for kind in manifest["defaultTypes"]]
    countries = reconcile(address, [{"query": row["البلد"], "type": "Country"} for row in rows])
    queries = [
        {
            "query": row["المتحدث"],
            "type": kinds[-1],
            "type_strict": "should",
            "properties": [{"pid": "country", "v": {"id": found[0]["id"], "name": found[0]["name"]}}]
            if found and found[0]["match"]
            else [],
        }
        for row, found in zip(rows, countries, strict=True)
    ]
    matched = [next((one["id"] for one in found if one["match"]), None) for found in reconcile(address, queries)]
    known = [id for id in matched if id]
    fetched = post(address, "extend", {"ids": known, "properties": [{"id": "wikidata"}]})["rows"]
    assert [fetched[id]["wikidata"][0]["str"] if id else "" for id in matched] == ITEMS


def test_a_person_completes_a_cell_by_hand(address: str) -> None:
    suggest = get(address)["suggest"]["entity"]
    url = suggest["service_url"] + suggest["service_path"] + "?prefix=" + urllib.parse.quote("جوزيف ع")
    assert [one["id"] for one in get(url)["result"]] == ["actor/joseph-aoun"]
