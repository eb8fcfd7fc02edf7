"""Tokens -> what a body is for, as far as its name tells it: الهيئة الوطنية | لمكافحة الفساد."""

from __future__ import annotations

from kg.folding import fold_name
from kg.lexicon import Known
from kg.names import NameReader
from kg.trie import Match


def cause_end(reader: NameReader, index: int) -> int | None:
    """The end of what a body is for: الهيئة الوطنية | لمكافحة الفساد, الاتحاد الدولي | لكرة القدم."""
    word, lexicon = reader.word(index), reader.lexicon
    if not (word.startswith("ل") and lexicon.is_a("cause", word[1:])):
        return None
    known = lexicon.names.longest(reader.forms, index + 1) if index + 1 < len(reader.forms) else None
    if known or not reader.word(index + 1).startswith("ال"):
        return known[0] if known else None
    return index + (3 if is_second_cause(reader, index + 2) else 2)


def is_second_cause(reader: NameReader, index: int) -> bool:
    """Whether a second noun of what it is for is joined: والعدالة, but no body or actor."""
    word, lexicon = reader.word(index), reader.lexicon
    known = lexicon.names.match(reader.forms, index)
    own = is_coupled(known) or lexicon.bodies.match(reader.forms, index)
    return word.startswith("وال") and word[1:] in lexicon.common and not own


def titled_cause_end(reader: NameReader, start: int, index: int) -> int | None:
    """The end of what the body is for whose name ends a title that begins at the first token: رئيس الاتحاد السعودي |
    لكرة القدم; a government's deed is none of its name (رئيس الحكومة التونسية | لدعم النازحين).
    """
    end = cause_end(reader, index)
    return end if end and any(_is_for(reader, at) for at in range(start, index)) else None


def _is_for(reader: NameReader, index: int) -> bool:
    """Whether a noun of bodies at a token may go on with what they are for."""
    body = reader.lexicon.bodies.match(reader.forms, index)
    if body is None or not body.value[0][0].purpose:
        return False
    return not reader.lexicon.is_a("ministry", fold_name(body.value[0][0].noun))


def is_coupled(match: Match[list[Known]] | None) -> bool:
    """Whether "and" joins a name of its own: صندوق النقد الدولي | والمفوضية الأوروبية."""
    return match is not None and match.clitic == "و" and match.value[0].how == "name"
