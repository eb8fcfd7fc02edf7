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
    barred = own or lexicon.is_function(word[1:])  # لكرة الطائرة | والتي
    return word.startswith("وال") and word[1:] in lexicon.common and not barred


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


def goes_on_for(reader: NameReader, index: int) -> bool:
    """Whether a word goes on with what a body is for behind its noun and adjective: المعهد البرازيلي | للجغرافيا
    والإحصاء, المؤسسة العامة للتدريب | التقني والمهني, الجمعية المغربية للكرة | الطائرة.
    """
    word, before, lexicon = reader.word(index), reader.word(index - 1), reader.lexicon
    if word.startswith("لل"):
        return _is_unknown_cause(reader, "ال" + word[2:]) and before.startswith("ال")
    if _leads(reader, index - 1) and word.startswith("ال"):
        return word.endswith("ه") and before.endswith("ه") and word in lexicon.common
    described = before.startswith("ال") and before.endswith(("ي", "يه", "العامه"))
    led = _leads(reader, index - 1) or (described and _leads(reader, index - 2))
    joined = led and word.startswith("وال") and not lexicon.is_function(word[1:])
    return joined and (word[1:] in lexicon.common or word.endswith("ي")) and not is_joined_people(word)


def _is_unknown_cause(reader: NameReader, noun: str) -> bool:
    """Whether a noun is none of the language, of a land or of anybody known, so that it tells what a body is for."""
    known = noun in reader.lexicon.common or noun in reader.lexicon.demonyms
    return len(noun) > 4 and not (known or reader.lexicon.opens[noun])


def _leads(reader: NameReader, index: int) -> bool:
    """Whether a word behind ل is what a body is for, and no body itself: الهيئة العامة | للسياحة."""
    return reader.word(index).startswith("لل") and reader.lexicon.bodies.match(reader.forms, index) is None


def is_joined_people(word: str) -> bool:
    """Whether "and" joins people to a body's name, who are none of it: قوات الأمن | والعاملين."""
    shape = word.startswith("والم") or (len(word) > 8 and word[4] == "ا")
    return shape and word.endswith(("ين", "ون"))
