"""The words of questions by what they say, read from ``words_asked.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

from ingest.language.alternatives import alternatives
from ingest.language.numerals import numeral_value
from ingest.language.patterns import filled

Sense = Literal[
    "several", "which", "count", "place_in_order", "how_many", "how_many_english",
    "how_much_english", "money", "in_unit", "income", "spending", "percent", "amount", "apart",
    "against", "backwards", "completed", "per_head", "together", "adding", "inside_it", "inside",
    "leaving_out", "around_excluded", "year_before", "year_told", "year_after", "all_years",
    "years_back", "of_the_place", "nothing_more", "product",
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
