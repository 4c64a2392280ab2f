"""Long names of which a question says an inner part, and classes asked by a second code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from ingest.library import Library
from ingest.nouns import Classification
from tests.assistant.asking import asked, holding, stated
from tests.assistant.conftest import ReportBuilder

BUREAU = "岚川市交通局"


@pytest.fixture(scope="module")
def bureau(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    made = ReportBuilder(BUREAU, 2025, "budget")
    made.table(
        "project_expenditure",
        "项目支出表",
        3,
        [
            ("", "渡口救生设备更新改造", ("合计",), "26.00"),
            ("", "非渡口救生设备更新", ("合计",), "9.00"),
            ("", "码头照明线路改造一期", ("合计",), "12.00"),
            ("", "码头照明线路改造二期", ("合计",), "14.00"),
        ],
    )
    made.table(
        "general_public_basic_expenditure",
        "一般公共预算基本支出表",
        4,
        [("30113", "住房公积金", ("合计",), "8.40"), ("30113", "住房公积金 ", ("合计",), "5.60")],
    )
    basic = made.tables[-1]
    seconds = (Classification("50103", "住房公积金"), Classification("50501", "工资福利支出"))
    figures = tuple(
        replace(figure, row_label="住房公积金", row_path=("住房公积金",), also=(second,))
        for figure, second in zip(basic.figures, seconds, strict=True)
    )
    made.tables[-1] = replace(basic, figures=figures)
    change = "公务接待费2.10万元，比上年减少0.40万元，下降16.0%。"
    made.told("公务接待费", "2.10", "万元", change)
    made.told("公务接待费", "0.40", "万元", change, heads=("比上年减少",))
    made.told("公务接待费", "16.0", "%", change, heads=("比上年下降",))
    buying = "政府采购安排30.00万元，其中：政府采购货物支出18.00万元，政府采购服务支出12.00万元。"
    made.told("政府采购安排", "30.00", "万元", buying)
    made.told("政府采购货物支出", "18.00", "万元", buying)
    made.told("政府采购服务支出", "12.00", "万元", buying)
    for sentence in (change, buying):
        made.says(sentence, "第三部分", "其他重要事项")
    with holding(tmp_path_factory.mktemp("transport"), made.reading()) as library:
        yield library


def test_an_inner_part_of_one_name_is_that_name(bureau: Library) -> None:
    answer = asked(bureau, f"{BUREAU}2025年打算花多少万元做渡口救生设备")
    assert stated(answer) == [("26.00", "万元")]


@pytest.mark.parametrize(
    "question",
    [
        f"{BUREAU}2025年打算花多少万元做码头照明线路",
        f"{BUREAU}2025年打算花多少万元做渡口救生设备的操作员培训",
    ],
)
def test_a_part_of_several_names_or_with_more_words_is_none(bureau: Library, question: str) -> None:
    assert asked(bureau, question).outcome != "answered"


def test_a_line_is_asked_by_the_class_of_its_second_code(bureau: Library) -> None:
    answer = asked(bureau, f"{BUREAU}2025年505对事业单位经常性补助里的住房公积金是多少")
    assert stated(answer) == [("5.60", "万元")]


def test_a_change_asked_as_amount_and_rate_is_both(bureau: Library) -> None:
    answer = asked(bureau, f"{BUREAU}公务接待费2025年比2024年少了多少，百分之几")
    assert stated(answer) == [("0.40", "万元"), ("16.0", "%")]
    assert "2024" in answer.text


def test_a_bare_whole_is_that_of_its_parts(bureau: Library) -> None:
    text = f"{BUREAU}2025年政府采购货物支出、政府采购服务支出加起来等于总额吗"
    answer = asked(bureau, text)
    assert answer.outcome == "answered"
    assert {"18.00", "12.00", "30.00"} <= {figure.value for figure in answer.figures}


def test_both_of_the_reports_asked_before_are_added(library: Library) -> None:
    before = ("澄浦市文化馆2024年办公费多少", "那档案馆2023年的呢")
    answer = asked(library, "两家加起来呢", *before)
    assert stated(answer)[-1] == ("5.55", "万元"), answer.text


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("澄浦市文化馆2024年公用经费除以人员经费，得数是百分之几", "15.21", "%"),
        ("澄浦市文化馆2024年人员经费里除了零，金额最小的一项是哪个", "22.05", "万元"),
    ],
)
def test_division_in_words_and_lines_but_for_zeros(
    library: Library, question: str, value: str, unit: str
) -> None:
    assert (value, unit) in stated(asked(library, question))
