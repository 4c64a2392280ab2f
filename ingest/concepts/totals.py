"""Totals with and without what was carried over: the amount of the summary says which one a total
printed elsewhere is.

收入总计 = 本年收入合计 + 年初结转 (表内公式 of the summary). A 支出表 or a sentence calls either of
them 合计, 总计 or 支出预算, as cities please.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ingest.concepts.phrases import phrase_of
from ingest.language.amounts import to_fen
from ingest.language.rounding import last_digit
from ingest.nouns import Figure, Report, Table

_PAIRS = {
    "income": "income_total",
    "income_total": "income",
    "expenditure": "expenditure_total",
    "expenditure_total": "expenditure",
}
_SUMMARIES = ("income_expenditure_summary", "fiscal_grant_summary")
_Key = tuple[str, str, str, int]
_Summary = Mapping[_Key, frozenset[int]]


def tables_confirmed(tables: Sequence[Table], report: Report) -> tuple[Table, ...]:
    """The tables, each total under the name that its amount has in the summaries."""
    summary = _summary(tables, report)
    return tuple(
        table
        if table.form in _SUMMARIES
        else replace(table, figures=tuple(_confirmed(f, summary, report) for f in table.figures))
        for table in tables
    )


def prose_confirmed(
    figures: Sequence[Figure], tables: Sequence[Table], report: Report
) -> tuple[Figure, ...]:
    """The same for sentences; a change told of a total is told of what that total is."""
    summary = _summary(tables, report)
    if not summary:
        summary = _told_with_carry_over(figures, report)
    renamed: dict[tuple[tuple[str, ...], str], str] = {}
    for figure in figures:
        confirmed = _confirmed(figure, summary, report)
        if confirmed.concept != figure.concept:
            renamed[figure.row_path, figure.concept] = confirmed.concept
    return tuple(
        replace(figure, concept=renamed.get((figure.row_path, figure.concept), figure.concept))
        for figure in figures
    )


def _told_with_carry_over(figures: Sequence[Figure], report: Report) -> _Summary:
    """Where no summary is printed: a total is one with what was carried over where that is told
    as a part of it, under its heading or below (收入预算…，其中上年结转…)."""
    amounts: dict[_Key, set[int]] = {}
    for whole, carried in (("income", "carry_over_in"), ("expenditure", "carry_over_out")):
        below = [f.row_path[:-1] for f in figures if f.concept == carried and f.fen]
        for figure in figures:
            above = figure.row_path[:-1]
            has_part = any(path[: len(above)] == above for path in below)
            if figure.concept == whole and has_part and _may_be_grand(figure, report):
                amounts.setdefault(_key(figure, _PAIRS[whole]), set()).add(figure.fen or 0)
    return {key: frozenset(found) for key, found in amounts.items()}


def _may_be_grand(figure: Figure, report: Report) -> bool:
    """Whether a total of all money does not say that it is of the year alone (本年收入)."""
    phrase = phrase_of(figure.row_label)
    of_the_year = phrase is not None and phrase.says("own_year")
    return figure.fund == "all" and figure.body == report.publisher and not of_the_year


def _summary(tables: Iterable[Table], report: Report) -> _Summary:
    """The amounts of the totals of the summaries in 分, by concept, fund, stage and year."""
    amounts: dict[_Key, set[int]] = {}
    for table in tables:
        if table.form in _SUMMARIES:
            for figure in table.figures:
                if figure.concept in _PAIRS and figure.fen and figure.body == report.publisher:
                    amounts.setdefault(_key(figure, figure.concept), set()).add(figure.fen)
    return {key: frozenset(found) for key, found in amounts.items()}


def _key(figure: Figure, concept: str) -> _Key:
    return concept, figure.fund, figure.stage, figure.year


def _confirmed(figure: Figure, summary: _Summary, report: Report) -> Figure:
    other = _PAIRS.get(figure.concept)
    if other is None or not figure.fen or figure.body != report.publisher:
        return figure
    mine = summary.get(_key(figure, figure.concept), frozenset())
    others = summary.get(_key(figure, other), frozenset())
    if not _told(figure, mine) and _told(figure, others):
        return replace(figure, concept=other)
    return figure


def _told(figure: Figure, amounts: Iterable[int]) -> bool:
    """Whether the figure is one of the amounts, as exact as it is printed."""
    if figure.fen is None or figure.value is None or not figure.value:
        return False
    # One unit of the last printed digit, in 分.
    unit = to_fen(last_digit(figure.value), figure.unit)
    return any(abs(amount - figure.fen) * 2 <= unit for amount in amounts)
