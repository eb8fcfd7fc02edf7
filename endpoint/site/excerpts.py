"""What of an article may be shown: its whole text where the operator says so, else only the words that are evidence.

A text is shown whole if the folder of the setting `texts` has it under the article's identifier, and if every passage
that the graph quotes from it stands there to the letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from endpoint.site.facts import Passage

_LINE = re.compile(r"[^\r\n]+")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Consecutive characters of an article and the offset (code points) of the first; `gap` when words before it are
    left out.
    """

    start: int
    text: str
    gap: bool = False

    @property
    def end(self) -> int:
        """The offset behind its last character."""
        return self.start + len(self.text)


def whole_text(folder: Path | None, identifier: str, passages: Iterable[Passage]) -> list[Excerpt] | None:
    """The paragraphs of the article's text; None if it is not there, or is not the text that the passages are from."""
    path = folder / f"{identifier}.txt" if folder else None
    if path is None or path.name != f"{identifier}.txt" or not path.is_file():
        return None
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return None
    if any(text[passage.start : passage.end] != passage.exact for passage in passages):
        return None
    return paragraphs(text)


def paragraphs(text: str, offset: int = 0, *, gap: bool = False) -> list[Excerpt]:
    """The lines of a text that have words on them; `gap` tells of the first whether words are left out before it."""
    lines = [line for line in _LINE.finditer(text) if line[0].strip()]
    return [Excerpt(offset + line.start(), line[0], gap and n == 0) for n, line in enumerate(lines)]


def quoted_words(passages: Iterable[Passage]) -> list[Excerpt]:
    """The words that are evidence, passages that touch or overlap put together, in the order of the article."""
    joined: list[tuple[int, str]] = []
    for passage in sorted(passages, key=lambda passage: (passage.start, passage.end)):
        start, text = joined[-1] if joined else (0, "")
        if joined and passage.start <= start + len(text):
            joined[-1] = start, text + passage.exact[start + len(text) - passage.start :]
        else:
            joined.append((passage.start, str(passage.exact)))
    return [excerpt for start, text in joined for excerpt in paragraphs(text, start, gap=start > 0)]
