"""Which figures staff look for: filters on publisher, year, kind, form, line and column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, get_args
from urllib.parse import parse_qs

from ingest.forms import codes
from ingest.glyphs import fold
from ingest.library import Library
from ingest.nouns import Kind, Report

Field = Literal["publishers", "years", "kinds", "forms", "rows", "columns"]
FIELDS: tuple[Field, ...] = get_args(Field)
KINDS: dict[Kind, str] = {"final_accounts": "决算", "budget": "预算"}
PATH_MARK = " › "
"""Between the headings of a column, the outermost first."""

_PATH = re.compile(r"\s*›\s*|\s+[>/]\s+")
_BETWEEN = "|"
"""Between several values of one field in an address."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which figures are wanted; an empty field does not restrict, fields combine with "and".

    ``years`` are the years that figures are about (a report prints last year's beside its own);
    ``rows`` are codes or names of lines, ``columns`` headings, or several of one column with
    `` › `` between. Of the values of one field any will do.
    """

    publishers: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    kinds: tuple[Kind, ...] = ()
    forms: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


def headings(column: str) -> tuple[str, ...]:
    """The headings that a column is written with, folded: ``决算数 › 公务接待费``."""
    return tuple(filter(None, (fold(part) for part in _PATH.split(column))))


def reports_of(library: Library, selection: Selection) -> tuple[Report, ...]:
    """The reports of the publishers and kinds selected, in the order of adding."""
    return tuple(
        report
        for report in library.reports()
        if (not selection.publishers or report.publisher in selection.publishers)
        and (not selection.kinds or report.kind in selection.kinds)
    )


def query_of(selection: Selection) -> dict[str, str]:
    """The selection as values of an address; empty fields are "", to be left out of it."""
    return {
        field: _BETWEEN.join(str(value) for value in getattr(selection, field)) for field in FIELDS
    }


def selection_of(link: str) -> Selection:
    """The selection that an address holds (``?publishers=…&years=2023``); what is none is left."""
    found = parse_qs(link.partition("#")[0].lstrip("?"))
    values = {field: found.get(field, [""])[0].split(_BETWEEN) for field in FIELDS}
    return Selection(
        publishers=tuple(filter(None, values["publishers"])),
        years=tuple(int(year) for year in values["years"] if re.fullmatch(r"20\d\d", year)),
        kinds=tuple(kind for kind in KINDS if kind in values["kinds"]),
        forms=tuple(form for form in codes() if form in values["forms"]),
        rows=tuple(filter(None, values["rows"])),
        columns=tuple(filter(None, values["columns"])),
    )
