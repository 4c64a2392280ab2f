"""Figures in the words of a sheet: whose, of which year and money, how much, on which page."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.composing.citations import KINDS
from eval.asked.telling import Told, is_total
from ingest.concepts.concept import concepts
from ingest.nouns import Figure

STAGES = {
    "budget": "预算",
    "final": "决算",
    "last_budget": "上年预算",
    "last_final": "上年决算",
    "last_execution": "上年执行数",
}
"""The stages that people ask about."""

_FUNDS = {
    "all": "全部资金",
    "fiscal_grant": "财政拨款",
    "general_public": "一般公共预算",
    "government_fund": "政府性基金",
    "state_capital": "国有资本经营预算",
}
_IN_PROSE = "文字说明"
_NAMESAKES = 2
"""So many figures of the same name are told of: enough to be warned."""


def report_meant(told: Told) -> str:
    """The publisher, year and kind of a report."""
    return f"{told.report.publisher} {told.report.fiscal_year}年{KINDS[told.report.kind]}"


def line(told: Told, figure: Figure) -> str:
    """A figure as the writer is told it: what it is, its value, its place."""
    title = told.titles.get(figure.table_id, _IN_PROSE) if figure.table_id else _IN_PROSE
    path = " › ".join((*figure.row_path, *filter(None, figure.column_path)))
    code = f"{figure.row_code} " if figure.row_code else ""
    year = f"{figure.year}年{STAGES.get(figure.stage, '')}" if figure.year else ""
    about = "，".join(filter(None, (year, _FUNDS.get(figure.fund, ""))))
    return (
        f"[{told.report.publisher}｜{about}] {code}{path}{_also_called(figure, path)}"
        f" = {figure.value}{figure.unit}（《{title}》第{figure.locators[0].page}页）"
    )


def lines(told: Told, figures: Iterable[Figure]) -> str:
    """Several figures of a report, one after the other."""
    return "；".join(line(told, figure) for figure in figures)


def namesakes(told: Told, figure: Figure) -> str:
    """A warning of other cells of the same name and another value, "" where there are none."""
    others = {
        (other.value, other.form): other
        for other in told.namesakes.get(figure.row_label, ())
        if other.value != figure.value
        and other.stage == figure.stage
        and is_total(other)
        and other.unit == figure.unit
    }
    if not others or not figure.table_id:
        return ""
    named = "；".join(
        f"{other.value}（{_FUNDS.get(other.fund, '')}，{told.titles.get(other.table_id, '')}）"
        for other in list(others.values())[:_NAMESAKES]
    )
    return f"。注意同名的还有：{named}；问法里要让人分得清问的是哪一个（说出资金口径或表名）"


def _also_called(figure: Figure, path: str) -> str:
    concept = concepts().get(figure.concept)
    return f"（即{concept.name}）" if concept and concept.name and concept.name not in path else ""
