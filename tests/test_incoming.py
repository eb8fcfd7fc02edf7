"""A plain request is read to the same environment as gunicorn reads it to; about any other nothing is said."""

from __future__ import annotations

import socket
from contextlib import ExitStack
from typing import Any

import pytest
from gunicorn.config import Config
from gunicorn.errors import HaltServer
from gunicorn.http import RequestParser, wsgi
from gunicorn.http.errors import ParseException
from hypothesis import given
from hypothesis import strategies as st

from endpoint.front import common_environ, ends_of
from endpoint.incoming import Plain, read_plain

CONFIG = Config()
CLIENT, SERVER = ("192.0.2.7", 4711), ("127.0.0.1", 8000)
GET = b"GET /sparql?query=ASK%20%7B%7D HTTP/1.1\r\n"
HOST = b"Host: example.org:8000\r\n"
# What only one of the two readers gives, or gives anew each time.
OWN = {"wsgi.input", "wsgi.errors", "wsgi.early_hints", "gunicorn.socket", "wsgi.multithread"}


class Connection:
    """What the front knows of one."""

    client, server = CLIENT, SERVER
    sock = None


def by_gunicorn(sent: bytes) -> tuple[dict[str, Any], bytes, bool] | None:
    """The environment, the body, and whether the connection ends, as gunicorn reads them; None if it refuses."""
    with ExitStack() as stack:
        ours, theirs = (stack.enter_context(end) for end in socket.socketpair())
        theirs.sendall(sent)
        theirs.shutdown(socket.SHUT_WR)
        try:
            request = next(RequestParser(CONFIG, ours, CLIENT))
            _, environ = wsgi.create(request, ours, CLIENT, SERVER, CONFIG)
            length = int(environ.get("CONTENT_LENGTH", 0))
            return environ, environ["wsgi.input"].read(length), request.should_close()
        except (ParseException, StopIteration, HaltServer):
            return None


def by_us(plain: Plain) -> tuple[dict[str, Any], bytes, bool]:
    environ = common_environ(CONFIG) | ends_of(Connection()) | plain.environ
    return environ, environ["wsgi.input"].read(), plain.should_close()


def same(sent: bytes, plain: Plain) -> bool:
    """Whether both say the same of a request."""
    theirs, ours = by_gunicorn(sent[: plain.length]), by_us(plain)
    assert theirs
    without = [{name: value for name, value in one[0].items() if name not in OWN} for one in (theirs, ours)]
    assert without[0] == without[1]
    return theirs[1:] == ours[1:]


@pytest.mark.parametrize(
    "sent",
    [
        GET + HOST + b"\r\n",
        GET + b"host: [::1]:8000\r\nAccept:  text/csv ;q=0.5, */*  \r\nuser-agent: \r\n\r\n",
        b"GET /a%20b%D8%B9//c?x=1?y&z=%zz HTTP/1.1\r\n" + HOST + b"Connection: Close\r\n\r\n",
        b"HEAD / HTTP/1.1\r\n" + HOST + b'Connection: keep-alive\r\nIf-None-Match: W/"a", *\r\n\r\n',
        b"POST /sparql HTTP/1.1\r\n" + HOST + b"Content-Type: text/plain; a=b\r\nContent-Length: 6\r\n\r\nASK {}",
        b"QUERY /sparql HTTP/1.1\r\n" + HOST + b"content-length: 006\r\nAuthorization: Bearer x\r\n\r\nASK {}",
        GET + HOST + b"\r\n" + GET + HOST + b"\r\n",
    ],
    ids=["least", "spaces", "path", "head", "post", "query", "two together"],
)
def test_a_plain_request_is_read_as_gunicorn_reads_it(sent: bytes) -> None:
    plain = read_plain(sent)
    assert plain
    assert same(sent, plain)


@pytest.mark.parametrize(
    "sent",
    [
        GET + b"\r\n",
        GET + HOST + HOST + b"\r\n",
        GET + HOST,
        GET + HOST + b"\r",
        GET + HOST + b"Expect: 100-continue\r\n\r\n",
        GET + HOST + b"X-Forwarded-Proto: https\r\n\r\n",
        GET + HOST + b"Accept: a\r\n b\r\n\r\n",
        GET + HOST + b"Accept : a\r\n\r\n",
        GET + HOST + b"Accept\r\n\r\n",
        GET + HOST + b"Accept: a\x00\r\n\r\n",
        GET + HOST + b"Accept: a\tb\r\n\r\n",
        GET + HOST + b"Accept: \xd8\xb9\r\n\r\n",
        GET + HOST + b"Accept: a\r\naccept: b\r\n\r\n",
        GET + HOST + b"Connection: upgrade\r\n\r\n",
        GET + HOST + b"Accept: " + b"a" * 8000 + b"\r\n\r\n",
        GET + b"Host: \r\n\r\n",
        GET + b"Host: a b\r\n\r\n",
        GET.replace(b"1.1", b"1.0") + HOST + b"\r\n",
        GET.replace(b"GET", b"get") + HOST + b"\r\n",
        GET.replace(b" /", b" //") + HOST + b"\r\n",
        GET.replace(b"ASK", b"\xd8\xb9") + HOST + b"\r\n",
        GET.replace(b"ASK", b"A#K") + HOST + b"\r\n",
        GET.replace(b" /", b"  /") + HOST + b"\r\n",
        b"\r\n" + GET + HOST + b"\r\n",
        (GET + HOST + b"\r\n").replace(b"\r\n", b"\n"),
        b"GET http://example.org/ HTTP/1.1\r\n" + HOST + b"\r\n",
        b"OPTIONS * HTTP/1.1\r\n" + HOST + b"\r\n",
        b"PUT /gsp HTTP/1.1\r\n" + HOST + b"Content-Length: 0\r\n\r\n",
        b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 7\r\n\r\nASK {}",
        b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: -1\r\n\r\nASK {}",
        b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: +6\r\n\r\nASK {}",
        b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 6\r\nContent-Length: 6\r\n\r\nASK {}",
    ],
)
def test_what_is_not_plain_is_left_to_gunicorn(sent: bytes) -> None:
    assert read_plain(sent) is None


LINES = st.sampled_from([GET, b"POST /a?b HTTP/1.1\r\n", b"HEAD /%41 HTTP/1.1\r\n", b"GET /a b HTTP/1.1\r\n", b"\r\n"])
FIELD_NAMES = st.sampled_from(
    [b"Host", b"accept", b"Accept", b"Content-Length", b"Connection", b"X", b"Host ", b" a", b"_"]
)
FIELD_VALUES = st.sampled_from(
    [b"a", b"3", b"03", b" 3 ", b"close", b"keep-alive, x", b"\t", b"a\rb", b"a\nb", b"", b"\x7f"]
)
FIELDS = st.lists(st.tuples(FIELD_NAMES, st.sampled_from([b":", b": ", b""]), FIELD_VALUES).map(b"".join), max_size=5)


@given(LINES, FIELDS, st.sampled_from([b"\r\n\r\n", b"\r\n\r\nabcdef", b"\r\n", b"\n\n"]))
def test_however_a_request_is_made_up_both_read_the_same(line: bytes, fields: list[bytes], end: bytes) -> None:
    sent = line + b"\r\n".join([HOST.strip(), *fields]) + end
    plain = read_plain(sent)
    assert plain is None or same(sent, plain)
