"""The straight line from a PDF to a Reading: pages, tables, identity, checks, narrative."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ingest.bodies.register import bodies_in, register_of
from ingest.checks.report_checks import report_checks
from ingest.checks.summary import discrepancies_of, summary_of
from ingest.concepts.readings import with_concepts
from ingest.damage.inspect import damage_of, refusal
from ingest.errors import NotAReport
from ingest.identity import identify
from ingest.narrative.narrate import narrative_of, paragraphs_of
from ingest.narrative.targets import targets_of
from ingest.nouns import BBox, Reading, Report
from ingest.pages.allowance import Allowance
from ingest.pages.intake import check_file
from ingest.pages.page import Page
from ingest.pages.pdf import read_pages
from ingest.scans.origin import (
    figures_with_origin,
    illegible_places,
    is_legible,
    legible_tables,
    passages_as_displayed,
    tables_with_origin,
)
from ingest.scans.scan import with_scans
from ingest.scans.undamaged import FOUND_ON_PAGES, undamaged, without_damaged
from ingest.settings import Settings
from ingest.tables.figures import drafts_to_tables
from ingest.tables.joining import TableDraft, pages_to_drafts


def read_report(path: Path, settings: Settings, allowance: Allowance | None = None) -> Reading:
    """Reads one published report. Raises UnreadableFile (TooCostly among them) or NotAReport.

    ``allowance`` is told where the reading stands; limits inside C code are not kept here.
    """
    sha256 = check_file(path, settings)
    with _collecting_rarely():
        return _read(path, sha256, settings, allowance or Allowance(settings))


@contextmanager
def _collecting_rarely() -> Iterator[None]:
    """Reading makes some 100,000 small lasting objects; looking for garbage among them again and
    again takes an eighth of the time."""
    usual = gc.get_threshold()
    gc.set_threshold(100_000, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _read(path: Path, sha256: str, settings: Settings, allowance: Allowance) -> Reading:
    damage = damage_of(path)
    read = tuple(read_pages(path, settings.parser, allowance, damage.pages))
    whole = undamaged(path, read, damage)
    pages = tuple(with_scans(path, whole, allowance))
    allowance.turn_to(0)
    drafts = pages_to_drafts(pages)
    report = _identified(path, sha256, pages, drafts)
    consumed = consumed_boxes(drafts)
    paragraphs = paragraphs_of(pages, consumed)
    bodies, told = bodies_in(report, drafts, paragraphs)
    # A ruled list without title and without any amount (names of units, say) is no table.
    level = tuple(t for t in drafts_to_tables(drafts, report, bodies) if t.title or t.figures)
    passages, prose_figures = narrative_of(paragraphs, pages, consumed, report, bodies)
    register = register_of(report, bodies, told, passages)
    tables = tables_with_origin(level, pages)
    prose_figures = figures_with_origin(prose_figures, pages)
    passages = passages_as_displayed(passages, pages)
    # Targets of several projects differ under one name: no check may compare them.
    target_rows, targets = targets_of(drafts, report, bodies)
    target_rows = passages_as_displayed(target_rows, pages)
    targets = figures_with_origin(targets, pages)
    tables, prose_figures = with_concepts(tables, prose_figures, report, passages)
    _, targets = with_concepts((), targets, report)
    unclear = illegible_places(tables, prose_figures)
    checks = tuple(
        check
        for check in report_checks(report, tables, prose_figures, passages)
        if unclear.isdisjoint((*check.left.locators, *check.right.locators))
    )
    reading = Reading(
        report,
        legible_tables(tables),
        tuple(filter(is_legible, (*prose_figures, *targets))),
        (*passages, *target_rows),
        discrepancies_of(checks, report.id),
        summary_of(pages, level, checks),
        register,
    )
    return without_damaged(reading)


def _identified(
    path: Path, sha256: str, pages: Sequence[Page], drafts: Sequence[TableDraft]
) -> Report:
    try:
        return identify(pages, drafts, file=path.name, sha256=sha256)
    except NotAReport as error:
        if any(page.damaged for page in pages):
            raise refusal(path, FOUND_ON_PAGES) from error
        raise


def consumed_boxes(drafts: Sequence[TableDraft]) -> dict[int, list[BBox]]:
    """Per page, the places that tables and their captions occupy."""
    boxes: dict[int, list[BBox]] = {}
    for draft in drafts:
        for page, box in draft.boxes:
            boxes.setdefault(page, []).append(box)
    return boxes
