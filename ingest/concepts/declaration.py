"""A concept as it is declared: what a figure measures, the same in every report."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from ingest.language.amounts import is_money
from ingest.language.glyphs import bare_label, fold

UnitKind = Literal["money", "count", "ratio"]
Scheme = Literal["functional", "functional_income", "economic", "government_economic"]
"""The national classifications: 支出功能分类 (by it spending, and income by what it is for),
部门预算支出经济分类 (301…), 政府预算支出经济分类 (501…)."""

PROSE = "prose"
"""Stands for the sentences of a report where a form of table is asked for."""

PERCENT = ("%", "百分点", "个百分点")
_BRACKETED_OR_OTHER = re.compile(r"[(/].*")
_ASIDE = re.compile(r"\((?:含|不含车辆)\)")
_MARKS = re.compile(r"[“”\"'‘’「」『』《》〈〉()\[\]【】:,。·]")
_UNIT = re.compile(
    r"\((?:单位[:：]?)?(?:亿元|万元|千元|元|人|名|人次|人数|个|批|批次|次|辆|台|套|台套|台/套"
    r"|台\(套\)|平方米|家|项|件|%)\)$"
)


class ConceptDataError(ValueError):
    """The concept data contradicts itself; says in which entry, and how."""


@dataclass(frozen=True, slots=True)
class Concept:
    """What a figure measures.

    ``id`` is snake_case for a named concept; ``functional.2010301`` (scheme, dot, ``code``) for a
    line of a national classification. ``name`` is the official Chinese name, ``printed`` further
    names under which reports print it, ``everyday`` words by which people ask for it. ``counted``
    are the units in which a number of it is printed (辆, 台), empty for money and ratios.
    ``parent`` is the id of the concept that it is a part of ("" for none); ``sums`` are ids that
    add up to it by a national rule (empty: none). ``definition`` says in a sentence what it is,
    ``source`` where that is laid down. ``forms`` are the places in which the figure to answer with
    stands, the best first: codes of ``forms.yaml``, or ``prose``.
    """

    id: str
    name: str
    english: str
    unit: UnitKind
    counted: tuple[str, ...] = ()
    parent: str = ""
    sums: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()
    everyday: tuple[str, ...] = ()
    definition: str = ""
    source: str = ""
    forms: tuple[str, ...] = ()
    code: str = ""

    @property
    def scheme(self) -> Scheme | None:
        """The classification that it is a line of; None for a named concept."""
        return self.id.split(".")[0] if self.code else None  # type: ignore[return-value]

    def measured_in(self, unit: str) -> bool:
        """Whether an amount of it may have this printed unit; a bare number ("") counts things."""
        if self.unit == "money":
            return is_money(unit)
        if self.unit == "ratio":
            return unit in PERCENT
        return not unit or _BRACKETED_OR_OTHER.sub("", fold(unit)) in self.counted


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """The form in which names are compared: folded; without enumerator, 其中, the unit behind it,
    quotation marks and brackets, and without the asides （含） and （不含车辆）."""
    return _MARKS.sub("", _UNIT.sub("", _ASIDE.sub("", bare_label(name))))
