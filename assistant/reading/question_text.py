"""A question's letters: simplified, and whether it is English."""

from __future__ import annotations

import re
from functools import cache

from opencc import OpenCC

_HAN = re.compile(r"[\u3400-\u9fff]")
_SPACED_YEAR = re.compile(r"(?<=\d)[ \u3000]年")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
_HAN_RUN = re.compile(r"[\u3400-\u9fff]{2,}")
_NUMBER = re.compile(r"\d+")
_CODE_LENGTHS = (5, 7)


def is_english(text: str) -> bool:
    """Whether a text has more words in Latin letters than half its Chinese ones."""
    return len(_LATIN_WORD.findall(text)) * 2 > len(_HAN.findall(text))


def has_chinese(text: str) -> bool:
    """Whether any letter of a text is Chinese."""
    return bool(_HAN.search(text))


def chinese_in(text: str) -> list[str]:
    """The Chinese words of a text: what stands together, two letters or more."""
    return _HAN_RUN.findall(text)


def latin_in(text: str) -> list[str]:
    """The words of a text in Latin letters, of two letters or more."""
    return _LATIN_WORD.findall(text)


def acronyms_in(text: str) -> list[str]:
    """The words of a text in capital letters alone (KTV, DRG)."""
    return [word for word in latin_in(text) if word.isupper()]


def numbers_in(text: str) -> list[str]:
    """The numbers of a text, each as its digits."""
    return _NUMBER.findall(text)


def codes_in(text: str) -> list[str]:
    """Those numbers that have as many digits as the codes of 款 and 项."""
    return [number for number in numbers_in(text) if len(number) in _CODE_LENGTHS]


def simplified(text: str) -> str:
    """The text with traditional characters made simplified, and years in one piece (2024 年)."""
    converted: str = _simplifier().convert(text)
    return _SPACED_YEAR.sub("年", converted)


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")
