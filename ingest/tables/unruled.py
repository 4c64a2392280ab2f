"""Tables whose cells are not ruled: three-line tables, rules between rows only, no rules at all.

First the places are found (between rules of equal extent, below a title, or as what goes on from
the page before), then columns and rows come from the print.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from ingest.language.glyphs import fold
from ingest.nouns import BBox
from ingest.pages.open_sides import joined_pieces
from ingest.pages.page import Page, RuledTable, Ruling, TextLine
from ingest.tables.headings import heading_cells
from ingest.tables.places import Line, Place, places
from ingest.tables.text_columns import text_columns
from ingest.tables.text_rows import Band, lines_to_bands
from ingest.tables.words import Word, is_numbering, line_to_words

_MIN_RULE_WIDTH = 150.0
_FOOT_SHARE = 0.92
_MIN_AMOUNTS = 2
_MAX_LABELS = 2
_PARTED_RULES = 0.8


def unruled_tables(page: Page, known: Sequence[float] = ()) -> tuple[RuledTable, ...]:
    """The tables outside the ruled ones, top to bottom.

    ``known`` are the column edges of an unruled table that reached the end of the page before.
    """
    lines = [
        Line(line, line_to_words(line))
        for line in page.lines
        if not _is_foot(line, page)
        and not any(box[1] <= (line.bbox[1] + line.bbox[3]) / 2 <= box[3] for box in _taken(page))
    ]
    rules = _joined(page.rulings, _taken(page))
    found: list[RuledTable] = []
    for place in places(lines, rules, page, known):
        table = _table(place, lines, page.rulings, known)
        if table is not None and not any(_overlap(table.bbox, other.bbox) for other in found):
            found.append(table)
    return tuple(sorted(found, key=lambda table: table.bbox[1]))


def reaches_page_end(page: Page, table: RuledTable) -> bool:
    """Whether nothing but the page number follows the table, so that it may go on overleaf."""
    return not any(
        line.bbox[1] > table.bbox[3] - 1 and not _is_foot(line, page) for line in page.lines
    )


def _taken(page: Page) -> list[BBox]:
    return [table.bbox for table in page.tables]


def _is_foot(line: TextLine, page: Page) -> bool:
    return line.bbox[1] > page.height * _FOOT_SHARE and len(fold(line.text)) <= 12


def _overlap(a: BBox, b: BBox) -> bool:
    return min(a[3], b[3]) - max(a[1], b[1]) > 1


def _joined(rulings: Sequence[Ruling], taken: Sequence[BBox]) -> list[Ruling]:
    """Long rules outside the ruled tables; those drawn in pieces (a cell at a time) joined."""
    return [
        rule
        for rule in joined_pieces(rulings)
        if rule.x1 - rule.x0 >= _MIN_RULE_WIDTH
        and not any(box[1] - 3 <= rule.top <= box[3] + 3 for box in taken)
    ]


def _table(
    place: Place, lines: Sequence[Line], rulings: Sequence[Ruling], known: Sequence[float]
) -> RuledTable | None:
    inside = [line for line in lines if place.top < line.y < place.bottom]
    start = next((n for n, line in enumerate(inside) if line.begins_body), len(inside))
    start = _after_rule(inside, start, place.rules)
    header, body = inside[:start], inside[start:]
    told = sum(word.is_amount for line in body for word in line.words)
    if body and told < _MIN_AMOUNTS and not known:
        return None
    border = _border(header, body, place)
    within = tuple(r for r in rulings if place.top + 2 < r.top < border - 2)
    columns = text_columns(
        [line.words for line in header],
        [line.words for line in body if not is_numbering(line.words)],
        joined_pieces(within, _PARTED_RULES),
        place.frame,
        known,
    )
    if len(columns.x_edges) < 3:
        return None
    inner = [rule.top for rule in place.rules if border + 2 < rule.top < place.bottom - 2]
    bands = lines_to_bands([line.words for line in body], columns.x_edges, inner)
    cells = heading_cells(columns.spans, columns.x_edges, place.top, border) if header else []
    y_edges = _row_edges(bands, inner, border if header else place.top, place.bottom)
    for band, (top, bottom) in zip(bands, itertools.pairwise(y_edges), strict=True):
        cells.extend(_row_cells(band.words, columns.x_edges, top, bottom))
    return RuledTable((place.frame[0], place.top, place.frame[1], place.bottom), tuple(cells))


def _after_rule(lines: Sequence[Line], start: int, rules: Sequence[Ruling]) -> int:
    """Lines between the rule that closes the header and the first amount are body already."""
    if start == len(lines):
        return start
    above = [rule.top for rule in rules if rule.top < lines[start].y]
    closing = above[-1] if len(above) > 1 else None
    if closing is None:
        return start
    below = [line for line in lines[:start] if line.y > closing]
    # Lower headings stand below a rule too, but they are many, and further from the amounts.
    if any(len(line.words) > _MAX_LABELS for line in below):
        return start
    return start - len(below)


def _border(header: Sequence[Line], body: Sequence[Line], place: Place) -> float:
    """The height at which the header ends."""
    if not header or not body:
        return place.top if not header else place.bottom
    lowest = max(line.source.bbox[3] for line in header)
    highest = min(line.source.bbox[1] for line in body)
    rules = [r.top for r in place.rules if header[-1].y < r.top < body[0].y]
    return rules[-1] if rules else (lowest + highest) / 2


def _row_edges(
    bands: Sequence[Band], rules: Sequence[float], top: float, bottom: float
) -> list[float]:
    edges = [top]
    for above, below in itertools.pairwise(bands):
        rule = next((r for r in rules if above.top < r < below.bottom), None)
        middle = (above.bottom + below.top) / 2
        edges.append(rule if rule is not None and abs(rule - middle) < 20 else middle)
    return [*edges, bottom] if bands else edges


def _row_cells(
    words: Sequence[Word], x_edges: Sequence[float], top: float, bottom: float
) -> list[BBox]:
    """Cells of one row: one a column, joined where a word lies over several columns."""
    cells: list[BBox] = []
    column, last = 0, len(x_edges) - 1
    while column < last:
        end = column + 1
        for word in words:
            starts_here = x_edges[column] <= word.box[0] < x_edges[end]
            while starts_here and end < last and word.box[2] > x_edges[end] + 1.5:
                end += 1
        cells.append((x_edges[column], top, x_edges[end], bottom))
        column = end
    return cells
