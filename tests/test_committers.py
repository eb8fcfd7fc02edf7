"""Whom an undertaking binds, wherever and however he is named."""

from __future__ import annotations

import pytest
from reading_support import commitments


def who(text: str) -> list[tuple[str, ...]]:
    """Whom the commitments of a text bind."""
    return [found.committers for found in commitments(text)]


@pytest.mark.parametrize(
    "text, committer",
    [
        ("وسيترك السويسري بلاتر منصبه في فبراير المقبل.", "جوزيف بلاتر"),
        ("وكان مجلس الوزراء السعودي وافق على تخفيض أسعار الوقود.", "الحكومة السعودية"),
        ("باعت مصر سندات دولية، كما تستعد لطرح أخرى العام المقبل.", "مصر"),
        ("تخطط شركات كبرى لحضور المؤتمر الأسبوع المقبل.", "شركات كبرى"),
        ("وتعهدت 12 دولة بخفض الانبعاثات بحلول 2030.", "12 دولة"),
        ("وتعهدت الدول المشاركة بخفض الانبعاثات.", "الدول المشاركة"),
        ("وسيصل الرئيس الفرنسي إلى القاهرة غدا.", "فرنسا"),
        ("وأعلنت مصادر تركية أن المحققين سيباشرون بتفتيش البيت غدا.", "المحققين"),
        ("صرح مسؤول يوناني بأن ممثلين عن الدائنين سيلتقون غدا في أثينا.", "ممثلين عن الدائنين"),
    ],
)
def test_committer_is_named_in_many_ways(text: str, committer: str) -> None:
    assert who(text) == [(committer,)]


@pytest.mark.parametrize(
    "text",
    [
        "قرر العدول عن رأيه.",
        "وسيصل الرئيس الفرنسي إلى القاهرة.",
        "ستصل درجات الحرارة في العراق إلى الأربعين غدا.",
        "وأكدت مصادر تركية أن المحققين سيباشرون بتفتيش البيت.",
        "وقال كيري: بحثنا قرار الأمم المتحدة واعتقد أنه صدر بموجب الميثاق.",
        "باعت شركة من مصر سندات، كما تستعد لطرح أخرى.",
    ],
)
def test_nobody_is_bound_where_nobody_is_told_to_do_it(text: str) -> None:
    assert who(text) == []
