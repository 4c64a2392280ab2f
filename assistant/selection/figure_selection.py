"""Which figures staff look for: filters on publisher, year, kind, concept, line and column."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args
from urllib.parse import parse_qs

from assistant.composing.citations import KINDS
from assistant.selection.concept_families import HEADLINE, is_family
from assistant.selection.dimension_names import FUNDS, NATURES
from ingest.concepts.concept import concepts
from ingest.errors import MingzhangError
from ingest.forms import codes
from ingest.language.glyphs import fold
from ingest.library import Library
from ingest.nouns import Fund, Kind, Nature, Report

Field = Literal[
    "publishers", "years", "kinds", "concepts", "funds", "natures", "forms", "rows", "columns"
]
FIELDS: tuple[Field, ...] = get_args(Field)
PATH_MARK = " › "
"""Between the headings of a column, the outermost first."""

_PATH = re.compile(r"\s{0,9}›\s*|\s{1,9}[>/]\s+")
_YEAR = re.compile(r"20\d\d")
_BETWEEN = "|"
"""Between several values of one field in an address."""


class MeaninglessFilter(MingzhangError):
    """A parameter of an address that is no filter (``value`` ""), or a value that it cannot take;
    ``allowed`` are those that can be."""

    def __init__(self, name: str, value: str, allowed: Sequence[str]) -> None:
        wrong = (
            f"参数“{name}”不能是“{value}”" if value else f"没有参数“{name}”",
            f'"{name}" cannot be "{value}"' if value else f'there is no parameter "{name}"',
        )
        super().__init__(
            f"{wrong[0]}，可以用的有：{'、'.join(allowed)}。 "
            f"({wrong[1]}; allowed: {', '.join(allowed)}.)"
        )


@dataclass(frozen=True, slots=True)
class Selection:
    """Which figures are wanted; an empty field does not restrict, fields combine with "and".

    ``years`` are the years that figures are about (a report prints last year's beside its own);
    ``concepts`` are ids of concepts or whole families of them (``concept_families``), ``funds`` and
    ``natures`` what of them is meant;
    ``rows`` are codes or names of lines, ``columns`` headings, or several of one column with
    `` › `` between. Of the values of one field any will do.
    """

    publishers: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    kinds: tuple[Kind, ...] = ()
    concepts: tuple[str, ...] = ()
    funds: tuple[Fund, ...] = ()
    natures: tuple[Nature, ...] = ()
    forms: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value that a field may take, in words where it is a code, and how many reports have it."""

    value: str
    label: str
    reports: int


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
    values = _values(link)
    return Selection(
        publishers=tuple(values["publishers"]),
        years=tuple(int(year) for year in values["years"] if _YEAR.fullmatch(year)),
        kinds=tuple(kind for kind in KINDS if kind in values["kinds"]),
        concepts=tuple(each for each in values["concepts"] if _is_concept(each)),
        funds=tuple(fund for fund in FUNDS if fund in values["funds"]),
        natures=tuple(nature for nature in NATURES if nature in values["natures"]),
        forms=tuple(form for form in codes() if form in values["forms"]),
        rows=tuple(values["rows"]),
        columns=tuple(values["columns"]),
    )


def only_selection_of(query: str, others: Mapping[str, Sequence[str]]) -> Selection:
    """The same of an address that holds nothing else but ``others`` (name: its values).

    Each of ``others`` takes one value. A file must not be of more than was asked for: raises
    MeaninglessFilter for a parameter that is none, or a value that cannot be one.
    """
    found = parse_qs(query, keep_blank_values=True)
    for name in found:
        if name not in FIELDS and name not in others:
            raise MeaninglessFilter(name, "", (*FIELDS, *others))
    given = _values(query)
    given |= {name: [_BETWEEN.join(filter(None, found.get(name, ())))] for name in others}
    for year in given["years"]:
        if not _YEAR.fullmatch(year):
            raise MeaninglessFilter("years", year, ("2000–2099",))
    for concept in given["concepts"]:
        if not _is_concept(concept):
            raise MeaninglessFilter("concepts", concept, (*HEADLINE, "…"))
    closed = {"funds": tuple(FUNDS), "natures": tuple(NATURES)}
    for name, allowed in {"kinds": tuple(KINDS), "forms": codes(), **closed, **others}.items():
        for value in given[name]:
            if value and value not in allowed:
                raise MeaninglessFilter(name, value, allowed)
    return selection_of(query)


def _is_concept(value: str) -> bool:
    return value in concepts() or is_family(value)


def _values(link: str) -> dict[str, list[str]]:
    """The values of each field: parted by ``|``, or given several times."""
    found = parse_qs(link.partition("#")[0].lstrip("?"))
    return {
        field: [value for text in found.get(field, ()) for value in text.split(_BETWEEN) if value]
        for field in FIELDS
    }
