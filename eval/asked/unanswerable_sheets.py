"""Sheets that no report answers: an unknown body, year or line, and what budgets never tell."""

from __future__ import annotations

from collections.abc import Mapping

from eval.asked.describing import report_meant
from eval.asked.drawing import Draw, Maker
from eval.asked.expecting import Sheet, not_found, sheet

_DUTIES = "主要职责"
_ASKED_OF_A_BODY = (
    "支出合计",
    "三公经费",
    "项目支出",
    "基本支出",
    "公务接待费",
    "培训费",
    "收入总计",
    "政府采购",
    "人员工资",
    _DUTIES,
    "机关运行经费",
    "车辆",
)
_ASKED_OF_A_YEAR = (*_ASKED_OF_A_BODY[:7], "公务用车运行费")
_YEARS = range(2012, 2030)


def _no_body(draw: Draw) -> Sheet | None:
    told = draw.any_report()
    if not draw.strangers:
        return None
    name = draw.chance.choice(draw.strangers)
    asked = draw.chance.choice(_ASKED_OF_A_BODY)
    tell = (
        f"问一个没有收录的单位：{name}，{told.report.fiscal_year}年，问它的{asked}"
        "（当作不知道没收录，照常问）"
    )
    return sheet(tell, ["text" if asked == _DUTIES else "value"], not_found())


def _no_year(draw: Draw) -> Sheet | None:
    publisher = draw.any_report().report.publisher
    held = {r.fiscal_year for r in draw.library.reports() if r.publisher == publisher}
    # A report tells of the years beside its own too.
    year = draw.chance.choice([y for y in _YEARS if not {y - 1, y, y + 1} & held])
    asked = draw.chance.choice(_ASKED_OF_A_YEAR)
    tell = f"问一个没有收录的年份：{publisher} {year}年的{asked}"
    return sheet(tell, ["value"], not_found())


def _no_line(draw: Draw) -> Sheet | None:
    told = draw.any_report()
    near = draw.chance.choice(told.lines).row_label if told.lines else "支出合计"
    tell = (
        f"{report_meant(told)}：自己编一个这个单位听上去可能有、但表里没有的事项来问金额"
        "（譬如图书馆支出、罚款收入、党员经费、广告费这类；"
        f"要与真科目如“{near}”有点像，但不是它，也不能只是它的另一种说法）。"
        "在span里把整个事项标为M"
    )
    return sheet(tell, ["value"], not_found(told))


def _no_tell(draw: Draw) -> Sheet | None:
    told = draw.any_report()
    tell = (
        f"{report_meant(told)}：问一件预算报告根本不会写的事（局长是谁、电话地址、某人工资、"
        "未来几年的预测、评价好坏、和国外比、个人隐私、天气、法律咨询……），自己想"
    )
    return sheet(tell, ["text"], not_found(told))


MAKERS: Mapping[str, Maker] = {
    "no_body": _no_body,
    "no_year": _no_year,
    "no_line": _no_line,
    "no_tell": _no_tell,
}
"""By kind."""
