"""The cell of a report's tables that an operand of a rule names, or why there is none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ingest.bodies.names import body_key
from ingest.checks.rules import Selector, operands
from ingest.language.amounts import is_money
from ingest.language.glyphs import bare_label, fold
from ingest.nouns import Basis, Figure, Report, Table

NO_CELL = "没有这张表、这一行或这一栏 (no such cell)"
SEVERAL = "有几个不同的数符合 (several cells fit)"


@dataclass(frozen=True, slots=True)
class Operand:
    """A cell, or the reason why there is none."""

    figure: Figure | None
    reason: str = ""


class TableOperands:
    """Finds operands of one body among the tables of one report."""

    def __init__(self, report: Report, tables: Sequence[Table], body: str = "") -> None:
        """``body`` as figures name it; that of the report itself where none is given."""
        self._report = report
        self._tables = tables
        self._body = body or report.publisher
        self._key = body_key(self._body)
        self._found: dict[str, Operand] = {}

    def find(self, name: str) -> Operand:
        """The one cell that the operand names; cells that print one amount count as one."""
        if name not in self._found:
            self._found[name] = self._search(operands()[name])
        return self._found[name]

    def _search(self, selectors: Sequence[Selector]) -> Operand:
        for selector in selectors:
            found = list(self._cells(selector))
            if not found:
                continue
            # A table may print the same line blank in the columns that it does not concern.
            cells = [cell for cell in found if cell.value is not None] or found
            if len({(cell.value, cell.unit) for cell in cells}) > 1:
                return Operand(None, SEVERAL)
            return Operand(cells[0])
        return Operand(None, NO_CELL)

    def _cells(self, selector: Selector) -> Iterator[Figure]:
        for table in self._tables:
            if table.form != selector.form:
                continue
            if selector.title_not and selector.title_not.search(fold(table.title)):
                continue
            cells = [cell for cell in table.figures if self._fits(cell, selector)]
            named = [cell for cell in cells if _row_fits(cell, selector)]
            yield from named or self._of_the_whole(table, cells, selector)

    def _of_the_whole(
        self, table: Table, cells: Sequence[Figure], selector: Selector
    ) -> Iterator[Figure]:
        """Where no row is called 合计: that of the body, or any of a table without labels."""
        if selector.code or not selector.row.match("合计"):
            return
        unlabelled = not any(cell.row_label for cell in table.figures)
        for cell in cells:
            if unlabelled or body_key(cell.row_label) == self._key:
                yield cell

    def _fits(self, cell: Figure, selector: Selector) -> bool:
        basis: Basis = selector.basis or _basis_of(self._report)
        return (
            is_money(cell.unit)
            and (cell.year, cell.body) == (self._report.fiscal_year, self._body)
            and cell.basis == basis
            and bool(selector.column.match(path_of(cell.column_path)))
            and bool(selector.side.match(fold(cell.side)))
        )


def _row_fits(cell: Figure, selector: Selector) -> bool:
    label = plain_label(cell.row_label)
    return cell.row_code == selector.code and bool(selector.row.match(label))


def _basis_of(report: Report) -> Basis:
    return "预算" if report.kind == "budget" else "决算"


@cache
def path_of(column_path: tuple[str, ...]) -> str:
    """A header path folded and joined, for patterns."""
    return "/".join(fold(part) for part in column_path)


@cache
def plain_label(label: str) -> str:
    """A row label folded, without enumerator and quotation marks."""
    return bare_label(label).replace("“", "").replace("”", "").replace('"', "")
