"""The characters of a page, read by pdfium.

pdfium lists characters with spaces and line ends of its own between them; those belong to no text
object and are left out.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pypdfium2.raw as pdfium

from ingest.pages.allowance import Allowance
from ingest.pages.content import ASCENT, is_bold, stands_upright
from ingest.pages.display import Matrix, box_placed, multiplied, placed
from ingest.pages.page import Char

_NAME_LENGTH = 256
_LEVEL = 1e-4
_FIRST_HALF, _LAST_HALF = 0xD800, 0xDFFF
"""Rare ideographs come as two codes of this range."""
_NOWHERE = float("nan")
_FINE = 3
"""Decimals kept of a height: pdfium counts in single precision."""
_LINE_END_HYPHENS = (0x0002, 0xFFFE)
"""What pdfium gives for a hyphen at the end of a line."""


_text_object_at: Callable[[Any, int], int | None] = ctypes.CFUNCTYPE(
    ctypes.c_void_p, pdfium.FPDF_TEXTPAGE, ctypes.c_int
)(ctypes.cast(pdfium.FPDFText_GetTextObject, ctypes.c_void_p).value or 0)
"""``FPDFText_GetTextObject``, giving the address, which is quicker to compare than a pointer."""

_character = lru_cache(maxsize=65_536)(chr)
"""One object for each character: a report has some 100,000 of them."""


@dataclass(frozen=True, slots=True)
class _Run:
    """What the characters of one text object share: size, boldness, and how they stand.

    ``standing`` says that they stand on a base line, ``level`` that it is the same for all, and
    ``top`` and ``bottom`` with it. ``into`` is where they belong.
    """

    size: float
    top: float
    bottom: float
    bold: bool
    standing: bool
    level: bool
    into: list[Char]


@dataclass(frozen=True, slots=True)
class Print:
    """The characters of one text object (its address): those of ``chars`` from ``start`` to
    before ``end``."""

    text_object: int
    chars: list[Char]
    start: int
    end: int


class TextReader:
    """Reads the characters of one page. ``upright`` and ``turned`` hold what was read.

    ``trusted`` is False where the file does not tell the Unicode of some of them.
    """

    def __init__(self, page: Any, display: Matrix, allowance: Allowance) -> None:
        self.upright: list[Char] = []
        self.turned: list[Char] = []
        self.trusted = True
        self._begun: list[tuple[int, list[Char], int]] = []
        self._halves = False
        self._end = _NOWHERE
        self._page = page
        self._display = display
        self._allowance = allowance
        self._unturned = display[:4] == (1.0, 0.0, 0.0, -1.0)
        self._bold: dict[int, bool] = {}
        self._heights: dict[tuple[float, float], tuple[float, float, float]] = {}
        self._matrix = pdfium.FS_MATRIX()
        self._box = pdfium.FS_RECTF()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()

    def read(self) -> None:
        """Reads all characters of the page. Raises TooCostly."""
        text_page = pdfium.FPDFText_LoadPage(self._page)
        if not text_page:
            self.trusted = False
            return
        try:
            self._read(text_page)
        finally:
            pdfium.FPDFText_ClosePage(text_page)
        if self._halves and any(_is_half(char.text) for char in self.upright + self.turned):
            self.trusted = False

    @property
    def prints(self) -> list[Print]:
        """What was read, by text objects."""
        ends = {id(chars): len(chars) for chars in (self.upright, self.turned)}
        found = []
        for text_object, chars, start in reversed(self._begun):
            found.append(Print(text_object, chars, start, ends[id(chars)]))
            ends[id(chars)] = start
        return found[::-1]

    def _read(self, text_page: Any) -> None:
        box, last, run = self._box, 0, None
        left = right = below = _NOWHERE
        count = pdfium.FPDFText_CountChars(text_page)
        self._allowance.objects(count)
        for index in range(count):
            text_object = _text_object_at(text_page, index)
            if not text_object:
                continue
            if run is None or text_object != last:
                run, last = self._run(text_page, text_object, index), text_object
                self._begun.append((text_object, run.into, len(run.into)))
                left = right = below = _NOWHERE
            code = pdfium.FPDFText_GetUnicode(text_page, index)
            if not code or pdfium.FPDFText_HasUnicodeMapError(text_page, index):
                self.trusted = False
            self._halves = self._halves or _FIRST_HALF <= code <= _LAST_HALF
            text = "-" if code in _LINE_END_HYPHENS else _character(code)
            pdfium.FPDFText_GetLooseCharBox(text_page, index, box)
            if box.left == left and box.right == right and box.bottom == below:
                run.into[-1] = _joined(run.into[-1], text)
            else:
                run.into.append(self._char(run, text, text_page, index))
                left, right, below = box.left, box.right, box.bottom

    def _run(self, text_page: Any, text_object: int, index: int) -> _Run:
        pdfium.FPDFText_GetMatrix(text_page, index, self._matrix)
        own = self._matrix
        a, b, c, d, _, _ = multiplied((own.a, own.b, own.c, own.d, 0.0, 0.0), self._display)
        # Displayed heights grow downwards, where those of the file grow upwards.
        b, d = -b, -d
        font_size = pdfium.FPDFText_GetFontSize(text_page, index)
        if font_size < 0:
            # Turned by the size and, mostly, turned back by the matrix.
            a, b, c, d, font_size = -a, -b, -c, -d, -font_size
        upright = stands_upright(a, b, c, d)
        height = self._height(
            round(self._base_line(text_page, index), _FINE),
            round(font_size * (c * c + d * d) ** 0.5, _FINE),
        )
        return _Run(
            *height,
            bold=self._is_bold(text_object),
            standing=upright and a > 0,
            level=upright and a > 0 and abs(b) <= _LEVEL * a,
            into=self.upright if upright else self.turned,
        )

    def _height(self, base: float, size: float) -> tuple[float, float, float]:
        """Size, top and bottom of print on a base line: the same objects for all of it, since some
        files draw each character for itself."""
        kept = self._heights.get((base, size))
        if kept is None:
            kept = (size, base - ASCENT * size, base + (1 - ASCENT) * size)
            self._heights[base, size] = kept
        return kept

    def _base_line(self, text_page: Any, index: int) -> float:
        pdfium.FPDFText_GetCharOrigin(text_page, index, self._x, self._y)
        return placed(self._display, self._x.value, self._y.value)[1]

    def _is_bold(self, text_object: int) -> bool:
        font = pdfium.FPDFTextObj_GetFont(ctypes.cast(text_object, pdfium.FPDF_PAGEOBJECT))
        address = ctypes.addressof(font.contents)
        if address not in self._bold:
            name = ctypes.create_string_buffer(_NAME_LENGTH)
            pdfium.FPDFFont_GetBaseFontName(font, name, _NAME_LENGTH)
            self._bold[address] = is_bold(name.value.decode("utf-8", "replace"))
        return self._bold[address]

    def _char(self, run: _Run, text: str, text_page: Any, index: int) -> Char:
        box = self._box
        if run.level and self._unturned:
            x0, x1 = box.left + self._display[4], box.right + self._display[4]
            if x0 == self._end:
                # Mostly a character begins where the one before it ends: one object for both.
                x0 = self._end
            self._end = x1
            return Char(text, x0, run.top, x1, run.bottom, run.size, run.bold)
        x0, top, x1, bottom = box_placed(self._display, box.left, box.bottom, box.right, box.top)
        if run.level:
            top, bottom = run.top, run.bottom
        elif run.standing:
            base = self._base_line(text_page, index)
            top, bottom = base - ASCENT * run.size, base + (1 - ASCENT) * run.size
        return Char(text, x0, top, x1, bottom, run.size, run.bold)


def _is_half(text: str) -> bool:
    return any(_FIRST_HALF <= ord(char) <= _LAST_HALF for char in text)


def _joined(char: Char, text: str) -> Char:
    """A character with a further one that stands for the same print (a ligature, a code of two
    halves)."""
    halves = (char.text + text).encode("utf-16", "surrogatepass")
    return char._replace(text=halves.decode("utf-16", "surrogatepass"))
