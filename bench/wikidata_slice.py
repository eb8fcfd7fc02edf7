"""The curated actors as items of Wikidata, with the positions that they held: a slice of a dump made of real facts.

Ids, names, countries and years are those of the tables (`ontology/actors`). Positions that the tables know by office
and country alone have made-up ids, from Q900000000 on; some of the others have their own.
"""

from __future__ import annotations

from collections.abc import Iterator

from wikidata_dump import Json, day, item, to

from kg.curated import Actors, CuratedActor, Tenure
from kg.frames import ActorType

CLASSES: dict[ActorType, tuple[str, ...]] = {
    "Person": ("Q5",),
    "Country": ("Q3624078", "Q6256"),
    "GovernmentBody": ("Q327333",),
    "PoliticalParty": ("Q7278",),
    "ArmedGroup": ("Q17149090",),
    "Coalition": ("Q124964",),
    "InternationalOrganization": ("Q484652",),
    "MediaOutlet": ("Q1193236",),
    "ThinkTank": ("Q155271",),
    "Company": ("Q4830453",),
    "Group": ("Q2738074",),
}
OFFICES = {
    "president": "Q30461",
    "vice-president": "Q42178",
    "prime-minister": "Q14212",
    "king": "Q12097",
    "foreign-minister": "Q7330070",
    "defence-minister": "Q2518691",
    "minister": "Q83307",
    "finance-minister": "Q83307",
    "interior-minister": "Q83307",
    "ambassador": "Q121998",
    "speaker-of-parliament": "Q1758037",
    "secretary-general": "Q6501749",
}
POSITIONS = {
    ("president", "us"): ("Q11696", "رئيس الولايات المتحدة", "President of the United States"),
    ("president", "iraq"): ("Q889817", "رئيس العراق", "President of Iraq"),
    ("prime-minister", "iraq"): ("Q1476165", "رئيس وزراء العراق", "Prime Minister of Iraq"),
    ("foreign-minister", "iraq"): ("Q6895071", "وزير خارجية العراق", "Minister of Foreign Affairs of Iraq"),
}
# Classes as they stand under one another: the ministry under the agency, the sovereign state under the country.
ABOVE = {
    "Q3624078": ("sovereign state", ("Q6256", "Q7275")),
    "Q192350": ("ministry", ("Q327333",)),
    "Q327333": ("government agency", ("Q2659904",)),
    "Q2659904": ("government organization", ("Q43229",)),
    "Q7278": ("political party", ("Q7210356",)),
    "Q7330070": ("foreign minister", ("Q83307",)),
    "Q30461": ("president", ("Q48352",)),
}
_MADE_UP = 900_000_000


def curated_slice(actors: Actors) -> Iterator[Json]:
    """An item for every curated actor with an id, every position held, and the classes above."""
    positions: dict[tuple[str, str | None], str] = {}
    for actor in actors.by_key.values():
        if actor.wikidata:
            yield _actor(actor, actors, positions)
    for (office, of), id in positions.items():
        yield _position(id, office, actors.by_key.get(of or ""))
    for id, (label, above) in ABOVE.items():
        yield item(id, {"en": label}, [to("P279", parent) for parent in above])


def _actor(actor: CuratedActor, actors: Actors, positions: dict[tuple[str, str | None], str]) -> Json:
    assert actor.wikidata
    labels = {"ar": actor.label.ar} | ({"en": actor.label.en} if actor.label.en else {})
    belongs = [actors.by_key[key] for key in actor.of]
    claims = [to("P31", one) for one in CLASSES[actor.type]]
    nations = "P27" if actor.type == "Person" else "P17"
    claims += [to(nations, one.wikidata) for one in belongs if one.type == "Country" and one.wikidata]
    claims += [to("P361", one.wikidata) for one in belongs if one.type != "Country" and one.wikidata]
    claims += [_held(tenure, positions) for tenure in actor.offices]
    return item(actor.wikidata, labels, claims, aliases={"ar": actor.names}, sitelinks=4, others=4)


def _held(tenure: Tenure, positions: dict[tuple[str, str | None], str]) -> tuple[str, Json]:
    known = POSITIONS.get((tenure.office, tenure.of or ""))
    made_up = f"Q{_MADE_UP + len(positions)}"
    id = positions.setdefault((tenure.office, tenure.of), known[0] if known else made_up)
    years = [("P580", day(tenure.since))] if tenure.since else []
    years += [("P582", day(tenure.until))] if tenure.until else []
    return to("P39", id, qualifiers=years)


def _position(id: str, office: str, of: CuratedActor | None) -> Json:
    known = {row[0]: row for row in POSITIONS.values()}.get(id)
    labels = {"ar": known[1], "en": known[2]} if known else {"en": f"{office} of {of.label.en if of else 'all'}"}
    claims = [to("P31", "Q4164871")]
    claims += [to("P279", OFFICES[office])] if office in OFFICES else []
    claims += [to("P1001" if of.type == "Country" else "P2389", of.wikidata)] if of and of.wikidata else []
    return item(id, labels, claims)
