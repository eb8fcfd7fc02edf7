"""Writes as the web process sees them: one at a time, each in a process of its own, served before acknowledged."""

from __future__ import annotations

import logging
import signal
import subprocess
import threading
import time
from contextlib import suppress
from dataclasses import replace

from endpoint.config import Config
from endpoint.engine import Engine
from endpoint.journal import note
from endpoint.orders import Done, Order, Refused, WriterSettings, as_json
from endpoint.problems import ProblemError
from endpoint.processes import start_module
from endpoint.wire import PIECE_BYTES, Frame, Tag, WireError, decode, receive_frame, send_frame
from kg.namespaces import PREFIXES
from kg.store import StoreError

START_SECONDS = 20.0
# How long the end of a write may take once all of it is on disk.
SWAP_SECONDS = 30.0
# A process hangs up a moment before its status is known.
ENDING_SECONDS = 1.0
RETRY_SECONDS = "2"
log = logging.getLogger("mithaq.endpoint")


class LateError(Exception):
    """A write took too long."""


class DeathError(Exception):
    """The process of a write ended without a word."""


class KilledError(DeathError):
    """Somebody killed it."""


class WriterProcess:
    """A process that waits for one order."""

    def __init__(self, settings: WriterSettings) -> None:
        self._channel, self._process = start_module("endpoint.writer", as_json(settings).decode())
        self._hung_up = False

    @property
    def alive(self) -> bool:
        """Whether it still waits."""
        return self._process.poll() is None

    def send(self, order: Order, body: bytes) -> None:
        """Hand over an order; raises DeathError."""
        self.receive(time.monotonic() + START_SECONDS)
        self._channel.settimeout(START_SECONDS)
        try:
            send_frame(self._channel, Tag.JOB, as_json(order))
            for start in range(0, len(body), PIECE_BYTES):
                send_frame(self._channel, Tag.DATA, body[start : start + PIECE_BYTES])
            send_frame(self._channel, Tag.END)
        except OSError as error:
            raise DeathError from error

    def receive(self, deadline: float) -> Frame:
        """What it says next; raises LateError or DeathError."""
        try:
            return receive_frame(lambda length: self._receive(length, deadline))
        except TimeoutError as error:
            raise LateError from error
        except (WireError, OSError) as error:
            raise (LateError if time.monotonic() >= deadline else DeathError) from error

    def _receive(self, length: int, deadline: float) -> bytes:
        received = b""
        while len(received) < length:
            self._channel.settimeout(max(0.001, deadline - time.monotonic()))
            piece = self._channel.recv(length - len(received))
            if not piece:
                self._hung_up = True
                raise ConnectionResetError
            received += piece
        return received

    def end(self) -> int | None:
        """End it, whatever it is doing; its status, if it had ended by itself."""
        status = self._process.poll()
        if status is None and self._hung_up:
            with suppress(subprocess.TimeoutExpired):
                status = self._process.wait(ENDING_SECONDS)
        self._channel.close()
        self._process.kill()
        self._process.wait()
        return status


class Writer:
    """Takes the writes to one store. Thread-safe."""

    def __init__(self, config: Config, engine: Engine) -> None:
        self._config = config
        self._engine = engine
        self._settings = WriterSettings(str(config.store), config.memory_bytes, PREFIXES)
        self._guard = threading.Lock()
        self._turn = threading.Lock()
        self._waiting = 0
        self._spare: WriterProcess | None = None
        self._closed = False

    def write(self, order: Order, body: bytes) -> Done:
        """Carry out an order; when this comes back, queries are answered from what it made. Raises ProblemError."""
        note(write=order.act)
        began = time.monotonic()
        self._enter()
        try:
            waited = time.monotonic() - began
            done = self._written(order, body, max(0.0, order.wait_seconds - waited))
        finally:
            self._turn.release()
        self._serve(done)
        return done

    def close(self) -> None:
        """End the process that waits for the next write."""
        with self._guard:
            self._closed = True
            spare, self._spare = self._spare, None
        if spare:
            spare.end()

    def _enter(self) -> None:
        """Wait for the turn; raises ProblemError."""
        if self._turn.acquire(blocking=False):
            return
        with self._guard:
            if self._waiting >= self._config.write_queue_length:
                raise busy()
            self._waiting += 1
        try:
            if not self._turn.acquire(timeout=self._config.write_wait_seconds):
                raise busy()
        finally:
            with self._guard:
                self._waiting -= 1

    def _written(self, order: Order, body: bytes, wait: float) -> Done:
        order = replace(order, wait_seconds=wait)
        try:
            return self._attempt(order, body)
        except KilledError:
            # Whoever killed the process did not mean the write; nothing has come of it.
            with suppress(KilledError):
                return self._attempt(order, body)
            raise ProblemError("write-crashed") from None
        except LateError as error:
            detail = f"A write may take {order.seconds:g} seconds; nothing was changed."
            raise ProblemError("timeout", detail, seconds=order.seconds) from error
        except DeathError as error:
            raise ProblemError("write-crashed") from error

    def _attempt(self, order: Order, body: bytes) -> Done:
        """Raises LateError, KilledError or DeathError if nothing has come of it, and ProblemError."""
        process, announced = self._take(), list[Done]()
        # Meanwhile, for the next write.
        threading.Thread(target=self._prepare, name="mithaq-writer", daemon=True).start()
        try:
            return _conversation(process, order, body, announced)
        except (LateError, DeathError):
            killed = process.end() == -signal.SIGKILL
            if announced and self._became(announced[0]):
                return announced[0]
            if killed:
                raise KilledError from None
            raise
        finally:
            process.end()

    def _became(self, announced: Done) -> bool:
        """Whether a version that was about to become the current one is it."""
        with suppress(OSError):
            return (self._config.store / "current").readlink().name == announced.version
        return False

    def _serve(self, done: Done) -> None:
        try:
            if self._engine.version.path.name != done.version:
                self._engine.switch()
        except StoreError as error:
            log.error("version %s cannot be served: %s", done.version, error)
            raise ProblemError("unavailable", headers={"Retry-After": RETRY_SECONDS}) from error

    def _take(self) -> WriterProcess:
        with self._guard:
            spare, self._spare = self._spare, None
        if spare and spare.alive:
            return spare
        if spare:
            spare.end()
        return self._start()

    def _start(self) -> WriterProcess:
        try:
            return WriterProcess(self._settings)
        except OSError as error:
            raise ProblemError("write-crashed") from error

    def _prepare(self) -> None:
        """Have a process wait for the next write."""
        with suppress(ProblemError):
            fresh = self._start()
            with self._guard:
                keep = self._spare is None and not self._closed
                if keep:
                    self._spare = fresh
            if not keep:
                fresh.end()


def _conversation(process: WriterProcess, order: Order, body: bytes, announced: list[Done]) -> Done:
    """Have an order carried out; `announced` is filled when its version is about to become the current one."""
    process.send(order, body)
    frame = process.receive(time.monotonic() + order.wait_seconds + START_SECONDS)
    if frame.tag is Tag.READY:
        frame = process.receive(time.monotonic() + order.seconds)
    if frame.tag is Tag.HEADER:
        announced.append(Done(**decode(frame.payload)))
        frame = process.receive(time.monotonic() + SWAP_SECONDS)
    return _outcome(frame)


def _outcome(frame: Frame) -> Done:
    if frame.tag is Tag.FAILURE:
        refused = Refused(**decode(frame.payload))
        if refused.problem == "busy":
            raise busy()
        raise ProblemError(refused.problem, refused.detail, **refused.members)
    return Done(**decode(frame.payload))


def busy() -> ProblemError:
    """Other writes, or a build, come first."""
    return ProblemError("busy", headers={"Retry-After": RETRY_SECONDS})
