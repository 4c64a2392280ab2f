"""Whether a map from codes to Unicode belongs to its font: ideographs are wide, digits alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any

from pikepdf import Name, Stream

from ingest.damage.streams import BrokenStream, content_of

_BLOCK = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)
_CHAR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]{4})>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]{4})>|\[([^\]]*)\])")
_ITEM = re.compile(rb"<([0-9A-Fa-f]*)>")
_DIGITS = range(0x30, 0x3A)
_IDEOGRAPHS = range(0x4E00, 0xA000)
_ALIKE = 0.35
"""Widths that differ by less than this share count as alike."""
_LEAST = 5
_MOST_ODD = 0.3
_LONGEST = 0x10000


def map_is_foreign(stream: Any, widths: Sequence[float] | None) -> bool:
    """Whether a map is no map, gives one digit to two codes, or does not fit the widths of the
    glyphs (thousandths of the size, by code): it is another font's."""
    if not isinstance(stream, Stream):
        return stream is not None and not isinstance(stream, Name)
    try:
        pairs = list(_pairs(content_of(stream)))
    except BrokenStream:
        return True
    digits = [character for _, character in pairs if character in _DIGITS]
    if len(digits) != len(set(digits)) and stream.stream_dict.get("/Filter") is None:
        return True
    if widths is None or not pairs:
        return False
    beyond = sum(code >= len(widths) for code, _ in pairs)
    return beyond > _MOST_ODD * len(pairs) or any(
        _differ([widths[c] for c, u in pairs if u in kind and c < len(widths)])
        for kind in (_DIGITS, _IDEOGRAPHS)
    )


def mapped_codes(stream: Any) -> frozenset[int]:
    """The codes that a map tells the character of; none where it cannot be read."""
    if not isinstance(stream, Stream):
        return frozenset()
    try:
        return frozenset(code for code, _ in _pairs(content_of(stream)))
    except BrokenStream:
        return frozenset()


def _differ(widths: Sequence[float]) -> bool:
    if len(widths) < _LEAST:
        return False
    usual = median(widths)
    odd = sum(abs(width - usual) > _ALIKE * usual for width in widths)
    return odd > _MOST_ODD * len(widths)


def _pairs(content: bytes) -> Iterator[tuple[int, int]]:
    """Codes with the one character (as its number) that each stands for."""
    for kind, block in _BLOCK.findall(content):
        if kind == b"char":
            for code, character in _CHAR.findall(block):
                yield int(code, 16), int(character, 16)
            continue
        for first, last, start, items in _RANGE.findall(block):
            codes = range(int(first, 16), min(int(last, 16), int(first, 16) + _LONGEST) + 1)
            if start:
                yield from zip(codes, range(int(start, 16), _LONGEST), strict=False)
            else:
                for code, item in zip(codes, _ITEM.findall(items), strict=False):
                    if len(item) == 4:
                        yield code, int(item, 16)
