"""Where the evidence of a case stands: reports and pages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from eval.cases import Case, CellEvidence, Evidence, PageEvidence, SnippetEvidence, report_key
from eval.truth import Truth, TruthCell
from ingest.language.glyphs import fold

Places = dict[str, frozenset[int]]
"""Report key to the pages (1-based) on which a listed place stands."""


def places_of(case: Case, truths: Mapping[str, Truth]) -> tuple[Places, tuple[str, ...]]:
    """The pages of each report that the case's evidence names, and what could not be located.

    Every report named is a key, with no pages where none of its places was located.
    """
    places: Places = {}
    lost: list[str] = []
    for evidence in case.evidence:
        key = report_key(evidence.report)
        pages = pages_of(evidence, truths.get(key, Truth(key)))
        places[key] = places.get(key, frozenset()) | pages
        if not pages:
            lost.append(f"{case.id}: {evidence}")
    return places, tuple(lost)


def pages_of(evidence: Evidence, truth: Truth) -> frozenset[int]:
    """The pages on which one place stands; empty where the truth does not have it."""
    if isinstance(evidence, PageEvidence):
        return frozenset({evidence.page})
    if isinstance(evidence, SnippetEvidence):
        return _pages_with(evidence, truth)
    return _pages_of_cell(evidence, truth)


def _pages_with(evidence: SnippetEvidence, truth: Truth) -> frozenset[int]:
    """Pages that hold the snippet, also where it runs over a page end (then both pages)."""
    wanted = fold(evidence.text)
    texts = [(number, fold(text)) for number, text in truth.pages]
    within = frozenset(number for number, text in texts if wanted in text)
    return within or _pages_under(wanted, texts)


def _pages_under(wanted: str, texts: Sequence[tuple[int, str]]) -> frozenset[int]:
    """Pages that share the snippet between them, page numbers at their feet aside."""
    whole, owners = "", []
    for number, text in texts:
        body = _foot(number).sub("", text)
        whole += body
        owners += [number] * len(body)
    at = whole.find(wanted)
    return frozenset(owners[at : at + len(wanted)] if at >= 0 else ())


def _foot(number: int) -> re.Pattern[str]:
    """The printed page number at the end of a page: between dashes, or bare."""
    return re.compile(rf"(?:[-—–]\d+[-—–]|{number})$")


def _pages_of_cell(evidence: CellEvidence, truth: Truth) -> frozenset[int]:
    title = fold(evidence.table)
    return frozenset(
        cell.page
        for table in truth.tables
        if fold(table.title) == title
        for cell in table.cells
        if _is_cell(cell, evidence)
    )


def _is_cell(cell: TruthCell, evidence: CellEvidence) -> bool:
    if evidence.code and cell.row_code != evidence.code:
        return False
    row, column = fold(evidence.row), fold(evidence.column)
    path = [fold(word) for word in cell.column]
    if not path or path[-1] != column:
        return False
    # A table without labels (三公) tells its "rows" by the outermost heading.
    return row == fold(cell.row_label or cell.column[0])
