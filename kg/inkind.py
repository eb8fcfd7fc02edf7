"""Aid without a sum -> pledges in kind: undertakings to give it, and what is told of its giving."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg.aid import GIVING, Giving, aid_at, is_other
from kg.frames import Commitment, Pledge
from kg.gifts import GiftFinder
from kg.parties import Parties
from kg.passages import Passage
from kg.purposes import purpose
from kg.records import replace
from kg.setting import COMMAS, Setting, givers
from kg.span import Span
from kg.takers import GIVERS
from kg.topics import topic_of

# How many words may stand between giving and what is given; how many behind it name to whom and what for.
NEAR, BEHIND = 6, 18
# How many words before giving its beginning may be told.
BEGUN = 10
# How many words behind what carries aid its load may be told.
LOAD = 10
# How many times as often as the land that aid is meant for the donors' own may be named.
NEARLY = 3
# Who gives: no persons by themselves, no unnamed sources.
ABLE = GIVERS - {"Person"}


class BothSides(NamedTuple):
    """Who gives, and to whom."""

    donors: tuple[str, ...]
    recipients: tuple[str, ...]


def told_in_kind(finder: GiftFinder, parties: Parties, quantified: Iterable[Pledge]) -> Iterator[Pledge]:
    """Aid that the article tells of without a sum: قدمت مصر مساعدات إنسانية للسودان. What the pledges with a sum are
    about already is not told again.
    """
    known = [_states(pledge, parties) for pledge in quantified]
    kept: dict[tuple[frozenset[str], frozenset[str]], Pledge] = {}
    for pledge in _tellings(finder, parties):
        states = _states(pledge, parties)
        first = kept.get(states)
        kept[states] = replace(first, mentions=(*first.mentions, *pledge.mentions)) if first else pledge
    for states, pledge in kept.items():
        if states not in known:
            yield pledge
        else:
            finder.reject(pledge.mentions[0], "retold")


def _states(pledge: Pledge, parties: Parties) -> tuple[frozenset[str], frozenset[str]]:
    """The states, or bodies of none, that give and receive."""
    state = parties.cast.state_of
    donors, recipients = pledge.donors, pledge.recipients
    return frozenset(state(key) or key for key in donors), frozenset(state(key) or key for key in recipients)


def _tellings(finder: GiftFinder, parties: Parties) -> Iterator[Pledge]:
    for found in finder.aid.values():
        for giving in found:
            passive, beginner = _is_passive(finder, giving), _beginner(finder, giving)
            noun = _given(finder, giving) if passive or beginner or _tells(giving) else None
            content = next(finder.setting.contents.over(giving.token), None) if passive else None
            doer = beginner or (content.statement.speakers if content else ())
            pledge = _telling(finder, parties, giving, noun, doer) if noun else _receiving(finder, parties, giving)
            pledge = pledge or (_financing(finder, parties, giving) if giving.word.row.finances else None)
            pledge = pledge or (_arriving(finder, parties, giving) if giving.word.row.vessel else None)
            if pledge:
                yield pledge


def _receiving(finder: GiftFinder, parties: Parties, giving: Giving) -> Pledge | None:
    """تلقى لبنان مساعدات عسكرية من فرنسا: told by who gets it, naming of whom."""
    if giving.kind != "receive" or not (giving.form.tense == "perfect" or giving.word.future):
        return None
    noun = _given(finder, giving)
    if noun is None:
        return None
    passage = Passage(giving.token, noun, noun + 1, _clause_end(finder, noun), (giving, *finder.aid[noun]))
    donors = parties.donors(passage, None)
    return _pledge(finder, parties, giving, passage, BothSides(donors, parties.recipients(passage, donors, sure=True)))


def _arriving(finder: GiftFinder, parties: Parties, giving: Giving) -> Pledge | None:
    """وصلت أول طائرة إماراتية تحمل مساعدات طبية إلى مطار عدن: told by what carries it, no sum about it."""
    sentence, end = finder.document.sentence_of(giving.token), _clause_end(finder, giving.token)
    start = max(sentence.start, giving.token - NEAR)
    words = [word for place in range(start, end) for word in finder.aid.get(place, ())]
    arrives = any(_is(finder, "arriving", place) for place in range(start, end))
    sums = any(place in finder.places for place in range(start, end))
    if not arrives or sums or any(word.kind in ("against", "undone", "asked") for word in words):
        return None
    loads = range(giving.token + 1, min(giving.token + LOAD, end))
    noun = next((place for place in loads if _is_load(finder, place)), None)
    if noun is None:
        return None
    passage = Passage(start, noun, noun + 1, end, (giving, *finder.aid[noun]))
    donors = parties.donors(passage, None)
    recipients = parties.recipients(passage, donors, sure=True) or parties.recipients(passage, donors)
    return _pledge(finder, parties, giving, passage, BothSides(donors, recipients))


def _is_load(finder: GiftFinder, place: int) -> bool:
    """Whether a word calls something aid, or what is carried (تحمل أدوية)."""
    carried = any(g.kind == "carrier" and not g.word.row.vessel for g in finder.aid.get(place - 1, ()))
    return any(giving.kind == "gift" and (giving.strong or carried) for giving in finder.aid.get(place, ()))


def _is(finder: GiftFinder, kind: str, place: int) -> bool:
    """Whether a word with or without و is of a kind."""
    word = finder.word(place)
    is_a = finder.setting.lexicon.is_a
    return is_a(kind, word) or is_a(kind, word.removeprefix("و"))


def _financing(finder: GiftFinder, parties: Parties, giving: Giving) -> Pledge | None:
    """محطة ممولة من بنك التنمية الألماني: a work that somebody pays for, no sum about it."""
    start, end = _clause_start(finder, giving.token), _clause_end(finder, giving.token)
    if any(place in finder.places for place in range(start, end)):
        return None
    passage = Passage(start, giving.token, giving.token + 1, end, (giving,))
    donors = parties.donors(passage, None)
    known = all(parties.cast.actors[key].curated for key in donors)
    recipients = parties.recipients(passage, donors) or (_meant(parties, donors) if known else ())
    return _pledge(finder, parties, giving, passage, BothSides(donors, recipients))


def _clause_start(finder: GiftFinder, token: int) -> int:
    """Where the noun phrase that a participle belongs to may begin."""
    floor = max(finder.document.sentence_of(token).start, token - NEAR)
    words = range(token - 1, floor - 1, -1)
    breaks = (
        place + 1
        for place in words
        if finder.word(place) in COMMAS or finder.setting.lexicon.is_a("complementizer", finder.word(place))
    )
    return next(breaks, floor)


def _is_passive(finder: GiftFinder, giving: Giving) -> bool:
    """Whether a verbal noun tells that aid is or will be given: سيتم إرسال المزيد من المساعدات."""
    before = finder.word(giving.token - 1).removeprefix("و")
    return giving.kind == "giving" and finder.setting.lexicon.is_a("effecting", before)


def _beginner(finder: GiftFinder, giving: Giving) -> tuple[str, ...]:
    """Who begins or goes on giving, by a verb close before: بدأت الوكالة، التابعة للأمم المتحدة، توزيع مساعدات."""
    if giving.kind != "giving":
        return ()
    floor = max(finder.document.sentence_of(giving.token).start, giving.token - BEGUN)
    verbs = (place for place in range(giving.token - 1, floor - 1, -1) if _is(finder, "begun", place))
    agent = finder.setting.named.get(next(verbs, -2) + 1)
    return givers(agent.keys, finder.setting.cast) if agent and agent.phrase.clitic == "" else ()


def _tells(giving: Giving) -> bool:
    """Whether a verb tells of a gift made or to come, not of what somebody does again and again."""
    done = giving.form.tense == "perfect" or giving.word.future
    return giving.kind == "give" and done and not giving.word.back and (giving.strong or giving.word.row.sends)


def _given(finder: GiftFinder, giving: Giving) -> int | None:
    """The place of the noun of aid close behind a word of giving, no sum between or behind them; None if none."""
    end = min(giving.token + BEHIND, finder.document.sentence_of(giving.token).end)
    words = finder.document.words(giving.token, end)
    if any(place in finder.places for place in range(giving.token, end)):
        return None
    if finder.setting.lexicon.is_a("ungiven", finder.word(giving.token - 1)):
        return None
    for step in range(1, min(NEAR + 1, len(words))):
        nouns = (g for g in finder.aid.get(giving.token + step, ()) if g.kind == "gift" and g.strong)
        things = any(noun.word.row.to is None or noun.called for noun in nouns) and not words[step].startswith("ل")
        if things and _is_named(words, step):
            return giving.token + step
    finder.reject(giving, "no-gift")
    return None


def _telling(finder: GiftFinder, parties: Parties, giving: Giving, noun: int, doer: tuple[str, ...]) -> Pledge | None:
    start, end = giving.token, _clause_end(finder, noun)
    subject = finder.ends.get(start)
    words = tuple(g for place in (noun, start) for g in finder.aid[place])
    passage = Passage(subject.start if subject else start, noun, noun + 1, end, words)
    donors = parties.donors(passage, None) or givers(doer, parties.cast)
    recipients = parties.recipients(passage, donors, sure=True) or parties.recipients(passage, donors)
    return _pledge(finder, parties, giving, passage, BothSides(donors, recipients))


def _pledge(finder: GiftFinder, parties: Parties, giving: Giving, passage: Passage, sides: BothSides) -> Pledge | None:
    """The pledge that a passage tells of, unless its sides are none."""
    donors, recipients = sides
    able = donors and all(parties.cast.actors[key].type in ABLE for key in donors)
    if not able or not recipients:
        finder.reject(giving, "no-recipient" if able else "no-donor")
        return None
    if parties.own(donors) & parties.own(recipients):
        finder.reject(giving, "at-home")
        return None
    span = finder.document.span(passage.start, passage.end)
    if finder.setting.trace:
        given = finder.document.span(passage.heart, passage.tail)
        finder.setting.trace.took(span, "cue", *dict.fromkeys((finder.place_of(giving), given)))
    told = finder.document.words(passage.start, passage.end)
    return Pledge(
        mentions=(span,),
        donors=donors,
        recipients=recipients,
        purpose=purpose(finder.setting, parties.starts, passage.tail, passage.end),
        sector=topic_of(told, "sector"),
        topic=topic_of(told, "topic"),
        status="pledged" if giving.word.future else giving.word.row.status,
        rule="pledge-told-in-kind",
    )


def _clause_end(finder: GiftFinder, noun: int) -> int:
    end = min(finder.document.sentence_of(noun).end, noun + BEHIND)
    return next((place for place in range(noun, end) if finder.word(place) in COMMAS), end)


def in_kind(commitments: tuple[Commitment, ...], setting: Setting) -> tuple[tuple[Commitment, ...], tuple[Pledge, ...]]:
    """Undertakings to give aid without a sum are pledges, not plain commitments: (the others, the pledges)."""
    plain, pledges = [], []
    parties = Parties(setting) if commitments else None
    for commitment in commitments:
        donors = givers(commitment.committers, setting.cast)
        able = all(setting.cast.actors[key].type in ABLE for key in donors)
        gives = able and any(_gives_aid(span, setting) for span in commitment.mentions)
        recipients = _recipients(parties, replace(commitment, committers=donors)) if gives and parties else ()
        if parties and gives and recipients:
            pledges.append(_as_pledge(replace(commitment, committers=donors), recipients, parties))
        else:
            plain.append(commitment)
    return tuple(plain), tuple(pledges)


def _gives_aid(span: Span, setting: Setting) -> bool:
    """Whether a passage has a word of giving and, close behind it, a noun of aid; a refusal (لن تقدم) gives nothing."""
    first, end = setting.document.token_at(span.start), setting.document.token_at(span.end)
    words = ["", *setting.document.words(first, end), ""]
    places = (index - first + 1 for index in setting.document.places_between(GIVING, first, end))
    kinds = {p: _kinds(words[p], words[p + 1]) for p in places}
    giving = [p for p, kind in kinds.items() if kind & {"giving", "give"} and not _is_told_of(words[p - 1], setting)]
    gifts = [place for place, kind in kinds.items() if "gift" in kind and _is_named(words, place)]
    unreal = any(kind & {"asked", "undone", "against"} for kind in kinds.values())
    return not unreal and "لن" not in words and any(0 < gift - place <= NEAR for place in giving for gift in gifts)


def _kinds(word: str, behind: str) -> set[str]:
    """What kinds of words of aid a strong one may be, with the word behind it."""
    return {entry.row.kind for entry in aid_at(word)[1] if entry.row.strong and not is_other(entry.row, behind)}


def _is_told_of(word: str, setting: Setting) -> bool:
    """Whether the word before giving says that it is only wished for or spoken of: أهمية إيصال المساعدات."""
    about = setting.lexicon.is_a("about", word) and word != "عن"
    return about or setting.lexicon.is_a("wished", word)


def _is_named(words: list[str], place: int) -> bool:
    """Whether a noun of aid says which aid, or opens a list; not so in a list of doings (التدريب والمساعدة)."""
    behind = words[place + 1] if place + 1 < len(words) else ""
    return not words[place].startswith("وال") or behind.startswith("ال")


def _recipients(parties: Parties, commitment: Commitment) -> tuple[str, ...]:
    """For whom an undertaking to give aid is: those who have the good of it, but not those with whom it is given."""
    donors, span = commitment.committers, commitment.mentions[0]
    start, end = parties.document.token_at(span.start), parties.document.token_at(span.end)
    beside = (agent for agent in parties.between(start, end) if parties.word(agent.start - 1) == "مع")
    partners = {key for agent in beside for key in agent.keys}
    named = tuple(key for key in commitment.beneficiaries if key not in partners)
    return named or parties.helped(end, parties.own(donors), since=start) or _guessed(parties, donors, span)


def _guessed(parties: Parties, donors: tuple[str, ...], span: Span) -> tuple[str, ...]:
    """Whom the aid of a state is for: the land of a town that its sentence names, else the one that is meant."""
    document = parties.document
    if not all(parties.cast.state_of(key) for key in donors):
        return ()
    start = document.token_at(span.start)
    passage = Passage(start, start, start + 1, document.sentence_of(start).end, ())
    state = parties.towns.reached(passage, parties.own(donors), sent=True)
    key = parties.cast.enter_key(state) if state else None
    return (key,) if key else _meant(parties, donors)


def _meant(parties: Parties, donors: tuple[str, ...]) -> tuple[str, ...]:
    """Whom aid is for where nobody says so: the land that the article speaks of most, or nearly as often as of the
    donors' own.
    """
    if any(parties.cast.state_of(key) is None and not parties.cast.actors[key].curated for key in donors):
        return ()
    named, meant = parties.prominence.of(("Country",)), parties.concerned(donors)
    given = parties.prominence.of(ABLE)
    own = max((given[key] for key in parties.own(donors)), default=0)
    return meant if sum(named[key] for key in meant) * NEARLY >= own else ()


def _as_pledge(commitment: Commitment, recipients: tuple[str, ...], parties: Parties) -> Pledge:
    span, setting = commitment.mentions[0], parties.setting
    start, end = setting.document.token_at(span.start), setting.document.token_at(span.end)
    words = setting.document.words(start, end)
    return Pledge(
        mentions=commitment.mentions,
        donors=commitment.committers,
        recipients=recipients,
        purpose=purpose(setting, parties.starts, start + 2, end),
        sector=topic_of(words, "sector"),
        topic=commitment.topic,
        deadline=commitment.deadline,
        modality=commitment.modality,
        made_in=commitment.made_in,
        rule="pledge-in-kind",
    )
