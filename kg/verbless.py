"""Attribution without a verb -> contents with their sources: بحسب، وفقا لـ، نقلا عن، كما أفادت."""

from __future__ import annotations

from collections.abc import Container, Iterator
from functools import cached_property
from heapq import merge
from operator import attrgetter

from kg.agents import Agent
from kg.attributions import ATTRIBUTING, RELAYING, Attribution, relays
from kg.document import Document
from kg.inflection import Form
from kg.lexicon import Lexicon
from kg.occasions import names_document
from kg.places import Placed
from kg.records import dataclass
from kg.setting import COMMAS
from kg.speakers import SpeakerFinder
from kg.strangers import StrangerFinder
from kg.subjects import Subject, is_document
from kg.trie import Match, PhraseIndex

# How many words may stand between such a phrase and its source or verb.
STEPS = 5
# How many words before such a phrase make no sentence yet, when it is set off by commas.
SHORT = 6
# How many words such a phrase may have before what goes on with its source.
REST = 14
# How many words a sentence has at least before كما قال, and at most from there on.
NEAR, CLOSING = 3, 16
# What joins another clause behind it.
_JOINING = ("conjunction", "connector", "contrast", "complementizer", "relative")
# In what else something is said than in documents: في | مقابلة, في | صفحتها.
_WHERE = ("utterance", "occasion")
# With what the content begins, and how far behind its source.
_SO, REACH = ("فان", "فانه", "فانها", "فانهم", "فانهما"), 24
# How many words into a sentence its dateline may go on, and with what it ends.
DATELINE, _DASHES = 12, ("-", "–", "—", ":")
_Found = Match[list[Attribution]]
_LEADING = ("ما", "لما", "ل", "عن", "في", '"')


@dataclass(frozen=True, slots=True)
class Attributed:
    """A content in tokens[first:end] with its source, named by words at tokens[cue:cue_end] behind a `clitic`."""

    cue: int
    cue_end: int
    clitic: str
    speakers: tuple[str, ...]
    first: int
    end: int
    act: str
    front: bool


@dataclass(frozen=True, slots=True)
class Reporter:
    """A verb that leads from such a phrase to its source: حسبما | أفادت."""

    token: int
    form: Form
    clitic: str = ""


class AttributionFinder:
    """Finds verbless attributions in one document."""

    def __init__(
        self,
        document: Document,
        lexicon: Lexicon,
        speakers: SpeakerFinder,
        strangers: StrangerFinder,
        index: PhraseIndex[Attribution],
    ) -> None:
        self.document, self.lexicon, self.index = document, lexicon, index
        self.word = document.by_token.__getitem__
        self.agents, self.speakers, self.strangers = speakers.starts, speakers, strangers
        self._places = Placed(document.places(ATTRIBUTING), int)

    def find(self, speaking: Container[int]) -> Iterator[Attributed]:
        """All attributions whose source is named, in text order; the verbs at the tokens `speaking` say more."""
        for match in merge(self._matches(), self._relayed(speaking), key=attrgetter("start")):
            found = self._at(match, *self.document.sentence_of(match.start))
            if found:
                yield found

    def _matches(self) -> Iterator[_Found]:
        found = (self.index.match(self.document.forms, index) for index in self.document.places(ATTRIBUTING))
        return (match for match in found if match)

    def _relayed(self, speaking: Container[int]) -> Iterator[_Found]:
        """Where كما قال الوزير ends what it backs."""
        for index in self.document.places(RELAYING):
            match = relays().match(self.document.forms, index)
            if match and match.end not in speaking and self._tells(match.end) and self._closes(index):
                yield match

    def _tells(self, index: int) -> bool:
        """Whether a verb of saying stands at a token, without an object (على ما يقوله)."""
        return self.lexicon.says[self.word(index)] and not self.word(index).endswith("ه")

    def _closes(self, index: int) -> bool:
        sentence = self.document.sentence_of(index)
        return index > sentence.start + NEAR and sentence.end - index <= CLOSING

    def right_before(self, token: int) -> Attributed | None:
        """The one that backs what stands before it and whose comma is right before a token."""
        start, end = self.document.sentence_of(token)
        index = self._places.before(token)
        if index is None or index <= max(start, token - REST) or self.word(token - 1) not in COMMAS:
            return None
        apart = any(self.word(place) in COMMAS for place in range(index, token - 1))
        match = None if apart else self.index.match(self.document.forms, index)
        found = self._at(match, start, end) if match else None
        return None if found is None or found.front else found

    def _at(self, match: _Found, start: int, end: int) -> Attributed | None:
        source = self._source(match.end) if match.clitic in ("", "و", "ف") else None
        return self.backed_by(source, match, start, end) if source else None

    def backed_by(self, source: Subject, match: _Found, start: int, end: int) -> Attributed | None:
        """What of the sentence in tokens[start:end] such a phrase backs."""
        index, row = match.start, match.value[0]
        led = index == start or (index == start + 1 and not self.lexicon.reports[self.word(start)])
        answered = self._is_so(source.after + (self.word(source.after) in COMMAS))  # وتستمر الحرب، وبحسب البنك، فإن
        if led or answered or (self.word(index - 1) == "-" and self.word(source.after) != "-"):
            first = self._behind(source.after)
            return (
                Attributed(index, match.end, match.clitic, source.speakers, first, end, row.act, True)
                if first < end
                else None
            )
        last = self._rest(source.after, end) if self._goes_on(index, source.after, start) else self._strip(index)
        start = min(self._behind_lead(start), index)
        return Attributed(index, match.end, match.clitic, source.speakers, start, last, row.act, False)

    def _behind_lead(self, start: int) -> int:
        """Where a sentence begins behind what only leads to it: يذكر أن | العجز تضاعف, القاهرة (رويترز) - | قتل."""
        led = self.lexicon.phrases["tail"].longest(self.document.forms, start)
        if led is not None and self.lexicon.is_a("opener", self.word(led[0] - 1)):
            return led[0]
        closed = (place for place in range(start, start + DATELINE) if self.word(place) == ")")
        close = next(closed, None)
        place = start if close is None or self.word(close + 1) not in _DASHES else close + 1
        while self.word(place) in _DASHES:
            place += 1
        return place

    def _goes_on(self, index: int, after: int, start: int) -> bool:
        """Whether commas only set the phrase off in a clause that goes on: وتعلق العجز، وفق البنك، بضعف التمويل."""
        behind = self._behind_day(after)
        rest = self.word(behind + 1)
        led = rest[:1] in ("ب", "ل") or (rest != "في" and self.lexicon.is_a("preposition", rest))
        linked = rest[:1] in ("و", "ف") and not self.lexicon.is_a("preposition", rest)  # فتأخرت, unlike في
        joined = linked or self.lexicon.is_any(_JOINING, rest) or self._tells_where(behind + 1)
        dashes = self.word(index - 1) == self.word(after) == "-"
        set_off = dashes or (self.word(index - 1) in COMMAS and self.word(after) in COMMAS)
        joined = joined or self.lexicon.is_a("day", rest)  # ، وفق ما قالته خطيبته، الأربعاء.
        if index - start <= SHORT and self.word(index - 1).isalpha() and self.word(after)[:1] in ("ي", "ت"):
            return True  # وتشكيل الهيئة وفق سانا يأتي
        short = index - start <= SHORT or self._is_cut(index)
        return set_off and (dashes or not joined) and rest.isalpha() and (led or short)

    def _is_cut(self, index: int) -> bool:
        """Whether the clause before a phrase cannot end where it stands: لأنه، حسب قوله، | يحب النادي."""
        word = self.word(index - 1 - (self.word(index - 1) in COMMAS)).removeprefix("و")
        return self.lexicon.is_any(("opener", "was"), word.removeprefix("ل"))

    def _behind_day(self, after: int) -> int:
        """The comma behind a day that is set off there, else the token: ، وفق البنك، الأربعاء |، بضعف التمويل."""
        end = after + 1
        while self.lexicon.is_a("day", self.word(end)):
            end += 1
        return end if end > after + 1 and self.word(end) in COMMAS else after

    def _tells_where(self, index: int) -> bool:
        """Whether words tell in what a source said it: وفق الشرطة، | في صفحتها, في بيان."""
        noun = self.word(index + 1)
        return self.word(index) == "في" and (names_document(noun) or self.lexicon.is_any(_WHERE, noun))

    def _rest(self, after: int, end: int) -> int:
        """Where the clause ends that goes on behind such a phrase: at what its source adds (، مشيرا إلى أن)."""
        added = self._added.first(after, end)
        return end if added is None else added - 1

    @cached_property
    def _added(self) -> Placed[int]:
        """The participles of saying behind a comma."""
        hits = self.speakers.hits.items()
        participles = (place for place, hit in hits if hit.tense == "participle")
        return Placed((place for place in participles if self.word(place - 1) in COMMAS), int)

    def _source(self, index: int) -> Subject | None:
        """The source behind the phrase, a verb of saying between them or not: حسبما أفادت رويترز."""
        for place in range(index, index + STEPS):
            if named := self._named(place):
                return named
            form = self._verb(self.word(place))
            if form:
                of_it = self.lexicon.is_a("of-it", self.word(place + 1))  # حسب ما أعلنت عنه | الوزارة
                return self._told(Reporter(place + of_it, form))
            word = self.word(place)
            if word not in _LEADING and not self.lexicon.is_any(("of-it", "same", "tally"), word.removeprefix("ل")):
                return None  # وفقا لتقديرات الأمم المتحدة
        return None

    def _named(self, place: int) -> Subject | None:
        """The source that is named or described at a token: an actor, an outlet in quotes, a document, a relative (وفقا
        | لخطيبته), the last name of somebody named in full (وفق | الشاهد, behind يوسف الشاهد).
        """
        agent, newcomers = self.agents.get(place), self.strangers.newcomers
        relative = newcomers.relative(place)
        if relative:
            return relative
        if agent and agent.keys:
            return self._joined(agent)
        if outlet := newcomers.quoted(place):
            return outlet
        if agent is None and (one := newcomers.again(place)):
            return Subject((one,), place + 1, "attribution")
        return self.speakers.issuers.cited(agent) if agent and is_document(agent) else None

    def _joined(self, agent: Agent) -> Subject:
        """A source with those joined to it by و: وفق الكرملين والبيت الأبيض."""
        keys, end = list(agent.keys), agent.end
        while (further := self.agents.get(end)) and further.phrase.clitic == "و" and further.keys:
            keys, end = [*keys, *further.keys], further.end
        return Subject(tuple(dict.fromkeys(keys)), end, "attribution")

    def _verb(self, word: str) -> Form | None:
        """The form of a verb of saying, with or without the pronoun for what is said: أفادت, أوردته."""
        for ending in ("", "ه", "ها"):
            bare = word.removesuffix(ending)
            forms = self.lexicon.cues.get(bare)
            if forms and forms[0].form.tense in ("perfect", "imperfect"):
                return forms[0].form
            if self.lexicon.is_a("carrying", bare):
                return Form(bare, "perfect", "f" if bare.endswith("ت") else "m", "s")
        return None

    def _told(self, verb: Reporter) -> Subject | None:
        """Who is the subject of a verb behind such a phrase: the actor or document behind it."""
        subject = self.speakers.behind(verb)
        if subject is None and self.lexicon.is_a("setting", self.word(verb.token + 1)):
            subject = self.speakers.issuers.at(verb.token + 2)
        if subject and subject.rule == "document":
            return self.speakers.issuers.issued(verb, subject)
        if subject and subject.speakers:
            return subject
        stranger = None if subject else self.strangers.again(verb) or self.strangers.find(verb)
        if stranger and stranger.speakers:
            return stranger
        return self.strangers.enter(stranger, verb) if stranger else None

    def _behind(self, index: int) -> int:
        """Where the content begins behind a source, and behind what else is told of the source: بحسب لجنة | لتقصي
        الحقائق، فإن.
        """
        index += self.lexicon.is_a("itself", self.word(index))
        if self.word(index) not in (*COMMAS, *_SO):
            near = range(index, min(index + REACH, self.document.sentence_of(index).end))
            index = next((place for place in near if self._is_so(place)), index)
        while self.word(index) in (*COMMAS, *_SO, ":", ")", "("):
            bracket = self.word(index) == "(" and self.word(index + 2) == ")"
            index += 3 if bracket else 1
        return index

    def _is_so(self, index: int) -> bool:
        """Whether a clause begins behind what is told of its source: فإن المياه, ، فقد غمرت."""
        return self.word(index) in _SO or (self.word(index) == "فقد" and self.word(index - 1) in COMMAS)

    def _strip(self, index: int) -> int:
        while index and self.word(index - 1) in ("،", ",", "-", "و", "وذلك", "ذلك"):
            index -= 1
        return index
