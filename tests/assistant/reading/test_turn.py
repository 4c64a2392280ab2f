"""What a turn leaves out is lent by the turns before it."""

from __future__ import annotations

import pytest

from assistant.reading.conversation import after
from assistant.reading.tags import Span, Tag, Want
from assistant.reading.turn import Turn, turn_of


def _turn(marked: list[tuple[str, Tag | None]], *wants: Want) -> Turn:
    text, spans = "", []
    for words, tag in marked:
        if tag:
            spans.append(Span(len(text), len(text) + len(words), tag))
        text += words
    return turn_of(
        text, spans, {"value": 0.1} | {want: 0.9 - 0.01 * at for at, want in enumerate(wants)}
    )


_FIRST = _turn([("甲局", "body"), ("2024年", "year"), ("三公经费", "thing")], "value")


def test_another_body_is_asked_the_same() -> None:
    turn = after(_turn([("那", "reference"), ("乙局", "body"), ("呢", None)], "value"), _FIRST)
    assert turn.said("body") == ("乙局",)
    assert turn.said("year") == ("2024年",)
    assert turn.said("thing") == ("三公经费",)


def test_the_year_before_is_that_before_the_year_asked() -> None:
    turn = after(_turn([("上一年", "year"), ("呢", None)], "value"), _FIRST)
    assert turn.said("year") == ("2024年", "上一年")
    assert turn.said("thing") == ("三公经费",)


def test_another_year_takes_the_place_of_the_first() -> None:
    assert after(_turn([("2022年", "year")], "value"), _FIRST).said("year") == ("2022年",)


def test_a_reason_is_of_what_was_asked() -> None:
    turn = after(_turn([("为什么", None)], "reason"), _FIRST)
    assert turn.said("thing") == ("三公经费",)
    assert turn.first == "reason"


def test_a_share_of_a_whole_is_that_of_what_was_asked() -> None:
    turn = after(_turn([("占", None), ("总支出", "whole"), ("多少", None)], "share"), _FIRST)
    assert (turn.said("thing"), turn.said("whole")) == (("三公经费",), ("总支出",))


def test_another_unit_repeats_what_was_wanted() -> None:
    compared = _turn([("甲局", "body"), ("三公经费", "thing"), ("涨了吗", None)], "change")
    turn = after(_turn([("换成", None), ("元", "unit")], "value"), compared)
    assert turn.first == "change"
    assert turn.said("unit") == ("元",)


def test_a_sum_is_of_the_things_asked_before() -> None:
    second = after(_turn([("会议费", "thing"), ("呢", None)], "value"), _FIRST)
    turn = after(_turn([("加起来", None)], "sum"), second)
    assert turn.said("thing") == ("三公经费", "会议费")
    assert turn.said("body") == ("甲局",)


def test_a_difference_between_bodies_is_of_the_bodies_asked_before() -> None:
    second = after(_turn([("乙局", "body"), ("呢", None)], "value"), _FIRST)
    turn = after(_turn([("差多少", None)], "difference"), second)
    assert turn.said("body") == ("甲局", "乙局")
    assert turn.said("thing") == ("三公经费",)


def test_all_bodies_are_not_the_one_asked_before() -> None:
    turn = after(_turn([("所有部门", "set"), ("呢", None)], "value", "over"), _FIRST)
    assert turn.said("body") == ()
    assert turn.said("thing") == ("三公经费",)


def test_a_question_about_the_product_stands_alone() -> None:
    assert after(_turn([("你会什么", None)], "help"), _FIRST).said("body") == ()


def _talk(*turns: Turn) -> Turn:
    """The last of some turns, each after the one before it."""
    last = turns[0]
    for turn in turns[1:]:
        last = after(turn, last)
    return last


_MEETINGS = _turn([("会议费", "thing"), ("呢", None)], "value")
_OTHER = _turn([("乙局", "body"), ("呢", None)], "value")
_LATER = _turn([("2025年", "year"), ("呢", None)], "value")
_APART = _turn([("差多少", None)], "difference")
_ALL = (("甲局",), ("2024年",), ("三公经费",))


@pytest.mark.parametrize(
    ("turns", "bodies", "years", "things"),
    [
        # What the turns before differ in is held together, not what they have in common.
        ((_MEETINGS, _APART), _ALL[0], _ALL[1], ("三公经费", "会议费")),
        ((_OTHER, _APART), ("甲局", "乙局"), _ALL[1], _ALL[2]),
        ((_LATER, _APART), _ALL[0], ("2024年", "2025年"), _ALL[2]),
        ((_MEETINGS, _OTHER, _APART), ("甲局", "乙局"), _ALL[1], ("会议费",)),
        ((_LATER, _turn([("涨了吗", None)], "change")), _ALL[0], ("2024年", "2025年"), _ALL[2]),
        ((_turn([("跟", None), ("2023年", "year"), ("比", None)], "compare"),), _ALL[0],
         ("2024年", "2023年"), _ALL[2]),
        ((_turn([("跟", None), ("23年", "year"), ("比多了多少", None)], "change"),), _ALL[0],
         ("2024年", "23年"), _ALL[2]),
        ((_turn([("compared with ", None), ("2023", "year")], "change"),), _ALL[0],
         ("2024年", "2023"), _ALL[2]),
        # As many as are spoken of.
        ((_MEETINGS, _turn([("培训费", "thing")], "value"), _turn([("三项合计", None)], "sum")),
         _ALL[0], _ALL[1], ("三公经费", "会议费", "培训费")),
        ((_OTHER, _turn([("两家", "reference"), ("各多少", None)], "value")), ("甲局", "乙局"),
         _ALL[1], _ALL[2]),
        ((_LATER, _turn([("这两年", "year"), ("差多少", None)], "difference")), _ALL[0],
         ("2024年", "2025年"), _ALL[2]),
        ((_MEETINGS, _turn([("哪个多", None)]), ), _ALL[0], _ALL[1], ("三公经费", "会议费")),
        # Words that ask nothing are no question about what was asked.
        ((_turn([("谢谢", None)]),), (), (), ()),
    ],
)  # fmt: skip
def test_whose_when_and_what_a_later_turn_is_about(
    turns: tuple[Turn, ...], bodies: object, years: object, things: object
) -> None:
    last = _talk(_FIRST, *turns)
    assert (last.said("body"), last.said("year"), last.said("thing")) == (bodies, years, things)


def test_several_said_to_be_together_are_summed() -> None:
    together = _turn([("两家", "reference"), ("一共多少", None)], "value")
    assert _talk(_FIRST, _OTHER, together).first == "sum"


@pytest.mark.parametrize("wanted", ["change", "share", "reason"])
def test_of_another_thing_alone_the_same_is_wanted(wanted: Want) -> None:
    first = _turn(
        [("甲局", "body"), ("三公经费", "thing"), ("占", None), ("支出", "whole")], wanted
    )
    last = _talk(first, _turn([("那", "reference"), ("会议费", "thing"), ("呢", None)], "value"))
    assert (last.said("thing"), last.first, last.said("whole")) == (("会议费",), wanted, ("支出",))


def test_a_thing_of_which_more_is_said_is_asked_for_itself() -> None:
    first = _turn([("三公经费", "thing"), ("涨了吗", None)], "change")
    last = _talk(first, _turn([("会议费", "thing"), ("预算有多少钱", None)], "value"))
    assert last.first == "value"


_INSIDE = _turn([("其中", "reference"), ("会议费", "thing")], "value")


@pytest.mark.parametrize(
    "turns",
    [
        (_INSIDE, _turn([("占几成", None)], "share")),
        (_turn([("其中", "reference"), ("会议费", "thing"), ("占几成", None)], "share"),),
    ],
)
def test_a_share_is_one_of_what_the_thing_is_looked_for_within(turns: tuple[Turn, ...]) -> None:
    last = _talk(_FIRST, *turns)
    assert (last.said("thing"), last.said("whole")) == (("会议费",), ("三公经费",))


@pytest.mark.parametrize(
    ("first", "thing", "whole"),
    [
        # What is declared to be part of what was asked, or of what it is made was asked.
        (_FIRST, "公务接待", ("三公经费",)),
        (_turn([("项目经费", "thing"), ("怎么构成", None)], "parts"), "水费", ("项目经费",)),
        (_FIRST, "会议费", ()),
    ],
)
def test_a_share_is_one_of_what_was_asked_before_where_it_is_part_of_that(
    first: Turn, thing: str, whole: object
) -> None:
    last = _talk(first, _turn([(thing, "thing"), ("占几成", None)], "share"))
    assert (last.said("thing"), last.said("whole")) == ((thing,), whole)


def test_lent_words_stand_before_the_text() -> None:
    last = _talk(_FIRST, _MEETINGS, _APART)
    assert [words.start for words in last.all("thing")] == sorted(
        w.start for w in last.all("thing")
    )
    assert not last.own


def test_a_thing_said_again_does_not_end_what_is_said_of_it() -> None:
    turn = _turn(
        [("公务接待", "thing"), ("一共", None), ("接待", "thing"), ("了多少批次", None)], "value"
    )
    assert turn.counted_in(turn.all("thing")[0]) == "批次"


@pytest.mark.parametrize(
    ("text", "thing", "counted"),
    [
        ("公务用车购置了几辆", "公务用车", "辆"),
        ("打算买几台一百万以上的设备", "一百万以上的设备", "台"),
        ("做多少块光荣牌", "光荣牌", "块"),
        ("花多少钱培训", "培训", "元"),
        ("撬动民间投资几个亿", "民间投资", "元"),
        ("服务占了几个百分点", "服务", ""),
        ("主要给了哪几类机构", "机构", ""),
        ("预留的资金规模", "资金规模", "元"),
        ("How many vehicles were in the budget", "vehicles", "个"),
        ("the number of staff", "staff", "个"),
        ("How much did the bureau spend on official vehicles", "official vehicles", "元"),
        ("How many million yuan went on training", "training", "元"),
        ("How many percent did training rise", "training", ""),
        ("How much of the target was met", "target", ""),
    ],
)
def test_in_what_a_thing_is_counted(text: str, thing: str, counted: str) -> None:
    start = text.index(thing)
    turn = turn_of(text, [Span(start, start + len(thing), "thing")], {"value": 0.9})
    assert turn.counted_in(turn.all("thing")[0]) == counted


def test_of_two_things_each_is_counted_in_its_own_words() -> None:
    turn = _turn(
        [("How many ", None), ("cars", "thing"), (" and how much went on ", None),
         ("fuel", "thing"), ("?", None)], "value"
    )  # fmt: skip
    assert [turn.counted_in(words) for words in turn.all("thing")] == ["个", "元"]


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("编了绩效目标的项目有几个？涉及多少资金？", ("个", "元")),
        ("公务接待接待了几批、多少人", ("批", "人")),
        ("How many vehicles were bought, and how much money was spent", ("个", "元")),
        ("公务用车几辆，燃油费多少钱", ("辆",)),
        ("项目支出呢，几个单位有", ()),
    ],
)
def test_all_that_one_thing_is_counted_in(text: str, counted: object) -> None:
    things = [w for w in ("编了绩效目标的项目", "公务接待", "vehicles", "公务用车", "燃油费",
                          "项目支出") if w in text]  # fmt: skip
    spans = [Span(text.index(w), text.index(w) + len(w), "thing") for w in things]
    own = turn_of(text, spans, {"value": 0.9}).all("thing")
    assert turn_of(text, spans, {"value": 0.9}).all_counted_in(own[0], own) == counted


@pytest.mark.parametrize(
    ("text", "unit", "backwards"),
    [
        ("总收入折合多少亿元", "亿元", False),
        ("合几个亿", "亿", False),
        ("一共多少元", "元", False),
        ("有多少万人", "", False),
        ("倒推上年的三公经费是多少万元", "万元", True),
        ("按增加额反算去年多少", "", True),
        ("推广费推迟了多久", "", False),
    ],
)
def test_the_unit_and_the_way_that_a_question_asks(text: str, unit: str, backwards: bool) -> None:
    turn = turn_of(text, [], {"value": 0.9})
    assert (turn.unit, turn.backwards) == (unit, backwards)


def test_a_year_before_a_comma_is_one_and_a_grouped_number_none() -> None:
    assert _turn([("2023", "year"), (",", None), ("2024年", "year")]).years_said == (
        "2023",
        "2024年",
    )
    assert _turn([("2023", "year"), (",500元", None)]).years_said == ()


def test_a_stretch_that_ends_in_a_joining_word_goes_on_but_no_body_does() -> None:
    thing = _turn([("商品和", "thing"), ("服务支出", "thing"), ("多少", None)])
    assert thing.said("thing") == ("商品和服务支出",)
    assert _turn([("水费", "thing"), ("电费", "thing")]).said("thing") == ("水费", "电费")
    assert _turn([("甲局和", "body"), ("乙局", "body")]).said("body") == ("甲局和", "乙局")


def test_a_sentence_that_asks_nothing_leads_up_to_what_is_asked() -> None:
    turn = _turn(
        [("办", None), ("证照", "thing"), ("要排队。", None), ("大厅运行", "thing"),
         ("多少钱？听说跟", None), ("窗口外包", "thing"), ("有关。", None)], "value"
    )  # fmt: skip
    assert [turn.asked_with(words) for words in turn.all("thing")] == [False, True, False]
