"""Rows of tables of targets (绩效目标表) as passages, and the targets that are numbers as figures.

Their values (``≥297家``, ``100%``, ``2026年12月底前``, ``优良``) are words or bounds, which the
tables' own figures leave out; the sign of a bound is always told with its number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.amounts import is_amount, is_money, parse_amount
from ingest.glyphs import fold
from ingest.identifiers import content_id
from ingest.narrative.wording import wording
from ingest.nouns import BBox, Figure, Locator, Passage, Report
from ingest.tables.grid import Cell, Grid
from ingest.tables.joining import TableDraft

_MAX_TEXT = 60
_SAME_EDGE = 6.0
_SEPARATOR = " · "
_STOP = re.compile(r"[。；;]")
_SIGN = r"[≥≤><=]+"
_BARE_SIGN = re.compile(f"{_SIGN}$")
_LABEL_UNIT = re.compile(r"\(([^()]{1,4})\)$")
_TOLD_ABOUT = 2
"""Columns that make a header: one names the indicator, another holds its target."""


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns of a table of targets, by what they are headed; heads as (box, text)."""

    heads: tuple[tuple[BBox, str], ...]
    label: BBox
    targets: tuple[tuple[BBox, str], ...]
    sign: BBox | None
    unit: BBox | None
    subject: BBox | None
    """The column of the projects' names, where the rows of several stand in one table."""
    left: float


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
    drafts: Sequence[TableDraft], report: Report
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
    for draft in drafts:
        for row in _rows(draft):
            path = tuple(part for part in (draft.title, row.subject) if part)
            text = _text(row)
            key = repr((path, text))
            seen[key] += 1
            passage_id = content_id(report.id, "target", key, str(seen[key]))
            places = tuple(cell.place for cell in row.cells)
            passages.append(Passage(passage_id, report.id, path, text, places))
            figures.extend(_figures(row, passages[-1], report))
    return tuple(passages), tuple(figures)


def _rows(draft: TableDraft) -> Iterator[_Row]:
    grids = {id(row.grid): row.grid for row in draft.rows}
    columns: _Columns | None = None
    subject = ""
    for grid in grids.values():
        has_header = any(_header(grid, line) for line in range(grid.rows))
        columns = None if has_header or columns is None else _shifted(columns, grid)
        for line in range(grid.rows):
            header = _header(grid, line)
            named = "" if header else _subject(grid, line)
            if header or named:
                columns, subject = header, named or subject
            elif columns is not None and (row := _row(grid, line, columns, subject)) is not None:
                subject = row.subject
                yield row


def _header(grid: Grid, line: int) -> _Columns | None:
    """The columns that a row of headings names; None where it is no such row."""
    words = wording()
    heads = [(cell, fold(cell.text)) for cell in grid.row_cells(line) if cell.text]
    targets = [(c, t) for c, t in heads if words.target_heading.search(t)]
    indicators = [c for c, t in heads if words.indicator_heading.search(t)]
    if len(heads) < _TOLD_ABOUT or not targets:
        return None
    before = [c for c in indicators if c.column_end <= targets[0][0].column]
    if not before:
        return None

    def headed(pattern: re.Pattern[str]) -> BBox | None:
        return next((c.place.bbox for c, t in heads if pattern.search(t)), None)

    return _Columns(
        tuple((c.place.bbox, t) for c, t in heads),
        before[-1].place.bbox,
        tuple((c.place.bbox, c.text) for c, _ in targets),
        headed(words.sign_heading),
        headed(words.measure_heading),
        headed(words.subject_label),
        grid.bbox[0],
    )


def _shifted(columns: _Columns, grid: Grid) -> _Columns:
    """The same columns on a page whose table stands further left or right."""
    by = grid.bbox[0] - columns.left

    def moved(box: BBox) -> BBox:
        return (box[0] + by, box[1], box[2] + by, box[3])

    return replace(
        columns,
        heads=tuple((moved(box), text) for box, text in columns.heads),
        label=moved(columns.label),
        targets=tuple((moved(box), text) for box, text in columns.targets),
        sign=moved(columns.sign) if columns.sign else None,
        unit=moved(columns.unit) if columns.unit else None,
        subject=moved(columns.subject) if columns.subject else None,
        left=grid.bbox[0],
    )


def _subject(grid: Grid, line: int) -> str:
    """What the rows below are about, where a row says so: 项目名称 | 库房恒温改造; else ""."""
    cells = [cell for cell in grid.row_cells(line) if cell.text]
    for at, cell in enumerate(cells):
        if found := wording().subject_label.match(cell.text):
            said = cell.text[found.end() :] or (cells[at + 1].text if at + 1 < len(cells) else "")
            return said if len(said) <= _MAX_TEXT else ""
    return ""


def _row(grid: Grid, line: int, columns: _Columns, subject: str) -> _Row | None:
    label = _under(grid, line, columns.label)
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
    if cell is None:
        return None
    box = cell.place.bbox
    fits = abs(box[0] - head[0]) <= _SAME_EDGE and abs(box[2] - head[2]) <= _SAME_EDGE
    return cell if fits else None


def _text_under(grid: Grid, line: int, head: BBox | None) -> str:
    cell = _under(grid, line, head) if head else None
    return cell.text if cell else ""


def _cells(grid: Grid, line: int, columns: _Columns) -> Iterator[Cell]:
    """The cells of a row under the headings from the outermost indicator on, left to right."""
    indicators = (b for b, text in columns.heads if wording().indicator_heading.search(text))
    start = min(box[0] for box in indicators)
    met: set[tuple[int, int]] = set()
    for box, heading in columns.heads:
        cell = _under(grid, line, box) if box[0] >= start - 1 else None
        if cell is None or not cell.text or (cell.row, cell.column) in met:
            continue
        if len(cell.text) <= _MAX_TEXT and fold(cell.text) != heading:
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


def _figures(row: _Row, passage: Passage, report: Report) -> Iterator[Figure]:
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
            body=report.publisher,
            basis="",
            locators=_places(row, cell),
            sentence=passage.text,
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
