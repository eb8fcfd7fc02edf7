"""A title and the name of its bearer, with what else the title is of between them."""

from __future__ import annotations

import pytest
from reading_support import speaker


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("قال المتحدث باسم التحالف لدعم الشرعية العقيد تركي المالكي إن الميناء مفتوح.", "تركي المالكي"),
        ("قال رئيس وفد النظام السوري إلى جنيف بشار الجعفري إن الوفد سيعود.", "بشار الجعفري"),
        ("وأوضح مدير الميناء التجاري بصفاقس أنيس كمون أن الرصيف جاهز.", "أنيس كمون"),
        ("وقال رئيس هيئة شؤون الأسرى والمحررين عيسى قراقع إن الإضراب مستمر.", "عيسى قراقع"),
        ("الطريق مفتوح، وفق وزير التجهيز والإسكان محمد صالح العرفاوي.", "محمد صالح العرفاوي"),
        ("وقال المحامي والفقيه الدستوري عصام الإسلامبولي إن القانون واضح.", "عصام الإسلامبولي"),
    ],
)
def test_a_name_behind_what_the_title_is_of_is_the_bearers(sentence: str, name: str) -> None:
    assert speaker(sentence) == name


def test_a_title_behind_the_name_of_who_had_said_it_is_his() -> None:
    assert speaker("وكان منصور العتيبي سفير الكويت لدى الأمم المتحدة قد قال إن القتل مدان.") == "منصور العتيبي"


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("قال المتحدث في مؤتمر مع أنطونيو غوتيريش إن الهدنة صامدة.", "المتحدث"),
        ("أكد رئيس البرلمان العراقي أن دونالد ترامب سيزور بغداد.", "محمد الحلبوسي"),
        ("أعلن رئيس البلدية بتكليف حسن قاسم أن الطريق مفتوح.", "رئيس البلدية"),
    ],
)
def test_a_name_that_does_not_go_on_with_the_title_is_another(sentence: str, name: str) -> None:
    assert speaker(sentence) == name
