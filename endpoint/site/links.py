"""IRIs of the graph <-> addresses of this site. The data's IRIs belong to its base; whoever serves it shows them here.

https://w3id.org/mithaq/id/actor/joe-biden   <->  /actor/joe-biden      a page of its own
https://w3id.org/mithaq/id/tenure/…          <->  /doc/tenure/….html    the page that any resource has
https://w3id.org/mithaq/act/say              <->  /act/say              a concept
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from flask import request, url_for

from endpoint.service import service
from endpoint.words import LANGUAGES
from kg.namespaces import BASE, PREFIXES, ROOT, SCHEMES

# What has a page made for it; all else has the page that any resource has.
KINDS = ("actor", "article", "statement", "utterance", "commitment", "pledge")
# What a path may hold beside letters and digits without being written as %xx.
_SAFE = "/%.:-_~+"
_DATA = {"Turtle": "ttl", "JSON-LD": "jsonld", "N-Triples": "nt", "RDF/XML": "rdf"}
ONTOLOGY = PREFIXES["mq"].rstrip("#")


def base() -> str:
    """What the IRIs of the data begin with."""
    version = service().engine.version
    return version.manifest.base if version else BASE


def local_path(iri: str) -> str | None:
    """Where this site shows a resource, as a path; None if it is another site's."""
    own = base()
    if iri.startswith(own):
        path = iri.removeprefix(own)
        return f"/{path}" if path.partition("/")[0] in KINDS else f"/doc/{path}.html"
    if iri.startswith(f"{ONTOLOGY}#"):
        return "/ontology#" + iri.removeprefix(f"{ONTOLOGY}#")
    if iri == ONTOLOGY:
        return "/ontology"
    return _concept_path(iri)


def _concept_path(iri: str) -> str | None:
    path = iri.removeprefix(ROOT) if iri.startswith(ROOT) else ""
    return f"/{path}" if path.partition("/")[0] in SCHEMES else None


def here(iri: str) -> str:
    """The address of a resource for a link: on this site if it is shown here, else its own.

    The language that the reader has chosen is kept. An IRI that is no address of the web comes back empty.
    """
    path = local_path(iri)
    if path is not None:
        path, _, fragment = path.partition("#")
        return with_language(quote(path, safe=_SAFE)) + (f"#{fragment}" if fragment else "")
    return iri if iri.startswith(("http://", "https://")) else ""


def data_addresses(iri: str) -> dict[str, str]:
    """Where the data of a resource of this graph are, by the names of their formats."""
    path = iri.removeprefix(base())
    return {name: f"/doc/{quote(path, safe=_SAFE)}.{extension}" for name, extension in _DATA.items()}


def concept_addresses(iri: str) -> dict[str, str]:
    """As `data_addresses`, also for a concept."""
    path = _concept_path(iri)
    return {name: f"{path}.{extension}" for name, extension in _DATA.items()} if path else data_addresses(iri)


def fact_target(iri: str) -> str:
    """The name of a fact's card on its article's page: unique, since it is the fact's own path."""
    return iri.removeprefix(base()).replace("/", ".")


def with_language(path: str) -> str:
    """A path of this site that keeps the language which the reader has chosen by hand."""
    chosen = request.args.get("lang")
    return f"{path}?lang={chosen}" if chosen in LANGUAGES else path


def to(endpoint: str, **values: Any) -> str:
    """`url_for`, keeping the language that the reader has chosen by hand."""
    chosen = request.args.get("lang")
    if chosen in LANGUAGES:
        values.setdefault("lang", chosen)
    return url_for(endpoint, **{name: value for name, value in values.items() if value not in (None, "")})


def this_page(**changed: object) -> str:
    """This address with some of its parameters changed; None or nothing takes one out."""
    given = {name: request.args.getlist(name) for name in request.args}
    given |= {name: _listed(value) for name, value in changed.items()}
    pairs = [(name, value) for name, values in given.items() for value in values]
    path = quote(request.path, safe=_SAFE)
    return f"{path}?{urlencode(pairs)}" if pairs else path


def _listed(value: object) -> list[str]:
    if value in (None, ""):
        return []
    return [str(item) for item in value] if isinstance(value, (list, tuple)) else [str(value)]
