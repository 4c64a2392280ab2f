"""Families of concepts: every concept is in one, and a family stands for its concepts."""

from __future__ import annotations

import pytest

from assistant.selection.concept_families import (
    FAMILIES,
    HEADLINE,
    concepts_meant,
    family_of,
    family_value,
)
from ingest.concepts.concept import concepts


@pytest.mark.parametrize(
    ("concept", "family"),
    [
        ("expenditure", "totals"),
        ("carry_over_in", "totals"),
        ("personnel_expenditure", "basic_project"),
        ("vehicle_purchase", "three_public"),
        ("reception_batches", "three_public"),
        ("procurement_services", "procurement"),
        ("procurement_smes_share", "procurement"),
        ("staff_in_post", "assets_staff"),
        ("vehicles_held", "assets_staff"),
        ("economic.30201", "economic"),
        ("functional.2010301", "functional"),
    ],
)
def test_a_concept_is_in_the_family_of_its_parents(concept: str, family: str) -> None:
    assert family_of(concept) == family


def test_the_families_are_all_concepts() -> None:
    meant = concepts_meant([family_value(family) for family in FAMILIES])
    assert sorted(meant) == sorted(concepts()) and set(HEADLINE) <= set(meant)


def test_what_was_chosen_comes_in_its_order_once() -> None:
    chosen = ("meetings", family_value("three_public"), "expenditure", "none")
    meant = concepts_meant(chosen)
    assert (meant[0], meant[-1]) == ("meetings", "expenditure")
    assert len(meant) == len(set(meant)) and "three_public" in meant
