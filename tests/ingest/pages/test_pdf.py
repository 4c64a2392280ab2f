"""Pages as displayed: rotated, cropped, with fake bold, with their printed numbers."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from drawing import FONT, Line, Sheet, draw, figure_line, tables_in
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import UnreadableFile
from ingest.pages.lines import chars_to_lines
from ingest.pages.page import Char
from ingest.pages.pdf import read_pages

ROWS = [["项目", "预算数"], ["教育支出", "12.30"], ["国防支出", "1.00"]]
PAGE = [Line("支出预算表", 15), Line("单位：万元", 9, x=300), Sheet(ROWS, [100, 80])]
EXPECTED = ["p1 教育支出 | 预算数 = 12.30 万元", "p1 国防支出 | 预算数 = 1.00 万元"]


def test_a_page_upright(tmp_path: Path) -> None:
    path = draw(tmp_path / "t.pdf", PAGE)
    assert [figure_line(f) for t in tables_in(path) for f in t.figures] == EXPECTED


def test_a_crop_box_moves_the_origin(tmp_path: Path) -> None:
    whole = tables_in(draw(tmp_path / "a.pdf", PAGE))[0].figures
    cropped = tables_in(draw(tmp_path / "b.pdf", PAGE, crop=(40.0, 500.0, 580.0, 812.0)))[0].figures
    assert [figure_line(f) for f in cropped] == EXPECTED
    for before, after in zip(whole, cropped, strict=True):
        boxes = (before.locators[0].bbox, after.locators[0].bbox)
        moved = [round(a - b) for a, b in zip(*boxes, strict=True)]
        assert moved == [40, 30, 40, 30]


def test_text_outside_the_crop_box_is_not_displayed(tmp_path: Path) -> None:
    path = draw(tmp_path / "t.pdf", PAGE, crop=(40.0, 500.0, 580.0, 770.0))
    (page,) = read_pages(path)
    assert "支出预算表" not in "".join(line.text for line in page.lines)


def test_a_page_turned_for_display(tmp_path: Path) -> None:
    """Drawn sideways and shown upright, as landscape tables on portrait sheets are."""
    path = tmp_path / "t.pdf"
    canvas = Canvas(str(path), pagesize=(595, 842))
    canvas.translate(595, 0)
    canvas.rotate(90)
    canvas.setFont(FONT, 12)
    canvas.drawString(300, 520, "支出预算表")
    for y in (500, 480, 460, 440):
        canvas.line(100, y, 300, y)
    for x in (100, 200, 300):
        canvas.line(x, 440, x, 500)
    for y, row in zip((486, 466, 446), ROWS, strict=True):
        for x, text in zip((105, 205), row, strict=True):
            canvas.drawString(x, y, text)
    canvas.save()
    document = pdfium.PdfDocument(path.read_bytes())
    document[0].set_rotation(90)
    document.save(path)
    document.close()
    (page,) = read_pages(path)
    (table,) = tables_in(path)
    assert (page.width, page.height) == (842.0, 595.0)
    assert [(f.row_label, str(f.value)) for f in table.figures] == [
        ("教育支出", "12.30"),
        ("国防支出", "1.00"),
    ]


@pytest.mark.parametrize(
    ("foot", "number"),
    [("— 17 —", "17"), ("第 3 页", "3"), ("12", "12"), ("第2页 共30页", "2"), ("附件", "")],
)
def test_the_printed_page_number(foot: str, number: str, tmp_path: Path) -> None:
    path = draw(tmp_path / "t.pdf", [Line("正文", x=60), 690.0, Line(foot, 9)])
    (page,) = read_pages(path)
    assert page.printed_number == number


@pytest.mark.parametrize("size", [12, 44])
def test_fake_bold_is_read_once(size: float, tmp_path: Path) -> None:
    path = tmp_path / "t.pdf"
    canvas = Canvas(str(path))
    canvas.setFont(FONT, size)
    canvas.drawString(100, 700, "合计12.30")
    canvas.drawString(100 + size / 60, 700 + size / 6, "合计12.30")
    canvas.save()
    (page,) = read_pages(path)
    assert [line.text for line in page.lines] == ["合计12.30"]


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.pdf"
    path.write_bytes(b"%PDF-1.4\nnot a pdf at all")
    with pytest.raises(UnreadableFile):
        list(read_pages(path))


def test_a_page_that_neither_parser_can_open_is_refused_by_its_number(tmp_path: Path) -> None:
    path = draw(tmp_path / "t.pdf", PAGE, PAGE)
    content = path.read_bytes()
    damaged = re.sub(rb"(/Kids \[ \d+ 0 R) \d+ 0 R", rb"\1 0 0 R", content)
    assert damaged != content
    path.write_bytes(damaged)
    with pytest.raises(UnreadableFile) as refused:
        list(read_pages(path))
    assert refused.value.page == 2


def test_raised_digits_stay_on_their_line_and_gaps_become_spaces() -> None:
    chars = [
        Char("共", 10, 10, 20, 20, 10, False),
        Char("1", 20, 7, 25, 14, 7, False),
        Char("表", 60, 10, 70, 20, 10, False),
        Char("下", 10, 30, 20, 40, 10, False),
    ]
    assert [line.text for line in chars_to_lines(chars)] == ["共1 表", "下"]
