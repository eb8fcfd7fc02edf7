"""Agents -> mentions: whom an article names, the bodies and persons in the words for others included
(المتحدث باسم الجيش المصري names the army, too), places and tools left out (في روما، على فيسبوك).
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.agents import Agent
from kg.cast import Cast
from kg.curated import Office
from kg.document import Document
from kg.folding import fold_name
from kg.frames import Mention
from kg.iris import actor_key
from kg.labels import with_name
from kg.lexicon import Lexicon
from kg.ministries import MinistryReader
from kg.phrase import Phrase
from kg.phrases import PhraseReader
from kg.trie import Match, stripped
from kg.whereabouts import placed_end

# What a person leads; other bodies bear the names of persons who are no part of the news (مركز الملك سلمان).
_LED = frozenset(["GovernmentBody", "ArmedGroup", "Coalition", "PoliticalParty"])


def find_mentions(
    document: Document, lexicon: Lexicon, cast: Cast, agents: tuple[Agent, ...], acting: frozenset[str]
) -> tuple[Mention, ...]:
    """All mentions of actors, in order of their places. Some are actors only if they are `acting`."""
    reader = _MentionReader(document, lexicon, cast, acting)
    named = [mention for agent in agents for mention in reader.of(agent)]
    return tuple(sorted((*named, *cast.sighted), key=lambda mention: (mention.span.start, mention.span.end)))


class _MentionReader:
    def __init__(self, document: Document, lexicon: Lexicon, cast: Cast, acting: frozenset[str]) -> None:
        self.document, self.lexicon, self.cast, self.acting = document, lexicon, cast, acting
        self.reader = PhraseReader(document, lexicon)
        self.ministries = MinistryReader(document, lexicon, self.reader)

    def of(self, agent: Agent) -> Iterator[Mention]:
        """Who is named in an agent's words."""
        yield from self._named(agent.phrase, agent.keys)
        for phrase in self._inside(agent):
            keys = () if self._is_namesake(phrase, agent) else self.cast.resolve(phrase)
            yield from self._named(phrase, keys, besides=agent.keys)
        yield from self._served(agent)
        for start, end, name in self.ministries.listed(agent.phrase):
            yield self._mention(start, end, self._ministry(name, agent))

    def _named(self, phrase: Phrase, keys: tuple[str, ...], besides: tuple[str, ...] = ()) -> list[Mention]:
        """The actors of a phrase that it does more than name in passing."""
        if not keys or self._is_in_passing(phrase, keys):
            return []
        self._tell_place(phrase, keys)
        span, told = self.document.span(phrase.start, phrase.end), map(self._whole, keys)
        return [Mention(span, key) for key in told if key not in besides and not self._is_idle(phrase, key)]

    def _whole(self, key: str) -> str:
        """Who somebody read with a part of his name is, unless something is told of him by that name."""
        return key if key in self.acting else self.cast.whole.get(key, key)

    def _tell_place(self, phrase: Phrase, keys: tuple[str, ...]) -> None:
        """Note the name of a body with where it is as a further name of it: غرفة التجارة في دبي."""
        end = placed_end(self.reader, phrase.body, phrase.end) if phrase.body and not phrase.bare else None
        if end and len(keys) == 1:
            name = self.document.text(phrase.start, end).removeprefix(phrase.clitic)
            self.cast.actors[keys[0]] = with_name(self.cast.actors[keys[0]], name)

    def _served(self, agent: Agent) -> Iterator[Mention]:
        """Whom somebody without a name serves, where a body between hides him: مسؤول في مكتب الرئيس بشار الأسد."""
        served = agent.phrase.known if agent.phrase.kind == "office" else ()
        if not served:
            return
        entered = (known.actor.key for known in served if known.actor.key in self.cast.actors)
        body = any(phrase.kind == "body" for phrase in self._inside(agent))
        yield from (self._mention(agent.start, agent.end, key) for key in entered if body)

    def _ministry(self, name: str, agent: Agent) -> str:
        """One of several ministries as an actor, with the name under which it is listed."""
        label = f"وزارة {name}"
        key = self.cast.add(actor_key(label), "GovernmentBody", label, of=agent.phrase.of, gender="f")
        self.cast.actors[key] = with_name(self.cast.actors[key], name)
        return key

    def _mention(self, start: int, end: int, key: str) -> Mention:
        return Mention(self.document.span(start, end), key)

    def _is_idle(self, phrase: Phrase, key: str) -> bool:
        """Whether somebody without name or land, or any body of a kind, does nothing: التقى مسؤولين، وصل إلى السلطة."""
        if key in self.acting:
            return False
        actor = self.cast.actors[key]
        noun = None if phrase.bare else phrase.source
        told = noun is not None and (noun.number == "p" or noun.is_of_somebody)  # التقى مسؤولين محليين
        if actor.type == "AnonymousSource" and not actor.of and not told:
            return True
        kind = phrase.source.source if phrase.source else phrase.body
        return phrase.bare and kind is not None and kind.vague and len(actor.label.split()) == 1

    # --- places, tools, credits -----------------------------------------------------------------------------------

    def _is_in_passing(self, phrase: Phrase, keys: tuple[str, ...]) -> bool:
        """Whether a known name only tells where, on what or by whom a picture is."""
        if phrase.kind == "body":
            return self._is_region(phrase)
        known = phrase.kind == "known" and bool(keys)
        return known and (self._is_place(phrase) or self._is_tool(phrase) or self._is_credit(phrase, keys[0]))

    def _is_place(self, phrase: Phrase) -> bool:
        """A capital behind a preposition of place is the town: مؤتمر في روما."""
        return any(known.how == "metonym" for known in phrase.known) and self._is_placed(phrase)

    def _is_region(self, phrase: Phrase) -> bool:
        """A part of a state where something is, not what something is for or from: في محافظة مأرب."""
        noun = self.document.word(phrase.start).removeprefix(phrase.clitic)
        before = self._before(phrase)
        led = before != "الي" and self.lexicon.is_any(("preposition", "side"), before)
        return self.lexicon.is_a("region", noun) and (phrase.clitic == "ب" or led)

    def _is_tool(self, phrase: Phrase) -> bool:
        """Where somebody writes, or what is called after its maker: على فيسبوك، لقاح فايزر."""
        network = self.lexicon.is_a("network", self.document.word(phrase.name_end - 1))
        return (network and self._is_placed(phrase)) or self.lexicon.is_a("product", self._before(phrase))

    def _is_placed(self, phrase: Phrase) -> bool:
        return phrase.clitic == "ب" or self.lexicon.is_a("whereabouts", self._before(phrase))

    def _before(self, phrase: Phrase) -> str:
        return self.document.word(phrase.start - 1)

    def _is_credit(self, phrase: Phrase, key: str) -> bool:
        """An outlet in brackets behind a line without a full stop: the credit of a picture."""
        around = self._before(phrase), self.document.word(phrase.end)
        if around != ("(", ")") or self.cast.actors[key].type != "MediaOutlet":
            return False
        line = self.document.sentence_of(phrase.start)
        return line.start + 1 < phrase.start and phrase.end + 1 == line.end < len(self.document.forms)

    # --- inside others' words --------------------------------------------------------------------------------------

    def _inside(self, agent: Agent) -> Iterator[Phrase]:
        """The phrases inside an agent's words, one behind the other; its own name and the words of its office
        left out.
        """
        own = agent.phrase
        if agent.end == agent.start + 1:
            return
        if own.within and (own.within.bare or own.within.office):
            yield own.within
            return
        words = own.body.noun.count(" ") if own.body else 0
        end = self._office_end(agent) if own.office else agent.start + 1 + words
        for index in range(end, agent.end):
            if self._is_councils(index):
                continue
            named = (own.kind == "person" or own.start < own.name_start) and own.name_start <= index < own.name_end
            phrase = self.reader.inside(index) if index >= end and not named else None
            if phrase and phrase.end <= agent.end:
                yield phrase
            if phrase:
                allied = phrase.known and phrase.known[0].actor.type == "Coalition"
                end = index + 1 if allied else phrase.end  # مبعوث التحالف لهزيمة داعش

    def _is_councils(self, index: int) -> bool:
        """Whether a noun of bodies right behind a council is only what that is of: مجلس | إدارة البنك."""
        forms = self.reader.forms
        if self.lexicon.bodies.longest(forms, index) is None:
            return False
        return any(self.lexicon.is_a("council", word) for _, word in stripped(forms[index - 1]))

    def _office_end(self, agent: Agent) -> int:
        """Where the words of an office end: before the body that some of them name (رئيس | مجلس الأعمال)."""
        title = self.lexicon.offices.match(self.reader.forms, agent.start)
        if title is None:
            return agent.start + 1
        last = title.end - 1
        body = self.reader.inside(last) if last > agent.start else None
        if body is None or body.end <= title.end or body.end > agent.end:
            return self._head_end(title)
        definite = self.document.word(last).startswith("ال")
        if title.value[0].state:
            return title.end if definite or body.kind == "body" else last  # رئيس حكومة مالي, رئيس | حكومة الوفاق
        return title.end if title.value[0].single else last  # رئيس البرلمان, رئيس | الهيئة الوطنية

    def _head_end(self, title: Match[list[Office]]) -> int:
        """Where the words of an office end that hold no more than a body's noun."""
        last = title.end - 1
        led = last > title.start and self.lexicon.bodies.longest(self.reader.forms, last) is not None
        stated = title.value[0].state or self.document.word(last).startswith("ال")
        return last if led and not stated else title.end

    def _is_namesake(self, phrase: Phrase, agent: Agent) -> bool:
        """Whether a name inside a body's only belongs to it: whom it is called after, or what a known one is
        part of.
        """
        own = agent.phrase
        if self.lexicon.is_a("ministry", self._before(phrase)):
            return True
        if own.kind not in ("known", "body") or own.office:
            return False
        if own.known and own.known[0].actor.type == "Coalition":
            return False  # التحالف الذي تقوده واشنطن
        if any(known.actor.type == "Person" for known in phrase.known):
            noun = self.lexicon.bodies.match(self.reader.forms, agent.start)
            types = {noun.value[0][0].type} if noun else {self.cast.actors[key].type for key in agent.keys}
            return not types <= _LED
        country = any(known.actor.type == "Country" for known in phrase.known)
        if own.kind == "known" and any(known.how == "metonym" for known in phrase.known):
            return True  # ريال مدريد
        if own.body and phrase.known and self.lexicon.is_a("dwelling", fold_name(own.body.noun)):
            return not country  # سكان الجزيرة
        return own.kind == "known" and not country and not phrase.clitic
