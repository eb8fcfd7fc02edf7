"""Drawings made here as SVG: links that a keyboard reaches, text that can be found, and no script.

Each stands beside a list that says the same in words. Geometry goes into attributes, colours into the style sheet.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from endpoint.service import language
from endpoint.site.links import here
from endpoint.site.names import name_of

_WIDTH, _ROW, _LEAST = 900, 48, 120
_BOX_WIDTH, _BOX_HEIGHT = 190, 40
# A longer name is cut; the list beside the drawing has it whole.
_LETTERS = 22
# So many relations find room on a line; the list has the others, too.
_RELATIONS = 2


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An actor that another stands in a relation with, and in how many facts."""

    iri: str
    relation: str
    times: int


def ego_network(iri: str, neighbours: Sequence[Neighbour]) -> Markup:
    """An actor in the middle, around it those that it stands in a relation with; empty without any."""
    if not neighbours:
        return Markup("")
    around = list(dict.fromkeys(neighbour.iri for neighbour in neighbours))
    height = max(_LEAST, _ROW * len(around))
    places = {other: _place(n, len(around), height) for n, other in enumerate(around)}
    edges = Markup("").join(_edge(neighbours, other, *places[other], height) for other in around)
    boxes = Markup("").join(_box(other, *places[other], "other") for other in around)
    middle = _box(iri, _WIDTH / 2, height / 2, "me")
    title = Markup('<title id="ego-title">{}</title>').format(name_of(iri).text)
    size = f"0 0 {_WIDTH} {height}"
    drawn = Markup('<svg class="ego" viewBox="{}" role="group" aria-labelledby="ego-title">{}{}{}{}</svg>')
    return drawn.format(size, title, edges, boxes, middle)


def bar(value: int | float, largest: int | float) -> Markup:
    """A bar as long as a value is of the largest; what it stands for is written beside it."""
    width = round(100 * value / largest, 1) if largest else 0
    return Markup(
        '<svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">'
        '<rect width="{}" height="6" x="{}"/></svg>'
    ).format(width, 100 - width if language() == "ar" else 0)


def _place(n: int, count: int, height: int) -> tuple[float, float]:
    """The middle of the n-th box on an ellipse, the first at the side where reading begins."""
    turn = 2 * math.pi * n / count
    sign = 1 if language() == "ar" else -1
    x = _WIDTH / 2 + sign * (_WIDTH / 2 - _BOX_WIDTH / 2 - 10) * math.cos(turn)
    y = height / 2 + (height / 2 - _BOX_HEIGHT / 2 - 10) * math.sin(turn)
    return round(x, 1), round(y, 1)


def _edge(neighbours: Sequence[Neighbour], other: str, x: float, y: float, height: int) -> Markup:
    relations = [neighbour for neighbour in neighbours if neighbour.iri == other]
    names = list(dict.fromkeys(name_of(neighbour.relation).text for neighbour in relations))
    label = " · ".join(names if len(names) <= _RELATIONS else [*names[: _RELATIONS - 1], "…"])
    # Beyond the half of the way, where lines lie apart.
    at = round(_WIDTH / 2 + (x - _WIDTH / 2) * 0.55, 1), round(height / 2 + (y - height / 2) * 0.6, 1)
    line = Markup('<path d="M{} {} L{} {}"/>').format(_WIDTH / 2, height / 2, x, y)
    return line + Markup('<text class="edge" x="{}" y="{}" text-anchor="middle">{}</text>').format(*at, label)


def _box(iri: str, x: float, y: float, kind: str) -> Markup:
    name = name_of(iri)
    text = name.text if len(name.text) <= _LETTERS else name.text[: _LETTERS - 1] + "…"
    width = _BOX_WIDTH if kind == "other" else _BOX_WIDTH + 30
    left, top = x - width / 2, y - _BOX_HEIGHT / 2
    box = Markup('<rect x="{}" y="{}" width="{}" height="{}" rx="8"/>').format(left, top, width, _BOX_HEIGHT)
    words = Markup('<text x="{}" y="{}" text-anchor="middle" direction="{}">{}</text>')
    label = words.format(x, y + 6, name.direction, text)
    link = Markup('<a href="{}" class="{}"><title>{}</title>{}{}</a>')
    return link.format(here(iri), kind, name.text, box, label)
