"""What was found on a page: in words, and drawn over its picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw

from ingest.bodies.register import bodies_in
from ingest.concepts.readings import with_concepts
from ingest.errors import MingzhangError
from ingest.identity import identify
from ingest.narrative.narrate import narrative_of, paragraphs_of
from ingest.nouns import BBox, Figure, Passage, Table
from ingest.pages.display import box_placed
from ingest.pages.intake import check_file
from ingest.pages.page import Page
from ingest.pages.pdf import read_pages
from ingest.pages.picture import png, render
from ingest.reading import consumed_boxes
from ingest.scans.scan import with_scans
from ingest.settings import Settings
from ingest.tables.figures import drafts_to_tables
from ingest.tables.joining import TableDraft, pages_to_drafts

_SCALE = 2.0
_COLOURS = {
    "amount": (0, 120, 60, 70),
    "blank": (150, 150, 150, 50),
    "header": (40, 80, 220, 45),
    "label": (0, 150, 190, 55),
    "caption": (160, 60, 200, 60),
    "passage": (230, 150, 0, 45),
    "prose figure": (220, 40, 40, 110),
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """What one page was understood to hold: as text, and as a PNG with the places drawn in.

    Green: cells with amounts; grey: cells printed blank; blue: rows of the header; teal: codes and
    labels of rows; violet: title and unit lines; orange: lines of passages; red: numbers in prose.
    """

    text: str
    picture: bytes


def explain_page(path: Path, page: int, settings: Settings) -> Explanation:
    """Reads the whole file, since tables run over pages, and tells of one page (1-based).

    Raises UnreadableFile, NotAReport, or MingzhangError where there is no such page.
    """
    sha256 = check_file(path, settings)
    pages = tuple(with_scans(path, read_pages(path, settings.parser)))
    if not 1 <= page <= len(pages):
        raise MingzhangError(f"没有第 {page} 页，共 {len(pages)} 页 (no such page)", file=path.name)
    drafts = pages_to_drafts(pages)
    report = identify(pages, drafts, file=path.name, sha256=sha256)
    consumed = consumed_boxes(drafts)
    paragraphs = paragraphs_of(pages, consumed)
    bodies, _ = bodies_in(report, drafts, paragraphs)
    passages, told_figures = narrative_of(paragraphs, pages, consumed, report, bodies)
    tables, prose = with_concepts(
        drafts_to_tables(drafts, report, bodies), told_figures, report, passages
    )
    here = [(d, t) for d, t in zip(drafts, tables, strict=True) if page in t.pages]
    told = [passage for passage in passages if _on(passage, page)]
    stated = [figure for figure in prose if _on(figure, page)]
    lines = [
        f"{report.title} · 第{page}页，共{report.pages}页 · "
        f"{report.publisher} {report.fiscal_year} {report.kind} {report.level} "
        f"(confidence {report.confidence})",
        *(line for draft, table in here for line in _table_lines(draft, table, page)),
        *(f"passage {' › '.join(p.heading_path)}: {p.text}" for p in told),
        *(_figure_line(figure) for figure in stated),
    ]
    boxes = _boxes(here, told, stated, consumed.get(page, []), page)
    return Explanation("\n".join(lines), _drawn(path, page, _displayed(boxes, pages[page - 1])))


def _displayed(boxes: Sequence[tuple[str, BBox]], page: Page) -> list[tuple[str, BBox]]:
    """Boxes on a page that was laid level to be read, where they are displayed."""
    if page.scan is None:
        return list(boxes)
    return [(kind, box_placed(page.scan.as_displayed, *box)) for kind, box in boxes]


def _on(thing: Passage | Figure, page: int) -> bool:
    return any(locator.page == page for locator in thing.locators)


def _table_lines(draft: TableDraft, table: Table, page: int) -> list[str]:
    pages = "、".join(str(number) for number in table.pages)
    lines = [f"table {table.form} “{table.title}” 单位 {table.unit or '?'} pages {pages}"]
    for side in draft.layout.sides:
        columns = " | ".join(f"{c.kind} {' › '.join(c.path) or '-'}" for c in side.columns)
        lines.append(f"  side {side.name or '-'}: {columns}")
    lines.extend(_figure_line(figure) for figure in table.figures if _on(figure, page))
    return lines


def _figure_line(figure: Figure) -> str:
    where = " › ".join((*figure.row_path, *figure.column_path))
    value = figure.printed if figure.value is None else str(figure.value)
    about = f"{figure.year} {figure.basis} {figure.body}"
    return (
        f"  {figure.row_code or '-'} {where} = {value or '(blank)'} {figure.unit} [{about}] "
        f"{_meaning(figure)}"
    ).rstrip()


def _meaning(figure: Figure) -> str:
    """What the figure is, each value with where it was taken from; no concept is told as ?."""
    said = {
        "concept": figure.concept or "?",
        "fund": figure.fund,
        "nature": figure.nature,
        "stage": figure.stage,
        "year": str(figure.year),
        "body": figure.body,
    }
    taken = {str(name): origin for name, origin in figure.taken_from}
    return " ".join(
        f"{name}={value}({taken[name]})" if name in taken else f"{name}={value}"
        for name, value in said.items()
        if value and (name in taken or name == "concept")
    )


def _boxes(
    here: Sequence[tuple[TableDraft, Table]],
    passages: Sequence[Passage],
    stated: Sequence[Figure],
    consumed: Sequence[BBox],
    page: int,
) -> list[tuple[str, BBox]]:
    grids = {row.grid.bbox: row.grid for draft, _ in here for row in draft.rows}.values()
    frames = {grid.bbox for grid in grids if grid.page == page}
    boxes = [("caption", box) for box in consumed if box not in frames]
    for grid in grids:
        body = [r.cells[0][1][0].top for d, _ in here for r in d.rows if r.grid is grid and r.cells]
        if grid.page == page and body:
            boxes.append(("header", (*grid.bbox[:3], min(body))))
    boxes.extend(("label", box) for draft, _ in here for box in _label_boxes(draft, page))
    places = [
        *(
            (_cell_kind(f), place)
            for _, table in here
            for f in table.figures
            for place in f.locators
        ),
        *(("passage", place) for passage in passages for place in passage.locators),
        *(("prose figure", place) for figure in stated for place in figure.locators),
    ]
    boxes.extend((kind, place.bbox) for kind, place in places if place.page == page)
    return boxes


def _label_boxes(draft: TableDraft, page: int) -> set[BBox]:
    """The cells from which the rows of a page took their codes and labels."""
    boxes: set[BBox] = set()
    for row in draft.rows:
        if row.grid.page == page and row.cells:
            line = row.cells[0][1][0].row
            cells = (
                row.grid.at(line, column.index)
                for column in row.side.of("code", "code_part", "label")
            )
            boxes.update(cell.place.bbox for cell in cells if cell and cell.text)
    return boxes


def _cell_kind(figure: Figure) -> str:
    return "blank" if figure.value is None else "amount"


def _drawn(path: Path, page: int, boxes: Sequence[tuple[str, BBox]]) -> bytes:
    picture, scale = render(path, page, _SCALE)
    layer = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(layer)
    for kind, box in boxes:
        colour = _COLOURS[kind]
        draw.rectangle([edge * scale for edge in box], fill=colour, outline=(*colour[:3], 220))
    return png(Image.alpha_composite(picture.convert("RGBA"), layer).convert("RGB"))
