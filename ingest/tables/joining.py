"""Grids of all pages joined to tables: title and header repeated, header repeated, or neither."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ingest import forms
from ingest.language.glyphs import fold
from ingest.nouns import BBox
from ingest.pages.page import Page, RuledTable, TextLine
from ingest.tables.caption import (
    Caption,
    body_in,
    is_title,
    lines_to_caption,
    title_at_foot,
    unit_in,
)
from ingest.tables.codes import is_code
from ingest.tables.cut_rows import join_cut_rows
from ingest.tables.grid import Grid, table_to_grid
from ingest.tables.header import Layout, grid_to_layout
from ingest.tables.rows import CodeParts, Row, body_rows
from ingest.tables.tall_rows import with_parted_rows
from ingest.tables.unruled import reaches_page_end, unruled_tables

_SAME_EDGE = 6.0
_MAX_LINES_BETWEEN = 3
_MAX_LEFT_OVER_ROWS = 4
_MIN_ROWS = 2
_CONTINUED = re.compile(r"[(（]?续(?:表)?\d*[)）]?$")


@dataclass
class TableDraft:
    """A table while its pages are being joined; ``form`` follows from the title."""

    title: str
    unit: str
    body: str
    layout: Layout
    pages: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    boxes: list[tuple[int, BBox]] = field(default_factory=list)
    parts: dict[int, CodeParts] = field(default_factory=dict)
    lines: int = 0

    @property
    def form(self) -> str:
        """The statutory form that the title names."""
        return forms.form_of(self.title)

    def take(self, grid: Grid, layout: Layout, caption: Caption) -> None:
        """Adds the rows of one grid, read with ``layout``."""
        rows = body_rows(grid, layout, self.parts, self.lines)
        if self.pages and grid.page != self.pages[-1]:
            join_cut_rows(self.rows, rows)
        self.rows.extend(rows)
        self.lines += grid.rows - layout.body_from
        if grid.page not in self.pages:
            self.pages.append(grid.page)
        self.boxes.append((grid.page, grid.bbox))
        self.boxes.extend((grid.page, box) for box in caption.boxes)


def pages_to_drafts(pages: Iterable[Page]) -> list[TableDraft]:
    """All tables of a report in order of print."""
    drafts: list[TableDraft] = []
    open_edges: tuple[float, ...] = ()
    title_before = ""
    for page in pages:
        upper = 0.0
        unruled = unruled_tables(page, open_edges)
        ruled = [with_parted_rows(page, table) for table in page.tables]
        open_edges = ()
        for table in sorted((*ruled, *unruled), key=lambda table: table.bbox[1]):
            grid = _grid(page, table, drafts[-1] if drafts else None)
            _take_grid(drafts, grid, _lines_between(page, upper, grid), title_before)
            upper, title_before = table.bbox[3], ""
            if table in unruled and reaches_page_end(page, table):
                open_edges = grid.x_edges
        title_before = title_at_foot(page, upper)
    return drafts


def _grid(page: Page, table: RuledTable, last: TableDraft | None) -> Grid:
    """The grid of a table; left-over rows with merged columns take the edges before.

    They are few, or begin with a code: a table with a header of its own never does.
    """
    grid = table_to_grid(page, table)
    if last is None or page.number - last.pages[-1] > 1:
        return grid
    if grid.rows > _MAX_LEFT_OVER_ROWS and not _begins_with_code(grid):
        return grid
    shift = grid.x_edges[0] - last.layout.x_edges[0]
    edges = [edge + shift for edge in last.layout.x_edges]
    merged = len(grid.x_edges) < len(edges) and abs(grid.x_edges[-1] - edges[-1]) <= _SAME_EDGE
    if merged and all(min(abs(x - edge) for edge in edges) <= _SAME_EDGE for x in grid.x_edges):
        return table_to_grid(page, table, x_edges=edges)
    return grid


def _begins_with_code(grid: Grid) -> bool:
    first = next((cell.text for cell in grid.row_cells(0) if cell.text), "")
    return is_code(first)


def _lines_between(page: Page, upper: float, grid: Grid) -> list[TextLine]:
    """Lines above the first cell with text: a title may stand inside the frame without a cell."""
    top = min((cell.top for cell in grid.cells if cell.text), default=grid.bbox[1])
    return [line for line in page.lines if upper <= (line.bbox[1] + line.bbox[3]) / 2 < top + 1]


def _take_grid(
    drafts: list[TableDraft], grid: Grid, lines: Sequence[TextLine], title_before: str
) -> None:
    """Joins the grid to the last table or begins a new one; ``title_before`` is a title that
    stands alone at the foot of the page before."""
    layout = grid_to_layout(grid)
    caption = lines_to_caption(lines).over(_banner_caption(layout.banner))
    from_page_before = not caption.title and len(caption.boxes) == len(lines)
    if from_page_before:
        caption = caption.over(Caption(title_before))
    last = drafts[-1] if drafts else None
    continued = _continued_layout(last, grid, layout, caption, len(lines)) if last else None
    if last is not None and continued is not None:
        last.unit = last.unit or caption.unit
        last.take(grid, continued, caption)
        return
    if grid.rows < _MIN_ROWS:
        return
    draft = TableDraft(_clean(caption.title), caption.unit, caption.body, layout)
    if from_page_before and title_before:
        draft.pages.append(grid.page - 1)
    draft.take(grid, layout, caption)
    drafts.append(draft)


def _banner_caption(banner: Sequence[str]) -> Caption:
    title = next((text for text in banner if is_title(text)), "")
    unit = next((found for text in banner if (found := unit_in(text))), "")
    body = next((found for text in banner if (found := body_in(text))), "")
    return Caption(title, unit, body)


def _clean(title: str) -> str:
    return _CONTINUED.sub("", title)


def _continued_layout(
    last: TableDraft, grid: Grid, layout: Layout, caption: Caption, lines_above: int
) -> Layout | None:
    """The layout with which a grid continues the table before it, or None where it is a new one."""
    if grid.page - last.pages[-1] > 1:
        return None
    if caption.title:
        if fold(_clean(caption.title)) != fold(last.title):
            return None
    elif lines_above - len(caption.boxes) > _MAX_LINES_BETWEEN:
        return None
    same_width = len(layout.x_edges) == len(last.layout.x_edges)
    if layout.has_header and _folded(layout) == _folded(last.layout) and same_width:
        return replace(last.layout, banner=layout.banner, body_from=layout.body_from)
    if _edges_agree(layout, last.layout):
        body_from = layout.body_from if _repeats_header(layout, last.layout) else 0
        return replace(last.layout, banner=(), body_from=body_from)
    if caption.title:
        return layout if layout.has_header else None
    # Forms of indicators go on in blocks of other columns, at the very head of the next page.
    heads_page = grid.page != last.pages[-1] and lines_above <= 1
    return layout if last.form == "performance" and heads_page else None


def _folded(layout: Layout) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(fold(word) for word in path) for path in layout.heading)


def _repeats_header(layout: Layout, last: Layout) -> bool:
    """Whether what looks like a header above the body shares its words with the known header."""
    words = {fold(word) for path in layout.heading for word in path}
    known = {fold(word) for path in last.heading for word in path}
    return bool(words) and len(words & known) * 2 >= len(words)


def _edges_agree(layout: Layout, last: Layout) -> bool:
    """Column edges equal, measured from the left edge (pages may be shifted)."""
    if len(layout.x_edges) != len(last.x_edges):
        return False
    return all(
        abs((a - layout.x_edges[0]) - (b - last.x_edges[0])) <= _SAME_EDGE
        for a, b in zip(layout.x_edges, last.x_edges, strict=True)
    )
