"""A passage -> what will be done by it, be it told by a verb or by its noun: ستشتري الأرز، تعتزم شراء الأرز."""

from __future__ import annotations

from collections.abc import Container

from kg.attested import is_verbal_noun
from kg.document import Document
from kg.inflection import FUTURES
from kg.lexicon import load_lexicon
from kg.trie import stripped
from kg.wordmemo import WordMemo

# Before the root of what is done, and of what is not (سيوقف الدعم, لن يوقفه), and before a state that it aims at.
DONE, REFUSED, AIMED = "=", "!", "@"
# Among how many words of a passage it stands.
OPENING = 14
_LEADS, _VOWELS = ("لن", "سوف"), frozenset("اويىءئؤآأإ")
_ENDINGS = ("هما", "ها", "هم", "ون", "ان", "ه")


def deed(document: Document, start: int, end: int, silent: Container[int]) -> tuple[str, ...]:
    """The root of the first word of a passage that tells what will be done, with a mark; nothing if none does. Of
    the `silent` tokens only verbs and what is known as a deed are asked.
    """
    for index in range(start, min(end, start + OPENING)):
        before, word = document.word(index - 1).removeprefix("و"), document.forms[index]
        verb = _presents[word] if before in _LEADS else _futures[word]
        noun = index not in silent or load_lexicon().is_a("deed", word)
        root = verb or (_nouns[word] if noun else "")
        if root:
            return ((REFUSED if before == "لن" else DONE) + root,)
    return ()


def differ(some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether the one will do what the other will not: وقف الدعم, لن توقف الدعم."""
    both = some | others
    return any(REFUSED + one[1:] in both for one in both if one.startswith(DONE))


def share_deed(some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether two are about the same deed, and another word of what is done, and do not aim at different states: سترسل
    قوات إلى مالي, سترسل قوات إلى النيجر.
    """
    shared = some & others
    aims = [{one for one in matter if one.startswith(AIMED)} for matter in (some, others)]
    if all(aims) and aims[0].isdisjoint(aims[1]):
        return False
    deeds = {one[1:] for one in shared if one.startswith((DONE, REFUSED))}
    return bool(deeds) and any(_of_stem(word) not in deeds for word in words_in(shared))


def words_in(matter: frozenset[str]) -> frozenset[str]:
    """What a matter is about beside the deed and the state that it aims at."""
    return frozenset(one for one in matter if not one.startswith((DONE, REFUSED, AIMED)))


def _of_future(word: str) -> str:
    """What a verb has in common with its noun: ستشتري، شراء."""
    bare, lexicon = word.removeprefix("و"), load_lexicon()
    told = bare.startswith(FUTURES) and len(bare) > 4 and "ال" + bare not in lexicon.common
    return _of_stem(bare[2:]) if told and not lexicon.is_a("effecting", bare) else ""


def _of_noun(word: str) -> str:
    """What a verbal noun has in common with its verb, be it known or built like one (but for those that are built like
    plurals: أحزاب).
    """
    noun = list(stripped(word))[-1][1].removeprefix("ال")
    built = is_verbal_noun(noun) and (noun[0] == "ت" or len(noun) > 5) and not noun.endswith("يه")
    told = load_lexicon().is_a("deed", word) or load_lexicon().is_a("deed", noun) or built
    return _of_stem(noun) if told else ""


def _of_stem(stem: str) -> str:
    """The consonants of a stem without endings and what the derived forms add, if it tells what is done."""
    if load_lexicon().is_any(("light", "enduring", "outcome"), stem):
        return ""
    ending = next((ending for ending in _ENDINGS if stem.endswith(ending) and len(stem) > len(ending) + 2), "")
    letters = "".join(letter for letter in stem.removesuffix(ending) if letter not in _VOWELS)
    for added in ("ست", "ت", "ن"):
        if letters.startswith(added) and len(letters) > len(added) + (1 if added != "ن" else 2):
            letters = letters.removeprefix(added)
            break
    return letters[0] + letters[2:] if len(letters) > 2 and letters[1] == "ت" else letters if len(letters) > 1 else ""


_futures = WordMemo(_of_future)
_nouns = WordMemo(_of_noun)
_presents = WordMemo(lambda word: _of_stem(word[1:]))
