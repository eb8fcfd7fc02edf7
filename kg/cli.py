"""The command line `mithaq`: one verb for each thing to do with articles and the graph built from them.

Exit status: 0 done; 1 something is wrong with the data, told in one sentence; 2 wrong usage; 130 interrupted.
"""

from __future__ import annotations

import argparse
import io
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import NoReturn

import kg
from endpoint.settings import add_flags
from kg import cli_commands as commands
from kg.cli_linking import add_link
from kg.cli_source import add_source
from kg.cli_wikidata import add_wikidata
from kg.namespaces import BASE

_BUILD = """examples:
  mithaq build news/ --out store
  mithaq build 2021.jsonl.gz 2022.jsonl.gz --out store --workers 4 --base https://data.example.org/id/
  mithaq build news/ --out store --min-confidence 0.8
  mithaq build news/ --out store --curation decisions.yaml

A text file's details stand beside it in articles.yaml (name: {published: 2021-07-26, publisher: …, url: …, title: …});
a JSON line has id and text, and may have title, published, publisher and url.
What cannot be read whole is told by name and left out (--strict: refuses the whole). An article whose graph is against
the ontology's shapes refuses the whole (--keep-going: is told and left out). Status 1 if the program itself failed on
an article. A build of what stands in DIR already is done at once.
"""
_SERVE = """examples:
  mithaq serve --store store
  mithaq serve --store store --host 0.0.0.0 --port 80
  mithaq serve --config mithaq.yaml --workers 4
  mithaq serve --sparql-url http://127.0.0.1:7878/query
  MITHAQ_STORE=store mithaq serve --print-config > mithaq.yaml

A setting --some-name is MITHAQ_SOME_NAME in the environment and some_name in the file; a flag comes before the
environment, that before the file. Sizes are written 512MiB or 4GiB, durations 30s or 2m.
A newly built version is taken up without a restart.
"""
_QUERY = """examples:
  mithaq query --store store 'SELECT ?name WHERE { ?actor a mq:Person ; rdfs:label ?name }'
  mithaq query --store store pledges.rq --format csv > pledges.csv
  mithaq query --store store --service https://query.wikidata.org/sparql births.rq

The usual prefixes (mq, act, topic, schema, skos, wd, …) need no PREFIX line. The default graph is the union of all.
"""
_DUMP = """examples:
  mithaq dump --store store --format ttl --out graph.ttl
  mithaq dump --store store --format nq --gzip --out graph.nq.gz
  mithaq dump --store store --format trig --out - | less
  mithaq dump --store store --links --format ttl --out links.ttl

nq, trig and jsonld keep the named graphs (one for each article); ttl, nt and rdf hold the union of them.
"""
_VALIDATE = """examples:
  mithaq validate store
  mithaq validate graph.trig

Checks a built graph, or a file in any RDF syntax, against the shapes (SHACL) of the ontology.
"""
_SCORE = """examples:
  mithaq score --gold gold --text news
  mithaq score --gold gold --text news --errors
  mithaq score --gold gold --text news --errors --html errors.html
  mithaq score --gold gold --text news --by rule
  mithaq score --gold gold --text news --by outlet --html outlets.html

Reads the articles that are annotated in --gold and compares what is found in them with the annotations. --errors shows
each difference in its sentence, annotated beside found, with the rule that made it or why nothing was made. --by outlet
takes all names of an outlet for one.
"""
_EXPLAIN = """examples:
  mithaq explain news/article.txt
  mithaq explain news/article.txt --why
  mithaq explain news/article.txt --html article.html
  mithaq explain news/article.txt --gold gold/article.yaml --html article.html

Shows the text with every find marked, what was found, and which rule found it; with --gold also what the annotations
have and the program missed; with --why also reporting and binding words and sums that made nothing, and the reason.
With --html it writes a page to open in a browser, which shows these too.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command of the given arguments (default: the program's own); the exit status comes back."""
    signal.signal(signal.SIGTERM, _terminated)
    _write_utf8()
    try:
        arguments = _parser().parse_args(argv)
        status: int = arguments.run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("\nmithaq: interrupted; nothing was changed", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # Whoever read the output has seen enough. Python would complain once more when it closes standard output.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except Exception as error:
        if not _is_told(error):
            raise
        print(f"mithaq: {_sentence(error)}", file=sys.stderr)
        return 1
    return status


def _write_utf8() -> None:
    """Arabic is written in UTF-8 whatever the locale; a letter that cannot be encoded ends no command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _terminated(signal: int, frame: FrameType | None) -> NoReturn:
    """End in good order, so that no worker process and no half-built folder stays behind."""
    sys.exit(128 + signal)


def _is_told(error: Exception) -> bool:
    """Whether the message is meant for the user: the program's own errors, and those of the file system and network."""
    return isinstance(error, OSError) or type(error).__module__.partition(".")[0] in ("kg", "endpoint")


def _sentence(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return str(error)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="mithaq", description=kg.__doc__)
    parser.add_argument("--version", action="version", version=f"mithaq {kg.__version__}")
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    adders = (_add_build, _add_serve, _add_query, _add_dump, _add_validate, _add_score, _add_explain)
    for add in (*adders, add_link, add_wikidata):
        add(verbs)
    return parser


Verbs = argparse._SubParsersAction  # argparse gives the type no public name


def _verb(
    verbs: Verbs[argparse.ArgumentParser], name: str, run: Callable[[argparse.Namespace], int], summary: str, more: str
) -> argparse.ArgumentParser:
    verb: argparse.ArgumentParser = verbs.add_parser(
        name, help=summary, description=summary, epilog=more, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    verb.set_defaults(run=run)
    return verb


def _add_build(verbs: Verbs[argparse.ArgumentParser]) -> None:
    verb = _verb(verbs, "build", commands.build, "read articles and publish their graph in a folder", _BUILD)
    verb.add_argument(
        "inputs", nargs="+", type=Path, metavar="INPUT", help="a folder, or a .txt, .jsonl or .jsonl.gz file"
    )
    verb.add_argument("--out", required=True, type=Path, metavar="DIR", help="the folder to publish the graph in")
    verb.add_argument("--base", default=BASE, metavar="IRI", help="what the IRIs of the data begin with (%(default)s)")
    verb.add_argument("--workers", type=int, default=1, metavar="N", help="how many processes to use (%(default)s)")
    verb.add_argument("--strict", action="store_true", help="publish nothing unless every input can be read whole")
    verb.add_argument("--keep-going", action="store_true", help="leave out articles whose graph is against the shapes")
    verb.add_argument(
        "--min-confidence",
        type=float,
        default=0,
        metavar="X",
        help="leave out what rules found that are right less often than this (0 to 1; %(default)s)",
    )
    verb.add_argument(
        "--curation",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="decisions of your own (YAML): what is one, what is not; may be given several times",
    )
    add_source(verb)
    verb.add_argument("--force", action="store_true", help="build even if the graph stands there already")


def _add_serve(verbs: Verbs[argparse.ArgumentParser]) -> None:
    verb = _verb(verbs, "serve", commands.serve, "serve a built graph: pages, SPARQL, linked data", _SERVE)
    verb.add_argument("--config", type=Path, metavar="FILE", help="a YAML file of settings (MITHAQ_CONFIG)")
    verb.add_argument("--print-config", action="store_true", help="print the settings as such a file, and end")
    add_flags(verb)


def _add_query(verbs: Verbs[argparse.ArgumentParser]) -> None:
    verb = _verb(verbs, "query", commands.query, "ask a built graph in SPARQL", _QUERY)
    _add_store(verb)
    verb.add_argument(
        "--service",
        action="append",
        default=[],
        metavar="URL",
        help="a SPARQL endpoint that the query may ask (SERVICE <URL>); may be given several times",
    )
    verb.add_argument("query", metavar="QUERY", help="SPARQL 1.1, or a file that holds it; - reads standard input")
    verb.add_argument("--format", default="table", choices=("table", "csv", "tsv", "json"), help="default: %(default)s")


def _add_dump(verbs: Verbs[argparse.ArgumentParser]) -> None:
    verb = _verb(verbs, "dump", commands.dump, "write a built graph to a file", _DUMP)
    _add_store(verb)
    verb.add_argument("--format", required=True, choices=("ttl", "trig", "nt", "nq", "jsonld", "rdf"))
    verb.add_argument("--links", action="store_true", help="only the links to other data, as VoID linksets (ttl, nt)")
    verb.add_argument("--out", required=True, metavar="FILE", help="the file to write; - is standard output")
    verb.add_argument("--gzip", action="store_true", help="compress it")


def _add_validate(verbs: Verbs[argparse.ArgumentParser]) -> None:
    verb = _verb(verbs, "validate", commands.validate, "check a graph against the ontology's shapes", _VALIDATE)
    verb.add_argument("graph", type=Path, metavar="FILE-OR-STORE", help="an RDF file, or a folder with a built graph")


def _add_score(verbs: Verbs[argparse.ArgumentParser]) -> None:
    verb = _verb(verbs, "score", commands.score, "compare what is found in articles with annotations", _SCORE)
    verb.add_argument("--gold", required=True, type=Path, metavar="DIR", help="the annotations, one ARTICLE.yaml each")
    verb.add_argument("--text", required=True, type=Path, metavar="DIR", help="the texts, ARTICLE.txt each")
    shown = verb.add_mutually_exclusive_group()
    shown.add_argument("--format", default="table", choices=("table", "json"), help="default: %(default)s")
    shown.add_argument(
        "--by", choices=("rule", "article", "outlet"), help="a table by these; with --html the page is in their order"
    )
    shown.add_argument("--errors", action="store_true", help="show what is missed, wrong or too much in its sentence")
    verb.add_argument("--html", type=Path, metavar="FILE", help="write the errors as a page for the browser")


def _add_explain(verbs: Verbs[argparse.ArgumentParser]) -> None:
    verb = _verb(verbs, "explain", commands.explain, "show how one article is read, and by which rules", _EXPLAIN)
    verb.add_argument("article", type=Path, metavar="ARTICLE", help="a .txt file")
    verb.add_argument("--gold", type=Path, metavar="FILE", help="its annotations, to compare with")
    verb.add_argument("--html", type=Path, metavar="FILE", help="write a page for the browser instead")
    verb.add_argument("--why", action="store_true", help="also show what was not taken for a find, and why")


def _add_store(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--store", required=True, type=Path, metavar="DIR", help="the folder the graph was built in")
