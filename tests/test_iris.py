"""Names become IRIs that are valid, stable, readable and never meet."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from kg.iris import IriError, Minter, actor_key, concept, segment, slug
from kg.span import Span

MINT = Minter()
# File names hold anything but a lone surrogate: those cannot be decoded from UTF-8.
NAMES = st.text(st.characters(exclude_categories=["Cs"]))


def test_a_plain_id_is_kept() -> None:
    assert MINT.article("000_85926a8630570f5f") == "https://w3id.org/mithaq/id/article/000_85926a8630570f5f"


@pytest.mark.parametrize("stem", ["مقال", "a b", "50%41", "a.b", "..", "", "a/b", "x" * 300])
def test_any_other_id_becomes_a_slug_with_a_hash(stem: str) -> None:
    assert re.fullmatch(r"[a-z0-9-]{1,48}-[0-9a-f]{10}", segment(stem))


def test_an_id_that_looks_minted_is_not_mistaken_for_one() -> None:
    minted = segment("مقال")
    assert segment(minted) != minted


@settings(deadline=None)
@given(NAMES, NAMES)
def test_different_ids_have_different_segments(one: str, other: str) -> None:
    assert (segment(one) == segment(other)) == (one == other)


@settings(deadline=None)
@given(NAMES)
def test_every_iri_is_valid_and_ascii(name: str) -> None:
    span = Span(3, 14)
    for iri in (
        MINT.article(name),
        MINT.actor(name),
        MINT.actor(actor_key(name)),
        MINT.actor(actor_key(name, article=name)),
        MINT.passage("statement", name, span, 2),
        MINT.tenure(name, name, name, "2021-01"),
        MINT.rule(name),
        MINT.extraction("0.1.0", name),
        MINT.graph(name),
        concept("unit", name),
    ):
        assert NamedNode(iri).value == iri and iri.isascii() and "/../" not in iri and "//" not in iri[8:]


@settings(deadline=None)
@given(NAMES)
def test_what_an_actor_key_mints_is_read_in_the_iri(name: str) -> None:
    key = actor_key(name, article=name)
    assert MINT.actor(key) == f"https://w3id.org/mithaq/id/actor/{key}"


@pytest.mark.parametrize(
    "label, romanised",
    [
        ("مصطفى الكاظمي", "mstfi-al-kazmi"),
        ("وزارة الخارجية", "wzara-al-kharjia"),
        ("فؤاد حسين", "fuad-hsin"),
        ("BBC عربي", "bbc-arbi"),
        ("日本", "x"),
    ],
)
def test_labels_are_romanised(label: str, romanised: str) -> None:
    assert slug(label) == romanised


def test_one_name_in_two_spellings_has_one_key() -> None:
    assert actor_key("مصطفى  الكاظمي") == actor_key("مصطفي الكاظمى") == "mstfi-al-kazmi-579bff"


def test_a_description_has_its_key_within_its_article() -> None:
    first, second = (actor_key("مسؤول كبير", article=article) for article in ("001", "002"))
    assert first != second and first.startswith("001/")


def test_frames_on_one_passage_are_told_apart() -> None:
    assert MINT.passage("statement", "001", Span(1, 9)).endswith("/statement/001/1-9")
    assert MINT.passage("statement", "001", Span(1, 9), 2).endswith("/statement/001/1-9-2")


@pytest.mark.parametrize("base", ["id/", "https://example.org", "https://example.org/#x/", "https://e x/", "urn:x/"])
def test_a_base_that_cannot_carry_names_is_refused(base: str) -> None:
    with pytest.raises(IriError, match=re.escape(repr(base))):
        Minter(base)


def test_another_base_may_be_chosen() -> None:
    assert Minter("http://127.0.0.1:8000/id/").article("a") == "http://127.0.0.1:8000/id/article/a"


def test_a_version_that_is_no_version_is_refused() -> None:
    with pytest.raises(IriError, match="version"):
        MINT.program("1 0")
