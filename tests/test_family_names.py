"""A family name alone means a known person only where nothing speaks against it."""

from __future__ import annotations

import pytest
from reading_support import read


def named(text: str) -> set[str]:
    """The keys of those whom a text names."""
    return {mention.actor for mention in read(text).mentions}


@pytest.mark.parametrize(
    "text, key",
    [
        ("عثر الأطباء على ورم في الصدر.", "muqtada-al-sadr"),
        ("انتشرت القوات في ريفي درعا.", "ashraf-rifi"),
        ("وصلت سفينة محملة بألف طن متري من القمح.", "tarek-mitri"),
        ("قال رامي عباس وكيل اللاعب إن الأزمة انتهت.", "mahmoud-abbas"),
        ("شارك في الحفل المغني تايرون هاريس.", "kamala-harris"),
        ("أقيم المؤتمر في أوستن بولاية تكساس.", "lloyd-austin"),
        ("خرقت الدولة بنودا في الاتفاق.", "yoshihiko-noda"),
        ("قال نائب قائد الشرطة اغا روحاني إن الانفجار قريب.", "hassan-rouhani"),
        ("قال محمد أبو الغيط إن الأسعار ارتفعت. ولفت أبو الغيط إلى النمو.", "ahmed-aboul-gheit"),
    ],
)
def test_a_word_a_place_or_anothers_name_is_nobody_known(text: str, key: str) -> None:
    assert key not in named(text)


@pytest.mark.parametrize(
    "text, key",
    [
        ("يواصل الأسد حملته على المدينة.", "bashar-al-assad"),
        ("طالبت المعارضة برحيل الأسد.", "bashar-al-assad"),
        ("وستزور ميركل باريس.", "angela-merkel"),
        ("والتقى أردوغان ماكرون أمس.", "emmanuel-macron"),
        ("وصل السواح\nترامب متوعدا تركيا: سنرد.", "donald-trump"),
        ("وقالت هيلي لدى سؤالها إن القرار صعب.", "nikki-haley"),
        ("يغادر السويسري بلاتر منصبه.", "sepp-blatter"),
        ("يصل الوزير كيري إلى القاهرة.", "john-kerry"),
        ("تلقى الوفد اتصالا من موغيريني أمس.", "federica-mogherini"),
        ("قال نيكولا ساركوزي إن الحل قريب، ثم غادر ساركوزي القاعة.", "nicolas-sarkozy"),
    ],
)
def test_a_leader_or_somebody_announced_is_meant(text: str, key: str) -> None:
    assert key in named(text)
