"""The statutory forms and the words of their headers, read from ``forms.yaml``.

A city words its titles and headers in its own way; what varies is data there, not code here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

from ingest.language.glyphs import fold
from ingest.nouns import Basis, Kind

ColumnKind = Literal["line_no", "code", "code_part", "label", "text", "amount"]

OTHER = "other"


@dataclass(frozen=True, slots=True)
class _TitleRule:
    form: str
    all: tuple[str, ...]
    any: tuple[str, ...]
    none: tuple[str, ...]

    def fits(self, title: str) -> bool:
        return (
            all(word in title for word in self.all)
            and (not self.any or any(word in title for word in self.any))
            and not any(word in title for word in self.none)
        )


@cache
def _data() -> dict[str, Any]:
    text = files("ingest").joinpath("forms.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return data


@cache
def _title_rules() -> tuple[_TitleRule, ...]:
    return tuple(
        _TitleRule(
            rule["form"],
            tuple(rule.get("all", ())),
            tuple(rule.get("any", ())),
            tuple(rule.get("none", ())),
        )
        for rule in _data()["forms"]
    )


def codes() -> tuple[str, ...]:
    """The codes of all forms, in the usual order of print, ``other`` last."""
    return tuple(_data()["usual_titles"])


def form_of(title: str) -> str:
    """The form that a printed title names; ``other`` where it is none of the statutory ones."""
    folded = fold(title)
    for rule in _title_rules():
        if rule.fits(folded):
            return rule.form
    return OTHER


def title_of(form: str, kind: Kind = "final_accounts") -> str:
    """The usual Chinese title of a form in reports of that kind."""
    return str(_data()["usual_titles"][form][kind])


@cache
def kind_by_heading(heading: str) -> ColumnKind | None:
    """What a column holds according to its lowest heading, or None where the words do not tell."""
    folded = fold(heading)
    for kind, words in _data()["columns"].items():
        if folded in words["exact"]:
            return kind  # type: ignore[no-any-return]
    for kind, words in _data()["columns"].items():
        if any(word in folded for word in words["part"]):
            return kind  # type: ignore[no-any-return]
    return None


def names_previous_year(words: str) -> bool:
    """Whether a heading speaks of the year before the report's.

    What is carried over from it (上年结转) is money of the report's own year.
    """
    for word in _data()["carried_over"]:
        words = words.replace(word, "")
    return any(word in words for word in _data()["previous_year"])


def basis_of(words: str) -> Basis:
    """预算, 决算 or 执行 where a heading says so, else ""."""
    for name in _data()["fund_names"]:
        words = words.replace(name, "")
    for basis, signs in _data()["basis"].items():
        if any(sign in words for sign in signs):
            return basis  # type: ignore[no-any-return]
    return ""


def is_percentage(heading: str) -> bool:
    """Whether a column heading speaks of a share or a rate in percent."""
    folded = fold(heading)
    return any(word in folded for word in _data()["percent_headings"])


def unit_of_count(heading: str) -> str | None:
    """The unit of bare numbers under a heading that is not about money, None where it may be."""
    folded = fold(heading)
    for unit, words in _data()["not_money"].items():
        if any(word in folded for word in words):
            return str(unit)
    return None


def has_indicators(headings: str) -> bool:
    """Whether these header words are those of a table of performance indicators."""
    return any(word in headings for word in _data()["indicator_headings"])


def speaks_of_money(words: str) -> bool:
    """Whether a heading or a row label names an amount of money."""
    return any(word in words for word in _data()["money_words"])
