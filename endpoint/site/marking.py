"""Words of an article -> HTML in which what is quoted directly stands out; everything is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup, escape


def quoted(text: str, quotations: Iterable[str] = ()) -> Markup:
    """The text, each quotation that occurs in it marked."""
    pieces, end = [], 0
    for start, stop in _places(text, quotations):
        words = Markup('<span class="quoted">{}</span>').format(text[start:stop])
        pieces += [escape(text[end:start]), words]
        end = stop
    return Markup("").join([*pieces, escape(text[end:])])


def _places(text: str, quotations: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where the quotations stand, in order; one that would overlap the one before is left out."""
    places = [(text.find(words), text.find(words) + len(words)) for words in quotations if words]
    end = 0
    for start, stop in sorted(place for place in places if place[0] >= 0):
        if start >= end:
            yield start, stop
            end = stop
