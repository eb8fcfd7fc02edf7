"""Tokens -> reporting cues: forms of reporting verbs that report here and now."""

from __future__ import annotations

from kg.document import Document
from kg.inflection import Form
from kg.lexicon import REPORTING, CueForm, Lexicon
from kg.records import dataclass
from kg.trace import Reason, Trace

# How many words around a form tell whether it is a verb.
NEAR = 16
# How many digits a year has.
YEAR = 4
DAMMA, SHADDA = "\u064f", "\u0651"
# The prepositions that lead to what is said behind a participle.
_LEADS = {"الي": "إلى", "علي": "على", "من": "من", "عن": "عن"}
# What somebody calls so.
WHAT = ("ما", "لما", "بما", "مما", "عما")
APART = frozenset(("", "،", ",", '"', ")", "-", "؛", "."))


@dataclass(frozen=True, slots=True)
class CueHit:
    """A cue at a token; `clitic` is the و or ف written before it. Several verbs may share a form: the candidates."""

    token: int
    clitic: str
    candidates: tuple[CueForm, ...]

    @property
    def form(self) -> Form:
        """The verb's form, with the gender and number it asks of its subject."""
        return self.candidates[0].form

    @property
    def tense(self) -> str:
        """perfect, imperfect, participle or masdar."""
        return self.candidates[0].form.tense


def find_cues(document: Document, lexicon: Lexicon, taken: frozenset[int], trace: Trace | None) -> tuple[CueHit, ...]:
    """All cues in text order. `taken` holds tokens inside names and titles (المتحدث, الناطق), which are no cues."""
    places = document.places(REPORTING)
    found: list[CueHit] = []
    for index in places:
        hit = _cue_at(document, lexicon, index, taken, trace) if index not in taken else None
        if hit and not (found and _is_governed(hit, found[-1], taken)):
            found.append(hit)
    return tuple(found)


def _is_governed(hit: CueHit, before: CueHit, taken: frozenset[int]) -> bool:
    """Whether what looks like a verb is the noun that the cue before it governs, with no more than its subject between
    them: مؤكدا رفض عائلته, أكد المالكي رفض التحالف.
    """
    beside = all(place in taken for place in range(before.token + 1, hit.token))
    bare = hit.form == Form(hit.candidates[0].cue.verb, "perfect", "m", "s") and not hit.clitic and beside
    binds = hit.candidates[0].cue.act == "promise"  # وكرر تعهد بلاده بالانسحاب is an undertaking
    return bare and not binds and not {"object", "claim", "describe"}.isdisjoint(before.candidates[0].cue.content)


def _cue_at(
    document: Document, lexicon: Lexicon, index: int, taken: frozenset[int], trace: Trace | None
) -> CueHit | None:
    word = document.forms[index]
    forms, clitic = lexicon.cues.get(word), ""
    if forms is None and word[:1] in ("و", "ف"):
        forms, clitic = lexicon.cues.get(word[1:]), word[0]
    if forms is None:
        return None
    if _is_passive(document, lexicon, index, forms[0], clitic) or lexicon.is_a("sacred", document.word(index + 1)):
        return None
    if forms[0].form.tense == "perfect" and _is_noun(document, lexicon, index):
        return None
    if forms[0].form.tense == "imperfect" and _is_called(document, lexicon, index):
        return None
    noun = document.text(index, index + 1)[-1:] == "ة"  # طمأنة المواطنين is no طمأنه
    spelt = (form for form in forms if not (noun and form.form.text.endswith("ه")))
    verbs = [form for form in spelt if not _lone(document, lexicon, index, form, clitic)]
    real = tuple(form for form in verbs if not _unreal(document, lexicon, index, form, clitic, index - 1 in taken))
    if trace and verbs and not real:
        reason: Reason = "unreal" if verbs[0].form.tense == "imperfect" else "nominal"
        trace.rejected(document.span(index, index + 1), "statement", reason)
    return CueHit(index, clitic, real) if real else None


def _is_passive(document: Document, lexicon: Lexicon, index: int, form: CueForm, clitic: str) -> bool:
    """Whether a form is passive: with u on its first letter where the active has none (زُعم أن, يُعتقد أن), or without
    whom it describes (وصفت بأنها).
    """
    text, tense = form.form.text, form.form.tense
    if document.bare(index, clitic).of(document.article.text)[1:2] == DAMMA:
        named = lexicon.is_a("named", document.forms[index])
        return tense == "perfect" or (tense == "imperfect" and form.cue.verb[0] in "ات" and not named)
    alone = "describe" in form.cue.content and tense != "participle" and not text.endswith(("ه", "ها", "هم", "هما"))
    return alone and _is_led_by_b(lexicon, document.word(index + 1))


def _is_called(document: Document, lexicon: Lexicon, index: int) -> bool:
    """Whether a verb only tells the name of whom something is told: أن شابا يدعى ناجي جمال، «استشهد»."""
    named = lexicon.is_a("named", document.forms[index]) and document.text(index, index + 1)[-1:] == "ى"
    return named and document.word(index - 1).endswith("ا")


def _is_led_by_b(lexicon: Lexicon, word: str) -> bool:
    """Whether a word is the preposition ب, alone or before a noun: بأنها, بالمثيرة; no name as بنسودا."""
    noun = word[1:].startswith("ال") or lexicon.is_a("opener", word) or word[1:] in lexicon.common
    return word == "ب" or (word[:1] == "ب" and noun and not lexicon.is_a("lookalike", word))


def _is_noun(document: Document, lexicon: Lexicon, index: int) -> bool:
    """Whether what may be a dual is rather a noun in the accusative: وردا على سؤال."""
    word = document.forms[index]
    forms = lexicon.cues.get(word) or lexicon.cues[word[1:]]
    dual = forms[0].form.number == "d" and forms[0].cue.source in ("subject", "document")
    return dual and word in lexicon.common and not lexicon.is_a("opener", document.word(index + 1))


def _lone(document: Document, lexicon: Lexicon, index: int, form: CueForm, clitic: str) -> bool:
    """Whether a form is rather another word where it stands: بين and عبر among other words are prepositions."""
    if clitic or not form.cue.joined or form.form.text != form.cue.verb:
        return False
    if SHADDA in document.span(index, index + 1).of(document.article.text):
        return False  # من جهته، بيّن الخبير أن
    before, start = document.word(index - 1), document.sentence_of(index).start
    begins = index == start or before in APART or lexicon.is_a("connector", before) or lexicon.is_a("auxiliary", before)
    reported = any(lexicon.reports[word] for word in document.words(max(start, index - NEAR), index))
    governs = not set(form.cue.content).isdisjoint(document.words(index, index + NEAR))
    sure = begins and (governs or before not in APART or "that" in form.cue.content)  # وقال، عبر حسابه
    return form.cue.strict or not (sure or (governs and not reported))


def _unreal(document: Document, lexicon: Lexicon, index: int, form: CueForm, clitic: str, named: bool) -> bool:
    """Whether a form is no report where it stands; `named` if a name ends before it (مون جاي إن | تعهد)."""
    before = document.word(index - 1) if index > document.sentence_of(index).start else ""
    before = before[1:] if before[:1] in ("و", "ف") and len(before) > 2 else before
    if form.form.tense == "imperfect":
        told = form.cue.negated and before in ("لم", "لا")  # لم يستبعد
        return not told and lexicon.is_a("unreal", before) and document.words(index - 2, index) != ["قبل", "ان"]
    if form.form.tense == "perfect":
        # ما قال إنه: what somebody calls so
        called = before in ("ما", "لما", "بما") and lexicon.is_a("called", document.word(index + 1))
        called = called or (before in WHAT and "describe" in form.cue.content and form.form.text != form.cue.verb)
        return (
            not (clitic or named)
            and lexicon.is_a("nominal", before)
            and not (called or happened(document, lexicon, index))
        )
    # مؤكدة، مطالبين behind a noun are adjectives or nouns; the circumstantial participle stands apart.
    if form.form.tense != "participle" or before in APART:
        return False
    if (before.isdigit() and len(before) < YEAR) or lexicon.is_any(("was", "helping", "auxiliary"), before):
        return True  # كان متوقعا: what it was; 17 متهما
    # صوتا مؤيدا: of these verbs the participle is an adjective more often than not.
    beside = len(before) > 3 and before.endswith("ا") and form.cue.act in ("support", "oppose")
    return beside or not (document.forms[index].endswith("ا") or _tells(document, lexicon, index, form, named))


def happened(document: Document, lexicon: Lexicon, index: int) -> bool:
    """Whether words right before a token lead to what has come about: بعد أن | أعلن, منذ أن | قال, قبل أن | يشير."""
    before = document.word(index - 2).removeprefix("و")
    follows = before == "قبل" and document.forms[index][:1] in ("ي", "ت")
    return document.word(index - 1) == "ان" and (follows or lexicon.is_a("since", before))


def _tells(document: Document, lexicon: Lexicon, index: int, form: CueForm, named: bool) -> bool:
    """Whether what is said follows a feminine participle: ردت بتغريدة قائلة «لن نتراجع», أدانت الغارات مشيرة إلى أن;
    غير مؤكدة بأن is none.
    """
    before, after = document.word(index - 1), document.word(index + 1)
    if form.cue.strict or before == "غير":
        return False
    said = lexicon.is_a("opener", after) or after in (":", '"')
    # رسالة داعية إلى الهدوء: behind an indefinite noun an adjective
    definite = named or before.startswith("ال") or before.endswith(("ها", "هم", "ته"))
    leads = _LEADS.get(after) in form.cue.content
    return said or (leads and (definite or lexicon.is_a("opener", document.word(index + 2))))
