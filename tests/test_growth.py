"""Twice the text takes twice the work: counted in calls, so that no other program on the machine changes the figure."""

import sys
from datetime import date
from pathlib import Path

import pytest

from kg.article import Article
from kg.pipeline import Pipeline, load

TEXTS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
PARAGRAPHS = "".join(" ".join(text.read_text("utf-8").split()) + "\n" for text in TEXTS)
SENTENCE = "".join("،" if character in ".؟!\n" else character for character in PARAGRAPHS)
QUOTES = " ".join(f'"{word}"' if place % 20 == 0 else word for place, word in enumerate(PARAGRAPHS.split(" ")))


def calls(pipeline: Pipeline, text: str) -> int:
    """How many functions are called to read a text whose words have all been met before."""
    article, count = Article("long", text, date(2021, 7, 27)), 0

    def tally(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    pipeline.read(article)
    sys.setprofile(tally)
    try:
        pipeline.read(article)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("text", [PARAGRAPHS, SENTENCE, QUOTES], ids=["paragraphs", "one sentence", "quote marks"])
def test_twice_the_text_takes_twice_the_work(text: str) -> None:
    once, twice = (calls(load(), text * times) for times in (3, 6))
    assert twice < 2.2 * once
