"""Which reports a question means: publisher (or place and body), fiscal year, kind.

The publisher is resolved first, then year and kind among its reports.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.understanding.publishers_meant import publishers_meant
from assistant.words.lexicon import lexicon
from assistant.words.publisher_names import Span
from ingest.language.years import YEAR_NAMED
from ingest.nouns import Kind, Report

_NO_LABELS: Mapping[str, tuple[str, ...]] = {}
_YEAR = re.compile(YEAR_NAMED)
_SHORT_YEAR = re.compile(r"(?<!\d)([12]\d)年度?(?!\d)")
_TO = ("至", "-", "~", "—")


@dataclass(frozen=True, slots=True)
class ReportsMeant:
    """The reports that fit what was named, and the words that named them.

    ``named`` is False where neither place nor body was named. ``missing`` says what was named
    but is not held ("" otherwise). ``years`` are the fiscal years asked; where
    ``missing`` names a year, ``reports`` are those that may print it beside their own.
    ``spans`` are the stretches of the text that are spoken for; ``near`` are the reports of the
    publisher or place named, whatever their year, for saying what is held. ``each`` is True
    where several publishers or years were named, all of them meant; ``rivals`` where one name
    of a body fits several publishers; ``stranger`` where what is missing is a body or place.
    """

    reports: tuple[Report, ...]
    named: bool
    years: tuple[int, ...]
    kind: Kind | None
    missing: str
    spans: tuple[Span, ...]
    near: tuple[Report, ...] = ()
    each: bool = False
    rivals: bool = False
    stranger: bool = False


def reports_meant(
    text: str, held: tuple[Report, ...], labels: Mapping[str, tuple[str, ...]] = _NO_LABELS
) -> ReportsMeant:
    """Resolve publisher first, then year and kind, of a normalised question.

    ``labels`` are the names that the reports print, with the ids of these reports.
    """
    publishers = publishers_meant(text, held, labels)
    years, year_spans = years_named(text)
    spans = (*publishers.spans, *year_spans)
    kind = _kind_named(text)
    near = publishers.reports
    if publishers.missing:
        return ReportsMeant(
            (), True, years, kind, publishers.missing, spans, near=near, stranger=True
        )
    column = _year_of_column(text, years)
    if column:
        years, kind = years[:1], None
    candidates = _of_kind(publishers.reports, kind, years)
    fitting = tuple(r for r in candidates if not years or r.fiscal_year in years)
    if column and fitting:
        return ReportsMeant(fitting, publishers.named, column, kind, "", spans, near=near)
    if fitting or not candidates:
        missing = "" if fitting else _kind_words(kind, years)
        each = publishers.several or (publishers.named and len(years) > 1)
        each = each or re.search(lexicon()["each_of_them"], text) is not None
        return ReportsMeant(
            fitting,
            publishers.named,
            years,
            kind,
            missing,
            spans,
            near=near,
            each=each,
            rivals=publishers.rivals,
        )
    beside = tuple(r for r in candidates if r.fiscal_year - 1 in years)
    missing = _kind_words(kind, years)
    return ReportsMeant(beside, publishers.named, years, kind, missing, spans, near)


def _kind_words(kind: Kind | None, years: tuple[int, ...]) -> str:
    named = "、".join(f"{year}年度" for year in years)
    return named + {"final_accounts": "决算", "budget": "预算", None: ""}[kind]


def years_named(text: str) -> tuple[tuple[int, ...], tuple[Span, ...]]:
    """The years a text names, in order, and where."""
    found = [
        (m.start(), m.end(), int(m[1]))
        for m in _YEAR.finditer(text)
        if not _in_range(text, m.start(), m.end())
    ]
    if not found:
        found = [(m.start(), m.end(), 2000 + int(m[1])) for m in _SHORT_YEAR.finditer(text)]
    years = tuple(dict.fromkeys(year for _, _, year in found))
    return years, tuple((start, end) for start, end, _ in found)


def _year_of_column(text: str, years: tuple[int, ...]) -> tuple[int, ...]:
    """2025年…表中…2024年执行数: the report is of the first year, the column of the second."""
    if len(years) == 2 and re.search(
        f"[表里中].{{0,60}}{years[1]}年度?的?(执行|预算|决算)数", text
    ):
        return years[1:]
    return ()


def years_masked(text: str) -> str:
    """The text with its years as ``#``, for finding titles whatever their year."""
    return _YEAR.sub(lambda found: "#" * len(found[0]), text)


def _in_range(text: str, start: int, end: int) -> bool:
    """2022至2023年购买服务项目: a stretch of years is part of a name, no year asked for."""
    return text[end : end + 1] in _TO or text[start - 1 : start] in _TO


def _kind_named(text: str) -> Kind | None:
    final, budget = "决算" in text, "预算" in text.replace("一般公共预算", "")
    if final == budget:
        return None
    return "final_accounts" if final else "budget"


def _of_kind(
    reports: tuple[Report, ...], kind: Kind | None, years: tuple[int, ...]
) -> tuple[Report, ...]:
    """The reports of the kind named, where there are any of the year; 预算 may be a column too."""
    if kind is None:
        return reports
    of_kind = tuple(r for r in reports if r.kind == kind)
    in_year = [r for r in of_kind if not years or r.fiscal_year in years]
    if in_year:
        return of_kind
    return reports if kind == "budget" else of_kind
