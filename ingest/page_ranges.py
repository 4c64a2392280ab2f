"""Numbers of pages in words: those that follow each other as a range."""

from __future__ import annotations

from collections.abc import Iterable


def page_ranges(numbers: Iterable[int], between: str = ", ") -> str:
    """``3-5, 9`` for 3, 4, 5 and 9, in order."""
    ranges: list[list[int]] = []
    for number in sorted(numbers):
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return between.join(str(a) if a == b else f"{a}-{b}" for a, b in ranges)
