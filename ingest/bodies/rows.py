"""Which body every row of a table is of: rows that name a unit, and the rows below them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from ingest.bodies.in_report import BodiesOfReport
from ingest.language.amounts import parse_amount
from ingest.language.glyphs import bare_label, fold
from ingest.nouns import Origin
from ingest.tables.joining import TableDraft
from ingest.tables.rows import Row

_DEPARTMENT_CODE = re.compile(r"^\d{3}$")
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]$")
_TOTAL = re.compile(r"^(?:合计|总计|共计)$")

Taken = tuple[str, Origin]


def bodies_of_rows(draft: TableDraft, bodies: BodiesOfReport) -> tuple[Taken, ...]:
    """The body of each row and where it was taken from, in the order of the rows.

    A row that names a unit opens its scope: the rows below are of that unit, up to the next one,
    to a total, or to a row of a kind that stood above the first unit (the units then stand below
    it, not it below them). An amount larger than its unit's is not of the unit.
    """
    of_table = bodies.meant(draft.body) if draft.body else None
    whole: Taken = (bodies.publisher, "report")
    if of_table is not None and of_table != bodies.publisher:
        whole = (of_table, "table")
    named = [_named_by(row, draft, bodies) for row in draft.rows]
    named = _with_own_level(draft.rows, named, bodies)
    return tuple(_scoped(draft.rows, named, whole, bodies))


def _named_by(row: Row, draft: TableDraft, bodies: BodiesOfReport) -> Taken | None:
    """The body that the row itself names."""
    if row.code and (unit := bodies.of_code(row.code)):
        return unit, "code"
    if row.code and not _DEPARTMENT_CODE.match(row.code):
        return None
    for label in (row.label, *reversed(row.outer_labels)):
        meant = bodies.meant(label)
        # 物业管理费（某某医院） is a project of that unit, not its row.
        if meant and (
            bodies.meant(_BRACKETED.sub("", fold(label))) or not _BRACKETED.search(label)
        ):
            return meant, "row"
    return None


def _with_own_level(
    rows: Sequence[Row], named: Sequence[Taken | None], bodies: BodiesOfReport
) -> list[Taken | None]:
    """Where a row named as the publisher stands beside its units, it is the publisher's own level,
    unless it prints the total of the table."""
    others = {taken[0] for taken in named if taken} - {bodies.publisher, bodies.own}
    if not others or bodies.own == bodies.publisher:
        return list(named)
    total = next((row for row in rows if _is_total(row)), None)
    first = next((n for n, taken in enumerate(named) if taken), 0)
    result: list[Taken | None] = []
    for n, (row, taken) in enumerate(zip(rows, named, strict=True)):
        if taken and taken[0] == bodies.publisher:
            if total is None:
                is_whole = n == first and _is_sum_of(row, rows, named, bodies.publisher)
            else:
                is_whole = _same_amounts(row, total) and n == first
            if not is_whole:
                taken = (bodies.own, "row")
        result.append(taken)
    return result


def _is_sum_of(
    row: Row, rows: Sequence[Row], named: Sequence[Taken | None], publisher: str
) -> bool:
    """Whether no unit prints more than the row does (a department above its units)."""
    own = _amounts(row)
    return all(
        not _exceeds(other, own)
        for other, taken in zip(rows, named, strict=True)
        if taken and taken[0] != publisher
    )


@dataclass(slots=True)
class _Scope:
    """The unit that rows stand below, with what its own row prints."""

    taken: Taken | None = None
    amounts: dict[int, Decimal] = field(default_factory=dict)


def _scoped(
    rows: Sequence[Row],
    named: Sequence[Taken | None],
    whole: Taken,
    bodies: BodiesOfReport,
) -> Iterator[Taken]:
    first = next((n for n, taken in enumerate(named) if taken), len(rows))
    above = {_kind(row) for row in rows[:first]}
    scope = _Scope()
    for row, taken in zip(rows, named, strict=True):
        if taken is not None:
            if taken[0] == bodies.publisher:
                scope = _Scope()
                yield whole if whole[1] == "table" else taken
                continue
            # Beside a name in a column of its own stands no total of the unit.
            is_own = taken[1] == "code" or bodies.meant(row.label) is not None
            scope = _Scope(taken, _amounts(row) if is_own else {})
            yield taken
            continue
        if _is_total(row) or _kind(row) in above or _exceeds(row, scope.amounts):
            scope = _Scope()
        yield (scope.taken[0], "table") if scope.taken else whole


def _kind(row: Row) -> str:
    """Rows of one kind: codes of one length, or one and the same label."""
    return f"{len(row.code)}位" if row.code else bare_label(row.label)


def _is_total(row: Row) -> bool:
    return not row.code and bool(_TOTAL.match(fold(row.label)))


def _amounts(row: Row) -> dict[int, Decimal]:
    amounts: dict[int, Decimal] = {}
    for column, cells in row.cells:
        if column.kind == "amount":
            value = parse_amount("".join(cell.text for cell in cells))
            if value is not None:
                amounts[column.index] = value
    return amounts


def _exceeds(row: Row, unit: dict[int, Decimal]) -> bool:
    return any(value > unit[index] >= 0 for index, value in _amounts(row).items() if index in unit)


def _same_amounts(row: Row, other: Row) -> bool:
    mine, theirs = _amounts(row), _amounts(other)
    shared = mine.keys() & theirs.keys()
    return bool(shared) and all(mine[index] == theirs[index] for index in shared)
