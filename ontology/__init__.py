"""Curated knowledge: data files only (Turtle, YAML, SPARQL); the mechanism is in `kg`."""
