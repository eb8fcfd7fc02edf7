"""Raw words -> labels of actors: cleaned, bared of article and proclitic, with the gender a title tells."""

from __future__ import annotations

from collections.abc import Container, Mapping
from functools import lru_cache

from kg.document import MARKS, Document
from kg.frames import Actor
from kg.lexicon import Gender, Lexicon, SourceNoun
from kg.phrase import Phrase
from kg.records import replace
from kg.trie import words_of
from kg.wordmemo import REMEMBERED

# Bodies that are called by the name behind their noun alone, too.
CALLED = frozenset(["Company", "MediaOutlet"])
# Quote and hash marks are the text's, not the name's; the underscores of hashtags stand for spaces.
_NO_MARKS = str.maketrans({**dict.fromkeys('"“”„«»#', ""), "_": " "})


def with_name(actor: Actor, name: str) -> Actor:
    """The actor with one more name under which it is seen."""
    if not name or name == actor.label or name in actor.names:
        return actor
    return replace(actor, names=(*actor.names, name))


def bare(word: str) -> str:
    """A folded word without its article."""
    return "" + word[2:] if word.startswith(("ال", "لل")) and len(word) > 4 else word


@lru_cache(maxsize=REMEMBERED)
def clean(text: str) -> str:
    """Raw words without marks at the ends, hashtags and double spaces."""
    bare = text.translate(_NO_MARKS)
    return " ".join(bare.strip(MARKS + "'").split())


def unbracketed(label: str) -> str:
    """A label whose name is printed in brackets without them: شركة (دي.سي.ان.إس); not حركة المقاومة (حماس)."""
    noun, _, name = label.partition(" (")
    return label if " " in noun or ")" not in name else f"{noun} {name.replace(')', '')}"


def role(document: Document, phrase: Phrase, start: int, end: int) -> str:
    """The office or role as printed, in tokens[start:end] of a phrase."""
    text = document.text(start, end) if end > start else ""
    return clean(text[len(phrase.clitic) :] if start == phrase.start else text)


def title_gender(document: Document, phrase: Phrase) -> Gender:
    """A feminine title makes a woman: وزيرة, المتحدثة, السيدة."""
    words = document.words(phrase.start, min(phrase.start + 2, phrase.end))
    return "f" if words and phrase.name_start != phrase.start and words[0].endswith("ه") else "m"


def head(document: Document, phrase: Phrase) -> str:
    """The first word of a phrase, folded, without proclitic and article."""
    word = document.forms[phrase.start].removeprefix(phrase.clitic)
    taken = (
        phrase.clitic.endswith("ل") and word.startswith("ل") and phrase.body and not phrase.body.noun.startswith("ل")
    )
    return bare(f"ال{word[1:]}" if taken else word)


def without_clitic(document: Document, phrase: Phrase, text: str, lexicon: Lexicon) -> str:
    """Words that a proclitic is written on, with the article that ل has taken in: للعراق, but للبنان."""
    rest = text[len(phrase.clitic) :]
    if not phrase.clitic.endswith("ل") or not rest.startswith("ل"):
        return rest
    named = (form for form in (rest, "ال" + rest) if phrase.known and _is_name(form, document, phrase.start, lexicon))
    if own := next(named, None):
        return own
    if phrase.body and phrase.body.noun.startswith("ل"):
        behind = document.word(phrase.start + 1)
        adjective = lexicon.is_a("body-adjective", behind) or (behind[:2] == "ال" and behind.endswith("يه"))
        return "ال" + rest if adjective else rest  # للجنة المركزية, للجنة الطوارئ
    people = phrase.source is not None and phrase.source.source.noun.startswith("ل")
    return "ال" + (rest if people else rest[1:])


def _is_name(text: str, document: Document, index: int, lexicon: Lexicon) -> bool:
    """Whether a known name begins with a token that is read as the first word of a text."""
    return lexicon.names.longest(document.forms, index, words_of(text)[0]) is not None


def proper_name(document: Document, phrase: Phrase, common: Container[str]) -> str:
    """What a body is called behind its noun: شركة "نوبل إنرجي" الأميركية; a firm or outlet by one word or without quote
    marks, too; nothing where nouns name it.
    """
    if phrase.body is None or phrase.body.noun.count(" "):
        return ""
    first, end = phrase.start + 1, phrase.end
    quote = document.quote_at(first)
    if quote and quote.closing < end and (phrase.body.type in CALLED or quote.closing > first + 2):
        return clean(document.text(first + 1, quote.closing))
    if phrase.body.type not in CALLED:
        return ""
    while end > first and document.forms[end - 1].startswith("ال"):
        end -= 1
    plain = all(word.isalpha() and word not in common for word in document.words(first, end))
    return clean(document.text(first, end)) if end > first and plain else ""


def own_end(document: Document, phrase: Phrase, lexicon: Lexicon) -> int:
    """Where a body's name of two words or more ends, before whose it is or who leads it: اللجنة العليا | التابعة."""
    apart = ("belonging", "relative", "heading")
    words = ((place, document.word(place)) for place in range(phrase.start + 2, phrase.end))
    return next((place for place, word in words if lexicon.is_any(apart, word)), phrase.end)


def canonical(label: str, demonyms: Mapping[str, str]) -> str:
    """A body's name with its demonym replaced by the country's key: أميركية and أمريكية make one body."""
    return " ".join(demonyms.get(word, word) for word in words_of(label) if word != '"')


def nominative(label: str) -> str:
    """The words for people with their plurals in the nominative: العالقون اليمنيون for العالقين اليمنيين."""
    return " ".join(word[:-2] + "ون" if word.endswith("ين") else word for word in label.split())


def source_noun(form: SourceNoun) -> str:
    """The noun of a source, folded, in whatever number it stands."""
    return bare(words_of(form.source.noun)[0])


def unowned(label: str, demonyms: Mapping[str, str]) -> str:
    """A body's name of two words or more, folded, without the adjective of its land: وزارة الخارجية | الروسية."""
    words = [word for word in words_of(label) if word != '"']
    while words and (words[-1] in demonyms or " ".join(words[-2:]) in demonyms):
        del words[-1 - (words[-1] not in demonyms) :]
    return " ".join(words) if len(words) > 1 else ""
