"""Numbers with a unit in running text, as exact decimals with the place they stand at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from ingest.language.amounts import parse_amount
from ingest.language.numerals import NUMERAL_LETTERS, SEVERAL, numeral_value
from ingest.narrative.wording import wording


@dataclass(frozen=True, slots=True)
class Number:
    """``text[start:end]`` is the number, ``text[start:stop]`` number and unit."""

    start: int
    end: int
    stop: int
    value: Decimal
    unit: str


def numbers_in(text: str) -> Iterator[Number]:
    """Every number with a unit in a text of half width, in order.

    Left out: dates, document and clause numbers, ranges, limits (100万元以上), bounds (≥90%,
    不低于95%), approximations (10余万元), names that hold digits (12345热线).
    """
    for found in _pattern().finditer(text):
        unit = found["unit"]
        stop = found.end("unit")
        if _means_otherwise(unit, text, stop) or wording().limit.match(text, stop):
            continue
        value = _value(found)
        if value is None:
            continue
        start, end = found.span("digits") if found["digits"] else found.span("han")
        if wording().bound.search(text, max(0, start - 5), start):
            continue
        yield Number(start, end, stop, value, wording().unit_names.get(unit, unit))


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
    before_digits = r"(?<![\dA-Za-z.,/*~～≥≤><=+第—–‰%])(?<!\d-)(?<![A-Za-z]-)"
    before_han = rf"(?<![{NUMERAL_LETTERS}第几数多\d“「])"
    several = SEVERAL.removesuffix("十")
    han = f"[{several}]?十[一{several}]?|[{several}]"
    return re.compile(
        rf"(?:{before_digits}(?P<digits>-?\d[\d,]*(?:\.\d+)?)\s*(?=(?P<u1>{words.unit}))"
        rf"|{before_han}(?P<han>{han})(?=(?P<u2>{words.numeral_unit})(?!月|是|性|体|重点|{words.numeral_phrase})))"
        rf"(?P<unit>(?P=u1)|(?P=u2))"
    )
