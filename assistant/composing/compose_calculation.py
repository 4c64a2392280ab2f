"""Writes calculated answers: the working with every operand cited, then what came out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from assistant.answers import Answer, Question, Role, StatedFigure
from assistant.composing.citations import Citations, title_in_words
from assistant.composing.wording import (
    Amount,
    amount_in_words,
    line_in_words,
    stated_figures,
    value_in_words,
)
from assistant.figures.calculation import Worked, agree, value_in
from assistant.figures.lookup import Reading
from assistant.plan import Operation, Plan
from ingest.language.amounts import grouped, in_unit, is_money
from ingest.language.rounding import half_unit, half_up
from ingest.language.units import PERCENT, POINTS
from ingest.library import Library
from ingest.nouns import Report

_DIFFERENCE_ASKED = re.compile("多少|几|差|高出|高多|多多|低多|少多|超")
_EACH_ASKED = re.compile("各|分别")
_LIST_FROM = 3


class Draft:
    """An answer being written: its lines, the figures that they state and what they cite."""

    def __init__(self, plan: Plan, library: Library) -> None:
        self.plan = plan
        self.cited = Citations()
        self.figures: list[StatedFigure] = []
        self.lines: list[str] = []
        self._library = library
        self._titles: dict[str, str] = {}

    def figure(self, reading: Reading, role: Role, *, named: bool = True) -> str:
        """A printed figure in words with its mark; its label before it where ``named``."""
        amount = amount_in_words(reading.figure, "")
        self.figures += stated_figures(reading.report, reading.figure, amount, role)
        mark = self.cited.cite_figure(reading.report, reading.figure, self._title(reading))
        label = f"{line_in_words(reading.figure)} " if named else ""
        return f"{label}{amount.words}{mark}"

    def result(self, value: Decimal, unit: str, role: Role, label: str, report: Report) -> str:
        """A computed value in words, in the unit asked for too."""
        wanted = self.plan.operation.unit if self.plan.operation else ""
        amount: Amount = value_in_words(value, unit, wanted)
        self.figures += [
            StatedFigure(text, own, role, label, report.file, None) for text, own in amount.stated
        ]
        return amount.words

    def place(self, reading: Reading) -> str:
        """Where a figure stands: its table, or the outermost and innermost heading above it."""
        headings = reading.figure.row_path[:-1]
        told = " › ".join(dict.fromkeys((*headings[:1], *headings[-1:])))
        return f"《{title}》" if (title := self._title(reading)) else told or "正文"

    def _title(self, reading: Reading) -> str:
        table_id = reading.figure.table_id
        if table_id and table_id not in self._titles:
            tables = self._library.tables(reading.report.id)
            self._titles.update({table.id: table.title for table in tables})
        return self._titles.get(table_id, "")

    def answer(self, question: Question) -> Answer:
        """The finished answer."""
        seen: dict[tuple[str, str, str, int | None], StatedFigure] = {}
        for figure in self.figures:
            seen.setdefault((figure.value, figure.unit, figure.figure_id, figure.page), figure)
        return Answer(
            question,
            "answered",
            "\n".join(self.lines),
            self.plan.reading,
            figures=tuple(seen.values()),
            citations=self.cited.all(),
        )


def write_worked(draft: Draft, worked: Worked, operation: Operation, role: Role) -> None:
    """One report's calculation as a line: ``题目：甲 1.00万元[1] + 乙 2.00万元[2] = 3.00万元。``"""
    title = title_in_words(worked.report)
    if worked.plain:
        draft.lines.append(f"{title}：{draft.figure(worked.operands[0], role)}。")
        return
    if worked.whole is not None:
        draft.lines.append(f"{title}：{_checked(draft, worked)}")
        return
    working = _working(draft, worked)
    result = draft.result(worked.value, worked.unit, role, "计算结果", worked.report)
    per = f"/{operation.counted}" if operation.kind == "per" else ""
    line = f"{title}：{working} = {result}{per}。"
    if operation.kind == "change" and not worked.printed:
        line += "即增加。" if worked.value > 0 else "即减少。" if worked.value else "没有变化。"
    if operation.kind == "change" and operation.base == "上年":
        line += f"（{worked.report.fiscal_year}年与{worked.report.fiscal_year - 1}年相比）"
    if operation.kind == "remaining" and worked.value < 0:
        line += "决算大于预算，没有结余。"
    if operation.kind == "implied" or (operation.kind == "change" and worked.printed):
        whose = "年初预算" if operation.base == "预算" else f"{worked.report.fiscal_year - 1}年"
        line += f"（按报告所述增减额推算的{whose}数，报告没有直接列出）"
    if worked.base:
        line += _in_percent(draft, worked, role)
    if worked.printed is not None:
        printed = draft.figure(worked.printed, role)
        line += f"报告自述：{printed}。"
    draft.lines.append(line)


def _working(draft: Draft, worked: Worked) -> str:
    parts = [draft.figure(worked.operands[0], "operand")]
    for sign, reading in zip(worked.signs, worked.operands[1:], strict=True):
        parts.append(f"{sign} {draft.figure(reading, 'operand')}")
    return " ".join(parts)


def _in_percent(draft: Draft, worked: Worked, role: Role) -> str:
    base, difference = worked.base or Decimal(1), worked.value
    if worked.printed is not None:
        difference = (value_in(worked.operands[0], worked.unit) or Decimal(0)) - base
    percent = draft.result(half_up(difference * 100 / base), "%", role, "增减幅度", worked.report)
    return f"增减幅度：{grouped(difference)} ÷ {grouped(base)} = {percent}。"


def _checked(draft: Draft, worked: Worked) -> str:
    """Whether the parts make up the whole, with the difference and what rounding allows."""
    whole = worked.whole
    assert whole is not None
    parts = " + ".join(draft.figure(reading, "answer") for reading in worked.operands)
    total = draft.result(worked.value, worked.unit, "answer", "合计", worked.report)
    made = f"{parts} = {total}" if len(worked.operands) > 1 else parts
    stated = draft.figure(whole, "answer")
    if agree(worked):
        return f"{made}；{stated}。两者相等，对得上（一致）。"
    other = value_in(whole, worked.unit) or Decimal(0)
    difference = abs(worked.value - other)
    words = draft.result(difference, worked.unit, "answer", "相差", worked.report)
    if difference <= _envelope((*worked.operands, whole), worked.unit):
        return f"{made}；{stated}。两者相差{words}，在四舍五入的尾差之内。"
    return f"{made}；{stated}。两者相差{words}，超出四舍五入的尾差，对不上（不一致）。"


def _envelope(readings: Iterable[Reading], unit: str) -> Decimal:
    """How far rounding of the operands may part a sum from its whole, in ``unit``."""
    total = Decimal(0)
    for figure in (reading.figure for reading in readings):
        half = half_unit(figure.value or Decimal(0))
        if is_money(figure.unit) and is_money(unit):
            half = in_unit(half, figure.unit, unit)
        total += half
    return total


def write_compared(draft: Draft, results: tuple[Worked, ...], operation: Operation) -> None:
    """Several reports' results, and their difference, ratio, sum or order."""
    text = draft.plan.text
    mode = operation.across
    if mode == "difference" and len(results) > 2:
        mode = "ranking"
    if mode == "ranking":
        results = tuple(sorted(results, key=_in_base, reverse=True))
    asked = mode in ("ratio", "sum") or (
        mode == "difference" and bool(_DIFFERENCE_ASKED.search(text))
    )
    role: Role = "operand" if asked and not _EACH_ASKED.search(text) else "answer"
    if mode == "ranking" and len(results) >= _LIST_FROM:
        _write_list(draft, results)
    else:
        for worked in results:
            write_worked(draft, worked, operation, role)
    if mode == "sum":
        _write_sum(draft, results)
    elif mode == "ranking":
        best = results[0]
        draft.lines.append(f"最高的是{best.report.publisher}（{best.report.fiscal_year}年）。")
    elif len(results) == 2 and mode in ("difference", "ratio"):
        _write_pair(draft, results, mode, "answer" if asked else "context")


def _in_base(worked: Worked) -> Decimal:
    return _converted(worked.value, worked.unit, "元")


def _converted(value: Decimal, unit: str, wanted: str) -> Decimal:
    return in_unit(value, unit, wanted) if is_money(unit) and is_money(wanted) else value


def _write_list(draft: Draft, results: tuple[Worked, ...]) -> None:
    for place, worked in enumerate(results, 1):
        if worked.plain:
            words = draft.figure(worked.operands[0], "answer", named=False)
        else:
            words = draft.result(worked.value, worked.unit, "answer", "计算结果", worked.report)
        draft.lines.append(f"{place}. {title_in_words(worked.report)}：{words}")


def _write_sum(draft: Draft, results: tuple[Worked, ...]) -> None:
    unit = results[0].unit
    values = [_converted(worked.value, worked.unit, unit) for worked in results]
    working = " + ".join(grouped(value) for value in values)
    total = draft.result(sum(values, Decimal(0)), unit, "answer", "合计", results[0].report)
    levels = {worked.report.level for worked in results}
    note = "（口径不同：部门与单位的数字可能有重叠）" if len(levels) > 1 else ""
    draft.lines.append(f"合计：{working} = {total}{note}。")


def _write_pair(draft: Draft, results: tuple[Worked, ...], mode: str, role: Role) -> None:
    one, other = results
    unit = one.unit
    values = [_converted(worked.value, worked.unit, unit) for worked in results]
    if mode == "ratio":
        if values[1]:
            times = draft.result(half_up(values[0] / values[1]), "倍", role, "倍数", one.report)
            working = f"{grouped(values[0])} ÷ {grouped(values[1])}"
            draft.lines.append(f"{working} = {times}。")
        return
    if values[0] == values[1]:
        draft.lines.append("两者相同，相差 0。")
        return
    larger = one if values[0] > values[1] else other
    high, low = max(values), min(values)
    unit_of = POINTS if unit == PERCENT else unit
    difference = draft.result(high - low, unit_of, role, "相差", larger.report)
    line = f"{_which(larger, results)}较高，相差 {grouped(high)} − {grouped(low)} = {difference}。"
    draft.lines.append(line + _growth(draft, results, values))


def _which(worked: Worked, results: tuple[Worked, ...]) -> str:
    publishers = {result.report.publisher for result in results}
    year = f"{worked.report.fiscal_year}年"
    return worked.report.publisher if len(publishers) > 1 else year


def _growth(draft: Draft, results: tuple[Worked, ...], values: list[Decimal]) -> str:
    """Of one publisher over two years: the change in percent of the earlier year."""
    first, last = results
    if first.report.publisher != last.report.publisher or first.unit == "%":
        return ""
    pairs = sorted(zip((r.report.fiscal_year for r in results), values, strict=True))
    (_, before), (_, after) = pairs
    if not before:
        return ""
    percent = half_up((after - before) * 100 / before)
    asked = re.search("百分|%|幅|率|percent", draft.plan.text)
    words = draft.result(percent, "%", "answer" if asked else "context", "增减幅度", last.report)
    return f"增减幅度：({grouped(after)} − {grouped(before)}) ÷ {grouped(before)} = {words}。"


def write_lines(draft: Draft, readings: tuple[Reading, ...]) -> None:
    """The lines of a class, one below the other, in the order asked."""
    report = readings[0].report
    draft.lines.append(f"{title_in_words(report)}：")
    for place, reading in enumerate(readings, 1):
        draft.lines.append(f"{place}. {draft.figure(reading, 'answer')}")


def write_places(draft: Draft, readings: tuple[Reading, ...]) -> None:
    """What several places tell of one thing, and whether they agree."""
    report = readings[0].report
    for reading in readings:
        page = reading.figure.locators[0].page
        where = f"第{page}页（{draft.place(reading)}）"
        draft.lines.append(f"{where}：{draft.figure(reading, 'answer')}")
    values = [value_in(reading, readings[0].figure.unit) for reading in readings]
    known = [value for value in values if value is not None]
    if len(set(known)) <= 1:
        draft.lines.append("各处一致。")
        return
    unit = readings[0].figure.unit
    unit_of = POINTS if unit == PERCENT else unit
    words = draft.result(max(known) - min(known), unit_of, "context", "相差", report)
    draft.lines.insert(0, f"{title_in_words(report)}各处所述不一致（不一样），最多相差{words}：")
