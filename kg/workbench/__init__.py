"""Annotated articles -> where the program reads them otherwise, case by case: for people who improve its rules."""

from __future__ import annotations

from pathlib import Path

from kg.explain import concept_names
from kg.pipeline import load
from kg.trials import Trial, read_trials
from kg.workbench.cases import Case, cases


def open_cases(gold: Path, text: Path) -> tuple[list[Trial], list[Case]]:
    """Read the annotated texts of a folder: the trials, and every case where found and annotated differ.

    Raises GoldError, TrialError, InputError for a text that is missing, or TableError.
    """
    pipeline = load()
    trials = read_trials(gold, text, pipeline)
    curated, labels = pipeline.lexicon.actors.by_key, concept_names()
    return trials, [case for trial in trials for case in cases(trial, curated=curated, labels=labels)]
