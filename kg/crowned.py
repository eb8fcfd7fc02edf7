"""Tokens -> the kings and princes whom places and bodies are called after: مستشفى الملك فهد."""

from __future__ import annotations

from kg.names import NameReader
from kg.trie import stripped


def crowned_end(reader: NameReader, index: int) -> int | None:
    """The end of the name of a king or prince whom a place or body is called after, where his rank stands at a token:
    مدير مستشفى | الملك فهد, رئيس مدينة | الملك عبد العزيز.
    """
    lexicon, word = reader.lexicon, reader.word
    rank, place = word(index), word(index - 1)
    ranked = rank.startswith("ال") and lexicon.is_a("namesake", rank[2:])
    if not ranked or not any(lexicon.is_a("namesake", form) for _, form in stripped(place)):
        return None
    if lexicon.titles.longest(reader.forms, index) is None or lexicon.offices.match(reader.forms, index - 1):
        return None  # أمير | المنطقة
    end = index + (3 if word(index + 1) == "عبد" else 2)
    while word(end) == "بن":
        end += 2
    purpose = word(end)[:1] == "ل" and word(end)[1:] in lexicon.common  # لطب القلب
    end += 2 if purpose and lexicon.is_definite(word(end + 1)) else 0
    return end if end < reader.sentence_end(index) else None
