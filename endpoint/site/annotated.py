"""A text and the facts found in it -> HTML in which the words of each fact are marked and lead to its card.

Facts nest and overlap; so the text is cut at every boundary, and each piece is marked with all kinds of fact that it
belongs to, and leads to the shortest of them. All pieces of a passage stand together in a group that bears the
passage's name as its id. Where a passage overlaps the end of another, or goes on in the next paragraph, its group ends
there, and the rest of it follows in a group of its own.
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
        written, standing = Markup(""), list[str]()
        for start, end in _pieces(excerpt, within):
            here = [mark for mark in within if mark.start <= start and end <= mark.end]
            names = list(dict.fromkeys(mark.id for mark in here))
            kept = _in_common(standing, names)
            written += Markup("</span>") * (len(standing) - kept)
            written += Markup("").join(self._group(name) for name in names[kept:])
            written += _piece(excerpt.text[start - excerpt.start : end - excerpt.start], here)
            standing = names
        return written + Markup("</span>") * len(standing)

    def _group(self, name: str) -> Markup:
        """The beginning of a passage, which addresses lead to, or of the rest of one."""
        if name in self._named:
            return Markup('<span class="rest">')
        self._named.add(name)
        return Markup('<span id="{}" class="passage">').format(name)


def _in_common(standing: list[str], names: list[str]) -> int:
    """How many of the groups that stand open go on."""
    return sum(1 for _ in itertools.takewhile(bool, (a == b for a, b in zip(standing, names, strict=False))))


def _piece(words: str, here: list[Mark]) -> Markup:
    """Words that all belong to the same facts."""
    if not here:
        return Markup("{}").format(words)
    kinds = " ".join(kind for kind in KINDS if any(mark.kind == kind for mark in here))
    shortest = min(here, key=lambda mark: mark.end - mark.start)
    return Markup('<mark class="{}"><a href="#{}">{}</a></mark>').format(kinds, shortest.target, words)


def _pieces(excerpt: Excerpt, marks: list[Mark]) -> Iterator[tuple[int, int]]:
    """The stretches between boundaries, in order."""
    inside = (place for mark in marks for place in (mark.start, mark.end) if excerpt.start < place < excerpt.end)
    places = sorted({excerpt.start, excerpt.end, *inside})
    return itertools.pairwise(places)
