"""What is asked by concept: totals, rankings over all reports, series over years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.rendering.answer_rows import answered_rows
from assistant.rendering.answers_html import answer_html
from assistant.rendering.languages import Texts
from ingest.library import Library
from ingest.nouns import Fund, Kind, Level, Reading, Stage
from tests.assistant.asking import asked, holding, stated
from tests.assistant.conftest import ReportBuilder

ROWS: dict[str, tuple[str, Fund]] = {
    "本年收入合计": ("income", "all"),
    "收入总计": ("income_total", "all"),
    "本年支出合计": ("expenditure", "all"),
    "支出总计": ("expenditure_total", "all"),
    "“三公”经费合计": ("three_public", "fiscal_grant"),
}


def report(
    publisher: str,
    year: int,
    amounts: dict[str, str],
    *,
    kind: Kind = "budget",
    level: Level = "department",
    unit: str = "万元",
) -> Reading:
    """A report whose figures are known by their concepts; "" is printed blank."""
    made = ReportBuilder(publisher, year, kind)
    made.report = replace(made.report, level=level)
    column = ("预算数",) if kind == "budget" else ("决算数",)
    cells = [("", label, column, printed) for label, printed in amounts.items()]
    made.table("income_expenditure_summary", "收支总表", 4, cells)
    read = made.reading()
    stage: Stage = "budget" if kind == "budget" else "final"
    figures = []
    for figure in read.tables[0].figures:
        concept, fund = ROWS[figure.row_label]
        fen = figure.fen and (figure.fen if unit == "万元" else figure.fen // 10**4)
        told = {"concept": concept, "fund": fund, "stage": stage, "unit": unit, "fen": fen}
        figures.append(replace(figure, **told))  # type: ignore[arg-type]
    return replace(read, tables=(replace(read.tables[0], figures=tuple(figures)),))


def three_public(publisher: str, amount: str, year: int = 2025, unit: str = "万元") -> Reading:
    return report(publisher, year, {"“三公”经费合计": amount}, unit=unit)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    totals = {
        "本年收入合计": "90.00",
        "收入总计": "100.00",
        "本年支出合计": "97.00",
        "支出总计": "100.00",
    }
    readings = (
        report("临江市审计局", 2025, {**totals, "“三公”经费合计": "3.00"}),
        report("临江市审计局", 2024, {**totals, "“三公”经费合计": "5.00"}, kind="final_accounts"),
        report("临江市审计局", 2023, {"“三公”经费合计": "6.00"}, kind="final_accounts"),
        report("临江市审计局", 2022, {"“三公”经费合计": "4.00"}, kind="final_accounts"),
        three_public("临江市水务局", "90,000.00", unit="元"),
        three_public("临江市教育局", ""),
        three_public("云溪市水务局", "20.00"),
        report("临江市水文站", 2025, {"“三公”经费合计": "99.00"}, level="unit"),
    )
    with holding(tmp_path, *readings) as made:
        yield made


def test_a_budget_comes_to_its_total_and_says_which_it_is(library: Library) -> None:
    for question in ("临江市审计局2025年预算是多少", "临江市审计局今年一共花多少钱"):
        answer = asked(library, question)
        assert stated(answer) == [("100.00", "万元")]
        assert "口径：支出总计" in answer.text
        assert "97.00万元[2]（口径：本年支出合计" in answer.text
        assert len(answer.citations) == 2


def test_what_was_spent_leaves_out_what_is_left_for_the_next_year(library: Library) -> None:
    answer = asked(library, "临江市审计局2024年花了多少钱")
    assert stated(answer) == [("97.00", "万元")]
    assert "100.00万元[2]（口径：支出总计" in answer.text


def test_income_is_told_with_and_without_what_was_carried_over(library: Library) -> None:
    answer = asked(library, "临江市审计局2025年总共收入多少")
    assert stated(answer) == [("100.00", "万元")]
    assert "90.00万元[2]（口径：本年收入合计，不含上年结转结余）" in answer.text


def test_the_body_itself_is_not_answered_with_the_department(library: Library) -> None:
    for measure in ("预算", "三公经费", "本年支出合计"):
        assert asked(library, f"临江市审计局本级2025年{measure}是多少").outcome == "not_found"


def test_a_ranking_goes_by_real_amounts_and_names_who_is_missing(library: Library) -> None:
    answer = asked(library, "谁的三公经费最高")
    lines = answer.text.splitlines()
    assert lines[0] == "最高的是云溪市水务局。"
    assert [line.split("：")[0] for line in lines if line[0].isdigit() and ". " in line] == [
        "1. 云溪市水务局",
        "2. 临江市水务局",
        "3. 临江市审计局",
    ]
    assert stated(answer)[1:3] == [("90000.00", "元"), ("9", "万元")]
    assert "未参加排名（这一栏空白）：临江市教育局，共1个部门。" in lines
    assert "单位一级的报告另有1个，不与部门混排。" in lines
    assert len(answer.citations) == 3


def test_a_ranking_is_a_table_and_a_chart_on_the_page(library: Library) -> None:
    answer = asked(library, "三公经费排名")
    rows = answered_rows(answer, library)
    html = answer_html(answer, Texts("zh"), rows=rows)
    assert "<table class='rows'>" in html
    assert "<img class='chart'" in html
    assert "<th scope='row'>云溪市水务局</th>" in html
    assert "---" not in html
    # Reports made alike print at the same places: each row has its own mark.
    assert all(f">[{mark}] 第4页</a>" in html for mark in (1, 2, 3))
    # What is said of the list stands behind it.
    assert html.index("</table>") < html.index("未参加排名")


def test_a_place_and_the_lowest(library: Library) -> None:
    answer = asked(library, "临江市哪个部门三公经费最低")
    assert answer.text.startswith("最低的是临江市审计局。")
    assert "云溪市" not in answer.text


def test_units_are_ranked_where_they_are_asked_for(library: Library) -> None:
    answer = asked(library, "2025年各单位级三公经费排名")
    assert answer.outcome == "not_found"
    assert "不足两个" in answer.text
    assert "99.00" not in answer.text


def test_all_departments_leave_the_one_spoken_of(library: Library) -> None:
    answer = asked(library, "所有部门呢", "临江市审计局2025年三公经费多少")
    assert "1. 云溪市水务局：20.00万元" in answer.text
    city = asked(library, "全市哪个部门最高", "临江市审计局2025年三公经费多少")
    assert city.text.startswith("最高的是临江市水务局。")


def test_a_ranking_goes_on(library: Library) -> None:
    lowest = asked(library, "那最低的呢", "2025年谁的三公经费最高")
    assert lowest.text.startswith("最低的是临江市审计局。")
    year = asked(library, "那2024年呢", "2025年谁的三公经费最高")
    assert "2024年部门决算" in year.text
    one = asked(library, "那云溪市水务局呢", "2025年各部门三公经费排名")
    assert stated(one) == [("20.00", "万元")]


def test_years_of_a_body_stand_in_their_order(library: Library) -> None:
    answer = asked(library, "临江市审计局历年三公经费")
    assert stated(answer) == [("4.00", "万元"), ("6.00", "万元"), ("5.00", "万元")]
    html = answer_html(answer, Texts("zh"), rows=answered_rows(answer, library))
    assert "<th scope='row'>2022</th>" in html
    assert stated(asked(library, "临江市审计局近两年三公经费")) == [
        ("6.00", "万元"),
        ("5.00", "万元"),
    ]


def test_no_report_is_left_out_however_many_there_are(tmp_path: Path) -> None:
    readings = [three_public(f"云溪市第{at}水务局", f"{at}.00") for at in range(1, 71)]
    with holding(tmp_path, *readings) as library:
        highest = asked(library, "三公经费最高的前三个部门")
        printed = asked(library, "各部门呼入量排名")
    assert [Decimal(value) for value, _ in stated(highest)] == [70, 69, 68]
    assert printed.outcome == "not_found"


def test_a_total_below_that_of_the_year_is_of_something_less(tmp_path: Path) -> None:
    amounts = {"收入总计": "10.00", "本年收入合计": "90.00"}
    read = report("临江市审计局", 2025, amounts)
    table = read.tables[0]
    other = replace(table.figures[0], form="income")
    read = replace(read, tables=(replace(table, figures=(other, *table.figures[1:])),))
    with holding(tmp_path, read) as library:
        answer = asked(library, "临江市审计局2025年总收入是多少")
    assert stated(answer) == [("90.00", "万元")]
    assert "10.00" not in answer.text


def test_a_total_is_ranked_by_all_money_alone(tmp_path: Path) -> None:
    """A body that tells a part of its money has no place among the totals of others."""
    part = report("临江市教育局", 2025, {"支出总计": "900.00"})
    figures = tuple(replace(f, fund="fiscal_grant") for f in part.tables[0].figures)
    part = replace(part, tables=(replace(part.tables[0], figures=figures),))
    whole = [report(f"临江市{name}局", 2025, {"支出总计": "100.00"}) for name in ("水务", "审计")]
    with holding(tmp_path, *whole, part) as library:
        answer = asked(library, "2025年各部门总支出排名")
    assert "900.00" not in answer.text


def test_one_row_of_several_is_not_told_as_the_line(tmp_path: Path) -> None:
    """A table that parts a line among rows, and prints no total of it, is asked back about."""
    made = ReportBuilder("临江市教育局", 2025, "budget")
    rows = [("30215", "会议费", ("预算数",), "2.00"), ("30215", "会议费", ("预算数",), "2.70")]
    made.table("general_public_basic_expenditure", "一般公共预算基本支出表", 4, rows)
    with holding(tmp_path, made.reading()) as library:
        answer = asked(library, "临江市教育局2025年会议费是多少")
    assert answer.outcome == "clarify"
    assert "2.00" in answer.text and "2.70" in answer.text
