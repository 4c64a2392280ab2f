"""What stands below a line of a table: told by codes, by what its rows stand under, or by sums.

Lines are taken for what a line is made up of where their amounts add up to it, and never else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, get_args

from ingest.bodies.names import level_key
from ingest.concepts.concept import name_key
from ingest.facts import adds_up
from ingest.language.dimensions import words as dimension_words
from ingest.language.glyphs import bare_label
from ingest.nouns import Figure, Table

_FEWEST = 2
_ECONOMIC_CLASS = 3
_ROUNDED = 200_000
"""By how much at most, in 分, rounding in print may part a line from what adds up to it."""
_LONGEST = 120
"""Lines that may stand right below one, where sums alone tell it."""


def column_of(figure: Figure, table: Table, *, of_all: bool = False) -> list[Figure]:
    """The amounts of one column and body (or ``of_all``), a row each, in the order of print."""
    body = level_key(figure.body)
    rows: dict[int, Figure] = {}
    for one in table.figures:
        same = (one.column_path, one.side) == (figure.column_path, figure.side)
        own = of_all or level_key(one.body) == body
        if same and own and one.value is not None:
            rows.setdefault(one.row, one)
    return [rows[row] for row in sorted(rows)]


def is_total(figure: Figure, body: str = "") -> bool:
    """Whether a line is named as a total, or by its body alone: by that one, where one is given."""
    if figure.row_code:
        return False
    label = name_key(bare_label(figure.row_label))
    named = level_key(figure.row_label) == level_key(figure.body)
    of_body = named and (not body or level_key(figure.body) == level_key(body))
    return not label or label.endswith(_words_of_totals()) or of_body


@cache
def _words_of_totals() -> tuple[str, ...]:
    return tuple(word for word, told in dimension_words().items() if told.kind == "total")


def made_of(line: Figure, column: Sequence[Figure]) -> list[Figure]:
    """The lines of a column that a line is directly made up of, none where they are not known."""
    found = _right_below(line, column)
    return made_of(found[0], column) if len(found) == 1 else found


def _right_below(line: Figure, column: Sequence[Figure]) -> list[Figure]:
    """The lines that add up to a line, one alone where it is all of it."""
    for found in _below(line, column):
        told = [one for one in found if not one.row_label.isdigit()]
        if told == found and adds_up(line, found):
            return found
    return []


def innermost(line: Figure, column: Sequence[Figure]) -> list[Figure]:
    """The innermost lines that a line is made up of."""
    found: list[Figure] = []
    for one in _right_below(line, column):
        found += innermost(one, column) or [one]
    return found


def of_length(line: Figure, column: Sequence[Figure], size: int) -> list[Figure]:
    """The lines with codes of one length that a line is made up of, each code once."""
    coded = [
        one
        for one in column
        if len(one.row_code) == size and one.row_code.startswith(line.row_code)
    ]
    once = len({one.row_code for one in coded}) == len(coded)
    return coded if len(coded) >= _FEWEST and once and adds_up(line, coded) else []


def items_of(lines: Sequence[Figure], column: Sequence[Figure]) -> list[Figure]:
    """The lines, in place of classes of the economic classification (工资福利支出) the items of
    each; none where only some of those that have an amount are told by items."""
    classes = [one for one in lines if len(one.row_code) == _ECONOMIC_CLASS and one.value]
    if not classes or len(classes) < len([one for one in lines if one.value]):
        return list(lines)
    below = [_right_below(one, column) for one in classes]
    if not any(below):
        return list(lines)
    return [one for of_class in below for one in of_class] if all(below) else []


def _below(line: Figure, column: Sequence[Figure]) -> Iterator[list[Figure]]:
    others = [one for one in column if one.row != line.row]
    if is_total(line):
        yield from _outermost([one for one in others if not is_total(one, line.body)])
    elif line.row_code:
        inside = [
            one
            for one in others
            if one.row_code.startswith(line.row_code) and one.row_code != line.row_code
        ]
        size = min((len(one.row_code) for one in inside), default=0)
        yield [one for one in inside if len(one.row_code) == size]
    path = line.row_path
    yield [one for one in others if one.row_path[:-1] == path]
    behind = next((one for one in column if one.row > line.row), None)
    if behind is not None and not behind.row_code:
        for alone in get_args(_Alone):
            yield _run(line, column, alone)


def _outermost(lines: Sequence[Figure]) -> Iterator[list[Figure]]:
    size = min((len(one.row_code) for one in lines if one.row_code), default=0)
    if size:
        yield [one for one in lines if len(one.row_code) == size]
    depth = min((len(one.row_path) for one in lines), default=0)
    yield [one for one in lines if len(one.row_path) == depth]
    above = {one.row_path for one in lines}
    yield [one for one in lines if one.row_path[:-1] not in above]


_Alone = Literal["none", "made up", "any"]
"""Which line of the same amount behind another is taken for what that is made up of: none, one that
is made up of others itself, or any, as may follow by chance; right behind the line in question not
that."""


def _run(line: Figure, column: Sequence[Figure], alone: _Alone) -> list[Figure]:
    """The lines right behind a line that add up to it, each with what is below it left out."""
    rows = [line, *(one for one in column if one.row > line.row and not is_total(one, line.body))]
    amounts = [one.fen or 0 for one in rows]
    ends = [0] * len(rows)
    found: list[Figure] = []
    for start in range(len(rows) - 1, -1, -1):
        found, at, left, printed = [], start + 1, amounts[start], 0
        while at < len(rows) and left > 0 and len(found) < _LONGEST and not ends[start]:
            found.append(rows[at])
            left -= amounts[at]
            printed += amounts[at] != 0
            at = ends[at] or at + 1
            by_chance = not ends[start + 1] and (alone != "any" or start == 0)
            enough = printed >= (_FEWEST if alone == "none" or by_chance else 1)
            if abs(left) < _ROUNDED and enough and adds_up(rows[start], found):
                ends[start] = at
    return found if ends[0] else []
