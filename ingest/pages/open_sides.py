"""Tables ruled inside but open at their sides: where the outer verticals would stand."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from ingest.pages.page import Ruling

_SAME_HEIGHT = 2.0
_TOUCH = 3.0
_SAME_EXTENT = 4.0
_BESIDE = 8.0
_MIN_WIDTH = 100.0

Vertical = tuple[float, float, float]
"""A vertical rule: x, upper and lower end."""


def joined_pieces(rules: Sequence[Ruling], touch: float = _TOUCH) -> list[Ruling]:
    """Rules drawn in pieces (a cell at a time), joined along one height, from the top down."""
    joined: list[Ruling] = []
    for rule in sorted(rules, key=lambda rule: (round(rule.top), rule.x0)):
        last = joined[-1] if joined else None
        if last and abs(last.top - rule.top) <= _SAME_HEIGHT and rule.x0 - last.x1 <= touch:
            joined[-1] = Ruling(last.x0, max(last.x1, rule.x1), last.top)
        else:
            joined.append(rule)
    return joined


def missing_sides(rules: Sequence[Ruling], verticals: Sequence[Vertical]) -> list[Vertical]:
    """Verticals to add at the ends of rules that inner verticals cross but no outer one closes."""
    long = [rule for rule in joined_pieces(rules) if rule.x1 - rule.x0 >= _MIN_WIDTH]
    groups: list[list[Ruling]] = []
    for rule in long:
        group = next((g for g in groups if _same_extent(g[0], rule)), None)
        if group is None:
            groups.append([rule])
        else:
            group.append(rule)
    return [
        side
        for group in groups
        for upper, lower in itertools.pairwise(group)
        for side in _missing_between(upper, lower, verticals)
    ]


def _same_extent(a: Ruling, b: Ruling) -> bool:
    return abs(a.x0 - b.x0) <= _SAME_EXTENT and abs(a.x1 - b.x1) <= _SAME_EXTENT


def _missing_between(upper: Ruling, lower: Ruling, verticals: Sequence[Vertical]) -> list[Vertical]:
    middle = (upper.top + lower.top) / 2
    here = [x for x, top, bottom in verticals if top - 1 <= middle <= bottom + 1]
    if not any(upper.x0 + _BESIDE < x < upper.x1 - _BESIDE for x in here):
        return []
    return [
        (side, upper.top, lower.top)
        for side in (upper.x0, upper.x1)
        if not any(abs(x - side) <= _BESIDE for x in here)
    ]
