"""Which edition of a report speaks: the text before the scan, the first added before the later."""

from __future__ import annotations

from ingest.library import Library
from ingest.nouns import Report


def editions(library: Library) -> tuple[tuple[Report, ...], ...]:
    """The reports held, one edition of each; then the second editions of those that have one, …

    Editions differ in what they hold (tables alone, narrative alone, a scanned annex), so that the
    next one is looked into where the one before is silent.
    """
    families: dict[str, list[Report]] = {}
    for report in library.reports():
        families.setdefault(report.edition_of or report.id, []).append(report)
    ranked = [_preferred(family, library) for family in families.values()]
    most = max((len(family) for family in ranked), default=1)
    return tuple(
        tuple(family[rank] for family in ranked if rank < len(family)) for rank in range(most)
    )


def _preferred(family: list[Report], library: Library) -> list[Report]:
    """Editions with fewer pages that are pictures first; in the order of adding where alike."""
    if len(family) == 1:
        return family
    return sorted(family, key=lambda report: _pictures(report, library))


def _pictures(report: Report, library: Library) -> int:
    summary = library.summary(report.id)
    return len(summary.scanned_pages) + len(summary.unread_pages)
