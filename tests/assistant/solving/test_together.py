"""Which readings of several measures go together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.linking.link import Link
from assistant.linking.things import things_of
from assistant.query import Measure
from assistant.reading.restrictions import restrictions
from assistant.solving.amounts import Chosen
from assistant.solving.resolve import Resolved
from assistant.solving.together import apart, as_counted, only, part_in_whole
from tests.assistant.solving.figures import REPORT, figure

Reading = tuple[str, str, str, float]
"""A label, its amount, its unit and how likely it is meant."""


def _resolved(words: str, *readings: Reading) -> Resolved:
    options = []
    for label, value, unit, chance in readings:
        told = figure(label, value, row_label=label, unit=unit, concept=_CONCEPTS.get(label, ""))
        options.append((Chosen(REPORT, told, thing=things_of([told])[0]), chance))
    return Resolved(REPORT, Measure(words), tuple(options), Link(words, restrictions(words), ()))


_CONCEPTS = {
    "政府采购": "procurement",
    "采购服务": "procurement_services",
    "购买服务": "service_purchase",
    "项目支出": "project_expenditure",
    "支出总计": "expenditure_total",
}


def _labels(resolved: Resolved) -> list[str]:
    return [chosen.figure.row_label for chosen, _ in resolved.options]


@pytest.mark.parametrize(
    ("part", "whole", "left"),
    [
        # Nothing is part of itself, or of what is less.
        (
            [("项目支出", "80", "万元", 0.91)],
            [("支出总计", "100", "万元", 0.65), ("项目支出", "80", "万元", 0.6)],
            (["项目支出"], ["支出总计"]),
        ),
        (
            [("项目支出", "80", "万元", 0.91)],
            [("政府采购", "50", "万元", 0.8), ("支出总计", "0.01", "亿元", 0.7)],
            (["项目支出"], ["支出总计"]),
        ),
        # Money is no part of a number of things.
        (
            [("车辆", "4", "辆", 0.9), ("项目支出", "80", "万元", 0.5)],
            [("支出总计", "100", "万元", 0.9)],
            (["项目支出"], ["支出总计"]),
        ),
        # What is part of the whole by its definition is meant before what could be.
        (
            [("采购服务", "20", "万元", 0.89), ("购买服务", "10", "万元", 0.81)],
            [("政府采购", "50", "万元", 0.9)],
            (["采购服务"], ["政府采购"]),
        ),
    ],
)
def test_a_part_and_its_whole(
    part: list[Reading], whole: list[Reading], left: tuple[list[str], list[str]]
) -> None:
    found = part_in_whole(_resolved("甲", *part), _resolved("乙", *whole))
    assert (_labels(found[0]), _labels(found[1])) == left
    assert all(one.clear for one in found)


def test_where_nothing_fits_nothing_is_made_to_fit() -> None:
    part = _resolved("甲", ("项目支出", "80", "万元", 0.9))
    whole = _resolved("乙", ("政府采购", "50", "万元", 0.9))
    assert part_in_whole(part, whole) == (part, whole)


def test_what_one_clearly_means_the_other_named_beside_it_does_not() -> None:
    training = ("培训费", "16", "万元", 0.95)
    meetings = ("会议费", "2", "万元", 0.93)
    unclear = _resolved("安排的会议费", meetings, ("培训费", "16", "万元", 0.9))
    found = apart([unclear, _resolved("培训费", training)])
    assert not unclear.clear
    assert [one.clear for one in found] == [True, True]


def test_two_that_mean_the_same_stay_as_they_are() -> None:
    both = [_resolved(words, ("退休费", "3", "万元", 0.96)) for words in ("津贴", "补贴")]
    assert apart(both) == both


@pytest.mark.parametrize(
    ("first", "next_", "least", "most"), [(0.94, 0.5, 0.85, 0.9), (0.5, 0.3, 0.35, 0.4)]
)
def test_what_is_left_is_as_likely_as_beside_nothing_told(
    first: float, next_: float, least: float, most: float
) -> None:
    found = _resolved("辆", ("运行费", "8", "万元", first), ("车辆", "4", "辆", next_))
    counted = only(found, lambda chosen: chosen.figure.unit == "辆")
    assert least < counted.chance < most


def test_what_is_asked_in_two_units_is_told_in_one_place_or_clearly_meant() -> None:
    readings = [("编了目标的项目", "5", "个", 0.85), ("涉及资金", "80", "万元", 0.3)]
    number, money = (
        replace(one, measure=replace(one.measure, unit=unit))
        for unit, one in (
            ("个", _resolved("项目", *readings)),
            ("元", _resolved("项目", *readings)),
        )
    )
    both = as_counted([number, money])
    assert [_labels(one) for one in both] == [["编了目标的项目"], ["涉及资金"]]
    assert [one.chance for one in both] == [0.85, 0.9]
    # Elsewhere it is as likely as it was.
    apart_ = [
        (replace(c, figure=replace(c.figure, row=7)), chance) for c, chance in money.options[1:]
    ]
    (_, other) = as_counted([number, replace(money, options=tuple(apart_))])
    assert other.chance == 0.3
