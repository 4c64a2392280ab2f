"""Amounts and names in the words of an answer, Chinese and English, and as stated figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from assistant.answers import Role, StatedFigure
from assistant.composing.citations import title_in_words
from ingest.language.amounts import grouped, in_unit, is_money
from ingest.language.rounding import CENT, half_up, last_digit
from ingest.nouns import Figure, Report


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as the answer writes it, and the figures that it states thereby."""

    words: str
    stated: tuple[tuple[str, str], ...]


def amount_in_words(figure: Figure, unit: str, *, english: bool = False) -> Amount:
    """The printed amount, and beside it the same in the unit asked for.

    A larger unit is rounded to two decimals (half up) and says so; nothing else is rounded.
    """
    value = figure.value if figure.value is not None else Decimal(0)
    return value_in_words(value, figure.unit, unit, english=english)


def value_in_words(value: Decimal, own: str, unit: str, *, english: bool = False) -> Amount:
    """The same for a value in its ``own`` unit."""
    printed = f"{grouped(value)}{own}"
    stated = [(f"{value:f}", own)]
    if not is_money(own):
        return Amount(printed, tuple(stated))
    if english and not is_money(unit):
        unit = "元"
    if not is_money(unit) or unit == own:
        return Amount(printed, tuple(stated))
    exact = in_unit(value, own, unit)
    shown = half_up(exact) if _is_long(exact) else exact.normalize()
    stated.append((f"{shown:f}", unit))
    about = "约" if shown != exact else ""
    if english and unit == "元":
        return Amount(f"RMB {grouped(shown)} ({printed})", tuple(stated))
    return Amount(f"{about}{grouped(shown)}{unit}（{printed}）", tuple(stated))


def _is_long(value: Decimal) -> bool:
    return last_digit(value.normalize()) < CENT


def line_in_words(figure: Figure) -> str:
    """What the figure is, by its printed names: ``事业运行（2010350）基本支出``."""
    row = figure.row_label
    if figure.row_code:
        row = f"{row}（{figure.row_code}）"
    heads = [head for head in figure.column_path if head not in ("金额", "小计", figure.side)]
    if figure.form == "project_expenditure" and len(figure.row_path) > 1:
        row = " · ".join(figure.row_path)
    if figure.sentence:
        return "，".join((row, *figure.column_path)) if figure.column_path else row
    if not row and not heads:
        return "合计"
    return " · ".join(part for part in (row, *heads) if part)


def stated_figures(
    report: Report, figure: Figure, amount: Amount, role: Role, label: str = ""
) -> tuple[StatedFigure, ...]:
    """The figures that an amount in words states."""
    page = figure.locators[0].page if figure.locators else None
    return tuple(
        StatedFigure(
            value=value,
            unit=unit,
            role=role,
            label=label or line_in_words(figure),
            file=report.file,
            page=page,
            figure_id=figure.id,
            correction=figure.correction,
        )
        for value, unit in amount.stated
    )


def once_each(figures: Iterable[StatedFigure]) -> tuple[StatedFigure, ...]:
    """The figures without repetitions, in order."""
    seen: dict[tuple[str, str, str, str, int | None], StatedFigure] = {}
    for figure in figures:
        known = (figure.value, figure.unit, figure.figure_id, figure.role, figure.page)
        seen.setdefault(known, figure)
    return tuple(seen.values())


def report_list(reports: tuple[Report, ...], most: int = 5) -> str:
    """Some reports, for saying what is held."""
    shown = "；".join(title_in_words(report) for report in reports[:most])
    more = len(reports) - most
    return f"{shown}；等共{len(reports)}份" if more > 0 else shown
