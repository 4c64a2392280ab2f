"""The numbers set before headings, items and lines of tables: 第一部分, 一、 （一） 1. （1） ①."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.language.numerals import ONE_TO_TEN, numeral_value

PART, ITEM, SUB_ITEM = 10, 20, 30
"""Ranks of 第一部分, 一、 and （一）."""

_HAN = f"[{ONE_TO_TEN}百]{{1,4}}"
_STYLES: tuple[tuple[int, re.Pattern[str]], ...] = (
    (PART, re.compile(rf"第({_HAN}|\d{{1,2}})(?:部分|章|篇)[:：、.\s]*")),
    (ITEM, re.compile(rf"(?:第)?({_HAN})(?:、|[.．](?!\d)|节)\s*")),
    (SUB_ITEM, re.compile(rf"[（(]\s*({_HAN})\s*[)）][、.]?\s*")),
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


def begins(text: str, *ranks: int) -> bool:
    """Whether an enumerator of one of these ranks stands before the text."""
    found = enumerator_of(text)
    return found is not None and found.rank in ranks


def _ordinal(text: str) -> int:
    if "①" <= text <= "⑳":
        return ord(text) - ord("①") + 1
    return numeral_value(text)
