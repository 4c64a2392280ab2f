"""The numbers that a text states, brought to base units: 元 for money, % for shares, pieces else.

``3,398.46 万元``, ``RMB 33.98 million``, ``98.4 percent``, ``199.33万次``, ``三个`` are read;
years, page numbers, citation marks and the like are not numbers in this sense. ``wording.yaml``
holds the words. Nothing is ever a float.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from string import ascii_letters
from typing import Any, Literal, cast

import yaml

from eval.cases import ExpectedFigure
from ingest.language.numerals import HAN_DIGITS, numeral_value
from ingest.language.rounding import last_digit

Dimension = Literal["money", "percent", "count"]

_MARK = re.compile(r"\[\d{1,3}\]|【\d{1,3}】")
_LIST_NUMBER = re.compile(r"(?m)^[^\S\n]*(?:[-*]\s+)?\(?\d{1,2}(?:[)、]|\.(?!\d))")
_SPACES = re.compile(r"[^\S\n]+")
_CJK = r"[　-〿一-鿿＀-￯]"
_SPACE_BESIDE_CJK = re.compile(rf"(?<={_CJK}) | (?={_CJK})")
_DECLARED_UNIT = re.compile(r"(?:单位[::]?|\()(?P<unit>[万亿千百]*元|%)")
_NUMERAL = f"{HAN_DIGITS}十百千"


@dataclass(frozen=True, slots=True)
class StatedNumber:
    """A number in its base unit (元, %, pieces).

    ``unit_size`` is the printed unit in base units (万元: 10000), ``step`` one unit of the last
    printed decimal in base units. ``loose`` where no measure word says what is counted.
    """

    value: Decimal
    dimension: Dimension
    unit_size: Decimal
    step: Decimal
    loose: bool
    printed: str


@cache
def wording() -> dict[str, Any]:
    """The words of ``wording.yaml``."""
    text = resources.files("eval").joinpath("wording.yaml").read_text(encoding="utf-8")
    return cast(dict[str, Any], yaml.safe_load(text))


def plain_text(text: str) -> str:
    """NFKC, lower case, one space for many and none beside Chinese; line breaks stay."""
    folded = unicodedata.normalize("NFKC", text).lower().replace("−", "-")
    return _SPACE_BESIDE_CJK.sub("", _SPACES.sub(" ", folded))


def numbers_in(text: str) -> tuple[StatedNumber, ...]:
    """All numbers that the text states, in order; numbers in Chinese numerals last.

    A number without a unit counts also in the units that the text declares for it (单位：万元).
    """
    plain = _LIST_NUMBER.sub("\n", plain_text(_MARK.sub(" ", text)))
    found = [*_written_in_digits(plain), *_written_in_numerals(plain)]
    declared = {match["unit"] for match in _DECLARED_UNIT.finditer(plain)}
    for number in [n for n in found if n.loose and n.unit_size == 1]:
        found.extend(number_of(number.printed, unit) for unit in sorted(declared))
    return tuple(found)


def number_of(value: str, unit: str) -> StatedNumber:
    """A plain decimal with its unit as a number in base units."""
    match = _unit_pattern().match(plain_text(unit).strip())
    scale, measure = (match["scale"] or "", match["measure"] or unit) if match else ("", unit)
    return _in_base_units(value.replace(",", ""), scale, measure)


def states(figure: ExpectedFigure, number: StatedNumber) -> bool:
    """Whether the number is the expected figure, sign aside.

    Off by at most the tolerance, or, where the number is in a larger unit than the figure, by
    half of its last printed decimal. A number told with more decimals that rounds to a figure of
    two or more is the figure: reports print one amount in 万元 with two decimals and with six.
    """
    expected = number_of(str(figure.value), figure.unit)
    if not _comparable(expected, number):
        return False
    allowed = figure.tolerance * expected.unit_size
    if number.step < expected.step and int(figure.value.as_tuple().exponent) <= -2:
        allowed = max(allowed, expected.step / 2)
    if number.unit_size > expected.unit_size:
        allowed = max(allowed, number.step / 2)
    return abs(abs(number.value) - abs(expected.value)) <= allowed


def says_nothing_there(text: str) -> bool:
    """Whether the text says in words that there was none (零, 无, 没有, 未发生, none, no …)."""
    plain = plain_text(text)
    return any(re.search(pattern, plain) for pattern in wording()["zero"])


def _comparable(expected: StatedNumber, number: StatedNumber) -> bool:
    if expected.dimension == number.dimension:
        return True
    # 3398.46万 without 元 is money by its scale; 0 is 0 in any unit.
    return number.loose and (
        number.value == 0 or (expected.dimension == "money" and number.unit_size > 1)
    )


def _in_base_units(digits: str, scale: str, measure: str) -> StatedNumber:
    words = wording()
    dimension: Dimension = "count"
    size = Decimal(words["scales"].get(scale, 1))
    if measure in words["percent"]:
        dimension, size = "percent", Decimal(words["percent"][measure])
    elif measure in words["money"]:
        dimension = "money"
    number = Decimal(digits)
    step = last_digit(number) * size
    return StatedNumber(number * size, dimension, size, step, not measure, digits)


def _written_in_digits(plain: str) -> Iterator[StatedNumber]:
    for match in _digits_pattern().finditer(plain):
        scale, measure = match["scale"] or "", match["measure"] or ""
        before = match["before"] or ""
        if _is_reference(plain, match):
            continue
        if before in wording()["money_before"] and measure not in wording()["money"]:
            measure = "元"
        elif before == "百分之":
            measure = "%"
        yield _in_base_units(match["number"].replace(",", ""), scale, measure)


def _is_reference(plain: str, match: re.Match[str]) -> bool:
    """Whether the number is a year, a page, a line number …"""
    words = wording()
    before, after = plain[: match.start("number")].rstrip(), plain[match.end() :]
    if before.endswith(tuple(words["reference_before"])):
        return True
    named = match["scale"] or match["measure"]
    return not named and after.startswith(tuple(words["reference_after"]))


def _written_in_numerals(plain: str) -> Iterator[StatedNumber]:
    for match in _numerals_pattern().finditer(plain):
        value = numeral_value(match["numeral"])
        yield _in_base_units(str(value), "", match["measure"])


def _any_of(names: Iterable[str]) -> str:
    """A pattern for any of the words, longest first; Latin words end at a word boundary."""
    ordered = sorted(names, key=len, reverse=True)
    return "|".join(re.escape(n) + (r"\b" if n[-1] in ascii_letters else "") for n in ordered)


@cache
def _unit_pattern() -> re.Pattern[str]:
    words = wording()
    measures = [*words["money"], *words["percent"], *words["counted"]]
    return re.compile(
        rf"(?:(?P<scale>{_any_of(words['scales'])})\s?)?(?P<measure>{_any_of(measures)})?"
    )


@cache
def _digits_pattern() -> re.Pattern[str]:
    before = _any_of(wording()["money_before"])
    return re.compile(
        rf"(?:(?P<before>{before}|百分之)\s?|(?<![\d.,a-z]))"
        r"(?P<number>[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(?!\d)\s?" + _unit_pattern().pattern
    )


@cache
def _numerals_pattern() -> re.Pattern[str]:
    words = wording()
    measures = _any_of([*words["percent"], *words["counted"]])
    return re.compile(
        rf"(?<![第{_NUMERAL}])(?P<numeral>[{_NUMERAL}]+)(?P<measure>{measures})(?![之点])"
    )
