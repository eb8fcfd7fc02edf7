"""Names of actors are found in the index of a version by words and by sound."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from published_store import publish_trig

from kg.indexed import is_current
from kg.name_index import NameIndex
from kg.name_words import name_words
from kg.namespaces import BASE, expand
from kg.search_index import follow_index, write_index

ACTOR = f"{BASE}actor/"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> NameIndex:
    return NameIndex.beside(publish_trig(tmp_path_factory.mktemp("named")).path)


def found(index: NameIndex, name: str) -> list[str]:
    names = index.find([name_words(name)], 10)
    actors = index.actors({name.actor for name in names})
    return list(dict.fromkeys(actors[name.actor].iri.removeprefix(ACTOR) for name in names))


@pytest.mark.parametrize("name", ["مصطفى الكاظمي", "مصطفي الكاظمى", "كاظمي", "Mustafa al-Kadhimi", "Moustafa Kazemi"])
def test_name_is_found_in_any_spelling(index: NameIndex, name: str) -> None:
    assert found(index, name) == ["kadhimi"]


def test_name_of_nobody_finds_nobody(index: NameIndex) -> None:
    assert found(index, "نوري المالكي") == []


def test_actor_is_known_by_iri_and_by_what_it_is_the_same_as(index: NameIndex) -> None:
    [actor] = index.known_as(ACTOR + "kadhimi")
    assert (actor.label, actor.english) == ("مصطفى الكاظمي", "Mustafa al-Kadhimi")
    assert (actor.kinds, actor.mentions) == (("mq:Person", "mq:Actor"), 1)
    assert index.known_as(expand("wd:Q1333049")) == [actor]


def test_begun_names_come_by_fame(index: NameIndex) -> None:
    assert [actor.label for actor in index.begin(["مص"], 5, 0)] == ["مصطفى الكاظمي"]
    assert next(actor.label for actor in index.begin([], 5, 0)) == "مصطفى الكاظمي"
    assert len(index.begin([], 5, 1)) == 2


def test_rare_words_weigh_more(index: NameIndex) -> None:
    assert index.weight("united") >= index.weight("غائب") - 1 > 0
    assert index.weight("غائب") > index.weight("كاظمي")


def test_index_follows_a_change_of_names(tmp_path: Path) -> None:
    store = ox.Store()
    someone, type_, label = (
        ox.NamedNode(f"{ACTOR}x"),
        ox.NamedNode(expand("rdf:type")),
        ox.NamedNode(expand("rdfs:label")),
    )
    store.add(ox.Quad(someone, type_, ox.NamedNode(expand("mq:Actor"))))
    before = ox.Quad(someone, label, ox.Literal("فؤاد حسين", language="ar"))
    store.add(before)
    write_index(store, tmp_path / "old.db")
    store.remove(before)
    store.add(ox.Quad(someone, label, ox.Literal("برهم صالح", language="ar")))
    follow_index(store, tmp_path / "old.db", tmp_path / "new.db", [someone.value])
    index = NameIndex(tmp_path / "new.db")
    assert (found(index, "فؤاد حسين"), found(index, "برهم صالح")) == ([], ["x"])
    write_index(store, tmp_path / "anew.db")
    assert index.begin(["برهم"], 1, 0) == NameIndex(tmp_path / "anew.db").begin(["برهم"], 1, 0)


def test_index_without_names_is_told_and_made_anew(tmp_path: Path) -> None:
    (tmp_path / "search.db").touch()
    with pytest.raises(ValueError, match="build it again"):
        NameIndex.beside(tmp_path)
    assert not is_current(tmp_path / "search.db")
    write_index(ox.Store(), tmp_path / "search.db")
    assert is_current(tmp_path / "search.db")
