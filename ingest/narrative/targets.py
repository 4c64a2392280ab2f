"""Rows of tables of targets (绩效目标表) as passages, and the targets that are numbers as figures.

Their values (``≥297家``, ``100%``, ``2026年12月底前``, ``优良``) are words or bounds, which the
tables' own figures leave out; the sign of a bound is always told with its number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.bodies.in_report import BodiesOfReport
from ingest.bodies.prose import body_of_headings
from ingest.identifiers import content_id
from ingest.language.amounts import is_amount, is_money, parse_amount
from ingest.language.glyphs import fold
from ingest.narrative.target_columns import TargetColumns, columns_headed, shifted
from ingest.narrative.wording import wording
from ingest.nouns import BBox, Figure, Locator, Origin, Passage, Report
from ingest.tables.grid import Cell, Grid
from ingest.tables.joining import TableDraft

_MAX_TEXT = 60
_SAME_EDGE = 6.0
_SEPARATOR = " · "
_STOP = re.compile(r"[。；;]")
_SIGN = r"[≥≤≧≦><=]+"
_BARE_SIGN = re.compile(f"^{_SIGN}$")
_LABEL_UNIT = re.compile(r"\(([^()]{1,4})\)$")


@dataclass(frozen=True, slots=True)
class _Row:
    """A row as read: its label, the cells from left to right, and each target with its heading."""

    subject: str
    label: str
    cells: tuple[Cell, ...]
    targets: tuple[tuple[Cell, str], ...]
    sign: str
    unit: str


def targets_of(
    drafts: Sequence[TableDraft], report: Report, bodies: BodiesOfReport
) -> tuple[tuple[Passage, ...], tuple[Figure, ...]]:
    """The rows of all tables of targets as passages, and their numbers as figures in prose.

    A passage stands under the title of its table and the project it is about; its text is the row
    as printed, a ``·`` between its cells, its locators are the cells. A figure's label is the
    indicator, its ``column_path`` the heading with the sign (``指标值≥``), its sentence the row.
    Targets that are money are passages alone: a limit of cost is no amount of the budget.
    """
    passages: list[Passage] = []
    figures: list[Figure] = []
    seen: Counter[str] = Counter()
    above = ("", 0)
    for draft in drafts:
        pages = [row.grid.page for row in draft.rows]
        named = above[0] if pages and above[1] == min(pages) else ""
        above = _named_last(draft)
        for row in _rows(draft, named):
            path = tuple(part for part in (draft.title, row.subject) if part)
            text = _text(row)
            key = repr((path, text))
            seen[key] += 1
            passage_id = content_id(report.id, "target", key, str(seen[key]))
            places = tuple(cell.place for cell in row.cells)
            passages.append(Passage(passage_id, report.id, path, text, places))
            figures.extend(_figures(row, passages[-1], report, body_of_headings(path, bodies)))
    return tuple(passages), tuple(figures)


def _named_last(draft: TableDraft) -> tuple[str, int]:
    """The project that a table names last, and on which page: what follows there is about it."""
    found = ("", 0)
    for grid in _grids(draft):
        for line in range(grid.rows):
            if (named := _subject(grid, line)) and not columns_headed(grid, line):
                found = (named, grid.page)
    return found


def _grids(draft: TableDraft) -> Iterable[Grid]:
    return {id(row.grid): row.grid for row in draft.rows}.values()


def _rows(draft: TableDraft, subject: str) -> Iterator[_Row]:
    """The rows of a table; ``subject`` is what it is about until it says so itself."""
    columns: TargetColumns | None = None
    for grid in _grids(draft):
        has_header = any(columns_headed(grid, line) for line in range(grid.rows))
        columns = None if has_header or columns is None else shifted(columns, grid)
        for line in range(grid.rows):
            header = columns_headed(grid, line)
            named = "" if header else _subject(grid, line)
            if header or named:
                columns, subject = header, named or subject
            elif columns is not None and (row := _row(grid, line, columns, subject)) is not None:
                subject = row.subject
                yield row


def _subject(grid: Grid, line: int) -> str:
    """What the rows below are about, where a row says so: 项目名称 | 库房恒温改造; else ""."""
    cells = [cell for cell in grid.row_cells(line) if cell.text]
    for at, cell in enumerate(cells):
        if found := wording().subject_label.match(cell.text):
            said = cell.text[found.end() :] or (cells[at + 1].text if at + 1 < len(cells) else "")
            return said if len(said) <= _MAX_TEXT else ""
    return ""


def _row(grid: Grid, line: int, columns: TargetColumns, subject: str) -> _Row | None:
    label = _name_under(grid, line, columns.label)
    targets = [
        (cell, heading)
        for box, heading in columns.targets
        if (cell := _under(grid, line, box)) is not None and cell.text and cell.row == line
    ]
    if label is None or not label.text or not targets or len(label.text) > _MAX_TEXT:
        return None
    sign, unit = _text_under(grid, line, columns.sign), _text_under(grid, line, columns.unit)
    sign = fold(sign) if _BARE_SIGN.match(fold(sign)) else ""
    if not any(_is_told(fold(cell.text), sign or unit) for cell, _ in targets):
        return None
    own = _text_under(grid, line, columns.subject)
    return _Row(
        own if 0 < len(own) <= _MAX_TEXT else subject,
        label.text,
        tuple(_cells(grid, line, columns)),
        tuple(targets),
        sign,
        unit,
    )


def _is_told(target: str, beside: str) -> bool:
    """Whether a target is a passage's: bare numbers are the tables' own, sentences are quoted."""
    if len(target) > _MAX_TEXT or _STOP.search(target):
        return False
    return bool(beside) or not is_amount(target) or target.endswith("%")


def _under(grid: Grid, line: int, head: BBox) -> Cell | None:
    """The cell of a row that stands right under a heading and is as wide."""
    middle = (head[0] + head[2]) / 2
    over = (n for n in range(grid.columns) if grid.x_edges[n] <= middle < grid.x_edges[n + 1])
    cell = grid.at(line, next(over, -1))
    return cell if cell and _same_edges(cell, head, (0, 2)) else None


def _name_under(grid: Grid, line: int, head: BBox) -> Cell | None:
    """The cell of an indicator's name: right under its heading, or the first of those under it,
    beside its weight."""
    first = (n for n in range(grid.columns) if abs(grid.x_edges[n] - head[0]) <= _SAME_EDGE)
    cell = _under(grid, line, head) or grid.at(line, next(first, -1))
    inside = cell and cell.place.bbox[2] <= head[2] + _SAME_EDGE
    return cell if cell and inside and _same_edges(cell, head, (0,)) else None


def _same_edges(cell: Cell, head: BBox, edges: Sequence[int]) -> bool:
    return all(abs(cell.place.bbox[at] - head[at]) <= _SAME_EDGE for at in edges)


def _text_under(grid: Grid, line: int, head: BBox | None) -> str:
    cell = _under(grid, line, head) if head else None
    return cell.text if cell else ""


def _cells(grid: Grid, line: int, columns: TargetColumns) -> Iterator[Cell]:
    """The cells of a row under the headings from the outermost indicator on, left to right."""
    indicators = (b for b, text in columns.heads if wording().indicator_heading.search(text))
    start = min(box[0] for box in indicators)
    met: set[tuple[int, int]] = set()
    last = ""
    for box, heading in columns.heads:
        level = wording().indicator_heading.search(heading) is not None
        under = _name_under if level else _under
        cell = under(grid, line, box) if box[0] >= start - 1 else None
        if cell is None or not cell.text or (cell.row, cell.column) in met:
            continue
        if len(cell.text) <= _MAX_TEXT and fold(cell.text) != heading:
            # An indicator of the third level may be named again as its only one of the fourth.
            if level and cell.text == last:
                continue
            last = cell.text
            met.add((cell.row, cell.column))
            yield cell


def _text(row: _Row) -> str:
    """The row as printed; of several targets each says what it is."""
    headed = {id(cell): heading for cell, heading in row.targets if len(row.targets) > 1}
    said = (
        f"{headed[id(cell)]}：{cell.text}" if id(cell) in headed else cell.text
        for cell in row.cells
    )
    return _SEPARATOR.join(said)


def _figures(
    row: _Row, passage: Passage, report: Report, body: tuple[str, Origin]
) -> Iterator[Figure]:
    for cell, heading in row.targets:
        found = wording().target.fullmatch(fold(cell.text))
        value = parse_amount(found["number"]) if found else None
        if found is None or value is None:
            continue
        limit = f"（{found['limit']}）" if found["limit"] else ""
        sign = (found["sign"] or row.sign) + limit
        unit = found["unit"] or _unit_beside(row)
        if not unit or _is_money(unit):
            continue
        yield Figure(
            id=content_id(passage.id, heading),
            report_id=report.id,
            table_id="",
            form="",
            row=-1,
            row_path=(*passage.heading_path, row.label),
            row_label=row.label,
            row_code="",
            also=(),
            line_no="",
            side="",
            column_path=(heading + sign,),
            value=value,
            printed=cell.text,
            unit=wording().unit_names.get(unit, unit),
            fen=None,
            year=report.fiscal_year,
            body=body[0],
            basis="",
            locators=_places(row, cell),
            sentence=passage.text,
            taken_from=(("body", body[1]),),
        )


def _is_money(unit: str) -> bool:
    """Whether a unit is money, by the piece too (元/人)."""
    return is_money(unit.partition("/")[0])


def _unit_beside(row: _Row) -> str:
    """The unit in its own column or behind the indicator: 群众满意度(%)."""
    if row.unit:
        return fold(row.unit)
    found = _LABEL_UNIT.search(fold(row.label))
    known = found and re.fullmatch(wording().unit, found[1])
    return found[1] if found and known else ""


def _places(row: _Row, target: Cell) -> tuple[Locator, ...]:
    return (target.place,) if target in row.cells else tuple(cell.place for cell in row.cells)
