"""To 5: the bodies that a report speaks of; keys of publishers as they are compared now.

Of a report that was read before, only its publisher is known until it is read again.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ingest.bodies.names import body_key

revision = "5"
down_revision = "4"


def upgrade() -> None:
    """The table of bodies, and the publishers' keys anew."""
    link = sa.ForeignKey("reports.id", ondelete="CASCADE")
    bodies = op.create_table(
        "bodies",
        sa.Column("report_id", sa.String(200), link, nullable=False, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("level", sa.String(32), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("part_of", sa.Text, nullable=False),
        sa.Column("code", sa.String(16), nullable=False),
        sa.Column("passage_id", sa.String(200), nullable=False),
    )
    op.create_index("bodies_by_key", "bodies", ["key", "role"])
    _publishers(bodies)


def _publishers(bodies: sa.Table) -> None:
    columns = ("id", "publisher", "level", "publisher_key")
    reports = sa.table("reports", *(sa.column(name) for name in columns))
    connection = op.get_bind()
    held = connection.execute(sa.select(reports.c.id, reports.c.publisher, reports.c.level)).all()
    for report_id, publisher, level in held:
        key = body_key(publisher)
        connection.execute(
            reports.update().where(reports.c.id == report_id).values(publisher_key=key)
        )
        connection.execute(
            bodies.insert().values(
                report_id=report_id,
                position=0,
                name=publisher,
                key=key,
                level=level,
                role="publisher",
                part_of="",
                code="",
                passage_id="",
            )
        )
