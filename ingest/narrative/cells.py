"""Sentences inside tables (goals, reasons, evidence of self-evaluations) as paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.language.glyphs import fold, half_width
from ingest.narrative.body import is_caption
from ingest.narrative.marked import MarkedText, line_to_text
from ingest.narrative.numbers import numbers_in
from ingest.narrative.paragraphs import Paragraph
from ingest.narrative.wording import wording
from ingest.nouns import BBox
from ingest.pages.lines import chars_to_lines
from ingest.pages.page import Char, Page, RuledTable, TextLine

_MIN_SENTENCE = 15
_MIN_TELLING = 10
_MAX_HEADER = 24
_MAX_LABEL = 60
_COLUMN_GAP = 1.4
_SAME_EDGE = 6.0
_STOP = re.compile(r"[，。；,;]")
_CAPTION = re.compile(r"表(?:\(.{1,20}\))?$")
_WORDS = re.compile(r"[一-鿿]{2}")


@dataclass(frozen=True, slots=True)
class CellParagraph:
    """The text of a cell; ``sets_rules`` where its column holds standards and not facts."""

    paragraph: Paragraph
    sets_rules: bool


@dataclass(frozen=True, slots=True)
class _Cell:
    box: BBox
    content: MarkedText


def cells_to_paragraphs(
    pages: Sequence[Page], consumed: Mapping[int, Sequence[BBox]]
) -> tuple[CellParagraph, ...]:
    """The cells of the tables that hold sentences, as paragraphs in the order of print.

    Their headings are the title of the table, the project it is about, the labels to their left in
    the row and, in columns of standards, the heading of the column. Tables
    outside the ``consumed`` boxes are read as narrative already and are left out.
    """
    found: list[CellParagraph] = []
    caption, subject, ruled_columns = "", "", _Columns((), ())
    for page in pages:
        boxes = consumed.get(page.number, ())
        for table in page.tables:
            if not _within(table.bbox, boxes):
                continue
            cells = _cells_of(page, table)
            above = _caption_above(page, table) or _caption_inside(cells)
            # A part of the same form repeats the end of its title (指标评分表).
            if above and not caption.endswith(above):
                caption, subject = above, ""
            subject = _subject_of(cells) or subject
            ruled_columns = _rule_columns(table, cells, ruled_columns)
            for cell in cells:
                if _tells(cell.content.text):
                    standard = ruled_columns.over(cell.box)
                    labels = (caption, subject, *_labels_left_of(cell, cells), standard)
                    path = tuple(label for label in labels if label)
                    paragraph = Paragraph(cell.content, 0.0, False, False, heading_path=path)
                    found.append(CellParagraph(paragraph, bool(standard)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns of standards of a table that may go on over pages."""

    edges: tuple[float, ...]
    spans: tuple[tuple[float, float, str], ...]
    """Left and right edge, and what the column is headed."""

    def over(self, box: BBox) -> str:
        """The heading of the column of standards that a cell stands in; "" where in none."""
        middle = (box[0] + box[2]) / 2
        return next((head for left, right, head in self.spans if left <= middle <= right), "")


def _rule_columns(table: RuledTable, cells: Sequence[_Cell], before: _Columns) -> _Columns:
    """The columns headed as standards; a table of the same width without any goes on with them."""
    edges = (table.bbox[0], table.bbox[2])
    spans = tuple(
        (cell.box[0], cell.box[2], cell.content.text)
        for cell in cells
        if len(cell.content.text) <= _MAX_HEADER
        and wording().rule_column.search(fold(cell.content.text))
    )
    same = before.edges and all(
        abs(a - b) <= _SAME_EDGE for a, b in zip(edges, before.edges, strict=True)
    )
    return before if same and not spans else _Columns(edges, spans)


def _cells_of(page: Page, table: RuledTable) -> tuple[_Cell, ...]:
    by_height = sorted(page.chars, key=_middle)
    heights = [_middle(char) for char in by_height]
    cells = []
    for number, box in enumerate(sorted(table.cells, key=lambda box: (box[1], box[0]))):
        beside = by_height[bisect_left(heights, box[1]) : bisect_right(heights, box[3])]
        chars = [char for char in beside if box[0] <= (char.x0 + char.x1) / 2 <= box[2]]
        content = MarkedText("", ())
        lines = chars_to_lines(chars)
        if any(_has_columns(line) for line in lines):
            # Columns that no ruling parts: joined line by line they would read as nonsense.
            continue
        for at, line in enumerate(lines):
            content = content.followed_by(line_to_text(line, page, 1000 * (number + 1) + at))
        if content.text:
            cells.append(_Cell(box, content))
    return tuple(cells)


def _has_columns(line: TextLine) -> bool:
    pairs = zip(line.chars, line.chars[1:], strict=False)
    return any(right.x0 - left.x1 > _COLUMN_GAP * right.size for left, right in pairs)


def _middle(char: Char) -> float:
    return (char.top + char.bottom) / 2


def _within(box: BBox, boxes: Sequence[BBox]) -> bool:
    """Whether the middle of a box lies in one of the boxes."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in boxes)


def _caption_above(page: Page, table: RuledTable) -> str:
    above = [x for x in page.lines if x.bbox[3] <= table.bbox[1] + _SAME_EDGE and is_caption(x)]
    return line_to_text(above[-1], page, 0).text if above else ""


def _caption_inside(cells: Sequence[_Cell]) -> str:
    """The title of a table that stands in its own first row."""
    first = cells[0].content.text if cells else ""
    return first if len(first) <= _MAX_LABEL and _CAPTION.search(fold(first)) else ""


def _subject_of(cells: Sequence[_Cell]) -> str:
    """What a table of goals or of evaluation is about: beside or after 项目名称; else ""."""
    for cell in cells:
        text = "".join(cell.content.text.split())
        found = wording().subject_label.match(text)
        if found is None:
            continue
        said = text[found.end() :] or _right_of(cell, cells)
        if said and len(said) <= _MAX_LABEL and _WORDS.search(said):
            return said
    return ""


def _right_of(cell: _Cell, cells: Sequence[_Cell]) -> str:
    middle = (cell.box[1] + cell.box[3]) / 2
    row = [c for c in cells if c.box[1] <= middle <= c.box[3] and c.box[0] >= cell.box[2] - 2]
    return min(row, key=lambda c: c.box[0]).content.text if row else ""


def _tells(text: str) -> bool:
    """Whether the text of a cell is a sentence and no label."""
    if len(text) >= _MIN_SENTENCE and _STOP.search(text) and len(_WORDS.findall(text)) >= 4:
        return True
    if len(text) < _MIN_TELLING:
        return False
    return next(numbers_in(half_width(text)), None) is not None


def _labels_left_of(cell: _Cell, cells: Sequence[_Cell]) -> Iterator[str]:
    """The labels of the row, from the left: 产出指标, 数量指标, 接通率."""
    middle = (cell.box[1] + cell.box[3]) / 2
    row = [c for c in cells if c.box[1] <= middle <= c.box[3] and c.box[2] <= cell.box[0] + 2]
    for other in sorted(row, key=lambda c: c.box[0]):
        text = other.content.text
        if len(text) <= _MAX_LABEL and _WORDS.search(text) and not _STOP.search(text):
            yield text
