"""Which print the eye sees: what is invisible, covered, cut away or as pale as its ground is none.

Print that is plainly dark on a page is taken as seen. Where anything speaks against it (how it is
shown, its colour, what is painted before or after it, what clips it) the picture of the page tells:
print is seen where the picture changes without it.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from ingest.nouns import BBox
from ingest.pages.display import placed
from ingest.pages.page import Char
from ingest.pages.pdfium_paths import Colour, Paint, PathReader, Placing, colour_of
from ingest.pages.pdfium_text import Print

_NEVER_PAINTED = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
_FILLED = (pdfium.FPDF_TEXTRENDERMODE_FILL, pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE)
_TINY = 1.0
"""Print smaller than so many points is no print for the eye."""
_PALE = 160
"""A colour whose darkest channel is lighter may be that of the paper."""
_NEAR = 96
"""Colours that differ by less in every channel may be taken for one another."""
_SLACK = 0.5
_SCALE = 1.5
_MOST_PIXELS = 20_000_000
_CONTRAST = 24
"""The change of a channel (of 255) that the eye sees."""
_LEAST_PIXELS = 2
_NAME_BYTES = 16
_CORNERS = 3
_OF_RECTANGLE = (4, 5)
_X, _Y = ctypes.c_float(), ctypes.c_float()
"""Where pdfium puts a point; it is called by one thread at a time."""

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class _Shown:
    """A text object of pdfium with its print, and where and in which colour it stands."""

    thing: Any
    print: Print
    placing: Placing
    colour: Colour


Hidden = tuple[Print, int]
"""A character by its print and its position there."""


def hidden_chars(page: Any, prints: Sequence[Print], paths: PathReader) -> list[Hidden]:
    """The characters of a page (of pypdfium2) that no eye sees."""
    hidden: list[Hidden] = []
    doubts: list[Hidden] = []
    plain: list[_Shown] = []
    for shown in prints:
        thing = ctypes.cast(shown.text_object, pdfium.FPDF_PAGEOBJECT)
        placing = paths.texts.get(shown.text_object)
        if _is_never_seen(thing, shown):
            hidden.extend(_all(shown))
        elif (
            placing is None
            or placing.veiled
            or _is_odd(thing)
            or (colour := colour_of(thing)) is None
            or min(colour) > _PALE
        ):
            doubts.extend(_all(shown))
        else:
            plain.append(_Shown(thing, shown, placing, colour))
    for one in plain:
        hidden.extend(_clipped(one))
    doubts.extend(_perhaps_covered(plain, paths.paints))
    return [*hidden, *_not_in_picture(page, doubts)] if doubts else hidden


def _all(shown: Print) -> list[Hidden]:
    return [(shown, place) for place in range(shown.start, shown.end)]


def without(chars: list[Char], hidden: Sequence[Hidden]) -> list[Char]:
    """The characters but for the hidden ones among them."""
    gone = {place for shown, place in hidden if shown.chars is chars}
    return [char for n, char in enumerate(chars) if n not in gone] if gone else chars


def _is_never_seen(thing: Any, shown: Print) -> bool:
    if pdfium.FPDFTextObj_GetTextRenderMode(thing) in _NEVER_PAINTED:
        return True
    return shown.start < shown.end and shown.chars[shown.start].size < _TINY


def _is_odd(thing: Any) -> bool:
    """Whether print is shown in another way than filled, with transparency, or in a layer."""
    return (
        pdfium.FPDFTextObj_GetTextRenderMode(thing) not in _FILLED
        or bool(pdfium.FPDFPageObj_HasTransparency(thing))
        or _is_in_layer(thing)
    )


def _is_in_layer(thing: Any) -> bool:
    for n in range(max(0, pdfium.FPDFPageObj_CountMarks(thing))):
        mark = pdfium.FPDFPageObj_GetMark(thing, n)
        name = (ctypes.c_ushort * _NAME_BYTES)()
        length = ctypes.c_ulong()
        pdfium.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), length)
        if bytes(name).decode("utf-16-le").rstrip("\0") == "OC":
            return True
    return False


def _clip_box(thing: Any, placing: Placing) -> BBox | None:
    """The box within which the clip path of an object lets print through."""
    clip = pdfium.FPDFPageObj_GetClipPath(thing)
    count = pdfium.FPDFClipPath_CountPaths(clip) if clip else 0
    if count <= 0:
        return None
    x0, top, x1, bottom = -np.inf, -np.inf, np.inf, np.inf
    for number in range(count):
        box = _bounds(clip, number, placing)
        x0, top = max(x0, box[0]), max(top, box[1])
        x1, bottom = min(x1, box[2]), min(bottom, box[3])
    return (x0, top, x1, bottom)


def _bounds(clip: Any, number: int, placing: Placing) -> BBox:
    count = pdfium.FPDFClipPath_CountPathSegments(clip, number)
    if count <= 0:
        return (0.0, 0.0, 0.0, 0.0)
    points = [_point(clip, number, n) for n in range(min(count, _CORNERS))]
    if not _is_rectangle(points, count):
        points += [_point(clip, number, n) for n in range(len(points), count)]
    xs, ys = zip(*(placed(placing.matrix, *point) for point in points), strict=True)
    return (min(xs), min(ys), max(xs), max(ys))


def _point(clip: Any, number: int, n: int) -> tuple[float, float]:
    segment = pdfium.FPDFClipPath_GetPathSegment(clip, number, n)
    pdfium.FPDFPathSegment_GetPoint(segment, _X, _Y)
    return (_X.value, _Y.value)


def _is_rectangle(points: Sequence[tuple[float, float]], count: int) -> bool:
    """Whether three corners tell the whole of a path, which spares asking for the others."""
    if len(points) < _CORNERS or count not in _OF_RECTANGLE:
        return False
    (x0, y0), (x1, y1), (x2, y2) = points
    return (x0 == x1 and y1 == y2) or (y0 == y1 and x1 == x2)


def _clipped(one: _Shown) -> list[Hidden]:
    """The characters of which the middle lies outside of what the clip path lets through."""
    box = None if one.placing.in_form else _clip_box(one.thing, one.placing)
    if box is None:
        return []
    x0, top, x1, bottom = box
    chars = one.print.chars
    return [
        (one.print, place)
        for place in range(one.print.start, one.print.end)
        if not (
            2 * x0 - _SLACK <= chars[place].x0 + chars[place].x1 <= 2 * x1 + _SLACK
            and 2 * top - _SLACK <= chars[place].top + chars[place].bottom <= 2 * bottom + _SLACK
        )
    ]


def _perhaps_covered(plain: Sequence[_Shown], paints: Sequence[Paint]) -> list[Hidden]:
    """The characters over which something is painted, or beneath which something is in a colour
    like their own or in several."""
    if not paints or not plain:
        return []
    places = [(one, place) for one in plain for place in range(one.print.start, one.print.end)]
    boxes = np.array([one.print.chars[place][1:5] for one, place in places], np.float64)
    orders = np.array([one.placing.order for one, _ in places])
    colours = np.array([one.colour for one, _ in places])
    doubtful = np.zeros(len(places), bool)
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    for paint in paints:
        x0, top, x1, bottom = paint.box
        over = (x0 <= x) & (x <= x1) & (top <= y) & (y <= bottom) & ~doubtful
        if not over.any():
            continue
        if paint.colour is None:
            doubtful |= over
            continue
        near = np.abs(colours - np.array(paint.colour)).max(axis=1) < _NEAR
        doubtful |= over & (near | (orders < paint.order))
    return [
        (one.print, place) for (one, place), doubt in zip(places, doubtful, strict=True) if doubt
    ]


def _not_in_picture(page: Any, doubts: Sequence[Hidden]) -> list[Hidden]:
    """The characters in doubt without which the picture of the page is the same."""
    width, height = page.get_size()
    scale = min(_SCALE, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
    whole = _picture(page, scale)
    addresses = {shown.text_object for shown, _ in doubts}
    things = [ctypes.cast(address, pdfium.FPDF_PAGEOBJECT) for address in addresses]
    for thing in things:
        pdfium.FPDFPageObj_SetIsActive(thing, False)
    try:
        bare = _picture(page, scale)
    finally:
        for thing in things:
            pdfium.FPDFPageObj_SetIsActive(thing, True)
    changed = np.abs(whole.astype(np.int16) - bare).max(axis=2) >= _CONTRAST
    colours = {address: _only_colour(address) for address in addresses}
    return [
        (shown, place)
        for shown, place in doubts
        if not _is_drawn(changed, shown.chars[place], scale)
        or _is_of_ground(bare, shown.chars[place], colours[shown.text_object], scale)
    ]


def _picture(page: Any, scale: float) -> Pixels:
    pixels: Pixels = page.render(scale=scale).to_numpy()
    return pixels


def _only_colour(address: int) -> Colour | None:
    """The colour of print that is filled and nothing else, None for any other."""
    thing = ctypes.cast(address, pdfium.FPDF_PAGEOBJECT)
    if pdfium.FPDFTextObj_GetTextRenderMode(thing) != pdfium.FPDF_TEXTRENDERMODE_FILL:
        return None
    return colour_of(thing)


def _is_drawn(changed: NDArray[np.bool_], char: Char, scale: float) -> bool:
    if char.text.isspace():
        return True
    return int(np.count_nonzero(changed[_pixels_of(char, scale)])) >= _LEAST_PIXELS


def _is_of_ground(bare: Pixels, char: Char, colour: Colour | None, scale: float) -> bool:
    """Whether most of what lies behind a character has its colour: it may cross a rule there."""
    ground = bare[_pixels_of(char, scale)][:, :, :3].reshape(-1, 3)
    if colour is None or not len(ground):
        return False
    # pdfium gives blue first.
    usual = np.median(ground, axis=0)[::-1]
    return bool(np.abs(usual - np.array(colour)).max() < _CONTRAST)


def _pixels_of(char: Char, scale: float) -> tuple[slice, slice]:
    x0, x1 = int(char.x0 * scale), int(char.x1 * scale) + 1
    top, bottom = int(char.top * scale), int(char.bottom * scale) + 1
    return slice(max(0, top), max(0, bottom)), slice(max(0, x0), max(0, x1))
