"""Which years are meant: 2024年, 24年度, 二〇二四年, 去年, 近三年."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.language.numerals import HAN_DIGITS, numeral_value
from ingest.language.years import any_last_year, any_this_year

_FULL = re.compile(r"(?<!\d)(20[0-4]\d)(?!\d)")
_SHORT = re.compile(r"(?<!\d)'?([0-4]\d)(?:年|财年|$)|[Ff][Yy]\s?'?([0-4]\d)(?!\d)")
_HAN = re.compile(rf"(?:[二2][〇零○oO0])?([{HAN_DIGITS}○\d]{{2}})年")
_BACK = re.compile(
    r"(?:近|这|最近|过去|前|连续)([两二三四五六七八九十\d]{1,2})年|(?:last|past)\s(\w+)\syears",
    re.I,
)
_LAST = re.compile(
    rf"{any_last_year()}|前一年|头年|旧年|last year|previous year|prior year|year before", re.I
)
_THIS = re.compile(rf"{any_this_year()}|当年|这一年|this year|current year", re.I)
_NEXT = re.compile(
    r"明年|来年|[下后]一年|次年|next year|(?:following|coming) year|year after", re.I
)
_ALL = re.compile(
    "历年|各年|逐年|每年|这些年|这几年|over the years|each year|every year|几年来", re.I
)
_WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "few": 3}


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
        for year in _named(words):
            named.setdefault(year)
        before = before or bool(_LAST.search(words))
        this = this or bool(_THIS.search(words))
        later = later or bool(_NEXT.search(words))
        if found := _BACK.search(words):
            back = _WORDS.get((found[2] or "").lower()) or (
                numeral_value(found[1]) if found[1] else 3
            )
        elif _ALL.search(words):
            back = 0
    if later and named:
        return Years((max(named) + 1,), back=back)
    return Years(tuple(named), before, this, back, later)


def _named(words: str) -> list[int]:
    if full := [int(year) for year in _FULL.findall(words)]:
        if (later := re.search(r"20\d\d\D{1,3}?([0-4]\d)年?$", words)) and len(full) == 1:
            full.append(2000 + int(later[1]))
        return full
    if short := _SHORT.findall(words):
        return [2000 + int(one or other) for one, other in short]
    if han := _HAN.search(words):
        digits = "".join(
            str(numeral_value(letter)) if not letter.isdigit() else letter for letter in han[1]
        )
        return [2000 + int(digits)] if digits.isdigit() and len(digits) == 2 else []
    return []
