"""What was left over from a template or another year's report, and performance amounts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.checks.identity_checks import Check, Outcome, Side, at_most_check, side_of, silent
from ingest.checks.rules import wording
from ingest.checks.statements import Statement
from ingest.checks.table_operands import TableOperands
from ingest.language.amounts import is_money
from ingest.language.enumerators import without_enumerator
from ingest.language.glyphs import half_width
from ingest.narrative.glossary import is_glossary
from ingest.nouns import Passage, Report, Table
from ingest.privacy import masked

_AROUND = 20


def residue_checks(report: Report, passages: Sequence[Passage]) -> tuple[Check, ...]:
    """Placeholders that nobody filled in, and years that are not the report's."""
    checks: list[Check] = []
    for passage in passages:
        if not is_glossary(passage.heading_path):
            checks += _placeholders(passage)
            checks += _asset_date(report, passage)
            checks += _with_itself(passage)
    checks += _headings(report, passages)
    return tuple(checks)


def _placeholders(passage: Passage) -> Iterator[Check]:
    text = "".join(passage.text.split())
    for found in wording("placeholder").finditer(text):
        quote = masked(text[max(0, found.start() - _AROUND) : found.end() + _AROUND])
        right = Side(f"未填 {found[0]}", passage.locators)
        yield Check("placeholder", "failed", Side(quote, passage.locators), right)


def _asset_date(report: Report, passage: Passage) -> Iterator[Check]:
    """A final account counts its vehicles at the end of its own year."""
    found = wording("asset_date").search("".join(half_width(passage.text).split()))
    if found and report.kind == "final_accounts":
        yield _year_check(report, found[0], int(found["year"]), passage)


def _with_itself(passage: Passage) -> Iterator[Check]:
    """2025年预算10万元，比2025年减少2万元: one of the two years was left over."""
    text = "".join(half_width(passage.text).split())
    for found in wording("year_with_itself").finditer(text):
        left = Side(masked(found[0]), passage.locators)
        right = Side(f"与同一年（{found['year']}年）相比", passage.locators)
        yield Check("year_residue", "failed", left, right)


def _headings(report: Report, passages: Sequence[Passage]) -> Iterator[Check]:
    """Headings that call the report's own statement by year, each told once."""
    kind = "预算" if report.kind == "budget" else "决算"
    seen = set()
    for passage in passages:
        for heading in passage.heading_path:
            bare = without_enumerator("".join(half_width(heading).split()))
            found = wording("own_year").match(bare)
            if found and found["kind"] == kind and heading not in seen:
                seen.add(heading)
                yield _year_check(report, heading, int(found["year"]), passage)


def _year_check(report: Report, quote: str, year: int, passage: Passage) -> Check:
    right = Side(f"报告年度 {report.fiscal_year}", passage.locators)
    outcome: Outcome = "held" if year == report.fiscal_year else "failed"
    return Check("year_residue", outcome, Side(quote, passage.locators), right)


def performance_checks(
    report: Report, tables: Sequence[Table], statements: Sequence[Statement]
) -> Iterator[Check]:
    """What project self-evaluations cover may not be more than all project expenditure."""
    rule = "performance_amount"
    if report.kind != "final_accounts":
        return
    operands = TableOperands(report, tables)
    for statement in statements:
        if statement.body != report.publisher or wording("overall").search(statement.text):
            continue
        for position, figure in enumerate(statement.figures):
            up_to = statement.text[: statement.placed[position].start]
            told = is_money(figure.unit) and not figure.column_path
            if not (told and wording("performance").search(up_to)):
                continue
            cell = operands.find("expenditure_project")
            if cell.figure is None:
                yield silent(rule, side_of(figure), Side("", ()), cell.reason)
            else:
                yield at_most_check(rule, figure, cell.figure)
