"""What one report tells, sorted for drawing: figures by concept, lines, projects, sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ingest.concepts.concept import concepts
from ingest.facts import facts_of
from ingest.language.amounts import in_unit, is_money
from ingest.library import Library
from ingest.nouns import Figure, Passage, Report

Key = tuple[str, str, int]
"""Concept, stage and year."""

_OWN_STAGE = {"budget": "budget", "final_accounts": "final"}
_LINE_FORMS = (
    "expenditure",
    "general_public_expenditure",
    "general_public_basic_expenditure",
    "income",
    "government_fund",
)
_WIDEST_FIRST = ("all", "fiscal_grant", "general_public", "")
_TOTALS = ("合计", "金额", "决算数", "预算数", "总计", "小计")
_LABEL = 4
"""Shorter names of projects are those of headings (合计) or cut off."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one report tells, sorted for drawing.

    ``titles`` are those of its tables by table id. ``canonical`` has the figure to answer with,
    that of the widest fund. The others are figures of the report's own year: ``namesakes`` all
    cells by the label of their row; of these ``lines`` (rows with a code) and ``projects`` in the
    columns of totals; ``prose`` figures of sentences. ``passages`` are of a length to be asked
    about, ``terms`` those that define one.
    """

    report: Report
    titles: Mapping[str, str]
    canonical: Mapping[Key, Figure]
    namesakes: Mapping[str, tuple[Figure, ...]]
    lines: tuple[Figure, ...]
    projects: tuple[Figure, ...]
    prose: tuple[Figure, ...]
    passages: tuple[Passage, ...]
    terms: tuple[Passage, ...]

    @property
    def stage(self) -> str:
        """The stage at which the report tells its own year."""
        return _OWN_STAGE[self.report.kind]

    def own(self, concept: str) -> Figure | None:
        """The figure to answer with for a concept, of the report's own year and stage."""
        return self.canonical.get((concept, self.stage, self.report.fiscal_year))

    def own_named(self) -> tuple[Figure, ...]:
        """The figures of the report's own year and stage whose concept is no line of a code."""
        return tuple(
            figure
            for (concept, stage, year), figure in self.canonical.items()
            if stage == self.stage
            and year == self.report.fiscal_year
            and not concepts()[concept].code
        )


def told(report: Report, library: Library) -> Told:
    """Sorts what a report tells."""
    cells = [figure for table in library.tables(report.id) for figure in table.figures]
    prose = library.prose_figures(report.id)
    passages = library.passages(report.id)
    current = [f for f in cells if f.value is not None and f.year in (report.fiscal_year, 0)]
    totals = [figure for figure in current if is_total(figure)]
    return Told(
        report=report,
        titles=library.titles(report.id),
        canonical=_canonical(report, (*cells, *prose)),
        namesakes=_by_label(current),
        lines=tuple(f for f in totals if f.form in _LINE_FORMS and f.row_code and f.value),
        projects=tuple(filter(_is_project, totals)),
        prose=tuple(f for f in prose if f.year == report.fiscal_year and _is_told(f)),
        passages=tuple(p for p in passages if 30 <= len(p.text) <= 600),
        terms=tuple(passage for passage in passages if passage.term),
    )


def is_total(figure: Figure) -> bool:
    """Whether a cell stands in a column of totals, or in a table of one column."""
    return not figure.column_path or any(word in figure.column_path[-1] for word in _TOTALS)


def amount(figure: Figure, unit: str) -> Decimal:
    """The value of a figure that has one: money in the unit of money asked, else as printed."""
    assert figure.value is not None
    if is_money(figure.unit) and is_money(unit):
        return in_unit(figure.value, figure.unit, unit)
    return figure.value


def _canonical(report: Report, figures: Iterable[Figure]) -> dict[Key, Figure]:
    found: dict[Key, Figure] = {}
    by_id = {figure.id: figure for figure in figures}
    for fact in facts_of(by_id.values(), report.publisher):
        figure = by_id[fact.figure_id]
        if not fact.own or fact.contested or figure.value is None:
            continue
        key = (figure.concept, figure.stage or _OWN_STAGE[report.kind], figure.year)
        before = found.get(key)
        if before is None or _width(figure) < _width(before):
            found[key] = figure
    return found


def _width(figure: Figure) -> int:
    known = figure.fund in _WIDEST_FIRST
    return _WIDEST_FIRST.index(figure.fund) if known else len(_WIDEST_FIRST)


def _by_label(figures: Iterable[Figure]) -> dict[str, tuple[Figure, ...]]:
    found: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        found[figure.row_label].append(figure)
    return {label: tuple(same) for label, same in found.items()}


def _is_project(figure: Figure) -> bool:
    named = figure.form == "project_expenditure" and len(figure.row_label) >= _LABEL
    return named and is_money(figure.unit) and figure.value is not None and figure.value > 0


def _is_told(figure: Figure) -> bool:
    return bool(figure.value and 3 <= len(figure.row_label) <= 24 and figure.sentence)
