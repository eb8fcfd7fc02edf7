"""A small graph, published as a build publishes it, for the tests of the endpoint."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg.namespaces import BASE, PREFIXES
from kg.store import Manifest, Version, publish

# A statement in one article, a pledge in two that differ on the amount, an undertaking with a deadline.
TRIG = (
    "\n".join(f"@prefix {prefix}: <{iri}> ." for prefix, iri in PREFIXES.items())
    + """
@prefix actor: <https://w3id.org/mithaq/id/actor/> .
@prefix : <https://w3id.org/mithaq/id/> .

<https://w3id.org/mithaq/id/article/a1> {
  <https://w3id.org/mithaq/id/article/a1> a mq:Article ; dcterms:identifier "a1" ; mq:mentions actor:kadhimi .
  :s1 a mq:Statement ; mq:speaker actor:kadhimi ; mq:speechAct act:affirm ; mq:statedOn "2021-07-25"^^xsd:date ;
    mq:content "العراق لا يحتاج إلى قوات قتالية أجنبية"@ar ; mq:evidence :e1 .
  :e1 oa:hasSource <https://w3id.org/mithaq/id/article/a1> ; oa:hasSelector :x1 .
  :x1 oa:start 10 ; oa:end 48 ; oa:exact "العراق لا يحتاج إلى قوات قتالية أجنبية"@ar .
  :c1 a mq:Commitment ; mq:committer actor:us ; mq:beneficiary actor:iraq ; mq:deadline "2021-12-31"^^xsd:date ;
    mq:modality modality:planned ; mq:topic topic:withdrawal ; mq:madeIn :s1 ; mq:evidence :e1 .
  :p1 a mq:AidPledge, mq:Commitment ; mq:donor actor:us ; mq:recipient actor:iraq ;
    mq:amount "5200000"^^xsd:decimal ; mq:unit "USD" ; mq:evidence :e1 .
}
<https://w3id.org/mithaq/id/article/a2> {
  <https://w3id.org/mithaq/id/article/a2> a mq:Article ; dcterms:identifier "a2" .
  :p1 a mq:AidPledge, mq:Commitment ; mq:donor actor:us ; mq:recipient actor:iraq ;
    mq:amount "5000000"^^xsd:decimal ; mq:unit "USD" .
}
<https://w3id.org/mithaq/id/graph/actors> {
  actor:kadhimi a mq:Person, mq:Actor ; rdfs:label "مصطفى الكاظمي"@ar, "Mustafa al-Kadhimi"@en ;
    owl:sameAs wd:Q1333049 .
  actor:us a mq:Country, mq:Actor ; rdfs:label "الولايات المتحدة"@ar, "United States"@en .
  actor:iraq a mq:Country, mq:Actor ; rdfs:label "العراق"@ar, "Iraq"@en .
}
"""
)


def publish_trig(out: Path, trig: str = TRIG) -> Version:
    """Make a graph the current version of `out`, as a build does."""
    quads = list(ox.parse(trig.encode(), format=ox.RdfFormat.TRIG))
    counts = {"articles": 2, "actors": 3, "statements": 1, "commitments": 1, "pledges": 1}
    return publish(out, quads, Manifest(BASE, counts=counts))
