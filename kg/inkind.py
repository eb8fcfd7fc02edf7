"""Undertakings to give aid without a sum -> pledges in kind."""

from __future__ import annotations

from kg.aid import aid_at
from kg.commitments import Setting
from kg.frames import Commitment, Pledge
from kg.parties import GIVERS, Parties
from kg.pledges import purpose
from kg.span import Span
from kg.undertakings import topic_of

# How many words may stand between giving and what is given.
NEAR = 6
# Who gives: no persons by themselves, no unnamed sources.
ABLE = GIVERS - {"Person"}


def in_kind(commitments: tuple[Commitment, ...], setting: Setting) -> tuple[tuple[Commitment, ...], tuple[Pledge, ...]]:
    """Undertakings to give aid without a sum are pledges, not plain commitments: (the others, the pledges)."""
    plain, pledges = [], []
    for commitment in commitments:
        able = all(setting.cast.actors[key].type in ABLE for key in commitment.committers)
        if able and any(_gives_aid(span, setting) for span in commitment.mentions):
            pledges.append(_as_pledge(commitment, setting))
        else:
            plain.append(commitment)
    return tuple(plain), tuple(pledges)


def _gives_aid(span: Span, setting: Setting) -> bool:
    """Whether a passage has a word of giving and, close behind it, a noun of aid; a refusal (لن تقدم) gives nothing."""
    words = setting.document.words(setting.document.token_at(span.start), setting.document.token_at(span.end))
    kinds = [{entry.row.kind for entry in aid_at(word)[1] if entry.row.strong} for word in words]
    giving = [place for place, kind in enumerate(kinds) if kind & {"giving", "give"}]
    gifts = [place for place, kind in enumerate(kinds) if "gift" in kind and _is_named(words, place)]
    return "لن" not in words and any(0 < gift - place <= NEAR for place in giving for gift in gifts)


def _is_named(words: list[str], place: int) -> bool:
    """Whether a noun of aid says which aid, or opens a list; not so in a list of doings (التدريب والمساعدة)."""
    behind = words[place + 1] if place + 1 < len(words) else ""
    return not words[place].startswith("وال") or behind.startswith("ال")


def _as_pledge(commitment: Commitment, setting: Setting) -> Pledge:
    span = commitment.mentions[0]
    start, end = setting.document.token_at(span.start), setting.document.token_at(span.end)
    words = setting.document.words(start, end)
    starts = {agent.start: agent for agent in setting.agents}
    return Pledge(
        mentions=commitment.mentions,
        donors=commitment.committers,
        recipients=commitment.beneficiaries or Parties(setting).concerned(commitment.committers),
        purpose=purpose(setting, starts, start + 2, end),
        sector=topic_of(words, "sector"),
        topic=commitment.topic,
        deadline=commitment.deadline,
        modality=commitment.modality,
        made_in=commitment.made_in,
        rule="pledge-in-kind",
    )
