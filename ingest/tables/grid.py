"""A ruled table as a grid: edges clustered, cells with their spans, characters put into cells."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from ingest.language.glyphs import squeeze
from ingest.nouns import BBox, Locator
from ingest.pages.lines import chars_to_lines
from ingest.pages.page import Char, Page, RuledTable

_SLIVER = 6.0
_SAME_HEIGHT = 3.0
_MARGIN = 12.0
_MIN_EDGES = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: rows ``row``..``row_end`` and columns ``column``..``column_end`` (ends excluded).

    ``text`` is without white space, its lines joined (a wrapped amount is one number again).
    """

    row: int
    row_end: int
    column: int
    column_end: int
    place: Locator
    text: str
    lines: tuple[str, ...]

    @property
    def top(self) -> float:
        """Upper edge on its page, in points."""
        return self.place.bbox[1]


@dataclass(frozen=True)
class Grid:
    """The cells of one ruled table on one page; ``x_edges`` bound its columns, in points."""

    page: int
    bbox: BBox
    x_edges: tuple[float, ...]
    rows: int
    cells: tuple[Cell, ...]

    @property
    def columns(self) -> int:
        """Number of columns."""
        return len(self.x_edges) - 1

    @cached_property
    def _by_place(self) -> dict[tuple[int, int], Cell]:
        return {
            (row, column): cell
            for cell in self.cells
            for row in range(cell.row, cell.row_end)
            for column in range(cell.column, cell.column_end)
        }

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers this place, or None where the print has none."""
        return self._by_place.get((row, column))

    def row_cells(self, row: int) -> tuple[Cell, ...]:
        """The cells that begin in this row, left to right."""
        begun = (cell for cell in self.cells if cell.row == row)
        return tuple(sorted(begun, key=lambda cell: cell.column))


def table_to_grid(page: Page, table: RuledTable, *, x_edges: Sequence[float] = ()) -> Grid:
    """Resolves spans and texts. Slivers of less than 6 pt between rulings are no columns.

    ``x_edges`` gives the column edges where they are known from the page before.
    """
    if not x_edges:
        clustered = _clustered((x for cell in table.cells for x in (cell[0], cell[2])), _SLIVER)
        x_edges = _without_margins(clustered, page, table)
    y_edges = _clustered((y for cell in table.cells for y in (cell[1], cell[3])), _SAME_HEIGHT)
    places: dict[tuple[int, int, int, int], BBox] = {}
    for box in table.cells:
        place = (
            _nearest(y_edges, box[1]),
            _nearest(y_edges, box[3]),
            _nearest(x_edges, box[0]),
            _nearest(x_edges, box[2]),
        )
        if place[0] < place[1] and place[2] < place[3]:
            places.setdefault(place, box)
    chars = _chars_by_cell(page.chars, table.bbox, x_edges, y_edges, places)
    cells = []
    for place, box in places.items():
        lines = tuple(squeeze(line.text) for line in chars_to_lines(chars.get(place, ())))
        locator = Locator(page.number, box, page.printed_number)
        cells.append(Cell(*place, locator, "".join(lines), lines))
    return Grid(
        page.number,
        table.bbox,
        tuple(x_edges),
        len(y_edges) - 1,
        tuple(cells),
    )


def _clustered(values: Iterable[float], tolerance: float) -> list[float]:
    """Cluster centres; a cluster reaches no further than the tolerance from its first member."""
    clusters: list[list[float]] = []
    for value in sorted(values):
        if clusters and value - clusters[-1][0] < tolerance:
            clusters[-1].append(value)
        else:
            clusters.append([value])
    return [sum(cluster) / len(cluster) for cluster in clusters]


def _without_margins(x_edges: list[float], page: Page, table: RuledTable) -> list[float]:
    """Edges less narrow outer columns without any print: a frame drawn around the table.

    Such a frame often stands only on the first page of a table.
    """
    if len(x_edges) <= _MIN_EDGES:
        return x_edges
    _, top, _, bottom = table.bbox
    middles = [(c.x0 + c.x1) / 2 for c in page.chars if top <= (c.top + c.bottom) / 2 <= bottom]
    first, last = x_edges[0], x_edges[-1]
    left, right = x_edges[1], x_edges[-2]
    start = left - first < _MARGIN and not any(first <= x < left for x in middles)
    end = last - right < _MARGIN and not any(right < x <= last for x in middles)
    return x_edges[start : len(x_edges) - end]


def _nearest(edges: Sequence[float], value: float) -> int:
    after = bisect_left(edges, value)
    if after == len(edges):
        return after - 1
    if after > 0 and value - edges[after - 1] <= edges[after] - value:
        return after - 1
    return after


def _chars_by_cell(
    chars: Sequence[Char],
    bbox: BBox,
    x_edges: Sequence[float],
    y_edges: Sequence[float],
    places: Iterable[tuple[int, int, int, int]],
) -> dict[tuple[int, int, int, int], list[Char]]:
    owner = {
        (row, column): place
        for place in places
        for row in range(place[0], place[1])
        for column in range(place[2], place[3])
    }
    found: dict[tuple[int, int, int, int], list[Char]] = {}
    for char in chars:
        x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
        if not (bbox[0] <= x <= bbox[2] and bbox[1] <= y <= bbox[3]):
            continue
        column = min(max(bisect_right(x_edges, x) - 1, 0), len(x_edges) - 2)
        row = min(max(bisect_right(y_edges, y) - 1, 0), len(y_edges) - 2)
        place = owner.get((row, column))
        if place is not None:
            found.setdefault(place, []).append(char)
    return found
