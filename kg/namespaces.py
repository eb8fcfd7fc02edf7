"""The prefixes of the graph: what `mq:speaker` stands for, in code, queries and dumps alike."""

from __future__ import annotations

ROOT = "https://w3id.org/mithaq/"
BASE = f"{ROOT}id/"

# The SKOS schemes of the ontology.
SCHEMES = ("act", "modality", "topic", "sector", "unit", "aid-status", "outcome", "status", "office")
PREFIXES: dict[str, str] = {
    "mq": f"{ROOT}ontology#",
    **{scheme: f"{ROOT}{scheme}/" for scheme in SCHEMES},
    "wd": "http://www.wikidata.org/entity/",
    "oa": "http://www.w3.org/ns/oa#",
    "dcterms": "http://purl.org/dc/terms/",
    "schema": "https://schema.org/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "prov": "http://www.w3.org/ns/prov#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def expand(name: str) -> str:
    """The IRI of a prefixed name such as `mq:speaker`; KeyError when the prefix is not one of PREFIXES."""
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local
