"""The file of bearer tokens: whom it lets in, and what is wrong with one that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from endpoint.tokens import NOBODY, TokenError, Tokens, read_tokens

FILE = "# who may write\n\nsalma: 4f9c-salma-0000000000\n0123456789abcdef==\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "tokens"
    path.write_text(FILE, "utf-8")
    path.chmod(0o600)
    return path


@pytest.fixture
def tokens(path: Path) -> Tokens:
    return read_tokens(path)


def test_token_names_its_bearer(tokens: Tokens) -> None:
    assert tokens.bearer("Bearer 4f9c-salma-0000000000") == "salma"


def test_bare_token_is_named_by_its_line(tokens: Tokens) -> None:
    assert tokens.bearer("bearer  0123456789abcdef== ") == "token 4"


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "Bearer",
        "Bearer ",
        "Bearer 4f9c-salma",
        "Basic 4f9c-salma-0000000000",
        "4f9c-salma-0000000000",
        "Bearer سر",
    ],
)
def test_anything_else_is_nobody(tokens: Tokens, header: str | None) -> None:
    assert tokens.bearer(header) is None


def test_without_a_file_nobody_is_known() -> None:
    assert NOBODY.bearer("Bearer 4f9c-salma-0000000000") is None


def test_tokens_are_not_kept_in_the_clear(tokens: Tokens) -> None:
    assert "4f9c" not in repr(tokens)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(TokenError, match="tokens cannot be read: No such file or directory"):
        read_tokens(tmp_path / "tokens")


def test_file_that_others_can_read_is_refused(path: Path) -> None:
    path.chmod(0o644)
    with pytest.raises(TokenError, match=r"others may read the token file .*chmod 600"):
        read_tokens(path)


def test_empty_file_is_refused(path: Path) -> None:
    path.write_text("# nothing yet\n")
    with pytest.raises(TokenError, match="holds no token"):
        read_tokens(path)


@pytest.mark.parametrize("line", ["salma: short", "salma: with space 0000000000", "a:b:0123456789abcdef", "salma:"])
def test_line_that_is_no_token_is_named(path: Path, line: str) -> None:
    path.write_text(line)
    with pytest.raises(TokenError, match="line 1: not a token"):
        read_tokens(path)
