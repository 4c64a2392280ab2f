"""Words for what a body has in all, and on which side: income or spending."""

from __future__ import annotations

import re

from assistant.query import Side
from assistant.reading.words_asked import sense

_ASIDE = re.compile(r"[（(][^（(）)]*[）)]|按.*")


def without_aside(words: str) -> str:
    """Words without what stands in brackets or says by what they are parted (按单位)."""
    return _ASIDE.sub("", words)


def is_any_total(words: str) -> bool:
    """Whether words name nothing but a total."""
    return not sense("of_a_total").sub("", words)


def is_all(words: str) -> bool:
    """Whether words say at most that all of something is meant (整个, 全年)."""
    return not sense("of_a_whole").sub("", words)


def is_total_of_another(words: str) -> bool:
    """Whether words are a total of what other words name (总额), of no body and no side."""
    return is_any_total(words) and not (whole_said(words) or sense("any_body").search(words))


def of_income(words: str) -> bool:
    """Whether words speak of income."""
    return bool(sense("income").search(words))


def of_spending(words: str) -> bool:
    """Whether words speak of spending."""
    return bool(sense("spending").search(words))


def whole_said(words: str) -> Side:
    """The side of which words name all that a body has (总支出, 整个预算, total revenue); "" where
    they name less or something else besides, or only a total of what is not said (总数)."""
    if not is_all(words) or not sense("whole_of_what").search(words):
        return ""
    sides = of_income(words), of_spending(words)
    return "both" if sides[0] == sides[1] else "income" if sides[0] else "spending"
