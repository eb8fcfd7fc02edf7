"""What each verb of the command line does: arguments in, exit status out. A verb imports its parts when it runs."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from endpoint.config import Config
    from kg.reading import Problem


def build(arguments: Namespace) -> int:
    """Build and publish; status 1 if the program itself failed on an article."""
    from kg.build import build
    from kg.cli_source import source_of

    made = build(
        arguments.inputs,
        arguments.out,
        base=arguments.base,
        workers=arguments.workers,
        strict=arguments.strict,
        force=arguments.force,
        keep_going=arguments.keep_going,
        min_confidence=arguments.min_confidence,
        curation=arguments.curation,
        wikidata=source_of(arguments),
        report=_report,
    )
    verb = "up to date" if made.up_to_date else "built"
    print(f"{verb}: {_counted(made.version.manifest.counts)} in {made.seconds:.1f} s")
    if made.failed:
        print(f"mithaq: {len(made.failed)} articles are missing, as told above; please report it", file=sys.stderr)
    return 1 if made.failed else 0


def _report(problem: Problem) -> None:
    print(f"mithaq: left out: {problem}", file=sys.stderr)


def _counted(counts: Mapping[str, int]) -> str:
    return (
        f"{counts['articles']} articles, {counts['actors']} actors, {counts['statements']} statements, "
        f"{counts['commitments']} commitments ({counts['pledges']} of them aid pledges), {counts['quads']} quads"
    )


def serve(arguments: Namespace) -> int:
    """Serve until interrupted, or print the settings."""
    from endpoint import settings

    for sentence in settings.unknown_variables(os.environ):
        print(f"mithaq: {sentence}", file=sys.stderr)
    file = arguments.config or (Path(os.environ["MITHAQ_CONFIG"]) if os.environ.get("MITHAQ_CONFIG") else None)
    if arguments.print_config:
        print(settings.as_yaml(settings.gather(vars(arguments), os.environ, file)))
        return 0
    from endpoint.server import run

    def read() -> Config:
        return settings.configure(vars(arguments), os.environ, file)

    run(read(), read)
    return 0


def query(arguments: Namespace) -> int:
    """Print the answer to a query."""
    from kg.query import run

    text = _text_of(arguments.query)
    run(arguments.store, text, arguments.format, sys.stdout.buffer, services=arguments.service)
    return 0


def _text_of(query: str) -> str:
    """The query itself, or the content of the file that it names; no query ends as a file's name does."""
    from kg.query import QueryError

    if query != "-" and not query.endswith((".rq", ".sparql")):
        return query
    content = sys.stdin.buffer.read() if query == "-" else Path(query).read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise QueryError(f"{query}: not UTF-8 (byte {error.start}); save it as UTF-8") from error


def dump(arguments: Namespace) -> int:
    """Write the graph to a file or standard output."""
    from kg.dump import dump
    from kg.store import current_version

    version = current_version(arguments.store)
    target = sys.stdout.buffer if arguments.out == "-" else Path(arguments.out)
    if arguments.links:
        from kg.giving.linksets import dump_links

        dump_links(version, arguments.format, target, gzip=arguments.gzip)
    else:
        dump(version.path, arguments.format, target, gzip=arguments.gzip)
    return 0


def validate(arguments: Namespace) -> int:
    """Print every fault; status 1 if there is one."""
    from kg.checking import check, open_any

    faults = 0
    for graph, fault in check(open_any(arguments.graph)):
        faults += 1
        print(f"{graph}: {fault}")
    print(f"{faults} faults" if faults else "the graph is well formed")
    return 1 if faults else 0


def score(arguments: Namespace) -> int:
    """Print how well what is found agrees with the annotations, or where it does not."""
    from kg.score import score_trials
    from kg.trials import read_trials
    from kg.workbench.tables import table_by

    if arguments.errors or arguments.html:
        return _errors(arguments)
    trials = read_trials(arguments.gold, arguments.text)
    if arguments.by:
        print(table_by(arguments.by, trials).text())
    else:
        scores = score_trials(trials)
        print(scores.json() if arguments.format == "json" else scores.table())
    return 0


def _errors(arguments: Namespace) -> int:
    """Show every case where found and annotated differ, in the terminal or as a page."""
    from kg.explain.terminal import in_colours
    from kg.score import score_trials
    from kg.workbench import open_cases
    from kg.workbench.page import page
    from kg.workbench.terminal import lines

    trials, cases = open_cases(arguments.gold, arguments.text)
    if arguments.html:
        arguments.html.write_bytes(page(cases, trials, arguments.by).encode())
        if arguments.format == "json":
            print(score_trials(trials).json())
        return 0
    for line in lines(cases, colours=in_colours(sys.stdout)):
        print(line)
    print(f"\n{score_trials(trials).table()}")
    return 0


def explain(arguments: Namespace) -> int:
    """Show how an article is read, in the terminal or as a page."""
    from kg.explain import explain
    from kg.explain.page import page
    from kg.explain.terminal import show

    explanation = explain(arguments.article, gold=arguments.gold, why=arguments.why or bool(arguments.html))
    if arguments.html:
        arguments.html.write_bytes(page(explanation).encode())
    else:
        show(explanation, sys.stdout)
    return 0
