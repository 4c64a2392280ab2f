"""Words for what a body has in all, and on which side: income or spending."""

from __future__ import annotations

import re

from assistant.reading.words_asked import sense

_ASIDE = re.compile(r"[（(][^（(）)]*[）)]|按.*")


def without_aside(words: str) -> str:
    """Words without what stands in brackets or says by what they are parted (按单位)."""
    return _ASIDE.sub("", words)


def is_any_total(words: str) -> bool:
    """Whether words name nothing but a total."""
    return not sense("of_a_total").sub("", words)


def of_income(words: str) -> bool:
    """Whether words speak of income."""
    return bool(sense("income").search(words))


def of_spending(words: str) -> bool:
    """Whether words speak of spending."""
    return bool(sense("spending").search(words))
