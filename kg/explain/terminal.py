"""An explanation -> lines for a terminal, in colours or with labelled brackets.

Arabic stands in isolates (UAX #9, https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates), so that it and
the codes beside it do not trade places.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import TextIO

from kg.explain.explanation import Explanation
from kg.explain.marking import Mark, Piece
from kg.explain.telling import Fact, Row, Value

_RIGHT_TO_LEFT, _LEFT_TO_RIGHT, _EITHER, _END = "\u2067", "\u2066", "\u2068", "\u2069"
# What a text could upset a terminal or the isolates with.
_UNSAFE = (
    dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), "\ufffd")
    | dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), "")
    | dict.fromkeys(map(ord, "\t\r\n"), " ")
)
# SGR codes (ECMA-48, 8.3.117): those of nested marks add up.
_COLOURS = {
    "content": "32",
    "quotation": "1",
    "cue": "1;33",
    "mention": "4",
    "commitment": "35",
    "pledge": "36",
    "deadline": "7",
    "missed": "31",
    "rejected": "2;9",
}
_LABELS = {"quotation": " quote", "cue": " cue", "deadline": " by", "missed": " missed", "rejected": " not taken"}
_TAGGED = ("content", "commitment", "pledge", "missed", "rejected")
_VERDICTS = {
    "right": "right",
    "partly": "right but for what follows",
    "strange": "not annotated",
    "neutral": "not counted",
    "missed": "missed",
}
REASONS: dict[str, str] = {
    "unreal": "negated, asked or wished for",
    "nominal": "a noun here, no verb",
    "no-content": "nothing follows that it could report",
    "no-speaker": "nobody is found who could have said it",
    "yields": "a word behind it reports what was said",
    "inside": "inside what somebody else says, without a speaker of its own",
    "undone": "denied, wished or asked for by the words before",
    "hanging": "told in passing, asked or thought away",
    "others-will": "what somebody denies, demands or foresees, not his own will",
    "no-deed": "nothing follows that could be undertaken",
    "befalls": "tells what comes about, not what somebody will do",
    "unknown": "looks like a future, but no such verb is known",
    "unaffirmed": "binds only in what somebody affirms",
    "nobody": "nobody is found whom it could bind",
    "no-giving": "no word of aid beside it",
    "other": "asked for, cut, paid back or something else, by the words beside it",
    "taken-back": "told of as cut or held back",
    "no-donor": "nobody is found who gives",
    "no-recipient": "nobody is found who gets it",
    "no-aid": "neither a recipient nor the words beside it make it aid",
    "no-currency": "it is not known whose currency is meant",
    "no-unit": "what is counted stands in no table",
    "at-home": "who gives and who gets are of one state",
    "no-gift": "no noun of aid close behind it",
    "retold": "a pledge with a sum tells of it",
}


def show(explanation: Explanation, out: TextIO) -> None:
    """Write it out: in colours to a terminal, unless its user asks for none (https://no-color.org/)."""
    out.writelines(f"{line}\n" for line in lines(explanation, colours=in_colours(out)))


def in_colours(out: TextIO) -> bool:
    """Whether to write in colours there."""
    return out.isatty() and not os.environ.get("NO_COLOR")


def lines(explanation: Explanation, *, colours: bool) -> Iterator[str]:
    """The article's paragraphs, under each what was found in it, and its actors at the end."""
    article = explanation.article
    about = [article.id, article.published.isoformat() if article.published else "", article.publisher or ""]
    yield "  ".join(isolated(part) for part in about if part)
    for paragraph in explanation.paragraphs:
        yield ""
        yield painted(paragraph.pieces, colours=colours)
        for row in paragraph.rows:
            yield from _row(row)
        for one in paragraph.rejected:
            yield f"  {one.id:4} no {one.kind}: {isolated(one.words)}: {REASONS[one.reason]}"
    yield ""
    for actor in explanation.actors:
        yield f"  {actor.times:3} x  {_value(actor.actor)}  {actor.type}"


def painted(pieces: Iterable[Piece], *, colours: bool) -> str:
    """Marked Arabic words, from right to left."""
    paint = _in_colours if colours else _in_brackets
    return f"{_RIGHT_TO_LEFT}{''.join(map(paint, pieces))}{_END}"


def _row(row: Row) -> Iterator[str]:
    made = f"  {row.rule} {row.confidence}" if row.confidence is not None else ""
    judged = f"  = {_VERDICTS[row.verdict]}" if row.verdict else ""
    yield f"  {row.id:4} {row.kind}{made}{judged}"
    for fact in row.facts:
        yield f"       {_fact(fact)}"
    for fact in row.expected:
        yield f"       annotated {_fact(fact)}"


def _fact(fact: Fact) -> str:
    return f"{fact.name.replace('_', ' ')}: {listed(fact.values)}"


def listed(values: Iterable[Value]) -> str:
    """Values with their codes."""
    return ", ".join(map(_value, values))


def _value(value: Value) -> str:
    parts = [isolated(value.text) if value.text else "", value.code, value.wikidata or ""]
    return " ".join(part for part in parts if part)


def isolated(text: str) -> str:
    """Words that keep their own direction."""
    return f"{_EITHER}{_safe(text)}{_END}"


def _safe(text: str) -> str:
    return text.translate(_UNSAFE)


def _in_brackets(piece: Piece) -> str:
    if piece.mark is None:
        return _safe(piece.text)
    label = f"{piece.mark.frame or piece.mark.keys}{_LABELS.get(piece.mark.kind, '')}"
    return f"[{_LEFT_TO_RIGHT}{label}{_END}: {''.join(map(_in_brackets, piece.inside))}]"


def _in_colours(piece: Piece, around: tuple[str, ...] = ()) -> str:
    if piece.mark is None:
        return _coloured(_safe(piece.text), around)
    colours = (*around, _COLOURS[piece.mark.kind])
    return _tag(piece.mark, colours, first=piece.first) + "".join(_in_colours(part, colours) for part in piece.inside)


def _tag(mark: Mark, colours: tuple[str, ...], *, first: bool) -> str:
    """The id of a frame where it begins."""
    if not first or mark.kind not in _TAGGED:
        return ""
    return _coloured(f"{_LEFT_TO_RIGHT}{mark.frame}{_END} ", (*colours, "2"))


def _coloured(text: str, colours: tuple[str, ...]) -> str:
    return f"\x1b[{';'.join(colours)}m{text}\x1b[0m" if colours else text
