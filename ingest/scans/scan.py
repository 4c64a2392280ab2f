"""A page that is a picture to the same Page that a page of text gives."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from ingest.nouns import BBox
from ingest.pages.allowance import Allowance
from ingest.pages.display import Matrix, multiplied
from ingest.pages.lines import chars_to_lines, printed_page_number
from ingest.pages.page import Page, Scan
from ingest.pages.picture import render
from ingest.pages.ruled import edges_to_tables, horizontal_rulings
from ingest.scans.level import Grey, levelled, quarter_turned, skew_of
from ingest.scans.printed import chars_of
from ingest.scans.recognition import can_recognise, find_print, recognise
from ingest.scans.rules import ink_of, rules_of, rules_to_edges
from ingest.scans.strips import Sheet, clipping
from ingest.settings import Settings

_log = logging.getLogger(__name__)

_SCALE = 200 / 72
_SOUGHT_SCALE = 2.0
"""Pixels a point: print is recognised at 200 dpi, but found at 144, which is twice as fast."""
_LEAST_CHARS = 20
_LEAST_COVER = 0.3
_UPRIGHT = 0.75
"""Print that stands upright is recognised with more than this."""
_SAMPLE = 10
_UNMAPPED = "(cid:"
"""What stands for a character that is known by its number in the font only."""
_LONG = 1.5


@dataclass(frozen=True, slots=True)
class _Laid:
    """A picture laid level, the boxes of its print, what takes its pixels back to the picture as
    displayed, and how surely a sample of its print is recognised."""

    sheet: Sheet
    boxes: list[BBox]
    back: Matrix
    sureness: float


def with_scans(
    path: Path, pages: Iterable[Page], allowance: Allowance | None = None
) -> Iterator[Page]:
    """The pages of a file; those that are pictures are read from them, or marked as unread.

    Reading one takes seconds, so that each is told, and no more are read than are allowed.
    """
    allowance = allowance or Allowance(Settings())
    left_out = 0
    for page in pages:
        if not is_picture(page):
            yield page
        elif not can_recognise():
            _log.warning(
                "%s 第%d页是扫描件，未读；安装识别组件后重新加入：pip install 'mingzhang[ocr]' "
                "(a scan, not read: install the extra and add the file again)",
                path.name,
                page.number,
            )
            yield _unread(page)
        elif not allowance.for_picture():
            left_out += 1
            yield _unread(page)
        else:
            began = time.monotonic()
            read = read_scan(path, page)
            allowance.recognised("".join(char.text for char in read.chars), began)
            _log.warning(
                "%s 第%d页是扫描件，已识别 %d 字，%.1f 秒 (a scan, read from its picture)",
                path.name,
                page.number,
                len(read.chars),
                time.monotonic() - began,
            )
            yield read
    if left_out:
        _log.warning(
            "%s 有 %d 页扫描件未读：识别已到上限，可调大 MINGZHANG_MAX_SCANNED_PAGES、"
            "MINGZHANG_MAX_SECONDS 或 MINGZHANG_MAX_SCAN_SECONDS "
            "(scans not read: the limit of recognition is reached)",
            path.name,
            left_out,
        )


def _unread(page: Page) -> Page:
    """The page without what may be told of it: of text that the file does not map, nothing."""
    if not _is_unmapped(page):
        return replace(page, unread=True)
    return replace(page, chars=(), lines=(), tables=(), rulings=(), unread=True)


def _is_unmapped(page: Page) -> bool:
    return any(char.text.startswith(_UNMAPPED) for char in page.chars)


def is_picture(page: Page) -> bool:
    """Whether a page is a picture without text of its own, a page number or stamp aside, or has
    characters of which the file does not tell what they are."""
    if page.damaged:
        return False
    if _is_unmapped(page):
        return True
    if len(page.chars) >= _LEAST_CHARS:
        return False
    area = sum((x1 - x0) * (bottom - top) for x0, top, x1, bottom in page.image_boxes)
    return area >= _LEAST_COVER * page.width * page.height


def read_scan(path: Path, page: Page) -> Page:
    """The page read from its picture: upright and level, with rules, tables and characters."""
    picture, scale = render(path, page.number, _SCALE)
    laid = _upright(np.asarray(picture.convert("L"), np.uint8), scale)
    chars, confidences = chars_of(laid.sheet, laid.boxes)
    edges = rules_to_edges(laid.sheet.rules, scale)
    rulings = horizontal_rulings(edges)
    lines = chars_to_lines(chars)
    height, width = (side / scale for side in laid.sheet.picture.shape)
    return replace(
        page,
        width=width,
        height=height,
        chars=chars,
        lines=lines,
        tables=edges_to_tables(edges, rulings),
        image_boxes=(),
        printed_number=printed_page_number(lines, height),
        rulings=rulings,
        scan=Scan(_in_points(laid.back, scale), confidences),
    )


def _upright(grey: Grey, scale: float) -> _Laid:
    """The picture as it is to be read; turned where print stands on its side or head."""
    laid = _laid(grey, 0, scale)
    if laid.sureness >= _UPRIGHT or not laid.boxes:
        return laid
    others = (1, 3) if _stands_sideways(laid.boxes) else (2,)
    return max(
        (laid, *(_laid(grey, quarters, scale) for quarters in others)),
        key=lambda laid: laid.sureness,
    )


def _laid(grey: Grey, quarters: int, scale: float) -> _Laid:
    turned, unturned = quarter_turned(grey, quarters)
    level, unlevelled = levelled(turned, skew_of(turned))
    sheet = _sheet(level, scale)
    boxes = _found(sheet)
    sureness = 0.0 if _stands_sideways(boxes) else _sureness(sheet, boxes)
    return _Laid(sheet, boxes, multiplied(unlevelled, unturned), sureness)


def _stands_sideways(boxes: Sequence[BBox]) -> bool:
    tall = sum(box[3] - box[1] > _LONG * (box[2] - box[0]) for box in boxes)
    wide = sum(box[2] - box[0] > _LONG * (box[3] - box[1]) for box in boxes)
    return tall > 2 * wide


def _sureness(sheet: Sheet, boxes: Sequence[BBox]) -> float:
    """How surely the longest pieces of print are recognised, on average."""
    longest = sorted(boxes, key=lambda box: box[0] - box[2])[:_SAMPLE]
    read = recognise([clipping(sheet, box) for box in longest])
    sure = [glyph.confidence for glyphs in read for glyph in glyphs]
    return sum(sure) / len(sure) if sure else 0.0


def _in_points(pixels: Matrix, scale: float) -> Matrix:
    grown = multiplied((scale, 0.0, 0.0, scale, 0.0, 0.0), pixels)
    return multiplied(grown, (1 / scale, 0.0, 0.0, 1 / scale, 0.0, 0.0))


def _sheet(level: Grey, scale: float) -> Sheet:
    ink = ink_of(level, scale)
    rules, covered = rules_of(ink, scale)
    edges = rules_to_edges(rules, scale)
    tables = edges_to_tables(edges, horizontal_rulings(edges))
    bare = np.where(covered > 0, np.uint8(np.median(level)), level)
    cells = tuple(_scaled(cell, scale) for table in tables for cell in table.cells)
    return Sheet(np.asarray(bare, np.uint8), (ink > 0) & (covered == 0), rules, cells, scale)


def _scaled(box: BBox, by: float) -> BBox:
    return (box[0] * by, box[1] * by, box[2] * by, box[3] * by)


def _found(sheet: Sheet) -> list[BBox]:
    import cv2

    shrink = _SOUGHT_SCALE / sheet.scale
    small = cv2.resize(sheet.picture, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    return [_scaled(box, 1 / shrink) for box in find_print(np.asarray(small, np.uint8))]
