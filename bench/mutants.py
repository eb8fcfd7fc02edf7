"""A text of news -> the same text damaged as files, sites and keyboards damage it, and worse."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from random import Random

Mutation = Callable[[str, Random], str]

MARKS = "“”„‟«»‹›〝〞＂\"'‘’‚‛`´「」『』()[]{}<>"
BIDI = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
SIGNS = "\u0640\u064b\u064e\u064f\u0650\u0651\u0652\u0653\u0654\u0655\u0670\u06d6\u0300\u0301\u034f\u20dd\ufe0f"
JOINERS = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
LINE_ENDS = ("\r\n", "\r", "\u2028", "\u2029", "\x85", "\n\n\n", "\n \t\n", "\n\u200f\n", " ")
SPACES = "\t\u00a0\u2002\u2009\u200a\u202f\u205f\u3000"
STOPS = ".،؛؟!…:,;-–—|•*/\\_#@%~^"
EMOJI = (
    "😀",
    "👨\u200d👩\u200d👧\u200d👦",
    "🏳️\u200d🌈",
    "🇪🇬",
    "👍🏿",
    "❤\ufe0f",
    "1\ufe0f\u20e3",
    "\U000e0067\U000e007f",
)
BEYOND = ("𞸀𞸁", "𐤀𐤁", "𝔐𝔦", "𠀀", "\U0001fffd", "\U0010fffd", "𐡀")
LIGATURES = ("ﷲ", "ﷺ", "﷽", "ﻻ", "ﻼ", "ﻷ", "ﷴ", "ﰀ", "ﴼ", "﴾", "﴿")
FOREIGN = (
    "שלום אמר",
    "他说：「是」",
    "The President said",
    "Президент сказал",
    "ประธาน",
    "İIıß",
    "اُردو کے لیے",
    "ےکگڤپچ",
    "हिन्दी",
)
NUMBERS = (
    "9" * 400,
    "0",
    "٩٩٩٬٩٩٩٫٩٩٩",
    "1e400",
    "-5",
    "1.2.3.4",
    "31/2/2021",
    "9999/12/31",
    "30 فبراير 0000",
    "عام 99999",
    "بعد 99999999 سنة",
    "قبل 99999 شهرا",
    "خلال 9999999999 يوما",
    "1442/13/30 هـ",
    "32 ديسمبر",
    "مليار مليار مليار دولار",
    "00000000000.5 مليون دولار",
    "½ مليون",
    "²",
    "𝟗𝟗 دولار",
    "१२३",
)
EMPTY = ("«»", "“”", '""', "()", ". . .", "\n\n", "،،،", "«»" * 40, ":\n:", "- \n- ", "؟!؟!")


def mutate(text: str, steps: Sequence[tuple[str, int]]) -> str:
    """The text after some mutations by name, each with a seed of its own."""
    for name, seed in steps:
        text = MUTATIONS[name](text, Random(seed))
    return text


def random_steps(chance: Random) -> list[tuple[str, int]]:
    """One to five mutations."""
    return [(chance.choice(NAMES), chance.getrandbits(32)) for _ in range(chance.randint(1, 5))]


# --- order ------------------------------------------------------------------------------------------------------------


def _cut(text: str, chance: Random) -> str:
    start, end = sorted(chance.randint(0, len(text)) for _ in range(2))
    return chance.choice((text[:end], text[start:], text[start:end], text[:start] + text[end:]))


def _shuffled(pattern: str) -> Mutation:
    """The pieces between separators in another order, the separators left in place."""

    def shuffle(text: str, chance: Random) -> str:
        parts = re.split(f"({pattern})", text)
        pieces = parts[::2]
        chance.shuffle(pieces)
        parts[::2] = pieces
        return "".join(parts)

    return shuffle


def _repeated(text: str, chance: Random) -> str:
    start = chance.randint(0, len(text))
    piece = text[start : start + chance.choice((1, 5, 40, 400))]
    return text[:start] + piece * chance.randint(2, 12) + text[start:]


def _moved(text: str, chance: Random) -> str:
    start, end, to = sorted(chance.randint(0, len(text)) for _ in range(3))
    return text[:start] + text[end:to] + text[start:end] + text[to:]


# --- characters -------------------------------------------------------------------------------------------------------


def _sprinkled(characters: Sequence[str], least: int = 1, most: int = 30) -> Mutation:
    """Some of the characters put in anywhere."""

    def sprinkle(text: str, chance: Random) -> str:
        places = sorted(chance.randint(0, len(text)) for _ in range(chance.randint(least, most)))
        pieces = [text[a:b] for a, b in zip([0, *places], [*places, len(text)], strict=True)]
        return "".join(piece + chance.choice(characters) for piece in pieces[:-1]) + pieces[-1]

    return sprinkle


def _replaced(pattern: str, others: Sequence[str]) -> Mutation:
    """Some, or all, of what matches replaced with the same one of the others, or with any of them."""

    def replace(text: str, chance: Random) -> str:
        share = chance.choice((0.1, 0.5, 1))
        used = chance.choice((others, [chance.choice(others)]))
        return re.sub(pattern, lambda match: chance.choice(used) if chance.random() < share else match[0], text)

    return replace


def _run(characters: str) -> Mutation:
    """A long run of one character, or of all of them by turns."""

    def run(text: str, chance: Random) -> str:
        place, length = chance.randint(0, len(text)), chance.choice((50, 1_000, 10_000))
        unit = chance.choice((characters, chance.choice(characters)))
        return text[:place] + (unit * length)[:length] + text[place:]

    return run


def _long_word(text: str, chance: Random) -> str:
    word = chance.choice((*text.split()[:200], "ا", "قال", "2021", "ست", "وال"))
    return _sprinkled([word * (4_000 // len(word))], 1, 3)(text, chance)


@cache
def _forms() -> dict[str, list[str]]:
    """Letter -> its presentation forms."""
    forms: dict[str, list[str]] = {}
    for code in (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFF)):
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1 and plain != chr(code):
            forms.setdefault(plain, []).append(chr(code))
    return forms


def _presented(text: str, chance: Random) -> str:
    """Letters as presentation forms, in a stretch or everywhere."""
    start, end = sorted(chance.randint(0, len(text)) for _ in range(2))
    changed = (chance.choice(_forms().get(letter, [letter])) for letter in text[start:end])
    return text[:start] + "".join(changed) + text[end:]


def _normalised(text: str, chance: Random) -> str:
    return unicodedata.normalize(chance.choice(("NFD", "NFC", "NFKD", "NFKC")), text)


def _digits(text: str, chance: Random) -> str:
    zero = chance.choice((0x30, 0x660, 0x6F0, 0x966, 0x1D7CE))
    return re.sub(r"\d", lambda match: chr(zero + unicodedata.digit(match[0])), text)


MUTATIONS: dict[str, Mutation] = {
    "cut": _cut,
    "paragraphs": _shuffled("\n"),
    "sentences": _shuffled(r"[.؟!\n]"),
    "clauses": _shuffled(r"[.،؛:«»“”\"\n]"),
    "words": _shuffled(r"\s+"),
    "repeated": _repeated,
    "moved": _moved,
    "marks": _sprinkled(MARKS),
    "other marks": _replaced(f"[{re.escape(MARKS)}]", (*MARKS, "", "««", "””", '""')),
    "marks for spaces": _replaced(" ", ['"', " «", "» ", "“", "”", " "]),
    "run of marks": _run("\"“”«»'"),
    "bidi": _sprinkled(BIDI),
    "joiners": _sprinkled(JOINERS),
    "signs": _sprinkled(SIGNS),
    "run of signs": _run(SIGNS),
    "stops": _sprinkled(STOPS),
    "other stops": _replaced(r"[.،؛:؟!]", (*STOPS, "", " ")),
    "lines": _replaced("\n", LINE_ENDS),
    "more lines": _replaced(" ", (*LINE_ENDS, *LINE_ENDS, "\n", " ")),
    "spaces": _replaced(" ", (*SPACES, "", "  ")),
    "emoji": _sprinkled(EMOJI),
    "beyond": _sprinkled(BEYOND),
    "foreign": _sprinkled([f" {word} " for word in FOREIGN] + list(FOREIGN)),
    "ligatures": _sprinkled(LIGATURES),
    "presented": _presented,
    "normalised": _normalised,
    "numbers": _sprinkled([f" {number} " for number in NUMBERS], 1, 8),
    "digits": _digits,
    "long word": _long_word,
    "empty": _sprinkled(EMPTY),
    "dropped": _replaced(r"\S", [""]),
}
NAMES = tuple(MUTATIONS)
