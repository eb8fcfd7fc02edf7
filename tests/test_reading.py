"""Files of news become articles to the letter, and what cannot be read whole is reported by name."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from kg.article import Article
from kg.reading import InputError, Problem, find_sources, read_inputs

SEEDS = Path(__file__).parent.parent / "seeds"
NEWS = "قال بايدن إن القوات ستغادر."


def read(*paths: Path, strict: bool = False) -> tuple[list[Article], list[Problem]]:
    problems: list[Problem] = []
    return list(read_inputs(paths, strict=strict, report=problems.append)), problems


def only_problem(path: Path, beside: Path) -> str:
    """The one problem of a file that is read together with a sound article."""
    sound = beside / "sound.txt"
    sound.write_text("قال الكاظمي كلمة.", "utf-8")
    articles, problems = read(path, sound)
    assert [article.id for article in articles] == ["sound"]
    (problem,) = problems
    return str(problem)


def json_line(**fields: object) -> str:
    return json.dumps({"id": "a1", "text": NEWS} | fields, ensure_ascii=False) + "\n"


def test_seeds_are_read_to_the_byte() -> None:
    articles, problems = read(SEEDS)
    assert not problems
    assert [a.text.encode() for a in articles] == [f.read_bytes() for f in sorted(SEEDS.glob("*.txt"))]


def test_seed_titles_are_lines_of_their_texts() -> None:
    articles, _ = read(SEEDS)
    assert [a.id for a in articles if a.title not in a.text.splitlines()] == []


def test_seed_dates_say_how_they_are_known() -> None:
    articles, _ = read(SEEDS)
    assert [(a.published, a.published_basis) for a in articles] == [
        (date(2021, 7, 27), "inferred"),
        (date(2021, 7, 27), "stated"),
        (date(2021, 7, 27), "inferred"),
        (date(2021, 7, 23), "inferred"),
        (None, None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "قال\r\nبايدن\rنعم\n",
        "\ufeffقال بايدن",
        "قال",
        "قال بايدن إن القوات ستغادر",
        "نعم \u0640\u064b\u200f١٢",
        "قال بايدن إن القوات ستغادر العراق. " * 15_000,
    ],
    ids=["newlines", "byte-order-mark", "one-word", "no-full-stop", "marks", "a-megabyte"],
)
def test_text_is_kept_to_the_letter(tmp_path: Path, text: str) -> None:
    (tmp_path / "خبر.txt").write_bytes(text.encode())
    (article,), problems = read(tmp_path)
    assert (article.id, article.text, problems) == ("خبر", text, [])


def test_folders_are_searched_and_hidden_files_left_out(tmp_path: Path) -> None:
    for name in ("b/two.txt", "a/one.txt", ".git/no.txt", ".hidden.txt", "a/notes.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(NEWS, "utf-8")
    assert [source.name for source in find_sources([tmp_path])] == ["one.txt", "two.txt"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(NEWS, "utf-8")
    articles, problems = read(tmp_path, tmp_path / "one.txt")
    assert ([a.id for a in articles], problems) == (["one"], [])


# --- what is known beside the text


def test_details_are_taken_from_the_file_beside(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(NEWS, "utf-8")
    (tmp_path / "articles.yaml").write_text(
        "one: {published: 2021-07-26, publisher: الجزيرة, url: 'https://example.org/خبر', title: عنوان}", "utf-8"
    )
    (article,), _ = read(tmp_path)
    assert article == Article(
        id="one",
        text=NEWS,
        published=date(2021, 7, 26),
        published_basis="stated",
        publisher="الجزيرة",
        url="https://example.org/خبر",
        title="عنوان",
    )


def test_details_of_files_not_asked_for_do_no_harm(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(NEWS, "utf-8")
    (tmp_path / "articles.yaml").write_text("one: {title: أول}\ntwo: {title: ثان}\n", "utf-8")
    (article,), _ = read(tmp_path / "two.txt")
    assert article.title == "ثان"


@pytest.mark.parametrize(
    ("details", "message"),
    [
        ("one: {title: x}\ngone: {title: y}", "articles.yaml:2: expected the name of a .txt file beside articles.yaml"),
        (
            "one:\n  published: 26/07/2021",
            "articles.yaml:2: published: expected a date as 2021-07-26, found '26/07/2021'",
        ),
        ("one:\n  published: 2021-02-30", "articles.yaml:2: published: expected a date as 2021-07-26"),
        ("one:\n  publishd: 2021-07-26", "articles.yaml:2: expected one of the fields published"),
        ("one:\n  published_basis: stated", "published_basis: expected only beside published"),
        ("one: {published: 2021-07-26, published_basis: guessed}", "published_basis: expected one of stated, inferred"),
        ("one: {published: 2021-07-26, published_basis: inferred}", "published_note: expected what the inferred date"),
        ("one: {url: 'see page 3'}", "url: expected an address as https://example.org/page"),
        ("one: {title: x}\none: {title: y}", "articles.yaml:2: expected each key once"),
        ("- one", "articles.yaml:1: expected entries, each under its key"),
        ("one: }", "articles.yaml:1: not valid YAML"),
        ("one: {title: \x07}", "is none that YAML allows"),
        ("? [a]\n: {title: x}", "articles.yaml:1: expected a name before the colon"),
    ],
)
def test_wrong_details_are_refused_with_their_line(tmp_path: Path, details: str, message: str) -> None:
    (tmp_path / "one.txt").write_text(NEWS, "utf-8")
    (tmp_path / "articles.yaml").write_text(details, "utf-8")
    with pytest.raises(InputError) as refusal:
        read(tmp_path)
    assert message in str(refusal.value)


def test_empty_details_say_nothing(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(NEWS, "utf-8")
    (tmp_path / "articles.yaml").write_text("# later\n", "utf-8")
    articles, _ = read(tmp_path)
    assert articles == [Article("one", NEWS)]


# --- text files that cannot be read whole


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("سطر\nقال ".encode() + b"\xe7" + " نعم".encode(), "not UTF-8: byte 0xE7 at offset 14 (line 2)"),
        (NEWS.encode("cp1256"), "not UTF-8: byte 0xDE at offset 0 (line 1); save it as UTF-8"),
        (NEWS.encode("utf-16"), "not UTF-8: byte 0xFF at offset 0"),
        (b"", "the text is empty"),
        (b"\xef\xbb\xbf \r\n", "the text is empty"),
        (b"Biden met Kadhimi.", "not Arabic: 0 of its 15 letters are Arabic, fewer than 30%"),
        (b"26/07/2021", "not Arabic: 0 of its 0 letters"),
        ("Biden met مصطفى الكاظمي in the Oval Office on Monday.".encode(), "not Arabic: 12 of its 43 letters"),
        ("قال\x1a".encode(), "the text holds U+001A (at character 3)"),
        ("قال\0نعم".encode(), "the text holds U+0000 (at character 3), which is no text; remove it"),
    ],
    ids=["cut-letter", "cp1256", "utf-16", "empty", "blank", "english", "digits", "mostly-english", "control", "nul"],
)
def test_unreadable_text_is_reported_by_name(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "bad.txt").write_bytes(content)
    problem = only_problem(tmp_path / "bad.txt", tmp_path)
    assert problem.startswith(f"{tmp_path / 'bad.txt'}: ")
    assert message in problem


def test_two_files_of_one_name_are_reported(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "one.txt").write_text(NEWS, "utf-8")
    articles, (problem,) = read(tmp_path)
    assert [a.id for a in articles] == ["one"]
    assert str(problem) == (
        f"{tmp_path}/b/one.txt: the name 'one' is taken by {tmp_path}/a/one.txt; each article needs its own"
    )


def test_a_file_name_that_is_no_text_is_reported(tmp_path: Path) -> None:
    bad = Path(str(tmp_path) + "/\udce7.txt")
    bad.write_text(NEWS, "utf-8")
    assert "the file's name is not UTF-8" in only_problem(bad, tmp_path)


# --- JSON Lines


def test_json_lines_give_articles_with_details(tmp_path: Path) -> None:
    line = json_line(published="2021-07-26T21:30:00Z", publisher="الجزيرة", url="https://example.org/1", other=[1])
    (tmp_path / "news.jsonl").write_text(line + "\n" + json_line(id=2), "utf-8")
    first, second = read(tmp_path)[0]
    assert (first.published, first.published_basis, first.publisher) == (date(2021, 7, 26), "stated", "الجزيرة")
    assert second == Article("2", NEWS)


def test_gzipped_json_lines_are_read(tmp_path: Path) -> None:
    (tmp_path / "news.jsonl.gz").write_bytes(gzip.compress(json_line().encode()))
    assert read(tmp_path) == ([Article("a1", NEWS)], [])


def test_a_gzip_file_cut_short_is_reported_after_its_whole_lines(tmp_path: Path) -> None:
    whole = b"".join(json_line(id=n, url=f"https://example.org/{n * 7919 % 1009}").encode() for n in range(2000))
    (tmp_path / "news.jsonl.gz").write_bytes(gzip.compress(whole)[:-2000])
    articles, (problem,) = read(tmp_path)
    assert 0 < len(articles) < 2000
    assert f"news.jsonl.gz:{len(articles) + 1}: cannot be read from here on" in str(problem)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"id": "a1", "text": ', "not valid JSON: Expecting value (column 21)"),
        ("[1]", 'expected an object as {"id": "…", "text": "…"}'),
        ("[" * 100_000, "not valid JSON: nested too deeply"),
        ('{"text": "قال"}', "the field 'id' is missing or empty"),
        ('{"id": "a1"}', "the field 'text' is missing or empty"),
        ('{"id": "a1", "text": ["قال"]}', "text: expected text, found ['قال']"),
        ('{"id": true, "text": "قال"}', "id: expected text, found True"),
        (json_line(published="أمس"), "published: expected a date as 2021-07-26, found 'أمس'"),
        (json_line(published="2021-13-01"), "published: expected a date as 2021-07-26, found '2021-13-01'"),
        (json_line(url="javascript:alert(1)"), "url: expected an address as https://example.org/page"),
        (
            '{"id": "a1", "text": "قال \\ud800"}',
            "the field 'text' holds U+D800 (at character 4), which is no text; remove it",
        ),
        (json_line(text="Biden met Kadhimi."), "not Arabic: 0 of its 15 letters"),
    ],
)
def test_a_bad_line_is_reported_with_its_number(tmp_path: Path, line: str, message: str) -> None:
    (tmp_path / "news.jsonl").write_text(f"\n{line}\n", "utf-8")
    problem = only_problem(tmp_path / "news.jsonl", tmp_path)
    assert problem.startswith(f"{tmp_path}/news.jsonl:2: ")
    assert message in problem


def test_a_line_that_is_not_utf8_is_reported(tmp_path: Path) -> None:
    (tmp_path / "news.jsonl").write_bytes(json_line().encode("cp1256"))
    assert "news.jsonl:1: not UTF-8: byte 0x" in only_problem(tmp_path / "news.jsonl", tmp_path)


def test_an_id_in_two_kinds_of_file_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a1.txt").write_text(NEWS, "utf-8")
    (tmp_path / "news.jsonl").write_text(json_line(), "utf-8")
    _, (problem,) = read(tmp_path)
    assert str(problem) == (
        f"{tmp_path}/news.jsonl:1: the name 'a1' is taken by {tmp_path}/a1.txt; each article needs its own"
    )


# --- inputs refused as a whole


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("gone", "gone: no such file or folder"),
        ("folder", "folder: no article in this folder; expected files ending in .txt, .jsonl, .jsonl.gz"),
        ("folder/page.pdf", "page.pdf: cannot read this kind of file; expected one ending in .txt, .jsonl, .jsonl.gz"),
    ],
)
def test_a_path_without_articles_is_refused(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "page.pdf").touch()
    with pytest.raises(InputError) as refusal:
        read(tmp_path / name)
    assert message in str(refusal.value)


def test_strict_reports_every_problem_then_refuses(tmp_path: Path) -> None:
    for name, text in (("a", ""), ("b", NEWS), ("c", "English only.")):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    problems: list[Problem] = []
    articles: list[Article] = []
    with pytest.raises(InputError, match="2 of the inputs cannot be read whole"):
        articles.extend(read_inputs([tmp_path], strict=True, report=problems.append))
    assert ([Path(p.place).stem for p in problems], articles) == (["a", "c"], [])


def test_inputs_of_which_none_is_readable_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("English only.", "utf-8")
    with pytest.raises(InputError, match="nothing was built"):
        read(tmp_path)


def test_a_json_lines_file_without_lines_is_refused(tmp_path: Path) -> None:
    (tmp_path / "news.jsonl").touch()
    with pytest.raises(InputError, match="the inputs hold no article"):
        read(tmp_path)
