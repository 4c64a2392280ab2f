"""The numbers that a draft or its evidence tells, as exact decimals in base units.

Made for checking a draft, so it sees numbers where a reader would and a few more: whatever it
takes for a number has to be found in what the draft cites. ``number_words.yaml`` has the words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any, Literal, cast

import yaml

from ingest.language.changes import Direction, change_words
from ingest.language.numerals import NUMERAL_LETTERS, numeral_value
from ingest.language.units import units

Dimension = Literal["money", "percent", "year", "count", "scaled"]
"""``scaled``: 万 or million of whatever, money or pieces."""

_YEAR = re.compile(r"(?:19|20)\d\d")
_SEVERAL = re.compile(r"[几数][十百千万亿]+")
_HAN = re.compile(r"[一-鿿]")


@dataclass(frozen=True, slots=True)
class ToldNumber:
    """A number at ``start`` to ``end`` of the text in its NFKC form.

    ``value`` is in base units (元, %, pieces), ``digits`` the number and ``unit`` the unit as
    written, for numbers in numerals "" and the whole.
    """

    start: int
    end: int
    value: Decimal
    dimension: Dimension
    digits: str
    unit: str


def normal(text: str) -> str:
    """The form of a text in which numbers are looked for."""
    return unicodedata.normalize("NFKC", text).replace("−", "-")


def numbers_told(text: str) -> tuple[ToldNumber, ...]:
    """All numbers of a text: digits in order, then numerals that count something."""
    plain = normal(text)
    return (*_in_digits(plain), *_in_numerals(plain), *_in_english(plain))


def same_number(one: ToldNumber, other: ToldNumber) -> bool:
    """Whether two numbers are the same amount of the same kind, sign aside; nothing is rounded."""
    kinds = {one.dimension, other.dimension}
    comparable = len(kinds) == 1 or ("scaled" in kinds and not kinds & {"percent", "year"})
    return comparable and abs(one.value) == abs(other.value)


def vague_quantities(text: str) -> tuple[str, ...]:
    """Quantities told without a number (过半, 几十万)."""
    plain = normal(text)
    found = [word for word in _words()["vague"] if word in plain]
    return (*found, *_SEVERAL.findall(plain))


def direction_before(text: str, at: int) -> str:
    """Which way the number at that place of the NFKC form goes: rise, fall or "".

    The nearest word of change before it in its clause tells.
    """
    clause = re.split(r"[,，。;；:：]|\.\s", text[:at])[-1].lower()
    ways: tuple[Direction, ...] = ("rise", "fall")
    places = [
        (clause.rfind(word), way)
        for way in ways
        for word in change_words(way, "words", "rates", "savings", "english")
        if word in clause
    ]
    return max(places)[1] if places else ""


def _in_digits(plain: str) -> Iterator[ToldNumber]:
    for found in _pattern().finditer(plain):
        digits, unit = found["digits"], found["unit"] or ""
        value = Decimal(digits.replace(",", ""))
        size, dimension = _kind(plain, found, digits, unit)
        yield ToldNumber(*found.span("digits"), value * size, dimension, digits, unit)


def _kind(plain: str, found: re.Match[str], digits: str, unit: str) -> tuple[Decimal, Dimension]:
    words = _words()
    if unit in _shares() or found["hundredth"]:
        return _shares().get(unit, Decimal(1)), "percent"
    if unit:
        scaled = unit in words["scales"] and not found["money"]
        return _money()[unit], "scaled" if scaled else "money"
    if found["money"]:
        return Decimal(1), "money"
    after = plain[found.end("digits") :][:1]
    bare = not after or after in "年-—~至到" or not _HAN.match(after)
    return Decimal(1), "year" if _YEAR.fullmatch(digits) and bare else "count"


def _in_numerals(plain: str) -> Iterator[ToldNumber]:
    for found in _numerals().finditer(plain):
        numeral = found["share"] or found["numeral"]
        dimension: Dimension = "count"
        if found["share"]:
            dimension = "percent"
        elif found["counted"] == "元":
            dimension = "money"
        if numeral != "一":
            value = Decimal(numeral_value(numeral))
            yield ToldNumber(*found.span(), value, dimension, found[0], "")


def _in_english(plain: str) -> Iterator[ToldNumber]:
    words = _words()["english_numerals"]
    pattern = rf"\b(?:{'|'.join(words)})\b"
    for found in re.finditer(pattern, plain, re.IGNORECASE):
        value = Decimal(str(words[found[0].lower()]))
        yield ToldNumber(*found.span(), value, "count", found[0], "")


@cache
def _words() -> dict[str, Any]:
    text = (
        resources.files("assistant.drafting")
        .joinpath("number_words.yaml")
        .read_text(encoding="utf-8")
    )
    return cast(dict[str, Any], yaml.safe_load(text))


@cache
def _money() -> dict[str, Decimal]:
    """Units of money in 元, Chinese and English, and magnitudes that may be of money."""
    english = {unit: Decimal(size) for unit, size in _words()["money"].items()}
    said = {short: units().money[unit] for short, unit in units().said_short.items()}
    return units().money | said | english


@cache
def _shares() -> dict[str, Decimal]:
    """Units of shares in %, Chinese and English."""
    return units().percent | {u: Decimal(size) for u, size in _words()["percent"].items()}


def _any_of(words: list[str]) -> str:
    """A pattern for any of the words, longest first; Latin words end at a word boundary."""
    ordered = sorted({normal(word) for word in words}, key=len, reverse=True)
    return "|".join(
        re.escape(w) + (r"\b" if w[-1].isascii() and w[-1].isalpha() else "") for w in ordered
    )


@cache
def _pattern() -> re.Pattern[str]:
    words = _words()
    measures = _any_of([*_money(), *_shares()])
    return re.compile(
        rf"(?:(?P<money>{_any_of(words['before_money'])})\s?|(?P<hundredth>百分之)|(?<![\d.]))"
        rf"(?P<digits>-?(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?)(?!\d)\s?(?P<unit>{measures})?"
    )


@cache
def _numerals() -> re.Pattern[str]:
    counted = _any_of(_words()["counted"])
    return re.compile(
        rf"百分之(?P<share>[{NUMERAL_LETTERS}]+)"
        rf"|(?<![\d.第几数{NUMERAL_LETTERS}])(?P<numeral>[{NUMERAL_LETTERS}]+)(?P<counted>{counted})"
    )
