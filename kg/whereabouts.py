"""Tokens -> where a body is, right behind its name: اللجنة الأمنية | في البرلمان, فريق تقييم الحوادث | في اليمن."""

from __future__ import annotations

from kg.folding import fold_name
from kg.lexicon import Body
from kg.names import NameReader
from kg.town_names import town_end

_SEATS = frozenset(["Country", "GovernmentBody", "InternationalOrganization"])


def placed_end(reader: NameReader, body: Body, end: int) -> int | None:
    """The end of the place or body behind في or ب that tells which of its kind a body is; None if none stands there."""
    if not reader.lexicon.is_a("situated", fold_name(body.noun)) or end >= reader.sentence_end(end - 1):
        return None
    word = reader.word(end)
    if word == "في":
        return _place_end(reader, end + 1)
    if not word.startswith("ب"):
        return None
    seat = reader.lexicon.names.match(reader.forms, end)
    own = seat is not None and seat.clitic == "ب" and seat.value[0].actor.type in _SEATS
    return seat.end if seat and own and seat.value[0].how != "metonym" else None


def _place_end(reader: NameReader, start: int) -> int | None:
    if start >= reader.sentence_end(start):
        return None
    known = reader.lexicon.names.longest(reader.forms, start)
    if known and known[1][0].actor.type in _SEATS:
        return known[0]
    body = reader.lexicon.bodies.longest(reader.forms, start)
    whole = body is not None and body[1][0][1] and body[0] == start + 1 and not reader.has_article(start + 1)
    return start + 1 if whole else town_end(reader.forms, start)  # في البرلمان
