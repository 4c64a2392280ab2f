"""Small hand-made cases, answers, figures and tables for the tests of the evaluation."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from assistant.answers import Answer, Citation, Outcome, Question, StatedFigure
from eval.cases import Case, case_of
from eval.truth import TruthCell, TruthTable
from ingest.nouns import Classification, Figure, Locator, Report, Table

BOX = (10.0, 10.0, 20.0, 20.0)


def make_case(**expect: Any) -> Case:
    """A lookup case of 云溪; ``kind``, ``question`` and ``history`` apart, all is ``expect``."""
    record = {
        "id": expect.pop("id", "case-1"),
        "kind": expect.pop("kind", "lookup"),
        "lang": "zh",
        "history": expect.pop("history", []),
        "question": expect.pop("question", "云溪市文旅局2024年支出合计是多少？"),
        "expect": {"status": "answered", "figures": [], "phrases": [], "evidence": []} | expect,
    }
    return case_of(record)


def make_answer(
    text: str = "",
    outcome: Outcome = "answered",
    stated: tuple[tuple[str, str], ...] = (),
    cited: tuple[tuple[str, int], ...] = (),
    context: tuple[tuple[str, str], ...] = (),
) -> Answer:
    """An answer with figures (value, unit) and citations (file, page)."""
    figures = [StatedFigure(v, u, "answer", "", "", None) for v, u in stated]
    figures += [StatedFigure(v, u, "context", "", "", None) for v, u in context]
    citations = tuple(
        Citation(n, "r", "", file, (Locator(page, BOX),), "")
        for n, (file, page) in enumerate(cited, start=1)
    )
    return Answer(Question("?"), outcome, text, "", tuple(figures), citations)


def make_report(
    file: str = "yunxi.pdf", publisher: str = "云溪市文旅局", year: int = 2024, **changes: Any
) -> Report:
    """A department's final account."""
    values: dict[str, Any] = {
        "id": f"{publisher}-{year}",
        "publisher": publisher,
        "fiscal_year": year,
        "kind": "final_accounts",
        "level": "department",
        "title": f"{publisher}{year}年度部门决算",
        "file": file,
        "sha256": f"{file}{year}",
        "pages": 9,
    }
    return Report(**(values | changes))


def make_figure(
    label: str,
    value: str | None,
    column: tuple[str, ...] = ("合计",),
    *,
    code: str = "",
    page: int = 1,
    unit: str = "万元",
    form: str = "expenditure",
    also: tuple[tuple[str, str], ...] = (),
    row: int = 0,
    line_no: str = "",
) -> Figure:
    """A figure of a table cell."""
    return Figure(
        id=f"{label}{value}{column}{row}",
        report_id="r",
        table_id="t",
        form=form,
        row=row,
        row_path=(label,),
        row_label=label,
        row_code=code,
        also=tuple(Classification(*pair) for pair in also),
        line_no=line_no,
        side="",
        column_path=column,
        value=None if value is None else Decimal(value),
        printed=value or "",
        unit=unit,
        fen=None,
        year=2024,
        body="",
        basis="决算",
        locators=(Locator(page, BOX),),
    )


def make_table(
    *figures: Figure, title: str = "支出决算表", form: str = "expenditure", unit: str = "万元"
) -> Table:
    """A table that holds the figures, on their pages."""
    pages = tuple(sorted({figure.locators[0].page for figure in figures})) or (1,)
    return Table("t-" + title, "r", form, title, unit, pages, figures)


def make_cell(
    label: str,
    value: str,
    column: tuple[str, ...] = ("合计",),
    *,
    code: str = "",
    page: int = 1,
    also: tuple[tuple[str, str], ...] = (),
    line_no: str | None = None,
) -> TruthCell:
    """A truth cell."""
    return TruthCell(code, label, also, line_no, column, Decimal(value), page)


def make_truth(
    *cells: TruthCell, title: str = "支出决算表", form: str = "expenditure", unit: str = "万元"
) -> TruthTable:
    """A truth table that holds the cells, on their pages."""
    pages = tuple(sorted({cell.page for cell in cells})) or (1,)
    return TruthTable(title, form, pages, unit, cells)
