"""A reading made by hand, of sentences as the newswire writes them, for the tests of what comes after reading."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from kg.article import Article
from kg.curated import CuratedActor, Label, Tenure
from kg.frames import Actor, Commitment, Deadline, Mention, PartialDate, Pledge, Reading, Statement
from kg.span import Span

TEXT = """\ufeffبايدن يعلن نهاية "المهمّة القتالية" في العراق

قال الرئيس الأميركي جو بايدن "لن نكون مع نهاية العام في مهمّة قتاليّة" في العراق.

وستقدم الولايات المتحدة 5.2 مليون دولار للمساعدة في تمويل بعثة للأمم المتحدة لمراقبة الانتخابات في أكتوبر في العراق.

وقال مسؤول كبير في الإدارة الأميركية إن الهدف هو الهزيمة الدائمة لداعش.
"""
PROMISE = '"لن نكون مع نهاية العام في مهمّة قتاليّة" في العراق'
AID = "وستقدم الولايات المتحدة 5.2 مليون دولار"


def span(words: str, text: str = TEXT) -> Span:
    """Where the words first stand."""
    return Span(text.index(words), text.index(words) + len(words))


ACTORS = (
    Actor("biden", "Person", "جو بايدن", ("جو بايدن", "بايدن"), role="الرئيس الأميركي", of=("us",), curated=True),
    Actor("us", "Country", "الولايات المتحدة", ("الولايات المتحدة",), curated=True),
    Actor("iraq", "Country", "العراق", ("العراق",), curated=True),
    Actor("un", "InternationalOrganization", "الأمم المتحدة", ("للأمم المتحدة",), curated=True),
    Actor("a/official-0a1b2c", "AnonymousSource", "مسؤول كبير في الإدارة الأميركية", of=("us",), local=True),
)
STATEMENTS = (
    Statement(
        span(PROMISE),
        span("قال"),
        ("biden",),
        "say",
        quotations=(span("لن نكون مع نهاية العام في مهمّة قتاليّة"),),
        said_on=date(2021, 7, 26),
        rule="verb-subject",
        confidence=Decimal("0.90"),
    ),
    Statement(span("الهدف هو الهزيمة الدائمة لداعش"), span("قال"), ("a/official-0a1b2c",), "say", rule="verb-subject"),
)
COMMITMENT = Commitment(
    (span(PROMISE), span('نهاية "المهمّة القتالية" في العراق')),
    ("us",),
    ("iraq",),
    Deadline(PartialDate(date(2021, 12, 31)), span("مع نهاية العام")),
    topic="withdrawal",
    made_in=0,
    rule="negated-future",
)
PLEDGE = Pledge(
    (span(AID),),
    ("us",),
    ("iraq",),
    ("un",),
    amount=Decimal("5.20") * 1000000,
    unit="USD",
    purpose=span("تمويل بعثة للأمم المتحدة لمراقبة الانتخابات"),
    sector="elections",
    deadline=Deadline(PartialDate(date(2021, 10, 1), "month"), span("في أكتوبر")),
    rule="give-amount",
)
READING = Reading(
    Article("مقال 1", TEXT, date(2021, 7, 27), "inferred", "from the quotation", "الجزيرة", "https://example.org/1"),
    {actor.key: actor for actor in ACTORS},
    tuple(Mention(span((actor.names or (actor.label,))[0]), actor.key) for actor in ACTORS),
    STATEMENTS,
    (COMMITMENT,),
    (PLEDGE,),
)
CURATED = (
    CuratedActor(
        "biden",
        "Person",
        Label("جو بايدن", "Joe Biden"),
        short=("بايدن",),
        of=("us",),
        wikidata="Q6279",
        source="Wikidata",
        offices=(Tenure("president", "us", "2021-01-20", "2025-01-20"), Tenure("vice-president", "us", "2009")),
    ),
    CuratedActor("us", "Country", Label("الولايات المتحدة", "United States"), names=("أميركا",), metonyms=("واشنطن",)),
    CuratedActor("iraq", "Country", Label("العراق", "Iraq"), wikidata="Q796", source="Wikidata"),
    CuratedActor("un", "InternationalOrganization", Label("الأمم المتحدة", "United Nations")),
    CuratedActor("iran", "Country", Label("إيران", "Iran")),
)


def reading_of(text: str, number: int) -> Reading:
    """One statement whose content is the whole text, by an actor of its own."""
    actor = Actor(f"speaker-{number}", "Person", f"متحدث {number}")
    statement = Statement(Span(0, len(text)), None, (actor.key,), "say")
    return replace(
        READING,
        article=Article(f"a{number}", text),
        actors={actor.key: actor},
        mentions=(),
        commitments=(),
        pledges=(),
        statements=(statement,),
    )
