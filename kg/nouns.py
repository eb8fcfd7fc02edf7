"""Words -> whether they may be nouns, or are rather joined to a particle."""

from __future__ import annotations

import re

from kg.lexicon import Lexicon

# Verbal nouns of the derived forms, which no verb looks like: اكتمال، انسحاب، استقالته، تشكيل، إنهاء.
_MASDAR = re.compile("(?:است..ا.|ا[^ن][^ت]ا[^ا]|انهاء|است.ال?ه|ان..ا.|ا.ت.ا.|ت..ي[^هي])(?:ه|ها|هم|هما)?")
_ENDINGS = ("", "ه", "ها", "هم", "هما", "نا", "ا", "تها", "ته", "تهم")


def is_noun(lexicon: Lexicon, word: str) -> bool:
    """Whether a folded word is a common noun, bare or with a possessive or accusative ending: التزامه، تمويلا."""
    return any(
        word.endswith(e)
        and (
            word[: len(word) - len(e)] in lexicon.common
            or (e.startswith("ت") and word[: len(word) - len(e)] + "ه" in lexicon.common)
        )
        for e in _ENDINGS
    )


def is_verbal_noun(word: str) -> bool:
    """Whether a folded word has the form of a verbal noun that no finite verb shares: اكتمال، استقالته."""
    return _MASDAR.fullmatch(word) is not None


def is_prefixed(lexicon: Lexicon, word: str) -> bool:
    """Whether a folded word is rather "and", or a preposition, with a noun: ومقرها، لدعم."""
    common = lexicon.common
    stem = next((word.removesuffix(ending) for ending in ("ها", "هم", "ه") if word.endswith(ending)), word)
    owned = stem != word and stem not in common and stem[:-1] + "ه" not in common  # ومقرها
    joined = word[:1] == "و" and (word not in common or owned) and is_noun(lexicon, word[1:])
    joined = joined or (word[:1] == "و" and lexicon.is_a("preposition", word[1:]))
    return joined or (word[:1] in ("ل", "ب", "ك") and not lexicon.is_a("lookalike", word) and word[1:] in common)


def is_function(lexicon: Lexicon, word: str) -> bool:
    """Whether a folded word is a function word, alone or joined to a definite noun."""
    return lexicon.is_function(word) or is_clitic_phrase(word)


def is_clitic_phrase(word: str) -> bool:
    """Whether a folded word is a particle with a definite noun: بالعراق، للعراق."""
    return word.startswith(("بال", "لل", "وال", "كال")) and len(word) > 4
