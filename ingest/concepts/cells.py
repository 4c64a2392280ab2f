"""What a cell is, from its row, its column and what holds for its table.

The form is a measure of its own (支出表: expenditure); rows part it (a line, a fund, a body), and
so do columns (a fund, a nature, a concept such as 公务接待费). Where row and column both name a
concept of their own, or a heading says what nobody knows, the cell has none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ingest.concepts.assignment import Meaning, Said
from ingest.concepts.columns import ColumnSays
from ingest.concepts.concept import concepts, in_unit
from ingest.concepts.periods import Told, stage_of
from ingest.concepts.phrases import phrase_of
from ingest.concepts.rows import RowSays
from ingest.concepts.table_says import TableSays
from ingest.language.amounts import is_money
from ingest.nouns import Figure, Fund, Nature, Origin

NATURE_CONCEPTS: dict[Nature, str] = {
    "basic": "basic_expenditure",
    "personnel": "personnel_expenditure",
    "public": "public_expenditure",
    "project": "project_expenditure",
    "paid_to_superior": "paid_to_superior",
    "operating": "operating_expenditure",
    "to_affiliated": "to_affiliated",
}
"""What the total of a nature is called."""

_FUND_OF_FORM: dict[str, Fund] = {
    "income_expenditure_summary": "all",
    "income": "all",
    "expenditure": "all",
    "project_expenditure": "all",
    "fiscal_grant_summary": "fiscal_grant",
    "general_public_expenditure": "general_public",
    "general_public_basic_expenditure": "general_public",
    "government_fund": "government_fund",
    "state_capital": "state_capital",
}
_NATURE_OF_FORM: dict[str, Nature] = {
    "general_public_basic_expenditure": "basic",
    "project_expenditure": "project",
}
_CONCEPT_OF_FORM = {"three_public": "three_public", "procurement": "procurement"}
_TEXT_CONCEPTS = {"project_expenditure": "project_amount", "procurement": "procurement_item"}
"""What the amount of a row that names something of its own is."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of a table with what its row, its column and its table say."""

    figure: Figure
    row: RowSays
    column: ColumnSays
    table: TableSays

    def meaning(self) -> Meaning:
        """What the figure is; its body is known already."""
        year, year_origin = self._year()
        told: tuple[Told, ...] = (
            (self.column.kinds, self.column.basis, "column"),
            (self.row.phrase.kinds, self.row.phrase.basis, "row"),
        )
        unit = self.figure.unit
        stage = stage_of(
            told,
            self.table.report,
            year,
            rate=unit == "%",
            money=is_money(unit),
        )
        concept = measured(self._concept(), unit, stage.value)
        return Meaning(
            concept=concept,
            fund=self._fund(concept.value),
            nature=self._nature(concept.value),
            stage=stage,
            year=year,
            year_origin=year_origin,
        )

    @property
    def _side(self) -> str:
        side = phrase_of(self.figure.side)
        own = side.side if side is not None else ""
        return own or self.column.side or self.row.phrase.side or self.table.side

    def _year(self) -> tuple[int, Origin]:
        own = self.table.report.fiscal_year
        if self.column.year:
            return self.column.year, "column"
        if "last_year" in self.column.kinds:
            return own - 1, "column"
        if self.row.phrase.years:
            return self.row.phrase.years[-1], "row"
        if self.row.phrase.says("last_year"):
            return own - 1, "row"
        if self.column.unknown and self.figure.year != own:
            return self.figure.year, "column"
        return own, "report"

    def _concept(self) -> Said:
        if self.column.unknown or (self.table.form == "performance" and self.row.kind != "text"):
            return Said()
        if self.row.kind == "lost" or (self.table.form == "other" and not self.table.titled):
            # Which money and which nature a table without its title is of, nobody knows.
            return Said()
        if self.row.kind == "text":
            return self._of_text()
        if self.row.kind in ("line", "named"):
            mine, other = self.row.concept, self._column_concept()
            if other in ("", mine) or _is_above(other, mine):
                return Said(mine, self.row.origin)
            return Said()
        return self._of_total()

    def _of_text(self) -> Said:
        concept = _TEXT_CONCEPTS.get(self.table.form, "")
        if self.table.form == "performance" and self.table.of_projects:
            concept = "project_amount"
        if not concept or self._column_concept() or self.column.side == "income":
            return Said()
        return Said(concept, "table")

    def _column_concept(self) -> str:
        """What the column names beside the measure of the rows: 项目金额 names that measure."""
        own = ("project_amount", _TEXT_CONCEPTS.get(self.table.form))
        return "" if self.column.concept in own else self.column.concept

    def _of_total(self) -> Said:
        if self._column_concept():
            return Said(self.column.concept, "column")
        carried = self.column.carried_over or self.row.phrase.says("carried_over")
        row = self.row.phrase
        named = row.total or row.side or row.funds or row.natures or carried
        if self.table.side == "both" and row.says("basis") and not (named or row.says("own_year")):
            # 一、部门预算 heads a group of rows; what it adds up is not said.
            return Said()
        nature, origin = self._nature_said()
        if self._side == "income":
            if carried:
                return Said("carry_over_in", "column" if self.column.carried_over else "row")
            return Said("income_total" if self._is_grand() else "income", self._total_origin())
        if carried and self.table.form in ("government_fund", "state_capital"):
            return Said("carry_over_in", "column")
        if nature:
            return Said(NATURE_CONCEPTS[nature], origin)
        named = self.table.title.concept or _CONCEPT_OF_FORM.get(self.table.form, "")
        if named:
            apart = named == "three_public" and self.table.columns & {"meetings", "training"}
            return Said() if apart else Said(named, "table")
        if self._side == "expenditure":
            return Said(
                "expenditure_total" if self._is_grand() else "expenditure", self._total_origin()
            )
        return Said()

    def _total_origin(self) -> Origin:
        if self.row.phrase.side:
            return "row"
        return "column" if self.column.side else "table"

    def _is_grand(self) -> bool:
        """Whether what was carried over is part of the total."""
        row, column = self.row.phrase, self.column
        for own, grand in (
            (row.says("own_year"), row.total == "grand"),
            ("own_year" in column.kinds or bool(column.fund), column.total == "grand"),
        ):
            if own or grand:
                return not own
        if self.table.form == "income":
            return self.table.carries_in or self.row.after_carried
        return self.table.form == "expenditure" and "carry_over_out" in self.table.columns

    def _fund(self, concept: str) -> Said:
        of_income = self._side == "income"
        if self.column.carried_over and concept != "carry_over_in":
            return Said("carried_over", "column")
        if self.column.fund:
            return Said(self.column.fund, "column")
        phrase = self.row.phrase
        if phrase.funds:
            return Said(phrase.funds[-1], "row")
        if phrase.says("carried_over") and concept != "carry_over_in" and not of_income:
            return Said("carried_over", "row")
        if self.table.title.funds:
            return Said(self.table.title.funds[-1], "table")
        usual = _FUND_OF_FORM.get(self.table.form, "all" if self.table.of_funds else "")
        return Said(usual, "table") if usual else Said()

    def _nature_said(self) -> tuple[Nature, Origin]:
        if self.column.nature:
            return self.column.nature, "column"
        if self.row.phrase.natures or self.row.group:
            return (*self.row.phrase.natures, self.row.group)[0], "row"
        side = phrase_of(self.figure.side)
        if side is not None and side.natures:
            return side.natures[-1], "side"
        if self.table.title.natures:
            return self.table.title.natures[-1], "table"
        return _NATURE_OF_FORM.get(self.table.form, ""), "table"

    def _nature(self, concept: str) -> Said:
        if self._side == "income":
            return Said()
        value, origin = self._nature_said()
        return Said(value, origin) if value else Said()


def _is_above(one: str, other: str) -> bool:
    """Whether a concept is a whole of which the other is a part."""
    above = concepts()[other].parent
    while above:
        if above == one:
            return True
        above = concepts()[above].parent
    return False


def measured(concept: Said, unit: str, stage: str) -> Said:
    """The concept that an amount in this unit measures: the one that is named, or one that shares
    its name (购置车辆: 2辆, 36万元); a rate is in percent of anything."""
    if not concept or unit == "%":
        return concept if stage == "rate" else Said()
    found = in_unit(concept.value, unit)
    return replace(concept, value=found.id) if found else Said()
