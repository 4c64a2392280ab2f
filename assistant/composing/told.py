"""Writes what was found: amounts, pairs, lists, each with its place."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from assistant.answers import Role
from assistant.composing.page import Page
from assistant.composing.wording import line_in_words
from assistant.query import Query, Shared
from assistant.solving.amounts import Chosen
from assistant.solving.arithmetic import in_unit_of
from assistant.solving.lists import Listed
from assistant.solving.places import Places
from ingest.across import Told
from ingest.bodies.names import level_key
from ingest.facts import agree
from ingest.language.amounts import grouped, is_money
from ingest.language.rounding import envelope, half_up
from ingest.language.units import PERCENT, POINTS
from ingest.nouns import Figure, Report

QUOTED = 90
"""How many letters a sentence may have that is quoted with its figure."""
_PAGES = 3
_PLACES = 6
_TEXT = "文字说明"


def whose(page: Page, report: Report, figure: Figure) -> str:
    """The report in words, and the unit within it where the amount is a unit's."""
    unit = unit_of(report, figure)
    return f"{page.whose(report)}，{unit}" if unit else page.whose(report)


def unit_of(report: Report, figure: Figure) -> str:
    """The body within a report that an amount is of, "" for the publisher."""
    own = level_key(figure.body).removesuffix("本级")
    is_own = own == level_key(report.publisher).removesuffix("本级")
    return "" if is_own or not figure.body else figure.body


def year_of(chosen: Chosen) -> int:
    """The year that an amount is of."""
    return chosen.figure.year or chosen.report.fiscal_year


def label_of(chosen: Chosen) -> str:
    """What the figure is told of: the name of its concept beside the printed one."""
    line = line_in_words(chosen.figure)
    thing = chosen.thing
    if thing is None or not thing.concept or "=" in thing.key or thing.label in line:
        return line
    return thing.label if line == "合计" else f"{line}（{thing.label}）"


def tell_value(page: Page, query: Query, chosen: Chosen, role: Role = "answer") -> None:
    """A figure as printed, with its table, its page where that was asked, and its sentence."""
    report, figure = chosen.report, chosen.figure
    title = page.title(report, figure)
    where = f"《{title}》" if title else ""
    line = label_of(chosen)
    year = figure.year or report.fiscal_year
    body = unit_of(report, figure) or report.publisher
    page.read(f"{year}年度 · {body} · {title or _TEXT} · {line}")
    if figure.value is None:
        mark = page.mark(report, figure)
        page.lines.append(
            f"{whose(page, report, figure)}{where}中，“{line}”一栏空白，未填列金额{mark}。"
        )
        return
    amount = page.amount(report, figure, role) + _elsewhere(page, chosen)
    if page.english:
        text = f"{line}: {amount} ({whose(page, report, figure)}{where})."
    else:
        when = f"{figure.year}年：" if year != report.fiscal_year else ""
        text = f"{whose(page, report, figure)}{where}：{when}{line} {amount}。"
    if query.places and figure.locators:
        text += f"在第{figure.locators[0].page}页{where}。"
    if figure.sentence and len(figure.sentence) <= QUOTED:
        text += f"原文：“{figure.sentence}”"
    page.lines.append(text)


def _elsewhere(page: Page, chosen: Chosen) -> str:
    """Marks of further places that tell the same, on other pages."""
    seen = {chosen.figure.locators[0].page if chosen.figure.locators else 0}
    marks = ""
    for other in chosen.agreeing:
        if other.locators and other.locators[0].page not in seen and len(seen) < _PAGES:
            seen.add(other.locators[0].page)
            marks += page.mark(chosen.report, other)
    return marks


def tell_pair(page: Page, query: Query, one: Chosen, other: Chosen) -> None:
    """Which of two amounts is higher, and by how much."""
    unit = one.figure.unit
    if not (one.told and other.told) or is_money(unit) != is_money(other.figure.unit):
        return
    first, second = in_unit_of(one.figure, unit), in_unit_of(other.figure, unit)
    if first == second:
        page.lines.append("两者相同，相差 0。")
        return
    larger = one if first > second else other
    bodies = [unit_of(c.report, c.figure) or c.report.publisher for c in (one, other, larger)]
    same = bodies[0] == bodies[1] and year_of(one) != year_of(other)
    who = f"{year_of(larger)}年" if same else bodies[2]
    high, low = max(first, second), min(first, second)
    apart = POINTS if unit == PERCENT else unit
    role: Role = "answer" if query.apart else "context"
    difference = page.result(high - low, apart, role, "相差", larger.report)
    line = f"{who}较高，相差 {grouped(high)} − {grouped(low)} = {difference}。"
    if same and unit != PERCENT:
        line += _growth(page, one, other, unit)
    if low > 0 and query.times:
        times = page.result(half_up(high / low), "倍", "answer", "倍数", larger.report)
        line += f"是另一方的{times}。"
    page.lines.append(line)


def _growth(page: Page, one: Chosen, other: Chosen, unit: str) -> str:
    early, late = sorted((one, other), key=year_of)
    before, now = in_unit_of(early.figure, unit), in_unit_of(late.figure, unit)
    if not before:
        return ""
    percent = half_up((now - before) * 100 / before)
    return f"增减幅度：{page.result(percent, '%', 'context', '增减幅度', late.report)}。"


def tell_listed(page: Page, listed: Listed) -> None:
    """Lines of a report one below the other, with what they are parts of or how many there are."""
    report = listed.report
    page.read(f"{report.fiscal_year}年度 · {report.publisher} · {listed.title or '构成'}")
    head = f"{page.whose(report)}："
    if listed.whole is not None:
        label = listed.whole.thing.label if listed.whole.thing else ""
        head += f"{label} {page.amount(report, listed.whole.figure, 'context')}，其中："
    elif listed.all_told is not None and not listed.counted:
        all_of_it = page.amount(report, listed.all_told, "context")
        head += f"{line_in_words(listed.all_told)} {all_of_it}，其中："
    elif listed.counted:
        number = page.count(len(listed.figures) + len(listed.others), listed.title, "answer")
        head += f"{listed.title}共{number}个："
    page.lines.append(head)
    for place, figure in enumerate(listed.figures, start=1):
        amount = page.amount(report, figure, "answer")
        page.lines.append(f"{place}. {_with_second_name(figure)} {amount}")
    if listed.others:
        page.lines.append(f"另有{page.count(len(listed.others), '未列出')}项未列出。")


def _with_second_name(figure: Figure) -> str:
    """A line by its printed names: of a row that stands in two classifications by both."""
    line = line_in_words(figure)
    others = [other.row_label for other in figure.also if other.row_label not in ("", line)]
    return f"{line}（{'、'.join(others)}）" if others else line


def tell_sum(page: Page, listed: Listed) -> None:
    """What the lines come to, those not shown among them."""
    unit = listed.figures[0].unit
    every = (*listed.figures, *listed.others)
    total = sum((in_unit_of(one, unit) for one in every), Decimal(0))
    told = page.result(total, unit, "answer", "合计", listed.report)
    page.lines.append(f"{'全部' if listed.others else '以上'}合计 {told}。")


def tell_shares(page: Page, shared: Shared, listed: Listed, whole: Figure) -> bool:
    """The share of a whole that the first line has, each, or all together; False, and nothing
    told, where they are no part of it."""
    unit = whole.unit
    every = (*listed.figures, *listed.others) if shared == "all" else listed.figures
    amounts = [in_unit_of(one, unit) for one in every]
    all_of_it = in_unit_of(whole, unit)
    money = all(is_money(one.unit) == is_money(unit) for one in every)
    if not money or not 0 < sum(amounts) <= all_of_it:
        return False
    of_what = f"{line_in_words(whole)} {page.amount(listed.report, whole, 'operand')}"
    if shared == "all":
        told = [("全部合计" if listed.others else "以上合计", sum(amounts, Decimal(0)))]
    else:
        names = [line_in_words(one) for one in every]
        told = list(zip(names, amounts, strict=True))[: None if shared == "each" else 1]
    for name, amount in told:
        percent = page.result(
            half_up(amount * 100 / all_of_it), PERCENT, "answer", "占比", listed.report
        )
        page.lines.append(f"{name}占{of_what}的{percent}。")
    return True


def tell_places(page: Page, query: Query, places: Places) -> None:
    """What all places tell of one amount, whether they agree, and how far apart two amounts are."""
    first, report = places.first.figure, places.first.report
    label = places.first.thing.label if places.first.thing else line_in_words(first)
    page.read(f"{report.fiscal_year}年度 · {report.publisher} · 核对{label}")
    page.lines.append(f"{whose(page, report, first)} · {label}：")
    for one in _with_each_amount(places.figures):
        place = f"第{one.locators[0].page}页" if one.locators else ""
        title, part = page.title(report, one), page.part(report, one)
        where = f"《{title}》" if title else f"{_TEXT}（{part}）" if part else _TEXT
        page.lines.append(f"{place}{where}：{page.amount(report, one, 'answer')}")
    unlike = [one for one in places.figures if not agree(first, one)]
    page.lines.append(_apart(page, query, places, unlike) if unlike else "各处一致。")


def _with_each_amount(figures: Sequence[Figure]) -> list[Figure]:
    """As many places as are shown, none of the amounts left out."""
    amounts = {(one.value, one.unit): one for one in reversed(figures)}
    others = [one for one in figures if amounts[one.value, one.unit] is not one]
    shown = [*amounts.values(), *others[: max(0, _PLACES - len(amounts))]]
    return [one for one in figures if one in shown]


def _apart(page: Page, query: Query, places: Places, unlike: Sequence[Figure]) -> str:
    """That places do not agree; of two amounts by how much, and whether rounding explains it."""
    first = places.first.figure
    if any(not agree(unlike[0], one) for one in unlike):
        return "各处不一致，请看上面各处。"
    values = [in_unit_of(one, first.unit) for one in (first, unlike[0])]
    apart = abs(values[0] - values[1])
    role: Role = "answer" if query.apart else "context"
    unit = POINTS if first.unit == PERCENT else first.unit
    told = page.result(apart, unit, role, "相差", places.first.report)
    rounded = "，在四舍五入的误差之内" if apart <= envelope(values) else ""
    return f"各处不一致，相差 {told}{rounded}。"


def tell_series(page: Page, label: str, told: Sequence[Told]) -> None:
    """The amounts of a body year by year."""
    whose = told[0].report.publisher
    page.read(f"{whose} · {label} · 各年度")
    page.lines.append(f"{whose} · {label} · 各年：")
    for at, one in enumerate(told, start=1):
        amount = page.amount(one.report, one.figure, "answer")
        page.lines.append(f"{at}. {one.fact.year}年：{amount}")
