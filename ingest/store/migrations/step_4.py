"""To 4: figures say what they measure; facts, years and keys of publishers stand ready.

The dimensions stay empty until a report is read again: what a figure measures is found by reading.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ingest.bodies.names import body_key

revision = "4"
down_revision = "3"


def upgrade() -> None:
    """Dimensions, facts, keys of publishers, years of reports, and where keywords stand."""
    _dimensions()
    _keys_of_publishers()
    _years()
    _facts()
    if op.get_context().dialect.name == "sqlite":
        _rows_of_keywords()


def _dimensions() -> None:
    with op.batch_alter_table("figures", recreate="never") as figures:
        # A default of its own each: ALTER TABLE fills the rows there are without a pass over them.
        figures.add_column(sa.Column("concept", sa.String(64), nullable=False, server_default=""))
        for name in ("fund", "nature", "stage"):
            figures.add_column(sa.Column(name, sa.String(32), nullable=False, server_default=""))
        figures.add_column(sa.Column("taken_from", sa.Text, nullable=False, server_default="[]"))
    op.create_index("figures_by_concept", "figures", ["concept", "report_id"])


def _keys_of_publishers() -> None:
    with op.batch_alter_table("reports", recreate="never") as reports:
        reports.add_column(sa.Column("publisher_key", sa.Text, nullable=False, server_default=""))
        reports.add_column(sa.Column("written", sa.Integer, nullable=False, server_default="0"))
    table = sa.table("reports", sa.column("publisher"), sa.column("publisher_key"))
    connection = op.get_bind()
    for publisher in connection.execute(sa.select(table.c.publisher).distinct()).scalars().all():
        connection.execute(
            table.update()
            .where(table.c.publisher == publisher)
            .values(publisher_key=body_key(publisher))
        )
    op.create_index("reports_by_publisher", "reports", ["publisher_key", "fiscal_year"])
    op.create_index("reports_by_year", "reports", ["fiscal_year", "kind", "level"])


def _of_report() -> sa.Column[str]:
    link = sa.ForeignKey("reports.id", ondelete="CASCADE")
    return sa.Column("report_id", sa.String(200), link, nullable=False, primary_key=True)


def _years() -> None:
    op.create_table(
        "report_years",
        _of_report(),
        sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
    )
    op.execute(
        "INSERT INTO report_years (report_id, year)"
        " SELECT DISTINCT report_id, year FROM figures WHERE table_id <> ''"
    )


def _facts() -> None:
    op.create_table(
        "facts",
        sa.Column("concept", sa.String(64), primary_key=True),
        sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("stage", sa.String(32), primary_key=True),
        sa.Column("nature", sa.String(32), primary_key=True),
        sa.Column("fund", sa.String(32), primary_key=True),
        _of_report(),
        sa.Column("body_key", sa.String(200), primary_key=True),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("own", sa.Boolean, nullable=False),
        sa.Column("figure_id", sa.String(200), nullable=False),
        sa.Column("fen", sa.BigInteger),
        sa.Column("amount", sa.Text),
        sa.Column("number", sa.Float),
        sa.Column("unit", sa.String(32), nullable=False),
        sa.Column("in_table", sa.Boolean, nullable=False),
        sa.Column("agreeing", sa.Integer, nullable=False),
        sa.Column("rivals", sa.Integer, nullable=False),
        sa.Column("contested", sa.Boolean, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("facts_of_report", "facts", ["report_id", "concept", "year"])


def _rows_of_keywords() -> None:
    op.create_table(
        "keyword_rows",
        sa.Column("report_id", sa.String(200), primary_key=True),
        sa.Column("first", sa.Integer, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
    )
    op.execute(
        "INSERT INTO keyword_rows (report_id, first, last)"
        " SELECT report_id, min(rowid), max(rowid) FROM keywords GROUP BY report_id"
    )
