"""Amounts beside words of aid -> pledges: who gives how much of what to whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field
from functools import cached_property
from itertools import zip_longest

from kg.aid import Giving, aid_at
from kg.amounts import Amount
from kg.athome import Homes
from kg.deadlines import deadline_in
from kg.frames import Deadline, Pledge
from kg.gifts import Gift, GiftFinder, parted
from kg.inkind import told_in_kind
from kg.modalities import modality_of_gift
from kg.parties import Parties
from kg.parts import Sum, settled, with_parts
from kg.passages import Passage
from kg.places import Cover, Placed
from kg.purposes import purpose
from kg.records import dataclass, replace
from kg.setting import Content, Setting, givers
from kg.shares import each
from kg.span import Span
from kg.topics import topic_of
from kg.trace import OfPledge
from kg.units import resolve_currency, unit_use

# How many words around a word of aid may name the parties of what an article tells of without a sum.
AROUND = 12
# How many characters apart the sums of two givers in a list may stand.
LISTED = 40
# How many nouns of aid make an article one about aid.
OFTEN = 3
# Those whose giving is aid though the passage does not say to whom.
STATES = frozenset(("Country", "InternationalOrganization", "Coalition", "GovernmentBody", "Group"))


@dataclass
class PledgeReader:
    """Reads the pledges of one document; remembers the gift read last."""

    setting: Setting
    amounts: tuple[Amount, ...]
    read_so_far: list[Pledge] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.document, self.cast = self.setting.document, self.setting.cast
        self.word = self.document.word
        self._cover = Cover((content.start, content.end, content) for content in self.setting.contents())
        self._times = Placed(self.setting.times, lambda time: time.span.start)
        self._next: Gift | None = None
        self._told: dict[int, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        self.finder = GiftFinder(self.setting, self.amounts)
        self.parties = Parties(self.setting)
        self.homes = Homes(self.parties)
        self.headline = self.document.paragraphs[0].end if self.document.paragraphs else 0

    def read(self) -> tuple[Pledge, ...]:
        """All pledges with an amount, in text order, a sum told twice as one; then those of aid in kind."""
        sums: list[Sum] = []
        gifts = parted(self.finder.gifts())
        for gift, self._next in zip_longest(gifts, gifts[1:]):
            told = self._pledge(gift)
            for pledge in each(told, gift.last, self.document, self.setting.lexicon) if told else ():
                self.read_so_far.append(pledge)
                sums.append(Sum(pledge, gift.first, gift.last))
        quantified = tuple(settled(once(with_parts(sums, self.document), self.parties)))
        return *quantified, *told_in_kind(self.finder, self.parties, quantified)

    def _pledge(self, gift: Gift) -> Pledge | None:
        content = self._content(gift.first)
        passage = Passage(gift.start, gift.first, gift.last, gift.end, gift.words)
        taken = self.parties.recipients(passage, ()) if gift.of_kind("receive", "sign") else ()
        own = self._listed_donor(gift, passage) or self.parties.donors(passage, content)
        if set(own) & set(taken):  # تسلم البرنامج من السعودية: the letters may be those of giving, too
            got = replace(passage, words=gift.of_kind("receive"))
            own = tuple(key for key in self.parties.donors(got, None) if key not in taken)
        fund = self.parties.shares.fund(gift.first) if gift.of_kind("share") else ()
        named = taken or self._further(gift, self.parties.recipients(passage, own)) or fund
        named = named or (self._recipients_ahead(gift, own) if own else ())
        donors = own or self._other_donors(gift, passage, content, named)
        if not donors or not self._is_aid(gift, own, named):
            self.finder.reject(gift.amount.span, "no-aid" if donors else "no-donor")
            return None
        named = tuple(key for key in named if key not in self.parties.own(donors)) or named
        recipients = named or self._recipients_ahead(gift, donors) or self._recipients_in_mind(gift, donors)
        unit = gift.amount.unit or self._currency(gift.amount, donors, recipients)
        sides = donors, recipients
        stays = self.homes.one_state(*sides) or self.homes.own_money(
            unit, *sides, named=bool(named or gift.follows or self._is_called_aid(gift))
        )
        if unit is None or not recipients or stays or self.homes.spent(passage, named, *sides):
            unknown: OfPledge = "no-currency" if gift.amount.currency_stem else "no-unit"
            misplaced: OfPledge = "at-home" if recipients else "no-recipient"
            self.finder.reject(gift.amount.span, misplaced if unit else unknown)
            return None
        return self._as_pledge(gift, donors, recipients, unit, content)

    def _further(self, gift: Gift, named: tuple[str, ...]) -> tuple[str, ...]:
        """The recipients of a sum; nobody where a further sum of a list names none but one of no known state: 60 مليونا
        لتونس و20 مليونا لإدارة الهجرة.
        """
        told = self.read_so_far[-1].recipients if gift.follows and self.read_so_far else ()
        unknown = not all(map(self.parties.is_known, named))
        return () if unknown and told and all(map(self.parties.is_known, told)) else named

    def _other_donors(
        self, gift: Gift, passage: Passage, content: Content | None, named: tuple[str, ...]
    ) -> tuple[str, ...]:
        """Who gives where the passage does not say: the donor in mind, else the speaker."""
        if self.parties.stranger(passage):
            return ()
        if known := self._promiser(gift, content, named) or self.parties.lender(passage):
            return known if not set(known) & set(named) else ()
        speaker = self.parties.speaker(passage, content)
        speaks = bool(speaker) and all(self.cast.actors[key].type != "Person" for key in speaker)
        return self._donors_in_mind(gift, named) or (speaker if speaks and not set(speaker) & set(named) else ())

    def _promiser(self, gift: Gift, content: Content | None, named: tuple[str, ...]) -> tuple[str, ...]:
        """The state of whoever says that another will get something: قالت الوزيرة الألمانية إن تونس ستحصل على منحة."""
        to_come = any(verb.word.future for verb in gift.of_kind("receive"))
        states = givers(content.statement.speakers, self.cast) if content and named and to_come else ()
        known = all(self.cast.actors[key].type == "Country" for key in states) and all(map(self.cast.state_of, named))
        return states if known and not self.homes.one_state(states, named) else ()

    def _as_pledge(
        self, gift: Gift, donors: tuple[str, ...], recipients: tuple[str, ...], unit: str, content: Content | None
    ) -> Pledge:
        span = self.document.span(*self.finder.shown(gift))
        words = self.document.words(gift.start, gift.end)
        verb = next(iter(gift.of_kind("give", "receive")), None)
        passage = Passage(gift.start, gift.first, gift.last, gift.end, gift.words)
        self._tell(span, gift)
        return Pledge(
            mentions=(span,),
            donors=donors,
            recipients=recipients,
            amount=gift.amount.value,
            unit=unit,
            approximate=gift.amount.approximate,
            channels=self.parties.channels(passage, (*donors, *recipients)),
            purpose=purpose(self.setting, self.parties.starts, gift.last, gift.end),
            sector=self._sector(gift),
            modality=modality_of_gift(self.setting, gift.start, gift.first, gift.end),
            topic=topic_of(words, "topic"),
            status="pledged" if verb is None or verb.word.future else verb.word.row.status,
            deadline=self._deadline(gift.amount, self.document.span(gift.start, gift.clause), content),
            made_in=content.index if content else None,
            rule="pledge-verb" if verb else "pledge-noun",
        )

    def _tell(self, span: Span, gift: Gift) -> None:
        """Note by which words a passage is a pledge."""
        if self.setting.trace:
            self.setting.trace.took(span, "cue", *sorted({self.finder.place_of(giving) for giving in gift.words}))
            self.setting.trace.took(span, "sum", gift.amount.span)

    # --- who and whom ----------------------------------------------------------------------------------------------

    def _listed_donor(self, gift: Gift, passage: Passage) -> tuple[str, ...]:
        """In a list of donors the one beside the sum gives it: السعودية 500 مليون والإمارات بـ250 مليونا، و30 مليونا
        من ألمانيا.
        """
        agent = self.finder.ends.get(gift.first - (self.word(gift.first - 1) == "ب"))
        giver = agent is not None and self.parties.is_free(agent) and agent.start >= gift.start
        if not gift.follows:
            return ()
        return agent.keys if agent and giver else self.parties.origin(passage)

    def _is_aid(self, gift: Gift, own: tuple[str, ...], named: tuple[str, ...]) -> bool:
        """Whether the passage, the article before it or its headline names what makes a gift aid: the parties of the
        giving.
        """
        goes_on = bool(self.read_so_far) and (gift.follows or self._tells_of_aid)
        told = goes_on or self._is_about_aid or bool(self.parties.helped(gift.first, set()))
        goods = gift.amount.unit is not None and not gift.amount.unit.isupper()
        verbal = told or bool(gift.of_kind("give"))
        if goods and not self._is_of_aid(gift):
            words = gift.of_kind("give", "giving", "receive")
            relief = unit_use(gift.amount.unit) == "relief"
            return bool(named) and any(relief or giving.strong or giving.word.row.to for giving in words)
        if not self._is_beyond_trade(gift, own, named):
            return False
        transport = unit_use(gift.amount.unit) == "aid"
        states = bool(own) and all(self.cast.actors[key].type in STATES for key in own)
        if gift.strength == "weak":
            passage = Passage(gift.start, gift.first, gift.last, gift.end, gift.words)
            telling = told or goods or bool(gift.of_kind("gift", "given"))
            named = named if telling else self.parties.recipients(passage, own, sure=True)
            return bool((own or told) and (named or (states and verbal) or (goods and not transport)))
        if named or told or self._is_granted(gift):
            return True
        noun = any(giving.strong or giving.kind == "given" for giving in gift.of_kind("gift", "giver", "given"))
        verb = states and any(giving.strong for giving in gift.of_kind("give"))
        return bool(noun and goods) or bool(own and (noun or goods or verb or self._is_for_somebody(gift)))

    def _is_beyond_trade(self, gift: Gift, own: tuple[str, ...], named: tuple[str, ...]) -> bool:
        """Whether nobody among the parties does business, or a word says that it is none here."""
        firms = [keys and all(map(self.parties.is_firm, keys)) for keys in (own, named)]
        words = gift.of_kind("gift") if firms[1] else gift.of_kind("gift", "give", "giving")
        return not any(firms) or any(giving.strong and not giving.word.row.trade for giving in words)

    def _is_of_aid(self, gift: Gift) -> bool:
        """Whether nouns tell that goods are aid: مساعدات، سلة غذائية، or what they come on, in an article about aid."""
        nouns = gift.of_kind("gift", "given", "giver")
        carried = bool(gift.of_kind("carrier")) and (self._is_about_aid or bool(self.read_so_far))
        return bool(nouns) or carried or bool(gift.follows and self.read_so_far)

    def _is_granted(self, gift: Gift) -> bool:
        """Whether a suffix means the recipient told of before: ومنحها قرضا."""
        verbs = (verb for verb in gift.of_kind("give") if verb.word.back and verb.word.row.to == "object")
        return any(verbs) and bool(gift.of_kind("gift"))

    def _is_for_somebody(self, gift: Gift) -> bool:
        """Whether a pronoun behind the verb means the recipient told of before: وقدم لها مليار دولار."""
        verbs = gift.of_kind("give")
        return any(
            self.setting.lexicon.is_a("pointing", self.word(verb.token + step)) for verb in verbs for step in (1, 2)
        )

    @cached_property
    def _is_about_aid(self) -> bool:
        """Whether the headline calls something aid, or the article does again and again."""
        nouns = {giving.token for giving in self._telling if giving.kind == "gift" and not giving.word.row.trade}
        return any(token < self.headline for token in nouns) or len(nouns) >= OFTEN

    @cached_property
    def _tells_of_aid(self) -> bool:
        """Whether the headline tells of aid, or of what may be business, or the article does again and again."""
        nouns = {giving.token for giving in self._telling if giving.kind == "gift"}
        return any(giving.token < self.headline for giving in self._telling) or len(nouns) >= OFTEN

    def _donors_in_mind(self, gift: Gift, named: tuple[str, ...]) -> tuple[str, ...]:
        """The donor of the gift told of before, else the one whom the article's words of aid name."""
        told = [pledge.donors for pledge in self.read_so_far[-1:]]
        told += [donors for _, donors, _ in self._told_without_sum(gift.first)]
        fitting = (keys for keys in told if self._may_be_in_mind(keys) and not self.parties.own(keys) & set(named))
        return next(fitting, ())

    def _recipients_ahead(self, gift: Gift, donors: tuple[str, ...]) -> tuple[str, ...]:
        """Of the first sum of a list the recipient that the next one names: قدمت قطر مليون دولار والكويت مليونين
        لليمن.
        """
        ahead = self._next
        if gift.follows or ahead is None or not ahead.follows or ahead.last > self.document.sentence_of(gift.first).end:
            return ()
        passage = Passage(ahead.start, ahead.first, ahead.last, ahead.end, ahead.words)
        return self.parties.recipients(passage, donors)

    def _recipients_in_mind(self, gift: Gift, donors: tuple[str, ...]) -> tuple[str, ...]:
        """The recipient of the gift told of before, else the one in the same sentence or the headline, else the land
        that the article speaks of most.
        """
        own, here = self.parties.own(donors), self.document.sentence_of(gift.first)
        others = list(self._told_without_sum(gift.first))
        near = [keys for token, _, keys in others if token < self.headline or here.start <= token < here.end]
        told = [*(pledge.recipients for pledge in self.read_so_far[-1:]), *near]
        known = next((keys for keys in told if self._may_be_in_mind(keys) and not set(keys) & own), ())
        known = known or self.parties.helped(gift.first, own)
        if known or not self._may_be_meant(gift, donors):
            return known
        return self.parties.concerned((*donors, *(key for _, keys, _ in others for key in keys)), often=True)

    def _may_be_in_mind(self, keys: tuple[str, ...]) -> bool:
        """Whether those told of elsewhere may be meant: actors that are known or of a known state."""
        return bool(keys) and all(self.parties.is_known(key) for key in keys)

    def _may_be_meant(self, gift: Gift, donors: tuple[str, ...]) -> bool:
        """Whether a gift of which nobody says for whom may be for the land that the article speaks of most: one that a
        noun calls aid, one for people in need, or that a donor makes who is spoken of less than that land.
        """
        if self._is_called_aid(gift):
            return True
        states = {self.cast.state_of(key) for key in donors}
        return self._is_about_aid and None not in states and not states & set(self.parties.concerned(()))

    def _is_called_aid(self, gift: Gift) -> bool:
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
    def _telling(self) -> list[Giving]:
        """The words that tell of aid by themselves."""
        return [g for found in self.finder.aid.values() for g in found if g.strong and g.kind in ("gift", "give")]

    def _content(self, token: int) -> Content | None:
        return min(
            self._cover.over(token), key=lambda content: (content.end - content.start, content.index), default=None
        )

    # --- what and by when ------------------------------------------------------------------------------------------

    def _currency(self, amount: Amount, donors: tuple[str, ...], recipients: tuple[str, ...]) -> str | None:
        for key in (*donors, *recipients):
            state = self.cast.state_of(key)
            if state and amount.currency_stem and (code := resolve_currency(amount.currency_stem, state)):
                return code
        return None

    def _sector(self, gift: Gift) -> str:
        """The sector that the gift's own adjective names (مساعدة إنسانية), else the one the passage is most about."""
        for noun in gift.of_kind("gift"):
            sector = topic_of(self.document.words(noun.token + 1, noun.token + 3), "sector")
            if sector != "other":
                return sector
        return topic_of(self.document.words(gift.start, gift.end), "sector")

    def _deadline(self, amount: Amount, span: Span, content: Content | None) -> Deadline | None:
        """By when: a time named behind the sum."""
        later = self._times.between(amount.span.end, max(span.end, amount.span.end))
        said_on = content.statement.said_on if content else None
        due = deadline_in(span, later, said_on, self.document.today)
        return due or self._later_deadline(amount)

    def _later_deadline(self, amount: Amount) -> Deadline | None:
        """By when, if one of the next sentences says it of "these": وصول هذه اللقاحات في غضون أسبوعين."""
        place = self.document.token_at(amount.span.end)
        first = self.document.sentence_number(place) + 1
        for sentence in self.document.sentences[first : first + 3]:
            for index in range(*sentence):
                if self.word(index) in ("هذه", "تلك", "هذا") and self._is_gift(self.word(index + 1)):
                    content = self._content(index)
                    said_on = content.statement.said_on if content else None
                    span = self.document.span(*sentence)
                    return deadline_in(span, self.setting.times, said_on, self.document.today)
        return None

    def _is_gift(self, word: str) -> bool:
        return any(entry.row.kind == "gift" for entry in aid_at(word)[1])


def once(pledges: Iterable[Pledge], parties: Parties) -> Iterator[Pledge]:
    """One pledge for each amount and unit; the passages that repeat it are joined. Sums that several give each, one
    behind the other, stay apart.
    """
    kept: dict[tuple[object, ...], Pledge] = {}
    for pledge in pledges:
        key: tuple[object, ...] = (pledge.amount, pledge.unit)
        listed = key in kept and _is_listed(kept[key], pledge, parties)
        key = (*key, pledge.donors, pledge.recipients) if listed else key
        first = kept.get(key)
        kept[key] = replace(first, mentions=(*first.mentions, *pledge.mentions)) if first else pledge
    return iter(kept.values())


def _is_listed(one: Pledge, other: Pledge, parties: Parties) -> bool:
    """Whether two pledges of one sum are those of two givers in a list: ألمانيا 20 مليون يورو وفرنسا 20 مليون يورو."""
    if one.mentions[0] == other.mentions[0]:
        return True
    near = 0 <= other.mentions[0].start - one.mentions[-1].end <= LISTED
    return near and not parties.own(one.donors) & parties.own(other.donors)
