"""Functions that SPARQL has not, for Arabic as different hands spell it: mq:fold(text) and mq:matches(text, words).

FILTER(mq:fold(?label) = mq:fold("أمريكا")) and FILTER(mq:matches(?content, "أمريكا العراق")) find أميركا, والعراق and
للعراق too. Extension functions: https://www.w3.org/TR/sparql11-query/#extensionFunctions. What is not text yields no
value, as an error does in SPARQL.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyoxigraph as ox

from kg.namespaces import expand
from kg.search_words import key_of, matches

_BOOLEAN = ox.NamedNode(expand("xsd:boolean"))
_TEXT = frozenset({expand("xsd:string"), expand("rdf:langString")})
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Function = Callable[..., Term | None]


def fold(text: Any) -> ox.Literal | None:
    """The spelling-insensitive key of a text, as a plain string."""
    content = _content(text)
    return None if content is None else ox.Literal(key_of(content))


def has_words(text: Any, words: Any) -> ox.Literal | None:
    """Whether a text has all the words, "words in a row" and beginnings (عراق*) that are asked for."""
    content, asked = _content(text), _content(words)
    if content is None or asked is None:
        return None
    return ox.Literal("true" if matches(content, asked) else "false", datatype=_BOOLEAN)


def _content(term: Any) -> str | None:
    return term.value if isinstance(term, ox.Literal) and term.datatype.value in _TEXT else None


FUNCTIONS: dict[ox.NamedNode, Function] = {
    ox.NamedNode(expand("mq:fold")): fold,
    ox.NamedNode(expand("mq:matches")): has_words,
}
