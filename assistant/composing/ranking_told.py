"""Writes a ranking of bodies: which has most, the list in order, who is not in it and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from assistant.composing.citations import LEVELS
from assistant.composing.page import Page
from assistant.query import Order
from assistant.solving.described import first_word
from assistant.solving.over_bodies import Ranked, missing_by_reason
from ingest.across import LAST_OF, Measure, Standing, year_of_report
from ingest.concepts.concept import concepts
from ingest.language.amounts import is_money
from ingest.nouns import Figure, Fund

_MOST_ROWS = 20
_ONE_ASKED = 10
"""Rows that are shown where only the first was asked for."""
_NAMED = 3
"""Bodies without an amount that are named of each reason."""
_STAGE_WORDS: dict[str, str] = {"budget": "预算", "final": "决算"}
_BEFORE = {last: stage for stage, last in LAST_OF.items()}
_REASONS = {
    "none": "没有读到这个数",
    "blank": "这一栏空白",
    "differing": "印了几个不同的数，没有一个能当作总数",
    "other_stage": "只印了另一阶段的数",
    "older_reader": "由旧版读取，重新添加后可排",
}


def unit_of_list(figures: Iterable[Figure], asked: str) -> str:
    """The unit in which all rows are shown: 万元 for money, unless another was asked for."""
    units = Counter(figure.unit for figure in figures)
    if any(map(is_money, units)):
        return asked or "万元"
    return units.most_common(1)[0][0] if units else ""


def tell_ranking(page: Page, order: Order, found: Ranked) -> None:
    """Which body has most (or least), and the list in order, one figure a row."""
    ranking = found.ranking
    rows = _shown(order, ranking.standings)
    name, fund = _measured(ranking.measure), _said_of_fund(ranking.fund)
    stage = _STAGE_WORDS[_BEFORE.get(ranking.stage, ranking.stage)]
    level = LEVELS[ranking.level]
    reported = year_of_report(ranking.stage, ranking.year)
    when = f"{ranking.year}年{stage if reported == ranking.year else '末'}"
    dated = f"，{ranking.year}年末的数" if reported != ranking.year else ""
    which = f"{reported}年{level}{stage} · {name}{f'（{fund}）' if fund else ''}{dated}"
    ordered = "从低到高" if order.lowest else "从高到低"
    page.read(f"{which} · {ordered}")
    _say_first(page, order, ranking.standings)
    count = page.count(len(ranking.standings), f"参加排名的{level}")
    page.lines.append(f"{which}，{count}个{level}{ordered}：")
    for row in rows:
        figure = found.figures[row.fact.figure_id]
        amount = page.amount(row.report, figure, "answer", label=f"{name} · {when}")
        page.lines.append(f"{row.place}. {row.report.publisher}：{amount}")
    if (hidden := len(ranking.standings) - len(rows)) > 0:
        page.lines.append(f"另有{page.count(hidden, '未列出')}个{level}在此之外，未列出。")
    _say_otherwise(page, rows, ranking.fund)
    _say_missing(page, found, level)


def tell_no_ranking(page: Page, found: Ranked) -> None:
    """A ranking of fewer than two bodies is none: why the others are not in it."""
    ranking = found.ranking
    level, stage = LEVELS[ranking.level], _STAGE_WORDS.get(ranking.stage, "")
    which = f"{ranking.year}年{level}{stage} · {_measured(ranking.measure)}"
    page.read(which)
    page.lines.append(f"{which}：能取到这个数的{level}不足两个，无法排名。")
    _say_missing(page, found, level)


def _measured(measure: Measure) -> str:
    """What is measured; a line of the classification is told of basic expenditure alone."""
    known = concepts()[measure.concept]
    part = measure.nature in ("basic", "personnel", "public")
    return f"{known.name}（基本支出中）" if part and known.code else known.name


def _said_of_fund(fund: str) -> str:
    """A fund in words, "" where it is all of it or untold."""
    return "" if fund == "all" else first_word("fund", fund)


def _shown(order: Order, standings: Sequence[Standing]) -> Sequence[Standing]:
    if order.first > 1:
        return [row for row in standings if row.place >= order.first][: order.count or _MOST_ROWS]
    count = _ONE_ASKED if order.count == 1 else order.count or _MOST_ROWS
    return standings[: min(count, _MOST_ROWS)]


def _say_first(page: Page, order: Order, standings: Sequence[Standing]) -> None:
    if order.count != 1 or order.first > 1:
        return
    first = [row.report.publisher for row in standings if row.place == 1]
    word = "最低" if order.lowest else "最高"
    more = f"等{page.count(len(first), '并列')}个" if len(first) > _NAMED else ""
    page.lines.append(f"{word}的是{'、'.join(first[:_NAMED])}{more}。")


def _say_otherwise(page: Page, rows: Sequence[Standing], fund: Fund) -> None:
    """Of the rows shown: those that print it of another fund only, and those whose editions
    differ."""
    others: dict[Fund, list[str]] = {}
    for row in rows:
        if row.fact.fund != fund and _said_of_fund(row.fact.fund):
            others.setdefault(row.fact.fund, []).append(row.report.publisher)
    for other, bodies in others.items():
        page.lines.append(f"按{_said_of_fund(other)}口径（没有印出更宽的）：{'、'.join(bodies)}。")
    if differing := [row.report.publisher for row in rows if row.editions_differ]:
        page.lines.append(f"有几份文件、数字不一，取先添加的一份：{'、'.join(differing)}。")


def _say_missing(page: Page, found: Ranked, level: str) -> None:
    """Who is not in the ranking, and why; and how many stand on the other level."""
    for reason, reports in missing_by_reason(found.ranking.missing).items():
        names = "、".join(report.publisher for report in reports[:_NAMED])
        more = "等" if len(reports) > _NAMED else ""
        count = page.count(len(reports), "未参加排名")
        page.lines.append(f"未参加排名（{_REASONS[reason]}）：{names}{more}，共{count}个{level}。")
    if found.ranking.other_level:
        other = next(words for words in LEVELS.values() if words != level)
        count = page.count(found.ranking.other_level, f"{other}一级")
        page.lines.append(f"{other}一级的报告另有{count}个，不与{level}混排。")
