"""How wide the glyphs of an embedded TrueType font are: a second word on the widths of a file."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

from pikepdf import Stream

from ingest.damage.streams import BrokenStream, content_of

_PRIVATE = 0xF000
"""Where symbolic fonts keep their codes."""
_STUMBLES = (BrokenStream, struct.error, KeyError, ArithmeticError, MemoryError)


def glyph_widths(file: Stream) -> Sequence[float] | None:
    """The widths of the glyphs in their order, in thousandths of the size; None where the file
    is not to be read."""
    try:
        data = content_of(file)
        return _widths(data, _tables(data))
    except _STUMBLES:
        return None


def code_widths(file: Stream | None) -> Mapping[int, float]:
    """The widths of the glyphs by the code (one byte) that shows them; empty where the font does
    not tell."""
    if file is None:
        return {}
    try:
        data = content_of(file)
        tables = _tables(data)
        widths = _widths(data, tables)
        glyphs = _glyphs_of_codes(data, tables[b"cmap"])
    except _STUMBLES:
        return {}
    return {code: widths[glyph] for code, glyph in glyphs.items() if 0 < glyph < len(widths)}


def _tables(data: bytes) -> dict[bytes, int]:
    """Where the tables of a font begin, by their names."""
    (count,) = struct.unpack_from(">H", data, 4)
    entries = [struct.unpack_from(">4sLLL", data, 12 + 16 * n) for n in range(count)]
    return {name: offset for name, _, offset, _ in entries}


def _widths(data: bytes, tables: Mapping[bytes, int]) -> list[float]:
    (per_em,) = struct.unpack_from(">H", data, tables[b"head"] + 18)
    (full,) = struct.unpack_from(">H", data, tables[b"hhea"] + 34)
    (glyphs,) = struct.unpack_from(">H", data, tables[b"maxp"] + 4)
    pairs = struct.unpack_from(f">{'Hh' * full}", data, tables[b"hmtx"])
    widths: list[float] = [1000 * width / per_em for width in pairs[::2]]
    widths.extend(widths[-1:] * (glyphs - full))
    return widths


def _glyphs_of_codes(data: bytes, start: int) -> dict[int, int]:
    """The glyph of each code of one byte: by the map of the font's own codes, or in ASCII by
    that of Unicode, where a font has but one of them."""
    (count,) = struct.unpack_from(">H", data, start + 2)
    maps = {}
    for n in range(count):
        platform, encoding, offset = struct.unpack_from(">HHL", data, start + 4 + 8 * n)
        maps[platform, encoding] = _map(data, start + offset)
    own = maps.get((1, 0)) or {
        code - _PRIVATE: glyph for code, glyph in maps.get((3, 0), {}).items() if code >= _PRIVATE
    }
    if (3, 1) in maps:
        # Which of two maps counts depends on the encoding: trust what they agree upon.
        unicode = {code: glyph for code, glyph in maps[3, 1].items() if 32 <= code < 127}
        return {code: g for code, g in unicode.items() if own.get(code, g) == g}
    return own


def _map(data: bytes, start: int) -> dict[int, int]:
    (kind,) = struct.unpack_from(">H", data, start)
    if kind == 0:
        return dict(enumerate(struct.unpack_from(">256B", data, start + 6)))
    if kind == 6:
        first, count = struct.unpack_from(">HH", data, start + 6)
        return dict(enumerate(struct.unpack_from(f">{count}H", data, start + 10), start=first))
    return _segments(data, start) if kind == 4 else {}


def _segments(data: bytes, start: int) -> dict[int, int]:
    (twice,) = struct.unpack_from(">H", data, start + 6)
    count = twice // 2
    ends = struct.unpack_from(f">{count}H", data, start + 14)
    starts = struct.unpack_from(f">{count}H", data, start + 16 + twice)
    deltas = struct.unpack_from(f">{count}H", data, start + 16 + 2 * twice)
    ranges = start + 16 + 3 * twice
    glyphs = {}
    for n, (first, last, delta) in enumerate(zip(starts, ends, deltas, strict=True)):
        (offset,) = struct.unpack_from(">H", data, ranges + 2 * n)
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offset:
                place = ranges + 2 * n + offset + 2 * (code - first)
                (glyph,) = struct.unpack_from(">H", data, place)
            glyphs[code] = (glyph + delta) & 0xFFFF
    return glyphs
