"""The page of disagreements: accounts that differ stand side by side, each with the articles that give it."""

from __future__ import annotations

from flask.testing import FlaskClient


def cards(page: str) -> list[str]:
    """The disagreements of a page, as HTML."""
    return [piece.partition("</article>")[0] for piece in page.split('<article class="card disagreement"')[1:]]


def test_end_of_the_combat_role_and_departure_of_the_forces_stand_side_by_side(site: FlaskClient) -> None:
    found = [card for card in cards(site.get("/disagreements?lang=ar").text) if "لن يبقى لها دور قتالي" in card]
    assert any("انسحاب القوات الأميركية من العراق" in card for card in found)


def test_each_account_names_the_articles_that_give_it(site: FlaskClient) -> None:
    for card in cards(site.get("/disagreements?lang=ar").text):
        accounts = card.split('<div class="account">')[1:]
        assert len(accounts) >= 2 and all("/article/" in account for account in accounts)


def test_disagreements_narrow_to_the_point_at_issue(site: FlaskClient) -> None:
    whole, narrowed = (site.get(f"/disagreements?lang=en{more}").text for more in ("", "&property=mq:speaker"))
    assert 0 < len(cards(narrowed)) < len(cards(whole))
    assert all("Said by" in card or "speaker" in card.lower() for card in cards(narrowed))


def test_point_that_there_is_not_is_told(site: FlaskClient) -> None:
    assert site.get("/disagreements?property=nothing:here").status_code == 400


def test_disagreements_are_there_as_data(site: FlaskClient) -> None:
    answer = site.get("/disagreements.csv", follow_redirects=True)
    assert answer.status_code == 200 and len(answer.text.splitlines()) > 4


def test_yes_and_no_are_words(site: FlaskClient) -> None:
    (card,) = cards(site.get("/disagreements?lang=ar&property=mq:approximate").text)
    assert '<p class="value">نعم</p>' in card and '<p class="value">لا</p>' in card
