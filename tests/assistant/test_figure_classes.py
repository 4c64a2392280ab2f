"""Classes of figure questions: added words, columns of changes, rests, projects in titles."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ingest.library import Library
from tests.assistant.asking import asked, holding, stated
from tests.assistant.conftest import ReportBuilder

BUREAU = "临江市水务局"


@pytest.fixture(scope="module")
def bureau(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    made = ReportBuilder(BUREAU, 2025, "budget")
    made.table(
        "project_expenditure",
        "项目支出表",
        3,
        [("", "河道清淤工程", ("合计",), "320.00"), ("", "机关专项业务", ("合计",), "45.00")],
    )
    made.table(
        "income",
        "收入总体情况表",
        4,
        [
            ("", "事业收入", ("预算数",), "40.00"),
            ("", "事业收入", ("增减额",), "3.50"),
            ("213", "农林水支出", ("事业收入",), "9.00"),
        ],
    )
    made.table(
        "performance",
        "节水宣传项目绩效目标表",
        5,
        [
            ("", "专项资金情况", ("节水宣传", "实施单位"), "62.00"),
            ("", "专项资金情况 ", ("节水宣传", "实施单位"), "60.00"),
            ("", "专项资金情况  ", ("节水宣传", "实施单位"), "2.00"),
        ],
    )
    goal = "河道清淤工程的目标是完成清淤30.5公里。"
    made.told("河道清淤工程的目标是完成清淤", "30.5", "公里", goal)
    contracts = "授予中小企业合同金额90.00万元，其中：授予小微企业合同金额52.00万元。"
    made.told("授予中小企业合同金额", "90.00", "万元", contracts)
    made.told("授予小微企业合同金额", "52.00", "万元", contracts)
    for sentence in (goal, contracts):
        made.says(sentence, "第三部分", "其他重要事项")
    with holding(tmp_path_factory.mktemp("bureau"), made.reading()) as library:
        yield library


@pytest.mark.parametrize(
    ("question", "value"),
    [
        (f"{BUREAU}2025年机关专项业务支出究竟是多少，精确到元", "450000"),
        (f"{BUREAU}2025年机关专项业务支出预算多少", "45.00"),
        (f"{BUREAU}2025年机关专项业务经费的金额", "45.00"),
    ],
)
def test_words_that_a_label_may_leave_out_do_not_block(
    bureau: Library, question: str, value: str
) -> None:
    assert value in [printed for printed, _ in stated(asked(bureau, question))]


def test_a_question_for_a_budget_is_not_answered_with_a_length(bureau: Library) -> None:
    answer = asked(bureau, f"{BUREAU}2025年河道清淤工程支出预算是多少")
    assert stated(answer) == [("320.00", "万元")]
    length = asked(bureau, f"{BUREAU}2025年河道清淤工程要完成清淤多少公里")
    assert stated(length) == [("30.5", "公里")]


def test_a_column_of_changes_is_read_where_it_is_named(bureau: Library) -> None:
    answer = asked(bureau, f"{BUREAU}2025年《收入总体情况表》里，事业收入的增减额是多少？")
    assert stated(answer) == [("3.50", "万元")]


def test_a_column_behind_the_name_of_its_row_is_named_too(bureau: Library) -> None:
    assert stated(asked(bureau, f"{BUREAU}2025年农林水支出事业收入多少")) == [("9.00", "万元")]


@pytest.mark.parametrize(
    "question",
    [
        f"{BUREAU}2025年授予中型企业的合同金额是多少",
        f"{BUREAU}2025年扣掉小微企业，中型企业的合同金额是多少",
    ],
)
def test_what_no_report_prints_is_the_whole_without_its_part(
    bureau: Library, question: str
) -> None:
    answer = asked(bureau, question)
    assert stated(answer) == [("38.00", "万元")]
    assert [f.value for f in answer.figures if f.role == "operand"] == ["90.00", "52.00"]


@pytest.mark.parametrize(
    ("question", "outcome"),
    [
        (f"{BUREAU}2025年节水宣传项目的资金总额是多少", "answered"),
        (f"{BUREAU}2025年节水宣传项目的其他资金是多少", "not_found"),
    ],
)
def test_a_project_named_in_a_title_is_answered_with_its_whole_amount(
    bureau: Library, question: str, outcome: str
) -> None:
    answer = asked(bureau, question)
    assert answer.outcome == outcome
    assert stated(answer) == ([("62.00", "万元")] if outcome == "answered" else [])


@pytest.mark.parametrize(
    ("earlier", "question", "values"),
    [
        ("澄浦市文化馆2024年人员经费合计多少", "公用的呢", ["8.10"]),
        ("澄浦市文化馆2024年办公费是多少", "占公用经费的百分之几", ["26.54"]),
        ("澄浦市文化馆2024年办公费是多少", "同临江市档案馆2023年的相比，差额是？", ["1.25"]),
    ],
)
def test_a_turn_that_leaves_its_line_out_is_of_the_line_before(
    library: Library, earlier: str, question: str, values: list[str]
) -> None:
    assert [value for value, _ in stated(asked(library, question, earlier))][-1:] == values


def test_a_budget_and_a_final_account_of_one_body_are_compared(library: Library) -> None:
    text = "澄浦市文化馆公务接待费2024年决算和2025年预算相比，差多少？"
    assert ("0.50", "万元") in stated(asked(library, text))


def test_reasons_asked_beside_a_rate_are_quoted_below_it(library: Library) -> None:
    plain = asked(library, "澄浦市文化馆2024年三公经费预算执行率是多少")
    both = asked(library, "澄浦市文化馆2024年三公经费预算执行率是多少，为什么")
    assert stated(plain) == stated(both) == [("33.33", "%")]


def test_the_third_and_the_fourth_line_are_not_the_first(library: Library) -> None:
    answer = asked(library, "澄浦市文化馆2024年基本支出明细里排第一的是哪项")
    assert answer.outcome != "answered" or "31.20" in answer.text
    second = asked(library, "澄浦市文化馆2024年人员经费里位列第一、第二的分别是谁")
    assert [value for value, _ in stated(second)] == ["31.20", "22.05"]


def test_a_sentence_of_another_code_does_not_answer(bureau: Library) -> None:
    answer = asked(bureau, f"{BUREAU}2025年2130305授予小微企业这一项是多少")
    assert stated(answer) == []
