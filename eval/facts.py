"""Facts to ask for: truth cells by line and measure, and what else is called the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from eval.truth import Truth, TruthCell, TruthTable
from ingest.language.amounts import in_unit
from ingest.language.glyphs import bare_label, squeeze

Naming = Literal["label", "code", "both", "line_no"]

_BASIS = re.compile(r"(?:(?P<year>\d{4})年)?(?P<basis>预算数|决算数|执行数)")
_TOTALS = ("合计", "小计")


@dataclass(frozen=True, slots=True)
class Fact:
    """A printed amount of a report with the words to ask for it.

    ``measure`` names which amount of its line it is (templates.yaml), ``aspect`` is said after
    the line; ``told``: whether 决算 or 预算 may follow. ``value`` is in ``unit`` as printed.
    """

    report: str
    form: str
    title: str
    unit: str
    code: str
    label: str
    line_no: str
    measure: str
    aspect: str
    told: bool
    value: Decimal
    page: int

    @property
    def line(self) -> str:
        """The label as it is compared: folded, without its enumerator."""
        return bare_label(self.label)

    @property
    def yuan(self) -> Decimal:
        """The amount in 元."""
        return in_unit(self.value, self.unit, "元")


@dataclass(frozen=True, slots=True)
class _Measure:
    """Which amount of its line a cell is, with its words."""

    name: str
    aspect: str
    told: bool


class Facts:
    """All facts of some reports, with the questions of fairness: what else is called the same."""

    def __init__(
        self, facts: Iterable[Fact], bare_totals: Iterable[str], only_with_form: Iterable[str]
    ) -> None:
        self.all = tuple(facts)
        self._bare_totals = frozenset(bare_totals)
        self._only_with_form = frozenset(only_with_form)
        self._by_report: dict[str, list[Fact]] = {}
        for fact in self.all:
            self._by_report.setdefault(fact.report, []).append(fact)

    def of(self, report: str) -> tuple[Fact, ...]:
        """The facts of one report, in order of print."""
        return tuple(self._by_report.get(report, ()))

    def is_fair(self, fact: Fact, naming: Naming, *, form: bool) -> bool:
        """Whether these words mean this value alone; ``form``: the table is named as well."""
        if not _can_be_named(fact, naming):
            return False
        without_form = naming == "label" and fact.line in self._bare_totals
        if not form and (without_form or fact.measure in self._only_with_form):
            return False
        peers = self._called_alike(fact, naming, form=form)
        return all(peer.yuan == fact.yuan for peer in peers)

    def pages(self, fact: Fact) -> tuple[int, ...]:
        """Every page of the report on which the line stands with this amount."""
        return tuple(
            sorted(
                {
                    other.page
                    for other in self.of(fact.report)
                    if other.yuan == fact.yuan and _same_line(other, fact)
                }
            )
        )

    def traps(self, fact: Fact) -> tuple[str, ...]:
        """What could be mistaken for the fact: another side, code, table or year of that name."""
        alike = [other for other in self.of(fact.report) if other.line == fact.line]
        unlike = [other for other in alike if other.yuan != fact.yuan]
        found = {
            "zero": not fact.value,
            "previous_year": fact.measure == "earlier"
            or any(other.measure == "earlier" for other in unlike),
            "side": any({other.measure, fact.measure} == {"income", "spent"} for other in unlike),
            "same_name": any(other.code != fact.code for other in alike)
            or any(other.measure == fact.measure for other in unlike),
            "budget": any({o.measure, fact.measure} == {"spent", "planned"} for o in unlike),
        }
        return tuple(name for name, holds in found.items() if holds)

    def _called_alike(self, fact: Fact, naming: Naming, *, form: bool) -> list[Fact]:
        return [
            other
            for other in self.of(fact.report)
            if (not form or other.title == fact.title)
            and (naming == "line_no" or other.measure == fact.measure)
            and _named_alike(other, fact, naming)
        ]


def facts_of(truth: Truth, year: int, told: str, wording: Mapping[str, Any]) -> tuple[Fact, ...]:
    """The facts of one report: cells whose measure the wording knows.

    ``year`` and ``told`` (决算 or 预算) say what the report is about.
    """
    found = []
    for table in truth.tables:
        for cell in table.cells:
            fact = _fact_of(truth.report, table, cell, (year, told), wording)
            if fact:
                found.append(fact)
    return tuple(found)


def are_siblings(first: Fact, second: Fact) -> bool:
    """Whether two lines stand side by side: of one level, neither a total, different amounts."""
    return (
        first.value != second.value
        and len(first.code) == len(second.code)
        and not _is_total(first)
        and not _is_total(second)
    )


def is_part_of(whole: Fact, part: Fact) -> bool:
    """Whether a line's code stands below the other's, or the other is the total of its side."""
    if whole.value == part.value:
        return False
    if whole.code:
        return part.code.startswith(whole.code)
    return whole.line == "本年支出合计" and not _is_total(part) and part.measure == whole.measure


def _is_total(fact: Fact) -> bool:
    return fact.line.endswith(("合计", "总计"))


def _fact_of(
    report: str,
    table: TruthTable,
    cell: TruthCell,
    about: tuple[int, str],
    wording: Mapping[str, Any],
) -> Fact | None:
    if table.form == "three_public":
        label, measure = _three_public(cell, about, wording["three_public"])
    else:
        label = _without_enumerator(cell.row_label)
        measure = _measure_of(table.form, cell.column, about[0], wording)
        label = _told_total(label, cell.column)
    if measure is None or not label:
        return None
    return Fact(
        report=report,
        form=table.form,
        title=table.title,
        unit=table.unit,
        code=cell.row_code,
        label=label,
        line_no=cell.line_no or "",
        measure=measure.name,
        aspect=measure.aspect,
        told=measure.told,
        value=cell.value,
        page=cell.page,
    )


def _measure_of(
    form: str, column: tuple[str, ...], year: int, wording: Mapping[str, Any]
) -> _Measure | None:
    heading = column[-1]
    basis = _BASIS.fullmatch(heading)
    if basis and basis["year"] and int(basis["year"]) != year:
        aspect = wording["three_public"]["aspects"]["earlier"]
        return _Measure("earlier", aspect.format(heading=heading), False)
    path = f"{form}:{'/'.join(column)}"
    for known in wording["measures"]:
        if re.fullmatch(known["pattern"], path):
            aspect = known["aspect"].format(heading=heading)
            return _Measure(known["name"], aspect, known["told"])
    return None


def _three_public(
    cell: TruthCell, about: tuple[int, str], wording: Mapping[str, Any]
) -> tuple[str, _Measure | None]:
    """Item and measure; these tables have the items in rows or in columns."""
    year, told = about
    parts = [part for part in (cell.row_label, *cell.column) if part]
    heading = next((part for part in parts if _BASIS.fullmatch(part)), "")
    basis = _BASIS.fullmatch(heading)
    if basis is None:
        return "", None
    items = [_without_enumerator(part) for part in parts if part != heading]
    named = [item for item in items if item not in _TOTALS]
    item = named[-1].removesuffix("合计") if named else wording["total"]
    if basis["year"] and int(basis["year"]) != year:
        name = "earlier"
    else:
        name = "spent" if basis["basis"].startswith(told) else "planned"
    aspect = wording["aspects"][name].format(heading=heading)
    return item, _Measure(name, aspect, name == "spent")


def _told_total(label: str, column: tuple[str, ...]) -> str:
    """A total in a column of part of the lines is the total of these: 合计 of 人员经费."""
    partial = label in _TOTALS and column[-1] in ("人员经费", "公用经费")
    return f"{column[-1]}合计" if partial else label


def _without_enumerator(printed: str) -> str:
    text = squeeze(printed)
    return text[-len(bare) :] if (bare := bare_label(text)) else ""


def _can_be_named(fact: Fact, naming: Naming) -> bool:
    if naming == "line_no":
        return bool(fact.line_no)
    return naming == "label" or bool(fact.code)


def _named_alike(one: Fact, other: Fact, naming: Naming) -> bool:
    if naming == "line_no":
        return one.line_no == other.line_no
    if naming == "label":
        return one.line == other.line
    return one.code == other.code


def _same_line(one: Fact, other: Fact) -> bool:
    return one.line == other.line or (one.code == other.code != "")
