"""Reports, passages and discrepancies to rows of the schema and back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, fields
from decimal import Decimal
from typing import Any

from ingest.bodies.names import body_key
from ingest.nouns import Body, CheckCount, Discrepancy, Passage, Reading, ReadingSummary, Report
from ingest.store import schema
from ingest.store.columns import (
    Row,
    locators_of_text,
    path_of_text,
    text_of_json,
    text_of_locators,
    text_of_path,
)


def text_of_summary(summary: ReadingSummary) -> str:
    """The summary of a reading as the text under which it is stored."""
    return text_of_json(asdict(summary))


def summary_of_text(text: str) -> ReadingSummary:
    """The summary that ``text_of_summary`` stored."""
    told = json.loads(text)
    return ReadingSummary(
        forms=tuple(told["forms"]),
        amounts_printed=told["amounts_printed"],
        amounts_captured=told["amounts_captured"],
        checks=tuple(_check_count(count) for count in told["checks"]),
        scanned_pages=tuple(told.get("scanned_pages", ())),
        unread_pages=tuple(told.get("unread_pages", ())),
        damaged_pages=tuple(told.get("damaged_pages", ())),
    )


def _check_count(told: dict[str, Any]) -> CheckCount:
    reasons = tuple((reason, count) for reason, count in told.get("reasons", ()))
    return CheckCount(**{**told, "reasons": reasons})


def row_of_report(reading: Reading, *, position: int, reader_version: str, written: int) -> Row:
    """The row of a report; ``position`` is its place in the order of adding, ``written`` the
    generation that it comes with."""
    report = reading.report
    return {
        "id": report.id,
        "position": position,
        "publisher": report.publisher,
        "fiscal_year": report.fiscal_year,
        "kind": report.kind,
        "level": report.level,
        "title": report.title,
        "file": report.file,
        "sha256": report.sha256,
        "pages": report.pages,
        "edition_of": report.edition_of,
        "confidence": report.confidence,
        "reader_version": reader_version,
        "summary": text_of_summary(reading.summary),
        "publisher_key": body_key(report.publisher),
        "written": written,
    }


def report_of_row(row: Row) -> Report:
    """The report of a row."""
    return Report(
        id=row["id"],
        publisher=row["publisher"],
        fiscal_year=row["fiscal_year"],
        kind=row["kind"],
        level=row["level"],
        title=row["title"],
        file=row["file"],
        sha256=row["sha256"],
        pages=row["pages"],
        edition_of=row["edition_of"],
        confidence=row["confidence"],
    )


COLUMNS = tuple(schema.reports.c[field.name] for field in fields(Report))
"""What a report is made of, in the order of its fields: thousands come at once."""


def report_of(columns: Sequence[Any]) -> Report:
    """The report of a row that begins with ``COLUMNS``."""
    return Report(*columns[: len(COLUMNS)])


def rows_of_passages(reading: Reading) -> list[Row]:
    """The rows of a reading's passages, in order of print."""
    return [
        {
            "id": passage.id,
            "report_id": reading.report.id,
            "position": position,
            "heading_path": text_of_path(passage.heading_path),
            "text": passage.text,
            "term": passage.term,
            "locators": text_of_locators(passage.locators),
        }
        for position, passage in enumerate(reading.passages)
    ]


def passage_of_row(row: Row) -> Passage:
    """The passage of a row."""
    return Passage(
        id=row["id"],
        report_id=row["report_id"],
        heading_path=path_of_text(row["heading_path"]),
        text=row["text"],
        locators=locators_of_text(row["locators"]),
        term=row["term"],
    )


def rows_of_bodies(reading: Reading) -> list[Row]:
    """The rows of the bodies that a report speaks of, its publisher first."""
    return [{**asdict(body), "position": n} for n, body in enumerate(reading.bodies)]


def body_of_row(row: Row) -> Body:
    """The body of a row."""
    return Body(**{key: row[key] for key in row if key != "position"})


def rows_of_discrepancies(reading: Reading) -> list[Row]:
    """The rows of a reading's discrepancies, in the order in which they were found."""
    return [
        {
            "report_id": reading.report.id,
            "position": position,
            "rule": found.rule,
            "left_side": found.left,
            "right_side": found.right,
            "left_locators": text_of_locators(found.left_locators),
            "right_locators": text_of_locators(found.right_locators),
            "difference": str(found.difference),
            "envelope": str(found.envelope),
            "unit": found.unit,
            "severity": found.severity,
        }
        for position, found in enumerate(reading.discrepancies)
    ]


def discrepancy_of_row(row: Row) -> Discrepancy:
    """The discrepancy of a row."""
    return Discrepancy(
        report_id=row["report_id"],
        rule=row["rule"],
        left=row["left_side"],
        right=row["right_side"],
        left_locators=locators_of_text(row["left_locators"]),
        right_locators=locators_of_text(row["right_locators"]),
        difference=Decimal(row["difference"]),
        envelope=Decimal(row["envelope"]),
        unit=row["unit"],
        severity=row["severity"],
    )
