"""Verbal nouns of saying: after Egypt's announcement that."""

from __future__ import annotations

import pytest
from reading_support import plain, statements

from kg.speaking_nouns import SpeakingNoun
from kg.tables import curated, read_table

ROWS = read_table(curated("lexicon", "speaking-nouns.yaml"), SpeakingNoun)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.noun)
def test_example_of_the_table_speaks(row: SpeakingNoun) -> None:
    assert [said.act for said in plain(row.example).statements() if said.cue == row.noun] == [row.act]


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("وصل الوفد بعد إعلان الرئيس الأمريكي دونالد ترامب عن رغبته في الانسحاب.", "دونالد ترامب", "رغبته في الانسحاب"),
        ("وصل الوفد في إشارة إلى إعلان السيسي إنشاء جسر عبر البحر.", "عبد الفتاح السيسي", "إنشاء جسر عبر البحر"),
        (
            "وصل الوفد بعد إعلان مسؤولين إيرانيين أن الجزيرة إيرانية.",
            "مسؤولين إيرانيين",
            "الجزيرة إيرانية",
        ),
        ("ورغم نفي السيسي وجود خلافات، وصل الوفد.", "عبد الفتاح السيسي", "وجود خلافات"),
        ("كان آخرها إعلان السعودية صراحة تأييدها للضربات.", "السعودية", "تأييدها للضربات"),
    ],
)
def test_who_stands_behind_the_noun_says_what_follows(text: str, speaker: str, content: str) -> None:
    assert [(" + ".join(said.speakers), said.content) for said in statements(text)] == [(speaker, content)]


def test_next_noun_ends_what_the_one_before_it_tells() -> None:
    said = statements("وصل الوفد بعد إعلان السعودية تأييدها الكامل للضربات بعد تحذير فرنسا من استمرار التصعيد.")
    assert [one.content for one in said] == ["تأييدها الكامل للضربات", "استمرار التصعيد"]


@pytest.mark.parametrize(
    "text",
    [
        "وصل الوفد قبل موعد إعلان مصر نتائج الانتخابات.",
        "تعقيبا على تصريحات السيسي، وصل الوفد إن شاء الله.",
        "وصل الوفد بعد إعلان النتائج أن القاعة مغلقة.",
    ],
)
def test_noun_of_what_is_to_come_or_of_nobody_is_no_statement(text: str) -> None:
    assert statements(text) == []
