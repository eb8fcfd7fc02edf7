"""What stands beside the articles: curated actors with their offices, and the program with its rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import Quad

import kg
from kg.curated import CuratedActor, Tenure
from kg.graph_terms import Sheet, arabic, english, given, moment, plain
from kg.iris import Minter, concept
from kg.namespaces import BASE, expand


def curated_closure(keys: Iterable[str], by_key: Mapping[str, CuratedActor]) -> list[CuratedActor]:
    """The curated actors among the keys, and what they belong to and whose offices they held, sorted by key."""
    found: dict[str, CuratedActor] = {}
    open_keys = list(keys)
    while open_keys:
        actor = by_key.get(open_keys.pop())
        if actor and actor.key not in found:
            found[actor.key] = actor
            open_keys += [*actor.of, *(tenure.of for tenure in actor.offices if tenure.of)]
    return [found[key] for key in sorted(found)]


def curated_quads(actors: Iterable[CuratedActor], base: str = BASE) -> list[Quad]:
    """What is known of curated actors, in the graph `{base}graph/actors`."""
    mint = Minter(base)
    sheet = Sheet(mint.graph("actors"))
    for actor in actors:
        _actor(sheet, mint, actor)
        for tenure in actor.offices:
            _tenure(sheet, mint, actor, tenure)
    return sheet.quads()


def program_quads(rules: Iterable[str], *, base: str = BASE, version: str = kg.__version__) -> list[Quad]:
    """The program, its rules and the work of each (PROV-O: agent, plans, activities), in `{base}graph/program`."""
    mint = Minter(base)
    sheet = Sheet(mint.graph("program"))
    program = mint.program(version)
    sheet.type(program, "prov:SoftwareAgent")
    sheet.say(program, "rdfs:label", plain(f"Mithaq {version}"))
    sheet.say(program, "schema:softwareVersion", plain(version))
    for name in sorted(set(rules)):
        rule, extraction = mint.rule(name), mint.extraction(version, name)
        sheet.type(rule, "mq:Rule", "prov:Plan")
        sheet.say(rule, "rdfs:label", plain(name))
        sheet.type(extraction, "mq:Extraction", "prov:Activity")
        sheet.say(extraction, "prov:used", rule)
        sheet.say(extraction, "prov:wasAssociatedWith", program)
    return sheet.quads()


def _actor(sheet: Sheet, mint: Minter, actor: CuratedActor) -> None:
    iri, label = mint.actor(actor.key), actor.label
    sheet.type(iri, "mq:Actor", f"mq:{actor.type}")
    sheet.say(iri, "rdfs:label", arabic(label.ar), given(english, label.en))
    others = [name for name in (*actor.names, *actor.short) if name != label.ar]
    sheet.say(iri, "skos:altLabel", *map(arabic, others))
    sheet.say(iri, "mq:affiliation", *map(mint.actor, actor.of))
    if actor.wikidata:
        sheet.say(iri, "owl:sameAs", expand(f"wd:{actor.wikidata}"))
        sheet.say(iri, "dcterms:source", given(plain, actor.source))


def _tenure(sheet: Sheet, mint: Minter, holder: CuratedActor, tenure: Tenure) -> None:
    iri = mint.tenure(holder.key, tenure.office, tenure.of, tenure.since)
    sheet.type(iri, "mq:Tenure")
    sheet.say(iri, "mq:holder", mint.actor(holder.key))
    sheet.say(iri, "mq:office", concept("office", tenure.office))
    sheet.say(iri, "mq:officeOf", mint.actor(tenure.of) if tenure.of else None)
    sheet.say(iri, "mq:since", given(moment, tenure.since))
    sheet.say(iri, "mq:until", given(moment, tenure.until))
    sheet.say(iri, "rdfs:label", given(arabic, tenure.title))
    sheet.say(iri, "dcterms:source", given(plain, tenure.source))
