"""A dump -> an index of the agents in it: what may be one is staged, then sorted out and put in order.

What has been staged stays until the index is whole, so that an interrupted run goes on where it was; the index itself
is made beside its place and moved there at the end.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from kg.wikidata.dumpfile import STANDARD_INPUT, Block, Dump, look_at
from kg.wikidata.entity import WikidataError
from kg.wikidata.parsing import Parsed
from kg.wikidata.pipeline import parsed_blocks
from kg.wikidata.sorting import Counts, sort_out
from kg.wikidata.staging import Staging, State

# As often as this, what was read is put on disk; hardly more than so many rows are held.
CHECKPOINT_SECONDS = 10.0
_MOST_HELD = 1 << 16
MOST_BAD = 1000
# How the file of an index begins: https://www.sqlite.org/fileformat.html#magic_header_string
_SQLITE = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class Headway:
    """How far the reading is: bytes of the file and of its content, entities, those staged, bad lines; and how fast.

    `seconds` and `since` are of this run, which began at that many bytes read, content and entities.
    """

    dump: Dump
    read: int
    unpacked: int
    entities: int
    rows: int
    bad: int
    seconds: float
    since: tuple[int, int, int] = (0, 0, 0)

    @property
    def entities_a_second(self) -> float:
        """Entities read a second in this run."""
        return (self.entities - self.since[2]) / max(self.seconds, 1e-9)

    @property
    def bytes_a_second(self) -> float:
        """Bytes of content a second in this run."""
        return (self.unpacked - self.since[1]) / max(self.seconds, 1e-9)

    @property
    def seconds_left(self) -> float | None:
        """How long the rest of the file takes at this rate; None where that cannot be told."""
        done = self.read - self.since[0]
        if self.dump.size is None or done <= 0:
            return None
        return (self.dump.size - self.read) * self.seconds / done


@dataclass(frozen=True, slots=True)
class Made:
    """An index made: how many entities were read, are in it, by how many names; and how long that took."""

    entities: int
    bad: int
    counts: Counts
    seconds: float
    resumed: bool


def _check_place(out: Path) -> None:
    """Refuse to write over what is no index: the dump itself, or something else of the user's."""
    if not out.absolute().parent.is_dir():
        raise WikidataError(f"{out}: there is no folder {out.parent}")
    if out.is_dir():
        raise WikidataError(f"{out}: is a folder; name a file for the index")
    if out.exists():
        with out.open("rb") as there:
            if there.read(len(_SQLITE)) not in (b"", _SQLITE):
                raise WikidataError(f"{out}: is there and is no index; name another file for it")


def make_index(
    dump: str,
    out: Path,
    *,
    workers: int = 1,
    restart: bool = False,
    most_bad: int = MOST_BAD,
    progress: Callable[[Headway], None] = lambda _: None,
    stage: Callable[[str], None] = lambda _: None,
    complain: Callable[[str], None] = lambda _: None,
) -> Made:
    """Make the index of a dump in the file `out`; "-" reads the dump from standard input.

    What was begun before goes on, unless `restart`. Each bad line is complained of; more than `most_bad` of them, or a
    file that is no dump or is damaged, raise WikidataError. With `workers` 0 all is done in this process.
    """
    begun = time.monotonic()
    _check_place(out)
    found = look_at(dump)
    path = out.with_name(f"{out.name}.part")
    if restart:
        path.unlink(missing_ok=True)
    new = out.with_name(f"{out.name}.new")
    try:
        with Staging(path, found) as staging:
            resumed = staging.state != State()
            if not staging.state.done:
                _Reader(found, staging, most_bad, complain).read(workers, progress)
            stage("sorting out which of them are agents, and putting them in order")
            counts = sort_out(staging, new, _facts(found))
            state = staging.state
            _publish(new, out)
            staging.remove()
    except sqlite3.Error as error:
        raise WikidataError(f"{path}: {error}; with --restart it is begun anew") from error
    return Made(state.entities, state.bad, counts, time.monotonic() - begun, resumed)


@dataclass(slots=True)
class _Reader:
    """Reads a dump into a staging, from where that is to the end."""

    dump: Dump
    staging: Staging
    most_bad: int
    complain: Callable[[str], None]
    state: State = field(init=False)
    held: list[Parsed] = field(default_factory=list)
    written: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self.state = self.staging.state

    def read(self, workers: int, progress: Callable[[Headway], None]) -> None:
        """Read to the end; raises WikidataError if there is nothing, or too much that cannot be read."""
        begun, start = time.monotonic(), self.state
        since = (start.place.packed, start.place.at, start.entities)
        for block, parsed in parsed_blocks(self.dump, start.place, workers):
            self._tell_bad(parsed)
            self._take(block, parsed)
            now, state = time.monotonic(), self.state
            progress(
                Headway(self.dump, block.read, block.end.at, state.entities, state.rows, state.bad, now - begun, since)
            )
        if not self.state.entities:
            raise WikidataError(f"{self.dump.path}: there is no entity in it")
        if self.dump.bracketed and not self.state.closed:
            line = self.state.place.lines
            self.complain(f"{self.dump.path}: does not end with ']': what should come after line {line} is missing")
        self._write(msgspec.structs.replace(self.state, done=True))

    def _tell_bad(self, parsed: Parsed) -> None:
        for count, (line, why) in enumerate(parsed.bad, self.state.bad + 1):
            self.complain(f"{self.dump.path}:{line}: left out: {why}")
            if count > self.most_bad:
                raise WikidataError(f"{self.dump.path}: {count} lines cannot be read; is it a Wikidata dump?")

    def _take(self, block: Block, parsed: Parsed) -> None:
        before = self.state
        self.held.append(parsed)
        self.state = State(
            block.end,
            closed=before.closed or parsed.closed,
            entities=before.entities + parsed.entities,
            rows=before.rows + len(parsed.rows),
            bad=before.bad + len(parsed.bad),
        )
        late = time.monotonic() - self.written >= CHECKPOINT_SECONDS
        if late or self.state.rows - self.staging.state.rows >= _MOST_HELD:
            self._write(self.state)

    def _write(self, state: State) -> None:
        self.staging.add(self.held, state)
        self.held, self.written = [], time.monotonic()


def _facts(dump: Dump) -> dict[str, str]:
    """What is known of the dump: its name, and the day its file is from."""
    if dump.path == STANDARD_INPUT:
        return {"dump": "a dump from standard input"}
    day = time.strftime("%Y-%m-%d", time.gmtime(Path(dump.path).stat().st_mtime))
    return {"dump": f"{Path(dump.path).name} of {day}"}


def _publish(made: Path, out: Path) -> None:
    """Move a file to its place when all of it is on disk."""
    with made.open("rb") as file:
        os.fsync(file.fileno())
    made.replace(out)
    folder = os.open(out.absolute().parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
