"""Charts of an answer's rows as SVG: bars for lines side by side, a line for years.

They are drawn for this page alone: exact labels as printed, the reader's own fonts, no script.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from itertools import pairwise
from typing import Literal

from assistant.rendering.answer_rows import MANY, AnswerRow, told_apart
from ingest.language.amounts import grouped

_WIDTH = 640
_LETTER = 14
_BAR, _STEP, _HEAD, _FOOT = 18, 32, 34, 44
_TREND_HEIGHT = 190
_WIDEST_LABEL = 18
"""Labels longer than this many Chinese letters are cut; the table beside has them whole."""
_TICKS = 4
_INK, _QUIET, _RULE, _SEAL = "#1f1c18", "#665f54", "#ddd5c5", "#a02c1c"
_FONTS = "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif"


@dataclass(frozen=True, slots=True)
class Chart:
    """What to draw: the points in their order, each with its name, all in one unit."""

    kind: Literal["bars", "trend"]
    title: str
    unit: str
    names: tuple[str, ...]
    values: tuple[Decimal, ...]


def chart_of(rows: Sequence[AnswerRow]) -> Chart | None:
    """The chart of rows where one helps: three of one unit at least; else None."""
    if len(rows) < MANY or len({row.unit for row in rows}) > 1:
        return None
    title, names = told_apart(rows)
    years = [row.figure.year for row in rows]
    trend = len(set(years)) == len(rows) and len({row.report.publisher for row in rows}) == 1
    if trend and title:
        rows = sorted(rows, key=lambda row: row.figure.year)
        names = tuple(str(row.figure.year) for row in rows)
    values = tuple(row.value for row in rows)
    return Chart("trend" if trend and title else "bars", title, rows[0].unit, names, values)


def chart_svg(chart: Chart) -> str:
    """The chart as an SVG document."""
    height, drawn = _bars(chart) if chart.kind == "bars" else _trend(chart)
    heading = f"{chart.title}（{chart.unit}）" if chart.title else chart.unit
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
        f'width="{_WIDTH}" height="{height}" font-family="{_FONTS}" font-size="{_LETTER}">'
        f"<title>{escape(heading)}</title>"
        f'<rect width="{_WIDTH}" height="{height}" fill="#fff"/>'
        f"{_text(0, 18, heading, 'start', _QUIET)}{drawn}</svg>"
    )


def _bars(chart: Chart) -> tuple[int, str]:
    names = [_cut(name) for name in chart.names]
    told = [grouped(value) for value in chart.values]
    left = max(map(_breadth, names)) + 10
    right = _WIDTH - max(map(_breadth, told)) - 12
    low, high, ticks = _scale(chart.values)
    foot = _HEAD + _STEP * len(names)

    def x(value: Decimal) -> Decimal:
        return left + (right - left) * (value - low) / (high - low)

    parts = [_rule(x(tick), _HEAD - 4, x(tick), foot) for tick in ticks]
    parts += [_text(x(tick), foot + 18, grouped(tick), "middle", _QUIET) for tick in ticks]
    for at, (name, value, words) in enumerate(zip(names, chart.values, told, strict=True)):
        top = _HEAD + _STEP * at + (_STEP - _BAR) // 2
        start, end = sorted((x(Decimal(0)), x(value)))
        parts.append(
            f'<rect x="{start:.1f}" y="{top}" width="{max(end - start, Decimal(1)):.1f}" '
            f'height="{_BAR}" fill="{_SEAL}"/>'
        )
        parts.append(_text(left - 10, top + 14, name, "end", _INK))
        parts.append(_text(end + 6, top + 14, words, "start", _INK))
    parts.append(_text(_WIDTH, foot + 18, chart.unit, "end", _QUIET))
    return foot + _FOOT - 16, "".join(parts)


def _trend(chart: Chart) -> tuple[int, str]:
    low, high, ticks = _scale(chart.values)
    left, right = max(_breadth(grouped(tick)) for tick in ticks) + 34, _WIDTH - 60
    top, foot = _HEAD + 16, _HEAD + 16 + _TREND_HEIGHT
    years = [int(name) for name in chart.names]

    def y(value: Decimal) -> Decimal:
        return foot - (foot - top) * (value - low) / (high - low)

    places = [
        (left + Decimal(right - left) * (year - years[0]) / (years[-1] - years[0]), y(value))
        for year, value in zip(years, chart.values, strict=True)
    ]
    parts = [_rule(Decimal(left - 20), y(tick), Decimal(right + 30), y(tick)) for tick in ticks]
    parts += [_text(left - 26, y(tick) + 5, grouped(tick), "end", _QUIET) for tick in ticks]
    parts += [
        f'<line x1="{a[0]:.1f}" y1="{a[1]:.1f}" x2="{b[0]:.1f}" y2="{b[1]:.1f}" '
        f'stroke="{_SEAL}" stroke-width="2"/>'
        for a, b in pairwise(places)
    ]
    for (x, at), year, value in zip(places, years, chart.values, strict=True):
        parts.append(f'<circle cx="{x:.1f}" cy="{at:.1f}" r="4" fill="{_SEAL}"/>')
        parts.append(_text(x, at - 10, grouped(value), "middle", _INK))
        parts.append(_text(x, foot + 20, str(year), "middle", _INK))
    parts.append(_text(_WIDTH, foot + 20, "年度", "end", _QUIET))
    return foot + _FOOT - 14, "".join(parts)


def _scale(values: Sequence[Decimal]) -> tuple[Decimal, Decimal, list[Decimal]]:
    """From nought (or below) to above the largest value, and round values between to mark."""
    low, high = min(*values, Decimal(0)), max(*values, Decimal(0))
    if low == high:
        high = Decimal(1)
    rough = (high - low) / _TICKS
    power = Decimal(1).scaleb(rough.adjusted())
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
    first = (low / step).to_integral_value("ROUND_FLOOR")
    count = int((high / step).to_integral_value("ROUND_CEILING") - first)
    ticks = [step * (first + at) for at in range(count + 1)]
    plain = [tick.quantize(Decimal(1)) if tick == int(tick) else tick for tick in ticks]
    return ticks[0], ticks[-1], plain


def _rule(x1: Decimal, y1: Decimal | int, x2: Decimal, y2: Decimal | int) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{_RULE}"/>'


def _text(x: Decimal | int, y: Decimal | int, words: str, anchor: str, colour: str) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">'
        f"{escape(words)}</text>"
    )


def _cut(name: str) -> str:
    return name if len(name) <= _WIDEST_LABEL else name[: _WIDEST_LABEL - 1] + "…"


def _breadth(words: str) -> int:
    """About how many pixels the words take: Chinese letters are twice as wide as Latin ones."""
    wide = sum(unicodedata.east_asian_width(letter) in "WFA" for letter in words)
    return _LETTER * wide + _LETTER * 6 * (len(words) - wide) // 10
