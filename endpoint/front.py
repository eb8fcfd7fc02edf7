"""gunicorn as this service uses it: a server that takes care of one front, and a front that its successor relieves.

A thread of the front is only for a request that has arrived: whoever connects and says nothing, or speaks slowly, keeps
a socket waiting. Whoever reads slowly keeps a thread, until there are few left.
"""

from __future__ import annotations

import fcntl
import gc
import os
import select
import signal
import socket
import sys
import termios
import time
from collections import deque
from contextlib import suppress
from functools import partial
from selectors import EVENT_READ
from typing import Any

from gunicorn.arbiter import Arbiter
from gunicorn.errors import HaltServer
from gunicorn.http import wsgi
from gunicorn.workers.gthread import _DEFER, ThreadWorker

from endpoint.arrival import HEAD_BYTES, arrived_at, missing_in, receive, seen_in
from endpoint.at_once import EXTENSION as AT_ONCE
from endpoint.incoming import Plain, read_plain
from endpoint.journal import Visit
from endpoint.keeper import Keeper
from endpoint.peer import take_name
from endpoint.refusal import problem_of_request
from endpoint.roster import Roster
from endpoint.sending import Response, send_whole

# What a front whose server was killed waits for the next one's, when a keeper is there to start it.
ORPHAN_SECONDS = 120.0
# How long a request may take to arrive so far.
ARRIVAL_SECONDS = 20.0
# A connection is not given up at once when so few are busy: to wait here is quicker than to have it come back.
FEW_BUSY, MOMENT_MILLISECONDS = 8, 2
# How long a thread computes before another may.
SWITCH_SECONDS = 0.001
# From this part of the threads or connections in use on, there are few left.
SCARCE = 0.75
# Who has not taken what was sent for so long reads slowly.
SLOW_SECONDS = 5.0
# How long a client may read its last answer before its connection is closed, and how much it may send meanwhile.
PARTING_SECONDS, PARTING_BYTES = 2.0, 1 << 20
wsgi.Response = Response


class Server(Arbiter):  # type: ignore[misc]
    """Starts the front, again when it dies, and a newer one when settings are to be read again."""

    def __init__(self, app: Any, keeper: Keeper) -> None:
        self._keeper = keeper
        self._roster = keeper.roster
        # gunicorn keeps them in the class, where a server forked from another would find that one's.
        self.WORKERS: dict[int, Any] = {}
        super().__init__(app)

    def wait_for_signals(self, timeout: float = 1.0) -> list[int]:
        """As gunicorn's, and look after the keeper."""
        received: list[int] = super().wait_for_signals(timeout)
        self._keeper.mind()
        return [*received, signal.SIGTERM] if self._roster.closing else received

    def manage_workers(self) -> None:
        """Start a front if there is none but such as leave."""
        if not any(front.number >= self._roster.ready for front in self.WORKERS.values()):
            self.spawn_worker()

    def reload(self) -> None:
        """Start a front with the settings as they are now; it relieves the one that serves when it is ready."""
        if self.app.reread():
            self.setup(self.app)
            self.log.reopen_files()
            self.spawn_worker()

    def reap_workers(self) -> None:
        """As gunicorn's, but a front that cannot start does not end the one that serves."""
        try:
            super().reap_workers()
        except HaltServer:
            if not self.WORKERS:
                raise
            self.log.error("the new settings cannot be served; the old ones stay")


class Front(ThreadWorker):  # type: ignore[misc]
    """Answers requests in threads, until a newer front is ready or the service ends."""

    def enter(self, roster: Roster) -> None:
        """Take a number; still in the server."""
        self.roster = roster
        self.number = roster.number()
        self._alone_since = 0.0
        # Connections that threads are at work on, since when; the oldest first.
        self._busy: dict[Any, float] = {}
        # Connections whose last answer has been sent.
        self._parting: deque[Any] = deque()

    def init_process(self) -> None:
        """As gunicorn's, which does not come back: it runs."""
        self._common = common_environ(self.cfg)
        super().init_process()

    def run(self) -> None:
        """Serve; the newest front that is ready is the one that does."""
        take_name("mithaq front")
        # While one thread reads a long query, another has a short one to answer.
        sys.setswitchinterval(SWITCH_SECONDS)
        self._at_once = self.wsgi.extensions[AT_ONCE]
        # What is there to stay need not be looked through again and again for what is there no more.
        gc.collect()
        gc.freeze()
        if self.roster.call_ready(self.number):
            self.app.announce()
        super().run()

    def is_parent_alive(self) -> bool:
        """Whether to go on accepting requests."""
        if self.roster.closing or self.roster.ready > self.number:
            return False
        if self.ppid == os.getppid():
            return True
        self._alone_since = self._alone_since or time.monotonic()
        return _runs(self.roster.keeper) and time.monotonic() < self._alone_since + ORPHAN_SECONDS

    def notify(self) -> None:
        """Tell the server that this front is alive; it is not, when the service should have ended."""
        super().notify()
        if self.roster.overdue:
            self.app.end(self)
        self._part()
        self._free_threads()
        self._free_connections()

    # Requests

    def enqueue_req(self, conn: Any) -> None:
        """Give a connection to a thread."""
        self._busy[conn] = time.monotonic()
        super().enqueue_req(conn)

    def finish_request(self, conn: Any, fs: Any) -> None:
        """A thread is done with a connection."""
        self._busy.pop(conn, None)
        if fs.exception() is None and not fs.result():
            self._see_off(conn)
            return
        super().finish_request(conn, fs)
        if getattr(conn, "arriving_since", None):
            conn.timeout = conn.arriving_since + ARRIVAL_SECONDS

    def handle(self, conn: Any) -> Any:
        """Answer a request, and the next ones of the same client if they follow at once."""
        while (outcome := self._handle_one(conn)) is True and self.alive and self._follows(conn):
            self._busy[conn] = time.monotonic()
        return outcome

    def _follows(self, conn: Any) -> bool:
        """Whether the next request comes in a moment; only while there are threads enough to wait for it."""
        if len(self._busy) > FEW_BUSY:
            return False
        poll = select.poll()
        poll.register(conn.sock, select.POLLIN)
        return bool(poll.poll(MOMENT_MILLISECONDS))

    def _handle_one(self, conn: Any) -> Any:
        """Answer a request that has arrived; the connection of one that has not goes back to wait."""
        if conn.initialized and conn.parser.unreader.buf.tell():
            return super().handle(conn)
        seen = seen_in(conn.sock)
        if seen and self._common and (request := read_plain(seen)):
            return self._answer(conn, request)
        missing = missing_in(conn.sock, seen)
        if missing is not None and 1 < missing == getattr(conn, "missing", None):
            # Woken with less than was waited for: the socket takes no more.
            arrived_at(conn.sock)
            missing = None
        conn.missing = missing
        if missing is None:
            conn.arriving_since, conn.data_ready = None, True
            return super().handle(conn)
        conn.arriving_since = getattr(conn, "arriving_since", None) or time.monotonic()
        if time.monotonic() > conn.arriving_since + ARRIVAL_SECONDS:
            return False
        # The socket is not worth a look again before there is more.
        conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, missing)
        return _DEFER

    def _answer(self, conn: Any, request: Plain) -> bool:
        """Answer a plain request that has arrived, as gunicorn does any; whether another may follow."""
        receive(conn, request)
        environ = self._common | ends_of(conn) | request.environ
        last = request.last or not self.alive or len(self.keepalived_conns) >= self.max_keepalived
        response = None
        try:
            if answer := self._at_once(environ):
                _send_at_once(conn.sock, answer, last=last)
                return not last
            response = Response(request, conn.sock, self.cfg)
            if last:
                response.force_close()
            self._send(response, environ)
        except OSError as error:
            self.log.debug("The client has left: %s", error)
            return False
        except Exception as error:
            if response and response.headers_sent:
                self.log.exception("Error handling request")
            else:
                self.handle_error(request, conn.sock, conn.client, error)
            return False
        return not response.should_close()

    def _send(self, response: Response, environ: dict[str, Any]) -> None:
        body = self.wsgi(environ, response.start_response)
        try:
            if isinstance(body, environ["wsgi.file_wrapper"]):
                response.write_file(body)
            else:
                for piece in body:
                    response.write(piece)
            response.close()
        finally:
            if close := getattr(body, "close", None):
                close()

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: Exception) -> None:
        """Refuse what cannot be read; whatever else failed is told in the log."""
        problem = problem_of_request(exc)
        if problem.type.name == "internal":
            self.log.exception("Error handling request %s", getattr(req, "uri", "(not read)"))
        else:
            self.log.debug("Invalid request from %s: %s", addr, exc)
        with suppress(OSError):
            # Who does not even read this is not waited for.
            client.setblocking(False)
            client.sendall(self.app.refusal(problem))

    # Connections that end

    def _see_off(self, conn: Any) -> None:
        """Send no more, and close when the client does; else what it has not read yet is lost.

        Nobody may wait for that here: gunicorn's main thread does, for two seconds.
        https://www.rfc-editor.org/rfc/rfc9112#section-9.6
        """
        conn.timeout, conn.unread = time.monotonic() + PARTING_SECONDS, PARTING_BYTES
        try:
            conn.sock.shutdown(socket.SHUT_WR)
            conn.sock.setblocking(False)
            self.poller.register(conn.sock, EVENT_READ, partial(self._hear_out, conn))
        except (OSError, KeyError, ValueError):
            self._close(conn)
        else:
            self._parting.append(conn)

    def _hear_out(self, conn: Any, _socket: Any) -> None:
        """Take what the client still says; when it has no more to say, it has heard us."""
        try:
            said = len(conn.sock.recv(HEAD_BYTES))
        except BlockingIOError:
            return
        except OSError:
            said = 0
        conn.unread -= said
        if not said or conn.unread < 0:
            self._parting.remove(conn)
            self._close(conn)

    def _part(self) -> None:
        """Close the connections of those who do not."""
        while self._parting and self._parting[0].timeout < time.monotonic():
            self._close(self._parting.popleft())

    def _close(self, conn: Any) -> None:
        with suppress(OSError, KeyError, ValueError):
            self.poller.unregister(conn.sock)
        self.nr_conns -= 1
        conn.close()

    # When there are few left

    def _free_threads(self) -> None:
        """Part with those who have read slowly for longest, or kept a thread for longer than any answer takes."""
        spare, now = len(self._busy) - int(self.cfg.threads * SCARCE), time.monotonic()
        for conn, since in self._busy.items():
            if spare <= 0 or since > now - SLOW_SECONDS:
                return
            if since < now - self.cfg.graceful_timeout or _is_unread(conn.sock):
                spare -= 1
                with suppress(OSError):
                    conn.sock.shutdown(socket.SHUT_RDWR)

    def _free_connections(self) -> None:
        """Part with those who have said nothing for longest."""
        spare = self.nr_conns - int(self.worker_connections * SCARCE)
        for waiting in (self._parting, self.pending_conns, self.keepalived_conns):
            while spare > 0 and waiting:
                self._close(waiting.popleft())
                spare -= 1


def common_environ(cfg: Any) -> dict[str, Any]:
    """What all plain requests have in their environment; empty where gunicorn is to read all of them."""
    if os.environ.get("SCRIPT_NAME") or cfg.is_ssl or cfg.proxy_protocol != "off":
        return {}
    base: dict[str, Any] = wsgi.base_environ(cfg)
    return base | {"wsgi.multithread": True, "wsgi.url_scheme": "http", "SCRIPT_NAME": ""}


def ends_of(conn: Any) -> dict[str, Any]:
    """The two ends of a connection as a request's environment has them."""
    (client, client_port), (server, server_port) = conn.client[:2], conn.server[:2]
    return {
        "gunicorn.socket": conn.sock,
        "REMOTE_ADDR": client,
        "REMOTE_PORT": str(client_port),
        "SERVER_NAME": server,
        "SERVER_PORT": str(server_port),
    }


def _send_at_once(link: socket.socket, answer: tuple[str, bytes, Visit], *, last: bool) -> None:
    fields, body, visit = answer
    try:
        send_whole(link, fields, body, last=last)
    finally:
        visit.end_whole(len(body))


def _is_unread(connection: socket.socket) -> bool:
    """Whether something has been sent that the client has not taken. https://man7.org/linux/man-pages/man7/tcp.7.html"""
    try:
        return any(fcntl.ioctl(connection.fileno(), termios.TIOCOUTQ, bytes(4)))
    except OSError:
        return False


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True
