"""A text and the facts found in it -> HTML in which the words of each fact are marked and lead to its card.

Facts nest and overlap; so the text is cut at every boundary, and each piece is marked with all kinds of fact that it
belongs to, and leads to the shortest of them. The first piece of a passage bears the passage's name as its id.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from endpoint.site.excerpts import Excerpt

# Kinds in the order in which a piece names them.
KINDS = ("statement", "commitment", "pledge")


@dataclass(frozen=True, slots=True)
class Mark:
    """The words of one fact: offsets as in the article, the kind, and where the fact's card stands."""

    start: int
    end: int
    kind: str
    target: str

    @property
    def id(self) -> str:
        """The name of the passage in addresses."""
        return f"c{self.start}-{self.end}"


class Annotator:
    """Marks the excerpts of one article; each passage is named once, where it begins."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        self.marks = sorted(marks, key=lambda mark: (mark.start, mark.start - mark.end))
        self._named: set[str] = set()

    def html(self, excerpt: Excerpt) -> Markup:
        """The excerpt, marked; everything escaped."""
        within = [mark for mark in self.marks if mark.start < excerpt.end and mark.end > excerpt.start]
        return Markup("").join(self._piece(excerpt, start, end, within) for start, end in _pieces(excerpt, within))

    def _piece(self, excerpt: Excerpt, start: int, end: int, within: list[Mark]) -> Markup:
        words = excerpt.text[start - excerpt.start : end - excerpt.start]
        here = [mark for mark in within if mark.start <= start and end <= mark.end]
        if not here:
            return Markup("{}").format(words)
        kinds = " ".join(kind for kind in KINDS if any(mark.kind == kind for mark in here))
        shortest = min(here, key=lambda mark: mark.end - mark.start)
        link = Markup('<a href="#{}">{}</a>').format(shortest.target, words)
        return Markup('{}<mark class="{}">{}</mark>').format(self._names(here), kinds, link)

    def _names(self, here: list[Mark]) -> Markup:
        """The places that addresses of these passages lead to, unless they stand already."""
        new = dict.fromkeys(mark.id for mark in here if mark.id not in self._named)
        self._named.update(new)
        return Markup("").join(Markup('<span id="{}" class="place"></span>').format(name) for name in new)


def _pieces(excerpt: Excerpt, marks: list[Mark]) -> Iterator[tuple[int, int]]:
    """The stretches between boundaries, in order."""
    inside = (place for mark in marks for place in (mark.start, mark.end) if excerpt.start < place < excerpt.end)
    places = sorted({excerpt.start, excerpt.end, *inside})
    return itertools.pairwise(places)
