"""Tokens -> whether one unknown word right behind an office is its holder's name, or what comes next: الرئيس | يضحك."""

from __future__ import annotations

from kg.document import Document
from kg.lexicon import Lexicon
from kg.phrase import Phrase


def is_no_holder(document: Document, lexicon: Lexicon, title: Phrase, end: int) -> bool:
    """Whether the words behind a title are rather no name: one word that is no given name, behind an indefinite title
    (خبير اكتواري) or written nowhere else (الرئيس | يضحك); who is named by one word is named again, or says something
    (قال الرئيس ترومان).
    """
    if end - title.end != 1:
        return False
    if not title.definite and not title.of:
        return True
    word, behind = document.forms[title.end], document.word(end)
    led = lexicon.reports[document.word(title.start - 1)] and word not in lexicon.common
    says = led or behind == ":" or lexicon.is_a("complementizer", behind)
    return not (says or lexicon.is_given(word) or word in document.repeated)
