"""A noun -> whose it is, by the agent or the adjective behind it: دور الجنود الأميركيين، الدور الأميركي."""

from __future__ import annotations

from kg.setting import QUOTES, Setting


class Owners:
    """Tells whose the nouns of one document are."""

    def __init__(self, setting: Setting) -> None:
        self.lexicon, self.cast, self.starts = setting.lexicon, setting.cast, setting.starts
        self.word = setting.document.by_token.__getitem__

    def owner(self, index: int) -> tuple[str, ...]:
        """Whose the noun before a token is."""
        index += self.word(index) in QUOTES
        agent = self.starts.get(index)
        if agent and agent.keys and agent.phrase.clitic == "":
            return agent.keys
        return self.land(self.word(index))

    def land(self, word: str) -> tuple[str, ...]:
        """The state that an adjective tells: التركي."""
        state = self.lexicon.demonyms.get(word.strip('"'))
        return (key,) if state and (key := self.cast.enter_key(state)) else ()
