"""The exact conditions of a Lookup on a figure: form, unit, year, basis, line number, code."""

from __future__ import annotations

import re

from assistant.plan import ANY_COUNT, Lookup
from assistant.words.lexicon import key, lexicon
from ingest.language.amounts import is_money
from ingest.language.changes import any_change
from ingest.language.units import PERCENT, POINTS
from ingest.language.years import any_last_year
from ingest.nouns import Figure, Report

_CLASS = 3
_INDICATORS = "performance"
_FUNDS = re.compile(r"一般公共预算|政府性基金预算|国有资本经营预算")
_MONEY_WORDS = re.compile("金额|资金|预算|经费|支出|元")
_ANSWERING = {"预算": ("", "预算"), "决算": ("", "决算", "执行"), "执行": ("", "执行")}
"""Which bases answer the one asked: what was carried out counts as 决算 where one budget tells."""
DERIVED = re.compile(
    f"增减|变化|变动|增长|{any_change('rates')}|[比较](?:{any_last_year()})|完成率|占比|比重|%"
)
"""Headings of columns that are worked out from other columns: of no basis, only when named."""
_PERCENT = (PERCENT, POINTS)


def within(figure: Figure, wanted: Lookup, report: Report) -> bool:
    """Whether a cell meets all exact conditions."""
    year = year_asked(wanted, report)
    basis = wanted.bases[0] if wanted.bases else _usual_basis(report)
    return (
        (figure.form in wanted.forms if wanted.forms else _tells_amount(figure))
        and unit_answers(figure.unit, wanted.unit)
        and figure.year == year
        and (_basis_of(figure, report) in _ANSWERING[basis] or _only_basis(figure, wanted))
        and (not wanted.line_no or figure.line_no == wanted.line_no)
        and (not wanted.codes or _has_code(figure, wanted))
    )


def _tells_amount(figure: Figure) -> bool:
    """In tables of indicators most numbers are weights and scores; money is called money."""
    if figure.form != _INDICATORS or not is_money(figure.unit):
        return True
    return bool(_MONEY_WORDS.search(figure.row_label + "".join(figure.column_path)))


def unit_answers(unit: str, asked: str) -> bool:
    """Whether a figure of that unit can be what is asked for; "" asks for none in particular."""
    if not asked or unit == asked:
        return True
    if asked == ANY_COUNT:
        return not is_money(unit) and unit not in _PERCENT
    if is_money(asked) or is_money(unit):
        return is_money(asked) and is_money(unit)
    if asked in _PERCENT:
        return unit in (*_PERCENT, "分")
    if unit.removeprefix("万") == asked.removeprefix("万"):
        return True
    return any(asked in group and unit in group for group in lexicon()["same_units"])


def money_asked(wanted: Lookup) -> bool:
    """Whether the question asks for money in words alone (支出预算是多少), without a unit."""
    if wanted.unit or wanted.change or wanted.share:
        return False
    words = re.sub("_+", "", "|".join(wanted.content))
    return re.search(lexicon()["money_asked"], words) is not None


def year_asked(wanted: Lookup, report: Report) -> int:
    """The year asked of this report: its own, unless only other years were named."""
    if not wanted.years or report.fiscal_year in wanted.years:
        return report.fiscal_year
    return wanted.years[0]


def _basis_of(figure: Figure, report: Report) -> str:
    """The basis of a cell; 预算 in the name of a fund (政府性基金预算财政拨款) is none."""
    heads = _FUNDS.sub("", "".join(figure.column_path))
    if DERIVED.search(figure.column_path[-1] if figure.column_path else ""):
        return ""
    if figure.basis == "预算" and report.kind == "final_accounts" and "预算" not in heads:
        return "决算"
    return figure.basis


def _usual_basis(report: Report) -> str:
    return "预算" if report.kind == "budget" else "决算"


def _only_basis(figure: Figure, wanted: Lookup) -> bool:
    """A year beside the report's own may be printed on another basis than the report's."""
    return not wanted.bases and bool(wanted.years) and figure.basis == "执行"


def _has_code(figure: Figure, wanted: Lookup) -> bool:
    return not codes_of(figure).isdisjoint(wanted.codes) or in_class_asked(figure, wanted)


def in_class_asked(figure: Figure, wanted: Lookup) -> bool:
    """Whether a line is named that the second classification files under the class asked for
    (505 对事业单位经常性补助里的住房公积金)."""
    label = key(figure.row_label)
    return any(name.words == label for name in wanted.names) and any(
        also.row_code.startswith(code) and also.row_code != code
        for code in wanted.codes
        for also in figure.also
        if len(code) == _CLASS
    )


def codes_of(figure: Figure) -> frozenset[str]:
    """All classification codes of a cell's row."""
    return frozenset((figure.row_code, *(c.row_code for c in figure.also))) - {""}
