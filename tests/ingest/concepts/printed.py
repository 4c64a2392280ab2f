"""Reports as they are printed, for tests: a table from rows of text, figures from sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ingest.language.amounts import is_money, parse_amount, to_fen
from ingest.nouns import Figure, Kind, Locator, Report, Table

PUBLISHER = "云溪市水务局"


def report(kind: Kind = "budget", year: int = 2026) -> Report:
    """A report of an invented body."""
    return Report("r", PUBLISHER, year, kind, "department", "t", "r.pdf", "0" * 64, 9)


def table(
    form: str,
    title: str,
    columns: Sequence[str],
    rows: Sequence[tuple[str, ...]],
    *,
    unit: str = "万元",
    side: str = "",
    bodies: Sequence[str] = (),
) -> Table:
    """Rows are (code, label, amounts …), columns header paths with / between their headings.

    A label that is one of ``bodies`` makes the row one of that body. Amounts lie 100 points apart.
    """
    figures = []
    for number, (code, label, *amounts) in enumerate(rows):
        for index, (path, printed) in enumerate(zip(columns, amounts, strict=True)):
            value = parse_amount(printed)
            x = 200.0 + 100 * index
            figures.append(
                Figure(
                    id=f"{title}{side}{number}-{index}",
                    report_id="r",
                    table_id=title,
                    form=form,
                    row=number,
                    row_path=(label,),
                    row_label=label,
                    row_code=code,
                    also=(),
                    line_no="",
                    side=side,
                    column_path=tuple(path.split("/")) if path else (),
                    value=value,
                    printed=printed,
                    unit=unit,
                    fen=to_fen(value, unit) if value is not None and is_money(unit) else None,
                    year=2026,
                    body=label if label in bodies else PUBLISHER,
                    basis="预算",
                    locators=(Locator(1, (x, 100.0 + number, x + 40, 110.0 + number)),),
                )
            )
    return Table(title, "r", form, title, unit, (1,), tuple(figures))


def beside(*tables: Table) -> Table:
    """Tables printed side by side as one: of each row the figures of all, from the left."""
    first = tables[0]
    figures = [
        _moved(figure, 300.0 * block)
        for block, table in enumerate(tables)
        for figure in table.figures
    ]
    figures.sort(key=lambda figure: (figure.row, figure.locators[0].bbox[0]))
    return Table(first.id, "r", first.form, first.title, first.unit, (1,), tuple(figures))


def _moved(figure: Figure, by: float) -> Figure:
    x0, top, x1, bottom = figure.locators[0].bbox
    return replace(figure, locators=(Locator(1, (x0 + by, top, x1 + by, bottom)),))


def told(
    label: str,
    printed: str = "12.5",
    unit: str = "万元",
    *,
    qualifier: str = "",
    headings: Sequence[str] = (),
    sentence: str = "",
    code: str = "",
    year: int = 2026,
) -> Figure:
    """A figure of a sentence."""
    value = Decimal(printed)
    return Figure(
        id=f"{label}{printed}{qualifier}{sentence}",
        report_id="r",
        table_id="",
        form="",
        row=-1,
        row_path=(*headings, label),
        row_label=label,
        row_code=code,
        also=(),
        line_no="",
        side="",
        column_path=(qualifier,) if qualifier else (),
        value=value,
        printed=printed,
        unit=unit,
        fen=to_fen(value, unit) if is_money(unit) else None,
        year=year,
        body=PUBLISHER,
        basis="预算",
        locators=(),
        sentence=sentence or f"{label}{printed}{unit}。",
    )
