"""Cells against truth: every respect in which a cell may be wrong, extras, matching of tables."""

from __future__ import annotations

import pytest

from eval.cells import score_table
from eval.tables import (
    TablesScore,
    causes,
    expected_form,
    match_tables,
    score_report,
    tables_in_words,
    tables_to_json,
)
from eval.truth import Truth, TruthCell
from ingest.nouns import Figure
from tests.eval.builders import make_cell, make_figure, make_table, make_truth

CELL = make_cell("事业运行", "12.30", ("基本支出",), code="2010350", page=3)
RIGHT = make_figure("事业运行", "12.3", ("基本支出",), code="2010350", page=3)


def wrong_in(cell: TruthCell, figure: Figure) -> tuple[str, ...]:
    """The respects in which the figure is not the cell."""
    return score_table(make_truth(cell), "expenditure", [figure]).scores[0].wrong


def test_a_cell_that_is_right_in_all_respects() -> None:
    score = score_table(make_truth(CELL), "expenditure", [RIGHT])
    assert (score.scores[0].wrong, score.extras, score.unordered) == ((), (), 0)


@pytest.mark.parametrize(
    ("respect", "figure"),
    [
        ("value", make_figure("事业运行", "12.4", ("基本支出",), code="2010350", page=3)),
        ("row", make_figure("事业运转", "12.3", ("基本支出",), code="2010350", page=3)),
        ("row", make_figure("事业运行", "12.3", ("基本支出",), code="20103", page=3)),
        ("column", make_figure("事业运行", "12.3", ("项目支出",), code="2010350", page=3)),
        ("page", make_figure("事业运行", "12.3", ("基本支出",), code="2010350", page=4)),
        ("unit", make_figure("事业运行", "12.3", ("基本支出",), code="2010350", page=3, unit="元")),
        (
            "form",
            make_figure("事业运行", "12.3", ("基本支出",), code="2010350", page=3, form="income"),
        ),
        (
            "also",
            make_figure(
                "事业运行", "12.3", ("基本支出",), code="2010350", page=3, also=(("5", "a"),)
            ),
        ),
    ],
)
def test_a_cell_wrong_in_one_respect_is_told_so(respect: str, figure: Figure) -> None:
    assert wrong_in(CELL, figure) == (respect,)


def test_white_space_and_width_do_not_matter() -> None:
    cell = make_cell("因公出国（境）费", "1", ("预算数", "合 计"))
    figure = make_figure("因公出国 (境)费", "1.00", ("预算数", "合计"))
    assert wrong_in(cell, figure) == ()


def test_a_cell_that_was_not_read_is_missing_and_a_blank_is_no_figure() -> None:
    blank = make_figure("事业运行", None, ("基本支出",), code="2010350", page=3)
    score = score_table(make_truth(CELL), "expenditure", [blank])
    assert (score.scores[0].wrong, score.extras) == (("missing",), ())


def test_what_the_truth_does_not_have_is_extra() -> None:
    extra = make_figure("项目", "9", ("基本支出",), page=3)
    assert score_table(make_truth(CELL), "", [RIGHT, extra]).extras == (extra,)


def test_an_empty_table_read_with_figures_is_all_extra() -> None:
    assert len(score_table(make_truth(), "", [RIGHT]).extras) == 1


def test_a_percent_column_may_have_its_own_unit() -> None:
    figure = make_figure("合计", "5", ("完成率",), unit="%")
    assert wrong_in(make_cell("合计", "5", ("完成率",)), figure) == ()


def test_rows_printed_alike_are_paired_as_a_multiset_and_their_order_is_told() -> None:
    cells = [make_cell("其他", value, page=3) for value in ("1", "2")]
    ordered = [make_figure("其他", v, page=3, row=n) for n, v in enumerate(("1", "2"))]
    alike = score_table(make_truth(*cells), "", ordered)
    swapped = score_table(make_truth(*cells), "", ordered[::-1])
    once = score_table(make_truth(*cells), "", ordered[:1])
    assert (alike.unordered, swapped.unordered) == (0, 2)
    assert all(not cell.wrong for cell in swapped.scores)
    assert [cell.wrong for cell in once.scores] == [(), ("missing",)]


def test_a_line_number_is_told_apart_from_the_verdict() -> None:
    cell = make_cell("合计", "1", line_no="31")
    (score,) = score_table(make_truth(cell), "", [make_figure("合计", "1", line_no="32")]).scores
    assert (score.wrong, score.line_no_wrong) == ((), True)


def test_tables_are_matched_by_title_form_and_pages() -> None:
    due = [
        make_truth(make_cell("合计", "1", page=3), title="支出决算表"),
        make_truth(make_cell("合计", "1", page=4), title="收入决算表", form="income"),
        make_truth(make_cell("合计", "1", page=9), title="项目支出表", form="project_expenditure"),
    ]
    read = [
        make_table(make_figure("合计", "1", page=4), title="2024年收入决算表", form="income"),
        make_table(make_figure("合计", "1", page=3), title="支出决算表"),
        make_table(make_figure("合计", "1", page=7), title="名词"),
    ]
    assert match_tables(due, read) == {0: 1, 1: 0}


def test_a_cell_found_in_another_table_on_the_page_is_found() -> None:
    due = make_truth(CELL, make_cell("合计", "1", page=3))
    first = make_table(make_figure("合计", "1", page=3))
    rest = make_table(RIGHT, title="续表")
    (scored,) = score_report(Truth("a", (due,)), [first, rest])
    assert scored.right == 2
    assert scored.score.extras == ()


def test_the_form_of_a_truth_without_forms_comes_from_its_title() -> None:
    title = "一般公共预算财政拨款基本支出决算明细表"
    assert expected_form(make_truth(title=title, form="")) == "general_public_basic_expenditure"
    assert expected_form(make_truth(title="随便", form="income")) == "income"


def test_the_summary_counts_causes_and_absent_reports() -> None:
    due = make_truth(CELL, make_cell("合计", "1", page=3))
    tables = score_report(Truth("a", (due,)), [make_table(RIGHT)])
    score = TablesScore(tables, ("b",))
    assert causes(score) == {"missing": 1}
    told = tables_to_json(score)
    assert (told["cells"], told["right"], told["extras"], told["absent"]) == (2, 1, 0, ["b"])
    words = tables_in_words(score, examples=3)
    assert "1/2 50.0 %" in words and "not in the library: b" in words and "missing:" in words


def test_a_report_that_is_absent_has_all_its_cells_missing() -> None:
    (scored,) = score_report(Truth("a", (make_truth(CELL),)), [])
    assert (scored.table, scored.right) == (None, 0)
