"""Rows of tables of targets (绩效目标表) as passages, and the targets that are numbers as figures.

Their values (``≥297家``, ``100%``, ``2026年12月底前``, ``优良``) are words or bounds, which the
tables' own figures leave out; the sign of a bound is always told with its number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.bodies.in_report import BodiesOfReport
from ingest.bodies.prose import body_of_headings
from ingest.identifiers import content_id
from ingest.language.amounts import is_money, parse_amount, to_fen
from ingest.language.glyphs import fold, half_width
from ingest.language.units import money_unit
from ingest.narrative.target_rows import TargetRow, TargetRows
from ingest.narrative.wording import wording
from ingest.nouns import Figure, Locator, Origin, Passage, Report
from ingest.tables.grid import Cell
from ingest.tables.joining import TableDraft

_SEPARATOR = " · "
_UNIT_OF_LABEL = re.compile(r"\(([^()]{1,8})\)$")


def targets_of(
    drafts: Sequence[TableDraft], report: Report, bodies: BodiesOfReport
) -> tuple[tuple[Passage, ...], tuple[Figure, ...]]:
    """The rows of all tables of targets as passages, and their numbers as figures in prose.

    A passage stands under the title of its table and the project it is about; its text is the row
    as printed, a ``·`` between its cells, its locators are the cells. A figure's label is the
    indicator, its ``column_path`` the heading with the sign (``指标值≥``), its sentence the row.
    A limit of cost is a target as any other and no amount of the budget: its stage tells.
    """
    passages: list[Passage] = []
    figures: list[Figure] = []
    seen: Counter[str] = Counter()
    reader = TargetRows()
    for draft in drafts:
        for row in reader.of(draft):
            path = tuple(part for part in (draft.title, row.subject) if part)
            text = _text(row)
            key = repr((path, text))
            seen[key] += 1
            passage_id = content_id(report.id, "target", key, str(seen[key]))
            places = tuple(cell.place for cell in row.cells)
            passages.append(Passage(passage_id, report.id, path, text, places))
            figures.extend(_figures(row, passages[-1], report, body_of_headings(path, bodies)))
    return tuple(passages), tuple(figures)


def _text(row: TargetRow) -> str:
    """The row as printed; of several targets each says what it is."""
    headed = {id(cell): heading for cell, heading in row.targets if len(row.targets) > 1}
    said = (
        f"{headed[id(cell)]}：{cell.text}" if id(cell) in headed else cell.text
        for cell in row.cells
    )
    return _SEPARATOR.join(said)


def _figures(
    row: TargetRow, passage: Passage, report: Report, body: tuple[str, Origin]
) -> Iterator[Figure]:
    name = _name(row.label)
    for cell, heading in row.targets:
        found = wording().target.fullmatch(fold(cell.text))
        value = parse_amount(found["number"]) if found else None
        if found is None or value is None:
            continue
        limit = f"（{found['limit']}）" if found["limit"] else ""
        sign = (found["sign"] or row.sign) + limit
        unit = _unit(found["unit"] or _unit_beside(row), row)
        if not unit:
            continue
        yield Figure(
            id=content_id(passage.id, heading),
            report_id=report.id,
            table_id="",
            form="",
            row=-1,
            row_path=(*passage.heading_path, name),
            row_label=name,
            row_code="",
            also=(),
            line_no="",
            side="",
            column_path=(heading + sign,),
            value=value,
            printed=cell.text,
            unit=unit,
            fen=to_fen(value, unit) if is_money(unit) else None,
            year=report.fiscal_year,
            body=body[0],
            basis="",
            locators=_places(row, cell),
            sentence=passage.text,
            taken_from=(("body", body[1]),),
        )


def _unit(printed: str, row: TargetRow) -> str:
    """A unit by its usual name, without the brackets it may be printed in: (次) -> 次."""
    bare = printed[1:-1] if printed.startswith("(") and printed.endswith(")") else printed
    if wording().cost_indicator.search(_text(row)):
        return money_unit(bare)
    return wording().unit_names.get(bare, bare)


def _name(label: str) -> str:
    """An indicator by its own name: 产出指标数量指标指标1：巡检次数 -> 巡检次数."""
    found = wording().indicator_classes.match(half_width(label))
    return label[found.end() :] if found and found.end() < len(label) else label


def _unit_beside(row: TargetRow) -> str:
    """The unit in its own column or behind the indicator: 群众满意度(%), 经费标准(元/人/天)."""
    if row.unit:
        return fold(row.unit)
    found = _UNIT_OF_LABEL.search(fold(row.label))
    known = found and re.fullmatch(wording().unit, found[1].partition("/")[0])
    return found[1] if found and known else ""


def _places(row: TargetRow, target: Cell) -> tuple[Locator, ...]:
    return (target.place,) if target in row.cells else tuple(cell.place for cell in row.cells)
