"""Draws copies of the sample reports with contradictions planted into them, for the tests.

What is planted is told by tests/ingest/checks/planted/planted.yaml; the PDFs are written beside it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import flowables
import render
from sheets import Sheet, describe, load_yaml

PLANTED = render.FOLDER.parent / "tests" / "ingest" / "checks" / "planted"


def planted_report(name: str, changes: list[dict[str, str]]) -> render.SampleReport:
    """The sample report with every change made. SystemExit where a change fits nowhere."""
    report = render.SampleReport(name)
    done: set[tuple[str, ...]] = set()
    for change in changes:
        key = tuple(value for field, value in change.items() if field not in ("rule", "says"))
        if key not in done:
            done.add(key)
            plant = _plant_cell if "form" in change else _plant_words
            plant(report, change)
    return report


def _plant_words(report: render.SampleReport, change: dict[str, str]) -> None:
    found = [
        (part, position)
        for part in report.source["parts"]
        for position, line in enumerate(part["prose"])
        if change["was"] in line
    ]
    if len(found) != 1:
        raise SystemExit(f"{report.name}: {len(found)} lines say {change['was']}")
    part, position = found[0]
    part["prose"][position] = part["prose"][position].replace(change["was"], change["becomes"])


def _plant_cell(report: render.SampleReport, change: dict[str, str]) -> None:
    sheets = [sheet for sheet in report.sheets if sheet.form == change["form"]]
    found = [
        (sheet, row, column)
        for sheet in sheets[:1]
        for row in range(len(sheet.rows))
        for column in sheet.amounts
        if _is_meant(sheet, row, column, change)
    ]
    if not found:
        raise SystemExit(f"{report.name}: no cell for {change}")
    sheet, row, column = found[-1]
    cells = list(sheet.rows[row])
    cells[column] = change["becomes"]
    sheet.rows = (*sheet.rows[:row], tuple(cells), *sheet.rows[row + 1 :])


def _is_meant(sheet: Sheet, row: int, column: int, change: dict[str, str]) -> bool:
    about = describe(sheet, row, column)
    wanted: Any = change.get("was", sheet.rows[row][column])
    heading = sheet.columns[column].head[-1]
    return (
        change["row"] in (about.code, about.label)
        and sheet.rows[row][column] == wanted
        and change.get("column", heading) == heading
    )


def main(folder: Path) -> int:
    """Draws every planted report into ``folder``."""
    flowables.register_fonts()
    for name, changes in load_yaml(PLANTED / "planted.yaml").items():
        planted_report(name, changes).render(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(PLANTED))
