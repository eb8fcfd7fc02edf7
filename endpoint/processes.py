"""The processes behind the endpoint as the web process sees them: query workers, and the zygotes they come from."""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from endpoint.ends import (
    CrashError,
    DeadlineError,
    KilledError,
    MemoryLimitError,
    PoolError,
    QueryError,
    StackError,
    UnreadableError,
)
from endpoint.wire import (
    FIRST_BYTES,
    MEMORY_STATUS,
    READ_BYTES,
    Failure,
    Frame,
    Job,
    Tag,
    WireError,
    WorkerSettings,
    decode,
    encode,
    frame,
    open_frame,
)

# Where `python -m endpoint.zygote` finds this package, installed or in a checkout.
IMPORT_ROOT = Path(__file__).resolve().parent.parent
# A crash is one line in the log, not a page of addresses.
ENVIRONMENT = {**os.environ, "RUST_BACKTRACE": "0"}
# Huge pages, asked for by the C library's malloc, make a store in memory faster to fork and to read
# (https://www.gnu.org/software/libc/manual/html_node/Memory-Allocation-Tunables.html).
HUGE_PAGES = {"GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}
START_SECONDS = 20.0
# A process is collected by its zygote a moment after its channel has closed.
ENDING_SECONDS = 0.25
# How much nicer a heavy query is than what serves others: https://man7.org/linux/man-pages/man2/setpriority.2.html
NICER = 15
# Says how long to wait for the worker until it wants to be asked again; raises PoolError when the wait is over.
Watch = Callable[[], float]


class Process:
    """A process that may not be a child of this one, signalled without a doubt about its number where Linux allows."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        # The clock of a process, as clock_getcpuclockid(3) numbers it.
        self._clock = (~pid << 3) | 2
        self._handle: int | None = None
        with suppress(OSError, AttributeError):
            self._handle = os.pidfd_open(pid)

    def signal(self, number: int) -> None:
        """Send a signal; one to a process that has ended is lost."""
        with suppress(ProcessLookupError):
            if self._handle is not None:
                signal.pidfd_send_signal(self._handle, number)
            elif not hasattr(os, "pidfd_open"):
                os.kill(self.pid, number)

    @property
    def cpu_seconds(self) -> float:
        """The processor time that it has used; 0 if nobody can tell."""
        try:
            return time.clock_gettime(self._clock)
        except OSError:
            return 0.0

    def __del__(self) -> None:
        if self._handle is not None:
            os.close(self._handle)


def start_module(name: str, *arguments: str, **environment: str) -> tuple[socket.socket, subprocess.Popen[bytes]]:
    """A module of this package in a process of its own, and a channel to it, whose other end is its first argument."""
    ours, theirs = socket.socketpair()
    with theirs:
        # A process group of its own: Ctrl-C in a terminal is for the server, which then closes its workers.
        child = subprocess.Popen(
            [sys.executable, "-m", name, str(theirs.fileno()), *arguments],
            pass_fds=[theirs.fileno()],
            cwd=IMPORT_ROOT,
            stdin=subprocess.DEVNULL,
            process_group=0,
            env={**ENVIRONMENT, **environment},
        )
    return ours, child


class Zygote:
    """A process that forks query workers. Thread-safe; orders raise CrashError when it is gone."""

    def __init__(self, control: socket.socket, process: Process, child: subprocess.Popen[bytes] | None = None) -> None:
        self.pid = process.pid
        self._control = control
        self._process = process
        self._child = child
        self._lock = threading.Lock()
        self._lost = False

    @classmethod
    def start(cls) -> Zygote:
        """A fresh one that holds no store."""
        control, child = start_module("endpoint.zygote", **HUGE_PAGES)
        return cls(control, Process(child.pid), child)

    @property
    def alive(self) -> bool:
        """Whether it takes orders, as far as one knows."""
        if self._child and self._child.poll() is not None:
            self._lost = True
        return not self._lost

    def hatch(self, settings: WorkerSettings, generation: int) -> QueryProcess:
        """Fork a query worker."""
        channel, pid = self._fork({"settings": asdict(settings)})
        return QueryProcess(channel, Process(pid), self, generation)

    def load(self, settings: WorkerSettings, expected: int, watch: Watch) -> Zygote:
        """Fork a zygote that holds the store in memory, and wait until it does; `expected` quads make a whole store."""
        channel, pid = self._fork({"settings": asdict(settings), "load": expected})
        loaded = Zygote(channel, Process(pid))
        try:
            if not _await_line(channel, watch)["loaded"]:
                raise CrashError("the store in memory is not the store on disk")
        except BaseException:
            loaded.close()
            raise
        return loaded

    def status(self, process: Process) -> int | None:
        """How a worker ended: its exit status, or a signal's number below zero; None if nobody knows."""
        give_up = time.monotonic() + ENDING_SECONDS
        while self.alive and time.monotonic() < give_up:
            with suppress(CrashError):
                status: int | None = self._order({"ending": process.pid})["status"]
                if status is not None:
                    return status
            time.sleep(0.005)
        return None

    def await_death(self, watch: Watch) -> None:
        """Wait until the process has gone; `watch` may raise to stop waiting."""
        while self.alive and not _hung_up(self._control, watch()):
            pass
        self._lost = True

    def close(self) -> None:
        """End the process; its workers go on."""
        self._lost = True
        self._process.signal(signal.SIGKILL)
        # An order that waits for its reply must not go on to read from another file of the same number.
        with self._lock:
            self._control.close()
        if self._child:
            self._child.wait()

    def _fork(self, order: dict[str, Any]) -> tuple[socket.socket, int]:
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                return ours, int(self._order(order, theirs.fileno())["pid"])
            except BaseException:
                ours.close()
                raise

    def _order(self, order: dict[str, Any], *handles: int) -> dict[str, Any]:
        with self._lock:
            try:
                self._control.settimeout(START_SECONDS)
                socket.send_fds(self._control, [json.dumps(order).encode()], handles)
                return decode(self._control.recv(READ_BYTES))
            except OSError as error:
                self._lost = True
                raise CrashError("no worker process can be started") from error


class QueryProcess:
    """One worker process and the channel to it; it answers one query at a time."""

    # Whether a lowered priority may be raised again, as far as one knows: it takes CAP_SYS_NICE or RLIMIT_NICE.
    may_raise = True

    def __init__(self, channel: socket.socket, process: Process, home: Zygote, generation: int) -> None:
        self._channel = channel
        self._process = process
        self._home = home
        # Made once, for the same channel is listened to again and again.
        self._ear = select.poll()
        self._ear.register(channel, select.POLLIN)
        self._received = bytearray()
        self._ready = False
        self._lowered = False
        self.generation = generation
        self.pid = process.pid

    @property
    def alive(self) -> bool:
        """Whether the process still has its end of the channel."""
        try:
            return not self._ear.poll(0) or self._channel.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) != b""
        except OSError:
            return False

    def await_ready(self, watch: Watch) -> None:
        """Wait until the store is open; raises CrashError, UnreadableError, or what `watch` raises."""
        if not self._ready:
            frame = self.receive(watch)
            if frame.tag is Tag.FAILURE:
                raise UnreadableError(Failure(**decode(frame.payload)).message)
            self._ready = True

    def send(self, job: Job) -> None:
        """Hand over a query; raises QueryError when it cannot be sent, or the way in which the process ended."""
        try:
            order = frame(Tag.JOB, encode(job))
        except (UnicodeEncodeError, WireError) as error:
            raise QueryError(Failure("value", str(error))) from error
        try:
            # A worker that waits for an order takes nearly all of them at once.
            sent = self._channel.send(order, socket.MSG_DONTWAIT)
            if sent < len(order):
                self._channel.settimeout(START_SECONDS)
                self._channel.sendall(memoryview(order)[sent:])
        except OSError as error:
            raise self.death() from error

    def stay_awake(self, seconds: float) -> None:
        """Wait for what comes next without going to sleep, for so long at most.

        To be woken takes as long as a look-up. Whoever wants this processor meanwhile has it.
        """
        until = time.monotonic() + seconds
        while not self._ear.poll(0) and time.monotonic() < until:
            os.sched_yield()

    def receive(self, watch: Watch) -> Frame:
        """The next frame; raises the way in which the process ended, or what `watch` raises."""
        try:
            while (received := open_frame(self._received)) is None:
                self._received += self._receive_some(watch)
        except (OSError, WireError) as error:
            watch()
            raise self.death() from error
        return received

    def _receive_some(self, watch: Watch) -> bytes:
        while not self._ear.poll(1000 * watch()):
            pass
        piece = self._channel.recv(READ_BYTES if self._received else FIRST_BYTES, socket.MSG_DONTWAIT)
        if not piece:
            raise ConnectionResetError
        return piece

    def death(self) -> PoolError:
        """How the process ended, as an error to raise."""
        return _ending(self._home.status(self._process))

    def pause(self) -> None:
        """Stop the process where it is."""
        self._process.signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let a paused process go on."""
        self._process.signal(signal.SIGCONT)

    @property
    def cpu_seconds(self) -> float:
        """The processor time that the process has used."""
        return self._process.cpu_seconds

    def lower(self) -> None:
        """Let others go first wherever they want the processor at the same time."""
        if not self._lowered and QueryProcess.may_raise:
            with suppress(OSError):
                os.setpriority(os.PRIO_PGRP, self.pid, os.getpriority(os.PRIO_PROCESS, 0) + NICER)
                self._lowered = True

    def raise_again(self) -> bool:
        """Undo `lower`; False where that is not allowed, and so is not done again."""
        if self._lowered:
            try:
                os.setpriority(os.PRIO_PGRP, self.pid, os.getpriority(os.PRIO_PROCESS, 0))
            except ProcessLookupError:
                return True
            except PermissionError:
                QueryProcess.may_raise = False
                return False
            self._lowered = False
        return True

    def stop(self) -> None:
        """End the process, whatever it is doing; the channel stays open for whoever listens to it."""
        # Whoever buries it waits in the kernel, at full load, for what it has left to do there itself.
        self.raise_again()
        self._process.signal(signal.SIGKILL)

    def kill(self) -> None:
        """End the process and close the channel."""
        self.stop()
        self._channel.close()


def _ending(status: int | None) -> PoolError:
    if status == -signal.SIGALRM:
        # The kernel's own timer was first to end a late worker.
        return DeadlineError()
    if status in (-signal.SIGABRT, MEMORY_STATUS):
        return MemoryLimitError("the query took more memory than it may")
    if status in (-signal.SIGSEGV, -signal.SIGBUS):
        return StackError("the query exhausted the stack")
    if status == -signal.SIGKILL:
        return KilledError("the query's process was killed")
    return CrashError("the worker died of this query")


def _await_line(channel: socket.socket, watch: Watch) -> dict[str, Any]:
    """The reply that comes some time; raises CrashError when the process dies first, or what `watch` raises."""
    while True:
        channel.settimeout(watch())
        try:
            return decode(channel.recv(READ_BYTES))
        except TimeoutError:
            continue
        except OSError as error:
            raise CrashError("the store could not be loaded into memory") from error


def _hung_up(channel: socket.socket, seconds: float) -> bool:
    """Whether the other side goes within the given time."""
    ear = select.poll()
    ear.register(channel, 0)
    return bool(ear.poll(seconds * 1000))
