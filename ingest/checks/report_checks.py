"""All checks of one report: within its tables, between them, against its text, within the text."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.checks.across_years import column_checks
from ingest.checks.between_tables import between_checks
from ingest.checks.identity_checks import Check
from ingest.checks.residue import performance_checks, residue_checks
from ingest.checks.statements import statements_of
from ingest.checks.text_and_tables import text_checks
from ingest.checks.text_changes import change_checks
from ingest.checks.text_shares import completion_checks, share_checks
from ingest.checks.text_sums import sum_checks
from ingest.checks.text_words import word_checks
from ingest.checks.told_twice import twice_checks
from ingest.checks.within_tables import table_checks
from ingest.nouns import Figure, Passage, Report, Table


def report_checks(
    report: Report,
    tables: Sequence[Table],
    prose_figures: Sequence[Figure],
    passages: Sequence[Passage],
) -> tuple[Check, ...]:
    """Every rule of ``rules.yaml`` wherever it applies, or the reason why it does not."""
    # What is aimed at may be more or less in the end: nothing adds up to it.
    statements = statements_of([f for f in prose_figures if f.stage != "target"])
    return (
        *(check for table in tables for check in table_checks(table)),
        *(check for table in tables for check in column_checks(table, report.fiscal_year)),
        *between_checks(report, tables),
        *text_checks(report, tables, statements),
        *sum_checks(statements),
        *completion_checks(statements),
        *word_checks(passages),
        *change_checks(statements),
        *share_checks(report, tables, statements),
        *twice_checks(report, statements),
        *performance_checks(report, tables, statements),
        *residue_checks(report, passages),
    )
