"""The words of questions by what they say, read from ``words_asked.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

from ingest.language.alternatives import alternatives
from ingest.language.dimensions import Word, WordKind
from ingest.language.numerals import numeral_value
from ingest.language.patterns import filled

Sense = Literal[
    "several", "which", "count", "place_in_order", "how_many", "how_many_english",
    "how_much_english", "money", "in_unit", "income", "spending", "spent", "percent",
    "amount", "apart", "against", "beside", "held_against", "backwards", "completed", "per_head",
    "together", "adding", "inside_it", "inside",
    "left_away", "leaving_out", "around_excluded", "year_before", "year_told", "year_after",
    "all_years",
    "years_back", "of_the_place", "nothing_more", "product", "inside_which", "highest", "lowest",
    "one_after_another", "chosen_from", "not_nothing", "lines", "level", "classified",
    "function", "economic", "project", "projects", "any_body", "any_unit",
    "of_units", "which_body", "before_kind", "pointing",
    "how_many_bodies", "offices", "kind_of_member", "share_of_each", "share_of_all",
    "of_a_total", "around_body", "below_it", "behind_place", "between_names", "nobody_named",
    "name_of_line",
    "of_account", "of_budget", "of_a_whole", "whole_of_what", "asks",
]  # fmt: skip
"""What words are looked for by; ``words_asked.yaml`` tells which words say it."""

_NAME = re.compile(r"\{([a-z_]+)\}")


def sense(name: Sense) -> re.Pattern[str]:
    """The expression of the words that say this."""
    return _senses()[name]


def number_said(words: str) -> int:
    """The number that digits, numerals or an English word say. Raises ValueError where none."""
    data = _data()
    known = {**data["numbers"], **data["ordinals"]}.get(words.lower())
    return known or (int(words) if words.isdigit() else numeral_value(words))


def unit_said(words: str) -> str:
    """The unit of money that folded words name, "" where they name none."""
    units: Mapping[str, str] = _data()["units"]
    return next((unit for word, unit in units.items() if word in words), "")


@cache
def words_of_dimensions() -> Mapping[str, Word]:
    """What people say, and reports do not print, of which money, nature or stage is meant."""
    said: Mapping[WordKind, Mapping[str, list[str]]] = _data()["restrictions"]
    return {
        word: Word(kind, value)
        for kind, values in said.items()
        for value, listed in values.items()
        for word in listed
    }


def digits_of_level(words: str) -> int:
    """How long the codes of the level of a classification are that words name, 0 for none; 9
    for the innermost lines."""
    levels: Mapping[str, int] = _data()["levels"]
    return next((digits for word, digits in levels.items() if word in words.lower()), 0)


@cache
def _senses() -> Mapping[Sense, re.Pattern[str]]:
    """Every sense. Raises ValueError where a name stands for nothing."""
    data = _data()
    words = {name: "|".join(listed) for name, listed in data["senses"].items()}
    words["number_word"] = alternatives(data["numbers"])
    words["ordinal_word"] = alternatives(data["ordinals"])
    return {name: re.compile(_whole(words[name], words), re.I) for name in get_args(Sense)}


def _whole(expression: str, words: Mapping[str, str]) -> str:
    """An expression with the words that names in braces stand for."""

    def meant(found: re.Match[str]) -> str:
        if found[1] not in words:
            raise ValueError(f"words_asked.yaml: {found[0]} stands for nothing")
        return f"(?:{_whole(words[found[1]], words)})"

    return _NAME.sub(meant, filled(expression))


@cache
def _data() -> Mapping[str, Any]:
    text = Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8")
    data: Mapping[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return data
