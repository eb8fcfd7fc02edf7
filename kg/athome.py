"""Donors and recipients of a sum -> whether it stays at home: what a state spends in its own land is no aid."""

from __future__ import annotations

from kg.parties import Parties
from kg.passages import Passage
from kg.records import dataclass
from kg.units import homes_of


@dataclass
class Homes:
    """Tells in one document whether those who give and those who get are of one land."""

    parties: Parties

    def __post_init__(self) -> None:
        self.cast, self.document = self.parties.cast, self.parties.document

    def one_state(self, donors: tuple[str, ...], recipients: tuple[str, ...]) -> bool:
        """Whether donor and recipient are of one state."""
        states = [{self.cast.state_of(key) or key for key in keys} for keys in (donors, recipients)]
        return bool(states[0] & states[1])

    def own_money(self, unit: str | None, donors: tuple[str, ...], recipients: tuple[str, ...], *, named: bool) -> bool:
        """Whether one side is of the land whose money it is, and the other of none that is known, or not even named:
        خصصت الحكومة التونسية 20 مليون دينار للبلديات.
        """
        homes = homes_of(unit)
        if not homes or any(self.cast.actors[key].type == "Person" for key in donors):
            return False
        sides = [{self.cast.state_of(key) for key in keys if not self._is_abroad(key)} for keys in (donors, recipients)]
        if sides[0] & homes and not named:
            return True
        return any(side & homes for side in sides) and any(side == {None} for side in sides)

    def spent(
        self, passage: Passage, named: tuple[str, ...], donors: tuple[str, ...], recipients: tuple[str, ...]
    ) -> bool:
        """Whether somebody of no known state gets it in the donors' own land: خصصت تونس 20 مليون دولار لشركات في تونس.
        `named`: those of the recipients whom the passage itself names.
        """
        inland = self.parties.lexicon.phrases["inland"]
        told = (inland.longest(self.document.forms, index) for index in range(passage.tail, passage.end))
        if not named and any(phrase is not None and phrase[0] <= passage.end for phrase in told):
            return True
        foreign = any(self.cast.state_of(key) or self.cast.actors[key].curated for key in recipients)
        states = {self.cast.state_of(key) for key in donors}
        return not foreign and any(
            states & set(agent.keys) and self.parties.lexicon.is_a("place", self.parties.word(agent.start - 1))
            for agent in self.parties.between(passage.tail, passage.end)
        )

    def _is_abroad(self, key: str) -> bool:
        """Whether an actor is known and of no state: the United Nations."""
        return self.cast.state_of(key) is None and self.cast.actors[key].curated
