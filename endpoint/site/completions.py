"""What the editor offers to complete: classes, properties and concepts of the ontology by name, and prefixes."""

from __future__ import annotations

from functools import cache

from endpoint.site.vocabulary import Term, vocabulary
from kg.namespaces import PREFIXES


@cache
def completions(language: str) -> dict[str, object]:
    """`options` for CodeMirror (https://codemirror.net/docs/ref/#autocomplete.Completion) and the known prefixes."""
    known = vocabulary()
    concepts = [term for _, terms in known.schemes for term in terms]
    options = [
        *(_option(term, "class", language) for term in known.classes),
        *(_option(term, "property", language) for term in known.properties),
        *(_option(term, "constant", language) for term in concepts),
    ]
    return {"options": options, "prefixes": sorted(PREFIXES)}


def _option(term: Term, kind: str, language: str) -> dict[str, str]:
    label, definition = term.texts["label"], term.texts["definition"]
    return {
        "label": _prefixed(term.iri),
        "detail": label.get(language) or next(iter(label.values()), ""),
        "info": definition.get(language) or next(iter(definition.values()), ""),
        "type": kind,
    }


def _prefixed(iri: str) -> str:
    prefix, base = max(((p, b) for p, b in PREFIXES.items() if iri.startswith(b)), key=lambda found: len(found[1]))
    return f"{prefix}:{iri.removeprefix(base)}"
