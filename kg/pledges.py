"""Amounts beside words of aid -> pledges: who gives how much of what to whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice, takewhile

from kg.aid import aid_at
from kg.amounts import Amount
from kg.athome import Homes
from kg.deadlines import deadline_in
from kg.frames import Deadline, Pledge
from kg.gifts import GiftFinder
from kg.inkind import told_in_kind
from kg.inmind import InMind
from kg.modalities import modality_of_gift
from kg.parties import Parties
from kg.parts import Sum, settled, with_parts
from kg.passages import Gift, Passage, parted
from kg.places import Placed
from kg.purposes import purpose
from kg.records import dataclass, replace
from kg.setting import Content, Setting, givers
from kg.shares import each
from kg.span import Span
from kg.topics import topic_of
from kg.trace import OfPledge
from kg.units import resolve_currency, unit_use

# How many characters apart the sums of two givers in a list may stand.
LISTED = 40
# Those whose giving is aid though the passage does not say to whom.
STATES = frozenset(("Country", "InternationalOrganization", "Coalition", "GovernmentBody", "Group"))


@dataclass
class PledgeReader:
    """Reads the pledges of one document; remembers the gift read last."""

    setting: Setting
    amounts: tuple[Amount, ...]

    def __post_init__(self) -> None:
        self.document, self.cast = self.setting.document, self.setting.cast
        self.word = self.document.by_token.__getitem__
        self._times = Placed(self.setting.times, lambda time: time.span.start)
        self._gifts: list[Gift] = []
        self._place = 0
        self.finder = GiftFinder(self.setting, self.amounts)
        self.parties = Parties(self.setting)
        self.homes = Homes(self.parties)
        self.mind = InMind(self.finder, self.parties)

    def read(self) -> tuple[Pledge, ...]:
        """All pledges with an amount, in text order, a sum told twice as one; then those of aid in kind."""
        sums: list[Sum] = []
        self._gifts = parted(self.finder.gifts())
        for place, gift in enumerate(self._gifts):
            self._place = place
            told = self._pledge(gift)
            for pledge in each(told, gift.last, self.document, self.setting.lexicon) if told else ():
                self.mind.read.append(pledge)
                sums.append(Sum(pledge, gift.first, gift.last))
        quantified = tuple(settled(once(with_parts(sums, self.document), self.parties)))
        return *quantified, *told_in_kind(self.finder, self.parties, quantified)

    def _pledge(self, gift: Gift) -> Pledge | None:
        content = self.setting.content_at(gift.first)
        passage = gift.passage
        taken = self.parties.recipients(passage, ()) if gift.of_kind("receive", "sign") else ()
        own = self._listed_donor(gift, passage) or self.parties.donors(passage, content)
        if set(own) & set(taken):  # تسلم البرنامج من السعودية: the letters may be those of giving, too
            got = replace(passage, words=gift.of_kind("receive"))
            own = tuple(key for key in self.parties.donors(got, None) if key not in taken)
        if origin := self._granted_by(gift, own):  # منحت مصر قرضا بمليار دولار من البنك الدولي
            own, taken = origin, own
        if not own and len(taken) > 1 and (giver := self.mind.giver(gift, taken)):  # وقعت مصر واليابان اتفاقية منحة
            own, taken = giver, tuple(key for key in taken if key not in giver)
        fund = self.parties.shares.fund(gift.first) if gift.of_kind("share") else ()
        named = taken or self._further(gift, self.parties.recipients(passage, own)) or fund
        named = named or (self._recipients_ahead(gift, own) if own else ())
        donors = own or self._other_donors(gift, passage, content, named)
        if not donors or not self._is_aid(gift, own, named):
            self.finder.reject(gift.amount.span, "no-aid" if donors else "no-donor")
            return None
        named = tuple(key for key in named if key not in self.parties.own(donors)) or named
        recipients = named or self._recipients_ahead(gift, donors) or self.mind.recipients(gift, donors, content)
        unit = gift.amount.unit or self._currency(gift.amount, donors, recipients)
        sides = donors, recipients
        stays = self.homes.one_state(*sides) or self.homes.own_money(
            unit, *sides, named=bool(named or gift.follows or self.mind.calls_aid(gift) or self._is_told(gift, donors))
        )
        if unit is None or not recipients or stays or self.homes.spent(passage, named, *sides):
            unknown: OfPledge = "no-currency" if gift.amount.currency_stem else "no-unit"
            misplaced: OfPledge = "at-home" if recipients else "no-recipient"
            self.finder.reject(gift.amount.span, misplaced if unit else unknown)
            return None
        return self._as_pledge(gift, donors, recipients, unit, content)

    def _is_told(self, gift: Gift, donors: tuple[str, ...]) -> bool:
        """Whether the article has told whom its aid is for, and who gives says that he does."""
        giving = any(verb.strong for verb in gift.of_kind("give"))
        return giving and bool(self.parties.helped(gift.first, self.parties.own(donors)))

    def _granted_by(self, gift: Gift, own: tuple[str, ...]) -> tuple[str, ...]:
        """Whom what is granted comes from, where who stands behind the verb of granting can only get it."""
        granting = any(verb.word.row.to == "object" and verb.strong for verb in gift.of_kind("give"))
        origin = self.parties.origin(gift.passage) if granting and own else ()
        return origin if not set(origin) & self.parties.own(own) else ()

    def _further(self, gift: Gift, named: tuple[str, ...]) -> tuple[str, ...]:
        """The recipients of a sum; nobody where a further sum of a list names none but one of no known state: 60 مليونا
        لتونس و20 مليونا لإدارة الهجرة.
        """
        told = self.mind.read[-1].recipients if gift.follows and self.mind.read else ()
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
        return self.mind.donors(gift, named) or (speaker if speaks and not set(speaker) & set(named) else ())

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
        passage = gift.passage
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
        goes_on = bool(self.mind.read) and (gift.follows or self.mind.is_about_giving)
        told = goes_on or self.mind.is_about_aid or self.mind.has_told(gift)
        told = told or bool(self.parties.helped(gift.first, set()))
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
            passage = gift.passage
            telling = told or goods or bool(gift.of_kind("gift", "given"))
            named = named if telling else self.parties.recipients(passage, own, sure=True)
            taken_up = self.mind.takes_up(gift)
            return bool((own or told) and (named or taken_up or (states and verbal) or (goods and not transport)))
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
        carried = bool(gift.of_kind("carrier")) and (self.mind.is_about_aid or bool(self.mind.read))
        return bool(nouns) or carried or bool(gift.follows and self.mind.read)

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

    def _recipients_ahead(self, gift: Gift, donors: tuple[str, ...]) -> tuple[str, ...]:
        """Of the first sum of a list the recipient that a later one names: قدمت قطر مليون دولار والكويت مليونين
        لليمن.
        """
        if gift.follows:
            return ()
        end = self.document.sentence_of(gift.first).end
        later = islice(self._gifts, self._place + 1, None)
        listed = takewhile(lambda other: other.follows and other.last <= end, later)
        return next((found for other in listed if (found := self.parties.recipients(other.passage, donors))), ())

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
                    content = self.setting.content_at(index)
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
