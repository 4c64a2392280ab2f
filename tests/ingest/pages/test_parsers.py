"""pdfium and pdfminer read the same from a page: print, rulings, tables, pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from drawing import FONT, Line, Sheet, draw
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.nouns import BBox
from ingest.pages.allowance import Allowance
from ingest.pages.document import kept_open
from ingest.pages.page import Page
from ingest.pages.pdf import read_pages
from ingest.pages.pdfium_content import pdfium_content
from ingest.settings import Settings

SAMPLES = Path(__file__).parents[3] / "samples"
NEAR = 0.05
"""Points: pdfium counts in single precision."""
INK = 0.8
"""Points: pdfium's box of a character also holds ink that reaches beyond its width."""
ROWS = [["项目", "预算数", "决算数"], ["教育支出", "12.30", "11.00"], ["国防支出", "1.00", "0"]]
PAGE = [Line("支出预算表", 15), Line("单位：万元", 9, x=300), Sheet(ROWS, [100, 80, 70])]


def _boxes_agree(found: Sequence[BBox], expected: Sequence[BBox], near: float = NEAR) -> bool:
    return len(found) == len(expected) and all(
        abs(a - b) <= near
        for one, other in zip(found, expected, strict=True)
        for a, b in zip(one, other, strict=True)
    )


def _printed(page: Page, turned: bool) -> list[tuple[str, bool, float]]:
    """Blanks aside: pdfium drops some that stand at the end of a run.

    pdfminer gives the width of turned print as its size.
    """
    size = 0.0 if turned else 1.0
    return sorted((c.text, c.bold, round(c.size * size, 1)) for c in page.chars if c.text.strip())


def _rules(page: Page) -> list[BBox]:
    return [(rule.x0, rule.top, rule.x1, rule.top) for rule in page.rulings]


def assert_alike(path: Path, *, turned: bool = False) -> list[Page]:
    """Reads a file both ways, compares, and returns the pages as pdfium gives them.

    ``turned`` says that the print does not stand upright: its boxes are then less alike.
    """
    near = 2.5 if turned else INK
    pages = list(read_pages(path, "pdfium"))
    for page, other in zip(pages, read_pages(path, "pdfminer"), strict=True):
        assert page.width == pytest.approx(other.width, abs=NEAR)
        assert page.height == pytest.approx(other.height, abs=NEAR)
        assert _printed(page, turned) == _printed(other, turned)
        assert [line.text for line in page.lines] == [line.text for line in other.lines]
        assert _boxes_agree([x.bbox for x in page.lines], [x.bbox for x in other.lines], near)
        assert [len(t.cells) for t in page.tables] == [len(t.cells) for t in other.tables]
        for table, expected in zip(page.tables, other.tables, strict=True):
            assert _boxes_agree(sorted(table.cells), sorted(expected.cells))
        assert _boxes_agree(_rules(page), _rules(other))
        assert _boxes_agree(page.image_boxes, other.image_boxes)
        assert page.printed_number == other.printed_number
    return pages


def _trusted(path: Path) -> Iterator[bool]:
    with kept_open(path) as document:
        for number in range(1, len(document) + 1):
            read = pdfium_content(document, number, Allowance(Settings()))
            yield read is not None and read.trusted


@pytest.mark.parametrize("name", ["zhuhai-2023", "chengpu-transport-2025-budget"])
def test_sample_reports_are_read_alike(name: str) -> None:
    path = SAMPLES / f"{name}.pdf"
    assert any(page.tables for page in assert_alike(path))
    assert all(_trusted(path))


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_pages_turned_for_display_are_read_alike(rotation: int, tmp_path: Path) -> None:
    (page,) = assert_alike(draw(tmp_path / "t.pdf", PAGE, rotation=rotation), turned=rotation != 0)
    assert (page.width > page.height) == (rotation in (90, 270))
    assert [len(table.cells) for table in page.tables] == [9]


@pytest.mark.parametrize("rules", ["grid", "open", "rectangles", "three_lines", "columns"])
def test_rules_of_every_make_are_read_alike(rules: str, tmp_path: Path) -> None:
    (page,) = assert_alike(draw(tmp_path / "t.pdf", [Sheet(ROWS, [100, 80, 70], rules=rules)]))
    assert page.rulings


def test_a_cropped_page_is_read_alike(tmp_path: Path) -> None:
    crop = (40.0, 500.0, 580.0, 812.0)
    (page,) = assert_alike(draw(tmp_path / "t.pdf", PAGE, crop=crop))
    assert (page.width, page.height) == (540.0, 312.0)


def _grid(canvas: Canvas, x: float, y: float) -> None:
    for at in (0, 20, 40):
        canvas.line(x, y + at, x + 120, y + at)
    for at in (0, 60, 120):
        canvas.line(x + at, y, x + at, y + 40)


def _in_a_form(canvas: Canvas) -> None:
    canvas.beginForm("table", 0, 0, 400, 400)
    _grid(canvas, 10, 10)
    canvas.setFont(FONT, 9)
    canvas.drawString(14, 36, "合计 12.30")
    canvas.endForm()
    canvas.saveState()
    canvas.translate(100, 300)
    canvas.scale(1.5, 1.5)
    canvas.doForm("table")
    canvas.restoreState()


def _scaled_down(canvas: Canvas) -> None:
    """As office programs print: coordinates by the hundredth, the page scaled."""
    canvas.scale(0.24, 0.24)
    _grid(canvas, 500, 1500)
    canvas.setFont(FONT, 40)
    canvas.drawString(510, 1530, "合计 12.30")


def _slanting(canvas: Canvas) -> None:
    canvas.line(50, 50, 300, 400)
    path = canvas.beginPath()
    path.moveTo(100, 100)
    path.curveTo(120, 160, 180, 160, 200, 100)
    path.lineTo(100, 100)
    canvas.drawPath(path)
    path = canvas.beginPath()
    path.moveTo(300, 300)
    for x, y in ((340, 320), (320, 360), (280, 340)):
        path.lineTo(x, y)
    path.close()
    canvas.drawPath(path, fill=1)


def _several_parts(canvas: Canvas) -> None:
    """A grid as one path of many parts, closed and open."""
    path = canvas.beginPath()
    for x in (100, 200):
        for y in (300, 340):
            path.rect(x, y, 100, 40)
    path.moveTo(100, 500)
    path.lineTo(300, 500)
    path.moveTo(100, 520)
    path.lineTo(300, 520)
    path.close()
    canvas.drawPath(path)


def _across_the_page(canvas: Canvas) -> None:
    canvas.setFont(FONT, 12)
    canvas.drawString(100, 700, "正文在此，金额12.30万元。")
    canvas.saveState()
    canvas.translate(300, 400)
    canvas.rotate(45)
    canvas.drawString(0, 0, "水印水印")
    canvas.restoreState()


def _pictures(canvas: Canvas) -> None:
    picture = ImageReader(Image.new("RGB", (4, 2), "red"))
    canvas.drawImage(picture, 100, 200, 80, 40)
    canvas.drawInlineImage(Image.new("RGB", (3, 3), "blue"), 300, 200, 30, 30)


def _spread(canvas: Canvas) -> None:
    text = canvas.beginText(100, 700)
    text.setFont(FONT, 12)
    text.setCharSpace(3)
    text.setHorizScale(80)
    text.textOut("合　计 1,234.50")
    canvas.drawText(text)
    canvas.setFont("Helvetica-Bold", 10)
    canvas.drawString(100, 650, "GDP -12.5% well-")
    canvas.drawString(100, 638, "known (1)")


@pytest.mark.parametrize(
    "drawing",
    [
        _in_a_form,
        _scaled_down,
        _slanting,
        _several_parts,
        _across_the_page,
        _pictures,
        _spread,
    ],
)
def test_drawings_are_read_alike(drawing: Callable[[Canvas], None], tmp_path: Path) -> None:
    path = tmp_path / "t.pdf"
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
    drawing(canvas)
    canvas.showPage()
    canvas.save()
    (page,) = assert_alike(path)
    assert page.chars or page.rulings or page.image_boxes or drawing is _slanting
    assert list(_trusted(path)) == [True]


def test_a_table_in_a_form_stands_where_the_form_is_placed(tmp_path: Path) -> None:
    path = tmp_path / "t.pdf"
    canvas = Canvas(str(path), pagesize=(595, 842))
    _in_a_form(canvas)
    canvas.save()
    (page,) = read_pages(path)
    (table,) = page.tables
    assert table.bbox == pytest.approx((115, 842 - 375, 295, 842 - 315), abs=NEAR)
    assert [line.text for line in page.lines] == ["合计12.30"]


def test_raised_print_stands_higher(tmp_path: Path) -> None:
    path = tmp_path / "t.pdf"
    canvas = Canvas(str(path), pagesize=(595, 842))
    text = canvas.beginText(100, 700)
    text.setFont(FONT, 12)
    text.textOut("注")
    text.setRise(4)
    text.textOut("1")
    canvas.drawText(text)
    canvas.save()
    (page,) = read_pages(path)
    note, mark = page.chars
    assert note.bottom - mark.bottom == pytest.approx(4, abs=NEAR)
    assert [line.text for line in page.lines] == ["注1"]


def test_a_negative_size_that_the_matrix_turns_back_stands_upright(tmp_path: Path) -> None:
    path = tmp_path / "t.pdf"
    canvas = Canvas(str(path), pagesize=(595, 842))
    canvas.setFont(FONT, 12)
    canvas.drawString(100, 700, "支出12.30")
    text = canvas.beginText()
    text.setTextTransform(-1, 0, 0, -1, 100, 600)
    text.setFont(FONT, -12)
    text.textOut("支出12.30")
    canvas.drawText(text)
    canvas.save()
    (page,) = read_pages(path)
    plain, turned = page.lines
    assert turned.text == plain.text
    moved = [b - a for a, b in zip(plain.bbox, turned.bbox, strict=True)]
    assert moved == pytest.approx([0, 100, 0, 100], abs=NEAR)


def test_a_water_mark_across_the_page_is_no_text_of_it(tmp_path: Path) -> None:
    path = tmp_path / "t.pdf"
    canvas = Canvas(str(path), pagesize=(595, 842))
    _across_the_page(canvas)
    canvas.save()
    (page,) = read_pages(path)
    assert [line.text for line in page.lines] == ["正文在此，金额12.30万元。"]


def _in_own_font(path: Path, to_unicode: bytes = b"") -> Path:
    """Codes 0x33 and 0x34 in a font that numbers its glyphs as it likes.

    ``to_unicode`` says what they are, as ``<0033> <0031>`` lines of a CMap; without it, code 0x33
    may look like anything, and a reader that takes codes for characters reads a wrong "3".
    """
    text = b"BT /F 12 Tf 100 700 Td <00330034> Tj ET"
    cmap = b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n" + to_unicode
    told = b"/ToUnicode 8 0 R" if to_unicode else b""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
        b"<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+Own/Encoding/Identity-H"
        b"/DescendantFonts[6 0 R]%s>>" % told,
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/ABCDEF+Own"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        b"/FontDescriptor 7 0 R/DW 1000>>",
        b"<</Type/FontDescriptor/FontName/ABCDEF+Own/Flags 4/FontBBox[0 0 1000 1000]"
        b"/ItalicAngle 0/Ascent 800/Descent -200/StemV 80>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(cmap), cmap),
    ]
    content, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    end = len(content)
    content += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    content += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    content += b"trailer<</Size %d/Root 1 0 R>>\n" % (len(objects) + 1)
    path.write_bytes(content + b"startxref\n%d\n%%%%EOF" % end)
    return path


def test_a_page_without_unicode_is_not_trusted_to_pdfium(tmp_path: Path) -> None:
    path = _in_own_font(tmp_path / "t.pdf")
    assert list(_trusted(path)) == [False]
    (page,) = read_pages(path)
    assert [line.text for line in page.lines] == ["(cid:51)(cid:52)"]


@pytest.mark.parametrize(
    ("first", "text"),
    [(b"0031", "1"), (b"00660066", "ff"), (b"00310031", "11"), (b"D842DFB7", "𠮷")],
)
def test_a_code_may_stand_for_several_characters(first: bytes, text: str, tmp_path: Path) -> None:
    told = b"2 beginbfchar <0033> <%s> <0034> <5143> endbfchar" % first
    path = _in_own_font(tmp_path / "t.pdf", told)
    assert list(_trusted(path)) == [True]
    (page,) = assert_alike(path)
    assert [char.text for char in page.chars] == [text, "元"]


def test_half_a_character_is_not_trusted_to_pdfium(tmp_path: Path) -> None:
    told = b"2 beginbfchar <0033> <D842> <0034> <5143> endbfchar"
    path = _in_own_font(tmp_path / "t.pdf", told)
    (page,) = read_pages(path)
    assert list(_trusted(path)) == [False]
    assert "".join(char.text for char in page.chars).encode() == "元".encode()
