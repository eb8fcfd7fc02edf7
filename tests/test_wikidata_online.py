"""Wikidata online: a server on this machine answers as Wikidata does, and as it does not wish to."""

from __future__ import annotations

import gzip
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from wikidata_dump import Json, day, item, to

from kg import cli
from kg.wikidata.api import Api, Manners
from kg.wikidata.entity import WikidataError
from kg.wikidata.online import Online

ITEMS = [
    item(
        "Q6279",
        {"ar": "جو بايدن", "en": "Joe Biden"},
        [to("P31", "Q5"), to("P39", "Q11696", qualifiers=[("P580", day("2021-01-20"))])],
        sitelinks=9,
    ),
    item("Q98765", {"en": "Joe Biden"}, [to("P31", "Q5")], sitelinks=1),
    item("Q55555", {"en": "Joe Biden Station"}, [to("P31", "Q55488")]),
    item(
        "Q11696",
        {"en": "President of the United States"},
        [to("P31", "Q4164871"), to("P279", "Q30461"), to("P1001", "Q30")],
    ),
    item("Q217799", {"en": "Department of the Treasury"}, [to("P31", "Q910252"), to("P17", "Q30")]),
    item("Q910252", {"en": "United States federal executive department"}, [to("P279", "Q192350")]),
]


@dataclass
class Wikidata:
    """What the server knows, how it answers in turn before it answers well, and what it was asked."""

    items: dict[str, Json] = field(default_factory=lambda: {one["id"]: one for one in ITEMS})
    merged: dict[str, str] = field(default_factory=dict)
    moods: list[Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    address: str = ""
    counting: threading.Lock = field(default_factory=threading.Lock)

    def waits(self, asked: dict[str, str], headers: dict[str, str]) -> None:
        """Note a request, and who else waits for an answer meanwhile.

        Over before the first byte is answered: whoever has read the last one may ask again while the server still
        puts its things away, and that is no second request at one time.
        """
        with self.counting:
            self.asked.append(asked)
            self.headers.append(headers)
            self.at_once += 1
            self.most_at_once = max(self.at_once, self.most_at_once)
        time.sleep(0.005)
        with self.counting:
            self.at_once -= 1

    def answer(self, asked: dict[str, str]) -> Json:
        if asked["action"] == "wbsearchentities":
            names = [(id, one["labels"].get(asked["language"], {}).get("value", "")) for id, one in self.items.items()]
            hits = [{"id": id, "label": name} for id, name in names if name.startswith(asked["search"])]
            return {"searchinfo": {"search": asked["search"]}, "search": hits, "success": 1}
        return {"entities": dict(map(self.entity, asked["ids"].split("|"))), "success": 1}

    def entity(self, id: str) -> tuple[str, Json]:
        if id in self.merged:
            target = self.merged[id]
            return target, self.items[target] | {"redirects": {"from": id, "to": target}}
        return id, self.items.get(id, {"id": id, "missing": ""})


@pytest.fixture
def wikidata() -> Iterator[Wikidata]:
    known = Wikidata()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
            known.waits(asked, dict(self.headers))
            if known.moods:
                known.moods.pop(0)(self)
            else:
                send(self, 200, json.dumps(known.answer(asked)).encode(), packed=True)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    known.address = f"http://127.0.0.1:{server.server_address[1]}/w/api.php"
    yield known
    server.shutdown()
    thread.join()
    server.server_close()


def send(handler: BaseHTTPRequestHandler, status: int, body: bytes, *, packed: bool = False, **headers: str) -> None:
    handler.send_response(status)
    if packed:
        body = gzip.compress(body)
        handler.send_header("Content-Encoding", "gzip")
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def lagging(handler: BaseHTTPRequestHandler) -> None:
    info = "Waiting for 10.64.48.35: 7.4 seconds lagged."
    error = {"code": "maxlag", "info": info, "host": "10.64.48.35", "lag": 7.4, "type": "db"}
    send(handler, 200, json.dumps({"error": error, "servedby": "mw1"}).encode(), Retry_After="5", X_Database_Lag="7")


def too_many(handler: BaseHTTPRequestHandler) -> None:
    send(handler, 429, b"Too many requests", Retry_After="17")


def until_a_date(handler: BaseHTTPRequestHandler) -> None:
    send(handler, 429, b"", Retry_After=formatdate(time.time() + 30, usegmt=True))


def down(handler: BaseHTTPRequestHandler) -> None:
    send(handler, 503, b"<html>Service Unavailable</html>")


def malformed(handler: BaseHTTPRequestHandler) -> None:
    send(handler, 200, b'{"entities": {"Q5":')


def no_object(handler: BaseHTTPRequestHandler) -> None:
    send(handler, 200, b"[]")


def badly_packed(handler: BaseHTTPRequestHandler) -> None:
    send(handler, 200, b"not packed", Content_Encoding="gzip")


def cut_off(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"entities"')


def silent(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(0.6)


def for_a_day(handler: BaseHTTPRequestHandler) -> None:
    send(handler, 429, b"", Retry_After="86400")


def forbidden(handler: BaseHTTPRequestHandler) -> None:
    send(handler, 403, b"Please set a user-agent")


def refused(handler: BaseHTTPRequestHandler) -> None:
    error = {"code": "badvalue", "info": 'Unrecognized value for parameter "action"'}
    send(handler, 200, json.dumps({"error": error}).encode())


Start = Callable[..., Online]


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def start(wikidata: Wikidata, tmp_path: Path, waits: list[float]) -> Iterator[Start]:
    opened: list[Online] = []

    def begin(*, keep: float = 3600.0, timeout: float = 5.0) -> Online:
        manners = Manners("reader@example.org", wikidata.address, timeout=timeout)
        api = Api(manners, sleep=waits.append)
        opened.append(Online(manners, cache=tmp_path / "cache" / "wikidata.db", keep=keep, api=api))
        return opened[-1]

    yield begin
    for online in opened:
        online.close()


# --- what it knows


@pytest.mark.parametrize("name", ["جو بايدن", "Joe Biden"])
def test_a_name_is_looked_up_with_office_country_and_type(start: Start, name: str) -> None:
    biden = start().named(name)[0]
    assert (biden.id, biden.kind, biden.sitelinks) == ("Q6279", "Person", 9)
    (office,) = biden.offices
    assert (office.labels, office.key, office.of, office.since) == (
        {"en": "President of the United States"},
        "president",
        ("Q30",),
        "2021-01-20",
    )


def test_only_agents_of_that_very_name_are_told_the_best_known_first(start: Start) -> None:
    assert [entity.id for entity in start().named("Joe Biden")] == ["Q6279", "Q98765"]
    assert [entity.id for entity in start().named("Joe Biden", limit=1)] == ["Q6279"]


def test_a_type_is_found_by_the_classes_above(start: Start) -> None:
    treasury = start().get("Q217799")
    assert treasury and treasury.kind == "GovernmentBody"


def test_an_item_that_was_merged_is_the_one_it_was_merged_into(start: Start, wikidata: Wikidata) -> None:
    wikidata.merged["Q111"] = "Q6279"
    merged = start().get("Q111")
    assert merged and merged.id == "Q6279"


@pytest.mark.parametrize("id", ["Q404", "Q55555", "Q11696", "P31", "", "Q1|Q2"])
def test_what_is_no_agent_is_none(start: Start, id: str) -> None:
    assert start().get(id) is None


# --- how it asks


def test_it_says_who_asks_and_waits_for_lagging_servers(start: Start, wikidata: Wikidata) -> None:
    start().get("Q6279")
    assert all("reader@example.org" in headers["User-Agent"] for headers in wikidata.headers)
    assert all(headers["User-Agent"].startswith("mithaq/") for headers in wikidata.headers)
    assert {asked["maxlag"] for asked in wikidata.asked} == {"5"}
    assert {headers["Accept-Encoding"] for headers in wikidata.headers} == {"gzip"}


def test_who_does_not_say_who_asks_may_not_ask() -> None:
    with pytest.raises(WikidataError, match="--contact"):
        Manners(" ")


def test_nothing_is_asked_until_something_is_wanted(start: Start, wikidata: Wikidata) -> None:
    online = start()
    assert online.version == wikidata.address
    assert wikidata.asked == []


def test_what_was_answered_is_not_asked_again_even_by_another_run(start: Start, wikidata: Wikidata) -> None:
    first = start().named("Joe Biden")
    count = len(wikidata.asked)
    again = start()
    assert again.named("Joe Biden") == first
    assert again.get("Q404") is None and again.get("Q404") is None
    assert len(wikidata.asked) == count + 1


def test_what_was_answered_long_ago_is_asked_again(start: Start, wikidata: Wikidata) -> None:
    start(keep=-1.0).get("Q98765")
    start(keep=-1.0).get("Q98765")
    assert len(wikidata.asked) == 2


def test_fifty_are_asked_for_at_once_and_one_request_is_made_at_a_time(start: Start, wikidata: Wikidata) -> None:
    held = [to("P39", f"Q{number}") for number in range(1000, 1120)]
    wikidata.items["Q7"] = item("Q7", {"en": "Holder"}, [to("P31", "Q5"), *held])
    online = start()
    threads = [
        threading.Thread(target=online._api.ask, kwargs={"action": "wbgetentities", "ids": "Q5"}) for _ in range(5)
    ]
    for thread in threads:
        thread.start()
    online.get("Q7")
    for thread in threads:
        thread.join()
    assert [asked["ids"].count("|") + 1 for asked in wikidata.asked if asked["ids"].startswith("Q1")] == [50, 50, 20]
    assert wikidata.most_at_once == 1


# --- when the server will not


@pytest.mark.parametrize(
    ("mood", "wait"), [(lagging, 5.0), (too_many, 17.0), (until_a_date, 30.0)], ids=["maxlag", "429", "date"]
)
def test_it_waits_as_long_as_it_is_asked_to(
    start: Start, wikidata: Wikidata, waits: list[float], mood: Callable[[BaseHTTPRequestHandler], None], wait: float
) -> None:
    wikidata.moods = [mood]
    assert start().get("Q98765")
    assert waits == [pytest.approx(wait, abs=2.0)]


@pytest.mark.parametrize("mood", [down, malformed, no_object, badly_packed, cut_off])
def test_it_waits_longer_after_every_failure_and_asks_again(
    start: Start, wikidata: Wikidata, waits: list[float], mood: Callable[[BaseHTTPRequestHandler], None]
) -> None:
    wikidata.moods = [mood] * 4
    assert start().get("Q98765")
    assert [round(wait / 2**failures) for failures, wait in enumerate(waits)] == [1, 1, 1, 1]


def test_a_silent_server_is_asked_again(start: Start, wikidata: Wikidata, waits: list[float]) -> None:
    wikidata.moods = [silent]
    assert start(timeout=0.2).get("Q98765")
    assert len(waits) == 1


def test_after_so_many_failures_it_gives_up(start: Start, wikidata: Wikidata) -> None:
    wikidata.moods = [down] * 6
    with pytest.raises(WikidataError, match="given up after 6 tries: 503"):
        start().get("Q98765")
    assert len(wikidata.asked) == 6


@pytest.mark.parametrize(
    ("mood", "sentence"),
    [(for_a_day, "asks to wait 86400 s"), (forbidden, "403 Forbidden"), (refused, "badvalue: Unrecognized value")],
)
def test_what_cannot_be_helped_is_told_at_once(
    start: Start, wikidata: Wikidata, waits: list[float], mood: Callable[[BaseHTTPRequestHandler], None], sentence: str
) -> None:
    wikidata.moods = [mood]
    with pytest.raises(WikidataError, match=sentence):
        start().get("Q98765")
    assert (len(wikidata.asked), waits) == (1, [])


def test_a_server_that_is_not_there_is_told(tmp_path: Path, waits: list[float]) -> None:
    manners = Manners("reader@example.org", "http://127.0.0.1:9/api.php", tries=2)
    online = Online(manners, cache=tmp_path / "cache.db", api=Api(manners, sleep=waits.append))
    with pytest.raises(WikidataError, match="given up after 2 tries"):
        online.named("بايدن")
    online.close()


def test_the_command_line_asks_only_when_told_to(
    wikidata: Wikidata, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    show = ["wikidata", "show", "--online", "--api", wikidata.address]
    assert cli.main([*show, "Q6279"]) == 1
    assert "--contact" in capsys.readouterr().err
    assert wikidata.asked == []
    assert cli.main([*show, "--contact", "reader@example.org", "Q6279"]) == 0
    assert "Q6279  Person  جو بايدن · Joe Biden" in capsys.readouterr().out
