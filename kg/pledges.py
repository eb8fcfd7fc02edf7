"""Amounts beside words of aid -> pledges: who gives how much of what to whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from kg.agents import Agent
from kg.aid import AidWord, aid_at
from kg.amounts import Amount
from kg.commitments import COMMAS, Content, Setting, deadline_in, givers
from kg.frames import Commitment, Deadline, Pledge
from kg.inflection import Form
from kg.span import Span
from kg.undertakings import topic_of
from kg.units import resolve_currency

BEFORE, AFTER = 26, 7
GIVERS = frozenset(
    ("Country", "GovernmentBody", "InternationalOrganization", "Coalition", "Company", "Group", "Person")
)


@dataclass(frozen=True, slots=True)
class Giving:
    """An aid word at a token, usable as a verb that asks for its subject."""

    token: int
    clitic: str
    word: AidWord

    @property
    def form(self) -> Form:
        """The verb's form."""
        return self.word.form or Form("", "masdar", None, None)


@dataclass
class PledgeReader:
    """Reads the pledges of one document; remembers the parties named last."""

    setting: Setting
    amounts: tuple[Amount, ...]
    donors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    aid: list[Giving] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.document, self.cast = self.setting.document, self.setting.cast
        self.contents = self.setting.contents()
        self.starts = {agent.start: agent for agent in self.setting.agents}
        self._amount_starts = frozenset(self.document.token_at(amount.span.start) for amount in self.amounts)
        self._amount_ends = frozenset(self.document.token_at(amount.span.end) for amount in self.amounts)
        for index, token in enumerate(self.document.tokens):
            clitic, words = aid_at(token.word)
            self.aid += [Giving(index, clitic, word) for word in words]

    def read(self) -> tuple[Pledge, ...]:
        """All pledges with an amount, in text order; a sum told twice is one pledge."""
        found: list[Pledge] = []
        for amount in self.amounts:
            if amount.alternative is None and (pledge := self._pledge(amount)):
                self.donors, self.recipients = pledge.donors, pledge.recipients or self.recipients
                found.append(pledge)
        return tuple(once(self._completed(pledge) for pledge in found))

    def word(self, index: int) -> str:
        """The folded word at a token, empty outside the document."""
        return self.document.tokens[index].word if 0 <= index < len(self.document.tokens) else ""

    # --- is it aid? -------------------------------------------------------------------------------------------------

    def _pledge(self, amount: Amount) -> Pledge | None:
        first, last = self.document.token_at(amount.span.start), self.document.token_at(amount.span.end)
        sentence = self.document.sentence_of(first)
        near = [g for g in self.aid if max(sentence.start, first - BEFORE) <= g.token < min(sentence.end, last + AFTER)]
        if (amount.unit is None and amount.currency_stem is None) or self._against(near, first, last):
            return None
        giving = [g for g in near if g.word.row.kind in ("give", "receive", "giving", "gift")]
        if not any(g.word.row.strong and g.word.row.kind != "give" for g in giving) and not self._gives(giving, amount):
            return None
        return self._parties(amount, giving, first, last)

    def _against(self, near: list[Giving], first: int, last: int) -> bool:
        """Whether a word right before or behind the sum says that it is something else (عجز, صادرات)."""
        close = [g for g in near if g.word.row.kind == "against" and first - 6 <= g.token <= last + 2]
        gifts = [g.token for g in near if g.word.row.kind in ("gift", "giving") and g.token < first]
        return bool(close) and (not gifts or max(gifts) < close[-1].token)

    def _gives(self, giving: list[Giving], amount: Amount) -> bool:
        """Whether a verb of giving governs the sum by itself."""
        return any(g.word.row.kind in ("give", "receive") and g.word.row.word not in VAGUE for g in giving)

    # --- who and whom ------------------------------------------------------------------------------------------------

    def _parties(self, amount: Amount, giving: list[Giving], first: int, last: int) -> Pledge | None:
        end = self._clause_end(last)
        floor = max((t for t in self._amount_ends if t <= first), default=0)
        start = max(self._clause_start(giving, first), floor)
        content = self._content(first)
        donors = self._donors(giving, start, end, content) or self.donors or self._known_donor()
        recipients = self._recipients(giving, start, first, end, donors)
        unit = amount.unit or self._currency(amount, donors, recipients)
        if not donors or unit is None:
            return None
        words = self.document.words(start, end)
        span = self.document.span(start, end)
        verb = next((g for g in giving if g.word.row.kind in ("give", "receive") and start <= g.token <= first), None)
        return Pledge(
            mentions=(span,),
            donors=donors,
            recipients=recipients,
            amount=amount.value,
            unit=unit,
            approximate=amount.approximate,
            channels=self._channels(start, end, donors, recipients),
            purpose=self._purpose(last, end),
            sector=self._sector(giving, start, end),
            topic=topic_of(words, "topic"),
            status="pledged" if verb is None or verb.word.future else verb.word.row.status,
            deadline=self._deadline(amount, span, content),
            made_in=content.index if content else None,
            rule="pledge-verb" if verb else "pledge-noun",
        )

    def _channels(self, start: int, end: int, donors: tuple[str, ...], recipients: tuple[str, ...]) -> tuple[str, ...]:
        """Through whom: an international body that the clause names beside donor and recipient."""
        parties = {*donors, *recipients}
        named = (key for agent in self.setting.agents if start <= agent.start < end for key in agent.keys)
        bodies = (key for key in named if self.cast.actors[key].type == "InternationalOrganization")
        return tuple(dict.fromkeys(key for key in bodies if key not in parties))

    def _sector(self, giving: list[Giving], start: int, end: int) -> str:
        """The sector that the gift's own adjective names (مساعدة إنسانية), else the one the passage is most about."""
        for gift in (g for g in giving if g.word.row.kind == "gift" and start <= g.token < end):
            sector = topic_of(self.document.words(gift.token + 1, gift.token + 3), "sector")
            if sector != "other":
                return sector
        return topic_of(self.document.words(start, end), "sector")

    def _deadline(self, amount: Amount, span: Span, content: Content | None) -> Deadline | None:
        """By when: a time named behind the sum."""
        later = [time for time in self.setting.times if time.span.start >= amount.span.end]
        said_on = content.statement.said_on if content else None
        due = deadline_in(span, later, said_on, self.document.article.published)
        return due or self._later_deadline(amount)

    def _later_deadline(self, amount: Amount) -> Deadline | None:
        """By when, if one of the next sentences says it of "these": وصول هذه اللقاحات في غضون أسبوعين."""
        place = self.document.token_at(amount.span.end)
        behind = [sentence for sentence in self.document.sentences if sentence.start > place][:3]
        for sentence in behind:
            for index in range(*sentence):
                if self.word(index) in ("هذه", "تلك", "هذا") and self._is_gift(self.word(index + 1)):
                    content = self._content(index)
                    said_on = content.statement.said_on if content else None
                    span = self.document.span(*sentence)
                    return deadline_in(span, self.setting.times, said_on, self.document.article.published)
        return None

    def _is_gift(self, word: str) -> bool:
        return any(entry.row.kind == "gift" for entry in aid_at(word)[1])

    def _content(self, token: int) -> Content | None:
        inside = [content for content in self.contents if content.start <= token < content.end]
        return min(inside, key=lambda content: content.end - content.start, default=None)

    def _donors(self, giving: list[Giving], start: int, end: int, content: Content | None) -> tuple[str, ...]:
        """Who gives: the subject of a verb of giving, the adjective or owner of the gift, من + donor, else who
        announces it.
        """
        for finder in (self._subject, self._owner, self._origin):
            found = finder(giving, start, end)
            if found:
                return givers(found, self.cast)
        if content and any(g.word.row.kind in ("giving", "give") for g in giving):
            return givers(content.statement.speakers, self.cast)
        return ()

    def _subject(self, giving: list[Giving], start: int, end: int) -> tuple[str, ...]:
        for verb in reversed([g for g in giving if g.word.row.kind == "give"]):
            subject = self.setting.speakers.subject(verb)
            if subject and all(self.cast.actors[key].type in GIVERS for key in subject.speakers):
                return subject.speakers
        return ()

    def _owner(self, giving: list[Giving], start: int, end: int) -> tuple[str, ...]:
        """منحة سعودية / تقديم بلاده منحة / مساعدات الاتحاد الأوروبي."""
        for noun in reversed([g for g in giving if g.word.row.kind in ("gift", "giving") and start <= g.token < end]):
            owner = self.starts.get(noun.token + 1)
            if owner and owner.keys and owner.phrase.clitic == "" and noun.word.row.to is None:
                return owner.keys
            for step in (1, 2, 3):
                key = self.setting.lexicon.demonyms.get(self.word(noun.token + step))
                if key and self.cast.enter_key(key):
                    return (key,)
        return ()

    def _origin(self, giving: list[Giving], start: int, end: int) -> tuple[str, ...]:
        for index in (place for place in range(start, end) if self.word(place) == "من"):
            agent = self.starts.get(index + 1)
            keys = agent.keys if agent and agent.phrase.clitic == "" else ()
            if keys and all(self.cast.actors[key].type in GIVERS for key in keys):
                return keys
        return ()

    def _known_donor(self) -> tuple[str, ...]:
        """The donor that the article's first noun of aid with an owner names: سفينة إغاثة سعودية."""
        gifts = [g for g in self.aid if g.word.row.kind == "gift"]
        return next(
            (givers(found, self.cast) for g in gifts if (found := self._owner([g], 0, len(self.document.tokens)))), ()
        )

    def _recipients(
        self, giving: list[Giving], start: int, first: int, end: int, donors: tuple[str, ...]
    ) -> tuple[str, ...]:
        """To whom: the subject of receiving, the object of granting, ل or إلى + agent."""
        for verb in [g for g in giving if g.word.row.kind == "receive"]:
            subject = self.setting.speakers.subject(verb)
            if subject:
                return subject.speakers
        given_to = [g.token for g in giving if g.word.row.to == "object" and start <= g.token < end]
        for agent in (
            a for a in self.setting.agents if start <= a.start < end and a.keys and not set(a.keys) & set(donors)
        ):
            if self._receives(agent, given_to):
                return agent.keys
        for agent in (
            a for a in self.setting.agents if start <= a.start < end and a.keys and not set(a.keys) & set(donors)
        ):
            if self.word(agent.start - 1) == "في" or agent.phrase.clitic == "ب":
                return agent.keys
        return ()

    def _receives(self, agent: Agent, given_to: list[int]) -> bool:
        if agent.phrase.clitic in ("ل", "ول") or self.setting.lexicon.is_a("toward", self.word(agent.start - 1)):
            return True
        return any(token < agent.start <= token + 5 for token in given_to) and agent.phrase.clitic == ""

    def _completed(self, pledge: Pledge) -> Pledge:
        """Where the clause names no recipient, the one whom the article's other pledges or most of its words
        are about.
        """
        if pledge.recipients:
            return pledge
        return replace(pledge, recipients=self.recipients or concerned(self.setting, pledge.donors))

    # --- what and where
    # ------------------------------------------------------------------------------------------------

    def _currency(self, amount: Amount, donors: tuple[str, ...], recipients: tuple[str, ...]) -> str | None:
        for key in (*donors, *recipients):
            state = self.cast.state_of(key)
            if state and amount.currency_stem and (code := resolve_currency(amount.currency_stem, state)):
                return code
        return None

    def _clause_start(self, giving: list[Giving], first: int) -> int:
        """The passage begins with the nearest verb of giving or gift before the sum, its subject before it included."""
        before = [g.token for g in giving if g.token < first]
        verbs = [g.token for g in giving if g.token < first and g.word.row.kind in ("give", "giving", "receive")]
        start = max(verbs, default=max(before, default=first))
        start = start if first - start <= 16 else max(before, default=first)
        agent = next((a for a in self.setting.agents if a.end == start and a.keys), None)
        return agent.start if agent else start

    def _clause_end(self, last: int) -> int:
        end = self.document.sentence_of(max(last - 1, 0)).end
        for index in range(last, end):
            if self.word(index) in COMMAS or (index > last + 2 and index in self._amount_starts):
                return index
        return end

    def _purpose(self, last: int, end: int) -> Span | None:
        """ل + what it is for: لتمويل مشاريع، للمساعدة في تمويل بعثة."""
        return purpose(self.setting, self.starts, last, end)


def purpose(setting: Setting, starts: Mapping[int, Agent], start: int, end: int) -> Span | None:
    """What aid is for: behind في مجال، من أجل, or ل + noun: لتمويل مشاريع، للمساعدة في تمويل بعثة."""
    document, index = setting.document, start
    while index < end:
        word = document.tokens[index].word
        lead = setting.lexicon.phrases["purpose"].longest(document.tokens, index)
        if lead and lead[0] < end:
            return document.span(lead[0], end)
        if word.startswith("ل") and index not in starts and len(word) > 4 and end - index > 1:
            span = document.span(index, end)
            return Span(span.start + 1, span.end) if not word.startswith("لل") else span
        index += 1
    return None


def concerned(setting: Setting, donors: tuple[str, ...]) -> tuple[str, ...]:
    """The country that the article speaks of most beside the donors."""
    actors = setting.cast.actors
    named = Counter(key for agent in setting.agents for key in agent.keys if actors[key].type == "Country")
    return tuple(key for key, _ in named.most_common() if key not in donors)[:1]


def once(pledges: Iterator[Pledge] | list[Pledge]) -> Iterator[Pledge]:
    """One pledge for each donor, amount and unit; the passages that repeat it are joined."""
    kept: dict[tuple[object, ...], Pledge] = {}
    for pledge in pledges:
        key = (pledge.amount, pledge.unit)
        first = kept.get(key)
        kept[key] = replace(first, mentions=(*first.mentions, *pledge.mentions)) if first else pledge
    return iter(kept.values())


def in_kind(commitments: tuple[Commitment, ...], setting: Setting) -> tuple[tuple[Commitment, ...], tuple[Pledge, ...]]:
    """Undertakings to give aid without a sum are pledges, not plain commitments: (the others, the pledges)."""
    plain, pledges = [], []
    for commitment in commitments:
        if any(_gives_aid(span, setting) for span in commitment.mentions):
            pledges.append(_as_pledge(commitment, setting))
        else:
            plain.append(commitment)
    return tuple(plain), tuple(pledges)


def _gives_aid(span: Span, setting: Setting) -> bool:
    """Whether a passage has a word of giving and, close behind it, a noun of aid; a refusal (لن تقدم) gives nothing."""
    words = setting.document.words(setting.document.token_at(span.start), setting.document.token_at(span.end))
    kinds = [{entry.row.kind for entry in aid_at(word)[1] if entry.row.strong} for word in words]
    giving = [place for place, kind in enumerate(kinds) if kind & {"giving", "give"}]
    gifts = [place for place, kind in enumerate(kinds) if "gift" in kind and _is_named(words, place)]
    return "لن" not in words and any(0 < gift - place <= NEAR for place in giving for gift in gifts)


def _is_named(words: list[str], place: int) -> bool:
    """Whether a noun of aid says which aid, or opens a list; not so in a list of doings (التدريب والمساعدة)."""
    behind = words[place + 1] if place + 1 < len(words) else ""
    return not words[place].startswith("وال") or behind.startswith("ال")


def _as_pledge(commitment: Commitment, setting: Setting) -> Pledge:
    span = commitment.mentions[0]
    start, end = setting.document.token_at(span.start), setting.document.token_at(span.end)
    words = setting.document.words(start, end)
    starts = {agent.start: agent for agent in setting.agents}
    return Pledge(
        mentions=commitment.mentions,
        donors=commitment.committers,
        recipients=commitment.beneficiaries or concerned(setting, commitment.committers),
        purpose=purpose(setting, starts, start + 2, end),
        sector=topic_of(words, "sector"),
        topic=commitment.topic,
        deadline=commitment.deadline,
        modality=commitment.modality,
        made_in=commitment.made_in,
        rule="pledge-in-kind",
    )


# How many words may stand between giving and what is given.
NEAR = 6
VAGUE = frozenset(["أعلن", "قرر", "وافق", "حول", "دفع", "دعم", "ساهم", "أسهم", "عرض"])
