"""An undertaking word -> whether what it binds to follows: حريصة على, not حريصة بشأن."""

from __future__ import annotations

from kg.attested import is_verb
from kg.document import Document
from kg.folding import fold_name
from kg.lexicon import Lexicon
from kg.setting import QUOTES
from kg.undertaking_words import Undertaking

# How far behind a verb its object may stand that is a deed.
DEED = 5
# How far behind أن its verb may stand.
BESIDE = 10


def leads_on(document: Document, lexicon: Lexicon, row: Undertaking, index: int, limit: int) -> bool:
    """Whether between a word and a limit stands what leads to the undertaking: حريصة على is one, حريصة بشأن none, nor
    is اتفقا على أهمية الحوار.
    """
    end = min(document.sentence_of(index).end, limit)
    if "object" in row.leads or _is_deed_behind(document, lexicon, row, index, end):
        return True
    if "deed" in row.leads:
        return any(lexicon.is_a("deed", word) for word in document.words(index + 1, index + DEED))
    letters = tuple(lead for lead in row.leads if len(lead) == 1)
    words = {fold_name(lead) for lead in row.leads}
    for place, word in enumerate(document.words(index + 1, end), index + 2):
        if _leads_back(document, lexicon, row, place - 1):
            continue
        own = row.kind == "adjective" and place == index + 2  # ملتزمون بالتعاون
        if word in words or (word.startswith(letters) and not _leads_elsewhere(lexicon, word, own=own)):
            opinion = word == "علي" and _is_opinion(document, lexicon, place)
            wished = lexicon.is_a("wished", document.word(place + (document.word(place) in QUOTES)))
            return not opinion and not (word in words and wished)
        if row.kind == "noun" and _is_said(lexicon, word):
            return False
    return False


def _is_deed_behind(document: Document, lexicon: Lexicon, row: Undertaking, index: int, end: int) -> bool:
    """Whether a deed behind a word needs nothing to lead to it: ملتزم نزع السلاح، قرارها تنفيذ الإضراب، قرار بريطانيا
    إجراء استفتاء.
    """
    if row.impersonal and any(lexicon.is_a("deed", word) for word in document.words(index + 2, end)):
        return True
    owned = row.kind == "noun" and document.word(index).endswith(("ه", "ها", "هم"))
    return (row.kind == "adjective" or owned) and lexicon.is_a("deed", document.word(index + 1))


def _is_opinion(document: Document, lexicon: Lexicon, index: int) -> bool:
    """Whether أن leads to what somebody holds to be so and not to what he will do: وافقا على أن الخطة ناجحة،
    اتفقنا على أنها ضرورية.
    """
    opened = lexicon.is_a("complementizer", document.word(index)) and document.word(index).startswith("ان")
    if not opened or document.word(index + 1)[:1] in "يتن":
        return False
    words = document.words(index + 1, min(index + BESIDE, document.sentence_of(index).end))
    return not any(word == "لن" or (word[:1] == "س" and is_verb(word[2:], lexicon)) for word in words)


def _is_said(lexicon: Lexicon, word: str) -> bool:
    """Whether a word is a verb of saying, و before it or not: واعتقد."""
    forms = (*lexicon.cues.get(word, ()), *lexicon.cues.get(word.removeprefix("و"), ()))
    return any(form.form.tense in ("perfect", "imperfect") for form in forms)


def _leads_back(document: Document, lexicon: Lexicon, row: Undertaking, index: int) -> bool:
    """Whether a word leads to no undertaking: الوعود التي وعدت بها, هدد بعد أن خسر, وافقت بناء على الطلب, تعمل على
    الحدود.
    """
    word = document.word(index)
    if word == "علي" and (
        lexicon.is_a("basis", document.word(index - 1)) or lexicon.is_a("site", document.word(index + 1))
    ):
        return True
    told = row.kind == "verb" and lexicon.is_a("pronoun", word)
    return told or (word == "ان" and lexicon.is_a("before-clause", document.word(index - 1)))


def _leads_elsewhere(lexicon: Lexicon, word: str, *, own: bool) -> bool:
    """Whether a word only begins like what leads to an undertaking, or tells how it comes about (بالتشاور), if it is
    not itself what is undertaken.
    """
    return lexicon.is_a("lookalike", word) or (lexicon.is_a("means", word) and not own)
