from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from kg.curated import Actors, CuratedActor, load_actors
from kg.folding import fold
from kg.tables import TableError

IRAQ = "- key: iraq\n  type: Country\n  label: {ar: العراق, en: Iraq}\n"
PRIME_MINISTERS = (
    IRAQ
    + """
- key: adil-abdul-mahdi
  type: Person
  label: {ar: عادل عبد المهدي}
  offices: [{office: prime-minister, of: iraq, since: 2018-10-25, until: 2020-05-07}]
- key: kadhimi
  type: Person
  label: {ar: مصطفى الكاظمي}
  offices: [{office: prime-minister, of: iraq, since: 2020-05-07, until: 2022-10}]
- key: sudani
  type: Person
  label: {ar: محمد شياع السوداني}
  offices: [{office: prime-minister, of: iraq, since: 2022-10}, {office: party-leader, of: iraq, since: 2021}]
- key: halbousi
  type: Person
  label: {ar: محمد الحلبوسي}
  offices: [{office: party-leader, of: iraq, since: 2017}]
"""
)

# States that are no members of the United Nations.
NOT_UN = {"palestine", "vatican", "kosovo", "taiwan", "western-sahara", "somaliland", "northern-cyprus", "soviet-union"}
NO_CAPITAL = {
    "it bears the state's name, or is the state": {
        *("kuwait", "tunisia", "algeria", "djibouti", "luxembourg", "monaco", "san-marino", "singapore"),
    },
    "it is also another place": {"jordan"},
    "it stands for the European Union": {"belgium"},
    "it is also a common word or a name": {
        *(
            "bulgaria",
            "dominica",
            "guyana",
            "maldives",
            "saint-kitts-and-nevis",
            "seychelles",
            "timor-leste",
        ),
    },
    "there is none": {"nauru"},
}
# مالي 'financial', قمري 'lunar', سليماني and لوسي are names.
NO_DEMONYM = {"mali", "comoros", "solomon-islands", "saint-lucia"}


@pytest.fixture
def load(tmp_path: Path) -> Callable[[str], Actors]:
    def from_text(text: str) -> Actors:
        (tmp_path / "actors.yaml").write_text(text, "utf-8")
        return load_actors(tmp_path)

    return from_text


@cache
def actors() -> Actors:
    return load_actors()


@cache
def un_members() -> tuple[CuratedActor, ...]:
    countries = (a for a in actors().by_key.values() if a.type == "Country" and not a.of)
    return tuple(a for a in countries if a.key not in NOT_UN)


def spellings(actor: CuratedActor) -> set[str]:
    return {fold(name) for name in (actor.label.ar, *actor.names)}


def owners(entries: Iterable[CuratedActor]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for actor in entries:
        for name in spellings(actor):
            found[name].add(actor.key)
    return found


@pytest.mark.parametrize(
    "entry, line, complaint",
    [
        (IRAQ + IRAQ, 4, "the key 'iraq' is taken"),
        ("- key: Iraq_1\n  type: Country\n  label: {ar: العراق}\n", 1, "found 'Iraq_1'"),
        ("- key: العراق\n  type: Country\n  label: {ar: العراق}\n", 1, "expected small ASCII letters"),
        (IRAQ + "  wikidata: Q796\n", 1, "say where the Wikidata id Q796 was found"),
        (IRAQ + "  wikidata: 796\n  source: CLDR\n", 1, "expected an item's id such as Q796, found '796'"),
        (IRAQ + "  of: [babylon]\n", 1, "no actor with the key 'babylon'"),
        (IRAQ + "  offices: [{office: president, of: sumer}]\n", 1, "no actor with the key 'sumer'"),
        (IRAQ + "  offices: [{office: The President}]\n", 1, "expected a key such as prime-minister"),
        (IRAQ + "  offices: [{office: member, since: 2021-13}]\n", 1, "found '2021-13'"),
        (IRAQ + "  offices: [{office: member, since: 20 July 2021}]\n", 1, "found '20 July 2021'"),
        (IRAQ + "  offices: [{office: member, since: 2021-05, until: 2020}]\n", 1, "before it begins"),
        (IRAQ + "  colour: green\n", 4, "expected one of the fields"),
        (IRAQ + "  type: Planet\n", 4, "expected each field once"),
        ("- key: iraq\n  type: Planet\n  label: {ar: العراق}\n", 2, "expected one of Person, Country"),
        ("- key: iraq\n  type: Country\n", 1, "the field 'label' is missing"),
    ],
)
def test_a_wrong_entry_is_refused_with_file_and_line(
    load: Callable[[str], Actors], entry: str, line: int, complaint: str
) -> None:
    with pytest.raises(TableError) as refusal:
        load(entry)
    assert f"actors.yaml:{line}: " in str(refusal.value)
    assert complaint in str(refusal.value)


def test_one_wikidata_id_for_two_actors_is_refused_across_files(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(IRAQ + "  wikidata: Q796\n  source: CLDR\n", "utf-8")
    second = "# بلاد الرافدين\n- key: mesopotamia\n  type: Country\n  label: {ar: بلاد الرافدين}\n"
    (tmp_path / "b.yaml").write_text(second + "  wikidata: Q796\n  source: CLDR\n", "utf-8")
    with pytest.raises(TableError, match=r"b\.yaml:2: the Wikidata id 'Q796' is taken by the entry at .*a\.yaml:1"):
        load_actors(tmp_path)


def test_a_body_may_belong_to_an_actor_of_a_later_file(tmp_path: Path) -> None:
    army = "- key: iraqi-army\n  type: GovernmentBody\n  label: {ar: الجيش العراقي}\n  of: [iraq]\n"
    (tmp_path / "a.yaml").write_text(army, "utf-8")
    (tmp_path / "b.yaml").write_text(IRAQ, "utf-8")
    assert load_actors(tmp_path).by_key["iraqi-army"].of == ("iraq",)


@pytest.mark.parametrize(
    "on, holders",
    [
        (date(2019, 1, 1), ["adil-abdul-mahdi"]),
        (date(2021, 7, 26), ["kadhimi"]),
        (date(2020, 5, 7), ["kadhimi"]),  # the day of the handover
        (date(2022, 10, 15), ["kadhimi", "sudani"]),  # a handover known to the month
        (date(2024, 1, 1), ["sudani"]),
        (date(2000, 1, 1), []),
        (None, []),
    ],
)
def test_an_office_is_held_by_whoever_held_it_then(
    load: Callable[[str], Actors], on: date | None, holders: list[str]
) -> None:
    assert [a.key for a in load(PRIME_MINISTERS).holders("prime-minister", "iraq", on)] == holders


def test_without_a_date_two_present_holders_are_nobody(load: Callable[[str], Actors]) -> None:
    found = load(PRIME_MINISTERS)
    assert found.holders("party-leader", "iraq", None) == []
    assert [a.key for a in found.holders("party-leader", "iraq", date(2024, 1, 1))] == ["sudani", "halbousi"]


def test_an_unknown_office_is_held_by_nobody(load: Callable[[str], Actors]) -> None:
    assert load(PRIME_MINISTERS).holders("king", "iraq", date(2021, 7, 26)) == []


def test_an_empty_end_of_a_tenure_sets_no_limit(load: Callable[[str], Actors]) -> None:
    found = load(IRAQ + "  offices: [{office: member, of: iraq, until: 2021}]\n")
    assert [a.key for a in found.holders("member", "iraq", date(1990, 1, 1))] == ["iraq"]


def test_a_name_is_known_in_every_spelling_of_its_parts(load: Callable[[str], Actors]) -> None:
    forces = "- key: us-forces\n  type: Coalition\n  label: {ar: القوات الأميركية}\n  names: [المخابرات الأميركية]\n"
    assert load(forces).by_key["us-forces"].names == (
        *("المخابرات الأميركية", "القوات الأمريكية", "المخابرات الأمريكية"),
        *("الاستخبارات الأميركية", "الاستخبارات الأمريكية"),
    )


def test_a_joined_name_is_known_apart(load: Callable[[str], Actors]) -> None:
    king = "- key: abdullah-ii\n  type: Person\n  label: {ar: عبد الله الثاني}\n"
    assert load(king).by_key["abdullah-ii"].names == ("عبدالله الثاني",)


def test_all_193_members_of_the_united_nations_are_there() -> None:
    assert len(un_members()) == 193


def test_every_un_member_has_both_labels_and_a_wikidata_id() -> None:
    assert [a.key for a in un_members() if not (a.label.en and a.wikidata and a.source)] == []


def test_every_un_member_has_its_capital_as_metonym_unless_there_is_a_reason() -> None:
    excused = set().union(*NO_CAPITAL.values())
    assert {a.key for a in un_members() if not a.metonyms} == excused


def test_every_un_member_has_a_demonym_unless_it_is_a_common_word() -> None:
    assert {a.key for a in un_members() if not a.demonyms} == NO_DEMONYM


def test_no_two_actors_share_a_name() -> None:
    shared = {name: keys for name, keys in owners(actors().by_key.values()).items() if len(keys) > 1}
    assert shared == {}


def test_no_metonym_is_the_name_of_another_actor() -> None:
    names = owners(actors().by_key.values())
    taken = [(m, a.key) for a in actors().by_key.values() for m in a.metonyms if names.get(fold(m), set()) - {a.key}]
    assert taken == []


def test_a_metonym_stands_for_one_state() -> None:
    found: dict[str, set[str]] = defaultdict(set)
    for actor in actors().by_key.values():
        for metonym in actor.metonyms:
            found[fold(metonym)].add(actor.key)
    assert {metonym: keys for metonym, keys in found.items() if len(keys) > 1} == {}


def test_a_demonym_belongs_to_one_actor_and_carries_no_article() -> None:
    found: dict[str, set[str]] = defaultdict(set)
    for actor in actors().by_key.values():
        for demonym in actor.demonyms:
            found[fold(demonym)].add(actor.key)
    assert {demonym: keys for demonym, keys in found.items() if len(keys) > 1} == {}
    # ألماني and its like begin with a radical, not with the article.
    assert [d for d in found if d.startswith("ال") and not d.startswith(("المان", "الباني", "البان"))] == []


def test_no_spelling_of_an_actor_is_given_twice() -> None:
    def repeated(actor: CuratedActor) -> bool:
        forms = [fold(form) for form in (actor.label.ar, *actor.names, *actor.short, *actor.metonyms)]
        return len(forms) != len(set(forms))

    curated = (a for a in actors().by_key.values() if a.type != "Person")
    assert [a.key for a in curated if repeated(a)] == []


def test_ministries_and_armies_belong_to_somebody() -> None:
    bodies = (a for a in actors().by_key.values() if a.type == "GovernmentBody")
    assert [a.key for a in bodies if not a.of] == ["national-security-council"]


@pytest.mark.parametrize(
    "name, key",
    [
        ("أمريكا", "us"),
        ("سورية", "syria"),
        ("كوت ديفوار", "ivory-coast"),
        ("داعش", "isis"),
        ("الأونروا", "unrwa"),
        ("البنتاغون", "us-department-of-defense"),
        ("الجارديان", "guardian"),
        ("برنامج الغذاء العالمي", "wfp"),
        ("مركز الملك سلمان للإغاثة", "ksrelief"),
        ("الحوثيين", "houthis"),
    ],
)
def test_a_name_of_the_press_means_its_actor(name: str, key: str) -> None:
    assert fold(name) in spellings(actors().by_key[key])


@pytest.mark.parametrize("word", ["الحياة", "العربية", "فتح", "حماس", "القاعدة", "الشباب", "عمان", "الجزيرة", "وام"])
def test_a_common_word_is_nobodys_name(word: str) -> None:
    assert owners(actors().by_key.values()).get(fold(word)) is None
