"""The narrative half of reading: pages without their tables to passages and figures in prose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ingest.bodies.in_report import BodiesOfReport
from ingest.narrative.cells import cells_to_paragraphs
from ingest.narrative.headings import with_heading_paths
from ingest.narrative.paragraphs import Paragraph, pages_to_paragraphs
from ingest.narrative.passages import paragraphs_to_passages
from ingest.narrative.prose_figures import paragraphs_to_figures
from ingest.nouns import BBox, Figure, Passage, Report
from ingest.pages.page import Page


def paragraphs_of(
    pages: Sequence[Page], consumed: Mapping[int, Sequence[BBox]]
) -> tuple[Paragraph, ...]:
    """The paragraphs outside tables, each with the headings above it.

    ``consumed`` holds per page (1-based) the boxes that tables take, with titles and unit lines.
    """
    return with_heading_paths(pages_to_paragraphs(pages, consumed))


def narrative_of(
    paragraphs: Sequence[Paragraph],
    pages: Sequence[Page],
    consumed: Mapping[int, Sequence[BBox]],
    report: Report,
    bodies: BodiesOfReport,
) -> tuple[tuple[Passage, ...], tuple[Figure, ...]]:
    """The passages and the figures in prose of a report; sentences in cells of tables come last.

    ``paragraphs`` are those outside tables; ``report`` gives the year and kind that sentences leave
    unsaid, ``bodies`` the names by which they tell whose figures they are.
    """
    cells = cells_to_paragraphs(pages, consumed)
    quoted = (*paragraphs, *(cell.paragraph for cell in cells))
    facts = (*paragraphs, *(cell.paragraph for cell in cells if not cell.sets_rules))
    return paragraphs_to_passages(quoted, report), paragraphs_to_figures(facts, report, bodies)
