"""A word form -> whether the word list attests it as a present or future of some verb."""

from __future__ import annotations

from kg.lexicon import Lexicon

_OBJECTS = ("ها", "ه", "هم", "هما")


def is_future(bare: str, stem: str, prefix: str, lexicon: Lexicon, *, governed: bool) -> bool:
    """Whether a word is attested as a present behind its سـ, or only without it; behind a name or a pronoun it is one
    unless the word list knows it as another word.
    """
    if prefix == "ا":
        plain = not stem.endswith(("ون", "ين", "يه")) and bare not in lexicon.common  # not ساجدون, ساعية, ساعد
        return governed and plain and is_verb(stem, lexicon)
    if is_verb(stem, lexicon):
        return True
    several = stem.endswith("ون") and len(stem) > 5 and stem.removesuffix("ون") in lexicon.common  # سيباشرون
    return bare not in lexicon.common and (governed or several or stem in lexicon.common)


def is_short(lexicon: Lexicon, bare: str) -> bool:
    """Whether a future has four letters only: سيظل، سيتم، ستضع."""
    return lexicon.is_any(("enduring", "curt"), bare[2:]) or lexicon.is_a("effecting", bare)


def is_verb(stem: str, lexicon: Lexicon) -> bool:
    """Whether a stem is attested as a present: سياسة and ستة only look like futures."""
    # Of the fifth and sixth forms the past and the verbal noun look like the present's stem: تعاون for يتعاون.
    prefixes = ("ي", "ت", "ن", "وي", "لي", *(("", "ال") if stem[:1] == "ت" else ()))
    stems = {stem, stem.removesuffix("ون").removesuffix("ان"), *(stem.removesuffix(ending) for ending in _OBJECTS)}
    return any(prefix + bare in lexicon.common for prefix in prefixes for bare in stems)


def is_verbal_noun(word: str) -> bool:
    """Whether a word is built as the verbal nouns of the second, fourth and tenth forms are: توريد، إخراج، استيراد."""
    if len(word) <= 4 or word.startswith("ال"):
        return False
    return (word[0], word[-2]) in (("ا", "ا"), ("ت", "ي"))
