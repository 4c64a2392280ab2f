"""Which page a place means, and what is to be marked on it."""

from __future__ import annotations

from itertools import chain

from assistant.composing.citations import titles_apart
from assistant.permalinks import Place
from assistant.rendering.page_html import Leaf
from ingest.cell_heads import cell_heads
from ingest.library import Library
from ingest.nouns import Figure
from ingest.public_view import PublicView
from ingest.selection import FigureFilter


def leaf_of(library: Library, place: Place, public: bool = False) -> Leaf:
    """The page of a place with its marks; for the ``public`` with the count of hidden places.

    Raises NoSuchReport, and MingzhangError where the report has no such page.
    """
    report = library.report(place.report_id)
    size = library.page_size(place.report_id, place.page)
    figure = figure_at(library, place)
    if figure is not None and figure.report_id != place.report_id:
        figure = None
    heads = cell_heads(library, figure, place.page) if figure is not None else ()
    hidden = PublicView(library).private_places(place.report_id, place.page) if public else ()
    boxes = place.boxes
    if figure is not None and place.figure_id:
        boxes = tuple((at.page, at.bbox) for at in figure.locators)
    return Leaf(
        report,
        place,
        size,
        printed=_printed_page(library, place),
        marks=tuple(box for page, box in boxes if page == place.page),
        heads=heads,
        elsewhere=tuple(sorted({page for page, _ in boxes} - {place.page})),
        title=titles_apart(library.reports())[report.id],
        gone=bool(place.figure_id) and figure is None,
        hidden=len(hidden),
    )


def page_picture(library: Library, report_id: str, page: int, scale: int, public: bool) -> bytes:
    """A page as PNG; for the ``public`` with private places hidden.

    Raises NoSuchReport, and MingzhangError where the report has no such page.
    """
    seen = PublicView(library) if public else library
    return seen.page_picture(report_id, page, scale=scale)


def figure_at(library: Library, place: Place) -> Figure | None:
    """The one figure that a place opens: named by it, or printed in the first box it carries."""
    if place.figure_id:
        return library.figure(place.figure_id)
    if not place.marks or place.report_id not in {report.id for report in library.reports()}:
        return None
    box = tuple(round(edge, 1) for edge in place.marks[0])
    here = [
        figure
        for figure in library.figures(FigureFilter(report_ids=(place.report_id,)))
        for at in figure.locators
        if at.page == place.page and tuple(round(edge, 1) for edge in at.bbox) == box
    ]
    return here[0] if len(here) == 1 else None


def _printed_page(library: Library, place: Place) -> str:
    """The number printed on the page, where something read from it tells it; else ""."""
    tables = library.tables(place.report_id)
    places = [passage.locators for passage in library.passages(place.report_id)]
    places += [figure.locators for table in tables for figure in table.figures]
    located = chain.from_iterable(places)
    return next((at.printed_page for at in located if at.page == place.page), "")
