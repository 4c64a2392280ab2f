"""Printed lines to paragraphs: reflowed over line ends, page ends and tables in between."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from ingest.language.enumerators import enumerator_of, without_enumerator
from ingest.narrative.body import BodyLine, pages_to_body
from ingest.narrative.marked import MarkedText
from ingest.nouns import BBox
from ingest.pages.page import Page

_LONG_LINE = 12
_FULL_EMS = 1.7
_INDENT_EMS = 1.2
_OTHER_SIZE = 1.2
_ENDS_SENTENCE = re.compile(r"[。！？；：!?;:…][”’」』）)]*$")
_STAYS_OPEN = re.compile(r"[，、,（(“《〔\d万亿的和及与]$")
_STARTS_INSIDE = re.compile(r"[，、。；：）)”》]|[（(][类款项含不]")
_HANG_EMS = 0.4
_RAGGED_SHARE = 0.25
_HAS_STOPS = re.compile(r"[。；，：;]")
_NOTE = re.compile(r"(?:备?注|说明|附注)[:：]|本表")
_FIRST_WORD = re.compile(r"[\d.,%A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with its places, how it is set, and the headings above it, outermost first.

    ``caption`` is the title of the table right above it on the page, or "".
    """

    content: MarkedText
    size: float
    bold: bool
    centred: bool
    caption: str = ""
    heading_path: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The text as printed, reflowed."""
        return self.content.text


@dataclass(frozen=True, slots=True)
class _Margins:
    left: float
    right: float


@dataclass(slots=True)
class _Open:
    """A paragraph under construction."""

    lines: list[BodyLine] = field(default_factory=list)
    caption: str = ""
    content: MarkedText = field(default_factory=lambda: MarkedText("", ()))

    def add(self, line: BodyLine) -> None:
        self.lines.append(line)
        self.content = self.content.followed_by(line.text)


def pages_to_paragraphs(
    pages: Sequence[Page], consumed: Mapping[int, Sequence[BBox]]
) -> tuple[Paragraph, ...]:
    """The narrative of a report as paragraphs, headings among them, in reading order.

    ``consumed`` holds per page (1-based) the boxes that tables take. Running headers and
    footers, page numbers, the title page and the table of contents are left out.
    """
    printed = pages_to_body(pages, consumed)
    lines = [line for line in printed if not line.caption]
    margins = _margins_by_page(lines)
    body_size = _body_size(lines)
    paragraphs: list[Paragraph] = []
    caption, caption_page = "", 0
    current = _Open()
    for line in printed:
        if line.caption:
            caption, caption_page = line.text.text, line.page
            continue
        if line.after_table and caption:
            caption_page = line.page
        if current.lines and _starts_paragraph(current, line, margins, body_size):
            paragraphs.append(_closed(current, margins))
            current = _Open()
        if not current.lines:
            current.caption = caption if caption_page == line.page else ""
        current.add(line)
    if current.lines:
        paragraphs.append(_closed(current, margins))
    return tuple(paragraphs)


def _closed(paragraph: _Open, margins: Mapping[int, _Margins]) -> Paragraph:
    first = paragraph.lines[0]
    return Paragraph(
        content=paragraph.content,
        size=Counter(line.size for line in paragraph.lines).most_common(1)[0][0],
        bold=all(line.bold for line in paragraph.lines),
        centred=_is_centred(first, margins[first.page]),
        caption=paragraph.caption,
    )


def _body_size(lines: Sequence[BodyLine]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _margins_by_page(lines: Sequence[BodyLine]) -> dict[int, _Margins]:
    """The left and right edge of the text of every page.

    A page with few full lines takes the usual edges of the pages of its width.
    """
    by_page: dict[int, list[BodyLine]] = defaultdict(list)
    for line in lines:
        by_page[line.page].append(line)
    sure: dict[int, list[_Margins]] = defaultdict(list)
    own: dict[int, tuple[_Margins, bool]] = {}
    for page, found in by_page.items():
        long = [line for line in found if len(line.text.text) >= _LONG_LINE] or found
        edges = _Margins(min(x.bbox[0] for x in long), max(x.bbox[2] for x in long))
        own[page] = (edges, len(long) >= 5)
        if len(long) >= 5:
            sure[round(found[0].page_width)].append(edges)
    margins = {}
    for page, (edges, is_sure) in own.items():
        usual = sure.get(round(by_page[page][0].page_width))
        if usual and not is_sure:
            edges = _Margins(
                min(edges.left, median(m.left for m in usual)),
                max(edges.right, median(m.right for m in usual)),
            )
        elif not is_sure:
            # Too few lines to tell: the text is taken to be set as wide on the right as left.
            width = by_page[page][0].page_width
            edges = _Margins(edges.left, max(edges.right, width - edges.left))
        margins[page] = edges
    return margins


def _is_centred(line: BodyLine, margins: _Margins) -> bool:
    middle = (line.bbox[0] + line.bbox[2]) / 2
    # Centred on the text or on the page: both are seen.
    centres = ((margins.left + margins.right) / 2, line.page_width / 2)
    off = min(abs(middle - centre) for centre in centres)
    return off <= line.size and line.bbox[0] - margins.left > 2.5 * line.size


def _starts_paragraph(
    current: _Open, line: BodyLine, margins: Mapping[int, _Margins], body_size: float
) -> bool:
    before = current.lines[-1]
    enumerated = enumerator_of(line.text.text) is not None
    finished = bool(_ENDS_SENTENCE.search(before.text.text))
    if abs(before.size - line.size) > _OTHER_SIZE:
        return True
    if _is_display(before, margins, body_size) or _is_display(line, margins, body_size):
        return enumerated or _title_ends(current, line, margins, body_size)
    full = _is_full(before, line, margins[before.page])
    indented = line.bbox[0] - margins[line.page].left >= _INDENT_EMS * line.size
    if enumerated and (indented or not full or finished):
        return True
    if finished and (line.after_table or _NOTE.match(line.text.text)):
        return True
    if indented:
        return not _continues_block(current, line, full, finished)
    if full:
        return finished and _stands_apart(before, line)
    return finished or _ends_open(current, line, margins[before.page])


def _is_display(line: BodyLine, margins: Mapping[int, _Margins], body_size: float) -> bool:
    """A line set as a title: larger than the text, or short and centred."""
    if line.size > body_size + _OTHER_SIZE:
        return True
    return _is_centred(line, margins[line.page]) and not _HAS_STOPS.search(line.text.text)


def _title_ends(
    current: _Open, line: BodyLine, margins: Mapping[int, _Margins], body_size: float
) -> bool:
    """Whether a title ends before the line: it goes on only as a title, on its own page.

    The first line of a title may fill the whole width and so not look centred.
    """
    before = current.lines[-1]
    if before.page != line.page or line.after_table:
        return True
    if _is_display(before, margins, body_size) and _is_display(line, margins, body_size):
        return False
    full = _is_full(before, line, margins[before.page])
    return not (full and before.bold == line.bold and _reads_as_heading(current))


def _is_full(before: BodyLine, line: BodyLine, margins: _Margins) -> bool:
    """Whether the line before reaches the right edge, or the next word did not fit there."""
    space = margins.right - before.bbox[2]
    word = _FIRST_WORD.match(line.text.text)
    needed = len(word[0]) * 0.5 * line.size if word else 0.0
    return space <= _FULL_EMS * before.size + needed


def _continues_block(current: _Open, line: BodyLine, full: bool, finished: bool) -> bool:
    """An indented line that yet goes on: the block before it is unfinished and full."""
    if not full or finished:
        return False
    return not _reads_as_heading(current)


def _reads_as_heading(current: _Open) -> bool:
    text = current.content.text
    return enumerator_of(text) is not None and not _HAS_STOPS.search(without_enumerator(text))


def _stands_apart(before: BodyLine, line: BodyLine) -> bool:
    """Whether more white than between two lines separates them."""
    return before.page == line.page and line.bbox[1] - before.bbox[3] > 1.6 * line.size


def _ends_open(current: _Open, line: BodyLine, margins: _Margins) -> bool:
    """A short line without a stop: a heading, unless its sentence visibly goes on."""
    before, first = current.lines[-1], current.lines[0]
    text = before.text.text
    if _STAYS_OPEN.search(text) or _STARTS_INSIDE.match(line.text.text):
        return False
    if before.page != line.page:
        return _reads_as_heading(current)
    # In an indented paragraph a flush line goes on, where the one before is nearly full.
    indented = first.bbox[0] - line.bbox[0] >= _HANG_EMS * first.size
    nearly_full = margins.right - before.bbox[2] < _RAGGED_SHARE * (margins.right - margins.left)
    return not (indented and nearly_full)
