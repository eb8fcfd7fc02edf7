"""All pages of the site, for the application to register."""

from __future__ import annotations

from flask import Blueprint

from endpoint.site.actors import actors
from endpoint.site.articles import articles
from endpoint.site.details import details
from endpoint.site.disagreements import disagreements
from endpoint.site.home import home
from endpoint.site.linked import linked
from endpoint.site.lists import commitments, pledges, statements
from endpoint.site.quality import quality
from endpoint.site.timeline import timeline

SITE: tuple[Blueprint, ...] = (
    *(home, actors, statements, commitments, pledges, articles, disagreements, timeline),
    *(details, linked, quality),
)
