"""Readings: each amount once, what else fits of a thing by itself, and each put into words."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from assistant.linking.link import Candidate, Link
from assistant.linking.things import Found, things_of
from assistant.query import Measure
from assistant.reading.restrictions import restrictions
from assistant.solving.amounts import Chosen
from assistant.solving.described import in_words
from assistant.solving.judge import Judge
from assistant.solving.weighing import Weighed, apart, weighed_of
from ingest.nouns import Correction, Figure
from tests.assistant.solving.figures import REPORT, figure

_TITLES = {"t": "支出总表", "u": "三公经费表"}


def _weighed(*told: tuple[Figure, ...], chance: float = 0.9) -> list[Weighed]:
    """What comes of things of which the first figure was chosen and the others fit as well."""
    candidates, found = [], []
    for at, figures in enumerate(told):
        (thing,) = things_of(figures)
        way = Found(thing, 1.0, 1.0, whole=not at, code=False)
        candidates.append(Candidate(thing, chance - at / 10, way))
        one = Chosen(REPORT, figures[0], rivals=figures[1:], thing=thing)
        found += [(at, each) for each in apart(one)]
    link = Link("培训费", restrictions("培训费"), tuple(candidates))
    return weighed_of(found, link, Measure("培训费", "培训费花了多少"), _TITLES)


def test_an_amount_told_twice_is_one_reading_with_both_places() -> None:
    told = figure("a", "3.00")
    again = figure("b", "30000", unit="元", fen=3_000_000, table_id="u", concept="operating_costs")
    other = figure("c", "7.00", concept="meetings", row_label="会议费")
    weighed = _weighed((told,), (again,), (other,))
    assert [len(one.words) for one in weighed] == [2, 1]
    both = weighed[0].chosen
    assert {both.figure.id, *(f.id for f in both.agreeing)} == {"a", "b"}


def test_what_else_fits_of_a_thing_is_a_reading_by_itself() -> None:
    first, second = _weighed((figure("a", "3.00"), figure("b", "5.00", row=4)))
    assert [first.signs.second, second.signs.second] == [0.0, 1.0]
    assert first.signs.contested == 1.0
    assert second.chosen.figure.id == "b"


def test_an_equal_amount_is_no_rival_of_itself() -> None:
    twin = figure("b", "3.00", concept="meetings", table_id="u")
    alone = _weighed((figure("a", "3.00"),))[0]
    beside = _weighed((figure("a", "3.00"),), (twin,))[0]
    assert beside.signs.lead == alone.signs.lead


def _correction(misread: str, value: str) -> Correction:
    """What a person made of a cell."""
    names = ("培训费",)
    return Correction(
        "c", "0" * 64, 1, (0.0, 0.0, 1.0, 1.0), "expenditure", names, "", "", ("合计",), "万元",
        misread, Decimal(misread), value, Decimal(value), "某人", "2026-01-01T00:00:00Z", "看错",
    )  # fmt: skip


def test_what_was_misread_is_told_by_no_other_place() -> None:
    corrected = replace(figure("a", "3.90"), correction=_correction("3.00", "3.90"))
    elsewhere = figure("b", "3.00", concept="meetings", row_label="会议费")
    (only,) = _weighed((corrected,), (elsewhere,))
    assert only.chosen.figure.id == "a"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "支出总表"),
        ({"body": "甲市图书馆"}, "甲市图书馆"),
        ({"value": None, "fen": None}, "空白"),
        ({"stage": "last_budget"}, "上年预算"),
        ({"row_path": ("商品和服务支出", "培训费")}, "商品和服务支出"),
        ({"column_path": ("预算数", "基本支出")}, "预算数/基本支出"),
    ],
)
def test_a_reading_says_what_tells_it_from_others(more: dict[str, Any], said: str) -> None:
    one = replace(figure("a", "3.00"), **more)
    (thing,) = things_of((one,))
    assert said in in_words(thing, one, "支出总表", own=one.body == "甲市财政局")


def test_a_sentence_is_told_around_its_number() -> None:
    told = f"{'前文' * 60}共有车辆5辆{'后文' * 60}"
    one = replace(figure("a", "5"), table_id="", sentence=told, printed="5", unit="辆")
    (thing,) = things_of((one,))
    words = in_words(thing, one, "")
    assert "车辆5辆" in words
    assert len(words) < 120


_VEHICLES = "车辆｜国有资产占用情况｜辆｜本部门共有车辆27辆"
_COST = "公务用车购置及运行维护费｜“三公”经费｜万元｜公务用车购置及运行维护费｜合计｜支出总表｜预算"
_TRAINING = (
    "30216｜培训费｜商品和服务支出｜万元｜商品和服务支出｜基本支出/合计｜一般公共预算基本支出表"
    "｜一般公共预算 基本支出 预算"
)
_FUNCTION = "2050803｜培训支出｜进修及培训｜万元｜教育支出/进修及培训｜合计｜支出总表｜预算"


@pytest.mark.parametrize(
    ("words", "around", "meant", "other"),
    [
        ("车", "有几辆车", _VEHICLES, _COST),
        ("车辆", "共有多少车辆", _VEHICLES, _COST),
        ("基本支出里的培训费", "基本支出里的培训费是多少", _TRAINING, _FUNCTION),
        ("教育支出下面的培训支出", "教育支出下面的培训支出多少", _FUNCTION, _TRAINING),
    ],
)
def test_the_judge_reads_what_was_said_beside_the_words(
    words: str, around: str, meant: str, other: str
) -> None:
    right, wrong = Judge().odds(words, around, [meant, other])
    assert right > wrong
