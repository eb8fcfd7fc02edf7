"""Agent noun phrases -> the actors of one article: who is who, again by family name, office or head noun, too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field

from kg.aliases import is_called, is_spelling
from kg.curated import CuratedActor
from kg.eponyms import is_eponym
from kg.family_names import FamilyNames
from kg.folding import fold_name
from kg.frames import ActorType
from kg.heads import Heads
from kg.homographs import HomographReader
from kg.iris import actor_key
from kg.kin import RELATION
from kg.labels import (
    CALLED,
    bare,
    canonical,
    clean,
    head,
    nominative,
    own_end,
    proper_name,
    role,
    source_noun,
    title_gender,
    unbracketed,
    unowned,
    with_name,
    without_clitic,
)
from kg.lexicon import Known
from kg.phrase import Kind, Phrase
from kg.posts import LEADERS, Post, Posts
from kg.records import dataclass, replace
from kg.roster import Roster
from kg.sides import Sides, is_many, is_of_kind, is_pair
from kg.titleholders import GENERIC, TitleMatcher, is_single
from kg.trie import PhraseIndex, words_of


@dataclass
class Cast(Roster):
    """The actors of one article as they become known, phrase by phrase."""

    _sides: Sides = field(default_factory=Sides)
    _former: set[str] = field(default_factory=set)
    _foretold: Posts = field(default_factory=Posts)
    _owner: str = ""
    _woman: str = ""
    _teller: str = ""
    _last: str = ""

    def __post_init__(self) -> None:
        Roster.__post_init__(self)
        self._heads = Heads(self.document, self.lexicon)
        self.homographs = HomographReader(self.document, self.lexicon)
        self._family_names = FamilyNames(self.document, self.lexicon)
        self._titles = TitleMatcher(self.document, self.lexicon)

    def hold(self, key: str, title: Phrase) -> None:
        """Note that a title behind a name tells the office of its bearer."""
        self.add_role(key, self.document.text(title.start, title.end))
        if title.office:
            self._posts.tell(title.office.office, head(self.document, title), title.of, key)

    # --- resolving -----------------------------------------------------------------------------------------------

    def resolve(self, phrase: Phrase) -> tuple[str, ...]:
        """The keys of the actors that a phrase names here; empty where it names none that can be told."""
        keys = () if is_eponym(self.document, self.lexicon, phrase) else RESOLVERS[phrase.kind](self, phrase)
        if keys and phrase.kind != "possessive":
            self._last = keys[-1]
            if self._owns(keys[0], phrase):
                self._owner = keys[0]
                if self.actors[keys[0]].type == "Person" and self.gender[keys[0]] == "f":
                    self._woman = keys[0]
        self.times.update(keys)
        before = self._before(phrase)
        if before != "في":
            self._pass_states(phrase, keys)
        if keys and self.lexicon.reports[before]:
            self._teller = keys[0]
        return keys

    def _pass_states(self, phrase: Phrase, keys: tuple[str, ...]) -> None:
        """Note the states that are named, by themselves or with their officers."""
        counterpart = phrase.source is not None and phrase.source.source.kind == "counterpart"
        officers = phrase.of if phrase.office or counterpart else ()
        for key in (*keys, *officers):
            if key in self.actors and self.actors[key].type == "Country":
                self._sides.name(key)

    def _owns(self, key: str, phrase: Phrase) -> bool:
        """Whether a later بلاده may point at this actor: a person, or anyone else while no person has been named."""
        person = self.actors[key].type == "Person"
        return phrase.clitic not in ("ل", "ب") and (
            person or not self._owner or self.actors[self._owner].type != "Person"
        )

    def _before(self, phrase: Phrase) -> str:
        return self.document.word(phrase.start - 1)

    def _words(self, phrase: Phrase, *, name: bool = False) -> str:
        """The raw words of a phrase without the proclitic of its first word."""
        start, end = (phrase.name_start, phrase.name_end) if name else (phrase.start, phrase.end)
        text = self.document.text(start, end)
        bare = not phrase.clitic or (name and phrase.name_start != phrase.start)
        return clean(text if bare else without_clitic(self.document, phrase, text, self.lexicon))

    def _known(self, phrase: Phrase) -> tuple[str, ...]:
        known = self.choose(phrase.known, phrase.of)
        if known is None or self._is_namesake(known, phrase):
            return self._person(phrase) if phrase.known[0].actor.type == "Person" else ()
        if self._is_new(known) and not self._family_names.is_his(known, phrase):
            return ()
        meant = self.homographs.read(known, phrase, new=known.actor.key not in self.actors)
        if meant is None:
            return self.add_party(self._words(phrase)) if known.actor.type == "PoliticalParty" else ()
        placed = meant.how == "metonym" and self.lexicon.is_a("preposition", self._before(phrase))
        key = self.enter(meant.actor, "" if placed or phrase.clitic == "ب" else self._words(phrase, name=True))
        self._take_post(key, phrase)
        return (key,)

    def _is_namesake(self, known: Known, phrase: Phrase) -> bool:
        """Whether a family name rather means somebody whom the article has named in full."""
        name = self._words(phrase, name=True) if self._is_new(known) else ""
        bearer = self.named(name) if name else None
        # A foreign family name that is known is rather spelt in two ways than borne by two.
        native = name.startswith("ال") or any(self.lexicon.is_a("name-link", word) for word in words_of(name)[:1])
        return bearer is not None and (native or not is_spelling(self.actors[bearer].label, known.actor))

    def _is_new(self, known: Known) -> bool:
        """Whether a family name alone would mean somebody whom the article has not named."""
        return known.how == "short" and known.actor.type == "Person" and known.actor.key not in self.actors

    def _person(self, phrase: Phrase) -> tuple[str, ...]:
        label = self._words(phrase, name=True)
        known = self.named(label) or self.respelt(label)
        if known is None and (holder := self._by_office(phrase, label)):
            known = self.enter(holder, label)
        elif known is None and self.lexicon.is_any(RELATION, self.document.word(phrase.name_start)):
            known = self.add_described(phrase.start, phrase.name_end, type_="Person")  # خطيبة خاشقجي is no name
        elif known is None:
            gender = title_gender(self.document, phrase)
            known = self.add(actor_key(label), "Person", label, of=phrase.of, gender=gender)
            self._aliases.add(known, label)
        else:
            self.actors[known] = with_name(self.actors[known], label)
        self._take_post(known, phrase)
        return (known,)

    def _by_office(self, phrase: Phrase, label: str) -> CuratedActor | None:
        """The known holder of the office in a title, however his name is written: الرئيس الروسي | فلاديمر بوتن."""
        if phrase.office is None or not self.document.today:
            return None
        holders = (holder for owner in phrase.of if (holder := self._holder(phrase, owner)))
        return next((holder for holder in holders if is_called(label, holder, self.lexicon.given)), None)

    def respelt(self, label: str) -> str | None:
        """The one person of this article whose family name a word that no table knows misspells."""
        known = self.lexicon.names.longest([*words_of(label)], 0)
        return None if known else self._aliases.respelt(label)

    def _take_post(self, key: str, phrase: Phrase) -> None:
        if phrase.office is None:
            return
        title_end = phrase.name_start if phrase.name_start > phrase.start else phrase.end
        start = phrase.start if phrase.name_start > phrase.start else min(phrase.name_end + 1, phrase.end - 1)
        self.add_role(key, role(self.document, phrase, start, title_end))
        for state in phrase.of:
            self.enter_key(state)
        if phrase.former:
            self._former.add(key)
        first = bare(self.document.forms[start].removeprefix(phrase.clitic))
        self._posts.tell(phrase.office.office, first, phrase.of, key)

    def _office(self, phrase: Phrase) -> tuple[str, ...]:
        """An office without a name: whoever the article names in it, else who held it on the article's date."""
        if phrase.office is None:
            return ()
        before = None if phrase.unnamed else self._in_post(phrase) or self._described(phrase)
        if before:
            return self._see((before,), "" if phrase.bare else self._words(phrase))
        for owner in phrase.of if self.document.today and not phrase.unnamed else ():
            if holder := self._holder(phrase, owner):
                key = self.enter(holder, "")
                self._posts.tell(phrase.office.office, head(self.document, phrase), phrase.of, key)
                return self._see((key,), self._words(phrase))
        label = self._words(phrase)
        if later := self._titles.borne(phrase, self._foretold, self.actors):
            return self._see((later,), label)
        if phrase.bare and phrase.definite:
            return ()
        if leader := self.choose(phrase.known, ()):
            self.enter(leader.actor, "")  # المتحدث باسم الرئيس الأفغاني أشرف غني
        key = actor_key(label, article=self.document.article.id)
        type_: ActorType = "AnonymousSource" if phrase.unnamed else "Person"
        self.add(key, type_, label, of=phrase.of, gender=title_gender(self.document, phrase), local=True)
        self._posts.tell(phrase.office.office, head(self.document, phrase), phrase.of, key)
        return (key,)

    def _holder(self, phrase: Phrase, owner: str) -> CuratedActor | None:
        """The one who held an office of a land or body on the article's day; a land's زعيم is who leads it."""
        self.enter_key(owner)
        if phrase.office is None or phrase.former:
            return None
        leader = phrase.office.office == "party-leader" and self.actors[owner].type == "Country"
        office = "supreme-leader" if leader else phrase.office.office
        holders = self.lexicon.actors.holders(office, owner, self.document.today)
        single = leader or is_single(phrase.office, self.actors[owner])
        return holders[0] if len(holders) == 1 and single else None

    def _described(self, phrase: Phrase) -> str | None:
        """The person who spoke last, if a title that names nobody may mean him: القيادي الانفصالي, المسؤول الأميركي."""
        last = self._teller
        about = (self.actors[last], self.gender[last], self.state_of(last)) if last else None
        return last if about and self._titles.describes(phrase, *about) else None

    def _in_post(self, phrase: Phrase) -> str | None:
        """Whom the article has told to hold an office: in a title of many, who was named most of those named."""
        office = phrase.office.office if phrase.office else ""
        many = office in GENERIC or phrase.former or phrase.end - phrase.start == 1
        if not many and (exact := self._posts.holder(office, phrase.of)):
            return exact
        posts = [post for post in self._posts.latest() if not phrase.former or post.holder in self._former]
        posts.sort(key=lambda post: post.office != office)
        known = [post.holder for post in posts if self._titles.may_mean(phrase, post, self.actors[post.holder])]
        if known and office in GENERIC and phrase.end - phrase.start == 1:
            return max(known, key=lambda key: (not self.actors[key].local, self.times[key]))
        if not known and phrase.definite and phrase.of and head(self.document, phrase) in ("زعيم", "رييس"):
            known = [post.holder for post in posts if post.is_of(phrase.of) and post.office in LEADERS]
        return known[0] if known else None

    def _body(self, phrase: Phrase) -> tuple[str, ...]:
        body = phrase.body
        if body is None:
            return ()
        first = head(self.document, phrase)
        label = self._words(phrase)
        again = first if phrase.bare else "" if phrase.of else unowned(label, self.lexicon.demonyms)
        if again in self._heads:
            return self._see(self._heads[again], label)
        own = unbracketed(self._words(replace(phrase, end=own_end(self.document, phrase, self.lexicon))))
        own = f"{body.full} {own}" if body.full and phrase.of else own
        alias = clean(self.document.text(*phrase.alias)) if phrase.alias else ""
        if alias and body.type in CALLED:
            own = f"{own} {alias}"
        key = actor_key(canonical(own, self.lexicon.demonyms) if phrase.of else own)
        keys = (self.add(key, body.type, own, of=phrase.of, gender=body.gender),)
        if alias:
            self._see(keys, alias)
            self._aliases.call(key, alias)
        if name := proper_name(self.document, phrase, self.lexicon.common):
            self._see(self._see(keys, name), f"{label.split()[0]} {name}")
            self._aliases.call(key, name)
        self._heads.remember(first, phrase, label, keys)
        return self._see(keys, label)

    def _see(self, keys: tuple[str, ...], name: str) -> tuple[str, ...]:
        """Note a further name under which one actor is seen."""
        if len(keys) == 1:
            self.actors[keys[0]] = with_name(self.actors[keys[0]], name)
        return keys

    def _source(self, phrase: Phrase) -> tuple[str, ...]:
        noun = phrase.source
        if noun is None or noun.source.kind == "document":
            return ()
        if noun.source.kind == "parties":
            return self._parties(phrase)
        if noun.source.kind == "counterpart":
            return self._counterpart(phrase)
        first = source_noun(noun)
        if phrase.within:
            self.see_head(phrase.within, self.resolve(phrase.within))
        if phrase.definite and (before := self._heads.get(first)) and not self._is_of_another(before, phrase.of):
            return self._see(before, self._words(phrase) if noun.source.kind == "group" else "")
        label = self._words(phrase)
        if phrase.definite and noun.source.kind != "group":
            person = (self.named(label) if phrase.bare else None) or self._described(phrase)  # الشاهد, of يوسف الشاهد
            if person or phrase.bare:
                return (person,) if person else ()
        type_: ActorType = "AnonymousSource" if noun.source.kind == "anonymous" else "Group"
        key = actor_key(label, article=self.document.article.id)
        keys = (self.add(key, type_, label, of=phrase.of, gender=noun.gender, local=True),)
        self._heads[first] = keys
        return keys

    def _is_of_another(self, keys: tuple[str, ...], of: tuple[str, ...]) -> bool:
        """Whether somebody's land or body rules out that a noun means him: الدبلوماسي الروسي, no American."""
        whose = {owner for key in keys for owner in self.actors[key].of}
        return bool(whose and of) and whose.isdisjoint(of)

    def _people(self, phrase: Phrase) -> tuple[str, ...]:
        """A people: one actor whatever its case (الفلسطينيون، الفلسطينيين); some of it are the article's own."""
        label, some = self._words(phrase), phrase.end - phrase.start > 1
        key = actor_key(nominative(label), article=self.document.article.id if some else None)
        return (self.add(key, "Group", label, of=phrase.of, local=some),)

    def _counterpart(self, phrase: Phrase) -> tuple[str, ...]:
        """نظيره العراقي: whoever holds the last person's office there; نظيرتها الأميركية: that country's like body."""
        if not phrase.of or not self._owner:
            return ()
        land, label = phrase.of[0], self._words(phrase)
        self.enter_key(land)
        last = self.actors[self._last or self._owner]
        if last.type == "Person":
            post = next((post for post in self._posts.latest() if post.holder == last.key), None)
            if post and (peer := self._peer(post, land)):
                self._sides.pair(post, peer)
                return (peer,)
        if last.type == "Country":
            return (land,)
        key = actor_key(label, article=self.document.article.id)
        return (self.add(key, last.type, label, of=(land,), gender=self.gender.get(last.key, "m"), local=True),)

    def _peer(self, post: Post, land: str) -> str | None:
        """Who holds an office in another land."""
        held = (key for known, _, of, key in self._posts.latest() if known == post.office and land in of)
        if peer := next(held, None):
            return peer
        holders = self.lexicon.actors.holders(post.office, land, self.document.today)
        return self.enter(holders[0], "") if len(holders) == 1 else None

    def _parties(self, phrase: Phrase) -> tuple[str, ...]:
        if phrase.of:
            keys = (
                () if is_of_kind(self.document, self.lexicon, phrase) else map(self.enter_key, dict.fromkeys(phrase.of))
            )
            return tuple(filter(None, keys))
        two = phrase.definite and is_pair(*self.document.words(phrase.end - 1, phrase.end + 1))
        if phrase.source is None or not two or is_many(self.document, self.lexicon, phrase):
            return ()
        noun = phrase.source.source
        officers = () if noun.singular else self._sides.officers(noun.noun, self._posts.latest())
        return officers or self._sides.lands()

    def _possessive(self, phrase: Phrase) -> tuple[str, ...]:
        """بلاده: the state of whoever was named last; حكومته: that state's body of the kind; حزبه: the one before."""
        own = phrase.body
        if own and own.type != "GovernmentBody" and not self.lexicon.is_a("national", fold_name(own.noun)):
            return self._heads.get(fold_name(own.noun), ())
        owner = self._owner_in("f" if self.document.word(phrase.start).endswith("ها") else "")
        state = self.state_of(owner) if owner else None
        if state is None or phrase.body is None:
            return (state,) if state else ()
        demonym = self.lexicon.actors.by_key[state].demonyms[:1]
        if not demonym:
            return ()
        ending = "ة" if phrase.body.gender == "f" else ""
        label = " ".join([f"ال{phrase.body.noun}", *(f"ال{word}{ending}" for word in demonym[0].split())])
        if known := self.lexicon.named(label):
            return (self.enter(known, ""),)
        key = actor_key(canonical(label, self.lexicon.demonyms))
        return (self.add(key, phrase.body.type, label, of=(state,), gender=phrase.body.gender),)

    def _owner_in(self, gender: str) -> str:
        """Whose something is: whoever was named last, with ها a woman or, where none was named, the last state."""
        clash = gender == "f" and self._owner and self.actors[self._owner].type == "Person"
        if not clash or self.gender[self._owner] == "f":
            return self._owner
        return self._woman or self._sides.last() or self._owner

    def begin(self) -> None:
        """Forget what was said in passing, keep who is who: the second, ordered reading begins."""
        self._heads.clear()
        self._foretold, self._posts = self._posts, Posts()
        self._sides.clear()
        self.times.clear()
        self._owner = self._woman = self._last = self._teller = ""

    def name_again(self, key: str) -> tuple[str, ...]:
        """Name a person of this article again."""
        self._owner = key
        self.times[key] += 1
        return (key,)

    def see_head(self, phrase: Phrase, keys: tuple[str, ...]) -> None:
        """Remember whom a head noun meant last (المنظمة after منظمة الصحة العالمية)."""
        if phrase.kind == "known":
            self._heads.see(phrase, self._words, self.actors[keys[0]].label if keys else "", keys)

    def alias_index(self) -> PhraseIndex[str]:
        """The names by which persons of this article may be called again; a name that fits two is left out."""
        return self._aliases.index()


RESOLVERS: dict[Kind, Callable[[Cast, Phrase], tuple[str, ...]]] = {
    "known": Cast._known,
    "person": Cast._person,
    "office": Cast._office,
    "body": Cast._body,
    "source": Cast._source,
    "possessive": Cast._possessive,
    "people": Cast._people,
}
