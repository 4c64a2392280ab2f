"""Tables whose cells are not ruled: three-line tables, rules between rows only, no rules at all.

First the places are found (between rules of equal extent, below a title, or as what goes on from
the page before), then columns and rows come from the print.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.glyphs import fold
from ingest.nouns import BBox
from ingest.pages.open_sides import joined_pieces
from ingest.pages.page import Page, RuledTable, Ruling, TextLine
from ingest.tables.caption import is_title, unit_in
from ingest.tables.text_columns import heading_cells, text_columns
from ingest.tables.text_rows import Band, lines_to_bands
from ingest.tables.words import Word, is_numbering, line_to_words

_MIN_RULE_WIDTH = 150.0
_SAME_EXTENT = 4.0
_HEAD_SHARE = 0.1
_FOOT_SHARE = 0.92
_MAX_GAP = 3.5
_WIDER = 4.0
_MAX_HEADER_LINES = 9
_MIN_AMOUNTS = 2
_MAX_LABELS = 2
_MIN_HEADINGS = 3
_PARTED_RULES = 0.8


@dataclass(frozen=True, slots=True)
class _Line:
    source: TextLine
    words: tuple[Word, ...]

    @property
    def y(self) -> float:
        return (self.source.bbox[1] + self.source.bbox[3]) / 2

    @property
    def has_amount(self) -> bool:
        """Whether it tells an amount; a row that numbers the columns does not."""
        return any(word.is_amount for word in self.words) and not is_numbering(self.words)

    @property
    def begins_body(self) -> bool:
        """Whether the line stands below the header."""
        return is_numbering(self.words) or any(w.begins_body for w in self.words)

    @property
    def is_between_tables(self) -> bool:
        """A title, a unit line, a note or a sentence: no part of a table."""
        if len(self.words) > 2:
            return False
        text = self.source.text
        return is_title(text) or bool(unit_in(text)) or fold(text).startswith("注") or "。" in text


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a table stands; rules within it, uppermost first."""

    frame: tuple[float, float]
    top: float
    bottom: float
    rules: tuple[Ruling, ...]


def unruled_tables(page: Page, known: Sequence[float] = ()) -> tuple[RuledTable, ...]:
    """The tables outside the ruled ones, top to bottom.

    ``known`` are the column edges of an unruled table that reached the end of the page before.
    """
    lines = [
        _Line(line, line_to_words(line))
        for line in page.lines
        if not _is_foot(line, page)
        and not any(box[1] <= (line.bbox[1] + line.bbox[3]) / 2 <= box[3] for box in _taken(page))
    ]
    rules = _joined(page.rulings, _taken(page))
    found: list[RuledTable] = []
    for place in _places(lines, rules, page, known):
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


def _places(
    lines: Sequence[_Line], rules: Sequence[Ruling], page: Page, known: Sequence[float]
) -> list[_Place]:
    places: list[_Place] = []
    for group in _groups(rules, lines):
        place = _between_rules(group, lines, known)
        if place is not None:
            places.append(place)
    if known:
        places.extend(_going_on(lines, places, rules, page, known))
    places.extend(_below_titles(lines, places))
    return places


def _groups(rules: Sequence[Ruling], lines: Sequence[_Line]) -> list[list[Ruling]]:
    """Rules of one extent; a line that stands between tables parts them."""
    groups: list[list[Ruling]] = []
    for rule in rules:
        for group in reversed(groups):
            last = group[-1]
            same = abs(last.x0 - rule.x0) <= _SAME_EXTENT and abs(last.x1 - rule.x1) <= _SAME_EXTENT
            between = [line for line in lines if last.top < line.y < rule.top]
            if same and not any(line.is_between_tables for line in between):
                group.append(rule)
                break
        else:
            groups.append([rule])
    return [group for group in groups if not _is_part_of_other(group, groups)]


def _is_part_of_other(group: Sequence[Ruling], groups: Sequence[Sequence[Ruling]]) -> bool:
    """Rules under a heading, shorter than the rules above and below them."""
    return any(
        other[0].top < group[0].top
        and group[-1].top < other[-1].top
        and other[0].x0 <= group[0].x0 + _SAME_EXTENT
        and group[0].x1 <= other[0].x1 + _SAME_EXTENT
        for other in groups
        if other is not group
    )


def _between_rules(
    group: Sequence[Ruling], lines: Sequence[_Line], known: Sequence[float]
) -> _Place | None:
    """From the first rule to the last; on to the last line of the body where no rule closes it."""
    top, bottom = group[0].top, group[-1].top
    inside = [line for line in lines if top < line.y < bottom]
    frame = (group[0].x0, group[0].x1)
    if len(group) > 1 and any(line.has_amount for line in inside):
        return _Place(frame, top, bottom, tuple(group))
    header = [line for line in inside if len(line.words) >= _MIN_HEADINGS]
    if not header:
        return None
    following = _body_run([line for line in lines if line.y > bottom], frame)
    if not any(line.has_amount for line in following):
        above = [line for line in lines if line.y < top][-1:]
        empty = len(group) > 1 and any(line.is_between_tables for line in above)
        return _Place(frame, top, bottom, tuple(group)) if empty else None
    return _Place(frame, top, following[-1].source.bbox[3] + 1, tuple(group))


def _body_run(lines: Sequence[_Line], frame: tuple[float, float]) -> list[_Line]:
    """The first lines, as far as they may be rows of one table."""
    run: list[_Line] = []
    usual = 0.0
    for line in lines:
        gap = line.source.bbox[1] - run[-1].source.bbox[3] if run else 0.0
        if line.is_between_tables or gap > max(_MAX_GAP * line.source.size, _WIDER * usual):
            break
        usual = max(usual, gap)
        width = line.words[0].box[2] - line.words[0].box[0]
        if len(line.words) == 1 and width > 0.55 * (frame[1] - frame[0]):
            break
        run.append(line)
    while run and not run[-1].begins_body and len(run[-1].words) == 1:
        run.pop()
    return run


def _going_on(
    lines: Sequence[_Line],
    places: Sequence[_Place],
    rules: Sequence[Ruling],
    page: Page,
    known: Sequence[float],
) -> list[_Place]:
    """What goes on at the head of the page from the page before."""
    starts = [place.top for place in places] + [table.bbox[1] for table in page.tables]
    first = min(starts, default=page.height)
    upper = [line for line in lines if line.y < first]
    while upper and upper[0].y < page.height * _HEAD_SHARE and not upper[0].begins_body:
        upper = upper[1:]
    run = _body_run(upper, (known[0], known[-1]))
    header = list(itertools.takewhile(lambda line: not line.begins_body, run))
    body = run[len(header) :]
    while body and not _lies_between(body[-1], known):
        body.pop()
    run = header + body
    if not any(line.has_amount for line in run) or not all(_lies_between(r, known) for r in body):
        return []
    top, bottom = run[0].source.bbox[1] - 1, run[-1].source.bbox[3] + 1
    inner = tuple(rule for rule in rules if top < rule.top <= bottom + 20)
    return [_Place((known[0], known[-1]), top, bottom, inner)]


def _lies_between(line: _Line, known: Sequence[float]) -> bool:
    inside = all(known[0] - 3 <= w.box[0] and w.box[2] <= known[-1] + 3 for w in line.words)
    crossing = [
        word
        for word in line.words
        if not word.is_total and any(word.box[0] + 1 < e < word.box[2] - 1 for e in known[1:-1])
    ]
    return inside and not crossing


def _below_titles(lines: Sequence[_Line], places: Sequence[_Place]) -> list[_Place]:
    """Below a title or unit line: a header of several words, then rows with amounts."""
    found: list[_Place] = []
    for n, line in enumerate(lines[:-1]):
        following = lines[n + 1 :]
        starts = line.is_between_tables and not following[0].is_between_tables
        if not starts or "。" in line.source.text:
            continue
        run = _body_run(following, _extent(following[:20]))
        header = list(itertools.takewhile(lambda item: not item.begins_body, run))
        body = run[len(header) :]
        told = sum(word.is_amount for item in body for word in item.words)
        wide = any(len(item.words) > 1 for item in header)
        if not wide or len(header) > _MAX_HEADER_LINES or told < max(_MIN_AMOUNTS, len(body) // 2):
            continue
        top, bottom = run[0].source.bbox[1] - 1, run[-1].source.bbox[3] + 1
        if not any(place.top < bottom and top < place.bottom for place in (*places, *found)):
            found.append(_Place(_extent(run), top, bottom, ()))
    return found


def _extent(lines: Sequence[_Line]) -> tuple[float, float]:
    boxes = [line.source.bbox for line in lines]
    return (min(box[0] for box in boxes) - 2, max(box[2] for box in boxes) + 2)


def _table(
    place: _Place, lines: Sequence[_Line], rulings: Sequence[Ruling], known: Sequence[float]
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
    cells = heading_cells(columns, place.top, border) if header else []
    y_edges = _row_edges(bands, inner, border if header else place.top, place.bottom)
    for band, (top, bottom) in zip(bands, itertools.pairwise(y_edges), strict=True):
        cells.extend(_row_cells(band.words, columns.x_edges, top, bottom))
    return RuledTable((place.frame[0], place.top, place.frame[1], place.bottom), tuple(cells))


def _after_rule(lines: Sequence[_Line], start: int, rules: Sequence[Ruling]) -> int:
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


def _border(header: Sequence[_Line], body: Sequence[_Line], place: _Place) -> float:
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
