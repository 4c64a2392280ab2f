"""What all figures of a report are: those of its tables, then those of its sentences."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.concepts.announced import announcements
from ingest.concepts.prose import prose_with_meaning
from ingest.concepts.tables import table_with_meaning
from ingest.concepts.totals import prose_confirmed, tables_confirmed
from ingest.nouns import Figure, Passage, Report, Table


def with_concepts(
    tables: Sequence[Table],
    prose: Sequence[Figure],
    report: Report,
    passages: Sequence[Passage] = (),
) -> tuple[tuple[Table, ...], tuple[Figure, ...]]:
    """Tables and sentences with concept, fund, nature, stage and year of every figure.

    ``passages`` are those in which the sentences stand; they announce what follows.
    """
    assigned = tables_confirmed([table_with_meaning(table, report) for table in tables], report)
    told = prose_with_meaning(prose, report, announcements(prose, passages))
    return assigned, prose_confirmed(told, assigned, report)
