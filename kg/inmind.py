"""Gifts and words of aid told elsewhere in an article -> who gives and gets where a passage does not say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from functools import cached_property

from kg.aid import Giving
from kg.frames import Pledge
from kg.gifts import GiftFinder
from kg.parties import Parties
from kg.passages import Gift, Passage
from kg.places import any_between
from kg.records import dataclass
from kg.setting import Content, givers

# How many words around a word of aid may name the parties of what an article tells of without a sum.
AROUND = 12
# How many nouns of aid make an article one about aid.
OFTEN = 3


@dataclass
class InMind:
    """What one article has told of giving; `read`: its pledges so far."""

    finder: GiftFinder
    parties: Parties
    read: list[Pledge] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.setting, self.document, self.cast = self.finder.setting, self.finder.document, self.finder.setting.cast
        self.headline = self.document.paragraphs[0].end if self.document.paragraphs else 0
        self._told: dict[int, tuple[tuple[str, ...], tuple[str, ...]]] = {}

    @cached_property
    def is_about_aid(self) -> bool:
        """Whether the headline calls something aid, or the article does again and again."""
        return self._is_about([g for g in self._telling if g.kind == "gift" and not g.word.row.trade])

    @cached_property
    def is_about_giving(self) -> bool:
        """Whether it is about aid, where the headline may tell of giving, and what may be business counts as well."""
        return self._is_about(self._telling)

    def _is_about(self, words: list[Giving]) -> bool:
        nouns = {giving.token for giving in words if giving.kind == "gift"}
        return any(giving.token < self.headline for giving in words) or len(nouns) >= OFTEN

    def donors(self, gift: Gift, named: tuple[str, ...]) -> tuple[str, ...]:
        """The donor of the gift told of before, else the one whom the article's words of aid name."""
        told = [pledge.donors for pledge in self.read[-1:]]
        told += [donors for _, donors, _ in self._told_without_sum(gift.first)]
        fitting = (keys for keys in told if self._may_be_in_mind(keys) and not self.parties.own(keys) & set(named))
        return next(fitting, ())

    def recipients(self, gift: Gift, donors: tuple[str, ...], content: Content | None) -> tuple[str, ...]:
        """The recipient of the gift told of before, else the one in the same sentence or the headline, else the land
        of who speaks of it, else the one that the article speaks of most.
        """
        own, here = self.parties.own(donors), self.document.sentence_of(gift.first)
        others = list(self._told_without_sum(gift.first))
        near = [keys for token, _, keys in others if token < self.headline or here.start <= token < here.end]
        told = [*(pledge.recipients for pledge in self.read[-1:]), *near]
        known = () if gift.follows else self.parties.helped(gift.first, own, since=here.start)
        known = known or next((keys for keys in told if self._may_be_in_mind(keys) and not set(keys) & own), ())
        known = known or self._himself(gift, own, content)
        known = known or self.parties.helped(gift.first, own) or self._announcer(gift, own, content)
        if known or not self._may_be_meant(gift, donors):
            return known
        return self.parties.concerned((*donors, *(key for _, keys, _ in others for key in keys)), often=True)

    def giver(self, gift: Gift, parties: tuple[str, ...]) -> tuple[str, ...]:
        """Who of those that agree on a gift gives by the article's words of aid."""
        told = (donors for _, donors, _ in self._told_without_sum(gift.first))
        return next((donors for donors in told if donors and set(donors) < set(parties)), ())

    def has_told(self, gift: Gift) -> bool:
        """Whether the sentence before calls something aid, which what is given here may go on with."""
        here = self.document.sentence_number(gift.first)
        if not here or not gift.of_kind("gift", "carrier"):
            return False
        start, end = self.document.sentences[here - 1]
        return any_between(self._nouns, start, end)

    def takes_up(self, gift: Gift) -> bool:
        """Whether a noun with the article means what the sentence before calls aid: وتبلغ قيمة البرنامج مليار دولار."""
        nouns = (self.document.word(noun.token).removeprefix(noun.clitic) for noun in gift.of_kind("gift"))
        return any(noun.startswith("ال") for noun in nouns) and self.has_told(gift)

    def _himself(self, gift: Gift, own: set[str], content: Content | None) -> tuple[str, ...]:
        """The speaker whom a pronoun behind the verb means: قالت المفوضية إن كندا قدمت لها 10 ملايين دولار."""
        speakers = givers(content.statement.speakers, self.cast) if content else ()
        verbs = (g for g in gift.of_kind("give") if g.strong and not self._is_relative(g.token - 1))
        behind = {self.document.word(verb.token + step) for verb in verbs for step in (1, 2)}
        return speakers if behind & {"لها", "له", "لهم"} and not set(speakers) & own else ()

    def _is_relative(self, place: int) -> bool:
        return self.setting.lexicon.is_a("relative", self.document.word(place))

    def _announcer(self, gift: Gift, own: set[str], content: Content | None) -> tuple[str, ...]:
        """The state of whoever tells of another's aid: قال وزير المالية المصري إن صندوق النقد سيصرف شريحة القرض."""
        speakers = content.statement.speakers if content and self.calls_aid(gift) else ()
        states = {self.cast.state_of(key) for key in speakers if self.cast.speaks_for_state(key)}
        return tuple(state for state in states if state and len(states) == 1 and state not in own)

    def _may_be_in_mind(self, keys: tuple[str, ...]) -> bool:
        """Whether those told of elsewhere may be meant: actors that are known or of a known state."""
        return bool(keys) and all(self.parties.is_known(key) for key in keys)

    def _may_be_meant(self, gift: Gift, donors: tuple[str, ...]) -> bool:
        """Whether a gift of which nobody says for whom may be for the land that the article speaks of most: one that a
        noun calls aid, one for people in need, or that a donor makes who is spoken of less than that land.
        """
        if self.calls_aid(gift):
            return True
        states = {self.cast.state_of(key) for key in donors}
        return self.is_about_aid and None not in states and not states & set(self.parties.concerned(()))

    def calls_aid(self, gift: Gift) -> bool:
        """Whether a noun calls it aid, or it is for people in need."""
        words = self.document.words(gift.start, gift.end)
        called = any(giving.strong for giving in gift.of_kind("gift", "given", "giver"))
        return called or any(self.setting.lexicon.is_a("needy", word) for word in words)

    def _told_without_sum(self, token: int) -> Iterator[tuple[int, tuple[str, ...], tuple[str, ...]]]:
        """Place, donors and recipients of the other words of aid: of those in the sentence before a token first, then
        of those in the headline, then of those before and behind, the nearest first.
        """
        here = self.document.sentence_of(token).start

        def distance(giving: Giving) -> tuple[int, int]:
            behind = giving.token >= token
            group = 0 if here <= giving.token < token else 1 if giving.token < self.headline else 2 + behind
            return group, abs(token - giving.token)

        for giving in sorted(self._telling, key=distance):
            if giving.token not in self._told:
                self._told[giving.token] = self._told_by(giving)
            yield giving.token, *self._told[giving.token]

    def _told_by(self, giving: Giving) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Donors and recipients of a word of aid."""
        sentence = self.document.sentence_of(giving.token)
        start, end = max(sentence.start, giving.token - AROUND), min(sentence.end, giving.token + AROUND)
        near = (g for i in range(giving.token, start - 1, -1) for g in self.finder.aid.get(i, ()))
        words = tuple(g for g in near if g.kind not in ("against", "undone", "asked", "receive"))
        passage = Passage(start, giving.token, giving.token + 1, end, words)
        donors = self.parties.donors(passage, None)
        return donors, self.parties.recipients(passage, donors, sure=True)

    @cached_property
    def _nouns(self) -> list[int]:
        """The places of the nouns that call something aid."""
        return sorted({giving.token for giving in self._telling if giving.kind == "gift"})

    @cached_property
    def _telling(self) -> list[Giving]:
        """The words that tell of aid by themselves."""
        return [g for found in self.finder.aid.values() for g in found if g.strong and g.kind in ("gift", "give")]
