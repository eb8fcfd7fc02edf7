"""The kinds of words in `particles.yaml`, by what they do in a sentence of reporting."""

from __future__ import annotations

from typing import Literal

from kg.records import dataclass

# The kinds of particles that are function words of the language, as against words that mark something in reporting.
FunctionKind = Literal[
    "complementizer",
    "preposition",
    "conjunction",
    "relative",
    "pronoun",
    "negation",
    "auxiliary",
    "adverb",
    "connector",
]
ParticleKind = Literal[
    FunctionKind,
    "adjective",
    "tail",
    "outcome",
    "deed",
    "scheduled",
    "name-link",
    "title-link",
    "former",
    "arm",
    "day",
    "lookalike",
    "unreal",
    "nominal",
    "between",
    "issuing",
    "carrying",
    "condition",
    "undone",
    "toward",
    "press",
    "al-root",
    "signed",
    "purpose",
    "some",
    "body-adjective",
    "utterance",
    "manner",
    "companion",
    "setting",
    "correction",
    "leading",
    "honoured",
    "withheld",
    "idle",
    "contrast",
    "of-it",
    "called",
    "opener",
    "impersonal",
    "moment",
    "lasting",
    "directed",
    "beside",
    "befalling",
    "against",
    "whereabouts",
    "network",
    "product",
    "hanging",
    "helping",
    "crew",
    "enduring",
    "tentative",
    "encounter",
    "forever",
    "wished",
    "means",
    "remaining",
    "once",
    "was",
    "amid",
    "helped",
    "effected",
    "observer",
    "siding",
    "region",
    "led",
    "ministries",
    "thing",
    "homeland",
    "ministry",
    "under",
]


@dataclass(frozen=True, slots=True)
class Particles:
    """Words of one kind; see the head of `particles.yaml` for the kinds."""

    kind: ParticleKind
    words: tuple[str, ...]
    example: str
