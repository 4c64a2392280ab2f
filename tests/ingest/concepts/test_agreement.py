"""Concepts that contradict or idle each other, one mistake each."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.concepts.agreement import together
from ingest.concepts.declaration import Concept, ConceptDataError

FORMS = ("income", "other")
GARDEN = Concept("garden", "园艺支出", "Gardens", "money", forms=("income",), sums=("pots",))
POTS = Concept(
    "pots", "花盆费", "Pots", "money", parent="garden", printed=("盆费",), forms=("prose",)
)
HELD = Concept("held", "花盆", "Pots held", "count", counted=("个",), forms=("prose",))
ALL = (GARDEN, POTS, HELD)


def test_what_agrees_is_given_by_id_with_its_words_of_several() -> None:
    found = together(ALL, {"花": ("pots", "held")}, FORMS)
    assert list(found) == ["garden", "pots", "held"]
    assert found["held"].everyday == ("花",)
    assert found["garden"].everyday == ()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (replace(HELD, id="pots"), "pots: declared twice"),
        (replace(HELD, parent="shed"), "held: unknown parent shed"),
        (replace(HELD, sums=("shed",)), "held: unknown part shed"),
        (replace(HELD, sums=("pots",)), "held: pots in sums has another kind of unit"),
        (replace(HELD, forms=("garden",)), "held: unknown form garden"),
        (replace(HELD, printed=("（花）盆",)), "held: （花）盆 is never used"),
        (replace(HELD, everyday=("花盆",)), "花盆 is never used, it is a printed name"),
        (replace(HELD, everyday=("盆费",)), "盆费 is never used, it is a printed name"),
        (replace(HELD, everyday=("花",)), "everyday word 花: pots held and held"),
    ],
)
def test_a_concept_that_does_not_agree_is_named(changed: Concept, said: str) -> None:
    with pytest.raises(ConceptDataError, match=said):
        together((GARDEN, POTS, changed), {"花": ("pots", "held")}, FORMS)


def test_a_name_is_printed_for_one_concept_in_one_unit() -> None:
    same = replace(HELD, printed=("盆费",))
    assert together((GARDEN, POTS, same), {}, FORMS)["held"].printed == ("盆费",)
    money = replace(same, unit="money", counted=())
    with pytest.raises(ConceptDataError, match="盆费 is printed for pots and held"):
        together((GARDEN, POTS, money), {}, FORMS)


def test_parents_lead_to_an_end() -> None:
    with pytest.raises(ConceptDataError, match="its parents lead back to"):
        together((replace(GARDEN, parent="pots"), POTS), {}, FORMS)


def test_a_word_of_several_means_what_there_is() -> None:
    with pytest.raises(ConceptDataError, match="everyday word 花: unknown concept shed"):
        together(ALL, {"花": ("pots", "shed")}, FORMS)


def test_an_everyday_word_belongs_to_one_concept() -> None:
    with pytest.raises(ConceptDataError, match="everyday word 花: pots and held"):
        together(
            (GARDEN, replace(POTS, everyday=("花",)), replace(HELD, everyday=("花",))), {}, FORMS
        )
