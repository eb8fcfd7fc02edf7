"""The pages of articles: the text with its facts marked, or only the words that are evidence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from endpoint.site.annotated import Annotator, Mark
from endpoint.site.asking import Value
from endpoint.site.excerpts import Excerpt, paragraphs, quoted_words, whole_text
from endpoint.site.facts import Passage

BIDEN = "/article/001_42df4bdc5be6c26b"


def passage(text: str, start: int) -> Passage:
    return Passage(Value("a"), Value(text), start, start + len(text))


def test_article_is_shown_whole_with_its_statements_marked(site: FlaskClient) -> None:
    page = site.get(BIDEN, headers={"Accept-Language": "ar"})
    assert page.status_code == 200
    assert "ويأتي الاتفاق في وقت حسّاس سياسيا بالنسبة للحكومة العراقية" in page.text
    assert '<mark class="statement">' in page.text and '<mark class="statement commitment">' in page.text


def test_every_mark_leads_to_a_card_and_every_card_back_to_its_words(site: FlaskClient) -> None:
    page = site.get(BIDEN).text
    ids = {piece.partition('"')[0] for piece in page.split(' id="')[1:]}
    targets = {piece.partition('"')[0] for piece in page.split('href="#')[1:]}
    assert len(ids) > 40 and targets - {"main"} <= ids


def test_ids_of_an_articles_page_are_unique(site: FlaskClient) -> None:
    ids = [piece.partition('"')[0] for piece in site.get(BIDEN).text.split(' id="')[1:]]
    assert len(ids) == len(set(ids))


def test_headline_stands_above_the_text_and_not_in_it_again(site: FlaskClient) -> None:
    page = site.get(BIDEN).text
    text = page.partition('<article class="text"')[2].partition("</article>")[0]
    assert "<h1" in page and "بايدن يحدّد موعد نهاية" not in text and "الرئيس الأميركي يؤكد خلال لقائه" in text


def test_unknown_article_is_not_found(site: FlaskClient) -> None:
    assert site.get("/article/nowhere").status_code == 404


def test_reader_who_has_the_page_is_not_sent_it_again(site: FlaskClient) -> None:
    tag = site.get(BIDEN).headers["ETag"]
    assert site.get(BIDEN, headers={"If-None-Match": tag}).status_code == 304


def test_articles_are_listed_newest_first(site: FlaskClient) -> None:
    page = site.get("/articles?lang=ar").text
    assert page.index("بايدن والكاظمي يؤكدان") < page.index("بيان مرتقب من أمريكا")


def test_text_that_is_not_what_the_passages_are_from_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("قال بايدن إننا باقون", "utf-8")
    assert whole_text(tmp_path, "a", [passage("إننا باقون", 10)]) is not None
    assert whole_text(tmp_path, "a", [passage("إننا باقون", 9)]) is None


def test_no_text_from_outside_the_folder_is_shown(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("سر", "utf-8")
    (tmp_path / "texts").mkdir()
    assert whole_text(tmp_path / "texts", "../secret", []) is None


def test_evidence_alone_is_put_together_where_passages_overlap() -> None:
    words = quoted_words([passage("قواتنا باقية", 20), passage("باقية هناك", 27), passage("سنغادر", 60)])
    assert words == [Excerpt(20, "قواتنا باقية هناك", gap=True), Excerpt(60, "سنغادر", gap=True)]


def test_paragraphs_keep_their_places() -> None:
    assert paragraphs("أولا\r\n\n ثانيا") == [Excerpt(0, "أولا"), Excerpt(7, " ثانيا")]


def test_markup_in_a_text_does_no_harm() -> None:
    html = Annotator([Mark(0, 8, "statement", "s1")]).html(Excerpt(0, "<script>قال"))
    assert html == (
        '<span id="c0-8" class="passage"><mark class="statement"><a href="#s1">&lt;script&gt;</a></mark></span>قال'
    )


def shape(html: Markup) -> str:
    """The groups of a text: [ and ] stand for one, { and } for the rest of one."""
    words = re.sub(r"</?(mark|a)[^>]*>", "", html)
    closing: list[str] = []

    def bracket(tag: re.Match[str]) -> str:
        if tag[0] == "</span>":
            return closing.pop()
        closing.append("}" if "rest" in tag[0] else "]")
        return "{" if "rest" in tag[0] else "["

    return re.sub(r"</?span[^>]*>", bracket, words)


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([(0, 12), (3, 8)], "[قال[ بايد]ن إن]نا باقون"),
        ([(0, 8), (0, 3)], "[[قال] بايد]ن إننا باقون"),
        ([(0, 8), (4, 12)], "[قال [بايد]]{ن إن}نا باقون"),
        ([(0, 3), (3, 8)], "[قال][ بايد]ن إننا باقون"),
        ([(0, 3), (0, 3)], "[قال] بايدن إننا باقون"),
    ],
)
def test_pieces_of_a_passage_stand_in_one_group(spans: list[tuple[int, int]], expected: str) -> None:
    marks = [Mark(start, end, "statement", f"s{n}") for n, (start, end) in enumerate(spans)]
    assert shape(Annotator(marks).html(Excerpt(0, "قال بايدن إننا باقون"))) == expected


def test_passage_goes_on_in_the_next_paragraph() -> None:
    annotator = Annotator([Mark(4, 15, "statement", "s1")])
    assert [shape(annotator.html(part)) for part in (Excerpt(0, "قال بايدن"), Excerpt(10, "إننا باقون"))] == [
        "قال [بايدن]",
        "{إننا }باقون",
    ]


SPANS = st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda span: (span[0], span[0] + span[1]))


@given(st.text(alphabet="قال بايدن<&", min_size=1, max_size=40), st.lists(SPANS, max_size=6))
def test_marking_never_changes_the_words(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [Mark(start, end, "statement", f"s{n}") for n, (start, end) in enumerate(spans)]
    assert Markup(Annotator(marks).html(Excerpt(0, text))).striptags() == Markup("{}").format(text).striptags()
