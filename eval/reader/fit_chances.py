"""``python -m eval fit-chances``: how surely a reading is right, fitted on the validation split."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from assistant.solving.chances import values
from eval.asked import corpus
from eval.reader.readings import Example, groups_by_several, meant_in, meant_in_file

_NATURAL = 3
"""How often a question written from the page itself counts."""
_ROUNDS = 3000
_LOOSE = 0.1
"""How little the weights are held back (the inverse of ridge's penalty)."""
WEIGHTS = Path(__file__).parents[2] / "assistant" / "solving" / "chances.yaml"


def examples(
    folder: Path, split: corpus.Split, files: Sequence[Path] = (), workers: int = 2
) -> Iterator[Example]:
    """The readings of the questions of a split, and of question files, that ask for one figure or
    for what is not told; those of questions from pages again and again. ``folder`` is that of the
    library."""
    asked = [one for one in meant_in(corpus.load(split)) if one.single]
    for path in files:
        asked += meant_in_file(path)
    for group in groups_by_several(asked, folder, workers):
        yield from group.examples * (_NATURAL if group.natural else 1)


def fitted(found: Sequence[Example]) -> tuple[float, dict[str, float]]:
    """Bias and weights of a logistic model of the signs, each by its own spread."""
    rows, right = _rows(found), [example.right for example in found]
    scale = np.maximum(rows.std(axis=0), 1e-6)
    model = LogisticRegression(C=_LOOSE, max_iter=_ROUNDS).fit(rows / scale, right)
    weights = model.coef_[0] / scale
    return float(model.intercept_[0]), dict(
        zip(values(found[0].signs), map(float, weights), strict=True)
    )


def _rows(found: Sequence[Example]) -> Any:
    return np.array([list(values(example.signs).values()) for example in found])


def chances_of(
    found: Sequence[Example], bias: float, weights: Mapping[str, float]
) -> Sequence[float]:
    """The chance of each example by these weights."""
    by_name = np.array(list(weights.values()))
    chances: list[float] = (1 / (1 + np.exp(-(_rows(found) @ by_name + bias)))).tolist()
    return chances


def write(bias: float, weights: Mapping[str, float], path: Path = WEIGHTS) -> None:
    """The weights as the file that ships."""
    listed = "".join(f"  {name}: {weight:.4f}\n" for name, weight in weights.items())
    path.write_text(
        "# Fitted by `python -m eval fit-chances` on the validation part of the corpus.\n"
        f"bias: {bias:.4f}\nweights:\n{listed}",
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
