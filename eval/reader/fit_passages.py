"""``python -m eval fit-passages``: which passage answers, fitted on questions written from pages.

A question teaches by the passage that holds what it expects, on a page that it names, against the
other passages of its reports; and by the likeliest passage of a report that is not meant, which
is no answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.answers import Question
from assistant.linking.scope import scope_of
from assistant.passages.finding import candidates
from assistant.passages.signs import Signs, values
from assistant.query import Said
from assistant.reading.conversation import read_conversation
from assistant.reading.reader import Reader
from assistant.solving.query_of import query_of
from eval.asked import corpus
from eval.asked.corpus import Asked
from eval.cases import report_key
from ingest.language.glyphs import fold
from ingest.library import Library
from ingest.nouns import Passage, Report

_ALL = 0.99
_ROUNDS = 3000
_RATE = 0.1
_SHRINK = 0.001
_SCALE_ROUNDS = 4000
_FEW = 3
WEIGHTS = Path(__file__).parents[2] / "assistant" / "passages" / "weights.yaml"

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Lesson:
    """The signs of the passages tried for one question, which share of what is expected each
    holds, and the signs of those of a report that is not meant."""

    tried: tuple[Signs, ...]
    right: tuple[float, ...]
    beside: tuple[Signs, ...]


def lessons(library: Library, reader: Reader, split: corpus.Split) -> Iterator[Lesson]:
    """Of each question from pages that is answered in words."""
    by_key = {report_key(report.file): report for report in library.reports()}
    files = sorted(by_key)
    for number, one in enumerate(corpus.load(split)):
        if not one.natural or not (one.expect and one.expect.get("phrases")):
            continue
        turn = read_conversation(Question(one.question, one.earlier), reader)
        scope = scope_of(turn, library, reader)
        said = [asked for asked in query_of(turn, scope).asked if isinstance(asked, Said)]
        if not said or scope.missing or not scope.named or len(scope.reports) > _FEW:
            continue
        meant = [row for r in scope.reports for row in candidates(said[0], r, library)]
        right = tuple(_right(one, found.report, found.passage) for found, _ in meant)
        if not any(right):
            continue
        other = by_key[files[number * 7 % len(files)]]
        apart = other.publisher not in {report.publisher for report in scope.reports}
        beside = candidates(said[0], other, library) if apart else []
        yield Lesson(tuple(s for _, s in meant), right, tuple(s for _, s in beside))


def _right(one: Asked, report: Report, passage: Passage) -> float:
    """Which share of what is expected a passage holds, 0 off the pages named."""
    if one.expect is None:
        return 0.0
    own = report_key(report.file)
    pages = {
        place["page"]
        for place in one.expect.get("evidence", ())
        if report_key(place["report"]) == own
    }
    if pages.isdisjoint(locator.page for locator in passage.locators):
        return 0.0
    text = fold(passage.text)
    groups = [(g,) if isinstance(g, str) else g for g in one.expect["phrases"]]
    return sum(any(fold(words) in text for words in group) for group in groups) / len(groups)


def fitted(found: Sequence[Lesson]) -> tuple[float, tuple[float, ...]]:
    """Bias and weights: weights that put the right passage first, then the scale and the bias that
    make log odds of their sum."""
    rows = [np.array(list(map(values, (*lesson.tried, *lesson.beside)))) for lesson in found]
    right = [
        np.array([*(share**2 for share in lesson.right), *(0.0 for _ in lesson.beside)])
        for lesson in found
    ]
    scale = np.maximum(np.abs(np.vstack(rows)).max(axis=0), 1e-6)
    weights, speed = np.zeros(len(scale)), np.zeros(len(scale))
    for _ in range(_ROUNDS):
        slope = sum(_towards(own / scale, r, weights) for own, r in zip(rows, right, strict=True))
        speed = 0.9 * speed + slope / len(rows) - 2 * _SHRINK * weights
        weights = weights + _RATE * speed
    plain = weights / scale
    tops, truth = _tops(found, plain)
    stretch, bias = _as_odds(tops, truth)
    return bias, tuple(float(weight * stretch) for weight in plain)


def _towards(rows: Array, right: Array, weights: Array) -> Array:
    """The direction in which the right passages of a question come first."""
    score = rows @ weights
    chance = np.exp(score - score.max())
    chance /= chance.sum()
    wanted = chance * right
    towards: Array = rows.T @ (wanted / wanted.sum() - chance)
    return towards


def _tops(found: Sequence[Lesson], weights: Array) -> tuple[Array, Array]:
    """The score of the first passage of each question, meant or not, and whether it answers."""
    scores: list[float] = []
    truth: list[float] = []
    for lesson in found:
        own = np.array([values(signs) for signs in lesson.tried]) @ weights
        scores.append(float(own.max()))
        truth.append(float(lesson.right[int(own.argmax())] >= _ALL))
        if lesson.beside:
            other = np.array([values(signs) for signs in lesson.beside]) @ weights
            scores.append(float(other.max()))
            truth.append(0.0)
    return np.array(scores), np.array(truth)


def _as_odds(scores: Array, truth: Array) -> tuple[float, float]:
    """The factor and the bias that make log odds of scores."""
    middle, spread = float(scores.mean()), float(scores.std()) or 1.0
    plain = (scores - middle) / spread
    factor, bias = 1.0, 0.0
    for _ in range(_SCALE_ROUNDS):
        error = 1 / (1 + np.exp(-(factor * plain + bias))) - truth
        factor -= _RATE * float((error * plain).mean())
        bias -= _RATE * float(error.mean())
    return factor / spread, bias - factor * middle / spread


def first_right(found: Sequence[Lesson], weights: Sequence[float]) -> float:
    """The share of questions whose likeliest passage holds all that is expected."""
    plain = np.array(weights)
    first = [
        lesson.right[int((np.array([values(s) for s in lesson.tried]) @ plain).argmax())]
        for lesson in found
    ]
    return sum(share >= _ALL for share in first) / len(first)


def usual_likeness(found: Sequence[Lesson]) -> float:
    """The mean of the sign that a library embedded with another model does not have."""
    at = [field.name for field in fields(Signs)].index("alike")
    return float(np.mean([values(signs)[at] for lesson in found for signs in lesson.tried]))


def write(
    model: str, alike: float, bias: float, weights: Sequence[float], path: Path = WEIGHTS
) -> None:
    """The weights as the file that ships."""
    listed = ", ".join(f"{weight:.4f}" for weight in weights)
    path.write_text(
        "# Fitted by `python -m eval fit-passages` on the training part of the corpus.\n"
        f"model: {model}\nalike: {alike:.4f}\nbias: {bias:.4f}\nweights: [{listed}]\n",
        encoding="utf-8",
    )
