"""The numbers set before headings and items: 第一部分, 一、 （一） 1. （1）."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HAN_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_HAN = "[一二三四五六七八九十百]{1,4}"
_STYLES: tuple[tuple[int, re.Pattern[str]], ...] = (
    (10, re.compile(rf"第({_HAN}|\d{{1,2}})(?:部分|章|篇)[:：、.\s]*")),
    (20, re.compile(rf"(?:第)?({_HAN})(?:、|[.．](?!\d)|节)\s*")),
    (30, re.compile(rf"[（(]\s*({_HAN})\s*[)）][、.]?\s*")),
    (40, re.compile(r"(\d{1,2})(?:、|[.．](?!\d))\s*")),
    (50, re.compile(r"[（(]?(\d{1,2})[)）](?![\d.])[、.]?\s*")),
    (60, re.compile(r"([①-⑳])\s*")),
)


@dataclass(frozen=True, slots=True)
class Enumerator:
    """``rank`` orders the styles from the outermost (10) in; ``length`` counts its characters."""

    rank: int
    ordinal: int
    length: int


def enumerator_of(text: str) -> Enumerator | None:
    """The enumerator at the start of the text, or None."""
    for rank, pattern in _STYLES:
        if found := pattern.match(text):
            return Enumerator(rank, _ordinal(found[1]), found.end())
    return None


def without_enumerator(text: str) -> str:
    """The text without the enumerator before it."""
    found = enumerator_of(text)
    return text[found.length :] if found else text


def han_number(text: str) -> int:
    """The value of a Chinese numeral below 1000 (十二 -> 12, 两 -> 2)."""
    total = digit = 0
    for char in text:
        if char in "十百":
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            digit = _HAN_DIGITS[char]
    return total + digit


def _ordinal(text: str) -> int:
    if text.isdecimal():
        return int(text)
    if "①" <= text <= "⑳":
        return ord(text) - ord("①") + 1
    return han_number(text)
