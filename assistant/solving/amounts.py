"""Which of the amounts of a thing is asked: by body, year, stage, money, nature and table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from assistant.linking.things import Thing
from assistant.reading.restrictions import Restrictions
from ingest import forms
from ingest.bodies.names import level_key
from ingest.concepts.cells import NATURE_CONCEPTS
from ingest.concepts.concept import name_key
from ingest.facts import agree, facts_of
from ingest.language.amounts import is_money
from ingest.language.glyphs import fold
from ingest.nouns import Figure, Report, Stage

_FUNDS = ("all", "fiscal_grant", "", "general_public")
_NATURES = ("", "basic", "public", "personnel", "project")
_OWN: dict[str, tuple[Stage, ...]] = {
    "budget": ("budget", ""),
    "final_accounts": ("final", "execution", ""),
}
_OF_ALL = {"budget": "budget", "final_accounts": "final"}
_LAST: dict[str, tuple[Stage, ...]] = {
    "budget": ("last_budget", "last_execution", "last_final", ""),
    "final_accounts": ("last_final", "last_execution", "last_budget", ""),
}
_BASIS: dict[str, tuple[Stage, ...]] = {
    "budget": ("budget",),
    "final": ("final", "execution"),
    "execution": ("execution", "final"),
}
_TARGET: tuple[Stage, ...] = ("target",)
_BASIS_LAST: dict[str, tuple[Stage, ...]] = {
    "budget": ("last_budget",),
    "final": ("last_final", "last_execution"),
    "execution": ("last_execution", "last_final"),
}
_MOVES = ("change", "rate")
_OF_THEIR_OWN = ("", "project_amount", "procurement_item")
_UNASSIGNED = 0.9
"""How likely an amount is meant that is not told of the body asked about."""
_ELSEWHERE = 0.6
"""How likely an amount is meant that stands in another table than the one named."""
_LIMIT = 0.6
"""How likely a limit of cost is meant where no bound or aim was asked for."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which amount is wanted of a thing in one report. ``year`` 0 is the report's own; ``tables``
    are the ids of the tables named, "" for the text; ``words`` name the thing."""

    report: Report
    said: Restrictions
    year: int = 0
    unit: str = ""
    tables: tuple[str, ...] = ()
    words: str = ""

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages that answer, the likeliest first."""
        kind = self.report.kind
        last = self.said.last or self.year == self.report.fiscal_year - 1
        if self.basis:
            if self.basis == "target":
                return _TARGET
            return (_BASIS_LAST if last else _BASIS)[self.basis]
        return _LAST[kind] if last else _OWN[kind]

    @property
    def basis(self) -> str:
        """The stage that was said, none where all that the report tells is of it (a budget tells
        in 预算 also what has no stage: vehicles, staff)."""
        return "" if self.said.basis == _OF_ALL[self.report.kind] else self.said.basis


@dataclass(frozen=True, slots=True)
class Chosen:
    """The figure that answers, what says the same, and ``rivals``: what could be meant as well and
    says otherwise. ``fit`` is 1 where all that was said holds of it, less where something does
    not."""

    report: Report
    figure: Figure
    agreeing: tuple[Figure, ...] = ()
    rivals: tuple[Figure, ...] = ()
    fit: float = 1.0
    thing: Thing | None = field(default=None, compare=False)

    @property
    def told(self) -> bool:
        """Whether an amount is printed."""
        return self.figure.value is not None


def chosen(thing: Thing, wanted: Wanted) -> Chosen | None:
    """The amount of a thing that is wanted; None where the report tells none of that year."""
    figures = _of_body(thing.figures, wanted)
    fit = 1.0
    if not figures and (figures := _unassigned(thing, wanted)):
        fit = _UNASSIGNED
    figures = _dated(figures, wanted)
    if not figures:
        return None
    if not wanted.basis and all(f.stage == "target" and f.fen is not None for f in figures):
        fit *= _LIMIT
    if wanted.tables:
        inside = [f for f in figures if f.table_id in wanted.tables]
        figures, fit = (inside, fit) if inside else (figures, fit * _ELSEWHERE)
    if not wanted.said.fund:
        figures = [f for f in figures if f.value is not None] or figures
    figures, fit = _by_fund(figures, wanted, thing, fit)
    figures, fit = _by_nature(figures, wanted, thing, fit)
    figures = _by_parent(figures, wanted, thing)
    figures = _by_column(figures, wanted)
    picked = _picked(figures, wanted)
    return replace(picked, fit=fit, thing=thing) if picked else None


def _of_body(figures: Iterable[Figure], wanted: Wanted) -> list[Figure]:
    """The amounts of the body asked about."""
    told = list(figures)
    key = level_key(wanted.unit or wanted.report.publisher)
    bare = key.removesuffix("本级")
    own = [f for f in told if level_key(f.body) == key]
    if wanted.unit and bare != key:
        # What a department has as a whole is not what its own offices have.
        return own
    return own or [f for f in told if level_key(f.body).removesuffix("本级") == bare]


def _unassigned(thing: Thing, wanted: Wanted) -> list[Figure]:
    """Of what has a name of its own (a project, a target, a line that is no concept): what one
    unit alone has, where none was named; what the report tells without saying of which unit it
    is, where one was."""
    if thing.concept not in _OF_THEIR_OWN:
        return []
    told = list(thing.figures)
    if not wanted.unit:
        return told if len({level_key(f.body) for f in told}) == 1 else []
    return _of_body(told, replace(wanted, unit=""))


def _dated(figures: Sequence[Figure], wanted: Wanted) -> list[Figure]:
    year = wanted.year or wanted.report.fiscal_year
    of_year = [f for f in figures if f.year in (year, 0) and f.stage not in _MOVES]
    for stage in wanted.stages:
        if at := [f for f in of_year if f.stage == stage]:
            return at
    if wanted.basis or wanted.said.last:
        return []
    aims = [f for f in of_year if f.stage == "target"]
    # What is counted as of a day (staff, vehicles) may be told of the end of the year before.
    counted = [f for f in figures if f.year == year - 1 and not f.stage and not is_money(f.unit)]
    return aims or counted


def _by_fund(
    figures: list[Figure], wanted: Wanted, thing: Thing, fit: float
) -> tuple[list[Figure], float]:
    if fund := wanted.said.fund:
        kept = [f for f in figures if f.fund == fund]
        if not kept and fund == "fiscal_grant":
            kept = [f for f in figures if f.fund == "general_public"]
        if not kept and not any(f.fund for f in figures):
            return figures, fit * 0.9
        return (kept, fit) if kept else (figures, fit * 0.3)
    named = [f for f in figures if name_key(f.row_label) == name_key(wanted.said.core) != ""]
    several = len({f.fund for f in figures}) > 1
    if several and len({f.fund for f in named}) == 1 and not thing.concept.startswith("functional"):
        return named, fit
    for one in _FUNDS:
        if at := [f for f in figures if f.fund == one]:
            if one == "" and any(f.fund == "general_public" for f in figures):
                at = [f for f in figures if f.fund in ("", "general_public")]
            return at, fit
    return figures, fit


def _by_nature(
    figures: list[Figure], wanted: Wanted, thing: Thing, fit: float
) -> tuple[list[Figure], float]:
    own = {concept: nature for nature, concept in NATURE_CONCEPTS.items()}.get(thing.concept, "")
    if nature := wanted.said.nature:
        kept = [f for f in figures if f.nature == nature]
        if kept or nature == own:
            return kept or figures, fit
        return figures, fit * 0.3
    for one in dict.fromkeys((*((own,) if own else ()), *_NATURES)):
        if at := [f for f in figures if f.nature == one]:
            return at, fit
    return figures, fit


def _by_parent(figures: list[Figure], wanted: Wanted, thing: Thing) -> list[Figure]:
    """The rows that stand under a line which the words name too (行政运行下的维修费)."""
    said = name_key(wanted.words)
    own = set(thing.names)
    under = [
        f
        for f in figures
        if any(
            len(key := name_key(above)) > 2 and key in said and key not in own
            for above in f.row_path
        )
    ]
    return under or figures


def _by_column(figures: list[Figure], wanted: Wanted) -> list[Figure]:
    """The columns whose heads were named; of a row with several amounts its total."""
    said = name_key(wanted.words)
    if named := [f for f in figures if f.column_path and _named(f.column_path[-1], said)]:
        return named
    if len({(f.value, f.unit) for f in figures if f.table_id}) > 1:
        total = [f for f in figures if f.column_path and _is_total(f.column_path[-1])]
        return total or figures
    return figures


def _named(head: str, said: str) -> bool:
    key = name_key(head)
    return len(key) > 2 and key in said and not _is_total(head)


def _is_total(head: str) -> bool:
    return any(
        word in fold(head)
        for word in ("合计", "总计", "金额", "小计", "预算数", "决算数", "支出总", "收入总")
    )


def _picked(figures: Sequence[Figure], wanted: Wanted) -> Chosen | None:
    amounts = [f for f in figures if f.value is not None] or list(figures)
    # What a person corrected goes before what is printed beside it.
    amounts = [f for f in amounts if f.correction] or amounts
    if not amounts:
        return None
    if amounts[0].concept:
        told = facts_of(amounts, wanted.unit or wanted.report.publisher)
        first = next(f for f in amounts if f.id == told[0].figure_id)
        contested = told[0].contested
    else:
        first, contested = _first(amounts), True
    others = [f for f in amounts if f is not first and not agree(first, f)]
    unlike: dict[object, Figure] = {}
    for figure in others:
        unlike.setdefault((figure.fen, figure.value, figure.unit), figure)
    return Chosen(
        wanted.report,
        first,
        agreeing=tuple(f for f in amounts if f is not first and agree(first, f)),
        rivals=tuple(unlike.values()) if contested else (),
    )


def _first(amounts: Sequence[Figure]) -> Figure:
    order = forms.codes()
    return min(amounts, key=lambda f: order.index(f.form) if f.form in order else len(order))
