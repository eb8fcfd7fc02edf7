"""What pledges come to, by donor, recipient or sector, in each currency or unit.

Different units are never added up, nor a sum and the sums that are part of it. A pledge that several articles tell of
counts once; where they differ on its amount, the least counts. What several give together counts for each of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from endpoint.problems import ProblemError
from endpoint.site.asking import Value, rows
from endpoint.site.listing import Facet, Listing, named

# By what pledges are added up, the first unless another is asked for.
BY = ("donor", "recipient", "sector")
# How many units are shown, and how many rows of each; the query behind them has all.
_UNITS, _ROWS = 6, 8


@dataclass(frozen=True, slots=True)
class Total:
    """What the pledges of one donor, recipient or sector come to in one unit; `short` is its name in an address."""

    value: Value
    short: str
    amount: Decimal
    pledges: int


@dataclass(frozen=True, slots=True)
class Totals:
    """The totals in one unit, largest first; `short` is the unit's name in an address."""

    unit: Value
    short: str
    totals: tuple[Total, ...]


def by_of(parameters: Mapping[str, str]) -> str:
    """By what is added up: ?by=; raises ProblemError."""
    by = parameters.get("by") or BY[0]
    if by not in BY:
        raise ProblemError("bad-request", f'The parameter "by" is one of {", ".join(BY)}; not {by[:20]!r}.')
    return by


def totals_query(listing: Listing, chosen: Mapping[str, str], by: str) -> str:
    """The query whose rows are all totals of the pledges that the choices leave."""
    facet, where = named(listing.facets)[by], listing.where(chosen)
    matching = f"{where}\n      {facet.pattern}"
    return f"""SELECT ?value ?unit (SUM(?least) AS ?total) (COUNT(?item) AS ?pledges) WHERE {{
  {{
    SELECT ?value ?unit ?item (MIN(?amount) AS ?least) WHERE {{
      {matching}
      GRAPH ?article {{ ?item mq:amount ?amount ; mq:unit ?unit }}
      # What is part of a sum that counts here already is not added to it.
      FILTER NOT EXISTS {{
        ?item mq:partOf+ ?whole .
        {_of_whole(matching)}
        GRAPH ?telling {{ ?whole mq:amount ?all ; mq:unit ?unit }}
      }}
    }}
    GROUP BY ?value ?unit ?item
  }}
}}
GROUP BY ?value ?unit
ORDER BY ?unit DESC(?total) ?value
"""


def _of_whole(pattern: str) -> str:
    return re.sub(r"\?item\b", "?whole", pattern)


def totals(listing: Listing, chosen: Mapping[str, str], by: str) -> list[Totals]:
    """The totals by unit, the units of most pledges first."""
    facets = named(listing.facets)
    found: dict[Value, list[Total]] = {}
    for row in rows(totals_query(listing, chosen, by)):
        found.setdefault(row["unit"], []).append(_total(facets[by], row))
    by_use = sorted(found, key=lambda unit: (-sum(total.pledges for total in found[unit]), unit))
    return [Totals(unit, facets["unit"].short(unit), tuple(found[unit][:_ROWS])) for unit in by_use[:_UNITS]]


def _total(facet: Facet, row: Mapping[str, Value]) -> Total:
    return Total(row["value"], facet.short(row["value"]), Decimal(row["total"]), int(row["pledges"]))
