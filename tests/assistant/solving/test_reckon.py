"""Reckoning with printed figures."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.solving.amounts import Chosen
from assistant.solving.arithmetic import in_unit_of, worked_out
from assistant.solving.reckon import _of_unlike_levels
from ingest.nouns import Figure, Report

_REPORT = Report("r", "甲局", 2024, "budget", "department", "甲局2024", "r.pdf", "0" * 64, 9)


def _chosen(value: str, unit: str = "万元", ident: str = "f") -> Chosen:
    figure = Figure(
        id=ident, report_id="r", table_id="t", form="expenditure", row=0, row_path=("行",),
        row_label="行", row_code="", also=(), line_no="", side="", column_path=("合计",),
        value=Decimal(value), printed=value, unit=unit, fen=None, year=2024, body="甲局",
        basis="预算", locators=(),
    )  # fmt: skip
    return Chosen(_REPORT, figure)


@pytest.mark.parametrize(
    ("kind", "one", "other", "value", "unit"),
    [
        ("sum", ("1.25", "万元"), ("0.75", "万元"), "2.00", "万元"),
        ("sum", ("1", "万元"), ("5000", "元"), "1.5", "万元"),
        ("difference", ("3", "万元"), ("5", "万元"), "-2", "万元"),
        ("ratio", ("10", "万元"), ("4", "万元"), "2.50", "倍"),
        ("share", ("1", "万元"), ("3", "万元"), "33.33", "%"),
        ("per", ("10", "万元"), ("3", "人"), "3.33", "万元"),
    ],
)
def test_a_calculation(
    kind: str, one: tuple[str, str], other: tuple[str, str], value: str, unit: str
) -> None:
    worked = worked_out(kind, (_chosen(*one), _chosen(*other, ident="g")), 0.9)
    assert worked is not None
    assert (worked.value, worked.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("sum", ("1", "万元"), ("3", "人")),
        ("ratio", ("1", "万元"), ("0", "万元")),
        ("share", ("5", "万元"), ("3", "万元")),
        ("share", ("5", "万元"), ("0", "万元")),
        ("per", ("5", "万元"), ("3", "万元")),
        ("per", ("5", "万元"), ("0", "人")),
    ],
)
def test_what_makes_no_sense_is_not_reckoned(
    kind: str, one: tuple[str, str], other: tuple[str, str]
) -> None:
    assert worked_out(kind, (_chosen(*one), _chosen(*other, ident="g")), 0.9) is None


def test_money_is_brought_to_another_unit_and_nothing_else_is() -> None:
    assert in_unit_of(_chosen("1.5", "亿元").figure, "万元") == Decimal(15000)
    assert in_unit_of(_chosen("7", "辆").figure, "万元") == Decimal(7)


def test_parts_are_held_against_what_they_make_up_wherever_it_was_named() -> None:
    amounts = [("30", "a"), ("100", "b"), ("7000000", "c")]
    operands = tuple(_chosen(v, "元" if i == "c" else "万元", i) for v, i in amounts)
    worked = worked_out("tally", operands, 0.9)
    assert worked is not None
    # 700万元 is the whole: 30 + 100 are held against it.
    assert [one.figure.id for one in worked.operands] == ["a", "b", "c"]
    assert worked.value == Decimal(130)


def test_a_declared_whole_is_what_its_parts_are_held_against_however_small() -> None:
    told = {"procurement": "0", "procurement_goods": "3456.6", "procurement_services": "4683.6"}
    operands = []
    for concept, value in told.items():
        one = _chosen(value, ident=concept)
        operands.append(replace(one, figure=replace(one.figure, concept=concept)))
    worked = worked_out("tally", tuple(operands), 0.9)
    assert worked is not None
    assert worked.operands[-1].figure.concept == "procurement"
    assert worked.value == Decimal("8140.2")


def test_the_whole_of_a_share_may_be_a_sum() -> None:
    worked = worked_out("share", tuple(_chosen("25", ident=i) for i in "abcde"), 0.9)
    assert worked is not None
    assert worked.value == Decimal("25.00")


@pytest.mark.parametrize(
    ("one", "other", "counted_twice"),
    [
        ("functional.20805", "functional.2080505", True),
        ("functional.208", "functional.2080505", True),
        ("functional.201", "functional.2080505", False),
    ],
)
def test_what_is_part_of_another_at_any_depth_is_not_added_to_it(
    one: str, other: str, counted_twice: bool
) -> None:
    both = [_chosen("1"), _chosen("2", ident="g")]
    found = [
        replace(chosen, figure=replace(chosen.figure, concept=concept))
        for chosen, concept in zip(both, (one, other), strict=True)
    ]
    assert _of_unlike_levels(found) is counted_twice
