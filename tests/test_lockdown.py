"""What a query worker is deprived of, tried in processes that have locked themselves down, in both of the ways."""

from __future__ import annotations

import platform
import resource
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# How the worker locks itself down: by the system call filter, or as on a kernel that has none.
PROGRAM = """
import os, socket, sys
import pyoxigraph as ox
from endpoint.lockdown import address_space, limit_resources, refuse_calls, resident_bytes
resident_bytes()
filtered = refuse_calls() if sys.argv[1] == "filter" else False
limit_resources(address_space() + (256 << 20), new_files=filtered)
def tried(deed):
    try:
        return repr(deed())
    except BaseException as error:
        return type(error).__name__ + " " + str(getattr(error, "errno", None) or "")
ends = []
print(tried(lambda: eval(sys.argv[2])))
"""
WAYS = ["filter", "limits"]
REFUSALS = {"filter": "PermissionError 1", "limits": "OSError 24"}


def tried(way: str, deed: str) -> str:
    """What comes of an expression in a process that has locked itself down in one of the ways."""
    command = [sys.executable, "-c", PROGRAM, way, deed]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=20)
    return done.stdout.strip() or f"status {done.returncode}"


@pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() not in ("x86_64", "aarch64"), reason="no system call filter here"
)
def test_this_machine_filters_system_calls() -> None:
    assert tried("filter", "filtered") == "True"


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6", "AF_UNIX"])
@pytest.mark.parametrize("kind", ["SOCK_STREAM", "SOCK_DGRAM"])
def test_no_socket_can_be_made(way: str, family: str, kind: str) -> None:
    assert tried(way, f"socket.socket(socket.{family}, socket.{kind})") == REFUSALS[way]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "clause",
    [
        "SERVICE <URL> { ?s ?p ?o }",
        "SERVICE SILENT <URL> { ?s ?p ?o }",
        "BIND(1 AS ?x) FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } }",
        "VALUES ?u { <URL> } SERVICE ?u { ?s ?p ?o }",
        'BIND(IRI(CONCAT("UR", "L")) AS ?u) SERVICE ?u { ?s ?p ?o }',
    ],
    ids=["plain", "silent", "exists", "variable", "computed"],
)
def test_no_request_of_a_query_leaves_the_process(way: str, clause: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.1)
        query = f"SELECT * {{ {clause} }}".replace("URL", f"http://127.0.0.1:{listener.getsockname()[1]}/")
        tried(way, f"list(ox.Store().query({query!r}))")
        with pytest.raises(TimeoutError):
            listener.accept()


def test_a_request_would_be_seen() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(5)
        query = f"SELECT * {{ SERVICE <http://127.0.0.1:{listener.getsockname()[1]}/> {{ ?s ?p ?o }} }}"
        program = "import sys, pyoxigraph as ox; list(ox.Store().query(sys.argv[1]))"
        with subprocess.Popen([sys.executable, "-c", program, query], stderr=subprocess.DEVNULL) as asker:
            listener.accept()[0].close()
            asker.kill()


@pytest.mark.parametrize("way", WAYS)
def test_no_program_can_be_started_by_the_filter_nor_file_by_the_limits(way: str) -> None:
    deed = {"filter": "os.execv('/bin/true', ['true'])", "limits": "os.open('/etc/hostname', os.O_RDONLY)"}[way]
    assert tried(way, deed) == REFUSALS[way]


@pytest.mark.parametrize("way", WAYS)
def test_memory_is_bounded(way: str) -> None:
    assert tried(way, "bytes(512 << 20)") == "MemoryError"


@pytest.mark.parametrize("way", WAYS)
def test_engine_out_of_memory_aborts(way: str) -> None:
    numbers = " ".join(map(str, range(1000)))
    cartesian = (
        f"SELECT * {{ VALUES ?a {{ {numbers} }} VALUES ?b {{ {numbers} }} VALUES ?c {{ {numbers} }} }} ORDER BY ?c"
    )
    assert tried(way, f"next(ox.Store().query({cartesian!r}))") == "status -6"


@pytest.mark.parametrize("way", WAYS)
def test_nothing_can_be_written_and_no_core_is_left(way: str) -> None:
    kinds = resource.RLIMIT_CORE, resource.RLIMIT_FSIZE
    limits = f"[__import__('resource').getrlimit(kind) for kind in {kinds}]"
    assert tried(way, limits) == "[(0, 0), (0, 0)]"


@pytest.mark.parametrize("way", WAYS)
def test_queries_are_answered_all_the_same(way: str) -> None:
    assert tried(way, "bool(ox.Store().query('ASK {}'))") == "True"
    assert tried(way, "resident_bytes() > 1 << 20") == "True"
