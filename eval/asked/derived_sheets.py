"""Sheets whose answer is reckoned from figures: sums, shares, averages, changes, completion."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from eval.asked.describing import line, lines
from eval.asked.drawing import Draw, Maker
from eval.asked.expecting import Result, Sheet, of_figures, sheet
from eval.asked.telling import Told, amount
from ingest.language.amounts import is_money
from ingest.language.rounding import half_up
from ingest.nouns import Figure

_HUNDRED = Decimal(100)
_LEAST_SHARE = Decimal("0.1")
"""Percent; smaller shares round to next to nothing."""

_WHOLES = ("expenditure_total", "expenditure", "income_total", "income")
_SPENT_ON = {
    "vehicles_held": ("vehicle_operation",),
    "reception_batches": ("reception",),
    "reception_visitors": ("reception",),
    "trips": ("abroad",),
    "travellers": ("abroad",),
}
_SPENT_ON_STAFF = (
    "expenditure_total",
    "basic_expenditure",
    "operating_costs",
    "economic.301",
    "personnel_expenditure",
)
_COUNTED = ("staff_in_post", "establishment", *_SPENT_ON)
_IN_PERCENT = "增减百分之几"
_CHANGES = ("增减了多少（金额）", _IN_PERCENT, "增减多少、百分之几", "是多了还是少了")


def _sum(draw: Draw) -> Sheet | None:
    return _of_two(draw, "sum", "问这几个数加起来是多少", lambda one, other: one + other)


def _difference(draw: Draw) -> Sheet | None:
    asked = "问前一个比后一个多多少（或两者差多少、后者少多少）"
    return _of_two(draw, "difference", asked, lambda one, other: one - other)


def _ratio(draw: Draw) -> Sheet | None:
    asked = "问前一个是后一个的几倍"
    return _of_two(draw, "ratio", asked, lambda one, other: half_up(one / other))


def _of_two(
    draw: Draw, want: str, asked: str, result: Callable[[Decimal, Decimal], Decimal]
) -> Sheet | None:
    told = draw.any_report()
    picked = draw.siblings(told, 2)
    if not picked or not all(figure.value for figure in picked):
        return None
    unit = picked[0].unit
    one, other = (amount(figure, unit) for figure in picked)
    if want != "sum" and one < other:
        picked, one, other = picked[::-1], other, one
    if want == "ratio" and one < other * 2:
        return None
    answer = Result(result(one, other), "倍" if want == "ratio" else unit)
    tell = f"{asked}：{lines(told, picked)} → 答案 {answer.value}{answer.unit}"
    return sheet(tell, [want], of_figures(told, picked, answer))


def _share(draw: Draw) -> Sheet | None:
    told = draw.any_report()
    whole = next((f for c in _WHOLES if (f := told.own(c)) is not None), None)
    parts = [f for f in (*told.lines, *_parts(told)) if f.value and is_money(f.unit)]
    if whole is None or not parts:
        return None
    part = draw.chance.choice(parts)
    if whole.fund not in ("all", "") or part.id == whole.id:
        return None
    a, b = amount(part, "元"), amount(whole, "元")
    if not 0 < a < b or (percent := half_up(a * _HUNDRED / b)) < _LEAST_SHARE:
        return None
    tell = (
        f"问前一个占后一个的百分之几（比重、比例）：{lines(told, (part, whole))} → 答案 {percent}%"
    )
    answer = Result(percent, "%", tolerance="0.05")
    return sheet(tell, ["share"], of_figures(told, [part, whole], answer))


def _parts(told: Told) -> list[Figure]:
    return [figure for figure in told.own_named() if figure.concept not in _WHOLES]


def _per(draw: Draw) -> Sheet | None:
    told = draw.any_report()
    counts = [f for (c, _, _), f in told.canonical.items() if c in _COUNTED and f.value]
    if not counts:
        return None
    count = draw.chance.choice(counts)
    spent_on = _SPENT_ON.get(count.concept, _SPENT_ON_STAFF)
    known = [f for c in spent_on if (f := told.own(c)) is not None and f.value]
    if not known:
        return None
    spent = draw.chance.choice(known)
    value = half_up(amount(spent, spent.unit) / amount(count, count.unit))
    tell = (
        f"问平均每（人、次、辆…）多少：{line(told, spent)} ÷ {line(told, count)}"
        f" → 答案 {value}{spent.unit}"
    )
    answer = Result(value, spent.unit, tolerance="0.01")
    return sheet(tell, ["per"], of_figures(told, [spent, count], answer))


def _change(draw: Draw) -> Sheet | None:
    return _change_told(draw, ["change"], "问比上年")


def _two_years(draw: Draw) -> Sheet | None:
    return _change_told(draw, ["compare", "change"], "说出两个年份来比（不说“上年”），问")


def _change_told(draw: Draw, want: list[str], how: str) -> Sheet | None:
    told = draw.any_report()
    pairs = _with_last_year(told)
    if not pairs:
        return None
    now, before = draw.chance.choice(pairs)
    a, b = amount(now, now.unit), amount(before, now.unit)
    percent = half_up((a - b) * _HUNDRED / b)
    asked = draw.chance.choice(_CHANGES)
    tell = f"{how}{asked}：{lines(told, (now, before))} → 差额 {abs(a - b)}{now.unit}，{percent}%"
    answer = Result(percent, "%") if asked == _IN_PERCENT else Result(a - b, now.unit)
    return sheet(tell, want, of_figures(told, [now, before], answer))


def _with_last_year(told: Told) -> list[tuple[Figure, Figure]]:
    """Figures of the report's own year, each with that of the year before as it prints it."""
    year = told.report.fiscal_year
    return [
        (now, before)
        for (concept, stage, when), now in told.canonical.items()
        if stage == told.stage and when == year
        for last in (f"last_{told.stage}", "last_execution")
        if (before := told.canonical.get((concept, last, year - 1)))
        and before.value
        and now.fund == before.fund
    ]


def _completion(draw: Draw) -> Sheet | None:
    told = draw.any_report()
    if told.report.kind != "final_accounts":
        return _change(draw)
    pairs = [
        (spent, planned)
        for (concept, stage, year), spent in told.canonical.items()
        if stage == "final"
        and year == told.report.fiscal_year
        and (planned := told.canonical.get((concept, "budget", year))) is not None
        and planned.value
    ]
    if not pairs:
        return None
    spent, planned = draw.chance.choice(pairs)
    percent = half_up(amount(spent, "元") * _HUNDRED / amount(planned, "元"))
    tell = (
        "问完成了预算的百分之几（执行率、完成率、花了预算的几成）："
        f"{lines(told, (spent, planned))} → {percent}%"
    )
    answer = Result(percent, "%", tolerance="0.01")
    return sheet(tell, ["completion"], of_figures(told, [spent, planned], answer))


MAKERS: Mapping[str, Maker] = {
    "sum": _sum,
    "difference": _difference,
    "ratio": _ratio,
    "share": _share,
    "per": _per,
    "change": _change,
    "completion": _completion,
    "two_years": _two_years,
}
"""By kind."""
