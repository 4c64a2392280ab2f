"""The headers of a cell, found on small drawn pages: their boxes hold the very words."""

from __future__ import annotations

from pathlib import Path

import pytest
from drawing import Line, Sheet, draw, tables_in

from ingest.heads import heads_of
from ingest.nouns import BBox, Figure
from ingest.pages.page import Page
from ingest.pages.pdf import read_page

TITLE = Line("支出决算表", 14.0)
UNIT = Line("单位：万元", x=430.0)
ROWS = [
    ["项目", "", "支出", ""],
    ["编码", "名称", "基本支出", "项目支出"],
    ["201", "一般公共服务支出", "10.00", "1.00"],
    ["20103", "政府办公厅事务", "20.00", "2.00"],
    ["205", "教育支出", "30.00", "3.00"],
]
SPANS = [(0, 0, 1, 0), (2, 0, 3, 0)]


def words_in(page: Page, box: BBox) -> str:
    x0, top, x1, bottom = box
    inside = (
        char.text
        for char in page.chars
        if x0 - 1 <= (char.x0 + char.x1) / 2 <= x1 + 1
        and top - 1 <= (char.top + char.bottom) / 2 <= bottom + 1
    )
    return "".join(inside).strip()


def figure_of(path: Path, printed: str) -> Figure:
    figures = [f for table in tables_in(path) for f in table.figures if f.printed == printed]
    assert len(figures) == 1
    return figures[0]


@pytest.mark.parametrize("rules", ["grid", "three_lines"])
def test_the_row_and_the_headings_of_a_cell_are_found(tmp_path: Path, rules: str) -> None:
    path = draw(tmp_path / "a.pdf", [TITLE, UNIT, Sheet(ROWS, header=2, spans=SPANS, rules=rules)])
    page = read_page(path, 1)
    found = {words_in(page, box) for box in heads_of(page, figure_of(path, "2.00"))}
    assert found == {"20103", "政府办公厅事务", "支出", "项目支出"}


def test_headers_on_a_turned_page_are_found_where_they_are_seen(tmp_path: Path) -> None:
    sheet = Sheet(ROWS, header=2, spans=SPANS)
    path = draw(tmp_path / "a.pdf", [TITLE, UNIT, sheet], landscape=True, rotation=0)
    page = read_page(path, 1)
    cell = figure_of(path, "30.00").locators[0].bbox
    heads = heads_of(page, figure_of(path, "30.00"))
    assert len(heads) == 4
    assert all(box[2] <= cell[0] + 1 or box[3] <= cell[1] + 1 for box in heads)


def test_a_page_that_goes_on_without_a_header_has_only_its_rows(tmp_path: Path) -> None:
    first = Sheet(ROWS, header=2, spans=SPANS)
    rest = Sheet([["206", "科学技术支出", "40.00", "4.00"]], header=0)
    path = draw(tmp_path / "a.pdf", [TITLE, UNIT, first, 500.0], [rest])
    page = read_page(path, 2)
    found = {words_in(page, box) for box in heads_of(page, figure_of(path, "4.00"))}
    assert found == {"206", "科学技术支出"}


def test_a_page_without_the_cell_has_no_headers(tmp_path: Path) -> None:
    path = draw(tmp_path / "a.pdf", [TITLE, UNIT, Sheet(ROWS, header=2, spans=SPANS)], [TITLE])
    assert heads_of(read_page(path, 2), figure_of(path, "2.00")) == ()


def test_no_page_beyond_the_last_can_be_read(tmp_path: Path) -> None:
    path = draw(tmp_path / "a.pdf", [TITLE])
    with pytest.raises(IndexError):
        read_page(path, 2)
