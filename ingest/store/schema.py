"""The tables of the library. Portable SQL: SQLite and PostgreSQL.

Tuples are JSON text, decimals are text (SQLite has no exact decimal), money also stands as
integer 分. ``position`` counts from 0 and keeps the order of adding or of print.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

SCHEMA_VERSION = "5"
"""The last of the steps of ``ingest.store.migrations``, by which an older library comes here."""

metadata = MetaData()


def _of_report(*, primary_key: bool = False) -> Column[str]:
    link = ForeignKey("reports.id", ondelete="CASCADE")
    return Column("report_id", String(200), link, nullable=False, primary_key=primary_key)


meta = Table(
    "meta",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)

reports = Table(
    "reports",
    metadata,
    Column("id", String(200), primary_key=True),
    Column("position", Integer, nullable=False, unique=True),
    Column("publisher", Text, nullable=False),
    Column("fiscal_year", Integer, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("level", String(32), nullable=False),
    Column("title", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("pages", Integer, nullable=False),
    Column("edition_of", String(200), nullable=False),
    Column("confidence", Float, nullable=False),
    Column("reader_version", String(64), nullable=False),
    Column("summary", Text, nullable=False),
    Column("publisher_key", Text, nullable=False, server_default=""),
    Column("written", Integer, nullable=False, server_default="0"),
    Index("reports_by_publisher", "publisher_key", "fiscal_year"),
    Index("reports_by_year", "fiscal_year", "kind", "level"),
)
"""``publisher_key`` is the publisher's ``body_key``; ``written`` the generation that a report came
with, so that what was kept of the others need not be asked for again."""

report_years = Table(
    "report_years",
    metadata,
    _of_report(primary_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
)
"""The years that the figures of a report's tables are about."""

report_tables = Table(
    "report_tables",
    metadata,
    Column("id", String(200), primary_key=True),
    _of_report(),
    Column("position", Integer, nullable=False),
    Column("form", String(64), nullable=False),
    Column("title", Text, nullable=False),
    Column("unit", String(32), nullable=False),
    Column("pages", Text, nullable=False),
    Index("report_tables_of_report", "report_id", "position"),
)

figures = Table(
    "figures",
    metadata,
    Column("id", String(200), primary_key=True),
    _of_report(),
    Column("position", Integer, nullable=False),
    Column("table_id", String(200), nullable=False),
    Column("in_prose", Boolean, nullable=False),
    Column("form", String(64), nullable=False),
    Column("row", Integer, nullable=False),
    Column("row_path", Text, nullable=False),
    Column("row_label", Text, nullable=False),
    Column("label_key", Text, nullable=False),
    Column("row_code", String(64), nullable=False),
    Column("also", Text, nullable=False),
    Column("line_no", String(32), nullable=False),
    Column("side", Text, nullable=False),
    Column("column_path", Text, nullable=False),
    Column("value", Text),
    Column("printed", Text, nullable=False),
    Column("unit", String(32), nullable=False),
    Column("fen", BigInteger),
    Column("year", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("basis", String(32), nullable=False),
    Column("locators", Text, nullable=False),
    Column("sentence", Text, nullable=False),
    Column("source", String(16), nullable=False, server_default="text"),
    Column("confidence", Float),
    Column("concept", String(64), nullable=False, server_default=""),
    Column("fund", String(32), nullable=False, server_default=""),
    Column("nature", String(32), nullable=False, server_default=""),
    Column("stage", String(32), nullable=False, server_default=""),
    Column("taken_from", Text, nullable=False, server_default="[]"),
    Index("figures_by_concept", "concept", "report_id"),
    Index("figures_of_report", "report_id", "position"),
    Index("figures_of_table", "table_id"),
    Index("figures_by_label", "label_key"),
    Index("figures_by_code", "row_code"),
)

classifications = Table(
    "classifications",
    metadata,
    _of_report(),
    Column(
        "figure_id",
        String(200),
        ForeignKey("figures.id", ondelete="CASCADE"),
        nullable=False,
    ),
    Column("row_code", String(64), nullable=False),
    Column("label_key", Text, nullable=False),
    Index("classifications_of_figure", "figure_id"),
    Index("classifications_of_report", "report_id"),
    Index("classifications_by_code", "row_code"),
    Index("classifications_by_label", "label_key"),
)
"""The further codes and labels of figures whose row is classified more than once."""

facts = Table(
    "facts",
    metadata,
    Column("concept", String(64), primary_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("stage", String(32), primary_key=True),
    Column("nature", String(32), primary_key=True),
    Column("fund", String(32), primary_key=True),
    _of_report(primary_key=True),
    Column("body_key", String(200), primary_key=True),
    Column("body", Text, nullable=False),
    Column("own", Boolean, nullable=False),
    Column("figure_id", String(200), nullable=False),
    Column("fen", BigInteger),
    Column("amount", Text),
    Column("number", Float),
    Column("unit", String(32), nullable=False),
    Column("in_table", Boolean, nullable=False),
    Column("agreeing", Integer, nullable=False),
    Column("rivals", Integer, nullable=False),
    Column("contested", Boolean, nullable=False),
    Index("facts_of_report", "report_id", "concept", "year"),
    sqlite_with_rowid=False,
)
"""What each report says about each thing (``ingest.facts``), corrections in force laid over.

Kept in the order of the key, so that what a ranking asks for lies together. ``number`` sorts
counts and shares, ``fen`` money; what is told is the exact ``amount``.
"""

corrections = Table(
    "corrections",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("page", Integer, nullable=False),
    Column("bbox", Text, nullable=False),
    Column("form", String(64), nullable=False),
    Column("row_path", Text, nullable=False),
    Column("row_code", String(64), nullable=False),
    Column("side", Text, nullable=False),
    Column("column_path", Text, nullable=False),
    Column("unit", String(32), nullable=False),
    Column("original_printed", Text, nullable=False),
    Column("original_value", Text),
    Column("printed", Text, nullable=False),
    Column("value", Text),
    Column("author", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("reason", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("figure_id", String(200), nullable=False),
    Column("ended_by", Text, nullable=False),
    Column("ended_at", String(32), nullable=False),
    Index("corrections_of_file", "sha256"),
)
"""What people corrected, kept whatever becomes of the reading: no key leads to reports or figures.

``figures`` holds what was read; a correction in force is laid over it when it is asked for.
"""

passages = Table(
    "passages",
    metadata,
    Column("id", String(200), primary_key=True),
    _of_report(),
    Column("position", Integer, nullable=False),
    Column("heading_path", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("term", Text, nullable=False),
    Column("locators", Text, nullable=False),
    Index("passages_of_report", "report_id", "position"),
)

bodies = Table(
    "bodies",
    metadata,
    _of_report(primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("level", String(32), nullable=False),
    Column("role", String(32), nullable=False),
    Column("part_of", Text, nullable=False),
    Column("code", String(16), nullable=False),
    Column("passage_id", String(200), nullable=False),
    Index("bodies_by_key", "key", "role"),
)
"""The bodies that each report speaks of: its publisher first, its units, whose unit it is."""

discrepancies = Table(
    "discrepancies",
    metadata,
    _of_report(primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("rule", String(64), nullable=False),
    Column("left_side", Text, nullable=False),
    Column("right_side", Text, nullable=False),
    Column("left_locators", Text, nullable=False),
    Column("right_locators", Text, nullable=False),
    Column("difference", Text, nullable=False),
    Column("envelope", Text, nullable=False),
    Column("unit", String(32), nullable=False),
    Column("severity", String(32), nullable=False),
)

row_names = Table(
    "row_names",
    metadata,
    _of_report(primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("form", String(64), nullable=False),
    Column("row_code", String(64), nullable=False),
    Column("row_label", Text, nullable=False),
)
"""The distinct rows of each report: the catalogue without a pass over all cells."""

column_names = Table(
    "column_names",
    metadata,
    _of_report(primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("form", String(64), nullable=False),
    Column("column_path", Text, nullable=False),
)
"""The distinct header paths of each report."""
