"""What is selected, side by side: publishers, years, or budget and final accounts.

Lines are concepts, whatever a report prints for them. Only chosen lines that are of no concept are
compared by their printed words.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.selection.cells_compared import told_in
from assistant.selection.compared import By, Comparison, Section
from assistant.selection.figure_selection import Selection, reports_of
from assistant.selection.figure_table import find_rows
from assistant.selection.measures_compared import Asked, asked_of
from assistant.selection.periods import periods_of
from assistant.selection.printed_comparison import printed_section
from assistant.selection.publishers_compared import FEW, publishers_chosen, publishers_ranked
from assistant.selection.years_compared import kinds_of, years_of
from ingest.library import Library

_EVERYBODY = 1_000_000
_ROWS = 4000
"""Rows read where lines are compared by their printed words."""


def compare(
    library: Library,
    selection: Selection,
    by: By,
    most: int = _EVERYBODY,
    *,
    public: bool = False,
) -> Comparison:
    """What is selected, side by side, at most ``most`` publishers in a section.

    Departments and units are never mixed silently: they are ranked in sections of their own, and
    where both were chosen their levels are told. What is missing says why. ``public`` masks what
    is private.
    """
    asked = asked_of(library, selection)
    printed = _printed(library, selection, by, asked, public=public)
    if asked.printed and not asked.concepts:
        return Comparison(by, printed)
    compared = _by_concept(library, selection, by, asked, most)
    return Comparison(by, (*compared.sections, *printed), compared.others, compared.more)


def _printed(
    library: Library, selection: Selection, by: By, asked: Asked, *, public: bool
) -> tuple[Section, ...]:
    if not asked.printed:
        return ()
    found = find_rows(library, replace(selection, rows=asked.printed), _ROWS, public=public)
    rows = (row for row in found.rows if by != "kinds" or row.basis in ("预算", "决算"))
    section = printed_section(rows, by, [str(value) for value in getattr(selection, by)])
    return (section,) if section else ()


def _by_concept(
    library: Library, selection: Selection, by: By, asked: Asked, most: int
) -> Comparison:
    if by == "years":
        sections, more = years_of(library, selection, asked)
        return Comparison(by, tuple(sections), (), more)
    if by == "kinds":
        sections, more = kinds_of(library, selection, asked)
        return Comparison(by, tuple(sections), (), more)
    shown, others = periods_of(reports_of(library, selection), selection)
    few = 0 < len(selection.publishers) <= FEW
    found: list[Section] = []
    for period in shown:
        if few:
            found += publishers_chosen(library, selection, asked, period)
        else:
            found += publishers_ranked(library, selection, asked, period, most)
    told = [section for section in found if any(map(told_in, section.lines))]
    return Comparison(by, tuple(told or found), others, any(section.more for section in told))
