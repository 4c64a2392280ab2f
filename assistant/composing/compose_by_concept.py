"""Writes what was asked by concept: totals with what they hold, series, rankings as lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.answers import Answer, Question, StatedFigure
from assistant.composing.citations import MOST, Citations, title_in_words
from assistant.composing.compose import ask_which
from assistant.composing.wording import Amount, stated_figures, value_in_words
from assistant.figures.by_concept import (
    Ranked,
    Total,
    missing_by_reason,
    ranked,
    said_of_fund,
    series,
    totals,
)
from assistant.plan import ByConcept, Plan
from ingest.across import LAST_OF, Measure, Series, Standing, Told, year_of_report
from ingest.concepts.concept import concepts
from ingest.language.amounts import is_money
from ingest.library import Library
from ingest.nouns import Figure, Fund, Report

_FEWEST = 2
"""One body is no ranking."""
_MOST_ROWS = 20
_ONE_ASKED = 10
"""Rows that are shown where only the first was asked for."""
_NAMED = 3
"""Bodies without an amount that are named of each reason."""
_STAGE_WORDS: dict[str, str] = {"budget": "预算", "final": "决算"}
_BEFORE = {last: stage for stage, last in LAST_OF.items()}
_LEVEL_WORDS = {"department": "部门", "unit": "单位"}
_INCLUDED = {
    "income_total": "含上年结转结余",
    "income": "不含上年结转结余",
    "expenditure_total": "含结转下年的资金",
    "expenditure": "不含结转下年的资金",
}
_REASONS = {
    "none": "没有读到这个数",
    "blank": "这一栏空白",
    "differing": "印了几个不同的数，没有一个能当作总数",
    "other_stage": "只印了另一阶段的数",
    "older_reader": "由旧版读取，重新添加后可排",
}


def answer_by_concept(
    question: Question, plan: Plan, asked: ByConcept, library: Library
) -> Answer | None:
    """What is asked by concept before any printed word: None where the concept gives nothing."""
    if asked.kind == "ranking":
        found = ranked(asked, library)
        few = found is None or len(found.ranking.standings) < _FEWEST
        if found is None:
            return None
        return (_not_ranked if few else _answer_ranking)(question, asked, found, library)
    if asked.kind == "series":
        over_years = series(asked, plan.reports[0].publisher, library)
        return _answer_series(question, asked, over_years, library) if over_years else None
    if asked.kind == "value":
        return None
    told = totals(asked, plan.reports, library)
    if len({total.told.fact.fen for total in told}) > 1 and not plan.each:
        return ask_which(question, plan, tuple(total.reading for total in told))
    return _answer_total(question, asked, told, library) if told else None


def _answer_total(
    question: Question, asked: ByConcept, found: Sequence[Total], library: Library
) -> Answer:
    """The total of each report, with what it holds; without or with carried-over money besides."""
    page = _Page(library, asked.unit)
    for total in found:
        told = total.told
        other = total.besides
        whose = f" · {asked.body}" if asked.body else ""
        line = f"{title_in_words(told.report)}{whose}：{page.told(told, both=other is not None)}"
        if other and other.fact.fen == told.fact.fen:
            line += f"，{_name(other)}与此相同{page.mark(other)}"
        elif other:
            line += f"；另有 {page.told(other, asked=False, both=True)}"
        page.lines.append(f"{line}。")
    if asked.newest:
        page.lines.append(
            f"文库里它最近的报告是{found[0].told.report.fiscal_year}年的，按这一年回答。"
        )
    words = [
        f"{told.fact.year}年度 · {asked.body or told.report.publisher}"
        for told in (t.told for t in found)
    ]
    kind = _name(found[0].told)
    return page.answer(question, f"{'，'.join(words)} · {kind}")


def _answer_series(
    question: Question, asked: ByConcept, found: Sequence[Series], library: Library
) -> Answer:
    """The amounts of a body year by year."""
    page = _Page(library, asked.unit, most=_MOST_ROWS)
    for one in found:
        stage = _STAGE_WORDS.get(one.stage, "")
        unit = _unit(asked, [told.figure for told in one.told])
        funds = {said_of_fund(told.fact.fund) for told in one.told}
        fund = f"（{funds.pop()}）" if len(funds) == 1 and any(funds) else ""
        name = f"{_measured(one.measure)}{fund}"
        page.lines.append(f"{one.told[0].report.publisher} · {name} · 各年{stage}：")
        for at, told in enumerate(one.told, start=1):
            amount = page.amount(told.report, told.figure, unit, f"{name} · {stage}")
            later = told.fact.stage == LAST_OF.get(one.stage)
            where = f"（见{told.report.fiscal_year}年度报告）" if later else ""
            own = said_of_fund(told.fact.fund)
            note = f"（{own}）" if own and not fund else ""
            page.lines.append(f"{at}. {told.fact.year}年{stage}：{amount}{note}{where}")
        for gap in one.missing:
            page.lines.append(f"{gap.report.fiscal_year}年度的报告{_REASONS[gap.reason]}。")
    first = found[0]
    who = first.told[0].report.publisher
    return page.answer(question, f"{who} · {concepts()[first.measure.concept].name} · 各年度")


def _answer_ranking(
    question: Question, asked: ByConcept, found: Ranked, library: Library
) -> Answer:
    """Which body has most (or least), and the list in order, one figure a row."""
    page = _Page(library, asked.unit, most=_MOST_ROWS)
    rows, ranking = _shown(asked, found.ranking.standings), found.ranking
    name = _measured(ranking.measure)
    fund = said_of_fund(ranking.fund)
    stage = _STAGE_WORDS[_BEFORE.get(ranking.stage, ranking.stage)]
    level = _LEVEL_WORDS[ranking.level]
    reported = year_of_report(ranking.stage, ranking.year)
    unit = _unit(asked, list(found.figures.values()))
    order = "从低到高" if asked.order.lowest else "从高到低"
    when = f"{ranking.year}年{stage if reported == ranking.year else '末'}"
    dated = f"，{ranking.year}年末的数" if reported != ranking.year else ""
    which = f"{reported}年{level}{stage} · {name}{f'（{fund}）' if fund else ''}{dated}"
    count = page.count(len(ranking.standings), f"参加排名的{level}")
    page.lines.append(f"{which}，{count}个{level}{order}：")
    for row in rows:
        figure = found.figures[row.fact.figure_id]
        amount = page.amount(row.report, figure, unit, f"{name} · {when}")
        page.lines.append(f"{row.place}. {row.report.publisher}：{amount}")
    _say_first(page, asked, found.ranking.standings)
    _say_rest(page, len(ranking.standings) - len(rows), level)
    _say_otherwise(page, rows, ranking.fund)
    if asked.anywhere:
        page.lines.append("没有说是哪个市（省），按文库里全部报告排名。")
    _say_missing(page, found, level)
    return page.answer(question, f"{which} · {order}")


def _not_ranked(question: Question, asked: ByConcept, found: Ranked, library: Library) -> Answer:
    """A ranking of fewer than two bodies is none: why the others are not in it."""
    page = _Page(library, asked.unit)
    ranking = found.ranking
    level, stage = _LEVEL_WORDS[ranking.level], _STAGE_WORDS.get(ranking.stage, "")
    which = f"{ranking.year}年{level}{stage} · {_measured(ranking.measure)}"
    page.lines.append(f"{which}：能取到这个数的{level}不足两个，无法排名。")
    _say_missing(page, found, level)
    return replace(page.answer(question, which), outcome="not_found")


def _measured(measure: Measure) -> str:
    """What is measured; a line of the classification is told of basic expenditure alone."""
    name = concepts()[measure.concept].name
    part = measure.nature in ("basic", "personnel", "public")
    return f"{name}（基本支出中）" if part and concepts()[measure.concept].code else name


def _shown(asked: ByConcept, standings: Sequence[Standing]) -> Sequence[Standing]:
    order = asked.order
    if order.first > 1:
        return [row for row in standings if row.place >= order.first][: order.count or _MOST_ROWS]
    count = _ONE_ASKED if order.count == 1 else order.count or _MOST_ROWS
    return standings[: min(count, _MOST_ROWS)]


def _say_first(page: _Page, asked: ByConcept, standings: Sequence[Standing]) -> None:
    if asked.order.count != 1 or asked.order.first > 1:
        return
    first = [row.report.publisher for row in standings if row.place == 1]
    word = "最低" if asked.order.lowest else "最高"
    more = f"等{page.count(len(first), '并列')}个" if len(first) > _NAMED else ""
    page.lines.insert(0, f"{word}的是{'、'.join(first[:_NAMED])}{more}。")


def _say_rest(page: _Page, hidden: int, level: str) -> None:
    if hidden > 0:
        page.lines.append(f"另有{page.count(hidden, '未列出')}个{level}在此之外，未列出。")


def _say_otherwise(page: _Page, rows: Sequence[Standing], fund: Fund) -> None:
    """Of the rows shown: those that print it of another fund only, and those whose editions
    differ."""
    others: dict[Fund, list[str]] = {}
    for row in rows:
        if row.fact.fund != fund and said_of_fund(row.fact.fund):
            others.setdefault(row.fact.fund, []).append(row.report.publisher)
    for other, bodies in others.items():
        page.lines.append(f"按{said_of_fund(other)}口径（没有印出更宽的）：{'、'.join(bodies)}。")
    if differing := [row.report.publisher for row in rows if row.editions_differ]:
        page.lines.append(f"有几份文件、数字不一，取先添加的一份：{'、'.join(differing)}。")


def _say_missing(page: _Page, found: Ranked, level: str) -> None:
    """Who is not in the ranking, and why; and how many stand on the other level."""
    for reason, reports in missing_by_reason(found.ranking.missing).items():
        names = "、".join(report.publisher for report in reports[:_NAMED])
        more = "等" if len(reports) > _NAMED else ""
        count = page.count(len(reports), "未参加排名")
        page.lines.append(f"未参加排名（{_REASONS[reason]}）：{names}{more}，共{count}个{level}。")
    if found.ranking.other_level:
        other = "单位" if level == "部门" else "部门"
        count = page.count(found.ranking.other_level, f"{other}一级")
        page.lines.append(f"{other}一级的报告另有{count}个，不与{level}混排。")


def _unit(asked: ByConcept, figures: Sequence[Figure]) -> str:
    """The unit in which all rows are shown: 万元 for money, unless another was asked for."""
    if any(is_money(figure.unit) for figure in figures):
        return asked.unit or "万元"
    return Counter(figure.unit for figure in figures).most_common(1)[0][0] if figures else ""


def _name(told: Told) -> str:
    return concepts()[told.fact.concept].name


class _Page:
    """An answer being written."""

    def __init__(self, library: Library, unit: str, most: int = MOST) -> None:
        self.lines: list[str] = []
        self._figures: list[StatedFigure] = []
        self._cited = Citations(most=most)
        self._library = library
        self._unit = unit

    def told(self, told: Told, *, both: bool, asked: bool = True) -> str:
        """A total with its mark and which it is; what it holds, where the report tells both."""
        amount = value_in_words(_value(told.figure), told.figure.unit, self._unit)
        label = f"{_name(told)} · {told.fact.year}年{_STAGE_WORDS.get(told.fact.stage, '')}"
        self._figures += stated_figures(
            told.report, told.figure, amount, "answer" if asked else "context", label
        )
        fund = said_of_fund(told.fact.fund)
        holds = f"，{_INCLUDED[told.fact.concept]}" if both else ""
        only = f"，仅{fund}" if fund else ""
        return f"{amount.words}{self.mark(told)}（口径：{_name(told)}{holds}{only}）"

    def mark(self, told: Told) -> str:
        """The mark of the figure."""
        return self._mark(told.report, told.figure)

    def amount(self, report: Report, figure: Figure, unit: str, label: str) -> str:
        """An amount in the unit of the list, with its mark."""
        amount: Amount = value_in_words(_value(figure), figure.unit, unit)
        self._figures += stated_figures(report, figure, amount, "answer", label)
        return f"{amount.words}{self._mark(report, figure)}"

    def count(self, number: int, label: str) -> str:
        """A count of bodies, which the text states besides."""
        self._figures.append(StatedFigure(str(number), "个", "context", label, "", None))
        return str(number)

    def answer(self, question: Question, reading: str) -> Answer:
        """The finished answer."""
        return Answer(
            question,
            "answered",
            "\n".join(self.lines),
            f"我的理解：{reading}",
            figures=tuple(self._figures),
            citations=self._cited.all(),
        )

    def _mark(self, report: Report, figure: Figure) -> str:
        title = self._library.titles(report.id).get(figure.table_id, "") if figure.table_id else ""
        return self._cited.cite_figure(report, figure, title)


def _value(figure: Figure) -> Decimal:
    return figure.value if figure.value is not None else Decimal(0)
