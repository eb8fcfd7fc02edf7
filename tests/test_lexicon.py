"""The linguistic tables become indexes over folded words."""

from __future__ import annotations

from collections import Counter

import pytest
from reading_support import document

from kg.aid import AidRow
from kg.folding import fold
from kg.lexicon import Cue, cue_forms, load_lexicon
from kg.tables import curated, read_table
from kg.undertaking_words import Undertaking

LEXICON = load_lexicon()
CUES = read_table(curated("lexicon", "cues.yaml"), Cue)


def test_no_verb_stands_twice_with_the_same_present() -> None:
    presents = Counter((cue.verb, cue.imperfect) for cue in CUES)
    assert [verb for verb, times in presents.items() if times > 1] == []


def test_a_present_is_written_without_its_prefix() -> None:
    rows = [(cue.verb, cue.imperfect) for cue in CUES]
    rows += [(row.word, row.imperfect) for row in read_table(curated("lexicon", "undertakings.yaml"), Undertaking)]
    rows += [(row.word, row.imperfect) for row in read_table(curated("lexicon", "aid.yaml"), AidRow)]
    prefixed = [(verb, stem) for verb, stems in rows for stem in stems if stem[0] == "ي" and verb[0] != "ي"]
    assert prefixed == []


def verbs(word: str) -> set[str]:
    """The verbs that a word of the text may be a form of."""
    return {form.cue.verb for form in LEXICON.cues.get(fold(word), [])}


@pytest.mark.parametrize(
    "word, verb",
    [
        ("قالت", "قال"),
        ("يقول", "قال"),
        ("قوله", "قال"),
        ("مضيفا", "أضاف"),
        ("مضيفة", "أضاف"),
        ("يؤكدون", "أكد"),
        ("أكّدت", "أكد"),
        ("اكد", "أكد"),
        ("ينفي", "نفى"),
        ("نفت", "نفى"),
        ("دعت", "دعا"),
        ("دعوته", "دعا"),
        ("وصفه", "وصف"),
        ("اتهمته", "اتهم"),
        ("تعتبر", "اعتبر"),
    ],
)
def test_form_leads_to_its_verb(word: str, verb: str) -> None:
    assert verb in verbs(word)


@pytest.mark.parametrize("word", ["القول", "بيت", "العراق", "مباحثات", "يغادر"])
def test_other_words_are_no_cue(word: str) -> None:
    assert verbs(word) == set()


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: cue.verb)
def test_example_of_a_cue_holds_a_form_of_it(cue: Cue) -> None:
    forms = {fold(form.text) for form in cue_forms(cue)}
    words = list(document(cue.example).forms)
    assert any(word in forms or word[1:] in forms for word in words), "\n".join(sorted(forms))


def test_verbs_are_listed_once_for_each_meaning() -> None:
    rows = [(cue.verb, cue.act, cue.content) for cue in CUES]
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize(
    "phrase, office",
    [
        ("رئيس الوزراء", "prime-minister"),
        ("وزير الخارجية", "foreign-minister"),
        ("وزيرة الخارجية", "foreign-minister"),
        ("نائب الرئيس", "vice-president"),
        ("ولي العهد", "crown-prince"),
        ("المتحدث باسم", "spokesperson"),
    ],
)
def test_office_is_known_by_its_forms(phrase: str, office: str) -> None:
    found = LEXICON.offices.longest(document(phrase).forms, 0)
    assert found is not None
    assert office in {row.office for row in found[1]}
    assert found[0] == len(phrase.split())


@pytest.mark.parametrize(
    "word, country",
    [
        ("العراقي", "iraq"),
        ("عراقية", "iraq"),
        ("الأميركيين", "us"),
        ("الأمريكية", "us"),
        ("اليمنيون", "yemen"),
        ("السعوديتين", "saudi-arabia"),
    ],
)
def test_demonym_leads_to_its_country(word: str, country: str) -> None:
    assert LEXICON.demonyms[fold(word)] == country


@pytest.mark.parametrize(
    "name, key, how",
    [
        ("العراق", "iraq", "name"),
        ("بغداد", "iraq", "metonym"),
        ("واشنطن", "us", "metonym"),
        ("المملكة", "saudi-arabia", "short"),
        ("الأمم المتحدة", "un", "name"),
    ],
)
def test_name_leads_to_its_actor_by_name_short_form_or_place(name: str, key: str, how: str) -> None:
    found = LEXICON.names.longest(document(name).forms, 0)
    assert found is not None
    assert (key, how) in {(known.actor.key, known.how) for known in found[1]}


@pytest.mark.parametrize("word, noun", [("حكومته", "حكومة"), ("جيشها", "جيش"), ("إدارتي", "إدارة")])
def test_possessive_leads_to_the_body(word: str, noun: str) -> None:
    body = LEXICON.possessives[fold(word)]
    assert body is not None
    assert body.noun == noun


def test_possessive_of_the_country_leads_to_no_body() -> None:
    assert LEXICON.possessives["بلاده"] is None


@pytest.mark.parametrize(
    "word, definite, number",
    [("مسؤول", False, "s"), ("المسؤولون", True, "p"), ("مصادر", False, "p"), ("الطرفان", True, "d")],
)
def test_source_noun_tells_definiteness_and_number(word: str, definite: bool, number: str) -> None:
    found = LEXICON.sources.longest(document(word).forms, 0)
    assert found is not None
    assert (definite, number) in {(noun.definite, noun.number) for noun in found[1]}


@pytest.mark.parametrize(
    "kind, word",
    [("complementizer", "بأن"), ("negation", "لم"), ("relative", "الذي"), ("preposition", "إلى"), ("outcome", "ؤدي")],
)
def test_particle_is_known_by_its_kind(kind: str, word: str) -> None:
    assert LEXICON.is_a(kind, fold(word))


def test_common_words_are_folded() -> None:
    assert [word for word in LEXICON.common if fold(word) != word] == []


def test_tables_are_read_once() -> None:
    assert load_lexicon() is LEXICON
