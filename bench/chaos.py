"""`kill -9` of one process of the service after the other, at random and under load: does it recover, and is all right?

    python bench/chaos.py [--times 200] [--every 0.5] [--clients 8] [--quads 50000] [--seed 1] [--store STORE]

Only processes of the service that is started here are killed; nothing leaves 127.0.0.1. Questions with known answers
are asked all the while. After each kill the time is taken until a question that nobody asked before is answered again.
Every write that was acknowledged must be there at the end. Status 1 if anything is wrong.
"""

from __future__ import annotations

import argparse
import secrets
import signal
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from statistics import median

from acknowledged import Curator
from load import REFUSED, Client, Question, good_questions, larger_questions
from served import ROLES, Member, Served, add_store_flags, chosen_store

# A service that is away for longer has not recovered.
LONGEST_SECONDS = 30.0
PROBE = Question("probe", "ASK {}", answer=(b"true",))


@dataclass
class Findings:
    """What has been seen; written by many threads, each with single steps that cannot be torn."""

    away: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    statuses: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    strange: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    written: int = 0
    left: list[Member] = field(default_factory=list)
    fallen: bool = False

    @property
    def faults(self) -> int:
        """How much was wrong."""
        return len(self.wrong) + self.strange.total() + len(self.lost) + len(self.left) + self.fallen


def run(
    store: Path, *, times: int, every: float, clients: int, seed: int, tell: Callable[[str], None] = lambda line: None
) -> Findings:
    """Start a service over a store, torment it, end it."""
    findings, stop = Findings(), threading.Event()
    with tempfile.TemporaryDirectory() as folder, Served("--store", store, *_settings(Path(folder))) as service:
        curator = Curator(service.port, Path(folder) / "tokens")
        questions = [*good_questions(store, 40), *larger_questions(store)]
        work = [partial(_ask, service.port, questions, findings, stop, Random(number)) for number in range(clients)]
        threads = [threading.Thread(target=each) for each in (*work, partial(curator.run, stop))]
        for thread in threads:
            thread.start()
        try:
            _torment(service, findings, times, every, Random(seed), tell)
        finally:
            stop.set()
            for thread in threads:
                thread.join()
        findings.lost, findings.written = [] if findings.fallen else curator.lost(), len(curator.acknowledged)
        findings.strange.update({f"write {status}": number for status, number in curator.strange.items()})
        findings.left = service.end()
    return findings


def _settings(folder: Path) -> list[object]:
    tokens = folder / "tokens"
    tokens.touch(mode=0o600)
    tokens.write_text(f"chaos: {secrets.token_hex(16)}\n")
    return ["--query-seconds", "10s", "--token-file", tokens]


def _ask(port: int, questions: list[Question], findings: Findings, stop: threading.Event, chance: Random) -> None:
    """A client: what it gets must be right; it may be refused, or lose its connection, while there is killing."""
    client = Client(port, chance.randrange(1, 250), seconds=LONGEST_SECONDS)
    while not stop.is_set():
        question = chance.choice(questions)
        result = client.ask(question, fresh=chance.random() < 0.5)
        findings.statuses[str(result.status)] += 1
        findings.statuses["asked again"] += result.again
        if not result.right:
            findings.wrong.append(question.text)
        if isinstance(result.status, int) and result.status != 200 and result.status not in REFUSED:
            findings.strange[str(result.status)] += 1
        time.sleep(0.01 if result.status == 200 else 0.1)
    client.close()


def _torment(
    service: Served, findings: Findings, times: int, every: float, chance: Random, tell: Callable[[str], None]
) -> None:
    for number in range(times):
        member = chance.choice(service.members())
        member.tell(signal.SIGKILL)
        service.process.poll()
        away = _await_answer(service.port)
        findings.away[member.role].append(away)
        if away >= LONGEST_SECONDS:
            findings.fallen = True
            return
        if number % 10 == 9:
            longest = max(map(max, findings.away.values()))
            tell(f"{number + 1} killed, away at most {longest:.2f} s, {dict(findings.statuses)}")
        time.sleep(every * chance.uniform(0.2, 1.8))


def _await_answer(port: int) -> float:
    """How long it takes until a new question is answered."""
    start = time.monotonic()
    while time.monotonic() < start + LONGEST_SECONDS:
        client = Client(port, seconds=LONGEST_SECONDS)
        result = client.ask(PROBE, fresh=True)
        client.close()
        if result.status == 200:
            return time.monotonic() - start
        time.sleep(0.01)
    return LONGEST_SECONDS


def table(away: Mapping[str, list[float]]) -> str:
    """How long the service was away, by whom was killed."""
    rows = ["killed    times  median     most"]
    for role in (*ROLES, "starting"):
        if seconds := away.get(role):
            rows.append(f"{role:9}{len(seconds):6}{median(seconds):7.3f} s{max(seconds):7.3f} s")
    return "\n".join(rows)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--every", type=float, default=0.5, metavar="SECONDS")
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    add_store_flags(parser, 50_000, "one that stands already, made by generate.py; it may be written to")
    arguments = parser.parse_args()
    with chosen_store(arguments) as store:
        findings = run(
            store,
            times=arguments.times,
            every=arguments.every,
            clients=arguments.clients,
            seed=arguments.seed,
            tell=lambda line: print(line, file=sys.stderr, flush=True),
        )
    print(table(findings.away))
    print(f"answers by status: {dict(findings.statuses)}")
    print(f"wrong answers: {len(findings.wrong)}; statuses without explanation: {dict(findings.strange)}")
    if findings.fallen:
        print("the service did not recover")
    print(f"writes acknowledged: {findings.written}; lost: {len(findings.lost)}; processes left: {len(findings.left)}")
    return 1 if findings.faults else 0


if __name__ == "__main__":
    sys.exit(main())
