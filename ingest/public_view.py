"""What a library tells the public: the same nouns and pictures, private numbers masked, and
corrections without the names of staff."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path

from ingest.cell_heads import page_of
from ingest.library import Library
from ingest.nouns import BBox, Correction, Discrepancy, Figure, Passage, Report, Table
from ingest.pages.lines import box_around
from ingest.pages.page import TextLine
from ingest.privacy import is_private, masked, masked_correction, masked_figure, private_spans

_PAGES = 512
"""Pages whose private places are remembered."""


class PublicView:
    """A library as visitors may see it; asks the library each time, keeps nothing itself."""

    def __init__(self, library: Library, *, names: bool = False) -> None:
        """``names`` leaves the names of staff: for those who have the library's folder."""
        self._library = library
        self._masked = partial(masked_figure, names=names)
        self._names = names

    def report(self, report_id: str) -> Report:
        """The report of that id. Raises NoSuchReport."""
        return self._library.report(report_id)

    def tables(self, report_id: str) -> tuple[Table, ...]:
        """The tables of a report, in order of print. Raises NoSuchReport."""
        return tuple(
            replace(table, figures=tuple(map(self._masked, table.figures)))
            for table in self._library.tables(report_id)
        )

    def prose_figures(self, report_id: str) -> tuple[Figure, ...]:
        """The figures told in sentences, in order of print. Raises NoSuchReport."""
        return tuple(map(self._masked, self._library.prose_figures(report_id)))

    def passages(self, report_id: str) -> tuple[Passage, ...]:
        """The passages of a report, in order of print. Raises NoSuchReport."""
        return tuple(
            replace(
                passage,
                text=masked(passage.text),
                heading_path=tuple(map(masked, passage.heading_path)),
            )
            for passage in self._library.passages(report_id)
        )

    def discrepancies(self, report_id: str) -> tuple[Discrepancy, ...]:
        """What does not add up in a report. Raises NoSuchReport."""
        return tuple(
            replace(found, left=masked(found.left), right=masked(found.right))
            for found in self._library.discrepancies(report_id)
        )

    def corrections(self, report_id: str = "") -> tuple[Correction, ...]:
        """The corrections of one report, or all. Raises NoSuchReport."""
        return tuple(
            masked_correction(made, names=self._names)
            for made in self._library.corrections(report_id)
        )

    def page_picture(
        self, report_id: str, page: int, marks: tuple[BBox, ...] = (), *, scale: float = 2.0
    ) -> bytes:
        """A page as PNG with its private places blacked out. Raises as ``Library.page_picture``."""
        # The picture is asked first where the page does not exist: its error says so.
        self._library.page_size(report_id, page)
        hidden = self.private_places(report_id, page)
        return self._library.page_picture(report_id, page, marks, scale=scale, hidden=hidden)

    def private_places(self, report_id: str, page: int) -> tuple[BBox, ...]:
        """The places of a page that its picture blacks out. Raises NoSuchReport."""
        return tuple(self._hidden(report_id, page))

    def _hidden(self, report_id: str, page: int) -> Iterator[BBox]:
        """By the words of the page, but never over a cell with an amount; by what was read of it
        where the page is a picture."""
        figures = [
            (place.bbox, figure)
            for table in self._library.tables(report_id)
            for figure in table.figures
            for place in figure.locators
            if place.page == page
        ]
        amounts = [box for box, figure in figures if figure.unit]
        boxes, has_text = _private_words(self._library.original(report_id), page)
        yield from (box for box in boxes if not any(_meet(box, cell) for cell in amounts))
        yield from (box for box, figure in figures if is_private(figure))
        if has_text:
            return
        for passage in self._library.passages(report_id):
            if private_spans(passage.text):
                yield from (place.bbox for place in passage.locators if place.page == page)


@lru_cache(maxsize=_PAGES)
def _private_words(path: Path, page: int) -> tuple[tuple[BBox, ...], bool]:
    """Where a page of a file prints private numbers, and whether it has text at all."""
    lines = page_of(path, page).lines
    return tuple(box for line in lines for box in _boxes(line)), bool(lines)


def _boxes(line: TextLine) -> Iterator[BBox]:
    spans = private_spans(line.text)
    if not spans:
        return
    places: list[int] = []
    at = 0
    for char in line.chars:
        # Where the print leaves a gap the text has a space that no character stands for.
        at = line.text.index(char.text, at)
        places.append(at)
        at += len(char.text)
    for start, end, _ in spans:
        yield box_around(
            [char for char, place in zip(line.chars, places, strict=True) if start <= place < end]
        )


def _meet(one: BBox, other: BBox) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
