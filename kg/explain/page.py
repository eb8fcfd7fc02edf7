"""An explanation -> one HTML page that needs nothing else: no script runs in it, and nothing is fetched for it.

Its policy forbids both (https://www.w3.org/TR/CSP3/), whatever an article may hold.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from kg.explain.explanation import Explanation
from kg.explain.marking import KINDS
from kg.explain.telling import Verdict

# The marks that stand for a frame as a whole, with the kind of frame.
OWN = {"content": "statement", "commitment": "commitment", "pledge": "pledge", "missed": "missed"}
_VERDICTS: tuple[Verdict, ...] = ("right", "partly", "strange", "neutral", "missed")


def page(explanation: Explanation) -> str:
    """The page, in Arabic and from right to left; every value is escaped."""
    given = Counter(row.verdict for row in explanation.rows)
    return _template().render(
        it=explanation,
        own=OWN,
        places={row.id: row.place for row in explanation.rows},
        kinds=[kind for kind in reversed(KINDS) if explanation.judged or kind != "missed"],
        verdicts={verdict: given[verdict] for verdict in _VERDICTS} if explanation.judged else {},
    )


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    return environment.from_string(files("kg.explain").joinpath("page.html").read_text("utf-8"))
