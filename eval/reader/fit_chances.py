"""``python -m eval fit-chances``: how surely a reading is right, fitted on the validation split."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import numpy as np

from assistant.linking.scope import scope_of
from assistant.query import Value, measures_of
from assistant.reading.question_text import simplified
from assistant.reading.reader import Reader
from assistant.solving.chances import Signs, values
from assistant.solving.query_of import query_of
from assistant.solving.resolve import Resolved, Solver
from eval.asked import corpus
from eval.asked.corpus import Asked
from eval.cases import ExpectedFigure
from eval.numbers import number_of, states
from ingest.library import Library
from ingest.nouns import Figure

_SINGLE = (
    "lookup",
    "text_figure",
    "value",
    "line_value",
    "code_value",
    "table_value",
    "project_value",
    "prose_value",
)
_NOTHING = ("no_line", "no_tell")
_PAGES = "pages-"
_PLAIN = frozenset(("value", "count", "place", "yesno"))
_ROUNDS = 400
_RATE = 0.3
_SHRINK = 0.0003
WEIGHTS = Path(__file__).parents[2] / "assistant" / "solving" / "chances.yaml"


@dataclass(frozen=True, slots=True)
class Example:
    """The signs of one reading and whether it says what was asked; ``first`` of its question."""

    signs: Signs
    right: bool
    first: bool


def examples(library: Library, reader: Reader, split: corpus.Split) -> Iterator[Example]:
    """The readings of the questions of a split that ask for one figure, or for what is not told;
    of those written from pages, of every thing named."""
    for one in corpus.load(split):
        if one.earlier or not (_from_page(one) or one.kind in (*_SINGLE, *_NOTHING)):
            continue
        for resolved in _resolved(one, library, reader):
            for at, (chosen, signs) in enumerate(zip(resolved.tried, resolved.signs, strict=True)):
                yield Example(signs, _is_right(one, chosen.figure), at == 0)


def _resolved(one: Asked, library: Library, reader: Reader) -> Iterator[Resolved]:
    turn = reader.read(simplified(one.question))
    scope = scope_of(turn, library, reader)
    query = query_of(turn, scope)
    reports = [r for r in scope.reports if r.file in one.reports]
    if scope.missing or not reports:
        return
    measures = measures_of(query)
    alone = [asked for asked in query.asked if isinstance(asked, Value)]
    if _from_page(one) or (len(measures) == 1 and alone):
        solver = Solver(query, scope, library, reader, (scope.units or ("",))[0])
        for measure in measures:
            yield solver.resolved(measure, reports[0])


def _from_page(one: Asked) -> bool:
    """Whether a question was written from the page and asks for amounts as they are printed."""
    return _PAGES in one.brief and set(one.wants) <= _PLAIN and one.expect is not None


def _is_right(one: Asked, figure: Figure) -> bool:
    if figure.value is None or one.kind in _NOTHING or one.expect is None:
        return False
    number = number_of(str(abs(figure.value)), figure.unit)
    for told in one.expect["figures"]:
        value = Decimal(told["value"])
        exponent = int(value.as_tuple().exponent)
        off = Decimal(1).scaleb(exponent) / 2 if exponent < 0 else Decimal(0)
        if states(ExpectedFigure(value, told["unit"], off), number):
            return True
    return False


def fitted(found: Sequence[Example]) -> tuple[float, tuple[float, ...]]:
    """Bias and weights of a logistic model, by gradient descent with a little shrinking."""
    rows = np.array([values(example.signs) for example in found])
    right = np.array([float(example.right) for example in found])
    scale = np.maximum(np.abs(rows).max(axis=0), 1e-6)
    scaled = rows / scale
    weights, bias = np.zeros(rows.shape[1]), 0.0
    for _ in range(_ROUNDS * 10):
        chance = 1 / (1 + np.exp(-(scaled @ weights + bias)))
        error = chance - right
        weights -= _RATE * (scaled.T @ error / len(right) + _SHRINK * weights)
        bias -= _RATE * float(error.mean())
    return bias, tuple(float(w) for w in weights / scale)


def chances_of(found: Sequence[Example], bias: float, weights: Sequence[float]) -> Sequence[float]:
    """The chance of each example by these weights."""
    rows = np.array([values(example.signs) for example in found])
    chances: list[float] = (1 / (1 + np.exp(-(rows @ np.array(weights) + bias)))).tolist()
    return chances


def write(bias: float, weights: Sequence[float], path: Path = WEIGHTS) -> None:
    """The weights as the file that ships."""
    listed = ", ".join(f"{weight:.4f}" for weight in weights)
    path.write_text(
        "# Fitted by `python -m eval fit-chances` on the validation part of the corpus.\n"
        f"bias: {bias:.4f}\nweights: [{listed}]\n",
        encoding="utf-8",
    )


def calibration(
    found: Sequence[Example], chances: Sequence[float], steps: int = 10
) -> list[tuple[float, int, float]]:
    """Of each step of chances: its lower end, how many readings, which share of them was right."""
    rows = []
    for step in range(steps):
        inside = [
            example.right
            for example, chance in zip(found, chances, strict=True)
            if min(steps - 1, int(chance * steps)) == step
        ]
        if inside:
            rows.append((step / steps, len(inside), sum(inside) / len(inside)))
    return rows
