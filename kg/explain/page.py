"""An explanation -> one HTML page that needs nothing else: no script runs in it, and nothing is fetched for it.

Its policy forbids both (https://www.w3.org/TR/CSP3/), whatever an article may hold.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template

from kg.explain.explanation import Explanation
from kg.explain.marking import KINDS
from kg.explain.telling import Verdict

# The marks that stand for a frame as a whole, with the kind of frame.
OWN = {"content": "statement", "commitment": "commitment", "pledge": "pledge", "missed": "missed"}
_VERDICTS: tuple[Verdict, ...] = ("right", "partly", "strange", "neutral", "missed")


def page(explanation: Explanation) -> str:
    """The page, in Arabic and from right to left; every value is escaped."""
    shown = {"missed": explanation.judged, "rejected": bool(explanation.rejected)}
    given = Counter(row.verdict for row in explanation.rows)
    return template("explain/page.html").render(
        it=explanation,
        own=OWN,
        places={row.id: row.place for row in explanation.rows},
        kinds=[kind for kind in reversed(KINDS) if shown.get(kind, True)],
        verdicts={verdict: given[verdict] for verdict in _VERDICTS} if explanation.judged else {},
    )


@cache
def template(name: str) -> Template:
    """A template of the pages, by its place in the package `kg`; every value in it is escaped."""
    sources = FunctionLoader(lambda name: files("kg").joinpath(name).read_text("utf-8"))
    environment = Environment(loader=sources, autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    return environment.get_template(name)
