"""What aid is for."""

from __future__ import annotations

from collections.abc import Mapping

from kg.agents import Agent
from kg.setting import Setting
from kg.span import Span


def purpose(setting: Setting, starts: Mapping[int, Agent], start: int, end: int) -> Span | None:
    """What aid is for: behind في مجال، من أجل, or ل + noun: لتمويل مشاريع، للمساعدة في تمويل بعثة."""
    document, index = setting.document, start
    while index < end:
        word = document.forms[index]
        lead = setting.lexicon.phrases["purpose"].longest(document.forms, index)
        if lead and lead[0] < end:
            return document.span(lead[0], end)
        if word.startswith("ل") and index not in starts and len(word) > 4 and end - index > 1:
            span = document.span(index, end)
            return Span(span.start + 1, span.end) if not word.startswith("لل") else span
        index += 1
    return None
