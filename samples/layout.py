"""Laying a sample report out as PDF pages with ReportLab: prose, tables, running heads, footers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flowables import BOLD, PLAIN, Caption, ContentsLine, Mark, Prose, broken
from reportlab.lib.pagesizes import A4, landscape
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Spacer,
    Table,
)
from sheets import HeaderCell, Sheet, header_cells, numbering

MARGIN = 56
CELL_SIZE = 8.5
CELL_PADDING = 2.5


@dataclass(frozen=True)
class PageStyle:
    """What stands on every page: the running head and the footer (with ``{page}``)."""

    head: str = ""
    footer: str = "— {page} —"


def prose(text: str, width: float, *, size: float = 14.0) -> Prose:
    """A body paragraph, indented by two characters."""
    indent = 2 * size
    return Prose(broken(text, PLAIN, size, width, indent), PLAIN, size, first=indent)


def heading(text: str, width: float, level: int) -> Prose:
    """A heading: 0 a part's title (centred), 1 一、, 2 （一）."""
    if level == 0:
        return Prose(broken(text, BOLD, 17, width), BOLD, 17, centred=True, whole=True)
    font, indent = (BOLD if level == 1 else PLAIN), 28
    return Prose(broken(text, font, 14, width, indent), font, 14, first=indent, whole=True)


def contents_line(text: str, level: int, width: float, page: str) -> ContentsLine:
    """A part (level 0) or a heading (level 1) in the table of contents."""
    font, indent = (BOLD, 0.0) if level == 0 else (PLAIN, 28.0)
    return ContentsLine(broken(text, font, 13, width - indent - 60), font, indent, page)


def sheet_flowables(sheet: Sheet, body: str, width: float) -> list[Flowable]:
    """All parts of a table, each on a page of its own."""
    flow: list[Flowable] = [gap(16)] if sheet.same_page else []
    for number, rows in enumerate(sheet.parts()):
        if number:
            flow.append(PageBreak())
        first = number == 0
        started: list[int] = []
        flow.append(Mark(started.append))
        if first and sheet.caption:
            flow.append(Prose([sheet.caption], PLAIN, 9))
        if first or sheet.continued == "full":
            flow += _title(sheet, body, width)
        with_header = first or sheet.continued in ("full", "header")
        flow.append(_drawn(sheet, rows, width, with_header=with_header))
        flow.append(Mark(_page_noted(sheet, started)))
    for note in sheet.notes:
        flow.append(Prose(broken(note, PLAIN, 9, width), PLAIN, 9, spacing=1.5))
    return flow


def _page_noted(sheet: Sheet, started: list[int]) -> Callable[[int], None]:
    """Notes the page of a part of the table; its title must stand on the same page."""

    def note(page: int) -> None:
        if started != [page]:
            raise SystemExit(f"{sheet.title}: part {len(sheet.pages) + 1} does not fit on page")
        sheet.pages.append(page)

    return note


def _title(sheet: Sheet, body: str, width: float) -> list[Flowable]:
    title = Prose(broken(sheet.title, BOLD, 13, width), BOLD, 13, centred=True, spacing=1.8)
    return [title, Caption(f"单位：{body}", f"单位：{sheet.unit}")]


def _drawn(sheet: Sheet, rows: range, width: float, *, with_header: bool) -> Table:
    total = float(sum(column.width for column in sheet.columns))
    widths = [float(column.width) / total * width for column in sheet.columns]
    cells, depth = header_cells(sheet)
    grid: list[list[str]] = []
    style: list[tuple[Any, ...]] = [
        ("FONT", (0, 0), (-1, -1), PLAIN, CELL_SIZE, CELL_SIZE * 1.2),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), CELL_PADDING),
        ("RIGHTPADDING", (0, 0), (-1, -1), CELL_PADDING),
        ("TOPPADDING", (0, 0), (-1, -1), 1),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
    ]
    if with_header:
        grid += _header_grid(sheet, cells, depth, widths, style)
    top = len(grid)
    for offset, number in enumerate(rows):
        printed = [_indented(sheet, number, i) for i in range(len(sheet.columns))]
        totals = _total_style(sheet, printed, top + offset)
        style += _alignment(sheet, top + offset) + totals
        grid.append([t if _is_total(t) else _wrapped(t, widths[i]) for i, t in enumerate(printed)])
    style += _rules(sheet, cells, top, len(grid))
    heights = [_height(row, float(sheet.row_height)) for row in grid]
    return Table(grid, colWidths=widths, rowHeights=heights, style=style, splitByRow=0)


def _height(row: list[str], least: float) -> float:
    lines = max(text.count("\n") + 1 for text in row)
    return max(least, lines * CELL_SIZE * 1.2 + 3.5)


def _wrapped(text: str, width: float) -> str:
    return "\n".join(broken(text, PLAIN, CELL_SIZE, width - 2 * CELL_PADDING - 0.5))


def _indented(sheet: Sheet, row: int, column: int) -> str:
    text = sheet.rows[row][column]
    kind = sheet.columns[column].kind
    if not sheet.indent or kind != "label" or column == 0:
        return text
    code = "".join(
        sheet.rows[row][i] for i, other in enumerate(sheet.columns) if other.kind == "code"
    )
    return "　" * {5: 1, 7: 2}.get(len(code), 0) + text


def _header_grid(
    sheet: Sheet, cells: list[HeaderCell], depth: int, widths: list[float], style: list[Any]
) -> list[list[str]]:
    grid = [[""] * len(sheet.columns) for _ in range(depth)]
    for cell in cells:
        room = sum(widths[cell.column : cell.column + cell.columns])
        grid[cell.row][cell.column] = _wrapped(cell.text, room)
        corner = (cell.column + cell.columns - 1, cell.row + cell.rows - 1)
        if corner != (cell.column, cell.row):
            style.append(("SPAN", (cell.column, cell.row), corner))
    if sheet.numbered:
        printed = numbering(sheet)
        grid.append(printed)
        for start, word in enumerate(printed):
            if word == "栏次":
                stop = start
                while stop + 1 < len(printed) and printed[stop + 1] == "":
                    stop += 1
                style.append(("SPAN", (start, depth), (stop, depth)))
    style.append(("ALIGN", (0, 0), (-1, len(grid) - 1), "CENTER"))
    return grid


def _total_style(sheet: Sheet, printed: list[str], drawn: int) -> list[tuple[Any, ...]]:
    """A total stands in the middle of its side and takes the empty code cells before it."""
    style: list[tuple[Any, ...]] = []
    for column, text in enumerate(list(printed)):
        if sheet.columns[column].kind != "label" or not _is_total(text):
            continue
        start = column
        while start and sheet.columns[start - 1].kind == "code" and not printed[start - 1]:
            start -= 1
        printed[start], printed[column] = text, "" if start < column else text
        style.append(("SPAN", (start, drawn), (column, drawn)))
        style.append(("ALIGN", (start, drawn), (column, drawn), "CENTER"))
    return style


def _is_total(text: str) -> bool:
    return text.endswith("计") and len(text) <= 7


def _alignment(sheet: Sheet, drawn: int) -> list[tuple[Any, ...]]:
    sides = {"amount": "RIGHT", "percent": "RIGHT", "line_no": "CENTER"}
    return [
        ("ALIGN", (i, drawn), (i, drawn), sides.get(column.kind, "LEFT"))
        for i, column in enumerate(sheet.columns)
    ]


def _rules(sheet: Sheet, cells: list[HeaderCell], top: int, rows: int) -> list[tuple[Any, ...]]:
    if sheet.rules in ("grid", "grey"):
        shade = 0.0 if sheet.rules == "grid" else 0.6
        return [("GRID", (0, 0), (-1, -1), 0.5, (shade, shade, shade))]
    style: list[tuple[Any, ...]] = [("LINEBELOW", (0, rows - 1), (-1, rows - 1), 1.0, (0, 0, 0))]
    if top:
        style.append(("LINEABOVE", (0, 0), (-1, 0), 1.0, (0, 0, 0)))
        style.append(("LINEBELOW", (0, top - 1), (-1, top - 1), 0.5, (0, 0, 0)))
        for cell in cells:
            if cell.columns > 1 and cell.rows == 1:
                ends = (cell.column, cell.row), (cell.column + cell.columns - 1, cell.row)
                style.append(("LINEBELOW", *ends, 0.5, (0, 0, 0)))
    if sheet.rules == "horizontal":
        style.append(("LINEBELOW", (0, top), (-1, rows - 2), 0.3, (0, 0, 0)))
    return style


def page_templates(style: PageStyle) -> list[PageTemplate]:
    """A cover, a portrait and a landscape page."""

    def decorated(canvas: Any, document: Any) -> None:
        width, height = canvas._pagesize
        canvas.setFont(PLAIN, 9)
        if style.head:
            canvas.drawCentredString(width / 2, height - 36, style.head)
        canvas.drawCentredString(width / 2, 28, style.footer.format(page=canvas.getPageNumber()))

    templates = []
    for name, size in (("cover", A4), ("portrait", A4), ("landscape", landscape(A4))):
        width, height = size
        frame = Frame(
            MARGIN, MARGIN - 8, width - 2 * MARGIN, height - 2 * MARGIN + 8, 0, 0, 0, 0, id=name
        )
        drawn = {} if name == "cover" else {"onPage": decorated}
        templates.append(PageTemplate(id=name, frames=[frame], pagesize=size, **drawn))
    return templates


def frame_width(*, wide: bool) -> float:
    """The room between the margins in points."""
    return float(A4[1] if wide else A4[0]) - 2 * MARGIN


def turned(*, wide: bool) -> list[Flowable]:
    """A new page, landscape or portrait."""
    return [NextPageTemplate("landscape" if wide else "portrait"), PageBreak()]


def gap(height: float) -> Spacer:
    """Empty room in points."""
    return Spacer(1, height)


def build(path: Path, title: str, flow: list[Flowable], style: PageStyle) -> None:
    """Writes the PDF; the same flowables give the same bytes."""
    document = BaseDocTemplate(
        str(path),
        pagesize=A4,
        title=title,
        invariant=1,
        pageCompression=1,
        initialFontName=PLAIN,  # else the file names Helvetica, which is not embedded
    )
    document.addPageTemplates(page_templates(style))
    document.build(flow)
