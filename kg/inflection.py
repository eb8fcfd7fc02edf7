"""A verb's dictionary form -> the forms it takes in reporting, each with person, number and gender.

The endings of the strong verb and of verbs that end in ى or ا; see W. Wright, A Grammar of the Arabic Language,
I §§ 89-107
(https://archive.org/details/AGrammarOfTheArabicLanguageV1). Hamza seats and ى/ي need no care: matching is
on folded text.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

Tense = Literal["perfect", "imperfect", "participle", "masdar"]
Number = Literal["s", "d", "p"]
# How a future begins: سيلتقي، ستعقد، سنساعد.
FUTURES = ("سي", "ست", "سن")


class Form(NamedTuple):
    """One form of a verb. `gender` and `number` are those of the subject; None where the form does not tell."""

    text: str
    tense: Tense
    gender: Literal["m", "f"] | None
    number: Number | None


def perfect(verb: str) -> list[Form]:
    """قال -> قال، قالت، قالوا، قالا، قالتا; دعا -> دعا، دعت، دعوا."""
    weak = verb[-1] in "ىا"
    stem, dual = (verb[:-1], verb[:-1] + "ي") if weak else (verb, verb)
    return [
        Form(verb, "perfect", "m", "s"),
        Form(stem + "ت", "perfect", "f", "s"),
        Form(stem + "وا", "perfect", "m", "p"),
        Form(dual + "ا", "perfect", "m", "d"),
        Form(stem + "تا", "perfect", "f", "d"),
    ]


def imperfect(stem: str) -> list[Form]:
    """قول -> يقول، تقول، يقولون، يقولان، تقولان; نفي -> ينفي، ينفون."""
    short = stem[:-1] if stem[-1] in "يوى" else stem
    return [
        Form("ي" + stem, "imperfect", "m", "s"),
        Form("ت" + stem, "imperfect", "f", "s"),
        Form("ي" + short + "ون", "imperfect", "m", "p"),
        Form("ي" + stem + "ان", "imperfect", "m", "d"),
        Form("ت" + stem + "ان", "imperfect", "f", "d"),
    ]


def participle(stem: str) -> list[Form]:
    """مضيف -> مضيفا، مضيفة، مضيفين، مضيفين، مضيفات."""
    return [
        Form(stem + "ا", "participle", "m", "s"),
        Form(stem + "ة", "participle", "f", "s"),
        Form(stem + "ين", "participle", "m", "p"),
        Form(stem + "تين", "participle", "f", "d"),
        Form(stem + "ات", "participle", "f", "p"),
    ]


def adjective(stem: str) -> list[Form]:
    """ملتزم -> ملتزم، ملتزمة، ملتزما، ملتزمون، ملتزمين، ملتزمان."""
    singular = [Form(stem, "participle", "m", "s"), Form(stem + "ا", "participle", "m", "s")]
    feminine = [Form(stem + "ة", "participle", "f", "s"), Form(stem + "تان", "participle", "f", "d")]
    plural = [Form(stem + ending, "participle", "m", "p") for ending in ("ون", "ين")]
    return [*singular, *feminine, *plural, Form(stem + "ان", "participle", "m", "d")]


def masdar(noun: str) -> list[Form]:
    """قول -> قوله، قولها، قولهم، قولهما: the verbal noun with its subject as a suffix."""
    stem = noun[:-1] + "ت" if noun.endswith("ة") else noun
    return [
        Form(stem + "ه", "masdar", "m", "s"),
        Form(stem + "ها", "masdar", "f", "s"),
        Form(stem + "هم", "masdar", "m", "p"),
        Form(stem + "هما", "masdar", None, "d"),
    ]


def with_object_suffix(verb: str, present: Iterable[str] = ()) -> list[Form]:
    """وصف، صف -> وصفه، وصفها، وصفهم, وصفته، وصفوه…؛ يصفه، تصفه…: forms with whom or what they describe or accuse."""
    past = (form._replace(text=form.text.removesuffix("ا")) for form in perfect(verb) if form.number in ("s", "p"))
    now = (form for stem in present for form in imperfect(stem) if form.number == "s")
    return [form._replace(text=form.text + suffix) for form in (*past, *now) for suffix in ("ه", "ها", "هم", "هما")]


def demonym_forms(adjective: str) -> list[str]:
    """أميركي -> أميركي، أميركية، أميركيون، أميركيين، أميركيات، أميركيا, each also with the article; of two adjectives
    each: كوري جنوبي -> الكورية الجنوبية.
    """
    first, _, second = adjective.partition(" ")
    if first.endswith("ي") and second:
        return [f"{one} {two}" for one, two in zip(demonym_forms(first), demonym_forms(second), strict=True)]
    regular = adjective.endswith("ي")
    endings = ("", "ة", "ون", "ين", "ات", "ا", "ان", "تين", "تان") if regular else ("",)
    bare = [adjective + ending for ending in endings]
    return bare + ["ال" + form for form in bare]


def is_no_name(word: str) -> bool:
    """Whether a folded word has a shape that no given name has: بـ or لـ + a feminine (باستقالة), a verb or participle
    in the plural (يعقدون، متظاهرين), a verbal noun of the eighth form (اعتزام) or of the second behind a preposition
    (بتسييس), a verb with its object (ووصفوه).
    """
    if len(word) == 6 and (word[0] == word[4] == "ا" and word[2] == "ت"):
        return True
    if len(word) == 6 and word[0] in "بل" and word[1] == "ت" and word[4] == "ي":
        return True
    if word[0] == "و" and word.endswith(("وه", "وها", "وهم")):
        return True
    feminine = word[0] in "بل" and word.endswith("ه") and len(word) > 5
    plural = word[0] in "يتم" and word.endswith(("ون", "ين")) and len(word) > 5
    return feminine or plural
