"""Which printed lines are narrative: not tables, running headers, page numbers or contents."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.language.enumerators import enumerator_of
from ingest.language.glyphs import fold
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
_LEADER = re.compile(r"(?<![.．·…‥・_])[.．·…‥・_]{4,}+\s*+[-—–]*+\s*+\d{0,4}\s*+[-—–]*+$")
_TRAILING_NUMBER = re.compile(
    r"(?:(?<![.．·…‥・_\s])[.．·…‥・_\s]++|(?<![-—(（.．·…‥・_\s]))[-—(（]*+\d{1,3}[-—)）]*+$"
)
_CONTENTS_TITLES = frozenset({"目录", "目次", "contents"})
_SENTENCE_END = re.compile(r"[。；;！!？?，,][”’）)]*$")
_STOP = re.compile(r"[。；，]")
_CAPTION = re.compile(r"表(?:[(（].{1,20}[)）])?$")
_MAX_CAPTION = 50
_WIDE_GAP = 1.4
_MAX_CONTENTS_ENTRY = 60


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A line of narrative: its text with places, and how it is set (points).

    ``after_table`` tells that a table stands between it and the line before it; ``caption`` that
    it is the title of a table, kept only to name the notes below that table.
    """

    text: MarkedText
    page: int
    page_width: float
    bbox: BBox
    size: float
    bold: bool
    after_table: bool = False
    caption: bool = False

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
        lines = []
        for number, line in enumerate(page.lines):
            if (page.number, number) in running or _is_page_number(line, number, page):
                continue
            inside = _inside(line, boxes)
            caption = is_caption(line) and (inside or _stands_on_table(number, page, boxes))
            if caption or not (inside or _is_leftover(line)):
                lines.append(_body_line(line, number, page, boxes, caption))
        kept.append(lines)
    return tuple(line for lines in _without_contents(kept) for line in lines if line.text.text)


def _body_line(
    line: TextLine, number: int, page: Page, boxes: Sequence[BBox], caption: bool
) -> BodyLine:
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
        caption=caption,
    )


def is_caption(line: TextLine) -> bool:
    """Whether a line reads as the title of a table."""
    text = fold(line.text)
    if enumerator_of(text) is not None or len(text) > _MAX_CAPTION:
        return False
    return bool(_CAPTION.search(text))


def _stands_on_table(number: int, page: Page, boxes: Sequence[BBox]) -> bool:
    """Whether nothing but leftovers of a table stands between the line and the next table."""
    bottom = page.lines[number].bbox[3]
    below = min((box[1] for box in boxes if box[1] >= bottom - 2), default=None)
    if below is None:
        return False
    between = [x for x in page.lines[number + 1 :] if x.bbox[3] <= below + 2]
    return all(_is_leftover(x) or is_caption(x) for x in between)


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


def _without_contents(pages: Sequence[Sequence[BodyLine]]) -> list[list[BodyLine]]:
    """The pages without title page, table of contents and lines with dot leaders."""
    found = next(
        ((n, at) for n, lines in enumerate(pages) if (at := _contents_title(lines)) is not None),
        None,
    )
    if found is None:
        first = [] if not pages or _is_title_page(pages[0]) else [list(pages[0])]
        return [*first, *map(list, pages[1:])]
    page, title = found
    entries = pages[page][title + 1 :]
    first_entry = _entry(entries[0]) if entries else ""
    # What stands before the contents is the title page, unless it has sentences.
    kept = [list(lines) for lines in pages[:page] if _has_sentences(lines)]
    rest = _after_contents(entries, first_entry)
    kept.append(rest)
    following = page + 1
    while not rest and following < len(pages) and _is_contents(pages[following], first_entry):
        following += 1
    for lines in pages[following:]:
        kept.append([line for line in lines if not _LEADER.search(line.text.text)])
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
    return any(_STOP.search(line.text.text) for line in lines)


def _is_title_page(lines: Sequence[BodyLine]) -> bool:
    if _has_sentences(lines):
        return False
    return all(enumerator_of(line.text.text) is None for line in lines)
