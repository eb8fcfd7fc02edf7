"""News articles -> a published version of the graph: read, extract, check, validate, publish.

Nothing is published unless every page of the graph is sound; until then the version that stands is not touched.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from kg.article import Article
from kg.curation import Curation, load_curation
from kg.fingerprint import code_hash, curation_hash, inputs_hash
from kg.iris import Minter
from kg.namespaces import BASE
from kg.progress import Progress
from kg.reading import Problem, find_sources, read_inputs
from kg.store import Manifest, StoreError, Version, building, current_version, publish_locked

if TYPE_CHECKING:
    from kg.draft import Draft
    from kg.linking.building import Links
    from kg.wikidata.entity import Source
    from kg.workers import Loader, Page

# More than a reader can take in at once; one wrong rule makes as many as there are articles.
_MOST_SHOWN = 20
Report = Callable[[Problem], None]


class BuildError(ValueError):
    """Nothing was published; the message says why and what to change."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build made. The version's manifest counts articles, actors, statements, commitments, pledges and quads.

    `skipped` inputs could not be read whole; on `failed` articles the extractor or the graph raised an error, or, when
    keeping going, what was found is against the shapes.
    """

    version: Version
    seconds: float
    up_to_date: bool = False
    skipped: tuple[Problem, ...] = ()
    failed: tuple[Problem, ...] = ()


def build(
    inputs: Sequence[Path],
    out: Path,
    *,
    base: str = BASE,
    workers: int = 1,
    strict: bool = False,
    force: bool = False,
    keep_going: bool = False,
    min_confidence: float = 0,
    curation: Sequence[Path] = (),
    wikidata: Source | None = None,
    load: Loader | None = None,
    report: Report = lambda problem: None,
    progress: Progress | None = None,
) -> BuildReport:
    """Build the graph of files and folders and publish it in the folder `out`, unless it stands there already.

    Inputs that cannot be read and articles on which the extractor fails go to `report` and are left out; with
    `strict` they refuse the whole. What is against the shapes refuses the whole, unless `keep_going` leaves its
    article out. Statements, commitments and pledges of a confidence under `min_confidence` are left out.
    What articles tell alike is one node, under its name in `out`; actors are linked; files of `curation` decide first.
    Raises InputError, BuildError, IriError, TableError, StoreError or WorkerError.
    """
    started = time.monotonic()
    _check(out, base, workers, min_confidence)
    plan = _plan(inputs, base, min_confidence, curation, wikidata)
    standing = None if force else _standing(out, plan, strict=strict)
    if standing:
        return BuildReport(standing, time.monotonic() - started, up_to_date=True)
    problems = _Problems(report)
    articles = read_inputs(inputs, strict=strict, report=problems.skip)
    ways = _Ways(load, workers, strict, keep_going, load_curation(*curation), wikidata)
    try:
        with building(out), progress or Progress("articles") as telling:
            version = _make(articles, out, plan, ways, problems, telling)
    except OSError as error:
        raise BuildError(f"cannot write to {out}: {error.strerror or error}; nothing was published") from error
    done = time.monotonic() - started
    return BuildReport(version, done, skipped=tuple(problems.skipped), failed=tuple(problems.failed))


class _Problems:
    """What is reported, remembered."""

    def __init__(self, report: Report) -> None:
        self.skipped: list[Problem] = []
        self.failed: list[Problem] = []
        self._report = report

    def skip(self, problem: Problem) -> None:
        """An input cannot be read whole."""
        self.skipped.append(problem)
        self._report(problem)

    def tell(self, problem: Problem) -> None:
        """A decision names what is not there."""
        self._report(problem)

    def fail(self, problem: Problem) -> None:
        """The extractor or the graph raised an error on an article."""
        self.failed.append(problem)
        self._report(problem)


def _check(out: Path, base: str, workers: int, min_confidence: float) -> None:
    """Refuse what would only come to light after minutes of work."""
    Minter(base)
    if workers < 1:
        raise BuildError(f"{workers} workers can build nothing; choose at least 1")
    if not 0 <= min_confidence <= 1:
        raise BuildError(f"no rule has a confidence of {min_confidence:g}; choose a number from 0 to 1")
    if out.exists() and not out.is_dir():
        raise BuildError(f"{out} is a file; a graph is built into a folder")


def _plan(
    inputs: Sequence[Path], base: str, min_confidence: float, curation: Sequence[Path], wikidata: Source | None
) -> Manifest:
    """What the graph is to be made from."""
    return Manifest(
        base,
        inputs_hash(find_sources(inputs)),
        code_hash(),
        min_confidence=float(min_confidence),
        curation=curation_hash(curation),
        wikidata=wikidata.version if wikidata else "",
    )


def _standing(out: Path, plan: Manifest, *, strict: bool) -> Version | None:
    """The published version, if a build would make the same one."""
    version = _published(out)
    if version is None:
        return None
    there = version.manifest
    same = replace(plan, counts=there.counts, content=there.content) == there
    faults = there.counts.get("failed", 0) + (there.counts.get("skipped", 0) if strict else 0)
    return version if same and not faults else None


def _published(out: Path) -> Version | None:
    """The version that stands, if one does."""
    try:
        return current_version(out)
    except StoreError:
        return None


@dataclass(frozen=True, slots=True)
class _Ways:
    """How a graph is made, beyond what its manifest tells."""

    load: Loader | None
    workers: int
    strict: bool
    keep_going: bool
    decisions: Curation
    wikidata: Source | None = None


def _make(
    articles: Iterable[Article], out: Path, plan: Manifest, ways: _Ways, problems: _Problems, progress: Progress
) -> Version:
    # What a build needs beyond finding that there is nothing to do takes longer to import than that takes.
    from kg.across.standing import standing
    from kg.draft import Draft
    from kg.lexicon import load_lexicon
    from kg.linking.building import Links
    from kg.linking.linker import Linker
    from kg.sifting import Sifting
    from kg.workers import load_rules, pages

    load = ways.load or load_rules
    if plan.min_confidence:
        load = Sifting(load, plan.min_confidence)

    # On the disk of the store, to notice early what is too large for it; without a name, so that nothing stays behind.
    with TemporaryFile(dir=out) as spool, TemporaryFile(dir=out) as sketches:
        draft = Draft(spool, sketches, plan.base)
        links = Links(Linker(load_lexicon(), ways.wikidata, ways.decisions), out, plan.base)
        with closing(pages(articles, load, base=plan.base, workers=ways.workers)) as made:
            _collect(made, draft, links, problems, progress, keep_going=ways.keep_going)
        progress.note("merging")
        unmet = draft.merge(ways.decisions, standing(_published(out), plan.base))
        progress.note("linking")
        draft.tell("links", links.documents())
        for problem in (*unmet, *links.unmet()):
            problems.tell(problem)
        draft.add_world(links.settled)
        _refuse_unsound(draft, problems, strict=ways.strict)
        progress.note("publishing")
        counts = draft.counts() | {"skipped": len(problems.skipped), "failed": len(problems.failed)}
        return publish_locked(out, draft.quads(), replace(plan, counts=counts))


def _collect(
    made: Iterable[Page], draft: Draft, links: Links, problems: _Problems, progress: Progress, *, keep_going: bool
) -> None:
    for page in made:
        faults = [Problem(f"article {page.article}", str(violation)) for violation in page.violations]
        if page.failure:
            problems.fail(Problem(f"article {page.article}", page.failure))
        elif faults and keep_going:
            problems.fail(Problem(faults[0].place, "; ".join(fault.text for fault in faults)))
        else:
            draft.add(page, faults)
            links.add(page.scene)
        progress.advance()


def _refuse_unsound(draft: Draft, problems: _Problems, *, strict: bool) -> None:
    if draft.faults:
        shown = map(str, draft.faults[:_MOST_SHOWN])
        raise BuildError("\n  ".join([f"the graph has {len(draft.faults)} faults; nothing was published:", *shown]))
    if not draft.counts()["articles"]:
        first = f" (the first: {problems.failed[0]})" if problems.failed else ""
        raise BuildError(f"no article could be taken in{first}; nothing was published")
    if strict and problems.failed:
        raise BuildError(f"{len(problems.failed)} articles could not be taken in; nothing was published")
