"""Ways of asking a figure: thresholds, rates, tables named before the line, words left over."""

from __future__ import annotations

import pytest

from ingest.library import Library
from tests.assistant.asking import asked, stated


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("澄浦市文化馆2024年哪些人员经费科目超过30万元", ["31.20"]),
        ("澄浦市文化馆2024年有哪几项公用经费科目小于1万元（为零的不要）", []),
        ("澄浦市文化馆2024年人员经费TOP2", ["31.20", "22.05"]),
        ("澄浦市文化馆2024年人员经费里最大的两项是什么", ["31.20", "22.05"]),
    ],
)
def test_lines_above_an_amount_or_first_in_order(
    library: Library, question: str, values: list[str]
) -> None:
    assert [value for value, _ in stated(asked(library, question))] == values


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("澄浦市文化馆2024年三公经费预算执行率是多少", "33.33", "%"),
        ("澄浦市文化馆2024年三公经费决算完成年初预算的百分之多少", "33.33", "%"),
        ("办公费相当于澄浦市文化馆2024年公用经费的百分之几", "26.54", "%"),
        ("办公费在澄浦市文化馆2024年公用经费中的占比（%）", "26.54", "%"),
        ("澄浦市文化馆2024年，扣掉基本支出，总支出还有多少", "38.50", "万元"),
        ("澄浦市文化馆2024年基本工资、绩效工资两项凑起来有多少", "53.25", "万元"),
        ("文化馆2024年的办公费比档案馆2023年少付了多少", "1.25", "万元"),
        ("澄浦市文化馆2024年决算数比年初预算数超了多少", "5.35", "万元"),
    ],
)
def test_a_calculation_in_other_words(
    library: Library, question: str, value: str, unit: str
) -> None:
    answer = asked(library, question)
    assert answer.outcome == "answered", answer.text
    assert (value, unit) in stated(answer)


def test_the_table_named_before_the_line_is_the_one_that_answers(library: Library) -> None:
    within = asked(library, "澄浦市文化馆2024年机关运行经费里的办公费是多少")
    assert stated(within) == [("1.10", "万元")]
    assert stated(asked(library, "澄浦市文化馆2024年办公费是多少")) == [("2.15", "万元")]


@pytest.mark.parametrize(
    ("question", "value"),
    [("澄浦市文化馆2024年雇员编制几个", "2"), ("澄浦市文化馆2024年在职人员里雇员有几个", "1")],
)
def test_of_two_counts_the_one_of_the_whole_asked_for(
    library: Library, question: str, value: str
) -> None:
    assert stated(asked(library, question)) == [(value, "人")]


def test_a_clause_goes_on_from_the_figure_before_it(library: Library) -> None:
    question = "澄浦市文化馆2024年有几个项目纳入绩效目标管理？涉及资金多少万元"
    assert stated(asked(library, question)) == [("3", "个"), ("30.50", "万元")]


@pytest.mark.parametrize(
    "question",
    [
        "澄浦市文化馆2024年观众公务接待费是多少",
        "澄浦市文化馆2024年小剧场办公费是多少",
        "澄浦市文化馆2024年KTV公务接待费是多少",
    ],
)
def test_a_word_of_the_reports_that_the_line_lacks_is_of_another_thing(
    library: Library, question: str
) -> None:
    assert stated(asked(library, question)) == []


def test_the_end_of_another_word_is_no_misspelt_name(library: Library) -> None:
    assert stated(asked(library, "澄浦市文化馆2024年基本工姿是多少")) == [("31.20", "万元")]
    assert stated(asked(library, "澄浦市文化馆2024年骨干基本工姿是多少")) == []


def test_a_target_is_not_answered_with_what_was_reached(library: Library) -> None:
    assert asked(library, "澄浦市文化馆2024年观众满意度目标是多少").outcome != "answered"
    assert stated(asked(library, "澄浦市文化馆2024年观众满意度是多少")) == [("97.5", "%")]
