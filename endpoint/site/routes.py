"""All pages of the site, for the application to register."""

from __future__ import annotations

from flask import Blueprint

from endpoint.site.articles import articles

SITE: tuple[Blueprint, ...] = (articles,)
