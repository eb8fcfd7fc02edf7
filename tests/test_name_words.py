"""Names are compared by their words and consonants, whatever the spelling, the script, the titles before them."""

from __future__ import annotations

import pytest

from kg.name_words import name_words, readings, sounds_of
from kg.skeletons import Consonant
from kg.tables import curated, read_table

CONSONANTS = read_table(curated("lexicon", "consonants.yaml"), Consonant)


def sound_alike(one: str, other: str) -> bool:
    pairs = list(zip(name_words(one), name_words(other), strict=True))
    return all(sounds_of(first) & sounds_of(second) for first, second in pairs)


@pytest.mark.parametrize("row", CONSONANTS, ids=lambda row: row.sounds)
def test_letters_of_both_scripts_sound_alike(row: Consonant) -> None:
    assert sound_alike(*row.example)


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("الكاظمي", "Kadhimi"),
        ("الكاظمي", "Al-Kazemi"),
        ("عبد الفتاح السيسي", "Abdel Fattah el-Sisi"),
        ("عبد الفتاح السيسي", "Abd al-Fattah as-Sisi"),
        ("عبد الرحمن", "Abdurrahman"),
        ("محمد البرادعي", "Mohamed ElBaradei"),
        ("مقتدى الصدر", "Moqtada as-Sadr"),
        ("إبراهيم الجعفري", "Ibrahim al-Ja'fari"),
        ("يوسف", "Youssef"),
        ("طه", "Taha"),
        ("رجب طيب أردوغان", "Recep Tayyip Erdoğan"),
    ],
)
def test_name_is_known_in_either_script(arabic: str, latin: str) -> None:
    assert sound_alike(arabic, latin)


@pytest.mark.parametrize(("arabic", "latin"), [("الصدر", "Barzani"), ("حيدر", "Haddad"), ("الحكيم", "Hashimi")])
def test_other_names_sound_otherwise(arabic: str, latin: str) -> None:
    assert not sound_alike(arabic, latin)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("مصطفى الكاظمي", ("مصطفي", "كاظمي")),
        ("مُصطفى الكاظميّ", ("مصطفي", "كاظمي")),
        ("عبد الله", ("عبدالله",)),
        ("Al-Kadhimi, Mustafa", ("kadhimi", "mustafa")),
        ("Abdul Latif Rashid", ("abdullatif", "rashid")),
        ("Raad al-Sha'ar", ("raad", "shaar")),
        ("«»", ()),
    ],
)
def test_words_of_a_name(name: str, words: tuple[str, ...]) -> None:
    assert name_words(name) == words


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("د. محمد البرادعي", "محمد البرادعي"),
        ("رئيس الوزراء مصطفى الكاظمي", "مصطفى الكاظمي"),
        ("رئيس الوزراء العراقي مصطفى الكاظمي", "مصطفى الكاظمي"),
        ("مصطفى الكاظمي (رئيس الوزراء)", "مصطفى الكاظمي"),
        ("سماحة السيد علي السيستاني", "علي السيستاني"),
        ("Iraqi Prime Minister Mustafa Al-Kadhimi", "Mustafa Al-Kadhimi"),
        ("Dr. Barham Salih", "Barham Salih"),
    ],
)
def test_titles_and_notes_are_no_part_of_the_name(cell: str, name: str) -> None:
    assert name_words(name) in [reading.words for reading in readings(cell)]


def test_what_a_cell_says_is_its_surest_reading() -> None:
    first, *others = readings("الأمير محمد")
    assert (first.words, first.sureness) == (("امير", "محمد"), 1.0)
    assert all(reading.sureness < 1 for reading in others)


def test_leaving_out_a_name_is_less_sure_than_leaving_out_an_adjective() -> None:
    sureness = {reading.words: reading.sureness for reading in readings("الرئيس الأميركي بايدن")}
    mistaken = {reading.words: reading.sureness for reading in readings("الرئيس محمد علي")}
    assert sureness["بايدن",] > 0.95 > 0.9 > mistaken["علي",]


@pytest.mark.parametrize("cell", ["", " ", "(", "د.", "\u202e", "أ" * 100_000, "الشيخ " * 5000])
def test_any_cell_is_read_in_no_time(cell: str) -> None:
    assert len(readings(cell)) <= 8
