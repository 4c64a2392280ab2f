"""The bodies of a report gathered from its tables, its headings and what its narrative tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.bodies.in_report import BodiesOfReport
from ingest.bodies.looks import looks_like_body
from ingest.bodies.names import body_name
from ingest.bodies.told import ToldBody, bodies_told, units_in_headings
from ingest.language.bodies import any_ending
from ingest.narrative.paragraphs import Paragraph
from ingest.nouns import Body, Passage, Report
from ingest.tables.joining import TableDraft

_UNIT_CODE = re.compile(r"^\d{6}(?:\d{3})?$")
_ENDS = re.compile(rf"(?:{any_ending('title')})$")
# Names of projects and of what is bought may look like those of bodies.
_OF_PROJECTS = frozenset({"project_expenditure", "procurement", "performance"})
_AROUND = 24


def bodies_in(
    report: Report, drafts: Sequence[TableDraft], paragraphs: Sequence[Paragraph]
) -> tuple[BodiesOfReport, tuple[ToldBody, ...]]:
    """The bodies that a report speaks of, and what its narrative tells of them."""
    told = bodies_told(paragraphs, report)
    codes = _by_code(drafts)
    units = (
        *(body.name for body in told if body.role == "subordinate"),
        *units_in_headings(paragraphs, report),
        *_in_rows(drafts, report),
    )
    return BodiesOfReport(report, units, codes), told


def _by_code(drafts: Sequence[TableDraft]) -> dict[str, str]:
    """The names of units by their codes: the longest print, since cells may lose an end."""
    codes: dict[str, str] = {}
    for draft in drafts:
        for row in draft.rows:
            is_longer = len(row.label) > len(codes.get(row.code, ""))
            named = _UNIT_CODE.match(row.code) and _ENDS.search(body_name(row.label).key)
            if named and is_longer:
                codes[row.code] = row.label
    return codes


def _in_rows(drafts: Sequence[TableDraft], report: Report) -> Iterator[str]:
    for draft in drafts:
        for row in draft.rows:
            of_unit = not row.code and draft.form not in _OF_PROJECTS
            for label in (*((row.label,) if of_unit else ()), *row.outer_labels):
                if looks_like_body(label, report.publisher):
                    yield label


def register_of(
    report: Report,
    bodies: BodiesOfReport,
    told: Sequence[ToldBody],
    passages: Sequence[Passage],
) -> tuple[Body, ...]:
    """The bodies as they are stored: the publisher first, its own level, units, superiors."""
    by_name = {bodies.meant(body.name): body for body in told if body.role == "subordinate"}
    superiors = [body for body in told if body.role == "superior"]
    publisher = Body(
        report_id=report.id,
        name=report.publisher,
        key=body_name(report.publisher).key,
        level=report.level,
        role="publisher",
        part_of=superiors[0].name if superiors else "",
        passage_id=_passage_of(superiors[0], passages) if superiors else "",
    )
    units = []
    for name in (*((bodies.own,) if bodies.tells_own_level else ()), *bodies.units):
        found = by_name.get(name)
        units.append(
            Body(
                report_id=report.id,
                name=name,
                key=body_name(name).key,
                level="unit",
                role="own" if name == bodies.own else "subordinate",
                part_of=report.publisher,
                code=bodies.code_of(name),
                passage_id=_passage_of(found, passages) if found else "",
            )
        )
    above = (
        Body(
            report_id=report.id,
            name=body.name,
            key=body_name(body.name).key,
            level="department",
            role="superior",
            passage_id=_passage_of(body, passages),
        )
        for body in superiors
    )
    return (publisher, *units, *above)


def _passage_of(told: ToldBody, passages: Sequence[Passage]) -> str:
    """The passage that tells of a body: of its paragraph the piece that names it."""
    at = told.text.find(told.name)
    around = told.text[max(0, at) : at + len(told.name) + _AROUND] if at >= 0 else told.text
    found = next((p for p in passages if told.text == p.text), None)
    found = found or next((p for p in passages if around in p.text), None)
    return found.id if found else ""
