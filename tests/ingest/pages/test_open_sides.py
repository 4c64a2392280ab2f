"""Verticals are added only where a table is ruled inside and open at its sides."""

from __future__ import annotations

from ingest.pages.open_sides import joined_pieces, missing_sides
from ingest.pages.page import Ruling

RULES = [Ruling(50, 500, 100), Ruling(50, 500, 120), Ruling(50, 500, 140)]


def test_open_at_both_sides() -> None:
    assert missing_sides(RULES, [(200, 100, 140)]) == [
        (50, 100, 120),
        (500, 100, 120),
        (50, 120, 140),
        (500, 120, 140),
    ]


def test_open_at_one_side() -> None:
    assert missing_sides(RULES[:2], [(50, 90, 150), (200, 100, 120)]) == [(500, 100, 120)]


def test_three_lines_and_closed_grids_stay_as_they_are() -> None:
    assert missing_sides(RULES, []) == []
    assert missing_sides(RULES, [(50, 100, 140), (200, 100, 140), (500, 100, 140)]) == []


def test_nothing_is_added_between_two_tables() -> None:
    apart = [*RULES[:2], Ruling(50, 500, 300), Ruling(50, 500, 320)]
    sides = missing_sides(apart, [(200, 100, 120), (200, 300, 320)])
    assert {(top, bottom) for _, top, bottom in sides} == {(100, 120), (300, 320)}


def test_pieces_of_a_rule_are_one() -> None:
    pieces = [Ruling(50, 100, 10), Ruling(101, 200, 10.4), Ruling(220, 300, 10)]
    assert joined_pieces(pieces) == [Ruling(50, 200, 10), Ruling(220, 300, 10)]
