"""An undertaking's words -> how firmly it binds."""

from __future__ import annotations

from kg.attested import is_verb
from kg.bound import Bound
from kg.concerns import concern
from kg.inflection import FUTURES
from kg.lexicon import Lexicon, load_lexicon
from kg.setting import Content, Setting
from kg.undertaking_words import Modality, undertaking_forms
from kg.undertakings import GOVERNED, Trigger

CONJUNCTIONS = ("و", "ف")
# How the present of others and of several begins.
PRESENT = ("ي", "ت", "ن")
# How far before what it leads to a condition may stand, or before its answer with ف; what is written before it.
LED, ANSWERING, CONDITIONED = 24, 80, ("", "و")
CONDITION = concern(lambda word: load_lexicon().phrases["condition"].may_start(word))
# How another future begins: one that has answered the condition already.
ANSWERED = (*FUTURES, *(f"ف{future}" for future in FUTURES))


def modality(setting: Setting, trigger: Trigger, bound: Bound, content: Content | None, end: int) -> Modality:
    """How firmly a passage binds: a condition tells, else its word; مستعدة لمواصلة reaffirms what is done."""
    lexicon, word = setting.lexicon, setting.document.word
    if is_conditional(setting, bound.start, end, content) or _answers(setting, trigger, bound.start, content):
        return "conditional"
    if any(
        lexicon.is_a("forever", word(index)) for index in range(max(bound.start - 1, 0), min(trigger.token + 4, end))
    ):
        return "reaffirmed"
    if trigger.kind == "future":
        return _of_future(setting, trigger, bound, content)
    lasting = lexicon.is_a("lasting", word(trigger.token + 1))
    if trigger.modality == "conditional" and lasting:
        return "reaffirmed"
    # A commitment that a document lays down is one; in somebody's mouth it is affirmed again.
    told = content is None or trigger.clitic in GOVERNED
    laid_down = trigger.kind == "noun" and trigger.row is not None and trigger.row.strong and told
    return "firm" if laid_down and trigger.modality == "reaffirmed" else trigger.modality


def modality_of_gift(setting: Setting, start: int, first: int, end: int) -> Modality:
    """How firmly the words of a pledge bind: a condition tells, else a word before the sum (which begins at `first`)
    for what is not promised yet (تخطط لتزويد، مستعدة لتقديم).
    """
    if is_conditional(setting, start, end):
        return "conditional"
    words = (word for whole in setting.document.words(start, first) for word in _readings(whole))
    rows = (meaning.row for word in words for meaning in undertaking_forms().get(word, ()))
    # A plan (خطة مساعدة) is what is given, whoever plans has not given it.
    open_yet = (row.modality for row in rows if row.kind != "noun" and row.modality in ("planned", "conditional"))
    return next(open_yet, "firm")


def _readings(word: str) -> tuple[str, ...]:
    """A word, and what is left of it without the conjunction that it may begin with."""
    return (word, word[1:]) if word[:1] in CONJUNCTIONS else (word,)


def _of_future(setting: Setting, trigger: Trigger, bound: Bound, content: Content | None) -> Modality:
    """What a person in charge says he will do is firm; what a body or the article tells of is planned, and so are
    visits, what is only thought about and what will be done, nobody says by whom. To stay is to affirm anew.
    """
    if setting.lexicon.is_a("tentative", trigger.stem.removesuffix("ون")):
        return "planned"
    if not trigger.refused and _stays_bound(setting, trigger):
        return "reaffirmed"
    if trigger.refused or trigger.first_person or setting.lexicon.is_a("enduring", trigger.stem.removesuffix("ون")):
        return "firm"
    meeting = setting.lexicon.is_a("encounter", trigger.stem.removesuffix("ون"))
    speakers = content.statement.speakers if content else ()
    # What two states say together they have agreed on.
    personal = len(speakers) > 1 or any(setting.cast.actors[key].type == "Person" for key in speakers)
    impersonal = setting.lexicon.is_a("effecting", trigger.future)  # سيتم توزيع المساعدات
    return "firm" if personal and not (meeting or impersonal or bound.by_crew) else "planned"


def _stays_bound(setting: Setting, trigger: Trigger) -> bool:
    """Whether a future says that somebody stays what he is: سنظل إلى جانبكم، ستبقى ملتزمة, not ستظل تعمل."""
    stem, following = trigger.stem.removesuffix("ون"), setting.document.word(trigger.token + 1)
    if setting.lexicon.is_a("staying", stem):
        return not (following.startswith(PRESENT) and is_verb(following[1:], setting.lexicon))
    rows = (meaning.row for meaning in undertaking_forms().get(following, ()))
    return setting.lexicon.is_a("remaining", stem) and any(row.modality == "reaffirmed" for row in rows)


def _answers(setting: Setting, trigger: Trigger, start: int, content: Content | None) -> bool:
    """Whether a future that begins at `start` answers a condition before it in its sentence: وإذا قبلت المحكمة
    الطعن ستعاد المحاكمة, not ما إذا كان سيعود، لكنه سيزور، nor what و adds (وستغادر).
    """
    if trigger.kind != "future" or trigger.clitic == "و":
        return False
    document, answers = setting.document, trigger.clitic == "ف"  # إذا استمر الهدوء فسنفتح المعبر
    first = max(document.sentence_at[trigger.token].start, start - (ANSWERING if answers else LED))
    if content and content.start <= start and not answers:
        first = max(first, content.start)
    places = reversed(document.places_between(CONDITION, first, start))
    led = next((index for index in places if _is_condition(setting, index)), None)
    return led is not None and not any(_turns(word, setting.lexicon) for word in document.words(led + 1, start))


def _is_condition(setting: Setting, index: int) -> bool:
    """Whether a condition begins at a token, not a question or a concession: إذا، وإذا, but not ما إذا، حتى وإن لم."""
    found = setting.lexicon.phrases["condition"].match(setting.document.forms, index)
    return found is not None and found.clitic in CONDITIONED and not _asks(setting, index)


def _asks(setting: Setting, index: int) -> bool:
    """Whether the word before a condition makes a question or a concession of it: ما إذا، وعما إذا، حتى إذا."""
    return setting.lexicon.is_a("asking", setting.document.word(index - 1).removeprefix("و"))


def _turns(word: str, lexicon: Lexicon) -> bool:
    """Whether a word begins what is no longer under a condition: لكنه، سيزور، فسنفتح, not سياسة."""
    if word.startswith(ANSWERED):
        return len(word) > 4 and is_verb(word.removeprefix("ف")[2:], lexicon)
    return word == ":" or (word.removeprefix("و").startswith("لكن") and lexicon.is_a("connector", word))


def is_conditional(setting: Setting, start: int, end: int, content: Content | None = None) -> bool:
    """Whether a condition stands in the passage (not غير مشروط، ما إذا), or opens its sentence or its content: إذا رفعت
    العقوبات ستعود.
    """
    document, conditions = setting.document, setting.lexicon.phrases["condition"]
    opening = document.sentence_of(start).start
    if content and opening < content.start <= start:
        opening = content.start
    first = conditions.match(document.forms, opening)
    if first and first.clitic in ("", "و"):
        return True
    places = document.places_between(CONDITION, start, end)
    told = (index for index in places if conditions.longest(document.forms, index))
    return any(
        not _asks(setting, index) and not setting.lexicon.is_a("negation", document.word(index - 1)) for index in told
    )
