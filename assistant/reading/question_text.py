"""A question's letters: simplified, and whether it is English."""

from __future__ import annotations

import re
from functools import cache

from opencc import OpenCC

_HAN = re.compile(r"[\u3400-\u9fff]")
_SPACED_YEAR = re.compile(r"(?<=\d)[ \u3000]年")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")


def is_english(text: str) -> bool:
    """Whether a text has more words in Latin letters than half its Chinese ones."""
    return len(_LATIN_WORD.findall(text)) * 2 > len(_HAN.findall(text))


def simplified(text: str) -> str:
    """The text with traditional characters made simplified, and years in one piece (2024 年)."""
    converted: str = _simplifier().convert(text)
    return _SPACED_YEAR.sub("年", converted)


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")
