"""Cue -> content: where what is attributed ends."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property

from kg.agents import Agent
from kg.attributions import ATTRIBUTING, OWN, RELAYING, attributions, own_words, relays
from kg.concerns import concern
from kg.cues import WHAT, happened
from kg.document import COMMA, Document, Quote, is_abbreviation
from kg.lexicon import Lexicon, load_lexicon
from kg.objects import PRONOUNS
from kg.openings import ContentStart, has_clitic
from kg.records import dataclass

# The words with which a reporter's tail begins.
TAIL = concern(lambda word: load_lexicon().phrases["tail"].may_start(word))
# The words with which an article goes on in its own voice.
NARRATED = concern(lambda word: load_lexicon().phrases["narrated"].may_start(word))
# The words with which it takes up what was said, to tell how that was received.
UPSHOT = concern(lambda word: load_lexicon().phrases["upshot"].may_start(word))
# The words with which it is told when or why somebody said what, and the speech acts that are deeds.
OCCASIONED = concern(lambda word: load_lexicon().is_a("occasioned", word))
_DEEDS = frozenset(("announce", "demand", "express", "oppose", "support"))
_STOPS = (".", "؟", "!", "؛")
STOPS = concern(_STOPS.__contains__)
# Behind what the reporter's words stand: a comma, a quotation, a dash.
_PARTING = frozenset(("،", ",", '"', "-", "؛"))
# The contents that are no clauses.
_NOMINAL = ("object", "preposition", "accuse")
# How many words a sentence may have from كما قال on.
CLOSING = 16
# How many words before and behind a cue he may be named who speaks.
NEAR = 10


@dataclass(frozen=True, slots=True)
class Siblings:
    """The cues that begin clauses of their own, in text order, as seen from the one at the token `own`."""

    tokens: list[int]
    own: int

    def __contains__(self, token: int) -> bool:
        return token != self.own and next(_between(self.tokens, token, token + 1), None) is not None


def _sides(agent: Agent) -> Iterator[str]:
    """Those whom an agent names, and those whom they belong to: بوتين, روسيا."""
    yield from agent.keys
    yield from agent.phrase.of
    for known in agent.phrase.known:
        yield from known.actor.of
        yield from (tenure.of for tenure in known.actor.offices if tenure.of)


def _between(tokens: list[int], start: int, end: int) -> Iterator[int]:
    """The tokens from `start` up to `end` among some in order; nothing is copied, as the first is mostly enough."""
    for place in range(bisect_left(tokens, start), len(tokens)):
        if tokens[place] >= end:
            return
        yield tokens[place]


class ContentEnds:
    """Finds the ends of contents in one document, given its agents."""

    def __init__(self, document: Document, lexicon: Lexicon, agents: tuple[Agent, ...]) -> None:
        self.document, self.lexicon = document, lexicon
        self.word = document.by_token.__getitem__
        self.agents = {agent.start: agent for agent in agents}

    def end(self, start: ContentStart, siblings: Siblings) -> tuple[int, int]:
        """(first, end) tokens of the content: up to the next sibling cue, an attribution, the reporter's tail,
        or the sentence's end.
        """
        sentence = self.document.sentence_of(min(start.token, len(self.document.forms) - 1))
        quote = self.document.quote_at(start.token)
        first = start.token
        if quote:
            if self._closes(quote, siblings) or (start.opening == "describe" and self._is_epithet(start)):
                return quote.opening + 1 + self._leads_in(quote.opening + 1, start), quote.closing
            begin = quote.closing + 1
        else:
            begin = start.token
        enclosing = self.document.quote_around(start.token)
        limit = min(sentence.end, enclosing.closing) if enclosing else sentence.end
        if start.opening not in ("quote", "colon") and enclosing == self.document.quote_around(siblings.own):
            limit = next(_between(self._stops, begin + 1, limit), limit) if enclosing else limit
        if not quote and (self._is_called_so(start) or (start.opening == "describe" and self._is_epithet(start))):
            limit = self._epithet_end(begin, limit)
        border = limit
        for tokens in self._borders(start):
            border = self._border(tokens, begin + 1, border, quoted=bool(enclosing))
        border = self._border(self._by_others(begin, border, siblings.own), begin + 1, border, quoted=bool(enclosing))
        border = self._border(siblings.tokens, begin + 1, border, quoted=bool(enclosing), but=siblings.own)
        return first, self._back(border, first) if border < limit else limit

    def _leads_in(self, index: int, start: ContentStart) -> bool:
        """Whether أن, which no sentence begins with, was drawn into a quotation: وأضاف "أن | القوات باقية"; without its
        hamza it may be إن behind قال.
        """
        word, raw = self.word(index), self.document.span(index, index + 1).of(self.document.article.text)
        bare = raw[:1] == "ا" and start.form is not None and start.form.cue.verb != "قال"
        if not self.lexicon.is_a("opener", word) or not (bare or raw[:1] == "أ"):
            return False
        noun = self.word(index + 1)[:1] not in ("ي", "ت", "ن") or index + 1 in self.agents
        return word != "ان" or noun  # «أن تكون مهما يجعلك سعيدا» is a sentence

    def _borders(self, start: ContentStart) -> list[list[int]]:
        """The tokens before which a content of a kind may end, siblings apart; in order, those of each kind."""
        if start.opening not in _NOMINAL:
            return [self._fixed]
        return [self._fixed, self._narrated, *([self._occasioned] if self._is_deed(start) else [])]

    def _border(self, tokens: list[int], start: int, end: int, *, quoted: bool, but: int = -1) -> int:
        """The first of some tokens, given in order, that is in tokens[start:end], `end` if none is; those in quotations
        count for a `quoted` content alone.
        """
        for place in range(bisect_left(tokens, start), len(tokens)):
            token = tokens[place]
            if token >= end:
                break
            if token != but and (quoted or not self.document.quote_around(token)):
                return token
        return end

    def _by_others(self, begin: int, border: int, cue: int) -> list[int]:
        """The tokens in tokens[begin + 1:border] at which it is told how another than he who speaks received it."""
        met = [*_between(self._received, begin + 1, border)]
        first = max(cue - NEAR, self.document.sentence_of(cue).start) if met else begin
        return [index for index in met if self._is_by_another(index, range(first, min(begin, cue + NEAR)))]

    @cached_property
    def _fixed(self) -> list[int]:
        """The tokens at which an attribution or the reporter's tail begins."""
        attributed = filter(self._attribution, self.document.places(ATTRIBUTING))
        relayed = filter(self._relay, self.document.places(RELAYING))
        tails = filter(self._tail, self.document.places(TAIL))
        own = (start for noun in self.document.places(OWN) for start in self._own(noun))
        met = filter(self._is_met, self.document.places(UPSHOT))
        return sorted({*attributed, *relayed, *tails, *own, *met})

    @cached_property
    def _received(self) -> list[int]:
        """The tokens at which it may be told what somebody did about what was said: ، | وهو ما تنفيه الرياض."""
        places = self.document.places(UPSHOT)
        return [index for index in places if self.lexicon.is_a("received", self.word(self._taken_up(index)))]

    @cached_property
    def _stops(self) -> list[int]:
        """The marks that end a sentence of a quotation (عبرت عن قلقها. واتفقنا), no dots that leave out or shorten
        words (د. محمد).
        """
        stops = (index for index in self.document.places(STOPS) if not is_abbreviation(self.document, index))
        return [index for index in stops if "." not in (self.word(index - 1), self.word(index + 1))]

    @cached_property
    def _narrated(self) -> list[int]:
        """The tokens at which the article goes on in its own voice behind a comma."""
        return [index for index in self.document.places(NARRATED) if self._is_narrated(index)]

    @cached_property
    def _occasioned(self) -> list[int]:
        """The tokens at which it is told behind a comma when or why something was announced: ، | بعد أيام من الحرب."""
        return [index for index in self.document.places(OCCASIONED) if self.word(index - 1) in COMMA]

    def _is_deed(self, start: ContentStart) -> bool:
        """Whether a speech act is rather a deed than a report: أعلن, طالب; not أفاد ب."""
        return start.form is not None and start.form.cue.act in _DEEDS

    def _is_narrated(self, index: int) -> bool:
        phrase = self.lexicon.phrases["narrated"].longest(self.document.forms, index)
        if phrase is None or self._is_bound(phrase[0]):
            return False
        return self.word(index - 1) in COMMA or self.lexicon.is_a("conceding", self.word(phrase[0] - 1))

    def _is_bound(self, index: int) -> bool:
        """Whether a word makes what it follows part of what is said: في وقت | قريب، فيما | يتعلق."""
        return self.lexicon.is_any(("concerned", "timely"), self.word(index))

    def _is_epithet(self, start: ContentStart) -> bool:
        """ما وصفها بـ: a name given in passing, no clause (and not بأنه, which opens one)."""
        given = start.form is not None and start.form.form.text.endswith(PRONOUNS)
        return given and not self.lexicon.is_a("complementizer", self.word(start.token - 1))

    def _is_called_so(self, start: ContentStart) -> bool:
        """بشأن ما قال إنه دليل: what somebody calls so in passing."""
        named = start.opening == "that" and self.lexicon.is_a("called", self.word(start.token - 1))
        return named and self.word(start.token - 3) in WHAT

    def _epithet_end(self, begin: int, limit: int) -> int:
        """An epithet is a noun phrase: it ends before a comma or a verb."""
        for index in range(begin + 1, limit):
            word = self.word(index)
            verb = word.endswith("ت") and len(word) > 3 and not word.startswith("ال") and not word.endswith("ات")
            if word in COMMA or verb or word in self.lexicon.particles["relative"]:
                return index
        return limit

    def _closes(self, quote: Quote, siblings: Siblings) -> bool:
        """Whether what is attributed ends with the quotation."""
        behind = quote.closing + 1
        word = self.word(behind)
        stopped = self.word(quote.closing - 1) in _STOPS and quote.closing - quote.opening > 3
        if behind >= self.document.sentence_of(quote.opening).end or word in _STOPS or stopped or behind in siblings:
            return True
        if word not in COMMA:
            return word in (")", "]") or self._attribution(behind)
        further = self.word(behind + 1)
        joined = further == "و" and self.document.quote_at(behind + 2) is not None
        return not (joined or self._continues(behind + 1))

    def _tail(self, index: int) -> bool:
        tail = self.lexicon.phrases["tail"].longest(self.document.forms, index)
        if tail is None:
            return False
        phrase = self.document.words(index, tail[0])
        if phrase == ["وذلك"] and self._gives_grounds(tail[0]):
            return False
        # نفى الخبر | من دون تقديم تفاصيل, قال إنه استشهد | لكنه لم يحدد أين
        without = ("دون" in phrase and phrase[-1] != "ان") or phrase[0].startswith("لكن")
        return without or self.word(index - 1) in _PARTING

    def _taken_up(self, index: int) -> int:
        """The verb behind words that take up what was said behind a mark (، | وهو ما تنفيه الرياض), else the token."""
        phrase = self.lexicon.phrases["upshot"].longest(self.document.forms, index)
        if phrase is None or self.word(index - 1) not in _PARTING:
            return index
        return phrase[0] + (self.word(phrase[0]) == "قد")

    def _is_met(self, index: int) -> bool:
        """Whether it is told behind a mark how what was said was received: ، | ما أثار غضبا, ما استدعى ثناء; not ما أدى
        إلى مقتله or ما استدعى نقله, which he who speaks may say.
        """
        verb = self._taken_up(index)
        stirs = self.lexicon.is_a("stirring", self.word(verb)) and self.lexicon.is_a("stirred", self.word(verb + 1))
        return stirs or self.lexicon.is_a("met", self.word(verb))

    def _is_by_another(self, index: int, told: range) -> bool:
        """Whether somebody is named as the one who received what was said, who is neither named where it is `told` who
        says it nor of the same state: قال بايدن إن …، | وهو ما تنفيه طهران; not ما يعتبره انتهاكا, his own view.
        """
        verb = self._taken_up(index)
        receiver = self.agents.get(verb + 1)
        if receiver is None or not receiver.keys or receiver.phrase.clitic:
            return False
        near = (self.agents.get(place) for place in told)
        sides = {key for agent in near if agent is not None for key in _sides(agent)}
        return sides.isdisjoint(_sides(receiver))

    def _own(self, noun: int) -> Iterator[int]:
        """Where a phrase begins that tells at a clause's end whose words it was: تأخرت المحادثات | على حد قوله."""
        return iter(()) if self._goes_on(noun + 1) else own_words(self.document, noun)

    def _goes_on(self, index: int) -> bool:
        """Whether the clause before a token goes on there: البلاد حسب قوله | على حافة الحرب, وفق رأيه | ، بل."""
        behind = self.word(index)
        if behind in _PARTING:
            return self._continues(index + 1) or self.lexicon.is_a("preposition", self.word(index + 1))
        return behind.isalpha() and not self.lexicon.reports[behind]

    def _continues(self, index: int) -> bool:
        """Whether what is said goes on behind a mark: «…»، وأن الحوار مستمر."""
        word = self.word(index)
        return word.startswith(("وان", "وبان")) or self.lexicon.is_a("correction", word)

    def _gives_grounds(self, index: int) -> bool:
        """Whether words behind وذلك tell why, what for or how what is said comes about, rather than where it was said:
        وذلك | بسبب الحرب, لتلقي العلاج, بالتركيز على الوقاية.
        """
        word = self.word(index)
        if self.lexicon.phrases["grounds"].longest(self.document.forms, index) is not None:
            return True
        return word[:1] in ("ل", "ب") and not self.lexicon.is_a("preposition", word) and has_clitic(self.lexicon, word)

    def _attribution(self, index: int) -> bool:
        """بحسب فلان، وفقا لفلان، وفق ما أفاد به فلان, with a source behind it."""
        if attributions().match(self.document.forms, index) is None:
            return False
        near = range(index + 1, index + 4)
        told = any(self.lexicon.reports[self.word(place)] and self.word(place - 1) in ("ما", "لما") for place in near)
        return told or self.word(index + 1).startswith("لما") or any(start in self.agents for start in near)

    def _relay(self, index: int) -> bool:
        """كما قال فلان at the end of a sentence."""
        match = relays().match(self.document.forms, index)
        verb = "" if match is None else self.word(match.end)
        if match is None or not self.lexicon.says[verb] or verb.endswith("ه"):
            return False
        near = self.document.sentence_of(index).end - index <= CLOSING
        return near and any(start in self.agents for start in range(match.end + 1, match.end + 4))

    def _back(self, index: int, first: int) -> int:
        """Step back over the connectives that lead to the next clause: ، في حين / ، كما / ، وفي وقت."""
        end = index
        while end > first + 1 and self._leads(end - 1):
            end -= 1
        return end

    def _leads(self, index: int) -> bool:
        word = self.word(index)
        if word.startswith("ال") and self.lexicon.is_relative(word):
            return self.word(index - 1) in COMMA  # ، الذي | قال
        if word in ("،", ",", "-", "؛") or self.lexicon.is_a("connector", word) or self.lexicon.is_a("leading", word):
            return True
        if self.lexicon.is_a("called", word) or self.lexicon.is_a("called", self.word(index + 1)):
            return self.lexicon.is_a("however", self.word(index - self.lexicon.is_a("called", word)))  # إلا أنه
        led = word[:1] == "و" or self.lexicon.is_a("connector", self.word(index - 1))
        if led and self.lexicon.says[word]:
            return self.lexicon.reports[self.word(index + 1)]  # الحوار مستمر، كما تابع | قائلا
        if word in ("ان", "قبل") or self.lexicon.is_a("since", word):
            return happened(self.document, self.lexicon, index + (1 if word == "ان" else 2))
        return word in ("في", "وفي") and self.lexicon.is_a("moment", self.word(index + 1))
