"""What is said in an article, as its days are told: a cue with its content, and when somebody last spoke."""

from __future__ import annotations

from datetime import date

from kg.records import dataclass


@dataclass(frozen=True, slots=True)
class Utterance:
    """A cue, its content in tokens[first:end], and who speaks.

    `nested` if it stands inside another content; `continues` if its verb goes on with what was said before (أضاف);
    `nominal` if the content is no clause of its own (اتهم فرنسا، الجمعة، بمعاداة بلاده); `standing` if the verb tells
    what somebody says at all times (وتنفي طهران); its clause `begins` behind بعد أن.
    """

    cue: int
    first: int
    end: int
    speakers: tuple[str, ...]
    nested: bool = False
    continues: bool = False
    nominal: bool = False
    verbless: bool = False
    standing: bool = False
    begins: int = 0


@dataclass(frozen=True, slots=True)
class Known:
    """The day on which an actor last spoke, or, for an `event`, did something, told in the sentence of that number;
    `story` counts the article's stories.
    """

    day: date
    story: int
    event: bool
    sentence: int
