"""Rows of units: what a row names, and what stands below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from drawing import Line, Sheet, draw, report

from ingest.bodies.register import bodies_in
from ingest.bodies.rows import bodies_of_rows
from ingest.nouns import Level
from ingest.pages.pdf import read_pages
from ingest.tables.joining import pages_to_drafts

OWN = "云溪市测试局（本级）"
UNIT = "云溪市档案馆"
PUBLISHER = "云溪市测试局"


def bodies(
    path: Path,
    rows: Sequence[Sequence[str]],
    *,
    title: str = "支出预算表",
    level: Level = "department",
) -> list[tuple[str, str]]:
    """The label of every row with the body that it is of."""
    file = draw(path / "t.pdf", [Line(title, 16), Line("单位：万元", 9, x=470), Sheet(rows)])
    (draft,) = pages_to_drafts(read_pages(file))
    about = replace(report("budget", 2026), level=level)
    known, _ = bodies_in(about, [draft], ())
    taken = bodies_of_rows(draft, known)
    return [(row.label, body) for row, (body, _) in zip(draft.rows, taken, strict=True)]


def test_a_row_that_names_a_unit_opens_its_scope(tmp_path: Path) -> None:
    rows = [
        ["科目编码", "科目名称", "预算数"],
        ["", "合计", "30.00"],
        ["", "云溪市测试局（本级）", "20.00"],
        ["205", "教育支出", "20.00"],
        ["", "云溪市档案馆", "10.00"],
        ["205", "教育支出", "10.00"],
    ]
    assert bodies(tmp_path, rows) == [
        ("合计", PUBLISHER),
        ("云溪市测试局（本级）", OWN),
        ("教育支出", OWN),
        ("云溪市档案馆", UNIT),
        ("教育支出", UNIT),
    ]


def test_units_below_a_line_do_not_take_the_next_line(tmp_path: Path) -> None:
    rows = [
        ["科目编码", "科目名称", "预算数"],
        ["", "合计", "30.00"],
        ["205", "教育支出", "12.00"],
        ["", "云溪市档案馆", "2.00"],
        ["206", "科学技术支出", "18.00"],
        ["", "云溪市档案馆", "8.00"],
    ]
    assert [body for label, body in bodies(tmp_path, rows) if label.endswith("支出")] == [
        PUBLISHER,
        PUBLISHER,
    ]


def test_what_is_larger_than_the_unit_is_not_of_the_unit(tmp_path: Path) -> None:
    rows = [
        ["项目", "预算数"],
        ["云溪市档案馆", "10.00"],
        ["库房租金", "9.00"],
        ["全局培训", "11.00"],
        ["全局会议", "1.00"],
    ]
    assert [body for _, body in bodies(tmp_path, rows)] == [UNIT, UNIT, PUBLISHER, PUBLISHER]


def test_the_publisher_beside_its_units_is_its_own_level(tmp_path: Path) -> None:
    rows = [
        ["单位名称", "预算数"],
        ["合计", "30.00"],
        ["云溪市测试局", "30.00"],
        ["云溪市测试局", "20.00"],
        ["云溪市档案馆", "10.00"],
    ]
    assert [body for _, body in bodies(tmp_path, rows)] == [PUBLISHER, PUBLISHER, OWN, UNIT]


def test_a_unit_code_tells_the_unit_whatever_its_name(tmp_path: Path) -> None:
    rows = [
        ["单位编码", "单位名称", "预算数"],
        ["113", "云溪市测试局", "30.00"],
        ["113001", "云溪市测试局", "20.00"],
        ["113002", "清风苑杂志社", "10.00"],
    ]
    assert [body for _, body in bodies(tmp_path, rows)] == [PUBLISHER, OWN, "清风苑杂志社"]


def test_in_a_report_of_the_unit_itself_there_is_no_other_level(tmp_path: Path) -> None:
    rows = [["单位名称", "预算数"], ["合计", "20.00"], ["云溪市测试局（本级）", "20.00"]]
    assert {body for _, body in bodies(tmp_path, rows, level="unit")} == {PUBLISHER}


def test_a_project_may_be_named_like_a_body(tmp_path: Path) -> None:
    rows = [["项目名称", "预算数"], ["合计", "30.00"], ["云溪市文化中心", "30.00"]]
    got = bodies(tmp_path, rows, title="项目支出预算表")
    assert {body for _, body in got} == {PUBLISHER}
