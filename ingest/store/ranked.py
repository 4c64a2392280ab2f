"""A ranking over all reports of a year, decided by the database: one row a publisher comes back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Subquery,
    and_,
    case,
    distinct,
    func,
    not_,
    or_,
    select,
)

from ingest.across import (
    WIDEST,
    Measure,
    Missing,
    MissingReason,
    Ranking,
    Standing,
    year_of_report,
)
from ingest.facts import Fact, same_amount
from ingest.nouns import Fund, Kind, Level, Report, Stage
from ingest.store.choosing import common_fund, order_of_funds
from ingest.store.fact_records import fact_of_row
from ingest.store.records import report_of_row
from ingest.store.schema import facts, reports

_REASONS: dict[int, MissingReason] = {1: "differing", 2: "blank", 3: "other_stage"}


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
    fund = measure.fund or _fund_of_all(connection, _asked(measure, year), stage, scope)
    chosen = _chosen(_asked(measure, year), stage, scope, measure.fund, fund)
    rows = connection.execute(
        select(chosen)
        .where(chosen.c.nth == 1)
        .order_by(
            chosen.c.verdict,
            chosen.c.fen.desc().nulls_last(),
            chosen.c.number.desc().nulls_last(),
            chosen.c.position,
        )
    ).all()
    editions = _editions(connection, scope)
    told = {row.publisher_key for row in rows}
    differing = {row.publisher_key for row in rows if row.editions_differ and row.verdict == 0}
    others = _told_by_editions(connection, chosen) if differing else {}
    return Ranking(
        measure=measure,
        year=year,
        stage=stage,
        kind=kind,
        level=level,
        fund=fund,
        standings=_standings([row for row in rows if row.verdict == 0], editions, others),
        missing=(
            *_printed_otherwise(rows, editions),
            *_saying_nothing(editions, told, _read_without(connection, scope, reader_version)),
        ),
        other_level=_publishers(connection, and_(of_year, reports.c.level != level)),
    )


def _asked(measure: Measure, year: int) -> ColumnElement[bool]:
    """What publishers tell of a year; what is counted as of a day may be of its eve."""
    return and_(
        facts.c.concept == measure.concept,
        facts.c.year.in_((year, year - 1)),
        or_(facts.c.year == year, facts.c.stage == ""),
        facts.c.nature == measure.nature_meant,
        facts.c.own,
    )


def _at(stage: Stage) -> ColumnElement[bool]:
    return facts.c.stage.in_((stage, ""))


def _fund_of_all(
    connection: Connection, asked: ColumnElement[bool], stage: Stage, scope: ColumnElement[bool]
) -> Fund:
    """The fund that the rows have in common."""
    telling = (
        select(facts.c.fund, reports.c.publisher_key)
        .join(reports, reports.c.id == facts.c.report_id)
        .where(asked, scope, _at(stage), facts.c.amount.is_not(None), facts.c.fund.in_(WIDEST))
        .distinct()
        .subquery()
    )
    counts = connection.execute(select(telling.c.fund, func.count()).group_by(telling.c.fund))
    whole = connection.execute(select(func.count(distinct(telling.c.publisher_key)))).scalar_one()
    return common_fund({row[0]: row[1] for row in counts}, whole)


def _chosen(
    asked: ColumnElement[bool],
    stage: Stage,
    scope: ColumnElement[bool],
    wanted: Fund,
    common: Fund,
) -> Subquery:
    """Every fact asked for, numbered within its publisher: ``nth`` 1 is the one to answer with.

    ``verdict`` is 0 for an amount, else the key of a reason. The order is that of
    ``ingest.store.choosing.best``.
    """
    funds = (wanted,) if wanted else order_of_funds(common)
    verdict = case(
        (not_(_at(stage)), 3),
        (facts.c.amount.is_(None), 2),
        (facts.c.contested, 1),
        else_=0,
    )
    of_fund = case({fund: at for at, fund in enumerate(funds)}, value=facts.c.fund)
    same = (reports.c.publisher_key, facts.c.stage, facts.c.fund, facts.c.year)
    differ = or_(
        *(
            func.min(amount).over(partition_by=same) != func.max(amount).over(partition_by=same)
            for amount in (facts.c.fen, facts.c.number)
        )
    )
    nth = func.row_number().over(
        partition_by=reports.c.publisher_key,
        order_by=(
            case((_at(stage), 0), else_=1),
            case((facts.c.amount.is_(None), 1), else_=0),
            facts.c.year.desc(),
            of_fund,
            case((facts.c.stage == stage, 0), else_=1),
            case((facts.c.in_table, 0), else_=1),
            case((facts.c.contested, 1), else_=0),
            reports.c.position,
        ),
    )
    return (
        select(
            facts,
            reports.c.publisher_key,
            reports.c.position,
            verdict.label("verdict"),
            differ.label("editions_differ"),
            nth.label("nth"),
        )
        .join(reports, reports.c.id == facts.c.report_id)
        .where(asked, scope, facts.c.fund.in_(funds))
        .subquery()
    )


_Editions = dict[str, list[Report]]


def _editions(connection: Connection, scope: ColumnElement[bool]) -> _Editions:
    """The reports ranked by the key of their publisher."""
    found: _Editions = {}
    for row in connection.execute(select(reports).where(scope).order_by(reports.c.position)):
        found.setdefault(row.publisher_key, []).append(report_of_row(row._mapping))
    return found


def _told_by_editions(connection: Connection, chosen: Subquery) -> dict[str, list[Fact]]:
    """All that publishers tell whose editions seem to differ: one may be the other rounded."""
    found: dict[str, list[Fact]] = {}
    for row in connection.execute(select(chosen).where(chosen.c.editions_differ)):
        found.setdefault(row.publisher_key, []).append(fact_of_row(row._mapping))
    return found


def _read_without(
    connection: Connection, scope: ColumnElement[bool], reader_version: str
) -> frozenset[str]:
    """The reports that another reader read, of which it is not known what anything measures."""
    of_report = select(facts.c.report_id).where(facts.c.report_id == reports.c.id)
    wanted = (
        select(reports.c.id)
        .where(scope, reports.c.reader_version != reader_version)
        .where(not_(of_report.exists()))
    )
    return frozenset(connection.execute(wanted).scalars())


def _standings(
    rows: Sequence[Row[*tuple[Any, ...]]], editions: _Editions, others: dict[str, list[Fact]]
) -> tuple[Standing, ...]:
    standings: list[Standing] = []
    before: tuple[int | None, float] | None = None
    place = 0
    for at, row in enumerate(rows, start=1):
        amount = (row.fen, row.number)
        if amount != before:
            place, before = at, amount
        fact = fact_of_row(row._mapping)
        standings.append(
            Standing(
                place,
                _report_of(row, editions),
                fact,
                len(editions[row.publisher_key]),
                any(_differ(fact, other) for other in others.get(row.publisher_key, ())),
            )
        )
    return tuple(standings)


def _differ(fact: Fact, other: Fact) -> bool:
    """Whether two facts say the same thing to be of another amount."""
    same = (fact.fund, fact.stage, fact.year) == (other.fund, other.stage, other.year)
    told = other.amount is not None
    return same and told and not same_amount(fact.amount, fact.unit, other.amount, other.unit)


def _report_of(row: Row[*tuple[Any, ...]], editions: _Editions) -> Report:
    return next(r for r in editions[row.publisher_key] if r.id == row.report_id)


def _printed_otherwise(
    rows: Sequence[Row[*tuple[Any, ...]]], editions: _Editions
) -> tuple[Missing, ...]:
    return tuple(
        Missing(_report_of(row, editions), _REASONS[row.verdict], fact_of_row(row._mapping))
        for row in rows
        if row.verdict
    )


def _saying_nothing(
    editions: _Editions, told: set[str], read_without: frozenset[str]
) -> tuple[Missing, ...]:
    return tuple(
        Missing(alike[0], "older_reader" if all(r.id in read_without for r in alike) else "none")
        for key, alike in editions.items()
        if key not in told
    )


def _publishers(connection: Connection, scope: ColumnElement[bool]) -> int:
    counted = select(func.count(distinct(reports.c.publisher_key))).where(scope)
    return int(connection.execute(counted).scalar_one())
