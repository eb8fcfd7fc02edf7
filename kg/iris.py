"""Names in the source -> IRIs: readable in ASCII, stable across rebuilds, valid by RFC 3987 (https://www.rfc-editor.org/rfc/rfc3987).

There are no blank nodes in the graph: every node can be linked to, and two builds of one input are equal byte by byte.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import NamedNode

from kg.folding import fold
from kg.namespaces import BASE, ROOT
from kg.span import Span

# What is minted from an unsafe name ends in ten hex digits; a safe name never does, so the two cannot meet.
_SAFE = re.compile(r"(?!.*-[0-9a-f]{10}\Z)[A-Za-z0-9_-]{1,100}")
_KEY = re.compile(r"[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)?")
_VERSION = re.compile(r"[A-Za-z0-9.+_-]+")
_LONGEST = 48
# How many keys are kept: the news names the same people and bodies again and again.
_REMEMBERED = 20_000
# Consonants as read by English speakers; the folded text has no other letters of the Arabic alphabet.
_ASCII = str.maketrans(
    dict(zip("ابتجحدرزسصضطظعفقكلمنهوي", "abtjhdrzssdtzafqklmnhui", strict=True))
    | {"ث": "th", "خ": "kh", "ذ": "dh", "ش": "sh", "غ": "gh", "ء": ""}
)
_WORD_START = {"و": "w", "ي": "y"}


class IriError(ValueError):
    """A base or version that no valid IRI can be made from."""


def _digest(text: str, length: int) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]


def _romanised(word: str) -> str:
    """One folded word in ASCII letters, the article set off: الكاظمي -> al-kazmi."""
    if word.startswith("ال") and len(word) > 3:
        return "al-" + _romanised(word[2:])
    # Folding writes ة as ه; at the end of a word it is nearly always that ة, which is read as a.
    spelt = re.sub("(?<=..)ه$", "ا", word)
    return (_WORD_START.get(spelt[0], spelt[0]) + spelt[1:]).translate(_ASCII)


def slug(text: str) -> str:
    """A name in small ASCII letters, digits and hyphens, at most 48; `x` when nothing of it can be written so."""
    words = " ".join(_romanised(word) for word in fold(text).split())
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].rstrip("-") or "x"


def segment(name: str) -> str:
    """One step of an IRI's path: the name itself if it is plain ASCII, else its slug and ten hex digits of its hash."""
    return name if _SAFE.fullmatch(name) else f"{slug(name)}-{_digest(name, 10)}"


def actor_key(label: str, *, article: str | None = None) -> str:
    """The key of an actor that is not curated: one per name, however spelt; with an article's id, one of that
    article.
    """
    key = _name_key(label)
    return key if article is None else f"{segment(article)}/{key}"


@lru_cache(maxsize=_REMEMBERED)
def _name_key(label: str) -> str:
    folded = " ".join(fold(label).split())
    return f"{slug(folded)}-{_digest(folded, 6)}"


def concept(scheme: str, name: str) -> str:
    """The IRI of a concept of one of the SKOS schemes (`kg.namespaces.SCHEMES`)."""
    return f"{ROOT}{scheme}/{segment(name)}"


@dataclass(frozen=True, slots=True)
class Minter:
    """Mints every data IRI under one base, which must be an absolute http(s) IRI ending in `/`; raises IriError."""

    base: str = BASE

    def __post_init__(self) -> None:
        try:
            NamedNode(self.base)
        except ValueError as error:
            raise IriError(f"the base {self.base!r} is not an absolute IRI: {error}") from None
        if not re.fullmatch(r"https?://[^?#]+/", self.base):
            raise IriError(f"the base {self.base!r} must begin with http:// or https:// and end with /")

    def article(self, article: str) -> str:
        """An article by its id, which is also the name of its graph."""
        return f"{self.base}article/{segment(article)}"

    def actor(self, key: str) -> str:
        """An actor by its key, curated or made by `actor_key`."""
        return f"{self.base}actor/{key if _KEY.fullmatch(key) else segment(key)}"

    def passage(self, kind: str, article: str, span: Span, nth: int = 1) -> str:
        """A node that stands on a passage: `kind` is statement, utterance, commitment, pledge, outcome,
        evidence or selector.

        `nth` tells apart several of one kind on one passage.
        """
        suffix = f"-{nth}" if nth > 1 else ""
        return f"{self.base}{kind}/{segment(article)}/{span.start}-{span.end}{suffix}"

    def tenure(self, holder: str, office: str, of: str | None, since: str | None) -> str:
        """An actor's time in an office."""
        parts = [segment(part) for part in (office, of, since) if part]
        return f"{self.base}tenure/{segment(holder)}/{'-'.join(parts)}"

    def rule(self, rule: str) -> str:
        """A rule or model by its id."""
        return f"{self.base}rule/{segment(rule)}"

    def program(self, version: str) -> str:
        """One version of this program."""
        return f"{self.base}program/mithaq-{_checked(version)}"

    def extraction(self, version: str, rule: str) -> str:
        """The work of one rule in one version of the program."""
        return f"{self.base}extraction/{_checked(version)}/{segment(rule)}"

    def author(self, name: str) -> str:
        """Somebody who decided about the graph."""
        return f"{self.base}author/{segment(name)}"

    def graph(self, name: str) -> str:
        """A named graph that belongs to no article: actors, program."""
        return f"{self.base}graph/{segment(name)}"


def _checked(version: str) -> str:
    if not _VERSION.fullmatch(version):
        raise IriError(f"the program version {version!r} must consist of ASCII letters, digits and . + _ -")
    return version
