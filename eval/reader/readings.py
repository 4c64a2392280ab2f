"""Readings of questions that ask for one amount, each with whether it is the one meant.

From them the judge learns, and the chances are fitted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from assistant.linking.parted import as_linked
from assistant.linking.scope import scope_of
from assistant.query import Measure, measures_of
from assistant.reading.question_text import simplified
from assistant.reading.reader import Reader
from assistant.solving.chances import Signs
from assistant.solving.measures_said import as_one
from assistant.solving.query_of import query_of
from assistant.solving.resolve import Resolved, Solver
from eval.asked.corpus import Asked
from eval.cases import ExpectedFigure, load_cases
from eval.numbers import number_of, states
from ingest.concepts.concept import concepts, name_key
from ingest.library import Library
from ingest.nouns import Figure, Report

SINGLE = (
    "lookup",
    "text_figure",
    "value",
    "line_value",
    "code_value",
    "table_value",
    "project_value",
    "prose_value",
)
"""Kinds of question that ask for amounts as they are printed."""
NOTHING = ("no_line", "no_tell")
"""Kinds that ask for what the report does not tell."""
_PLAIN = frozenset(("value", "count", "place", "yesno"))
_TURNS = 8
"""How many parts each process is given, one after the other."""
_LIKE = 0.6
"""Which share of the letters of words a name must have to be what they mean."""


@dataclass(frozen=True, slots=True)
class Told:
    """A figure that is meant, and the names under which its report tells it."""

    figure: ExpectedFigure
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meant:
    """A question of one report: ``files`` are the editions of it (none where it is not known), and
    ``told`` what is meant; none where nothing told is. ``single``: amounts are asked as they are
    printed, not reckoned with; ``natural``: it was written from the page."""

    question: str
    files: frozenset[str]
    told: tuple[Told, ...]
    single: bool
    natural: bool


@dataclass(frozen=True, slots=True)
class Example:
    """One amount that words may mean: its readings in words, its signs, and whether it is meant."""

    readings: tuple[str, ...]
    signs: Signs
    right: bool


@dataclass(frozen=True, slots=True)
class Group:
    """All amounts that the words of one question may mean."""

    words: str
    around: str
    examples: tuple[Example, ...]
    single: bool
    natural: bool


def meant_in(asked: Iterable[Asked]) -> Iterator[Meant]:
    """The questions of the corpus that teach which amounts are meant."""
    for one in asked:
        told = tuple(_told(measure) for measure in one.measures if "value" in measure)
        nothing = one.kind in NOTHING
        if one.earlier or not (told or nothing):
            continue
        single = nothing or (set(one.wants) <= _PLAIN and one.kind in SINGLE)
        files = frozenset(one.reports)
        yield Meant(one.question, files, () if nothing else told, single, one.natural)


def _told(measure: Mapping[str, Any]) -> Told:
    concept = concepts().get(measure["concept"])
    names = (measure["label"], concept.name if concept else "")
    figure = ExpectedFigure(Decimal(measure["value"]), measure["unit"])
    return Told(figure, tuple(filter(None, map(name_key, names))))


def meant_in_file(path: Path) -> Iterator[Meant]:
    """The same of a file of questions with expected figures, as far as they ask for one amount
    each."""
    for case in load_cases(path):
        if case.kind in SINGLE and case.figures and not case.history:
            told = tuple(map(Told, case.figures))
            yield Meant(case.question, frozenset(), told, single=True, natural=True)


def groups_of(questions: Iterable[Meant], library: Library, reader: Reader) -> Iterator[Group]:
    """The readings of each thing named in the questions, by the reader as it is."""
    # One report after the other, as the things of few are kept at a time.
    for one in sorted(questions, key=lambda one: sorted(one.files)):
        for resolved, figures in _resolved(one, library, reader):
            examples = tuple(
                Example(weighed.words, weighed.signs, _is_one_of(figures, weighed.chosen.figure))
                for weighed in resolved.weighed
            )
            measure = resolved.measure
            if examples:
                yield Group(measure.words, measure.around, examples, one.single, one.natural)


def groups_by_several(questions: Iterable[Meant], folder: Path, workers: int) -> Iterator[Group]:
    """The same with several processes, each over reports of its own; ``folder`` is the library's.
    Whatever their number, the groups come in one order."""
    order = sorted(questions, key=lambda one: sorted(one.files))
    size = max(1, len(order) // (workers * _TURNS) + 1)
    parts = [order[at : at + size] for at in range(0, len(order), size)]
    context = get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        for found in pool.map(_groups_in, parts, repeat(folder)):
            yield from found


def _groups_in(questions: Sequence[Meant], folder: Path) -> list[Group]:
    with Library.open(folder) as library:
        return list(groups_of(questions, library, Reader()))


def _resolved(
    one: Meant, library: Library, reader: Reader
) -> Iterator[tuple[Resolved, tuple[ExpectedFigure, ...]]]:
    turn = reader.read(simplified(one.question))
    scope = scope_of(turn, library, reader)
    report = _report(one, scope.reports)
    if scope.missing or report is None:
        return
    turn = as_linked(turn, scope)
    query = query_of(turn, scope)
    solver = Solver(query, scope, library, reader, (scope.units or ("",))[0])
    measures = measures_of(query)
    for at, measure in enumerate(measures):
        meant = _meant_by(at, measures, one.told)
        if meant is not None:
            yield solver.resolved(measure, report), meant
    joined = as_one(turn, measures, measures[0].around) if measures and one.single else None
    if joined is not None and one.told:
        # Several stretches may name one thing; where several are meant they name nothing together.
        together = (one.told[0].figure,) if len(one.told) == 1 else ()
        yield solver.resolved(joined, report), together


def _report(one: Meant, reports: Iterable[Report]) -> Report | None:
    found = [r for r in reports if not one.files or r.file in one.files]
    return found[0] if len({r.publisher for r in found}) == 1 else None


def _meant_by(
    at: int, measures: Sequence[Measure], told: Sequence[Told]
) -> tuple[ExpectedFigure, ...] | None:
    """The figures that a measure means; None where it cannot be said which."""
    if len(measures) == 1 or not told:
        return tuple(one.figure for one in told)
    words = measures[at].words
    likest = max(told, key=lambda one: _shared(words, one))
    if len(measures) == len(told) and _shared(words, told[at]) >= _shared(words, likest):
        return (told[at].figure,)
    return (likest.figure,) if _shared(words, likest) >= _LIKE else None


def _shared(words: str, told: Told) -> float:
    """Which share of the letters of the words the likest name has."""
    key = name_key(words)
    shares = (sum(letter in name for letter in key) / len(key) for name in told.names if key)
    return max(shares, default=0.0)


def _is_one_of(figures: Iterable[ExpectedFigure], figure: Figure) -> bool:
    if figure.value is None:
        return False
    number = number_of(str(abs(figure.value)), figure.unit)
    return any(states(expected, number) for expected in figures)
