"""The actors of one article: taken in one by one, each with its names, its gender and what it belongs to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import field

from kg.aliases import Aliases
from kg.curated import CuratedActor
from kg.document import Document
from kg.folding import fold_name
from kg.frames import Actor, ActorType, Mention
from kg.iris import actor_key
from kg.labels import clean, with_name
from kg.lexicon import Gender, Known, Lexicon
from kg.posts import SERVING, Posts
from kg.records import dataclass, replace
from kg.same_people import same_people
from kg.trie import words_of


@dataclass
class Roster:
    """The actors of one article as they become known; `sighted` are those told of by no phrase, each in its place;
    `times`: how often each was named so far; `whole`: who was first read with a part of his name -> who he is by all of
    it.
    """

    document: Document
    lexicon: Lexicon
    actors: dict[str, Actor] = field(default_factory=dict)
    gender: dict[str, Gender] = field(default_factory=dict)
    sighted: dict[Mention, None] = field(default_factory=dict)
    times: Counter[str] = field(default_factory=Counter)
    whole: dict[str, str] = field(default_factory=dict)
    _posts: Posts = field(default_factory=Posts)

    def __post_init__(self) -> None:
        self._aliases = Aliases(self.lexicon)

    # --- taking actors in ------------------------------------------------------------------------------------------

    def enter(self, curated: CuratedActor, seen: str) -> str:
        """Take a curated actor in under the name seen."""
        actor = self.actors.get(curated.key)
        if actor is None:
            actor = Actor(curated.key, curated.type, curated.label.ar, of=curated.of, curated=True)
            self.gender[curated.key] = curated.gender
            if curated.type == "Person":
                for name in (curated.label.ar, *curated.names, *curated.short):
                    self._aliases.add(curated.key, name)
        self.actors[curated.key] = with_name(actor, seen)
        return curated.key

    def enter_key(self, key: str) -> str | None:
        """Take a curated actor in by its key, without words of the text."""
        curated = self.lexicon.actors.by_key.get(key)
        return self.enter(curated, "") if curated else None

    def enter_first(self, keys: Iterable[str]) -> str | None:
        """Take in the first of some that is curated, and none behind it."""
        for key in keys:
            if self.enter_key(key):
                return key
        return None

    def add(
        self,
        key: str,
        type_: ActorType,
        label: str,
        *,
        of: Iterable[str] = (),
        gender: Gender = "m",
        local: bool = False,
    ) -> str:
        """Take a new actor in, or see a known one again."""
        owners = tuple(dict.fromkeys(of))
        for owner in owners:
            self.enter_key(owner)
        self.actors[key] = with_name(self.actors.get(key) or Actor(key, type_, label, of=owners, local=local), label)
        self.gender.setdefault(key, gender)
        return key

    def add_described(
        self, start: int, end: int, *, type_: ActorType = "Group", of: Iterable[str] = (), gender: Gender = "m"
    ) -> str:
        """Take in somebody of this article alone whom tokens[start:end] describe, not name, and sight them there."""
        label = clean(self.document.text(start, end))
        key = actor_key(label, article=self.document.article.id)
        return self.sight(start, end, self.add(key, type_, label, of=of, gender=gender, local=True))

    def name_in_full(self, part: str, whole: str) -> None:
        """What is known of who was read with a part of his name holds of whom all of it names: محمد | خير الزبير."""
        self._complete(whole, self.actors[part])
        self._posts.pass_on({part: whole})

    def _complete(self, whole: str, known: Actor) -> None:
        """Add to an actor what is known of the same one under another key."""
        full = self.actors[whole]
        self.actors[whole] = replace(full, of=full.of or known.of, role=full.role or known.role)
        if not full.curated:
            self.gender[whole] = self.gender[known.key]
        self.whole[known.key] = whole

    def add_party(self, label: str) -> tuple[str, ...]:
        """Take in the party that a name of many lands' parties means, if a noun of parties begins it: the one of the
        article whose name goes on behind it (حزب العمال | البرازيلي), else one that nobody knows.
        """
        words = words_of(label)
        if self.lexicon.bodies.longest([*words], 0) is None:
            return ()
        parties = [actor.key for actor in self.actors.values() if actor.type == "PoliticalParty"]
        named = [key for key in parties if words_of(self.actors[key].label)[: len(words)] == words]
        return (named[0] if len(named) == 1 else self.add(actor_key(label), "PoliticalParty", label),)

    def unite(self) -> None:
        """Make one of the persons whom the article names in two ways: نواف البناي, نواف عبدالله البناي; then of him
        who is called by a name that seemed to fit two: آل الشيخ.
        """
        people = [actor for actor in self.actors.values() if actor.type == "Person" and not actor.local]
        same = same_people(people, self.lexicon)
        self._pass_on(same)
        united = set(same.values())
        left = [actor for actor in people if united and not (actor.curated or actor.key in united | same.keys())]
        bearers = ((actor.key, self._aliases.bearer(actor.label, besides=actor.key)) for actor in left)
        self._pass_on({key: bearer for key, bearer in bearers if bearer in united})

    def _pass_on(self, same: Mapping[str, str]) -> None:
        """Make one of the persons under two keys: what was told of the first holds of the second."""
        if not same:
            return
        self._aliases.pass_on(same)
        self._posts.pass_on(same)
        for key, whole in same.items():
            actor = self.actors.pop(key)
            self._complete(whole, actor)
            for name in (actor.label, *actor.names):
                self.actors[whole] = with_name(self.actors[whole], name)

    def named(self, label: str) -> str | None:
        """The one person of this article whom a name or family name fits."""
        return self._aliases.named(label)

    def add_named(self, start: int, end: int, type_: ActorType = "Person") -> str:
        """Take in whom tokens[start:end] name, unless he is known already, and sight him there."""
        label = clean(self.document.text(start, end))
        return self.sight(start, end, self.named(label) or self.add(actor_key(label), type_, label))

    def sight(self, start: int, end: int, key: str) -> str:
        """Note that tokens[start:end] name an actor, though they are no phrase of their own."""
        self.sighted[Mention(self.document.span(start, end), key)] = None
        return key

    def keep(self, keys: Container[str]) -> None:
        """Leave out the article's own actors without a name for good of whom it tells nothing."""
        idle = [key for key, actor in self.actors.items() if key not in keys and not actor.curated]
        owners = {owner for key, actor in self.actors.items() if key in keys for owner in actor.of}
        for key in idle:
            if key not in owners:
                del self.actors[key]

    def enter_owners(self) -> None:
        """Take in what the actors belong to, and what that belongs to."""
        waiting = [owner for actor in self.actors.values() for owner in actor.of]
        while waiting:
            owner = waiting.pop()
            if owner not in self.actors and self.enter_key(owner):
                waiting += self.actors[owner].of

    def as_outlet(self, key: str) -> str | None:
        """An actor that carries another's words, as the outlet it then is; None for one known to be none."""
        actor = self.actors[key]
        if not actor.curated and actor.type in ("InternationalOrganization", "Group", "Company"):
            self.actors[key] = replace(actor, type="MediaOutlet")
        return key if self.actors[key].type == "MediaOutlet" else None

    def add_role(self, key: str, role: str) -> None:
        """Note an office or role as printed; the first one stays."""
        if role and not self.actors[key].role:
            self.actors[key] = replace(self.actors[key], role=role)

    def is_called(self, kind: str, key: str) -> bool:
        """Whether what an actor is called begins with a word of a kind: البنك المركزي, نادي الهلال."""
        return any(self.lexicon.is_a(kind, word) for word in fold_name(self.actors[key].label).split()[:1])

    def choose(self, candidates: tuple[Known, ...], of: tuple[str, ...]) -> Known | None:
        """The candidate a reader would take: by full name, else one named before, else the only one in office
        there and then.
        """
        if len(candidates) == 1 and candidates[0].how != "short":
            return candidates[0]
        full = [known for known in candidates if known.how != "short"] or [
            k for k in candidates if k.actor.key in self.actors
        ]
        if full:
            return next((known for known in full if known.actor.key in self.actors), full[0])
        fitting = [
            k for k in candidates if not of or any(t.of in of for t in k.actor.offices) or k.actor.type != "Person"
        ]
        if fitting and all(known.actor.type in ("Country", "Coalition") for known in fitting):
            return fitting[0]  # of lands that share a short form the table has the one meant mostly first
        at_home = [known for known in fitting if not self.actors.keys().isdisjoint(known.actor.of)]
        if len(fitting) > 1 and at_home:  # parties of two lands that are called alike
            return max(at_home, key=lambda known: max(self.times[state] for state in known.actor.of))
        if len(fitting) > 1 and (on := self.document.today):
            fitting = [known for known in fitting if any(tenure.covers(on) for tenure in known.actor.offices)]
        return fitting[0] if len(fitting) == 1 else None

    # --- what they belong to -----------------------------------------------------------------------------------------

    def speaks_for_state(self, key: str) -> bool:
        """Whether what an actor undertakes binds his state: leaders in office, ministers without a name, and a state's
        forces.
        """
        actor = self.actors[key]
        if actor.type != "Person":
            return actor.type == "GovernmentBody" and self.is_called("arm", key)
        posts = {office for office, _ in self._posts.held_by(key)}
        held = not posts.isdisjoint(self.lexicon.state_offices) or (actor.local and "minister" in posts)
        held = (held or self._serves_state(key)) and not self.is_retired(key)
        curated = self.lexicon.actors.by_key.get(key)
        on = self.document.today
        return held or any(
            t.office in self.lexicon.state_offices and (on is None or t.covers(on))
            for t in (curated.offices if curated else ())
        )

    def _serves_state(self, key: str) -> bool:
        """Whether his state stands with the office that a person holds: الوزير التونسي | أنيس غديرة."""
        served = {of[0] for office, of in self._posts.held_by(key) if office in SERVING and of}
        state = self.state_of(key) if served else None
        return state in served and self.actors[state].type == "Country"

    def is_retired(self, key: str) -> bool:
        """Whether the office that a person is called by is no longer his: مستشار الأمن القومي السابق جون بولتون."""
        role = words_of(fold_name(self.actors[key].role or ""))
        return any(self.lexicon.is_a("former", word) for word in role)

    def owner_of(self, key: str) -> str | None:
        """The body or state that a person holds a post in or belongs to."""
        held = [owner for _, of in self._posts.held_by(key) for owner in of[:1]]
        return self.enter_first((*held, *self.actors[key].of)) or self.state_of(key)

    def party_of(self, key: str) -> str | None:
        """The party or movement that a person holds a post in or belongs to: نصر الله, of حزب الله."""
        return self.enter_first(self.parties_of(key))

    def parties_of(self, key: str) -> list[str]:
        """All of them, those that the article tells of first."""
        held = [owner for _, of in self._posts.held_by(key) for owner in of[:1]]
        return [of for of in (*held, *self.actors[key].of, *self._posted(key)) if self._is_party(of)]

    def _is_party(self, key: str) -> bool:
        entry = self.lexicon.actors.by_key.get(key)
        return entry is not None and entry.type in ("PoliticalParty", "ArmedGroup")

    def _posted(self, key: str) -> list[str]:
        """What the curated offices of a person belong to that he holds when the article is published."""
        curated, on = self.lexicon.actors.by_key.get(key), self.document.article.published
        return [t.of for t in (curated.offices if curated else ()) if t.of and (on is None or t.covers(on))]

    def gives_for(self, key: str) -> str | None:
        """The body or state whose means a person gives away; None for one who holds no office of it."""
        tenures = self._posted(key)
        held = [owner for _, of in self._posts.held_by(key) for owner in of[:1]]
        owner = self.enter_first((*held, *self.actors[key].of, *tenures)) or self.state_of(key)
        heads = self._posts.heads(key)
        private = bool(heads) and all(self.lexicon.is_a("private", head.removeprefix("ال")) for head in heads)
        private = private and all(self.state_of_owner(of) is None for of in tenures)
        return None if private and owner and self.actors[owner].type == "Country" else owner

    def state_of_owner(self, key: str) -> str | None:
        """The state that a curated actor is or belongs to."""
        entry = self.lexicon.actors.by_key.get(key)
        return None if entry is None else key if entry.type == "Country" else next(iter(entry.of), None)

    def state_of(self, key: str) -> str | None:
        """The state that an actor is or belongs to, as far as the article or the curated offices tell."""
        actor = self.actors[key]
        if actor.type == "Country":
            return key
        curated = self.lexicon.actors.by_key.get(key)
        on = self.document.today
        tenures = [t.of for t in curated.offices if t.of and (on is None or t.covers(on))] if curated else []
        held = [owner for _, of in self._posts.held_by(key) for owner in of]
        first = tenures if on else []  # المبعوث الأميركي لإيران
        for owner in (
            *first,
            *held,
            *tenures,
            *actor.of,
            *([t.of for t in curated.offices if t.of] if curated else []),
        ):
            if state := self.state_of_owner(owner):
                self.enter_key(state)
                return state
        return None
