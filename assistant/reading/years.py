"""Which years are meant: 2024年, 24年度, 二〇二四年, 去年, 近三年."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.reading.words_asked import number_said, sense
from ingest.language.numerals import HAN_DIGITS, numeral_value

_FULL = re.compile(r"(?<!\d)(20[0-4]\d)(?!\d)")
_LATER = re.compile(r"20\d\d\D{1,3}?([0-4]\d)年?$")
_SHORT = re.compile(
    r"(?<!\d)'?([0-4]\d)(?:年|财年|$|(?=[、，,和与及跟到至~-]))|[Ff][Yy]\s?'?([0-4]\d)(?!\d)"
)
_HAN = re.compile(rf"(?:[二2][〇零○oO0])?([{HAN_DIGITS}○\d]{{2}})年")
_TWO = 2
_FEW = 3
"""How many years are told where words say no number that is known."""


@dataclass(frozen=True, slots=True)
class Years:
    """The years named, in order; ``before``: the one before that of the report; ``this``: that of
    the report; ``after``: the one after the newest; ``back``: so many back from the newest (0 =
    all), None where no span is asked."""

    named: tuple[int, ...] = ()
    before: bool = False
    this: bool = False
    back: int | None = None
    after: bool = False


def years_meant(said: tuple[str, ...]) -> Years:
    """The years that the stretches speak of."""
    named: dict[int, None] = {}
    before = this = later = False
    back: int | None = None
    for words in said:
        for year in years_named(words):
            named.setdefault(year)
        before = before or bool(sense("year_before").search(words))
        this = this or bool(sense("year_told").search(words))
        later = later or bool(sense("year_after").search(words))
        if found := sense("years_back").search(words):
            back = _years_back(found[1] or found[2])
        elif sense("all_years").search(words):
            back = 0
    if later and named:
        return Years((max(named) + 1,), back=back)
    return Years(tuple(named), before, this, back, later)


def _years_back(words: str) -> int:
    try:
        return number_said(words)
    except ValueError:
        return _FEW


def years_named(words: str) -> list[int]:
    """The years that words name by their numbers, in order."""
    if full := [int(year) for year in _FULL.findall(words)]:
        if (later := _LATER.search(words)) and len(full) == 1:
            full.append(2000 + int(later[1]))
        return full
    if short := _SHORT.findall(words):
        return [2000 + int(one or other) for one, other in short]
    digits = ["".join(map(_digit, found)) for found in _HAN.findall(words)]
    return [2000 + int(two) for two in digits if two.isdigit() and len(two) == _TWO]


def _digit(letter: str) -> str:
    return letter if letter.isdigit() else str(numeral_value(letter))
