"""What is read in one sentence is not what the next one tells."""

from __future__ import annotations

import pytest
from reading_support import commitments, phrases, pledges, statements


def test_a_plane_carries_no_aid_of_the_next_sentence() -> None:
    assert pledges("وصلت طائرة كويتية إلى عدن. المساعدات الفرنسية متوقفة.") == []


def test_an_order_is_none_the_less_for_charges_in_the_next_sentence() -> None:
    bound = commitments("ووجه الرئيس المصري بفتح المعبر. ورفض اتهامات الوزير.")
    assert [found.committers for found in bound] == [("مصر",)]


def test_a_leader_binds_his_state_whoever_resigns_in_the_next_sentence() -> None:
    bound = commitments("قال الرئيس الفرنسي إنه سيزور القاهرة. الاستقالة مرفوضة.")
    assert [found.committers for found in bound] == [("فرنسا",)]


def test_a_number_in_quotes_is_no_source() -> None:
    assert statements("ارتفع العدد، بحسب «2030»، كثيرا.") == []


def test_an_island_in_the_article_leaves_the_channel_that_speaks_one() -> None:
    said = statements("قالت الجزيرة إن جزيرة سقطرى هادئة.")
    assert [found.speakers for found in said] == [("قناة الجزيرة",)]


def test_a_noun_in_ta_marbuta_has_no_owner_before_it() -> None:
    given = pledges("قالت قطر إن مصادقة البنك الدولي على قرض بقيمة 20 مليون دولار لتونس مهمة.")
    assert [found.donors for found in given] == [("البنك الدولي",)]


def test_an_unclosed_mark_ends_a_title_with_the_text() -> None:
    assert statements('باعتباره "ينتحل صفة الممثل القانوني للحزب".') == []


@pytest.mark.parametrize("marks", ['""', "«»»", "«.»"])
def test_empty_marks_name_nobody(marks: str) -> None:
    assert all(all(found.speakers) for found in statements(f"وأضاف {marks} أن الشراكة مع الولايات المتحدة مهمة."))


def test_nothing_is_no_pledge() -> None:
    assert pledges("وتعهدت السعودية بتقديم 0 مليون دولار لليمن.") == []


def test_talks_bind_nobody_of_the_next_sentence() -> None:
    assert commitments("وستبدأ المحادثات غدا بين\nفرنسا ومصر بعيدتان.") == []


def test_what_is_scheduled_is_told_before_its_sentence_ends() -> None:
    assert commitments("من المقرر أن\nتنهي فرنسا عملياتها غدا.") == []


def test_what_a_body_is_for_is_told_before_its_sentence_ends() -> None:
    first, *_ = phrases("المنظمات الدولية للقضاء على عنف\nالوزير غائب.")
    assert (first.start, first.end) == (0, 5)
