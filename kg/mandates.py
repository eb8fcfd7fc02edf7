"""Speaker and committer -> whether what the one tells of the other can bind him."""

from __future__ import annotations

from typing import Literal

from kg.cast import Cast
from kg.folding import fold_name
from kg.lexicon import Lexicon
from kg.setting import Content
from kg.trie import words_of
from kg.undertakings import Trigger


class Mandates:
    """For whom the speakers of one document may speak."""

    def __init__(self, lexicon: Lexicon, cast: Cast) -> None:
        self.lexicon, self.cast = lexicon, cast

    def cover(self, keys: tuple[str, ...], trigger: Trigger, content: Content | None) -> bool:
        """Whether an undertaking told in a content may bind `keys`: not if the speaker only watches, or did once, nor
        what an enemy strives for.
        """
        weak = trigger.row is not None and not trigger.row.strong
        if content is None or (trigger.kind != "future" and not weak):
            return True
        speakers = content.statement.speakers
        if any(self.observes(key) for key in speakers):
            return False
        if set(keys) <= set(speakers):
            return True
        own = any(key in self.cast.parties_of(speaker) for speaker in speakers for key in keys)  # حرص حركته
        fought = not own and any(self.cast.actors[key].type == "ArmedGroup" for key in keys)
        if any(self.cast.is_retired(key) for key in speakers) or (fought and weak):
            return False
        # قال كيري إن دعم إيران للحوثيين خطير: what the clause is about is no word given.
        subject = weak and content.statement.rule.startswith("that") and trigger.token == content.start
        return not (trigger.kind == "verb" or subject) or self._agree(speakers, keys)

    def foretell(self, keys: tuple[str, ...], trigger: Trigger, content: Content | None) -> bool:
        """Whether somebody foretells what another's state will do, which binds it to nothing unless he knows the day:
        إيران ستعود إلى المفاوضات.
        """
        if content is None or trigger.kind != "future" or self.lexicon.is_a("encounter", trigger.stem):
            return False
        return not self._agree(content.statement.speakers, keys)

    def observes(self, key: str) -> bool:
        """Whether somebody only watches what others do: محلل، خبير."""
        return self._is_called("observer", key)

    def is_affected(self, key: str) -> bool:
        """Whether somebody only tells what others do to him and his: أسير، شاهد."""
        return self._is_called("affected", key)

    def _is_called(self, kind: Literal["observer", "affected"], key: str) -> bool:
        """Whether the first word of an actor's role, or of what he is called by, is of a kind."""
        actor = self.cast.actors[key]
        words = [*words_of(fold_name(actor.role or (actor.label if actor.local else "")))]
        office = self.lexicon.offices.longest(words, 0)
        leads = office is not None and office[1][0].single  # كاتب عام النقابة
        return not leads and any(self.lexicon.is_a(kind, word.removeprefix("ال")) for word in words[:1])

    def _agree(self, speakers: tuple[str, ...], keys: tuple[str, ...]) -> bool:
        """Whether no two different states are involved."""
        ours, theirs = self._ties(speakers), self._ties(keys)
        return bool(ours & theirs) or not self._states(theirs) or not self._states(ours)

    def _states(self, keys: set[str]) -> set[str]:
        return {key for key in keys if self.cast.actors[key].type == "Country"}

    def _ties(self, keys: tuple[str, ...]) -> set[str]:
        """Actors with the bodies and states that they belong to."""
        owners = (self.cast.owner_of(key) for key in keys if self.cast.actors[key].type == "Person")
        states = (self.cast.state_of(key) for key in keys)
        return {*keys, *(key for key in (*owners, *states) if key)}
