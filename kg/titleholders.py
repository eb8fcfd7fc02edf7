"""Titles without a name -> whether they may mean whoever the article told to hold a post."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count

from kg.curated import Office
from kg.document import Document
from kg.frames import Actor
from kg.labels import bare, head, title_gender
from kg.lexicon import Lexicon
from kg.phrase import Phrase
from kg.posts import Post, Posts
from kg.trie import words_of

# Offices of many: two of their titles mean one holder only by their words.
GENERIC = frozenset(["minister", "director", "member", "other"])


def is_single(office: Office, owner: Actor) -> bool:
    """Whether an office has one holder at a time: by its nature, or because a body has one head."""
    heads = office.office in ("director", "party-leader")
    return office.single or (heads and owner.type != "Country")


class TitleMatcher:
    """Compares the titles of one document."""

    def __init__(self, document: Document, lexicon: Lexicon) -> None:
        self.document, self.lexicon = document, lexicon
        self._heads: dict[int, str] = {}
        self._telling: dict[tuple[int, int], frozenset[str]] = {}

    def may_mean(self, phrase: Phrase, post: Post, holder: Actor) -> bool:
        """Whether a title may mean a post's holder: the same office of the same owner, and not another's title."""
        office = phrase.office.office if phrase.office else ""
        if phrase.of and self._is_of_others(post, phrase.of) and not self._serves(holder, office, phrase.of):
            return False
        if post.office == office and office not in GENERIC:
            return True
        if post.head != self._head(phrase):
            return False
        words = self._words(phrase)
        short = office in GENERIC or phrase.end - phrase.start == 1 or bool(words)
        return short and self._is_alike(words, holder)

    def _is_of_others(self, post: Post, of: tuple[str, ...]) -> bool:
        """Whether a post belongs to none of these, as was told of it or, if nothing was, is known of its holder: الرئيس
        حسن روحاني is no الرئيس الأميركي.
        """
        known = self.lexicon.actors.by_key.get(post.holder)
        held = (tenure.of for tenure in known.offices if tenure.office == post.office) if known else ()
        whose = post.of or tuple(filter(None, held))
        return bool(whose) and set(whose).isdisjoint(of)

    def borne(self, phrase: Phrase, posts: Posts, actors: Mapping[str, Actor]) -> str | None:
        """The only one of those that posts are told of whom a title of two words and more may mean."""
        plain = phrase.former or phrase.unnamed or not phrase.definite or phrase.end - phrase.start < 2
        told = () if plain else posts.latest()
        found = {post.holder for post in told if self.may_mean(phrase, post, actors[post.holder])}
        return found.pop() if len(found) == 1 else None

    def describes(self, phrase: Phrase, person: Actor, gender: str, state: str | None) -> bool:
        """Whether a title of adjectives alone before what is said may mean who spoke last: وذكر القيادي المعارض أن; not
        المندوب الروسي an American.
        """
        if person.type != "Person" or not self._is_described(phrase):
            return False
        own = not phrase.of or state is None or state in phrase.of
        return own and gender == title_gender(self.document, phrase)

    def _is_described(self, phrase: Phrase) -> bool:
        """Whether a definite noun of one man or woman stands between a verb of saying and what is said."""
        noun, office = phrase.source, phrase.office
        one = noun.number == "s" and noun.source.feminine if noun else office is not None and office.office in GENERIC
        alone = all(word.startswith("ال") for word in self.document.words(phrase.start, phrase.end))
        says = self.lexicon.reports[self.document.word(phrase.start - 1)]
        return bool(one) and says and alone and not phrase.clitic and self._is_content(phrase.end)

    def _is_content(self, token: int) -> bool:
        """Whether what somebody says begins at a token, or behind more adjectives and a comma there."""
        first = next(place for place in count(token) if not self.document.word(place).startswith("ال"))
        first += self.document.word(first) == "،"
        word = self.document.word(first)
        return word == ":" or self.document.quote_at(first) is not None or self.lexicon.is_a("complementizer", word)

    def _serves(self, holder: Actor, office: str, of: tuple[str, ...]) -> bool:
        """Whether somebody known held an office of another whom a title names: الموفد الدولي إلى سوريا, مبعوث الأمم
        المتحدة.
        """
        by_key = self.lexicon.actors.by_key
        held = [tenure.of for tenure in by_key[holder.key].offices if tenure.office == office] if holder.curated else []
        owners = {owner for body in held if body in by_key for owner in (body, *by_key[body].of)}
        return not owners.isdisjoint(of)

    def _head(self, phrase: Phrase) -> str:
        if phrase.start not in self._heads:
            self._heads[phrase.start] = head(self.document, phrase)
        return self._heads[phrase.start]

    def _words(self, phrase: Phrase) -> frozenset[str]:
        """The stems of the words of a title behind its first one that tell what its holder heads."""
        place = phrase.start, phrase.end
        if place not in self._telling:
            words = self.document.words(phrase.start + 1, phrase.end)
            self._telling[place] = frozenset(_stem(bare(word)) for word in words if self._tells(word))
        return self._telling[place]

    def _is_alike(self, stems: frozenset[str], holder: Actor) -> bool:
        """Whether the words of a title behind its first one, if there are any, recur in the holder's."""
        return not stems or any(_stem(bare(word)) in stems for word in words_of(holder.role or holder.label))

    def _tells(self, word: str) -> bool:
        """Whether a word of a title tells what its holder heads: no country, no الحالي."""
        return word not in self.lexicon.demonyms and not self.lexicon.is_a("adjective", bare(word))


def _stem(word: str) -> str:
    """A bare noun, or the adjective made of it, without its ending: نقابة، نقابية."""
    return word.removesuffix("ه").removesuffix("ي")
