"""Twice the text takes twice the work: counted in calls, so that no other program on the machine changes the figure."""

import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import islice, product
from pathlib import Path

import pytest

from kg.article import Article
from kg.explain.marking import Mark, nest
from kg.pipeline import load
from kg.span import Span

TEXTS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
PARAGRAPHS = "".join(" ".join(text.read_text("utf-8").split()) + "\n" for text in TEXTS)
SENTENCE = "".join("،" if character in ".؟!\n" else character for character in PARAGRAPHS)
QUOTES = " ".join(f'"{word}"' if place % 20 == 0 else word for place, word in enumerate(PARAGRAPHS.split(" ")))
PLEDGES = "وتعهدت السعودية في مؤتمر صحفي بتقديم 5 ملايين دولار لليمن بحلول نهاية عام 2022، " * 60
# Undertakings without an end to their sentence, each of a kind.
RUN_ON = {
    "terms": "قررت تركيا سحب قواتها، على أن ينتهي الانسحاب بحلول 15 أغسطس",
    "leave": "أعطت تركيا الجيش الضوء الأخضر للانسحاب",
    "word given": "قدمت تركيا التزاما بالانسحاب",
    "plans": "يعقد المجلس اجتماعا مساء اليوم",
    "agreed today": "توصلت إيران والقوى الكبرى إلى اتفاق اليوم",
}
# Clauses repeated without a mark between them, in which those who are meant, or their days, are looked for in the
# words before.
UNMARKED = {
    "goes on": "مع مصر وأضافت أن الأمر جيد",
    "another goes on": "قال بايدن وأضافت أن الأمر جيد",
    "person before": "لبايدن وقالت إن الأمر جيد",
    "person named first": "مصر وقالوا إن الأمر جيد",
    "told in it": "مع مصر نشرت أعلنت فيه أن الأمر جيد",
    "called so": "مع مصر ما قالت إنه جيد",
    "while saying": "مؤكدا أن الأمر جيد لمصر",
    "document given": "مع مصر بيانا قال فيه إن الأمر جيد",
    "noun of saying": "بعد تحذير فرنسا من التصعيد",
    "noun of saying, quoted": 'بعد تحذير فرنسا من "التصعيد، أو الحرب"',
    "days at a meeting": "وأعلن بايدن يوم الاثنين أن الاجتماع مهم",
    "days of threats": "التي تهدد فرنسا الأحد بالحرب",
    "days in contents": "قال بايدن الاثنين إن الأمر جيد",
    "own words": "شرعت الحكومة، حسب قوله، في تنفيذ الإصلاح",
    "own words last": "الأمر جيد حسب قوله،",
    "attribution within": "وتعلق العجز، وفق البنك الدولي، بضعف التمويل",
    "attribution and verb": "وتراجع العجز، وفق البنك الدولي، بضعف التمويل أعلنت مصر أن الأمر جيد",
    "measures": "العقوبات الأميركية ستسري غدا",
    "measures joined": "وستدخل الرسوم حيز التنفيذ غدا",
}


def calls(run: Callable[[], object]) -> int:
    """How many functions are called by what is run, once all its words have been met."""
    count = 0

    def tally(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    run()
    sys.setprofile(tally)
    try:
        run()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "text", [PARAGRAPHS, SENTENCE, QUOTES, PLEDGES], ids=["paragraphs", "one sentence", "quote marks", "pledges"]
)
def test_twice_the_text_takes_twice_the_work(text: str) -> None:
    articles = (Article("long", text * times, date(2021, 7, 27)) for times in (3, 6))
    once, twice = (calls(partial(load().read, article)) for article in articles)
    assert twice < 2.2 * once


@pytest.mark.parametrize("clause", RUN_ON.values(), ids=RUN_ON)
def test_twice_the_undertakings_in_a_sentence_take_twice_the_work(clause: str) -> None:
    articles = (Article("long", "، و".join([clause] * times) + ".", date(2021, 7, 27)) for times in (60, 120))
    once, twice = (calls(partial(load().read, article)) for article in articles)
    assert twice < 2.3 * once


@pytest.mark.parametrize("clause", UNMARKED.values(), ids=UNMARKED)
def test_twice_the_clauses_without_a_mark_take_twice_the_work(clause: str) -> None:
    articles = (Article("long", " ".join([clause] * times) + ". انتهى.", date(2021, 7, 27)) for times in (200, 400))
    once, twice = (calls(partial(load().read, article)) for article in articles)
    assert twice < 2.2 * once


@pytest.mark.parametrize(
    "speaker", ["قالت شركة {}", "قال الوزير إنه قادم، وقال وزير {} السوري محمود {}"], ids=["firms", "ministers"]
)
def test_twice_the_speakers_take_twice_the_work(speaker: str) -> None:
    names = ["".join(letters) for letters in islice(product("بتجحدرسشطف", repeat=4), 0, None, 7)]
    told = [f"{speaker.format(name, name)} {'الاثنين ' * (place % 2)}إن الأمر جيد." for place, name in enumerate(names)]
    articles = (Article("long", " ".join(told[:count]), date(2021, 7, 27)) for count in (400, 800))
    once, twice = (calls(partial(load().read, article)) for article in articles)
    assert twice < 2.2 * once


def test_twice_the_marks_take_twice_the_work() -> None:
    marks = [Mark(Span(start, start + 2), "mention") for start in range(1_000)]
    once, twice = (calls(partial(nest, "ا" * 1_001, Span(0, 1_001), marks[:count])) for count in (500, 1_000))
    assert twice < 2.2 * once
