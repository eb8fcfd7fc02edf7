"""An article's mentions -> whom it speaks of most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import field

from kg.records import dataclass
from kg.setting import Setting

# Within how many words the place where a text was written ends.
DATELINE = 14
DASHES = ("-", "–", "—")


def named_in(setting: Setting, types: Collection[str]) -> Counter[str]:
    """How often the actors of the types given are named, by key; where the article was written is no mention."""
    actors, first = setting.cast.actors, _behind_dateline(setting)
    told = (agent for agent in setting.agents if agent.start >= first)
    return Counter(key for agent in told for key in agent.keys if actors[key].type in types)


@dataclass
class Prominence:
    """How often the actors of one article are named, counted once for each set of types asked for."""

    setting: Setting
    _counts: dict[frozenset[str], Counter[str]] = field(default_factory=dict)

    def of(self, types: Collection[str]) -> Counter[str]:
        """The actors of the types given with how often they are named, the one named most first."""
        wanted = frozenset(types)
        if wanted not in self._counts:
            self._counts[wanted] = Counter(dict(named_in(self.setting, wanted).most_common()))
        return self._counts[wanted]


def _behind_dateline(setting: Setting) -> int:
    """Where a text begins behind the place of its writing: دبي، الإمارات العربية المتحدة (CNN)--."""
    opening = setting.document.words(0, min(DATELINE, len(setting.document.forms)))
    dash = next((place for place, word in enumerate(opening) if word in DASHES), 0)
    return dash if opening[dash - 1] == ")" else 0
