"""Giving back: what the articles know of an actor and Wikidata does not, and which actors are which of its items."""
