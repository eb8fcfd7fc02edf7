"""A verb's dictionary form tells the forms in which the news reports with it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.inflection import (
    Form,
    adjective,
    demonym_forms,
    imperfect,
    masdar,
    participle,
    perfect,
    with_object_suffix,
)

Derive = Callable[[str], list[Form]]


@pytest.mark.parametrize(
    "derive, stem, forms",
    [
        (perfect, "قال", "قال قالت قالوا قالا قالتا"),
        (perfect, "أكد", "أكد أكدت أكدوا أكدا أكدتا"),
        (perfect, "دعا", "دعا دعت دعوا دعيا دعتا"),
        (perfect, "نفى", "نفى نفت نفوا نفيا نفتا"),
        (imperfect, "قول", "يقول تقول يقولون يقولان تقولان"),
        (imperfect, "نفي", "ينفي تنفي ينفون ينفيان تنفيان"),
        (imperfect, "دعو", "يدعو تدعو يدعون يدعوان تدعوان"),
        (participle, "مضيف", "مضيفا مضيفة مضيفين مضيفتين مضيفات"),
        (adjective, "ملتزم", "ملتزم ملتزما ملتزمة ملتزمتان ملتزمون ملتزمين ملتزمان"),
        (masdar, "قول", "قوله قولها قولهم قولهما"),
        (masdar, "دعوة", "دعوته دعوتها دعوتهم دعوتهما"),
        (with_object_suffix, "وصف", "وصفه وصفها وصفهم وصفهما وصفته وصفتها وصفتهم وصفتهما وصفوه وصفوها وصفوهم وصفوهما"),
    ],
)
def test_stem_gives_its_forms(derive: Derive, stem: str, forms: str) -> None:
    assert {form.text for form in derive(stem)} == set(forms.split())


@pytest.mark.parametrize(
    "derive, stem, text, gender, number",
    [
        (perfect, "قال", "قال", "m", "s"),
        (perfect, "قال", "قالت", "f", "s"),
        (perfect, "قال", "قالوا", "m", "p"),
        (perfect, "قال", "قالتا", "f", "d"),
        (imperfect, "ؤكد", "تؤكد", "f", "s"),
        (imperfect, "ؤكد", "يؤكدان", "m", "d"),
        (participle, "مضيف", "مضيفة", "f", "s"),
        (adjective, "ملتزم", "ملتزمون", "m", "p"),
        (masdar, "قول", "قولها", "f", "s"),
        (with_object_suffix, "وصف", "وصفتها", "f", "s"),
    ],
)
def test_form_tells_gender_and_number_of_its_subject(
    derive: Derive, stem: str, text: str, gender: str, number: str
) -> None:
    assert (gender, number) in {(form.gender, form.number) for form in derive(stem) if form.text == text}


@pytest.mark.parametrize(
    "derive, stem, tense",
    [(perfect, "قال", "perfect"), (imperfect, "قول", "imperfect"), (participle, "قائل", "participle")],
)
def test_forms_know_their_tense(derive: Derive, stem: str, tense: str) -> None:
    assert {form.tense for form in derive(stem)} == {tense}


def test_demonym_has_feminine_plural_and_definite_forms() -> None:
    forms = demonym_forms("عراقي")
    assert {"عراقي", "عراقية", "عراقيون", "عراقيين", "عراقيات", "العراقي", "العراقية", "العراقيين"} <= set(forms)


def test_demonym_without_final_ya_stays_as_it_is() -> None:
    assert demonym_forms("أمازيغ") == ["أمازيغ", "الأمازيغ"]
