"""Articles that reprint one agency's text are told from articles that tell of one event."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.across.copies import Printed, likeness, originals, signature

WIRE = """أعلنت وزارة الموارد المائية أن العمل في سد الوادي الأخضر سينتهي قبل نهاية العام المقبل، بعد تأخر دام ثلاث \
سنوات بسبب نقص التمويل.
وقال الوزير في مؤتمر صحفي إن القرض الذي وقعته الحكومة مع البنك الدولي سيغطي ثلثي الكلفة، على أن تتحمل الخزينة \
الباقي على دفعات.
وأضاف أن السد سيروي نحو أربعين ألف هكتار من الأراضي الزراعية، وسيوفر مياه الشرب لأكثر من مليون نسمة في \
المحافظات الجنوبية.
ويشكو المزارعون منذ سنوات من شح المياه وارتفاع ملوحة التربة، وقد هجر كثير منهم أراضيهم إلى المدن بحثا عن عمل.
وكانت منظمات بيئية قد حذرت من أن المشروع سيغمر قرى قديمة ومواقع أثرية لم تدرس بعد، وطالبت بوقفه حتى تنتهي \
أعمال التنقيب."""
OWN = """ينتظر سكان الجنوب انتهاء سد الوادي الأخضر الذي طال الحديث عنه. فقد وعد وزير الموارد المائية أمس بأن يكتمل \
البناء العام المقبل.
وبحسب الوزير فإن البنك الدولي سيدفع القسم الأكبر من الكلفة. ويأمل الفلاحون هنا أن تعود الحياة إلى حقولهم التي \
جفت،
لكن علماء الآثار يخشون على المواقع التي ستغمرها المياه، ويقولون إن أحدا لم يسألهم رأيهم قبل أن تبدأ الجرافات \
عملها."""
LINES = WIRE.splitlines()


def printed(*texts: str) -> list[Printed]:
    return [Printed(chr(ord("a") + place), signature(text)) for place, text in enumerate(texts)]


@pytest.mark.parametrize(
    "other",
    [
        WIRE,
        f"عمّان (وكالات) – {WIRE}",
        f"سد الوادي الأخضر يكتمل العام المقبل\n{WIRE}\nالمصدر: وكالات",
        WIRE.replace("أ", "ا").replace("ة", "ه"),
        "\n".join(LINES[:-1]),
        WIRE.replace("المزارعون", "الفلاحون").replace("ثلثي الكلفة", "معظم الكلفة"),
        "\n".join([*LINES[1:], LINES[0]]),
    ],
    ids=["same", "dateline", "headline and source", "other spelling", "last paragraph cut", "edited", "moved"],
)
def test_a_reprint_is_found(other: str) -> None:
    assert originals(printed(WIRE, other)) == {"b": "a"}


@pytest.mark.parametrize(
    "other",
    [OWN, LINES[0], f"{LINES[2]}\n{OWN}", "", "خبر قصير"],
    ids=["own words", "a paragraph alone", "a quotation shared", "nothing", "less than a shingle"],
)
def test_what_shares_little_is_no_reprint(other: str) -> None:
    assert originals(printed(WIRE, other)) == {}


def test_texts_without_shingles_are_not_alike() -> None:
    assert originals(printed("", "", "خبر", "خبر")) == {}


def test_all_that_print_a_text_go_back_to_the_first() -> None:
    edited = WIRE.replace("المزارعون", "الفلاحون")
    assert originals(printed(edited, OWN, WIRE, f"وكالات - {WIRE}")) == {"c": "a", "d": "a"}


def test_the_first_is_the_earliest_then_the_first_by_name() -> None:
    late, early = date(2021, 7, 27), date(2021, 7, 26)
    three = [Printed("a", signature(WIRE)), Printed("b", signature(WIRE), late), Printed("c", signature(WIRE), early)]
    assert originals(three) == {"a": "c", "b": "c"}


def test_the_order_of_the_articles_makes_no_difference() -> None:
    articles = printed(WIRE, OWN, "\n".join(LINES[:-1]), f"وكالات\n{WIRE}")
    assert originals(reversed(articles)) == originals(articles)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(1, 60))
def test_likeness_is_near_the_share_of_common_shingles(first: int, second: int, both: int) -> None:
    def text(words: range) -> str:
        return " ".join(f"كلمة{word}" for word in words)

    one = f"{text(range(both * 20))} {text(range(10_000, 10_000 + first * 20))}"
    other = f"{text(range(both * 20))} {text(range(20_000, 20_000 + second * 20))}"
    share = both / (both + first + second)
    assert likeness(signature(one), signature(other)) == pytest.approx(share, abs=0.25)
