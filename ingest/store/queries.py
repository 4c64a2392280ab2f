"""Questions to the SQL store, each asked on one connection (one snapshot)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from sqlalchemy import ColumnElement, Connection, Select, and_, or_, select

from ingest.errors import NoSuchReport
from ingest.language.glyphs import bare_label
from ingest.nouns import Body, Discrepancy, Figure, Locator, Passage, Report, Table
from ingest.selection import FigureFilter
from ingest.store import corrections, figure_records, records
from ingest.store.columns import Row
from ingest.store.schema import (
    bodies,
    classifications,
    discrepancies,
    figures,
    passages,
    report_tables,
    report_years,
    reports,
)


def all_reports(connection: Connection) -> tuple[Report, ...]:
    """All reports in the order of adding."""
    rows = connection.execute(select(reports).order_by(reports.c.position)).mappings()
    return tuple(records.report_of_row(row) for row in rows)


def report_row(connection: Connection, report_id: str) -> Row:
    """The row of a report. Raises NoSuchReport."""
    row = connection.execute(select(reports).where(reports.c.id == report_id)).mappings().first()
    if row is None:
        raise NoSuchReport(
            f"文库中没有编号为“{report_id}”的报告 (no report of that id)",
            advice="编号见 python -m ingest list (see the list for the ids)",
        )
    return row


def row_of_file(connection: Connection, sha256: str) -> Row | None:
    """The row of the report that was read from the file of that hash."""
    found = connection.execute(select(reports).where(reports.c.sha256 == sha256))
    return found.mappings().first()


def hashes(connection: Connection) -> frozenset[str]:
    """The sha256 of every file the library holds."""
    return frozenset(connection.execute(select(reports.c.sha256)).scalars())


def _figures(connection: Connection, wanted: Select[tuple[object, ...]]) -> tuple[Figure, ...]:
    """Figures as read, with the corrections in force laid over them."""
    corrected = corrections.in_force(connection)
    found = figure_records.figures_of_rows(connection.execute(wanted).mappings().all())
    return tuple(
        corrections.laid_over(figure, corrected[figure.id]) if figure.id in corrected else figure
        for figure in found
    )


def tables_of(connection: Connection, report_id: str) -> tuple[Table, ...]:
    """The tables of a report with their figures, in order of print."""
    found = _figures(
        connection,
        select(figures)
        .where(figures.c.report_id == report_id, figures.c.in_prose.is_(False))
        .order_by(figures.c.position),
    )
    by_table: dict[str, list[Figure]] = {}
    for figure in found:
        by_table.setdefault(figure.table_id, []).append(figure)
    rows = connection.execute(
        select(report_tables)
        .where(report_tables.c.report_id == report_id)
        .order_by(report_tables.c.position)
    ).mappings()
    return tuple(
        figure_records.table_of_row(row, tuple(by_table.get(row["id"], ()))) for row in rows
    )


def passages_of(connection: Connection, report_id: str) -> tuple[Passage, ...]:
    """The passages of a report, in order of print."""
    rows = connection.execute(
        select(passages).where(passages.c.report_id == report_id).order_by(passages.c.position)
    ).mappings()
    return tuple(records.passage_of_row(row) for row in rows)


def passages_by_id(connection: Connection, ids: Sequence[str]) -> dict[str, Passage]:
    """Those of the passages that exist, by id."""
    if not ids:
        return {}
    rows = connection.execute(select(passages).where(passages.c.id.in_(ids))).mappings()
    return {row["id"]: records.passage_of_row(row) for row in rows}


def passage_ids(connection: Connection) -> frozenset[str]:
    """The ids of all passages."""
    return frozenset(connection.execute(select(passages.c.id)).scalars())


def has_passages(connection: Connection) -> bool:
    """Whether the library holds any passage."""
    return connection.execute(select(passages.c.id).limit(1)).first() is not None


def last_written(connection: Connection) -> str:
    """The id of the report that came last, or "" where there is none."""
    newest = (reports.c.written.desc(), reports.c.position.desc())
    return connection.execute(select(reports.c.id).order_by(*newest).limit(1)).scalar() or ""


def passage_ids_of(connection: Connection, report_id: str) -> frozenset[str]:
    """The ids of the passages of a report."""
    found = select(passages.c.id).where(passages.c.report_id == report_id)
    return frozenset(connection.execute(found).scalars())


def bodies_of(connection: Connection, report_id: str) -> tuple[Body, ...]:
    """The bodies that a report speaks of, its publisher first; of all where none is named."""
    wanted = select(bodies).order_by(bodies.c.report_id, bodies.c.position)
    if report_id:
        wanted = wanted.where(bodies.c.report_id == report_id)
    return tuple(records.body_of_row(row) for row in connection.execute(wanted).mappings())


def discrepancies_of(connection: Connection, report_id: str) -> tuple[Discrepancy, ...]:
    """The discrepancies found in a report, less those of cells that were corrected since."""
    misread = _misread_places(connection, report_id)
    rows = connection.execute(
        select(discrepancies)
        .where(discrepancies.c.report_id == report_id)
        .order_by(discrepancies.c.position)
    ).mappings()
    found = map(records.discrepancy_of_row, rows)
    return tuple(d for d in found if misread.isdisjoint((*d.left_locators, *d.right_locators)))


def _misread_places(connection: Connection, report_id: str) -> frozenset[Locator]:
    """Where a correction says that something else is printed than what was read and compared."""
    corrected = corrections.in_force(connection)
    if not corrected:
        return frozenset()
    of_report = figures.c.report_id == report_id
    rows = connection.execute(select(figures).where(of_report, figures.c.id.in_(corrected)))
    read = figure_records.figures_of_rows(rows.mappings().all())
    return frozenset(
        place
        for figure in read
        if figure.value != corrected[figure.id].value
        for place in figure.locators
    )


def figure_by_id(connection: Connection, figure_id: str) -> Figure | None:
    """The figure of that id, or None."""
    found = _figures(connection, select(figures).where(figures.c.id == figure_id))
    return found[0] if found else None


def figures_by_id(connection: Connection, ids: tuple[str, ...]) -> dict[str, Figure]:
    """Those of the figures that exist, by id."""
    return {f.id: f for f in _figures(connection, select(figures).where(figures.c.id.in_(ids)))}


def figures_with_concept(connection: Connection, report_id: str) -> tuple[Figure, ...]:
    """The figures of a report of which it is known what they measure, tables first."""
    return _figures(
        connection,
        select(figures)
        .where(figures.c.report_id == report_id, figures.c.concept != "")
        .order_by(figures.c.position),
    )


def figures_like(connection: Connection, wanted: FigureFilter) -> tuple[Figure, ...]:
    """The figures that meet all conditions: those of tables in order of print, then of prose."""
    return _figures(
        connection,
        select(figures)
        .join(reports, reports.c.id == figures.c.report_id)
        .where(*_conditions(wanted))
        .order_by(figures.c.in_prose, reports.c.position, figures.c.position),
    )


def titles_of(connection: Connection, report_id: str) -> dict[str, str]:
    """The printed titles of a report's tables, by their id."""
    found = connection.execute(
        select(report_tables.c.id, report_tables.c.title).where(
            report_tables.c.report_id == report_id
        )
    )
    return {row.id: row.title for row in found}


def years_told(connection: Connection) -> dict[str, tuple[int, ...]]:
    """The years that the figures of tables are about, newest first, by report id."""
    rows = connection.execute(
        select(report_years.c.report_id, report_years.c.year).order_by(
            report_years.c.report_id, report_years.c.year.desc()
        )
    )
    return {
        report_id: tuple(year for _, year in group)
        for report_id, group in groupby(rows, key=lambda row: str(row[0]))
    }


def _conditions(wanted: FigureFilter) -> Iterable[ColumnElement[bool]]:
    if wanted.report_ids:
        yield figures.c.report_id.in_(wanted.report_ids)
    if wanted.forms:
        yield figures.c.form.in_(wanted.forms)
    if wanted.row_codes:
        yield or_(
            figures.c.row_code.in_(wanted.row_codes),
            _classified(classifications.c.row_code.in_(wanted.row_codes), wanted),
        )
    if wanted.row_labels:
        keys = {bare_label(label) for label in wanted.row_labels}
        yield or_(
            figures.c.label_key.in_(keys),
            _classified(classifications.c.label_key.in_(keys), wanted),
        )
    if wanted.line_no:
        yield figures.c.line_no == wanted.line_no
    if wanted.in_prose is not None:
        yield figures.c.in_prose.is_(wanted.in_prose)
    if wanted.concepts:
        yield figures.c.concept.in_(wanted.concepts)
    if wanted.funds:
        yield figures.c.fund.in_(wanted.funds)
    if wanted.natures:
        yield figures.c.nature.in_(wanted.natures)


def _classified(named: ColumnElement[bool], wanted: FigureFilter) -> ColumnElement[bool]:
    if wanted.report_ids:
        named = and_(named, classifications.c.report_id.in_(wanted.report_ids))
    return figures.c.id.in_(select(classifications.c.figure_id).where(named))
