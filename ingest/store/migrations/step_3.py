"""To 3: figures say how they were read; corrections are kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "3"
down_revision = None


def upgrade() -> None:
    """The columns ``source`` and ``confidence`` of figures, and the table of corrections."""
    with op.batch_alter_table("figures", recreate="never") as figures:
        source = sa.Column("source", sa.String(16), nullable=False, server_default="text")
        figures.add_column(source)
        figures.add_column(sa.Column("confidence", sa.Float))
    op.create_table(
        "corrections",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("page", sa.Integer, nullable=False),
        sa.Column("bbox", sa.Text, nullable=False),
        sa.Column("form", sa.String(64), nullable=False),
        sa.Column("row_path", sa.Text, nullable=False),
        sa.Column("row_code", sa.String(64), nullable=False),
        sa.Column("side", sa.Text, nullable=False),
        sa.Column("column_path", sa.Text, nullable=False),
        sa.Column("unit", sa.String(32), nullable=False),
        sa.Column("original_printed", sa.Text, nullable=False),
        sa.Column("original_value", sa.Text),
        sa.Column("printed", sa.Text, nullable=False),
        sa.Column("value", sa.Text),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("figure_id", sa.String(200), nullable=False),
        sa.Column("ended_by", sa.Text, nullable=False),
        sa.Column("ended_at", sa.String(32), nullable=False),
    )
    op.create_index("corrections_of_file", "corrections", ["sha256"])
