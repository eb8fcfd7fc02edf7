"""The Accept header -> what to answer with. RFC 9110 section 12.5: https://www.rfc-editor.org/rfc/rfc9110#section-12.5"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

# A quoted string may hold the character that separates.
_BETWEEN_COMMAS = re.compile(r'(?:[^,"]++|"[^"]*+"?)++')
_NAME = re.compile(r"[!#$%&'*+.^_`|~\w-]++", re.ASCII)
_QUALITY = re.compile(r";\s*q\s*=\s*([^;\s]*)", re.IGNORECASE)
_QUALITY_VALUE = re.compile(r"0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?")
_HEADER_LIMIT = 2000


@dataclass(frozen=True, slots=True)
class Preference:
    """One element of an Accept or Accept-Language header: `parts` are type and subtype, or one language; `*` is any."""

    parts: tuple[str, ...]
    quality: float

    def closeness(self, parts: tuple[str, ...]) -> int | None:
        """How closely this fits what is on offer; None if it does not."""
        if len(parts) != len(self.parts) or any(
            mine not in ("*", its) for mine, its in zip(self.parts, parts, strict=True)
        ):
            return None
        return sum(part != "*" for part in self.parts)


@lru_cache(maxsize=512)
def _preferences(header: str) -> tuple[Preference, ...]:
    """The elements of a header; one that cannot be read takes nothing.

    Parameters other than q are left aside: nothing here is offered in two variants of one media type.
    """
    return tuple(
        read for part in _BETWEEN_COMMAS.findall(header[:_HEADER_LIMIT]) if (read := _preference(part.lower()))
    )


def _preference(text: str) -> Preference | None:
    parts = tuple(text.partition(";")[0].strip().split("/"))
    quality = _QUALITY.search(text)
    if not all(map(_NAME.fullmatch, parts)) or (len(parts) == 2 and parts[0] == "*" != parts[1]):
        return None
    if quality and not _QUALITY_VALUE.fullmatch(quality[1]):
        return None
    return Preference(parts, float(quality[1]) if quality else 1.0)


def _quality(offer: str, preferences: Sequence[Preference]) -> float:
    """How much the client wants an offer: the quality of the element that fits it most closely, 0 if none does."""
    parts = tuple(offer.split("/"))
    fits = ((preference.closeness(parts), preference.quality) for preference in preferences)
    return max(((closeness, wanted) for closeness, wanted in fits if closeness is not None), default=(0, 0.0))[1]


def preferred(offers: Sequence[str], header: str) -> str | None:
    """The offer, in small letters, that the client wants most, among equals the first; None if it takes none of them.

    A missing or empty header takes anything.
    """
    if not header.strip():
        return offers[0]
    preferences = _preferences(header)
    best = max(offers, key=lambda offer: _quality(offer, preferences))
    return best if _quality(best, preferences) else None


@lru_cache(maxsize=512)
def preferred_language(languages: tuple[str, ...], header: str) -> str:
    """The language that the client wants most, else the first; a range `ar-IQ` takes `ar`."""
    bases = re.sub(r"([A-Za-z]+)-[A-Za-z0-9-]+", r"\1", header[:_HEADER_LIMIT])
    return preferred(languages, bases) or languages[0]
