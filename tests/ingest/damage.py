"""Damages PDFs as transfers and discs do: a seed always gives the same copy."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_OBJECT = re.compile(rb"(?<=[\r\n])\d+ \d+ obj\b.*?endobj", re.DOTALL)
_BLOCKS = (512, 4096)


def _bits(data: bytes, dice: random.Random) -> bytes:
    """Some bits flipped."""
    copy = bytearray(data)
    for _ in range(dice.choice((1, 3, 10, 40))):
        copy[dice.randrange(len(copy))] ^= 1 << dice.randrange(8)
    return bytes(copy)


def _bytes(data: bytes, dice: random.Random) -> bytes:
    """Some bytes replaced."""
    copy = bytearray(data)
    for _ in range(dice.choice((1, 3, 10, 40))):
        copy[dice.randrange(len(copy))] = dice.randrange(256)
    return bytes(copy)


def _syntax_bits(data: bytes, dice: random.Random) -> bytes:
    """Bits flipped outside of all streams, where no checksum stands guard."""
    places = _outside_streams(data)
    copy = bytearray(data)
    for _ in range(dice.choice((1, 2, 5))):
        copy[dice.choice(places)] ^= 1 << dice.randrange(8)
    return bytes(copy)


def _digits(data: bytes, dice: random.Random) -> bytes:
    """Digits outside of all streams replaced by others: references, widths, boxes, offsets."""
    places = [place for place in _outside_streams(data) if data[place] in b"0123456789"]
    copy = bytearray(data)
    for _ in range(dice.choice((1, 2, 5))):
        copy[dice.choice(places)] = dice.choice(b"0123456789")
    return bytes(copy)


def _zeroed(data: bytes, dice: random.Random) -> bytes:
    """A run of bytes zeroed."""
    length = dice.choice((1, 16, 512, 4096))
    start = dice.randrange(max(1, len(data) - length))
    return data[:start] + bytes(length) + data[start + length :]


def _cut_at_end(data: bytes, dice: random.Random) -> bytes:
    """The end is missing."""
    lost = dice.choice((10, 100, 2000, len(data) // 4, len(data) // 2))
    return data[: -min(lost, len(data) - 100)]


def _cut_in_middle(data: bytes, dice: random.Random) -> bytes:
    """Some bytes in the middle are missing."""
    start = dice.randrange(len(data))
    return data[:start] + data[start + dice.choice((1, 7, 100, 3000)) :]


def _block_lost(data: bytes, dice: random.Random) -> bytes:
    """A block of a broken download is missing."""
    size = dice.choice(_BLOCKS)
    start = size * dice.randrange(max(1, len(data) // size))
    return data[:start] + data[start + size :]


def _block_twice(data: bytes, dice: random.Random) -> bytes:
    """A block of a broken download stands twice, in place of the next one or before it."""
    size = dice.choice(_BLOCKS)
    start = size * dice.randrange(max(1, len(data) // size - 1))
    block = data[start : start + size]
    rest = start + size * dice.choice((1, 2))
    return data[: start + size] + block + data[rest:]


def _streams_swapped(data: bytes, dice: random.Random) -> bytes:
    """The contents of two streams in each other's place."""
    return _swapped(data, [found.span(1) for found in _STREAM.finditer(data)], dice)


def _objects_swapped(data: bytes, dice: random.Random) -> bytes:
    """Two objects in each other's place, numbers and all."""
    return _swapped(data, [found.span() for found in _OBJECT.finditer(data)], dice)


KINDS: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "bits": _bits,
    "bytes": _bytes,
    "syntax bits": _syntax_bits,
    "digits": _digits,
    "zeroed": _zeroed,
    "cut at end": _cut_at_end,
    "cut in middle": _cut_in_middle,
    "block lost": _block_lost,
    "block twice": _block_twice,
    "streams swapped": _streams_swapped,
    "objects swapped": _objects_swapped,
}


def damaged(data: bytes, kind: str, seed: int) -> bytes:
    """A copy of a PDF with damage of a kind of ``KINDS``; always another file than the whole."""
    dice = random.Random(f"{kind} {seed}")
    while (copy := KINDS[kind](data, dice)) == data:
        continue
    return copy


def _outside_streams(data: bytes) -> list[int]:
    places: list[int] = []
    end = 0
    for found in _STREAM.finditer(data):
        places.extend(range(end, found.start(1)))
        end = found.end(1)
    return [*places, *range(end, len(data))]


def _swapped(data: bytes, spans: list[tuple[int, int]], dice: random.Random) -> bytes:
    if len(spans) < 2:
        return _streams_swapped(data, dice)
    (a, b), (c, d) = sorted(dice.sample(spans, 2))
    return data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]
