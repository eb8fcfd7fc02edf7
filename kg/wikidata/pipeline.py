"""A dump -> its blocks parsed, in order: one thread unpacks, processes of their own parse.

Unpacking and parsing take about as long as one another, so two cores halve the time. Blocks go round the processes in
turn and come back in turn: the order is that of the dump, and only a few of them are under way at a time.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from queue import SimpleQueue

import msgspec

from kg.wikidata.dumpfile import Block, Dump, Place, Syntax, blocks
from kg.wikidata.entity import WikidataError
from kg.wikidata.parsing import Parsed, parse

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Parsed).decode
# What the reader tells: a block without its text, what went wrong, or None at the end.
_Message = Block | Exception | None


def parsed_blocks(dump: Dump, start: Place, workers: int) -> Iterator[tuple[Block, Parsed]]:
    """Each block from a place on, without its text, and what it holds; with no workers, all in this process.

    Raises WikidataError where the dump is damaged or a process dies.
    """
    if workers == 0:
        for block in blocks(dump, start):
            yield replace(block, text=b""), parse(block.text, block.line, dump.syntax)
        return
    with _parsers(dump.syntax, workers) as pipes:
        told: SimpleQueue[_Message] = SimpleQueue()
        threading.Thread(target=_read, args=(dump, start, pipes, told), daemon=True).start()
        turn = 0
        while message := told.get():
            if isinstance(message, Exception):
                raise message
            yield message, _answer(pipes[turn % workers])
            turn += 1


def _read(dump: Dump, start: Place, pipes: list[Connection], told: SimpleQueue[_Message]) -> None:
    """Send every block to the process whose turn it is."""
    try:
        for turn, block in enumerate(blocks(dump, start)):
            told.put(replace(block, text=b""))
            pipe = pipes[turn % len(pipes)]
            pipe.send_bytes(block.line.to_bytes(8, "big"))
            pipe.send_bytes(block.text)
        told.put(None)
    except Exception as error:
        # A pipe breaks where a process died or nobody listens any more: the other side finds out for itself.
        if not isinstance(error, BrokenPipeError):
            told.put(error)


def _answer(pipe: Connection) -> Parsed:
    try:
        return _decode(pipe.recv_bytes())
    except (EOFError, OSError) as error:
        raise WikidataError("a process that reads the dump died, perhaps for want of memory; start again") from error


@contextmanager
def _parsers(syntax: Syntax, count: int) -> Iterator[list[Connection]]:
    """Processes that parse, each behind a pipe; they end when the context does, however that happens."""
    context = get_context("spawn")
    pipes: list[Connection] = []
    processes: list[SpawnProcess] = []
    try:
        for _ in range(count):
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(theirs, syntax), daemon=True)
            process.start()
            theirs.close()
            pipes.append(ours)
            processes.append(process)
        yield pipes
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.join()
        for pipe in pipes:
            pipe.close()


def _serve(pipe: Connection, syntax: Syntax) -> None:
    """Parse what comes, until nothing comes any more; Ctrl-C is for the main process to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        while True:
            line = int.from_bytes(pipe.recv_bytes(), "big")
            pipe.send_bytes(_encode(parse(pipe.recv_bytes(), line, syntax)))
    except (EOFError, OSError):
        return
