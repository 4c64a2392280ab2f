"""What was read from pictures says so: figures with how surely, and places as displayed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.nouns import Figure, Locator, Passage, Table
from ingest.pages.display import box_placed
from ingest.pages.page import Page

_LEAST = 0.6
"""A figure of which a digit was recognised with less than this is not known at all."""
_IN_NUMBERS = frozenset("0123456789０１２３４５６７８９.,%-—－，．()（）\ufffd")


@dataclass(frozen=True, slots=True)
class _Scans:
    """The scanned pages of a file by their number."""

    pages: Mapping[int, Page]


def tables_with_origin(tables: Iterable[Table], pages: Sequence[Page]) -> tuple[Table, ...]:
    """The tables with the figures of scanned pages marked as read by OCR."""
    scans = _scans(pages)
    return tuple(
        replace(table, figures=_figures(table.figures, scans))
        if any(page in scans.pages for page in table.pages)
        else table
        for table in tables
    )


def figures_with_origin(figures: Iterable[Figure], pages: Sequence[Page]) -> tuple[Figure, ...]:
    """The figures in prose, those of scanned pages marked as read by OCR."""
    return _figures(figures, _scans(pages))


def passages_as_displayed(
    passages: Iterable[Passage], pages: Sequence[Page]
) -> tuple[Passage, ...]:
    """The passages, those of scanned pages with their places on the page as displayed."""
    scans = _scans(pages)
    if not scans.pages:
        return tuple(passages)
    return tuple(
        replace(passage, locators=_displayed(passage.locators, scans)) for passage in passages
    )


def is_legible(figure: Figure) -> bool:
    """Whether every digit was recognised well enough to be told, with a warning where need be."""
    return figure.confidence is None or figure.confidence >= _LEAST


def legible_tables(tables: Iterable[Table]) -> tuple[Table, ...]:
    """The tables without the figures that could not be read: better none than a guessed one."""
    return tuple(
        table
        if all(map(is_legible, table.figures))
        else replace(table, figures=tuple(filter(is_legible, table.figures)))
        for table in tables
    )


def illegible_places(tables: Iterable[Table], prose: Iterable[Figure]) -> frozenset[Locator]:
    """Where figures stand that could not be read: no check may rest on them."""
    figures = (*(figure for table in tables for figure in table.figures), *prose)
    return frozenset(
        place for figure in figures if not is_legible(figure) for place in figure.locators
    )


def _scans(pages: Sequence[Page]) -> _Scans:
    return _Scans({page.number: page for page in pages if page.scan is not None})


def _figures(figures: Iterable[Figure], scans: _Scans) -> tuple[Figure, ...]:
    return tuple(
        replace(
            figure,
            source="ocr",
            confidence=_confidence(figure, scans),
            locators=_displayed(figure.locators, scans),
        )
        if any(place.page in scans.pages for place in figure.locators)
        else figure
        for figure in figures
    )


def _confidence(figure: Figure, scans: _Scans) -> float:
    """That of its least sure digit or mark; 1.0 for a cell in which nothing is printed."""
    sure = [
        confidence
        for place in figure.locators
        if place.page in scans.pages
        for confidence in _sureness(scans.pages[place.page], place)
    ]
    return round(min(sure, default=1.0), 3)


def _sureness(page: Page, place: Locator) -> Iterable[float]:
    x0, top, x1, bottom = place.bbox
    if page.scan is None:
        return
    for char, confidence in zip(page.chars, page.scan.confidences, strict=True):
        x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
        if x0 <= x <= x1 and top <= y <= bottom and char.text in _IN_NUMBERS:
            yield confidence


def _displayed(places: Iterable[Locator], scans: _Scans) -> tuple[Locator, ...]:
    return tuple(
        replace(place, bbox=box_placed(page.scan.as_displayed, *place.bbox))
        if (page := scans.pages.get(place.page)) is not None and page.scan is not None
        else place
        for place in places
    )
