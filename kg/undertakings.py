"""Tokens -> undertaking triggers: words by which somebody binds himself, and futures of which somebody is the agent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import takewhile
from typing import Literal

from kg.attested import is_future, is_short
from kg.concerns import concern
from kg.document import Document
from kg.inflection import FUTURES, Form, Number
from kg.leads import leads_on
from kg.lexicon import Gender, Lexicon
from kg.records import dataclass
from kg.setting import QUOTES
from kg.trace import OfCommitment
from kg.undertaking_words import Meaning, Modality, Undertaking, undertaking_forms
from kg.wordmemo import REMEMBERED

# Told of the tokens that look like triggers and are none.
Reject = Callable[[int, OfCommitment], None]
# How a future begins, and what stands before the present to make it one.
_FUTURE = (*FUTURES, "سا")
_LEADS = frozenset(("سوف", "لن", "وسوف", "ولن", "فسوف", "فلن"))


@dataclass(frozen=True, slots=True)
class Trigger:
    """An undertaking word at a token. `row` is None for a plain future (سيغادر، سوف تقدم، لن نشارك), which has the
    verb's `stem` and may be `refused`. `leads_at`: what leads to the undertaking, where it may stand far behind.
    """

    token: int
    clitic: str
    form: Form
    row: Undertaking | None
    kind: Literal["verb", "adjective", "noun", "future"]
    first_person: bool = False
    owned: str = ""
    plain: bool = False
    stem: str = ""
    refused: bool = False
    leads_at: int = 0

    @property
    def future(self) -> str:
        """A future as one word: سيتم for سوف يتم."""
        return ("ست" if self.form.gender == "f" else "سي") + self.stem

    @property
    def modality(self) -> Modality:
        """How firmly it binds."""
        return self.row.modality if self.row else "firm"


def find_triggers(
    document: Document, lexicon: Lexicon, taken: frozenset[int], reject: Reject = lambda token, reason: None
) -> Iterator[Trigger]:
    """All undertaking words in text order; `taken` tokens belong to names."""
    behind = (index + 1 + (document.word(index + 1) in QUOTES) for index in document.places(LEADING))
    for index in sorted({*document.places(UNDERTAKING), *behind}):
        if index not in taken and index < len(document.forms):
            trigger = _listed(document, lexicon, index, reject) or _future(document, lexicon, index, taken, reject)
            if trigger:
                yield trigger


def _may_undertake(word: str) -> bool:
    bare = word[1:] if word[0] in "وف" else word
    listed = word in undertaking_forms() or bare in undertaking_forms()
    if word[0] in GOVERNED:
        listed = listed or any(map(_is_his_word, undertaking_forms().get(word[1:], ())))
    return listed or word.startswith(_FUTURE) or bare.startswith(_FUTURE)


def _is_his_word(meaning: Meaning) -> bool:
    """Whether a form is somebody's word to do something, which others may tell of: الوفاء بتعهدها."""
    return meaning.row.kind == "noun" and meaning.row.strong and bool(meaning.owned) and not meaning.first_person


@lru_cache(maxsize=REMEMBERED)
def names_deed(word: str) -> bool:
    """Whether an undertaking word is a noun that tells what is undertaken, too: دعم، مواصلة; not تعهد."""
    nouns = (meaning.row for form in (word, word[1:]) for meaning in undertaking_forms().get(form, ()))
    return any(row.kind == "noun" and not row.strong for row in nouns)


# The words that may be undertakings by themselves, and those that make one of the word behind.
UNDERTAKING = concern(_may_undertake)
LEADING = concern(_LEADS.__contains__)


def _listed(document: Document, lexicon: Lexicon, index: int, reject: Reject) -> Trigger | None:
    word = document.forms[index]
    for clitic in ("", word[0] if word[0] in "وفبل" else "-"):
        found = undertaking_forms().get(word[len(clitic) :]) if word.startswith(clitic) else None
        if found and clitic in GOVERNED:
            found = [meaning for meaning in found if _is_his_word(meaning)]
        if found and not (clitic and is_noun(word, lexicon)):
            meaning = _fitting(found, governed=_is_owned(document, lexicon, index))
            row, form = meaning.row, meaning.form
            if row.kind == "verb" and not row.strong and document.word(index - 1) in _LEADS:
                return None  # سوف نعمل: a future
            undone = _is_undone(document, lexicon, index, form) or _is_nominal(document, lexicon, index, row)
            if undone or not _is_complete(document, lexicon, index, row):
                reject(index, "undone" if undone else "no-deed")
                return None
            return Trigger(index, clitic, form, row, row.kind, meaning.first_person, meaning.owned, meaning.plain)
    return None


def _is_owned(document: Document, lexicon: Lexicon, index: int) -> bool:
    """Whether what stands beside a word makes a noun of it: عن عزم الحكومة, or a feminine behind a masculine form; not
    كما تعهد.
    """
    owner, before = document.word(index + 1), document.word(index - 1)
    feminine = owner.startswith("ال") and owner.endswith(("ه", "ات")) and owner in lexicon.common
    return feminine or (lexicon.is_a("preposition", before) and not lexicon.is_a("connector", before))


def _fitting(meanings: list[Meaning], *, governed: bool) -> Meaning:
    """What a form means where it stands: behind a preposition it is a noun (أعلن عن عزم الحكومة)."""
    nouns = (meaning for meaning in meanings if governed and meaning.row.kind == "noun")
    return next(nouns, meanings[0])


def _is_nominal(document: Document, lexicon: Lexicon, index: int, row: Undertaking) -> bool:
    """Whether a preposition makes a past form another word: مقابل وعد بالمساعدة."""
    return row.kind == "verb" and document.word(index - 1) in GOVERNING


def _is_undone(document: Document, lexicon: Lexicon, index: int, form: Form) -> bool:
    """Whether the word before says that nothing is undertaken: لم تتعهد، إذا قررت; so does أن before the present tense,
    which makes it a wish.
    """
    before = document.word(index - 1).removeprefix("و")
    relative = lexicon.is_relative(before)  # القمة التي تعتزم باريس استضافتها
    wished = form.tense == "imperfect" and (before in ("ان", "بان", "قد") or lexicon.is_a("hanging", before))
    wished = wished and not relative
    return (
        lexicon.is_a("undone", before)
        or wished
        or _is_open(document, index)
        or _is_over(document, lexicon, index, form)
    )


def _is_over(document: Document, lexicon: Lexicon, index: int, form: Form) -> bool:
    """Whether what somebody intends is told of the past: كانا يخططان للقيام بهجوم، وكان ترامب يعتزم زيارة لندن, not
    كان ترامب قال: «نعتزم زيارة لندن».
    """
    if form.tense != "imperfect":
        return False
    floor = max(index - WAS, document.sentence_of(index).start)
    for place in range(index - 1, floor - 1, -1):
        word = document.word(place)
        if not word[:1].isalnum() or lexicon.is_any(("complementizer", "relative"), word):
            return False
        if lexicon.is_a("was", word.removeprefix("و")):
            return True
    return False


def _is_complete(document: Document, lexicon: Lexicon, index: int, row: Undertaking) -> bool:
    """Whether behind the word stands what it needs and what leads to the undertaking."""
    needed = row.needs is None or _follows(document, lexicon, row.needs, index)
    if row.needs == "directed" and _accuses(document, lexicon, index):
        return False
    object_ = takewhile(lambda word: word[0] != "ب", document.words(index + 1, index + KEPT))
    if row.unless and any(lexicon.is_a(row.unless, word) for word in object_):
        return False
    return needed and leads_on(
        document, lexicon, row, index, index + 1 + (CLOSE if row.impersonal else REACH[row.kind])
    )


def _accuses(document: Document, lexicon: Lexicon, index: int) -> bool:
    """Whether what is directed at somebody is a charge: وجه القضاء تهما إليه | بتشكيل عصابة."""
    near = document.words(index + 1, min(index + BESIDE, document.sentence_at[index].end))
    return any(lexicon.is_a("accusing", word) for word in takewhile(lambda word: word[0] != "ب", near))


def _follows(document: Document, lexicon: Lexicon, kind: str, index: int) -> bool:
    """Whether a word of the kind stands within the clause behind a token."""
    end = min(document.sentence_of(index).end, index + FOLLOWING)
    return any(lexicon.is_a(kind, word) for word in document.words(index + 1, end))


def _future(document: Document, lexicon: Lexicon, index: int, taken: frozenset[int], reject: Reject) -> Trigger | None:
    """سـ + present, سوف + present, لن + present; not of verbs that only tell what will come about, nor asked or told in
    passing (التي ستغادر).
    """
    word = document.forms[index]
    clitic = word[0] if word[0] in "وف" and len(word) > 4 else ""
    bare, lead = word[len(clitic) :], particle_at(document, index)
    before = document.word(index - 1 if lead is None else lead)
    led = lead is not None
    governed = (index - 1 in taken or has_pronoun(before, lexicon)) and not clitic
    long = len(bare) > 4 or (len(bare) == 4 and (governed or is_short(lexicon, bare)))
    if long and bare[0] == "س" and bare[1] in "يتنا":
        stem, prefix = bare[2:], bare[1]
    elif led and bare[0] in "يتنا" and len(bare) > 2:
        stem, prefix, clitic = bare[1:], bare[0], before[0] if before[0] in "وف" else ""
    else:
        return None
    if not led and (is_noun(bare, lexicon) or (clitic and is_noun(word, lexicon))):
        return None
    refused = before.endswith("لن")
    said = document.text(index, index + 1).removeprefix(clitic).startswith("سأ")
    own = said and (stem[0] != "ل" or "ي" + stem in lexicon.common)  # سأحادث, سألتقي, not سألتها
    if not (
        led
        or own
        or is_future(bare, stem, prefix, lexicon, governed=governed and (prefix != "ا" or index - 1 not in taken))
    ):
        if bare not in lexicon.common:
            reject(index, "unknown")
        return None
    unsaid = refused and any(lexicon.is_a("unsaid", text) for text in (stem, *document.words(index + 1, index + 4)))
    hanging = unsaid or _is_hanging(document, lexicon, index if lead is None else lead, clitic)
    befalls = _befalls(lexicon, stem, first=prefix in "نا", refused=refused)
    if hanging or (befalls and not _is_meant(document, lexicon, index, bare, stem)):
        reject(index, "hanging" if hanging else "befalls")
        return None
    gender: Gender | None = "f" if prefix == "ت" else "m" if prefix == "ي" else None
    form = Form(word, "imperfect", gender, _number(stem, prefix, refused=refused))
    return Trigger(index, clitic, form, None, "future", prefix in "نا", stem=stem, refused=refused)


def particle_at(document: Document, index: int) -> int | None:
    """Where سوف or لن stands that makes a future of a verb, a quote mark between them or none: سوف "تبقي."""
    place = index - 1 - (document.word(index - 1) in QUOTES)
    return place if document.word(place) in _LEADS else None


def _number(stem: str, prefix: str, *, refused: bool) -> Number:
    """Of how many a future is told: سنغادر، سيغادرون، لن يغادروا; سيغادران."""
    if prefix == "ن" or stem.endswith("ون") or (refused and stem.endswith("وا")):
        return "p"
    return "d" if stem.endswith("ان") and len(stem) > 4 else "s"


def is_noun(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is known to take the article, which no verb does: السيارة، السابقة، الفنية; or only looks like a
    future: سنجار.
    """
    return "ال" + word in lexicon.common or lexicon.is_a("seeming", word)


def has_pronoun(word: str, lexicon: Lexicon) -> bool:
    """Whether a folded complementizer or لكن has a pronoun: أنه، بأنها، لكنهم."""
    plain = word.removeprefix("و").removeprefix("ف")
    bare = plain.lstrip("بل")
    but = bare.startswith("كن") and len(bare) > 2 and lexicon.is_a("conjunction", plain)
    return but or (bare.startswith("ان") and len(bare) > 2 and lexicon.is_a("complementizer", plain))


def _is_hanging(document: Document, lexicon: Lexicon, index: int, clitic: str) -> bool:
    """Whether what will be done is told in passing, asked or thought away: التي ستغادر، كان سيغادر، أين سيذهبون؟"""
    end = document.sentence_of(index).end
    asked = "؟" in document.words(max(index, end - 2), end)
    unreal = any(lexicon.is_a("was", word) for word in document.words(max(index - 4, 0), index))
    guessed = any(lexicon.is_a("guessed", word) for word in document.words(max(index - GUESSED, 0), index))
    likely = any(lexicon.is_a("likely", word) for word in document.words(index + 1, min(index + BESIDE, end)))
    return (
        asked
        or likely
        or guessed
        or _is_open(document, index)
        or (unreal and not clitic)
        or (not clitic and lexicon.is_a("hanging", document.word(index - 1)))
    )


def _befalls(lexicon: Lexicon, stem: str, *, first: bool, refused: bool) -> bool:
    """Whether the verb tells what comes about: ستشهد، and of ourselves سنواجه; لن نكون في مهمة قتالية is our will."""
    if first and refused:
        return False
    kind = lexicon.particles["befalling" if first else "outcome"]
    return stem in kind or stem.removesuffix("ون") in kind


def _is_meant(document: Document, lexicon: Lexicon, index: int, bare: str, stem: str) -> bool:
    """Whether what stands behind a verb of coming about makes it a plan: سيدخل القرار حيز التنفيذ، ستصل إلى باريس، سيقع
    درس الملف.
    """
    far = ENTERED if lexicon.is_a("entering", stem) else USED
    used = any(lexicon.is_a("effective", word) for word in document.words(index + 1, index + far))
    arriving = lexicon.is_a("encounter", stem) and "الي" in document.words(index + 1, index + ARRIVING)
    being = lexicon.is_a("being", stem) and _is_set(document, lexicon, index)
    return used or arriving or being or lexicon.is_a("effecting", bare)


def _is_set(document: Document, lexicon: Lexicon, index: int) -> bool:
    """Whether a verb of being tells when something will be: القمة ستكون في 16 يوليو، سيكون مبدئيا يوم الأحد."""
    near = ((document.word(place), document.word(place + 1)) for place in (index + 1, index + 2))
    return any(lexicon.is_a("setting-day", word) or (word == "في" and after[:1].isdigit()) for word, after in near)


def _is_open(document: Document, index: int) -> bool:
    """Whether it is asked if something comes about: عما إذا كانت بريطانيا ستقبل، لمعرفة ما إذا كانت السلطات وافقت."""
    before = " ".join(document.words(max(index - ASKED, document.sentence_of(index).start), index))
    return "ما اذا" in before


# Behind these prepositions no verb stands.
GOVERNING = frozenset(("في", "من", "الي", "علي", "عن", "مع", "مقابل", "بعد", "قبل", "حول", "بشان", "خلال"))
# The prepositions written with the noun behind them.
GOVERNED = frozenset("بل")
# How far behind a verb its own verb or what makes it likely only may stand.
BESIDE = 10
# How far behind a verb what is kept may stand: التزم وزير الخارجية الصمت.
KEPT = 6
# How far before a verb may stand what puts it into the past.
WAS = 5
# How far before a verb may stand what makes a guess of it.
GUESSED = 5
# How far before a verb may stand what asks whether it comes about.
ASKED = 12
# How far behind a verb of coming into use that may stand: سيكون جاهزا، سيدخل في مطلع العام المقبل حيز التنفيذ.
USED, ENTERED = 4, 9
# How far behind a verb of arriving the place may stand.
ARRIVING = 8
# How far behind an undertaking word what it needs may stand.
FOLLOWING = 16
# How far behind it what leads to the undertaking may stand: its subject may come between.
REACH = {"verb": 16, "adjective": 4, "noun": 16}
CLOSE = 10
