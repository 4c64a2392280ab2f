"""What a right answer to a sheet holds, and the sheet itself as it is written to its file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from eval.asked.telling import Told
from ingest.nouns import Figure, Passage

Sheet = dict[str, Any]
"""``tell``, ``want``, ``reports``, ``measures`` and ``expect``, all of JSON."""


@dataclass(frozen=True, slots=True)
class Result:
    """A number that the answer states; ``tolerance`` is what it may be off by, "" for nothing."""

    value: Decimal
    unit: str
    tolerance: str = ""


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a right answer holds.

    ``reports`` are the files asked about, ``measures`` the figures in question as
    ``measure`` gives them, ``figures`` the numbers to be stated, ``evidence`` the files and pages
    to be cited. ``found`` is False where an honest answer is that nothing is there.
    """

    reports: tuple[str, ...] = ()
    measures: tuple[dict[str, Any], ...] = ()
    figures: tuple[Result, ...] = ()
    evidence: tuple[tuple[str, int], ...] = ()
    found: bool = True

    def __add__(self, other: Expectation) -> Expectation:
        """What is expected of an answer about two reports."""
        return Expectation(
            self.reports + other.reports,
            self.measures + other.measures,
            self.figures + other.figures,
            self.evidence + other.evidence,
            self.found and other.found,
        )


def of_figures(told: Told, figures: Sequence[Figure], *results: Result) -> Expectation:
    """The results where some are given, else the figures themselves; their pages either way."""
    stated = [Result(f.value, f.unit) for f in figures if f.value is not None]
    return Expectation(
        reports=(told.report.file,),
        measures=tuple(measure(told, figure) for figure in figures),
        figures=results or tuple(stated),
        evidence=_places(told, (figure.locators[0].page for figure in figures)),
    )


def of_passage(told: Told, passage: Passage) -> Expectation:
    """The pages of a passage, and no figures."""
    return Expectation(
        reports=(told.report.file,),
        evidence=_places(told, (locator.page for locator in passage.locators)),
    )


def not_found(*told: Told) -> Expectation:
    """Nothing to be found, in the reports given where the question is about them."""
    return Expectation(reports=tuple(one.report.file for one in told), found=False)


def sheet(tell: str, want: Sequence[str], expected: Expectation) -> Sheet:
    """The task of a writer: what is to be asked, which wants that has, what is expected."""
    expect: dict[str, Any] = {
        "status": "answered" if expected.found else "not_found",
        "figures": [_stated(result) for result in expected.figures],
    }
    if expected.evidence:
        expect["evidence"] = [{"report": file, "page": page} for file, page in expected.evidence]
    return {
        "tell": tell,
        "want": list(want),
        "reports": list(expected.reports),
        "measures": list(expected.measures),
        "expect": expect,
    }


def measure(told: Told, figure: Figure) -> dict[str, Any]:
    """A figure in question, by its place, its printed words and what it measures."""
    return {
        "report": told.report.file,
        "page": figure.locators[0].page,
        "form": figure.form,
        "label": figure.row_label,
        "code": figure.row_code,
        "column": list(figure.column_path),
        "concept": figure.concept,
        "fund": figure.fund,
        "nature": figure.nature,
        "stage": figure.stage,
        "year": figure.year,
        "value": str(figure.value),
        "unit": figure.unit,
        "prose": not figure.table_id,
    }


def _places(told: Told, pages: Iterable[int]) -> tuple[tuple[str, int], ...]:
    return tuple((told.report.file, page) for page in dict.fromkeys(pages))


def _stated(result: Result) -> dict[str, str]:
    # Answers tell amounts without their sign: 减少6.20万元.
    stated = {"value": str(abs(result.value)), "unit": result.unit}
    return {**stated, "tolerance": result.tolerance} if result.tolerance else stated
