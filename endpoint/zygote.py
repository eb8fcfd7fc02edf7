"""The process that query workers are forked from: everything is imported, and the store perhaps in memory, beforehand.

Started as `python -m endpoint.zygote FD`, with FD its end of a socket pair. It runs no query and has one thread. Each
order is a line of JSON, most with the descriptor of a channel; each reply is one, too. A zygote that holds a store is
itself forked from one that does not.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import sys
from collections import OrderedDict
from pathlib import Path
from typing import Any, NoReturn

import pyoxigraph as ox

from endpoint import worker
from endpoint.peer import take_name
from endpoint.wire import WorkerSettings
from kg.layer import load, read_layer
from kg.search_words import key_of

ORDER_BYTES = 64 << 10
# How children ended, of which nobody has asked yet.
KEPT_ENDINGS = 256
_endings: OrderedDict[int, int] = OrderedDict()


def main() -> None:
    """Take orders until the web process hangs up."""
    take_name("mithaq zygote")
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    # Tables that are read on demand are read here, once for all workers.
    key_of("ا")
    _take_orders(socket.socket(fileno=int(sys.argv[1])), None)


def _take_orders(control: socket.socket, store: ox.Store | None) -> NoReturn:
    _endings.clear()
    signal.signal(signal.SIGCHLD, _collect)
    gc.collect()
    gc.freeze()
    while True:
        line, handles, _, _ = socket.recv_fds(control, ORDER_BYTES, 1)
        if not line:
            os._exit(0)
        order = json.loads(line)
        if "ending" in order:
            reply: dict[str, Any] = {"status": _endings.pop(order["ending"], None)}
        else:
            reply = {"pid": _fork(control, socket.socket(fileno=handles[0]), order, store)}
        control.sendall(json.dumps(reply).encode())


def _collect(_signal: int, _frame: object) -> None:
    """Bury the dead, and remember how they died."""
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not pid:
            return
        _endings[pid] = os.waitstatus_to_exitcode(status)
        if len(_endings) > KEPT_ENDINGS:
            _endings.popitem(last=False)


def _fork(control: socket.socket, channel: socket.socket, order: dict[str, Any], store: ox.Store | None) -> int:
    pid = os.fork()
    if pid:
        channel.close()
        return pid
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        # In a group of its own a paused worker is woken when this process, its last tie to the session, has died.
        os.setpgid(0, 0)
        control.close()
        settings = WorkerSettings(**order["settings"])
        if "load" in order:
            _become_zygote(channel, settings, order["load"])
        worker.run(channel, settings, store)
    except ConnectionError:
        # The web process has gone, or wants this worker no more.
        pass
    except Exception as error:
        print(f"query worker: {error}", file=sys.stderr, flush=True)
    finally:
        os._exit(1)


def _become_zygote(channel: socket.socket, settings: WorkerSettings, expected: int) -> NoReturn:
    """Load the store, say whether all of it is there, and take orders."""
    take_name("mithaq store")
    store = ox.Store()
    # The engine's files are left alone: opening them would start threads, and a process with threads cannot be forked.
    store.bulk_load(path=settings.document, format=ox.RdfFormat.N_QUADS)
    load(read_layer(Path(settings.document).parent), store)
    if settings.union:
        store.update("INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }")
    channel.sendall(json.dumps({"loaded": len(store) == expected}).encode())
    _take_orders(channel, store)


if __name__ == "__main__":
    main()
