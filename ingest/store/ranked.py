"""A ranking over all reports of a year: one look at the facts that lie together in the store."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, distinct, func, not_, or_, select

from ingest.across import (
    WIDEST,
    Measure,
    Missing,
    Ranking,
    Standing,
    year_of_report,
)
from ingest.bodies.names import level_key
from ingest.facts import Fact, real_number, same_amount
from ingest.nouns import Fund, Kind, Level, Report, Stage
from ingest.store.choosing import (
    Candidate,
    best,
    common_fund,
    order_of_funds,
    reason_against,
)
from ingest.store.fact_records import COLUMNS, fact_of
from ingest.store.records import COLUMNS as OF_REPORT
from ingest.store.records import report_of
from ingest.store.schema import facts, reports

_AT_ONCE = 500
"""Reports asked for in one query."""
_FUND, _AMOUNT = COLUMNS.index(facts.c.fund), COLUMNS.index(facts.c.amount)
_REPORT = len(COLUMNS)
"""Places in a row of facts that is asked for with its report's id."""


@dataclass(slots=True)
class _Publisher:
    """The editions of one publisher's report, and what they tell at the stage that is ranked."""

    editions: list[Report] = field(default_factory=list)
    rows: list[Sequence[Any]] = field(default_factory=list)


_Publishers = Mapping[str, _Publisher]


def ranking(
    connection: Connection,
    measure: Measure,
    year: int,
    stage: Stage,
    kind: Kind,
    level: Level,
    reader_version: str,
) -> Ranking:
    """The ranking of ``ingest.across.Ranking``; ``reader_version`` is that of today's reader."""
    reported = year_of_report(stage, year)
    of_year = and_(reports.c.fiscal_year == reported, reports.c.kind == kind)
    scope = and_(of_year, reports.c.level == level)
    publishers = _publishers(connection, scope)
    _look_up(connection, measure, year, stage, publishers)
    fund = measure.fund or _fund_of_all(publishers.values())
    funds = (measure.fund,) if measure.fund else order_of_funds(fund)
    chosen = {key: _best_of(one, stage, funds) for key, one in publishers.items()}
    without = [key for key, candidate in chosen.items() if candidate is None]
    chosen |= _at_other_stages(connection, measure, year, stage, funds, publishers, without)
    told = [(key, c) for key, c in chosen.items() if c is not None and not reason_against(c)]
    return Ranking(
        measure=measure,
        year=year,
        stage=stage,
        kind=kind,
        level=level,
        fund=fund,
        standings=_standings(told, publishers),
        missing=_missing(
            chosen, publishers, _read_without(connection, publishers, without, reader_version)
        ),
        other_level=_count(connection, and_(of_year, reports.c.level != level)),
    )


def _publishers(connection: Connection, scope: ColumnElement[bool]) -> dict[str, _Publisher]:
    """Who is ranked, by the key of the name."""
    found: dict[str, _Publisher] = {}
    for row in connection.execute(select(*OF_REPORT).where(scope).order_by(reports.c.position)):
        report = report_of(row)
        found.setdefault(level_key(report.publisher), _Publisher()).editions.append(report)
    return found


def _asked(measure: Measure, year: int) -> ColumnElement[bool]:
    """What publishers tell of a year; what is counted as of a day may be of its eve."""
    return and_(
        facts.c.concept == measure.concept,
        facts.c.year.in_((year, year - 1)),
        or_(facts.c.year == year, facts.c.stage == ""),
        facts.c.nature == measure.nature_meant,
        facts.c.own,
        facts.c.fund.in_((measure.fund,) if measure.fund else WIDEST),
    )


def _look_up(
    connection: Connection, measure: Measure, year: int, stage: Stage, publishers: _Publishers
) -> None:
    """Give every publisher what its reports tell at the stage."""
    owners = {report.id: one for one in publishers.values() for report in one.editions}
    wanted = _asked(measure, year) & facts.c.stage.in_((stage, ""))
    for row in connection.execute(select(*COLUMNS, facts.c.report_id).where(wanted)):
        if row[_REPORT] in owners:
            owners[row[_REPORT]].rows.append(row)


def _fund_of_all(publishers: Iterable[_Publisher]) -> Fund:
    """The fund that the rows have in common."""
    printed = [{row[_FUND] for row in one.rows if row[_AMOUNT] is not None} for one in publishers]
    counts = {fund: sum(fund in funds for funds in printed) for fund in WIDEST}
    return common_fund(counts, sum(map(bool, printed)))


def _best_of(one: _Publisher, stage: Stage, funds: Sequence[Fund]) -> Candidate | None:
    rows = one.rows
    if len(rows) > 1:
        # Most have an amount of the fund of all: the others need no look.
        rows = [r for r in rows if r[_FUND] == funds[0] and r[_AMOUNT] is not None] or rows
    return best(_candidates(rows, one.editions, stage), funds)


def _candidates(
    rows: Iterable[Sequence[Any]], editions: Sequence[Report], stage: Stage
) -> list[Candidate]:
    by_id = {report.id: report for report in editions}
    # The edition that was added first goes before others that are as good.
    ordered = sorted(rows, key=lambda row: list(by_id).index(row[_REPORT]))
    return [Candidate(by_id[row[_REPORT]], fact_of(row), stage) for row in ordered]


def _at_other_stages(
    connection: Connection,
    measure: Measure,
    year: int,
    stage: Stage,
    funds: Sequence[Fund],
    publishers: _Publishers,
    without: Sequence[str],
) -> dict[str, Candidate | None]:
    """What publishers that tell nothing at the stage tell at others."""
    owners = {report.id: key for key in without for report in publishers[key].editions}
    rows: dict[str, list[Sequence[Any]]] = {}
    for ids in _few_at_once(list(owners)):
        wanted = _asked(measure, year) & facts.c.report_id.in_(ids)
        for row in connection.execute(select(*COLUMNS, facts.c.report_id).where(wanted)):
            rows.setdefault(owners[row[_REPORT]], []).append(row)
    return {
        key: best(_candidates(those, publishers[key].editions, stage), funds)
        for key, those in rows.items()
    }


def _few_at_once(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(ids), _AT_ONCE):
        yield ids[at : at + _AT_ONCE]


def _standings(
    told: Iterable[tuple[str, Candidate]], publishers: _Publishers
) -> tuple[Standing, ...]:
    """The highest real amount first."""
    standings: list[Standing] = []
    ordered = sorted(told, key=lambda named: _height(named[1].fact), reverse=True)
    for at, (key, candidate) in enumerate(ordered, start=1):
        fact, one = candidate.fact, publishers[key]
        alike = standings and _height(standings[-1].fact) == _height(fact)
        standings.append(
            Standing(
                standings[-1].place if alike else at,
                candidate.report,
                fact,
                len(one.editions),
                len(one.editions) > 1 and any(_differ(fact, fact_of(r)) for r in one.rows),
            )
        )
    return tuple(standings)


def _height(fact: Fact) -> Any:
    """What an amount is ranked by: 分, or the number that a count is."""
    if fact.fen is not None:
        return fact.fen
    assert fact.amount is not None  # what tells none is missing
    return real_number(fact.amount, fact.unit)


def _differ(fact: Fact, other: Fact) -> bool:
    """Whether two facts say the same thing to be of another amount."""
    same = (fact.fund, fact.stage, fact.year) == (other.fund, other.stage, other.year)
    told = other.amount is not None
    return same and told and not same_amount(fact.amount, fact.unit, other.amount, other.unit)


def _missing(
    chosen: Mapping[str, Candidate | None], publishers: _Publishers, read_without: Collection[str]
) -> tuple[Missing, ...]:
    """Who is not ranked, in the order of adding."""
    missing = []
    for key, one in publishers.items():
        candidate = chosen[key]
        if candidate is None:
            unread = all(report.id in read_without for report in one.editions)
            missing.append(Missing(one.editions[0], "older_reader" if unread else "none"))
        elif reason := reason_against(candidate):
            missing.append(Missing(candidate.report, reason, candidate.fact))
    return tuple(missing)


def _read_without(
    connection: Connection, publishers: _Publishers, without: Sequence[str], reader_version: str
) -> frozenset[str]:
    """The reports that another reader read, of which it is not known what anything measures."""
    of_report = select(facts.c.report_id).where(facts.c.report_id == reports.c.id)
    unread: set[str] = set()
    for ids in _few_at_once([r.id for key in without for r in publishers[key].editions]):
        wanted = (
            select(reports.c.id)
            .where(reports.c.id.in_(ids), reports.c.reader_version != reader_version)
            .where(not_(of_report.exists()))
        )
        unread.update(connection.execute(wanted).scalars())
    return frozenset(unread)


def _count(connection: Connection, scope: ColumnElement[bool]) -> int:
    counted = select(func.count(distinct(reports.c.publisher_key))).where(scope)
    return int(connection.execute(counted).scalar_one())
