"""``python -m eval fit-chances``: how surely a reading is right, of what nothing learnt from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.model_selection import GroupKFold

from assistant.solving.chances import values
from eval.asked import corpus
from eval.reader.readings import Example, Group, groups_by_several, meant_in, meant_in_file

_NATURAL = 3
"""How often a question written from the page itself counts."""
_FOLDS = 5
_SEED = 0
_DIGITS = 5
TREES = Path(__file__).parents[2] / "assistant" / "solving" / "chances.json"


def groups(
    folder: Path, split: corpus.Split, files: Sequence[Path] = (), workers: int = 2
) -> list[Group]:
    """The readings of the questions of a split, and of question files, that ask for one figure or
    for what is not told. ``folder`` is that of the library."""
    asked = [one for one in meant_in(corpus.load(split)) if one.single]
    for path in files:
        asked += meant_in_file(path)
    return list(groups_by_several(asked, folder, workers))


def fitted(found: Sequence[Group]) -> GradientBoostingClassifier:
    """Small trees, many of them, each grown on a part of the readings."""
    rows, right, counts, _ = _learnt(found)
    model = GradientBoostingClassifier(
        n_estimators=250,
        learning_rate=0.04,
        max_depth=3,
        min_samples_leaf=15,
        subsample=0.7,
        max_features=0.5,
        random_state=_SEED,
    )
    return model.fit(rows, right, sample_weight=counts)


def chances_apart(found: Sequence[Group]) -> list[tuple[Example, float]]:
    """The chance of each reading by trees grown without its question."""
    rows, right, _, of_group = _learnt(found)
    chances = np.zeros(len(right))
    for learnt, kept in GroupKFold(_FOLDS, shuffle=True, random_state=_SEED).split(
        rows, right, of_group
    ):
        inside = {of_group[at] for at in learnt}
        model = fitted([group for at, group in enumerate(found) if at in inside])
        chances[kept] = model.predict_proba(rows[kept])[:, 1]
    examples = [example for group in found for example in group.examples]
    return list(zip(examples, map(float, chances), strict=True))


def _learnt(found: Sequence[Group]) -> tuple[Any, Any, Any, Any]:
    """The signs of each reading, whether it is right, how often it counts, its question."""
    told = [(example, group, at) for at, group in enumerate(found) for example in group.examples]
    return (
        np.array([list(values(example.signs).values()) for example, _, _ in told]),
        np.array([example.right for example, _, _ in told]),
        np.array([_NATURAL if group.natural else 1 for _, group, _ in told]),
        np.array([at for _, _, at in told]),
    )


def write(model: GradientBoostingClassifier, found: Sequence[Group], path: Path = TREES) -> None:
    """The trees as the file that ships."""
    rate = model.learning_rate
    trees = [_nodes(one.tree_, rate) for (one,) in model.estimators_]
    first = found[0].examples[0].signs
    row = np.array([list(values(first).values())])
    told = sum(rate * float(one.predict(row)[0]) for (one,) in model.estimators_)
    bias = float(model.decision_function(row)[0]) - told
    shipped = {"signs": list(values(first)), "bias": round(bias, _DIGITS), "trees": trees}
    lines = json.dumps(shipped, separators=(",", ":")).replace("]],[[", "]],\n[[")
    path.write_text(lines + "\n", encoding="utf-8")


def _nodes(tree: Any, rate: float) -> list[list[Any]]:
    leaf = tree.children_left < 0
    return [
        [-1 if end else int(sign) for sign, end in zip(tree.feature, leaf, strict=True)],
        [0.0 if end else _rounded(at) for at, end in zip(tree.threshold, leaf, strict=True)],
        tree.children_left.tolist(),
        tree.children_right.tolist(),
        [
            _rounded(rate * value) if end else 0.0
            for value, end in zip(tree.value[:, 0, 0], leaf, strict=True)
        ],
    ]


def _rounded(number: float) -> float:
    return round(float(number), _DIGITS)


def calibration(
    told: Iterable[tuple[Example, float]], steps: int = 10
) -> list[tuple[float, int, float]]:
    """Of each step of chances: its lower end, how many readings, which share of them was right."""
    inside: dict[int, list[bool]] = {}
    for example, chance in told:
        inside.setdefault(min(steps - 1, int(chance * steps)), []).append(example.right)
    return [
        (at / steps, len(right), sum(right) / len(right)) for at, right in sorted(inside.items())
    ]
