"""Expressions written in data may name the words of the ground floor: ``(?:{rise}|{fall})了``."""

from __future__ import annotations

import re
from functools import cache

from ingest.language.alternatives import alternatives
from ingest.language.bodies import any_ending, endings
from ingest.language.changes import any_change, any_word_of
from ingest.language.numerals import ONE_TO_TEN
from ingest.language.units import any_money, any_money_said, units
from ingest.language.years import any_last_year, any_this_year

_NAME = re.compile(r"\{([a-z_]+)\}")


def filled(pattern: str) -> str:
    """The expression with ``{name}`` replaced by the words of that name; other braces stay.

    ``rise``, ``fall``: words of change that go one way; ``rise_rate``, ``fall_rate``: names of
    their rate; ``change``, ``rate``: both ways. ``last_year``: the year before; ``this_year``: the
    one told of. ``money``: units of money; ``money_said``: those that people shorten as well;
    ``counted``: units of what is counted. ``body``: endings of the names of bodies. For the
    brackets of an expression stand ``body_letter``, endings of one letter, and ``numeral``, the
    letters of numerals up to ten.
    """
    return _NAME.sub(lambda found: _words().get(found[1], found[0]), pattern)


@cache
def _words() -> dict[str, str]:
    return {
        "rise": any_word_of("rise", "words"),
        "fall": any_word_of("fall", "words"),
        "rise_rate": any_word_of("rise", "rates"),
        "fall_rate": any_word_of("fall", "rates"),
        "change": any_change("words", "nouns"),
        "rate": any_change("rates"),
        "last_year": any_last_year(),
        "this_year": any_this_year(),
        "numeral": ONE_TO_TEN,
        "money": any_money(),
        "money_said": any_money_said(),
        "counted": alternatives(units().counted),
        "body": any_ending("title"),
        "body_letter": "".join(word for word in endings("title") if len(word) == 1),
    }
