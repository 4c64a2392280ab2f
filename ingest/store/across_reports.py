"""Questions by concept about bodies, years and parts, each asked on one connection (one snapshot).

``reader_version`` is that of today's reader: a report of another one that has no facts at all was
read before figures knew what they measure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from ingest.across import (
    LAST_OF,
    Comparison,
    Measure,
    Missing,
    Series,
    Told,
    kind_of,
    year_of_report,
)
from ingest.bodies.names import body_key, level_key
from ingest.nouns import Fund, Level, Report, Stage
from ingest.store import queries
from ingest.store.choosing import Candidate, best, fund_of, order_of_funds, reason_against
from ingest.store.fact_records import COLUMNS, fact_of
from ingest.store.records import COLUMNS as OF_REPORT
from ingest.store.records import report_of, report_of_row
from ingest.store.schema import facts, reports

_LEVELS: tuple[Level, ...] = ("department", "unit")
_ELSEWHERE = 3
"""The place of what another body's report tells of a unit of it; those before are a body's own."""


def value_in_report(
    connection: Connection,
    measure: Measure,
    report_id: str,
    body: str,
    year: int,
    stage: Stage,
    reader_version: str,
) -> Told | Missing:
    """What one report tells of a body, its publisher where none is named.

    Of its own year and at its own stage where neither is named. Raises NoSuchReport.
    """
    held = queries.report_row(connection, report_id)
    report = report_of_row(held)
    stage = stage or ("budget" if report.kind == "budget" else "final")
    whose = facts.c.body_key == level_key(body or report.publisher)
    rows = connection.execute(
        select(*COLUMNS).where(
            facts.c.report_id == report_id, *_asked(measure, year or report.fiscal_year), whose
        )
    )
    found = [Candidate(report, fact_of(row), stage) for row in rows]
    fund = measure.fund or fund_of([found])
    answer = _answer(
        connection, measure, found, [(report, held["reader_version"])], fund, reader_version
    )
    assert answer is not None  # the report is held
    return _cited(connection, [answer])[0]


def value_of_body(
    connection: Connection,
    measure: Measure,
    body: str,
    year: int,
    stage: Stage,
    level: Level | None,
    reader_version: str,
) -> Told | Missing | None:
    """What the reports held tell of a body in a year; None where none of them is about it."""
    found, held = _of_body(connection, measure, body, year, stage, level)
    answer = _answer(
        connection, measure, found, held, measure.fund or fund_of([found]), reader_version
    )
    return _cited(connection, [answer])[0] if answer else None


def comparison(
    connection: Connection,
    measure: Measure,
    bodies: tuple[str, ...],
    year: int,
    stage: Stage,
    level: Level | None,
    reader_version: str,
) -> Comparison:
    """Several bodies by one measure."""
    asked = [_of_body(connection, measure, body, year, stage, level) for body in bodies]
    fund = measure.fund or fund_of([found for found, _ in asked])
    answers = [
        _answer(connection, measure, found, held, fund, reader_version) for found, held in asked
    ]
    told = _cited(connection, [answer for answer in answers if answer])
    return Comparison(
        measure=measure,
        year=year,
        stage=stage,
        fund=fund,
        told=tuple(one for one in told if isinstance(one, Told)),
        missing=tuple(one for one in told if isinstance(one, Missing)),
    )


def series(
    connection: Connection,
    measure: Measure,
    publisher: str,
    stage: Stage,
    level: Level | None,
    reader_version: str,
) -> Series:
    """One publisher over all years."""
    held = _at_one_level(_reports_of(connection, publisher, level))
    of_kind = [pair for pair in held if pair[0].kind == kind_of(stage)]
    found = _own_facts(connection, measure, [report for report, _ in held])
    years = {report.fiscal_year for report, _ in of_kind}
    years |= {c.fact.year for c in found if c.fact.stage in (stage, LAST_OF.get(stage))}
    by_year = {year: _of_year(found, year, stage) for year in sorted(years)}
    fund = measure.fund or fund_of(list(by_year.values()))
    answers = [
        _answer(
            connection,
            measure,
            those,
            [pair for pair in of_kind if pair[0].fiscal_year == year],
            fund,
            reader_version,
        )
        for year, those in by_year.items()
    ]
    told = _cited(connection, [answer for answer in answers if answer])
    return Series(
        measure=measure,
        stage=stage,
        level=held[0][0].level if held else level or "department",
        told=tuple(one for one in told if isinstance(one, Told)),
        missing=tuple(one for one in told if isinstance(one, Missing)),
    )


_Held = Sequence[tuple[Report, str]]
"""Reports, each with the version of the reader that read it."""


def _asked(measure: Measure, year: int = 0) -> Iterable[ColumnElement[bool]]:
    """What is counted as of a day may be of the eve of the year."""
    yield facts.c.concept == measure.concept
    yield facts.c.nature == measure.nature_meant
    if year:
        yield facts.c.year.in_((year, year - 1))
        yield or_(facts.c.year == year, facts.c.stage == "")


def _reports_of(connection: Connection, body: str, level: Level | None) -> _Held:
    """The reports that a body published, at one level or at both, in the order of adding."""
    wanted = select(*OF_REPORT, reports.c.reader_version).where(
        reports.c.publisher_key == body_key(body)
    )
    if level:
        wanted = wanted.where(reports.c.level == level)
    rows = connection.execute(wanted.order_by(reports.c.position))
    return [(report_of(row), str(row.reader_version)) for row in rows]


def _at_one_level(held: _Held) -> _Held:
    """Those of the department; where there are none, those of the unit."""
    for level in _LEVELS:
        if of_level := [pair for pair in held if pair[0].level == level]:
            return of_level
    return held


def _own_facts(
    connection: Connection, measure: Measure, held: Sequence[Report], year: int = 0
) -> list[Candidate]:
    """What reports tell of their publishers."""
    by_id = {report.id: report for report in held}
    rows = connection.execute(
        select(*COLUMNS, facts.c.report_id).where(
            facts.c.report_id.in_(by_id), facts.c.own, *_asked(measure, year)
        )
    )
    return [Candidate(by_id[row.report_id], fact_of(row), "") for row in rows]


def _of_year(found: Iterable[Candidate], year: int, stage: Stage) -> list[Candidate]:
    """What tells a year at a stage: its report, its report of the other kind, that of the next."""
    placed = []
    for candidate in found:
        report, fact = candidate.report, candidate.fact
        if fact.year != year and not (fact.stage == "" and fact.year == year - 1):
            continue
        if report.fiscal_year == year_of_report(stage, year):
            of_kind = report.kind == kind_of(stage)
            if of_kind or fact.stage == stage:
                placed.append(Candidate(report, fact, stage, 0 if of_kind else 1))
        elif fact.stage == LAST_OF.get(stage) and report.fiscal_year == year + 1:
            placed.append(Candidate(report, fact, fact.stage, 2))
    return placed


def _of_body(
    connection: Connection,
    measure: Measure,
    body: str,
    year: int,
    stage: Stage,
    level: Level | None,
) -> tuple[list[Candidate], _Held]:
    """What is told of a body in a year, and the reports that ought to tell it."""
    years = (year, year + 1)
    held = _reports_of(connection, body, level)
    held = _at_one_level([pair for pair in held if pair[0].fiscal_year in years])
    own = _own_facts(connection, measure, [report for report, _ in held], year)
    found = _of_year(own, year, stage)
    ought = [
        pair
        for pair in held
        if pair[0].kind == kind_of(stage) and pair[0].fiscal_year == year_of_report(stage, year)
    ]
    if not any(candidate.told for candidate in found):
        found += _told_by_others(connection, measure, body, year, stage)
    return found, ought


def _told_by_others(
    connection: Connection, measure: Measure, body: str, year: int, stage: Stage
) -> list[Candidate]:
    """What reports of other publishers tell of a unit of theirs."""
    rows = connection.execute(
        select(*COLUMNS, *OF_REPORT)
        .join(reports, reports.c.id == facts.c.report_id)
        .where(
            *_asked(measure, year),
            facts.c.body_key == level_key(body),
            facts.c.own.is_(False),
            reports.c.fiscal_year == year_of_report(stage, year),
            or_(
                reports.c.kind == kind_of(stage),
                and_(facts.c.stage == stage, reports.c.kind != kind_of(stage)),
            ),
        )
    ).all()
    return [
        Candidate(report_of(row[len(COLUMNS) :]), fact_of(row), stage, _ELSEWHERE) for row in rows
    ]


def _answer(
    connection: Connection,
    measure: Measure,
    found: Sequence[Candidate],
    held: _Held,
    fund: Fund,
    reader_version: str,
) -> Candidate | Missing | None:
    """The candidate that answers, or what is missing; None where no report is held."""
    chosen = best(found, (measure.fund,) if measure.fund else order_of_funds(fund))
    if chosen is not None:
        reason = reason_against(chosen)
        return Missing(chosen.report, reason, chosen.fact) if reason else chosen
    if not held:
        return None
    ids = [report.id for report, version in held if version != reader_version]
    known = connection.execute(select(facts.c.report_id).where(facts.c.report_id.in_(ids))).first()
    read_without = len(ids) == len(held) and known is None
    return Missing(held[0][0], "older_reader" if read_without else "none")


def _cited(connection: Connection, answers: Sequence[Candidate | Missing]) -> list[Told | Missing]:
    """The answers with their figures."""
    ids = tuple(one.fact.figure_id for one in answers if isinstance(one, Candidate))
    figures = queries.figures_by_id(connection, ids)
    return [
        Told(one.report, one.fact, figures[one.fact.figure_id])
        if isinstance(one, Candidate)
        else one
        for one in answers
    ]
