"""Sums told in a sentence: procurement by kind, vehicles by use, 三公 by item, basic + project."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.checks.identity_checks import Check, side_of, silent, sum_check
from ingest.checks.rules import Structure, structures, words
from ingest.checks.statements import Statement, is_plain
from ingest.nouns import Figure

_INCOMPLETE = "没有说全各部分 (not all parts are told)"
_UNCLEAR = "句中还有别的数，分不清 (other amounts stand among the parts)"


@dataclass(frozen=True, slots=True)
class _Sum:
    whole: Figure
    parts: tuple[Figure, ...]
    clear: bool = True


def sum_checks(statements: Sequence[Statement]) -> tuple[Check, ...]:
    """Every sum that the sentences tell."""
    checks = []
    for statement in statements:
        for structure in structures():
            for found in _sums(statement, structure):
                checks.append(_check(structure, found))
    return tuple(checks)


def _check(structure: Structure, found: _Sum) -> Check:
    if not found.clear:
        return silent(structure.rule, side_of(found.whole), side_of(*found.parts), _UNCLEAR)
    complete = _complete(structure, found.parts)
    check = sum_check(structure.rule, found.whole, found.parts)
    if complete or check.outcome != "failed":
        return check
    return silent(structure.rule, side_of(found.whole), side_of(*found.parts), _INCOMPLETE)


def _complete(structure: Structure, parts: Sequence[Figure]) -> bool:
    if structure.kinds is None:
        return True
    rest = any(word in part.row_label for part in parts for word in words("other_kinds"))
    return len(parts) >= structure.least or rest


def _sums(statement: Statement, structure: Structure) -> Iterator[_Sum]:
    usable = [
        position
        for position, figure in enumerate(statement.figures)
        if structure.unit.match(figure.unit) and is_plain(figure)
    ]
    found = (
        _by_kinds(statement, structure, usable)
        if structure.kinds
        else _by_parts(statement, structure, usable)
    )
    if found is not None:
        yield found


def _by_kinds(statement: Statement, structure: Structure, usable: list[int]) -> _Sum | None:
    """A whole directly followed by a run of kinds, up to the first number that is none."""
    assert structure.kinds is not None
    for first, position in enumerate(usable):
        if not structure.whole.match(statement.name(position)):
            continue
        run: list[int] = []
        for other in usable[first + 1 :]:
            adjacent = other == position + len(run) + 1
            if not adjacent or not structure.kinds.match(statement.name(other)):
                break
            run.append(other)
        names = {statement.name(other) for other in run}
        if len(run) >= 2 and len(names) == len(run):
            figures = statement.figures
            return _Sum(figures[position], tuple(figures[other] for other in run))
    return None


def _by_parts(statement: Statement, structure: Structure, usable: list[int]) -> _Sum | None:
    """Every part told once, after the whole that stands nearest before the first of them."""
    parts: list[int] = []
    for pattern in structure.parts:
        fitting = [n for n in usable if pattern.match(statement.name(n)) and n not in parts]
        fitting = [n for n in fitting if not _ignored(statement, structure, n)]
        fitting = fitting[-1:] if structure.parts.index(pattern) == 0 else fitting
        if len(fitting) != 1:
            return None
        parts += fitting
    wholes = [n for n in usable if n < min(parts) and structure.whole.match(statement.name(n))]
    if not wholes:
        return None
    between = [n for n in usable if wholes[-1] < n <= max(parts) and n not in parts]
    extra = [
        n for n in usable if n > wholes[-1] and n not in parts and _added(statement, structure, n)
    ]
    others = [n for n in between if n not in extra and not _ignored(statement, structure, n)]
    figures = statement.figures
    return _Sum(
        figures[wholes[-1]],
        tuple(figures[n] for n in (*parts, *extra)),
        clear=not others and _of_one_year(figures, (wholes[-1], *parts)),
    )


def _of_one_year(figures: Sequence[Figure], positions: Sequence[int]) -> bool:
    return len({(figures[n].year, figures[n].basis) for n in positions}) == 1


def _added(statement: Statement, structure: Structure, position: int) -> bool:
    return bool(structure.optional and structure.optional.match(statement.name(position)))


def _ignored(statement: Statement, structure: Structure, position: int) -> bool:
    return bool(structure.ignore and structure.ignore.search(statement.name(position)))
