"""Which of the reports meant speak: one a body and year; of many, those printing what is asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.linking.catalogue import things_told
from assistant.linking.scope import Scope
from assistant.query import Change, Query, Series
from ingest.library import Library
from ingest.nouns import Report


@dataclass(frozen=True, slots=True)
class Source:
    """Where an answer is looked for: a report, the body within it, "" for its publisher, and the
    year whose amounts are wanted, 0 where one was named at most."""

    report: Report
    unit: str = ""
    year: int = 0


_MOST = 400
_LONG = 3
_FEW = 12
_CLEAR = 0.35


def groups_by_publisher(reports: Sequence[Report]) -> dict[str, list[Report]]:
    """The reports of each publisher, the newest first."""
    found: dict[str, list[Report]] = defaultdict(list)
    for report in sorted(reports, key=lambda r: (-r.fiscal_year, r.kind, r.level)):
        found[report.publisher].append(report)
    return dict(found)


def one_of_each_year(reports: Sequence[Report], scope: Scope, query: Query) -> list[Report]:
    """Of one publisher: the report of each year named, else the newest; the department's before
    that of its own offices, the kind that was said before the other."""
    level = [r for r in reports if r.level == "department"] or list(reports)
    if any("本级" in body for body in query.bodies):
        level = [r for r in reports if r.level == "unit"] or level
    named = scope.years.named
    wanted = [year for year in named if any(r.fiscal_year == year for r in level)]
    over_years = any(isinstance(one, Change | Series) for one in query.asked)
    if wanted and not (over_years and len(named) > 1):
        return [_of_kind([r for r in level if r.fiscal_year == y], scope.kind) for y in wanted]
    if named and not wanted:
        return [_of_kind(level, scope.kind)]
    newest = max(r.fiscal_year for r in level)
    return [_of_kind([r for r in level if r.fiscal_year == newest], scope.kind)]


def _of_kind(reports: Sequence[Report], kind: str) -> Report:
    return min(reports, key=lambda r: (r.kind != kind, r.kind != "final_accounts"))


def of_two_years(reports: Sequence[Report], scope: Scope, unit: str) -> list[Source]:
    """Of two years named, each in its own report or in that of the year after it; none where one
    of them is told nowhere."""
    found = []
    for year in scope.years.named:
        own = [r for r in reports if r.fiscal_year == year]
        after = [r for r in reports if r.fiscal_year == year + 1]
        if not own and not after:
            return []
        found.append(Source(_of_kind(own or after, scope.kind), unit, year))
    return found


def printing(things: Sequence[str], group: Sequence[Report], library: Library) -> list[Report]:
    """Of the reports of several bodies those that print what is named; all where none does."""
    words = [thing for thing in things if len(thing) > _LONG]
    if not words or len(group) > _MOST:
        return list(group)
    ids: set[str] | None = None
    for word in words:
        holding = {
            ident
            for row in library.catalogue().rows
            if word in row.row_label or (len(row.row_label) > _LONG and row.row_label in word)
            for ident in row.report_ids
        }
        ids = holding if ids is None else ids & holding
    kept = [report for report in group if ids and report.id in ids]
    return kept or _likest(words, group, library)


def _likest(words: Sequence[str], group: Sequence[Report], library: Library) -> list[Report]:
    """Of a few reports the one that has by far the likest names for what is named; else all."""
    if len(group) > _FEW:
        return list(group)
    scores = []
    for report in group:
        told = things_told(report, library)
        best = [max((f.score for f in told.found(word, 1)), default=0.0) for word in words]
        scores.append((min(best), report))
    scores.sort(key=lambda one: -one[0])
    clear = len(scores) > 1 and scores[0][0] >= scores[1][0] + _CLEAR
    return [scores[0][1]] if clear else list(group)
