"""Where the headers of a cell stand on its page: the label of its row, the headings above it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from ingest.language.glyphs import fold, squeeze
from ingest.nouns import BBox, Figure
from ingest.pages.lines import box_around, chars_to_lines
from ingest.pages.page import Char, Page, RuledTable

_GAP = 1.0
"""A gap of this many characters ends a piece of print outside ruled cells."""
_SHORTEST = 2
"""Letters that a piece needs to be known as a part of a wrapped heading."""


def heads_of(page: Page, figure: Figure) -> tuple[BBox, ...]:
    """The boxes of a cell's row label (code included) and column headings that are on its page.

    None for a figure in prose, and none where the headers stand on another page.
    """
    cell = next((at.bbox for at in figure.locators if at.page == page.number), None)
    if cell is None or not figure.table_id:
        return ()
    x, y = (cell[0] + cell[2]) / 2, (cell[1] + cell[3]) / 2
    labels = {fold(squeeze(label)) for label in (figure.row_label, figure.row_code) if label}
    headings = {fold(squeeze(heading)) for heading in figure.column_path}
    found: dict[BBox, str] = {}
    pieces = list(_pieces(page, x, y))
    for text, box in pieces:
        beside = box[1] <= y <= box[3] and box[2] <= x
        above = box[0] <= x <= box[2] and box[3] <= y
        if (beside and _is_part(text, labels)) or (above and _is_part(text, headings)):
            found[box] = text
    # A heading over several columns without rules stands above none of them in particular.
    for heading in headings - set(found.values()):
        alike = [box for text, box in pieces if text == heading and box[3] <= y]
        if len(alike) == 1:
            found[alike[0]] = heading
    return tuple(found)


def _is_part(text: str, names: Iterable[str]) -> bool:
    return any(text == name or (len(text) >= _SHORTEST and text in name) for name in names)


def _pieces(page: Page, x: float, y: float) -> Iterator[tuple[str, BBox]]:
    """What is printed in one: the cells of the ruled table around a point, else words of lines."""
    table = next((t for t in page.tables if _holds(t.bbox, x, y)), None)
    if table is not None:
        yield from _cells(page, table)
        return
    for line in page.lines:
        for chars in _apart(line.chars):
            yield _text(chars), box_around(chars)


def _cells(page: Page, table: RuledTable) -> Iterator[tuple[str, BBox]]:
    # By height, so that a cell looks at the print of its rows alone; its own order is kept.
    within = sorted(
        (
            (_middle(c)[1], at, c)
            for at, c in enumerate(page.chars)
            if _holds(table.bbox, *_middle(c))
        ),
        key=lambda placed: placed[0],
    )
    heights = [height for height, _, _ in within]
    for box in table.cells:
        rows = within[bisect_left(heights, box[1]) : bisect_right(heights, box[3])]
        held = {at: c for _, at, c in rows if _holds(box, *_middle(c))}
        chars = [held[at] for at in sorted(held)]
        if chars:
            yield _text([c for line in chars_to_lines(chars) for c in line.chars]), box


def _apart(chars: Sequence[Char]) -> Iterator[list[Char]]:
    piece: list[Char] = []
    for char in chars:
        if piece and char.x0 - piece[-1].x1 > _GAP * char.size:
            yield piece
            piece = []
        piece.append(char)
    if piece:
        yield piece


def _text(chars: Sequence[Char]) -> str:
    return fold(squeeze("".join(char.text for char in chars)))


def _middle(char: Char) -> tuple[float, float]:
    return (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2


def _holds(box: BBox, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
