"""Changes to the SQL store, each called inside one transaction."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Table, func, select

from ingest.bodies.names import body_key
from ingest.facts import facts_of
from ingest.nouns import Reading, Report
from ingest.store import fact_records, figure_records, keywords, queries, records, schema
from ingest.store.columns import Row
from ingest.store.database import generation_of


def insert_reading(
    connection: Connection, reading: Reading, *, position: int, reader_version: str
) -> None:
    """Store a whole reading under the edition that its report names."""
    report = records.row_of_report(
        reading,
        position=position,
        reader_version=reader_version,
        written=generation_of(connection) + 1,
    )
    parts: tuple[tuple[Table, Sequence[Row]], ...] = (
        (schema.reports, [report]),
        (schema.report_tables, figure_records.rows_of_tables(reading)),
        (schema.figures, figure_records.rows_of_figures(reading)),
        (schema.report_years, figure_records.rows_of_years(reading)),
        (schema.classifications, figure_records.rows_of_classifications(reading)),
        (schema.passages, records.rows_of_passages(reading)),
        (schema.bodies, records.rows_of_bodies(reading)),
        (schema.discrepancies, records.rows_of_discrepancies(reading)),
        (schema.row_names, figure_records.rows_of_row_names(reading)),
        (schema.column_names, figure_records.rows_of_column_names(reading)),
    )
    for table, rows in parts:
        if rows:
            connection.execute(table.insert(), [dict(row) for row in rows])
    keywords.add(connection, reading.report.id, reading.passages)


def work_out_facts(connection: Connection, report_id: str) -> None:
    """Work out the facts of a report anew from its figures, corrections in force laid over them."""
    publisher = queries.report_row(connection, report_id)["publisher"]
    told = facts_of(queries.figures_with_concept(connection, report_id), publisher)
    connection.execute(schema.facts.delete().where(schema.facts.c.report_id == report_id))
    if told:
        rows = [dict(row) for row in fact_records.rows_of_facts(told, report_id)]
        connection.execute(schema.facts.insert(), rows)


def delete_report(connection: Connection, report_id: str) -> None:
    """Remove a report and all that was read from it."""
    keywords.remove(connection, report_id)
    connection.execute(schema.reports.delete().where(schema.reports.c.id == report_id))


def next_position(connection: Connection) -> int:
    """The place of a report that is added now."""
    last = connection.execute(select(func.max(schema.reports.c.position))).scalar()
    return 0 if last is None else int(last) + 1


def link_editions(connection: Connection, report: Report) -> None:
    """Make the first-added report like this one the one that the others are editions of.

    Alike are publisher (by its key), year, kind and level: a department's account and that of the
    unit itself are two reports, not two editions.
    """
    alike = connection.execute(
        select(schema.reports.c.id)
        .where(
            schema.reports.c.publisher_key == body_key(report.publisher),
            schema.reports.c.fiscal_year == report.fiscal_year,
            schema.reports.c.kind == report.kind,
            schema.reports.c.level == report.level,
        )
        .order_by(schema.reports.c.position)
    ).scalars()
    first = ""
    for report_id in alike:
        connection.execute(
            schema.reports.update().where(schema.reports.c.id == report_id).values(edition_of=first)
        )
        first = first or report_id
