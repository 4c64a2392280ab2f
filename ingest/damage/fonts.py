"""Fonts whose own parts contradict each other, as they do where a byte of them was changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pikepdf import Array, Dictionary, Name, Stream

from ingest.damage.glyphs import code_widths, glyph_widths
from ingest.damage.spelling import looks_misspelt, word
from ingest.damage.unicode_map import map_is_foreign, mapped_codes

_SIMPLE = ("/TrueType", "/Type1", "/MMType1", "/Type3")
_DESCENDANTS = ("/CIDFontType0", "/CIDFontType2")
_ORDERINGS = {"GB1", "CNS1", "Japan1", "Korea1", "KR", "Manga1", "Identity", "UCS"}
_UNMAPPED = ("/Identity-H", "/Identity-V")
_NEAR = 1.5
"""Thousandths of the size by which a width may differ from that of the embedded glyph."""
_NEAR_SHARE = 0.001
_FEW = 3
_LAST = 0xFFFF
"""The highest number of a glyph."""


def font_is_faulty(font: Any) -> bool:
    """Whether a font (not its embedded files) says what no producer writes."""
    if not isinstance(font, Dictionary) or word(font.get("/Type")) != "/Font":
        return True
    if looks_misspelt(font, "font"):
        return True
    subtype = word(font.get("/Subtype"))
    if subtype == "/Type0":
        return _composite_is_faulty(font)
    return subtype not in _SIMPLE or _simple_is_faulty(font)


def _composite_is_faulty(font: Dictionary) -> bool:
    below = font.get("/DescendantFonts")
    if not isinstance(below, Array) or len(below) != 1 or not isinstance(below[0], Dictionary):
        return True
    inner = below[0]
    if looks_misspelt(inner, "descendant") or word(inner.get("/Subtype")) not in _DESCENDANTS:
        return True
    encoding = font.get("/Encoding")
    if not isinstance(encoding, Stream) and not _is_cmap_name(word(encoding)):
        return True
    system = inner.get("/CIDSystemInfo")
    ordering = str(system.get("/Ordering", "")) if isinstance(system, Dictionary) else ""
    if ordering not in _ORDERINGS and "/ToUnicode" not in font:
        # Orderings of one's own belong to embedded fonts with a map to Unicode.
        return True
    if _descriptor_is_faulty(inner.get("/FontDescriptor")):
        return True
    glyphs = _embedded_widths(inner)
    text = font.get("/ToUnicode")
    if _widths_are_faulty(inner, glyphs) or map_is_foreign(text, glyphs):
        return True
    # Codes and glyphs are the same numbers where nothing maps them.
    mapped = mapped_codes(text) if word(encoding) in _UNMAPPED else frozenset()
    return glyphs is not None and _has_glyph_without_width(inner, glyphs, mapped)


def _is_cmap_name(name: str) -> bool:
    return name.endswith(("-H", "-V")) or name in ("/H", "/V")


def _simple_is_faulty(font: Dictionary) -> bool:
    first, last, widths = (font.get(key) for key in ("/FirstChar", "/LastChar", "/Widths"))
    if widths is not None:
        if not isinstance(widths, Array) or not (isinstance(first, int) and isinstance(last, int)):
            return True
        if len(widths) != last - first + 1 or _digits_differ(widths, first):
            return True
        if _few_differ(font, widths, first):
            return True
    encoding = font.get("/Encoding")
    if isinstance(encoding, Name) and word(encoding) not in _ENCODINGS:
        return True
    if isinstance(encoding, Dictionary) and _encoding_is_faulty(encoding):
        return True
    descriptor = font.get("/FontDescriptor")
    return descriptor is not None and _descriptor_is_faulty(descriptor)


def _few_differ(font: Dictionary, widths: Array, first: int) -> bool:
    """Whether some few widths differ from those of the embedded glyphs."""
    glyphs = code_widths(_font_file(font))
    known = [
        (float(width), glyphs[code])
        for code, width in enumerate(widths, start=first)
        # Codes that are not used are given no width.
        if width and code in glyphs
    ]
    return 0 < sum(not _is_near(width, glyph) for width, glyph in known) <= _FEW


_ENCODINGS = {"/WinAnsiEncoding", "/MacRomanEncoding", "/MacExpertEncoding", "/StandardEncoding"}


def _encoding_is_faulty(encoding: Dictionary) -> bool:
    base = encoding.get("/BaseEncoding")
    differences = encoding.get("/Differences", Array())
    return (
        looks_misspelt(encoding, "encoding")
        or (base is not None and word(base) not in _ENCODINGS)
        or not isinstance(differences, Array)
        or not all(isinstance(part, int | Name) for part in differences)
    )


def _digits_differ(widths: Array, first: int) -> bool:
    """Digits are of one width, in all fonts that tables are set in; one alone is not."""
    found = [
        float(widths[code - first]) for code in range(48, 58) if 0 <= code - first < len(widths)
    ]
    used = [width for width in found if width]
    usual = max(set(used), key=used.count, default=0.0)
    odd = sum(abs(width - usual) > _NEAR for width in used)
    return 0 < odd <= len(used) // 3


def _descriptor_is_faulty(descriptor: Any) -> bool:
    return not isinstance(descriptor, Dictionary) or looks_misspelt(descriptor, "descriptor")


@dataclass(frozen=True, slots=True)
class _Group:
    """Widths that stand together: of the characters from ``first`` on."""

    first: int
    widths: Sequence[float]


def _widths_are_faulty(font: Dictionary, glyphs: Sequence[float] | None) -> bool:
    """Whether widths are malformed, or some few differ from those of the embedded glyphs.

    Where many differ, it is the way of the producer.
    """
    try:
        groups = list(_groups(font.get("/W", Array())))
    except (ValueError, TypeError, IndexError, ArithmeticError):
        return True
    default = font.get("/DW", 1000)
    if isinstance(default, Array | Dictionary | Name | str):
        return True
    if glyphs is None:
        return False
    off = [
        sum(not _agrees(group.first + n, width, glyphs) for n, width in enumerate(group.widths))
        for group in groups
    ]
    return sum(off) > 0 and (sum(off) <= _FEW or sum(count > 0 for count in off) == 1)


def _has_glyph_without_width(
    font: Dictionary, glyphs: Sequence[float], mapped: frozenset[int]
) -> bool:
    """Whether a glyph that stands for a character has another width than the default and is given
    none: what is set with it stands apart. No producer of 169 published files writes so."""
    default = float(font.get("/DW", 1000))
    given = set(_given(font.get("/W", Array())))
    return any(
        code < len(glyphs) and code not in given and not _is_near(default, glyphs[code])
        for code in mapped
    )


def _given(widths: Any) -> Iterator[int]:
    """The glyphs that a W array gives a width."""
    parts = list(widths)
    place = 0
    while place < len(parts):
        first, second = int(parts[place]), parts[place + 1]
        listed = isinstance(second, Array)
        yield from range(first, first + len(second) if listed else min(int(second), _LAST) + 1)
        place += 2 if listed else 3


def _agrees(code: int, width: float, glyphs: Sequence[float]) -> bool:
    if code >= len(glyphs):
        return False
    return _is_near(width, glyphs[code])


def _is_near(width: float, glyph: float) -> bool:
    return abs(width - glyph) <= max(_NEAR, _NEAR_SHARE * width)


def _groups(widths: Any) -> Iterator[_Group]:
    """The groups of a W array that give each width for itself; ranges of one width are tried
    for their form only."""
    parts = list(widths)
    place = 0
    while place < len(parts):
        first, second = int(parts[place]), parts[place + 1]
        if first < 0:
            raise ValueError
        if isinstance(second, Array):
            yield _Group(first, [float(width) for width in second])
            place += 2
            continue
        last, _ = int(second), float(parts[place + 2])
        if last < first:
            raise ValueError
        place += 3


def _embedded_widths(font: Dictionary) -> Sequence[float] | None:
    """The widths of an embedded TrueType font by CID, in thousandths of the size; None where
    there is none, or where its own map of CIDs to glyphs stands between."""
    file = _font_file(font)
    if file is None or isinstance(font.get("/CIDToGIDMap"), Stream):
        return None
    return glyph_widths(file)


def _font_file(font: Dictionary) -> Stream | None:
    """The embedded TrueType font, if it is one."""
    descriptor = font.get("/FontDescriptor")
    file = descriptor.get("/FontFile2") if isinstance(descriptor, Dictionary) else None
    return file if isinstance(file, Stream) else None
