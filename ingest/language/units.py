"""The units of amounts, read from ``units.yaml``: money, shares, and what is counted."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ingest.language.alternatives import alternatives
from ingest.language.numerals import numeral_value

_MAGNITUDES = "十百千万亿"
PERCENT = "%"
POINTS = "个百分点"
"""The unit of a difference of two percentages."""


@dataclass(frozen=True, slots=True)
class Units:
    """Units by what they measure.

    ``money`` and ``percent`` say what one unit is in 元 and in %; ``said_short`` the unit that is
    meant where 元 is left away; ``ratios`` measure no amount of their own; ``counted_alike`` says
    for which units people say another.
    """

    money: dict[str, Decimal]
    said_short: dict[str, str]
    foreign_money: tuple[str, ...]
    percent: dict[str, Decimal]
    ratios: frozenset[str]
    counted: tuple[str, ...]
    counted_alike: dict[str, tuple[str, ...]]


@cache
def units() -> Units:
    """The units; read once a process."""
    text = files("ingest.language").joinpath("units.yaml").read_text(encoding="utf-8")
    words: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return Units(
        money={unit: Decimal(size) for unit, size in words["money"].items()},
        said_short=words["said_short"],
        foreign_money=tuple(words["foreign_money"]),
        percent={unit: Decimal(size) for unit, size in words["percent"].items()},
        ratios=frozenset(words["ratios"]),
        counted=tuple(words["counted"]),
        counted_alike={said: tuple(of) for said, of in words["counted_alike"].items()},
    )


@cache
def any_money() -> str:
    """The units of money as alternatives of a regular expression, the longest first."""
    return alternatives(units().money)


@cache
def any_money_said() -> str:
    """The same with those that leave 元 away: 3万, 2亿."""
    return alternatives((*units().money, *units().said_short))


@cache
def any_unit() -> str:
    """All units as alternatives: money and ratios, then what is counted with its magnitude."""
    fixed = (*units().money, *units().foreign_money, *units().ratios)
    return f"{alternatives(fixed)}|[{_MAGNITUDES}]*(?:{alternatives(units().counted)})"


def pieces_in(unit: str) -> int:
    """How many things one of a counted unit is: 10000 for 万件, 1 for 件 and for 千克."""
    bare = unit.lstrip(_MAGNITUDES)
    magnitude = unit.removesuffix(bare) if bare else ""
    return numeral_value(magnitude) if magnitude and unit not in units().counted else 1


def money_unit(said: str) -> str:
    """The unit of money that is meant, where 元 may be left away: 万 -> 万元."""
    return units().said_short.get(said, said)


def is_of_money(unit: str) -> bool:
    """Whether amounts in a unit are money, also by the piece (元/人)."""
    return unit.partition("/")[0] in units().money


def is_counted_in(said: str, unit: str) -> bool:
    """Whether an amount in a unit may be what is asked for with a counting word (几台车: 辆, 台;
    多少名: 人); 个 stands for any. A unit of money by the piece (元/人) is none."""
    bare = unit.lstrip(_MAGNITUDES) or unit
    if bare in units().ratios or is_of_money(unit):
        return False
    alike = (said, *units().counted_alike.get(said, ()))
    return said == "个" or any(set(one) & set(bare) for one in alike)
