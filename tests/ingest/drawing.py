"""Draws small PDFs with tables, and reads them back as lines that are easy to compare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table as Drawn

from ingest.bodies.register import bodies_in
from ingest.nouns import Figure, Kind, Report, Table
from ingest.pages.pdf import read_pages
from ingest.tables.figures import drafts_to_tables
from ingest.tables.joining import pages_to_drafts

FONT = "STSong-Light"
WIDTH, HEIGHT = 595.0, 842.0
MARGIN = 60.0
_CELL = 9.0

pdfmetrics.registerFont(UnicodeCIDFont(FONT))


@dataclass(frozen=True)
class Line:
    """A line of print; centred unless ``x`` says where it starts. ``gap`` is the room below."""

    text: str
    size: float = 11.0
    x: float | None = None
    gap: float = 6.0


@dataclass(frozen=True)
class Sheet:
    """A table: rows of cell texts, the upper ``header`` of them headings.

    ``spans`` are (first column, first row, last column, last row). ``rules`` is grid, three_lines,
    rows (rules between rows only), columns (between columns only), open (no outer verticals),
    rectangles (rules as thin filled boxes) or none. ``left`` is how far it stands right of the
    margin.
    """

    rows: Sequence[Sequence[str]]
    widths: Sequence[float] = ()
    header: int = 1
    spans: Sequence[tuple[int, int, int, int]] = ()
    rules: str = "grid"
    row_height: float = 20.0
    heights: dict[int, float] = field(default_factory=dict)
    left: float = 0.0

    @property
    def column_widths(self) -> list[float]:
        count = len(self.rows[0])
        return list(self.widths) or [(WIDTH - 2 * MARGIN) / count] * count


Item = Line | Sheet | float


def draw(
    path: Path,
    *pages: Sequence[Item],
    landscape: bool = False,
    rotation: int = 0,
    crop: tuple[float, float, float, float] | None = None,
) -> Path:
    """Writes the pages, each a sequence of lines, tables and gaps from the top down."""
    size = (HEIGHT, WIDTH) if landscape else (WIDTH, HEIGHT)
    canvas = Canvas(str(path), pagesize=size, invariant=1)
    for items in pages:
        y = size[1] - MARGIN
        for item in items:
            y = _put(canvas, item, y, size[0])
        canvas.showPage()
    canvas.save()
    if rotation or crop:
        document = pdfium.PdfDocument(path.read_bytes())
        for page in document:
            page.set_rotation(rotation)
            if crop:
                page.set_cropbox(*crop)
        document.save(path)
        document.close()
    return path


def _put(canvas: Canvas, item: Item, y: float, width: float) -> float:
    if isinstance(item, float):
        return y - item
    if isinstance(item, Line):
        canvas.setFont(FONT, item.size)
        y -= item.size
        if item.x is None:
            canvas.drawCentredString(width / 2, y, item.text)
        else:
            canvas.drawString(item.x, y, item.text)
        return y - item.gap
    heights = [item.heights.get(n, item.row_height) for n in range(len(item.rows))]
    drawn = Drawn(
        [list(row) for row in item.rows],
        colWidths=item.column_widths,
        rowHeights=heights,
        style=_style(item),
    )
    drawn.wrapOn(canvas, width, HEIGHT)
    drawn.drawOn(canvas, MARGIN + item.left, y - sum(heights))
    if item.rules == "rectangles":
        _rectangles(canvas, item, heights, y)
    return y - sum(heights) - 8


def _style(sheet: Sheet) -> list[tuple[Any, ...]]:
    black = (0, 0, 0)
    style: list[tuple[Any, ...]] = [
        ("FONT", (0, 0), (-1, -1), FONT, _CELL, _CELL * 1.2),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ("TOPPADDING", (0, 0), (-1, -1), 1),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]
    if sheet.header:
        style.append(("ALIGN", (0, 0), (-1, sheet.header - 1), "CENTER"))
    for n, row in enumerate(sheet.rows[sheet.header :], start=sheet.header):
        for column, text in enumerate(row):
            if text[-1:].isdigit() and ("." in text or text == "0"):
                style.append(("ALIGN", (column, n), (column, n), "RIGHT"))
    style += [("SPAN", span[:2], span[2:]) for span in sheet.spans]
    ends = [("LINEABOVE", (0, 0), (-1, 0), 1, black), ("LINEBELOW", (0, -1), (-1, -1), 1, black)]
    below_header = ("LINEBELOW", (0, sheet.header - 1), (-1, sheet.header - 1), 0.5, black)
    if sheet.rules == "grid":
        style.append(("GRID", (0, 0), (-1, -1), 0.5, black))
    elif sheet.rules == "three_lines":
        style += [*ends, below_header] if sheet.header else ends
    elif sheet.rules == "rows":
        style += [*ends, ("LINEBELOW", (0, sheet.header - 1), (-1, -1), 0.5, black)]
    elif sheet.rules == "columns":
        style += [*ends, below_header, ("LINEBEFORE", (0, 0), (-1, -1), 0.5, black)]
        style.append(("LINEAFTER", (-1, 0), (-1, -1), 0.5, black))
    elif sheet.rules == "open":
        style += [*ends, ("INNERGRID", (0, 0), (-1, -1), 0.5, black)]
    return style


def _rectangles(canvas: Canvas, sheet: Sheet, heights: Sequence[float], top: float) -> None:
    canvas.setFillColorRGB(0.6, 0.6, 0.6)
    width, y = sum(sheet.column_widths), top
    for height in (*heights, 0.0):
        canvas.rect(MARGIN, y - 0.3, width, 0.6, stroke=0, fill=1)
        y -= height
    x = MARGIN
    for step in (*sheet.column_widths, 0.0):
        canvas.rect(x - 0.3, top - sum(heights), 0.6, sum(heights), stroke=0, fill=1)
        x += step
    canvas.setFillColorRGB(0, 0, 0)


def report(kind: Kind = "final_accounts", year: int = 2024) -> Report:
    """A report for tables that are read alone."""
    return Report("r", "云溪市测试局", year, kind, "department", "t", "f.pdf", "0" * 64, 1)


def tables_in(path: Path, kind: Kind = "final_accounts", year: int = 2024) -> tuple[Table, ...]:
    """The tables of a file."""
    about, drafts = report(kind, year), pages_to_drafts(read_pages(path))
    return drafts_to_tables(drafts, about, bodies_in(about, drafts, ())[0])


def told(tables: Sequence[Table]) -> list[dict[str, Any]]:
    """Tables as plain data: one line of text a figure."""
    return [
        {
            "form": table.form,
            "title": table.title,
            "unit": table.unit,
            "pages": list(table.pages),
            "figures": [figure_line(figure) for figure in table.figures],
        }
        for table in tables
    ]


def figure_line(figure: Figure) -> str:
    """``p1 201 外交 › 行次5 | 支出 › 决算数 = 12.30 万元``; (blank) where nothing is printed."""
    code = f"{figure.row_code} " if figure.row_code else ""
    also = "".join(f" +{c.row_code} {c.row_label}" for c in figure.also)
    line = f" 行次{figure.line_no}" if figure.line_no else ""
    value = f"({figure.printed or 'blank'})" if figure.value is None else str(figure.value)
    pages = ",".join(str(place.page) for place in figure.locators)
    row, column = " › ".join(figure.row_path), " › ".join(figure.column_path)
    return f"p{pages} {code}{row}{also}{line} | {column} = {value} {figure.unit}".rstrip()
