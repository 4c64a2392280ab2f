"""What a turn asks: its stretches and wants as a Query."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from assistant.linking.scope import Scope
from assistant.query import (
    INNERMOST,
    Asked,
    Change,
    Check,
    Measure,
    Order,
    OverBodies,
    Rank,
    Reckon,
    Said,
    Value,
)
from assistant.reading.tags import Span, Tag, Want
from assistant.reading.turn import Turn, turn_of
from assistant.reading.years import Years
from assistant.solving.query_of import query_of
from tests.assistant.solving.figures import REPORT

_ALL = Scope(((REPORT,),), False, Years(), "")
_ONE = Scope(((REPORT,),), True, Years(), "")
_TWO = Scope(((REPORT,), (REPORT,)), True, Years(), "")


def _turn(text: str, wants: tuple[Want, ...], **stretches: str) -> Turn:
    """A turn whose stretches are named by their tags; several of a tag are parted by ``|``."""
    spans = []
    tags: dict[str, Tag] = {"thing": "thing", "whole": "whole", "order": "order", "set": "set",
                            "body": "body", "excluded": "excluded", "table": "table",
                            "condition": "condition"}  # fmt: skip
    for name, words in stretches.items():
        at = 0
        for one in words.split("|"):
            start = text.index(one, at)
            at = start + len(one)
            spans.append(Span(start, at, tags[name]))
    return turn_of(text, spans, dict.fromkeys(wants, 0.97))


def _m(words: str) -> Measure:
    return Measure(words)


@pytest.mark.parametrize(
    ("turn", "scope", "asked"),
    [
        (
            _turn("水费电费各多少", ("value",), thing="水费|电费"),
            _ONE,
            [Value((_m("水费"), _m("电费")))],
        ),
        (
            _turn("水费加电费等于公用经费吗", ("check", "sum"), thing="水费|电费|公用经费"),
            _ONE,
            [Reckon("tally", (_m("水费"), _m("电费"), _m("公用经费")))],
        ),
        (
            _turn("水费两处差多少，对得上吗", ("check", "difference"), thing="水费"),
            _ONE,
            [Check((_m("水费"),))],
        ),
        (
            _turn("项目支出里没有纳入绩效的有多少", ("value",), thing="项目支出|纳入绩效"),
            _ONE,
            [Reckon("rest", (_m("项目支出"), _m("纳入绩效")))],
        ),
        (
            _turn("公用经费扣掉水费还有多少", ("difference",), thing="公用经费|水费"),
            _ONE,
            [Reckon("rest", (_m("公用经费"), _m("水费")))],
        ),
        (
            _turn("水费比电费多多少", ("difference",), thing="水费|电费"),
            _ONE,
            [Reckon("difference", (_m("水费"), _m("电费")))],
        ),
        (_turn("倒推上年的水费", ("change",), thing="水费"), _ONE, [Value((_m("水费"),))]),
        (
            _turn("接待费占三公几成", ("share",), thing="接待费", whole="三公"),
            _ONE,
            [Reckon("share", (_m("接待费"), _m("三公")))],
        ),
        (
            _turn("会议费占公用几成，差旅费呢", ("share",), thing="会议费|差旅费", whole="公用"),
            _ONE,
            [
                Reckon("share", (_m("会议费"), _m("公用"))),
                Reckon("share", (_m("差旅费"), _m("公用"))),
            ],
        ),
        (
            _turn("采购多少，服务比货物多多少", ("value", "difference"), thing="采购|服务|货物"),
            _ONE,
            [
                Value((_m("采购"), _m("服务"), _m("货物"))),
                Reckon("difference", (_m("服务"), _m("货物"))),
            ],
        ),
        (
            _turn("人均培训费", ("per",), thing="培训费"),
            _ONE,
            [Reckon("per", (_m("培训费"), _m("在职人员")))],
        ),
        (
            _turn("三公为什么少了", ("change", "reason"), thing="三公"),
            _ONE,
            [Change((_m("三公"),)), Said("reason", ("三公",), "||为什么少了")],
        ),
        (
            _turn("下属单位里收入前三是谁", ("rank",), thing="收入", order="前三", set="下属单位"),
            _ONE,
            [Rank("units", _m("收入"), Order(3))],
        ),
        (
            _turn("哪个部门培训费最多", ("rank", "over"), thing="培训费", order="最多", set="部门"),
            _ALL,
            [OverBodies(_m("培训费"), Order(1))],
        ),
        (
            _turn("两家三公谁高", ("rank",), thing="三公"),
            _TWO,
            [Value((_m("三公"),))],
        ),
        (
            _turn("最大的三个项目", ("rank",), order="最大的三个", set="项目"),
            _ONE,
            [Rank("projects", None, Order(3))],
        ),
        (
            _turn("花钱最多的三个大类", ("rank",), order="最多", set="三个大类"),
            _ONE,
            [Rank("lines", None, Order(3), digits=3, scheme="function")],
        ),
        (
            _turn("人员经费里最大的三项", ("rank",), order="最大的三项", set="人员经费"),
            _ONE,
            [Rank("lines", _m("人员经费"), Order(3))],
        ),
        (
            _turn("which three items are largest", ("rank",), order="largest", set="three items"),
            _ONE,
            [Rank("lines", None, Order(3))],
        ),
        (
            _turn(
                "基本支出，商品和服务支出里头两名", ("rank",), thing="基本支出|商品和服务支出",
                order="头两名",
            ),
            _ONE,
            [Rank("lines", Measure("商品和服务支出", nature="basic"), Order(2))],
        ),
        (
            _turn("下属的三个中心哪家最多", ("rank",), order="最多", set="三个中心"),
            _ONE,
            [Rank("units", None, Order(1), kind="中心", number=3)],
        ),
        (
            _turn(
                "项目里前两名，最大的占项目支出几成", ("rank", "share"), order="前两名", set="项目",
                whole="项目支出",
            ),
            _ONE,
            [Rank("projects", _m("项目支出"), Order(2), share="first", share_of=_m("项目支出"))],
        ),
        (
            _turn("支出科目里第二大的", ("rank",), order="第二大", set="支出科目"),
            _ONE,
            [Rank("lines", None, Order(1, 2), digits=INNERMOST, scheme="function")],
        ),
        (
            _turn(
                "不算局本级，各单位收入前两名", ("rank",), thing="收入", order="前两名",
                set="各单位", excluded="局本级",
            ),
            _ONE,
            [Rank("units", _m("收入"), Order(2), without_offices=True)],
        ),
        (
            _turn(
                "基本支出的商品和服务这一块哪项最大", ("rank",),
                thing="基本支出的商品和服务", order="最大",
            ),
            _ONE,
            [Rank("lines", Measure("商品和服务", nature="basic"), Order(1))],
        ),
        (
            _turn(
                "基本支出的工资福利类里哪项最大", ("rank",),
                thing="基本支出", set="工资福利类", order="最大",
            ),
            _ONE,
            [Rank("lines", Measure("工资福利", nature="basic"), Order(1))],
        ),
        (
            _turn(
                "按功能大类看，钱花得最多的", ("rank",),
                thing="钱", set="功能大类", order="最多",
            ),
            _ONE,
            [Rank("lines", None, Order(1), digits=3, scheme="function")],
        ),
        (
            _turn(
                "卫生健康这一大类拆到款，最大的", ("rank",),
                thing="卫生健康这一大类", set="款", order="最大",
            ),
            _ONE,
            [Rank("lines", _m("卫生健康"), Order(1), digits=5)],
        ),
        (
            _turn(
                "项目支出按经济分类，商品和服务里最高的", ("rank",), thing="项目支出|商品和服务",
                set="经济分类", order="最高",
            ),
            _ONE,
            [
                Rank(
                    "lines", Measure("商品和服务", nature="project"), Order(1), scheme="economic"
                )
            ],
        ),
        (
            _turn(
                "购买服务明细表里最大的服务", ("rank",),
                thing="服务", table="购买服务明细表", order="最大"
            ),
            _ONE,
            [Rank("lines", None, Order(1))],
        ),
        (
            _turn("住房这类不看，支出里最大的", ("rank",), thing="支出", order="最大"),
            _ONE,
            [Rank("lines", Measure("支出", whole="spending"), Order(1), None)],
        ),
        (
            _turn(
                "基本支出的商品和服务里最大的占多少", ("rank", "share"), thing="商品和服务",
                whole="基本支出", order="最大",
            ),
            _ONE,
            [Rank("lines", _m("商品和服务"), Order(1), share="first")],
        ),
        (
            _turn(
                "退休费那块先撇开，人员经费里最大的，占一半以上吗", ("rank", "share"),
                thing="人员经费",
                excluded="退休费那块先撇开", order="最大", condition="占一半以上",
            ),
            _ONE,
            [Rank("lines", _m("人员经费"), Order(1), excluded=("退休费",), share="first")],
        ),
    ],
)  # fmt: skip
def test_what_a_turn_asks(turn: Turn, scope: Scope, asked: list[Asked]) -> None:
    assert list(query_of(turn, scope).asked) == asked


@pytest.mark.parametrize(
    ("text", "wants", "whole"),
    [
        ("甲局2024年决算一共花了多少", ("value", "reason"), "spending"),
        ("甲局2024年预算多少", ("value",), "both"),
        ("甲局2024年总共花了多少钱", ("value",), "spending"),
        ("甲局2024年预算有哪些亮点", ("text",), None),
    ],
)
def test_an_amount_of_nothing_named_is_that_of_all_a_body_has(
    text: str, wants: tuple[Want, ...], whole: str | None
) -> None:
    spans = [Span(0, 2, "body"), Span(2, 7, "year")]
    spans += [Span(found.start(), found.end(), "amount") for found in re.finditer("[预决]算", text)]
    asked = query_of(turn_of(text, spans, dict.fromkeys(wants, 0.97)), _ONE).asked
    wholes = [m.whole for one in asked if isinstance(one, Value) for m in one.measures]
    assert wholes == ([whole] if whole else [])


def test_what_may_be_wanted_in_several_kinds_of_words_is_told_beside_the_amount() -> None:
    turn = _turn("会议费用了多少，主要花在啥上", ("value",), thing="会议费")
    guessed = replace(turn, wants=(*turn.wants, ("text", 0.4), ("parts", 0.4)))
    unlikely = replace(turn, wants=(*turn.wants, ("text", 0.3)))
    assert [one.beside for one in query_of(guessed, _ONE).asked if isinstance(one, Said)] == [True]
    assert not any(isinstance(one, Said) for one in query_of(unlikely, _ONE).asked)


def test_a_thing_is_asked_in_each_unit_in_which_it_is_counted() -> None:
    turn = _turn(
        "编了目标的项目有几个，涉及多少资金", ("value", "count"), thing="编了目标的项目|资金"
    )
    (value,) = query_of(turn, _ONE).asked
    assert isinstance(value, Value)
    assert [(m.words, m.unit) for m in value.measures] == [
        ("编了目标的项目", "个"),
        ("编了目标的项目", "元"),
    ]


def test_a_share_of_a_mere_total_is_one_of_all_spending() -> None:
    turn = _turn("会议费占总额几成", ("share",), thing="会议费", whole="总额")
    assert list(query_of(turn, _ONE).asked) == [Reckon("share", (_m("会议费"), _m("支出总计")))]


def test_a_share_says_what_its_part_is_looked_for_within() -> None:
    turn = _turn("公务接待占三公几成", ("share",), thing="公务接待", whole="三公")
    (share,) = query_of(turn, _ONE).asked
    assert isinstance(share, Reckon)
    assert share.measures[0].within == ("three_public",)


def test_what_was_said_besides_whose_goes_with_each_thing() -> None:
    turn = _turn("甲局政府采购里服务多少", ("value",), body="甲局", thing="服务")
    (value,) = query_of(turn, _ONE).asked
    assert isinstance(value, Value)
    assert value.measures[0].around == "||政府采购里服务多少"


def test_money_asked_in_a_sentence_of_its_own_does_not_restrict_what_others_ask() -> None:
    things = "财政拨款|培训费"
    turn = _turn("财政拨款多了多少？培训费呢", ("change",), thing=things)
    beside = _turn("财政拨款里，培训费多了多少", ("change",), thing=things)
    assert [[(m.words, m.fund) for m in one.measures] for one in query_of(turn, _ONE).asked
            if isinstance(one, Change)] == [[("财政拨款", ""), ("培训费", "")]]  # fmt: skip
    assert [[(m.words, m.fund) for m in one.measures] for one in query_of(beside, _ONE).asked
            if isinstance(one, Change)] == [[("培训费", "fiscal_grant")]]  # fmt: skip
