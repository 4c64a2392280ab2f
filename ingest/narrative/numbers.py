"""Numbers with a unit in running text, as exact decimals with the place they stand at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from ingest.language.amounts import is_money, parse_amount
from ingest.language.numerals import NUMERAL_LETTERS, SEVERAL, numeral_value
from ingest.narrative.wording import wording

_SIGNS = tuple("≥≤><")
_UNBOUND = ("",)
_FOLLOWED = re.compile(r"[^\s，,。；;、:：)）!？]")
_ATTRIBUTE = re.compile(r"[^\s，,。；;、:：)）]{0,8}?的")


@dataclass(frozen=True, slots=True)
class Number:
    """``text[start:end]`` is the number, ``text[start:stop]`` number and unit.

    ``bound`` is the word or sign that makes it the least or the most (不少于, ≥, 以上), else "".
    """

    start: int
    end: int
    stop: int
    value: Decimal
    unit: str
    bound: str = ""


def numbers_in(text: str, *, bounds: bool = False) -> Iterator[Number]:
    """Every number with a unit in a text of half width, in order.

    Left out: dates, document and clause numbers, ranges, approximations (10余万元), names that
    hold digits (12345热线), bounds (≥90%, 不低于95%, 98%以上) unless ``bounds`` asks for them.
    Never told are bounds that say which things are meant: limits of money (100万元以上设备), and
    what a noun follows as its attribute (3人以上单位, 不少于50人的企业).
    """
    for found in _pattern().finditer(text):
        unit = found["unit"]
        stop = found.end("unit")
        if _means_otherwise(unit, text, stop) or text[stop : stop + 1] in _SIGNS:
            continue
        value = _value(found)
        if value is None:
            continue
        start, end = found.span("digits") if found["digits"] else found.span("han")
        least = wording().bound.search(text, max(0, start - 5), start)
        limit = wording().limit.match(text, stop)
        bound = (least or limit or _UNBOUND)[0]
        says_which = (_FOLLOWED if limit else _ATTRIBUTE).match(
            text, limit.end() if limit else stop
        )
        if bound and (not bounds or is_money(unit) or says_which):
            continue
        stop = limit.end() if limit else stop
        yield Number(start, end, stop, value, wording().unit_names.get(unit, unit), bound)


def is_bound(word: str) -> bool:
    """Whether a word makes a number the least or the most (不少于, ≥, 以上)."""
    return bool(wording().bound.fullmatch(word) or wording().limit.fullmatch(word))


def _value(found: re.Match[str]) -> Decimal | None:
    if found["digits"]:
        return parse_amount(found["digits"])
    return Decimal(numeral_value(found["han"]))


def _means_otherwise(unit: str, text: str, stop: int) -> bool:
    """Whether the word after the number is no unit: 3个月, 5分之一."""
    pattern = wording().not_after_unit.get(unit)
    return pattern is not None and bool(pattern.match(text, stop))


@cache
def _pattern() -> re.Pattern[str]:
    words = wording()
    before_digits = r"(?<![\dA-Za-z.,/*~～=+第—–‰%])(?<!\d-)(?<![A-Za-z][-≥≤><])"
    before_han = rf"(?<![{NUMERAL_LETTERS}第几数多\d“「])"
    several = SEVERAL.removesuffix("十")
    han = f"[{several}]?十[一{several}]?|[{several}]"
    return re.compile(
        rf"(?:{before_digits}(?P<digits>-?\d[\d,]*(?:\.\d+)?)\s*(?=(?P<u1>{words.unit}))"
        rf"|{before_han}(?P<han>{han})(?=(?P<u2>{words.numeral_unit})(?!月|是|性|体|重点|{words.numeral_phrase})))"
        rf"(?P<unit>(?P=u1)|(?P=u2))"
    )
