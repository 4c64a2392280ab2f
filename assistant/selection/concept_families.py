"""The families of concepts: what belongs together where concepts are chosen and listed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Literal, get_args

from ingest.concepts.concept import concepts

Family = Literal[
    "totals",
    "basic_project",
    "three_public",
    "procurement",
    "assets_staff",
    "economic",
    "government_economic",
    "functional",
    "functional_income",
]
FAMILIES: tuple[Family, ...] = get_args(Family)
FAMILY_NAMES: dict[Family, str] = {
    "totals": "收支总量",
    "basic_project": "基本支出与项目支出",
    "three_public": "“三公”与机关运行",
    "procurement": "政府采购",
    "assets_staff": "资产与人员",
    "economic": "部门经济分类",
    "government_economic": "政府经济分类",
    "functional": "支出功能分类",
    "functional_income": "收入按功能分类",
}

HEADLINE = (
    "income",
    "expenditure",
    "basic_expenditure",
    "project_expenditure",
    "three_public",
    "operating_costs",
    "procurement",
)
"""What is set side by side where many are compared and nothing was chosen."""

ONE_A_ROW = frozenset({"project_amount", "procurement_item"})
"""Told once for every project or purchase: the row says which, so that bodies do not compare."""

_MARK = "family."
_HEADS: dict[str, Family] = {
    "basic_expenditure": "basic_project",
    "project_expenditure": "basic_project",
    "performance_amount": "basic_project",
    "performance_projects": "basic_project",
    "three_public": "three_public",
    "meetings": "three_public",
    "training": "three_public",
    "operating_costs": "three_public",
    "administrative_expenses": "three_public",
    "reception_batches": "three_public",
    "reception_visitors": "three_public",
    "trips": "three_public",
    "travellers": "three_public",
    "procurement": "procurement",
    "service_purchase": "procurement",
    "state_assets": "assets_staff",
}
"""Concepts with all that are parts of them; where none of a concept's parents is here, counts are
assets and staff, shares those of procurement, and money is among the totals."""


@cache
def family_of(concept: str) -> Family:
    """The family of a concept, by its classification, else by the nearest of its parents."""
    known = concepts()[concept]
    if known.scheme:
        return known.scheme
    at = concept
    while at:
        if at in _HEADS:
            return _HEADS[at]
        at = concepts()[at].parent
    return {"money": "totals", "count": "assets_staff", "ratio": "procurement"}[known.unit]  # type: ignore[return-value]


def family_value(family: Family) -> str:
    """How a whole family is chosen among concepts: ``family.three_public``."""
    return _MARK + family


def is_family(value: str) -> bool:
    """Whether a chosen value is a whole family."""
    return value.startswith(_MARK) and value.removeprefix(_MARK) in FAMILIES


def concepts_meant(chosen: Sequence[str]) -> tuple[str, ...]:
    """The concepts that chosen concepts and families stand for, in the order of choosing."""
    meant: dict[str, None] = {}
    for value in chosen:
        if is_family(value):
            family = value.removeprefix(_MARK)
            meant |= dict.fromkeys(each for each in concepts() if family_of(each) == family)
        elif value in concepts():
            meant[value] = None
    return tuple(meant)


@cache
def _places() -> dict[str, tuple[int, int]]:
    return {
        concept: (FAMILIES.index(family_of(concept)), at) for at, concept in enumerate(concepts())
    }


def in_order(several: Iterable[str]) -> tuple[str, ...]:
    """The concepts by family, within it as they are declared."""
    return tuple(sorted(several, key=_places().__getitem__))
