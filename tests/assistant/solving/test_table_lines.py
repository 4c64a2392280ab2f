"""What stands below a line of a table: by codes, by what rows stand under, by sums."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.solving.table_lines import innermost, is_total, items_of, made_of, of_length
from ingest.nouns import Figure
from tests.assistant.solving.figures import figure

Row = tuple[str, str, str]
"""code, path with ``>``, amount"""


def _column(*rows: Row) -> list[Figure]:
    return [
        figure(
            str(at), amount, row=at, row_code=code, row_path=tuple(path.split(">")),
            row_label=path.split(">")[-1],
        )
        for at, (code, path, amount) in enumerate(rows)
    ]  # fmt: skip


_CODED = (
    ("", "合计", "100"),
    ("301", "工资福利支出", "70"),
    ("30101", "基本工资", "40"),
    ("30102", "津贴补贴", "30"),
    ("302", "商品和服务支出", "30"),
    ("30201", "办公费", "30"),
    ("30202", "印刷费", "0"),
)
_IN_PATHS = (
    ("", "合计", "9"),
    ("", "货物", "9"),
    ("", "货物>打印机", "4"),
    ("", "货物>计算机", "5"),
)
_BY_SUMS = (
    ("", "合计", "60"),
    ("", "通用项目", "15"),
    ("", "会议", "5"),
    ("", "培训", "10"),
    ("", "专用项目", "45"),
    ("", "检测", "20"),
    ("", "执法", "25"),
)
_CLASSES = (
    ("", "合计", "100"),
    ("302", "商品和服务支出", "80"),
    ("30201", "办公费", "50"),
    ("30202", "印刷费", "30"),
    ("310", "资本性支出", "20"),
    ("31002", "办公设备购置", "20"),
)
_CHAINED = (
    ("", "合计", "11"),
    ("201", "某局", "6"),
    ("", "专用项目", "6"),
    ("", "履职业务费", "6"),
    ("", "检测", "4"),
    ("", "执法", "1"),
    ("", "培训", "1"),
    ("202", "某队", "5"),
)
_CUT = (("", "合计", "100"), ("301", "工资福利支出", "70"), ("302", "商品和服务支出", "20"))
_NUMBERED = (("", "合计", "9"), ("", "1", "4"), ("", "2", "5"))


@pytest.mark.parametrize(
    ("rows", "at", "below"),
    [
        (_CODED, 0, ["工资福利支出", "商品和服务支出"]),
        (_CODED, 1, ["基本工资", "津贴补贴"]),
        (_IN_PATHS, 0, ["打印机", "计算机"]),
        (_BY_SUMS, 0, ["通用项目", "专用项目"]),
        (_BY_SUMS, 4, ["检测", "执法"]),
        (_BY_SUMS, 2, []),
        (_CUT, 0, []),
        (_NUMBERED, 0, []),
    ],
)
def test_a_line_is_made_of_what_adds_up_to_it(
    rows: Sequence[Row], at: int, below: list[str]
) -> None:
    column = _column(*rows)
    assert [one.row_label for one in made_of(column[at], column)] == below


def test_levels_items_and_innermost_lines() -> None:
    column = _column(*_CODED)
    items = ["基本工资", "津贴补贴", "办公费", "印刷费"]
    assert [one.row_label for one in of_length(column[0], column, 5)] == items
    assert [one.row_label for one in items_of(made_of(column[0], column), column)] == items
    assert of_length(column[0], column, 7) == []
    leaves = innermost(_column(*_BY_SUMS)[0], _column(*_BY_SUMS))
    assert [one.row_label for one in leaves] == ["会议", "培训", "检测", "执法"]


def test_a_class_may_have_one_item_alone() -> None:
    column = _column(*_CLASSES)
    items = ["办公费", "印刷费", "办公设备购置"]
    assert [one.row_label for one in items_of(made_of(column[0], column), column)] == items
    assert [one.row_label for one in innermost(column[0], column)] == items


def test_lines_of_one_amount_behind_each_other_are_taken_for_classes_or_not() -> None:
    column = _column(*_CHAINED)
    leaves = ["检测", "执法", "培训", "某队"]
    assert [one.row_label for one in innermost(column[0], column)] == leaves


@pytest.mark.parametrize(
    ("label", "total"),
    [("合计", True), ("支出总计", True), ("", True), ("甲市财政局", True), ("合计费", False)],
)
def test_totals(label: str, *, total: bool) -> None:
    assert is_total(figure("1", "5", row_label=label)) is total
