"""Which printed lines are narrative: not tables, running headers, page numbers or contents."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.glyphs import fold
from ingest.narrative.enumerators import enumerator_of
from ingest.narrative.marked import MarkedText, line_to_text
from ingest.narrative.wording import wording
from ingest.nouns import BBox
from ingest.pages.page import Page, TextLine

_EDGE_SHARE = 0.13
_MIN_REPEATS = 3
_SAME_HEIGHT = 4.0
_PAGE_NUMBER = re.compile(
    r"^[-—–－─·~第]*(?:\d{1,4}|[ivxⅠ-ⅻ]{1,5})[-—–－─·~页]*(?:[/共,]*\d+页?)?$"
)
_LEADER = re.compile(r"[.．·…‥・_]{4,}\s*[-—–]*\s*\d{0,4}\s*[-—–]*$")
_TRAILING_NUMBER = re.compile(r"[.．·…‥・_\s]*[-—(（]*\d{1,3}[-—)）]*$")
_CONTENTS_TITLES = frozenset({"目录", "目次", "contents"})
_SENTENCE_END = re.compile(r"[。；;！!？?，,][”’）)]*$")
_WIDE_GAP = 1.4
_MAX_CONTENTS_ENTRY = 60


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A line of narrative: its text with places, and how it is set (points).

    ``after_table`` tells that a table stands between it and the line before it.
    """

    text: MarkedText
    page: int
    page_width: float
    bbox: BBox
    size: float
    bold: bool
    after_table: bool = False

    @property
    def folded(self) -> str:
        """The text in the form for matching."""
        return fold(self.text.text)


def pages_to_body(
    pages: Sequence[Page], consumed: Mapping[int, Sequence[BBox]]
) -> tuple[BodyLine, ...]:
    """The narrative lines of a report in reading order.

    ``consumed`` holds per page (1-based) the boxes that tables take, with titles and unit lines.
    """
    running = _running_lines(pages)
    kept: list[list[BodyLine]] = []
    for page in pages:
        boxes = consumed.get(page.number, ())
        kept.append(
            [
                _body_line(line, number, page, boxes)
                for number, line in enumerate(page.lines)
                if (page.number, number) not in running
                and not _inside(line, boxes)
                and not _is_page_number(line, number, page)
                and not _is_leftover(line)
            ]
        )
    return tuple(line for lines in _without_contents(kept) for line in lines if line.text.text)


def _body_line(line: TextLine, number: int, page: Page, boxes: Sequence[BBox]) -> BodyLine:
    top = line.bbox[1]
    above = page.lines[number - 1].bbox[1] if number else 0.0
    return BodyLine(
        text=line_to_text(line, page, number),
        page=page.number,
        page_width=page.width,
        bbox=line.bbox,
        size=line.size,
        bold=line.bold,
        after_table=any(above - 1 <= box[3] <= top + 1 for box in boxes),
    )


def _inside(line: TextLine, boxes: Sequence[BBox]) -> bool:
    """Whether most characters of the line lie within one of the boxes."""
    middle = (line.bbox[1] + line.bbox[3]) / 2
    for x0, top, x1, bottom in boxes:
        if top <= middle <= bottom:
            held = sum(x0 <= (char.x0 + char.x1) / 2 <= x1 for char in line.chars)
            if held * 2 > len(line.chars):
                return True
    return False


def _is_edge(line: TextLine, page: Page) -> bool:
    share = _EDGE_SHARE * page.height
    return line.bbox[1] < share or line.bbox[3] > page.height - share


def _is_page_number(line: TextLine, number: int, page: Page) -> bool:
    if number not in (0, 1, len(page.lines) - 2, len(page.lines) - 1):
        return False
    return _is_edge(line, page) and bool(_PAGE_NUMBER.match(fold(line.text)))


def _running_lines(pages: Sequence[Page]) -> set[tuple[int, int]]:
    """Lines (page, position) that stand, digits aside, at the same place of three pages."""
    places: dict[tuple[str, int], list[tuple[float, int, int]]] = defaultdict(list)
    for page in pages:
        last = len(page.lines) - 1
        for number in {0, 1, last - 1, last} & set(range(last + 1)):
            line = page.lines[number]
            text = re.sub(r"\d+", "#", fold(line.text))
            if _is_edge(line, page) and not _SENTENCE_END.search(text):
                places[(text, round(page.width))].append((line.bbox[1], page.number, number))
    running: set[tuple[int, int]] = set()
    for found in places.values():
        for top, number, position in found:
            near = {n for t, n, _ in found if abs(t - top) <= _SAME_HEIGHT}
            if len(near) >= _MIN_REPEATS:
                running.add((number, position))
    return running


def _is_leftover(line: TextLine) -> bool:
    """Captions of tables (表1, 单位：万元) and rows of tables that no ruling frames."""
    text = fold(line.text)
    if any(pattern.match(text) for pattern in wording().leftovers):
        return True
    segments = _segments(line)
    if len(segments) < 3 or max(map(len, segments)) == 1:
        return False
    return not re.search(r"[，。；：]", line.text)


def _segments(line: TextLine) -> list[str]:
    """The text of a line cut where wide gaps stand."""
    segments = [""]
    before = None
    for char in line.chars:
        if before is not None and char.x0 - before.x1 > _WIDE_GAP * max(char.size, before.size):
            segments.append("")
        segments[-1] += char.text
        before = char
    return segments


def _without_contents(pages: list[list[BodyLine]]) -> list[list[BodyLine]]:
    """The pages without title page, table of contents and lines with dot leaders."""
    kept: list[list[BodyLine]] = []
    first_entry = ""
    seen_contents = False
    for lines in pages:
        start = _contents_title(lines) if not seen_contents else None
        if start is not None:
            seen_contents = True
            entries = lines[start + 1 :]
            first_entry = _entry(entries[0]) if entries else ""
            rest = _after_contents(entries, first_entry)
            # What stands before the first contents is the title page, unless it has sentences.
            kept = [[x for x in page] if _has_sentences(page) else [] for page in kept]
            kept.append(rest)
            in_contents = not rest
            continue
        if seen_contents and in_contents and lines and _is_contents(lines, first_entry):
            kept.append([])
            continue
        in_contents = in_contents and not lines if seen_contents else False
        kept.append([line for line in lines if not _LEADER.search(line.text.text)])
    if not seen_contents and kept and not _has_sentences(kept[0]):
        kept[0] = _without_title_page(kept[0])
    return kept


def _contents_title(lines: Sequence[BodyLine]) -> int | None:
    for position, line in enumerate(lines):
        if line.folded in _CONTENTS_TITLES:
            return position
    return None


def _entry(line: BodyLine) -> str:
    return _TRAILING_NUMBER.sub("", line.folded)


def _after_contents(entries: Sequence[BodyLine], first_entry: str) -> list[BodyLine]:
    """What follows the contents on its own page: from the first heading or sentence on."""
    for position, line in enumerate(entries):
        repeated = position > 0 and first_entry and line.folded == first_entry
        sentence = _SENTENCE_END.search(line.folded) or len(line.folded) > _MAX_CONTENTS_ENTRY
        if repeated or sentence:
            return [x for x in entries[position:] if not _LEADER.search(x.text.text)]
    return []


def _is_contents(lines: Sequence[BodyLine], first_entry: str) -> bool:
    """Whether a page goes on with the contents begun before it."""
    if any(_LEADER.search(line.text.text) for line in lines):
        return True
    if len(lines) < _MIN_REPEATS or _has_sentences(lines):
        return False
    if any(first_entry and line.folded.startswith(first_entry) for line in lines):
        return False
    enumerated = sum(enumerator_of(line.text.text) is not None for line in lines)
    return enumerated * 2 >= len(lines)


def _has_sentences(lines: Sequence[BodyLine]) -> bool:
    return any(_SENTENCE_END.search(line.folded) for line in lines)


def _without_title_page(lines: list[BodyLine]) -> list[BodyLine]:
    if any(enumerator_of(line.text.text) is not None for line in lines):
        return lines
    return []
