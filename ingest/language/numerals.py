"""Numbers written in Chinese numerals: 十二, 三十二万, 壹佰零伍, 二〇二三, 第三.

An own reader: cn2an, the library for it, refuses 百 and 千万, of which expressions are made, gives
some numbers as floats, and takes 75 ms to import.
"""

from __future__ import annotations

import unicodedata

ONE_TO_TEN = "一二三四五六七八九十"
"""The letters of small numerals, to stand in the brackets of a regular expression."""

SEVERAL = "二两三四五六七八九十"
"""Those that say that there are more than one."""

HAN_DIGITS = "零〇一二两三四五六七八九"
NUMERAL_LETTERS = f"{HAN_DIGITS}十百千万亿"
"""All letters of plain numerals, to stand in the brackets of a regular expression."""

_DIGITS = {char: n for n, char in enumerate("零一二三四五六七八九")}
_DIGITS |= {char: n for n, char in enumerate("零壹贰叁肆伍陆柒捌玖")}
_DIGITS |= {char: n for n, char in enumerate("0123456789")}
_DIGITS |= {"〇": 0, "○": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_MYRIAD, _HUNDRED_MILLION = 10**4, 10**8


def numeral_value(numeral: str) -> int:
    """The value of a numeral: 三十二万 -> 320000, 壹佰零伍 -> 105, 二〇二三 -> 2023, 百 -> 100.

    Digits without 十, 百 … are read by their places; one that follows a larger unit directly
    counts the next smaller (一万二 -> 12000). Full-width and ASCII digits may stand among them.
    Raises ValueError where a letter is no numeral, or there is none.
    """
    whole = myriads = section = digit = 0
    next_unit = 1
    for char in unicodedata.normalize("NFKC", numeral):
        if char in _DIGITS:
            digit = digit * 10 + _DIGITS[char]
            next_unit = next_unit if digit else 1
        elif char in _TENS:
            section += (digit or 1) * _TENS[char]
            digit, next_unit = 0, _TENS[char] // 10
        elif char == "万":
            myriads += (section + digit or 1) * _MYRIAD
            section, digit, next_unit = 0, 0, _MYRIAD // 10
        elif char == "亿":
            whole += (myriads + section + digit or 1) * _HUNDRED_MILLION
            myriads, section, digit, next_unit = 0, 0, 0, _HUNDRED_MILLION // 10
        else:
            raise ValueError(f"no numeral: {numeral!r}")
    if not numeral:
        raise ValueError("no numeral: ''")
    return whole + myriads + section + digit * (next_unit if digit < 10 else 1)
