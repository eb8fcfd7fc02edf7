"""Commitments -> what they are about, by which those of one matter are told from others of the same actor."""

from __future__ import annotations

from itertools import combinations, islice

from kg.concerns import concern
from kg.deeds import AIMED, deed
from kg.document import Document
from kg.frames import Commitment
from kg.inflection import FUTURES
from kg.lexicon import load_lexicon
from kg.setting import Setting
from kg.trie import stripped
from kg.wordmemo import WordMemo

# How much of a word tells what it is about: what follows are endings.
STEM, LEAST = 4, 3
_VOWELS, _OWNED = frozenset("اويىءئؤآأإ"), ("هما", "ها", "هم")
# How many words of a passage tell what it is about.
OPENING = 14
# Among how many of them stands the state that it aims at: سترسل قوات إلى مالي.
AIMING = 8
# What meetings are about, beside who meets.
MEETING = "*meeting"


def matter(setting: Setting, commitment: Commitment, silent: set[int]) -> frozenset[str]:
    """What a commitment is about: whose state profits, which state it aims at, what is done, and the beginnings of
    the first words of its passage, without `silent` ones: names, and words that only bind.
    """
    at, span = setting.document.token_at, commitment.mentions[0]
    start, end = at(span.start), at(span.end)
    if _is_of_meeting(setting.document, start, end) and (met := _met(setting, commitment, start, end)):
        return frozenset((MEETING, *met))
    places = islice((i for i in range(start, end) if i not in silent), OPENING)
    stems = filter(None, (_stems[setting.document.forms[i]] for i in places))
    done = deed(setting.document, start, end, silent)
    profiting = (setting.cast.state_of(key) or key for key in commitment.beneficiaries)
    others = _named(setting, start, min(end, start + AIMING)).difference(commitment.committers)
    aims = (AIMED + key for key in others if setting.cast.actors[key].type == "Country")
    return frozenset((*stems, *done, *profiting, *aims))


def _named(setting: Setting, start: int, end: int) -> set[str]:
    """Who is named in a passage."""
    return {key for agent in setting.placed.between(start, end) for key in agent.keys}


def _met(setting: Setting, commitment: Commitment, start: int, end: int) -> tuple[str, ...]:
    """Each two who meet, as states where they are known: of those bound and those named in the passage."""
    named = _named(setting, start, end)
    states = {setting.cast.state_of(key) or key for key in (*commitment.committers, *named)}
    return tuple(map("+".join, combinations(sorted(states), 2)))


def _tells_of_meeting(word: str) -> bool:
    """Whether a folded word tells of a meeting: سيلتقيان، للقاء، القمة."""
    future = word.removeprefix("و")
    verbs = (future[2:].removesuffix("ان").removesuffix("ون"),) if future.startswith(FUTURES) else ()
    meets = load_lexicon().particles["meeting"]
    return not meets.isdisjoint((word, *verbs, *(bare for _, bare in stripped(word))))


_MEETS = concern(_tells_of_meeting)
_UNMET = concern(lambda word: not load_lexicon().particles["unmet"].isdisjoint((word, word.removeprefix("ب"))))


def _is_of_meeting(document: Document, start: int, end: int) -> bool:
    """Whether the first words of a passage tell of a meeting (سيلتقيان، الدعوة للقاء), and of no other one, nor that it
    will not be held: اجتماع منفصل، إلغاء القمة.
    """
    last = min(end, start + OPENING)
    return document.concerns(_MEETS, start, last) and not document.concerns(_UNMET, start, last)


def _stem(word: str) -> str:
    """The beginning of a folded word without its proclitics, if it tells what a passage is about."""
    bare, lexicon = list(stripped(word))[-1][1].removeprefix("ال"), load_lexicon()
    telling = len(bare) >= LEAST and not (lexicon.is_function(bare) or bare in lexicon.demonyms)
    return _root(bare) or bare[:STEM] if telling else ""


_stems = WordMemo(_stem)


def _root(word: str) -> str:
    """The consonants that a verb shares with its verbal noun, if it has enough of them: ستخفض، خفض; ستسرع، تسريع."""
    bare = word[2:] if word.startswith(FUTURES) else word
    owned = next((end for end in _OWNED if bare.endswith(end) and len(bare) > LEAST + len(end)), "")
    bare = bare.removesuffix(owned).removesuffix("ت") if owned else bare  # أسلحتها، أسلحة
    letters = "".join(letter for letter in bare if letter not in _VOWELS)
    root = letters.removeprefix("ت")
    return root[:STEM] if len(root) >= LEAST else letters[:STEM] if len(letters) >= LEAST else ""
