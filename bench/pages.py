"""Speed of the pages: every kind of page asked of a service anew, without kept answers, and again with them.

    python bench/pages.py STORE [--rounds 5] [--texts FOLDER] [--language en] [--only actor]

STORE is a built one, of articles or as bench/generate.py makes it. "anew" is asked of a service that keeps no answers
and whose workers are ready, "again" of one that keeps them, the second time on. Wall is the median in
milliseconds from the first byte sent to the last received, over one connection; CPU the median of what all processes
of the service used meanwhile. Bytes are those of the page without compression; queries are those that reached workers.
A machine that is busy otherwise makes wall longer, hardly CPU.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import urlencode, urlsplit

from served import Served

MEMORY_SECONDS = 120
WARMING_ROUNDS = 2
# What stands in the place of $name in addresses: found by these queries.
SAMPLES = {
    "actor": "SELECT ?x { ?s mq:speaker ?x } GROUP BY ?x ORDER BY DESC(COUNT(*)) LIMIT 1",
    "quiet": "SELECT ?x { ?s mq:speaker ?x } GROUP BY ?x ORDER BY COUNT(*) ?x LIMIT 1",
    "article": "SELECT ?x { ?x a mq:Article } ORDER BY ?x LIMIT 1",
    "statement": "SELECT ?x { ?x a mq:Statement } ORDER BY ?x LIMIT 1",
    "utterance": "SELECT ?x { ?x a mq:Utterance } ORDER BY ?x LIMIT 1",
    "commitment": "SELECT ?x { ?x a mq:Commitment ; mq:madeIn ?s } ORDER BY ?x LIMIT 1",
    "pledge": "SELECT ?x { ?x a mq:AidPledge } ORDER BY ?x LIMIT 1",
    "disagreement": "SELECT ?x { ?x a mq:Disagreement } ORDER BY ?x LIMIT 1",
    "month": "SELECT (SUBSTR(STR(MAX(?d)), 1, 7) AS ?x) { ?s mq:statedOn ?d }",
}
PAGES = {
    "home": "/",
    "actor, the busiest": "/actor/$actor",
    "actor, the quietest": "/actor/$quiet",
    "statement": "/statement/$statement",
    "utterance": "/utterance/$utterance",
    "commitment": "/commitment/$commitment",
    "pledge": "/pledge/$pledge",
    "article": "/article/$article",
    "actors": "/actors",
    "actors by name": "/actors?order=name",
    "statements": "/statements",
    "statements, page 40": "/statements?page=40",
    "statements, oldest": "/statements?order=oldest",
    "statements, surest": "/statements?order=surest",
    "statements of a speaker": "/statements?speaker=$actor",
    "statements of a month": "/statements?month=$month",
    "statements of an act": "/statements?act=say",
    "statements of a kind": "/statements?kind=Person",
    "commitments": "/commitments",
    "commitments, overdue": "/commitments?due=overdue&as_of=2020-01-01",
    "commitments, open": "/commitments?due=open",
    "commitments of one": "/commitments?committer=$actor",
    "pledges": "/pledges",
    "pledges of a donor": "/pledges?donor=$actor",
    "articles": "/articles",
    "articles, page 40": "/articles?page=40",
    "disagreements": "/disagreements",
    "timeline": "/timeline",
    "timeline, a month": "/timeline?month=$month",
    "timeline of an actor": "/timeline?actor=$actor",
    "quality": "/quality",
    "concept": "/act/say",
    "any resource": "/doc/disagreement/$disagreement.html",
    "search": "/search?q=%D8%A7%D9%84%D8%AA%D8%B9%D8%A7%D9%88%D9%86",
    "ontology": "/ontology",
    "query": "/sparql",
}


@dataclass(frozen=True, slots=True)
class Visit:
    """One page as it was answered: seconds of the clock and of processors, bytes, queries that reached workers."""

    status: int
    wall: float
    cpu: float
    size: int
    queries: int


class Reader:
    """A reader of one service, on one connection."""

    def __init__(self, service: Served, language: str) -> None:
        self._service = service
        self._headers = {"Accept": "text/html", "Accept-Language": language}
        self._connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=300)

    def visit(self, address: str) -> Visit:
        """One page."""
        loans, members = self._loans(), [member.pid for member in self._service.members()]
        used, start = _used(members), time.perf_counter()
        status, body = self._get(address)
        wall, after = time.perf_counter() - start, _used(members)
        cpu = sum(max(0.0, after[pid] - used[pid]) for pid in members if pid in used and pid in after)
        return Visit(status, wall, cpu, len(body), self._loans() - loans)

    def ask(self, query: str) -> str:
        """The one value of a query; empty without any."""
        _, body = self._get(f"/sparql?{urlencode({'query': query, 'format': 'srj'})}")
        found = json.loads(body)["results"]["bindings"]
        return str(found[0]["x"]["value"]) if found and found[0] else ""

    def _get(self, address: str) -> tuple[int, bytes]:
        self._connection.request("GET", address, headers=self._headers)
        answer = self._connection.getresponse()
        return answer.status, answer.read()

    def _loans(self) -> int:
        text = self._get("/metrics")[1].decode()
        return int(sum(float(count) for count in re.findall(r"^mithaq_worker_loans_total\{.*\} (\S+)$", text, re.M)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path, metavar="STORE")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--texts", type=Path, help="the folder of articles' texts that are shown whole")
    parser.add_argument("--language", default="ar", choices=("ar", "en"))
    parser.add_argument("--only", default="", metavar="WORD", help="pages whose name contains it")
    arguments = parser.parse_args()
    flags = ["--store", arguments.store, *(["--texts", arguments.texts] if arguments.texts else [])]
    anew = measured([*flags, "--cache-bytes", 0], arguments, 0)
    again = measured(flags, arguments, WARMING_ROUNDS)
    print(f"load {os.getloadavg()[0]:.1f}")
    print(f"{'':24} {'':>6} {'anew, ms':>18} {'':>8} {'again, ms':>15} {'':>8}")
    print(f"{'page':24} {'status':>6} {'wall':>9} {'CPU':>8} {'queries':>8} {'wall':>7} {'CPU':>7} {'bytes':>8}")
    for name, visits in anew.items():
        print(f"{name:24} {visits[0].status:6} {_figures(visits, 9)} {visits[0].queries:8}", end=" ")
        print(f"{_figures(again[name], 7)} {visits[0].size:8}")


def measured(flags: list[object], arguments: argparse.Namespace, warming: int) -> dict[str, list[Visit]]:
    """The visits of every page at a service with these flags, after some that do not count."""
    with Served(*flags) as service:
        _await_memory(service)
        reader = Reader(service, arguments.language)
        found = {}
        for name, address in _addresses(reader):
            if arguments.only in name:
                for _ in range(warming):
                    reader.visit(address)
                found[name] = [reader.visit(address) for _ in range(arguments.rounds)]
        return found


def _addresses(reader: Reader) -> Iterator[tuple[str, str]]:
    samples = {name: _key(reader.ask(query)) for name, query in SAMPLES.items()}
    for name, address in PAGES.items():
        wanted = re.findall(r"\$(\w+)", address)
        if all(samples[sample] for sample in wanted):
            yield name, re.sub(r"\$(\w+)", lambda found: samples[found[1]], address)


def _key(iri: str) -> str:
    """What stands behind the kind in the address of a resource; another value as it is."""
    return "/".join(urlsplit(iri).path.split("/")[4:]) if "://" in iri else iri


def _used(processes: list[int]) -> dict[int, float]:
    """The seconds of a processor that these have used, by the clock that clock_getcpuclockid(3) numbers."""
    used = {}
    for process in processes:
        try:
            used[process] = time.clock_gettime((~process << 3) | 2)
        except OSError:
            continue
    return used


def _figures(visits: list[Visit], width: int) -> str:
    wall, cpu = median(visit.wall for visit in visits), median(visit.cpu for visit in visits)
    return f"{wall * 1000:{width}.0f} {cpu * 1000:{width - 1}.0f}"


def _await_memory(service: Served) -> None:
    give_up = time.monotonic() + MEMORY_SECONDS
    while time.monotonic() < give_up and not json.loads(service.get("/health")[1])["in_memory"]:
        time.sleep(0.5)


if __name__ == "__main__":
    main()
