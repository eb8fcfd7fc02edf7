"""The process of one write: locked down like a query worker, killed when late; what it leaves undone never happened.

Started as `python -m endpoint.writer FD SETTINGS`, with FD its end of a socket pair. Uploads are parsed here.
"""

from __future__ import annotations

import json
import os
import resource
import select
import signal
import socket
import sys
import threading
import traceback
from pathlib import Path

from endpoint.changing import RefusedError, as_refusal, check, delete, post, put, update
from endpoint.lockdown import address_space, refuse_calls
from endpoint.orders import Done, Order, Refused, WriterSettings, as_json, read_order
from endpoint.peer import take_name
from endpoint.wire import Tag, next_frame, send_frame
from kg.revision import ReadOnlyError, Revision, revise
from kg.store import LockedError, StoreError

# As for a query: the engine recurses over the text.
STACK_BYTES = 512 << 20
# The web process kills a late write; the kernel does it this much later should the web process be gone.
GRACE_SECONDS = 0.5


def main() -> None:
    """Lock this process down, take one order, carry it out."""
    channel, settings = socket.socket(fileno=int(sys.argv[1])), WriterSettings(**json.loads(sys.argv[2]))
    take_name("mithaq writer")
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    refuse_calls()
    memory = address_space() + settings.memory_bytes
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    threading.stack_size(STACK_BYTES)
    threading.Thread(target=_serve, args=(channel, settings), daemon=True).start()
    # Wakes when the web process has gone: nobody would hear of the write.
    hang_up = select.poll()
    hang_up.register(channel, 0)
    hang_up.poll()
    os._exit(0)


def _serve(channel: socket.socket, settings: WriterSettings) -> None:
    try:
        send_frame(channel, Tag.READY)
        order = read_order(next_frame(channel).payload)
        body = _body(channel)
        _carry_out(channel, settings, order, body)
        os._exit(0)
    except ConnectionError:
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        os._exit(1)


def _body(channel: socket.socket) -> bytes:
    pieces = []
    while (frame := next_frame(channel)).tag is not Tag.END:
        pieces.append(frame.payload)
    return b"".join(pieces)


def _carry_out(channel: socket.socket, settings: WriterSettings, order: Order, body: bytes) -> None:
    try:
        done = _done(channel, settings, order, body)
    except (RefusedError, StoreError, ValueError) as error:
        return send_frame(channel, Tag.FAILURE, as_json(_refused(error)))
    return send_frame(channel, Tag.END, as_json(done))


def _refused(error: RefusedError | StoreError | ValueError) -> Refused:
    if isinstance(error, ReadOnlyError):
        error = as_refusal(error)
    if isinstance(error, RefusedError):
        return Refused(error.problem, error.detail, error.members)
    if isinstance(error, LockedError):
        return Refused("busy")
    return Refused("not-written" if isinstance(error, StoreError) else "bad-request", str(error))


def _done(channel: socket.socket, settings: WriterSettings, order: Order, body: bytes) -> Done:
    created = False

    def change(revision: Revision) -> None:
        nonlocal created
        # It is this one's turn.
        send_frame(channel, Tag.READY)
        signal.setitimer(signal.ITIMER_REAL, order.seconds + GRACE_SECONDS)
        check(revision, order)
        created = _apply(revision, order, body, settings.prefixes)

    def announce(version: str) -> None:
        # From here on it is done, whatever happens.
        signal.setitimer(signal.ITIMER_REAL, 0)
        send_frame(channel, Tag.HEADER, as_json(Done(version, created)))

    version = revise(Path(settings.store), change, wait=order.wait_seconds, announce=announce)
    return Done(version.path.name, created)


def _apply(revision: Revision, order: Order, body: bytes, prefixes: dict[str, str]) -> bool:
    if order.act == "update":
        update(revision, order, body.decode(), prefixes)
    elif order.act == "delete":
        delete(revision, order)
    else:
        return (put if order.act == "put" else post)(revision, order, body)
    return False


if __name__ == "__main__":
    main()
