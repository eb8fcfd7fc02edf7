"""An official's statement -> whose doing it is what he says will be done."""

from __future__ import annotations

from collections.abc import Callable

from kg.mandates import Mandates
from kg.setting import Content, Setting, bind, givers
from kg.trie import words_of

OFFICIAL = frozenset(
    ("Country", "GovernmentBody", "InternationalOrganization", "Coalition", "Company", "PoliticalParty")
)
ABLE = OFFICIAL | {"ArmedGroup"}
# Offices whose holders decide nothing by themselves, or that may be anything.
POWERLESS = frozenset(("member", "other"))


def by_office(key: str, setting: Setting) -> bool:
    """Whether somebody is called by an office only: الوزير."""
    actor = setting.cast.actors[key]
    return actor.local and setting.lexicon.offices.longest([*words_of(actor.label)], 0) is not None


class Officials:
    """Tells who acts when the officials of one document speak."""

    def __init__(self, setting: Setting, mandates: Mandates) -> None:
        self.setting, self.cast, self.mandates = setting, setting.cast, mandates
        self.forms, self.offices = setting.document.forms, setting.lexicon.offices

    def doers(self, content: Content) -> tuple[str, ...]:
        """Who does what an official says will be done: his state or body, else himself; nobody if he is none."""
        return self._bound(content, self._is_able)

    def announcers(self, content: Content) -> tuple[str, ...]:
        """Who does what a person or a body of no known office says will be done: قال مدني إنه سيتم فتح الطريق; none who
        only watches.
        """
        return self._bound(content, self._answers)

    def _bound(self, content: Content, may_act: Callable[[str], bool]) -> tuple[str, ...]:
        """Whom the speakers bind, if all of those may act; nobody if a speaker only watches or suffers it."""
        speakers = content.statement.speakers
        keys = tuple(key for one in speakers for key in self._acting(one))
        watching = any(self.mandates.observes(key) or self.mandates.is_affected(key) for key in speakers)
        return keys if not watching and all(map(may_act, keys)) else ()

    def _answers(self, key: str) -> bool:
        """Whether an actor may be one who does something: a person, one that is able to."""
        return self.cast.actors[key].type == "Person" or self._is_able(key)

    def _acting(self, speaker: str) -> tuple[str, ...]:
        """Whom the speaker binds: a person himself unless he leads his state, an unnamed official his body or state."""
        person = self.cast.actors[speaker].type == "Person"
        return bind((speaker,), self.cast) if person else givers((speaker,), self.cast)

    def peers(self, index: int, content: Content | None) -> tuple[str, ...]:
        """The state of the speaker whose fellow officer a bare title means: وزير الداخلية سيترأس, says a minister."""
        office = self.offices.longest(self.forms, index)
        if content is None or office is None or not office[1][0].state:
            return ()
        states = {self.cast.state_of(key) for key in content.statement.speakers}
        return tuple(state for state in states if state) if len(states) == 1 else ()

    def _is_able(self, key: str) -> bool:
        able = self.cast.actors[key].type in ABLE or self._is_body(key)
        return able or by_office(key, self.setting) or self._holds_office(key)

    def _is_body(self, key: str) -> bool:
        """Whether the first word of what some are called by is a body's: وزارة أملاك الدولة."""
        actor = self.cast.actors[key]
        bodies = self.setting.lexicon.bodies
        return actor.type == "Group" and bodies.longest([*words_of(actor.label)], 0) is not None

    def _holds_office(self, key: str) -> bool:
        """Whether a person's role begins with an office that decides: وزير النقل."""
        actor = self.cast.actors[key]
        if actor.type != "Person" or not actor.role:
            return False
        held = self.offices.longest([*words_of(actor.role)], 0)
        return held is not None and held[1][0].office not in POWERLESS
