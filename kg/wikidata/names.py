"""A name in Arabic or Latin letters -> the key under which every spelling of it is found."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from kg.search_words import key_of

# Latin letters that Unicode does not take apart.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t", "æ": "ae", "œ": "oe", "þ": "th"}
)
# Accents; and what stands for ع and ء in names like Sana'a, or is left out.
_ACCENTS = re.compile("[\u0300-\u036f]")
_APOSTROPHES = re.compile(r"(?<=[a-z])['’‘`´ʼʾʿʻ](?=[a-z])|[ʼʾʿʻ]")


@lru_cache(maxsize=1 << 12)
def key_of_name(name: str) -> str:
    """The key: Arabic as the search folds it (`kg.search_words`), Latin without case, accents and apostrophes."""
    if not name.isascii():
        name = _ACCENTS.sub("", unicodedata.normalize("NFKD", name).casefold().translate(_LETTERS))
    return key_of(_APOSTROPHES.sub("", name.lower()))
