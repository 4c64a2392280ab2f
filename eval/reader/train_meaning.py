"""``python -m eval train-meaning``: which things words are near to, from the corpus.

The rows of the bundled embedding model are trained further: words for a thing, with all that was
said, are drawn to the thing meant and away from others of its report.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from assistant.linking.catalogue import things_told
from assistant.linking.meaning import SHARE, in_words
from assistant.linking.things import Things
from eval.asked import corpus
from eval.asked.corpus import Asked
from eval.reader.pairs import around_of, meant_in
from ingest.embedding.grams import rows_of
from ingest.embedding.static_model import StaticModel, save
from ingest.library import Library

_SEED = 7
_ROUNDS = 2
_RATE, _RATE_OF_SHARE = 1e-3, 1e-2
_LEFT_OUT = 0.15
"""How often a piece is left out in training, lest single ones be learnt by heart."""
_SIZE = 24
_OTHERS = 160
_NATURAL = 3
_FIRST_SHARE, _FIRST_SHARPNESS = 0.3, 3.0
_NEAREST = 14


@dataclass(frozen=True, slots=True)
class _Lesson:
    words: tuple[int, ...]
    around: tuple[int, ...]
    meant: int


def train_meaning(
    library: Library, bundled: Path, output: Path, *, told: Callable[[str], None] = print
) -> float:
    """Train on the training split from the rows of the ``bundled`` model, write the folder that
    ships, and say which share of the things meant in the validation split are among the nearest 14.
    About a minute. Needs the extra ``train``."""
    torch.manual_seed(_SEED)
    chance = random.Random(_SEED)
    grams, rows = StaticModel(bundled).learnt()
    known = {gram: row for row, gram in enumerate(grams)}
    buckets = len(rows) - len(grams)

    def read(text: str) -> tuple[int, ...]:
        return tuple(rows_of(text, known, buckets))

    network = _Network(torch.tensor(rows))
    lessons = _lessons(corpus.load("train"), library, read)
    told(f"{sum(len(own) for _, own in lessons)} words for things")
    _train(network, lessons, chance, told)
    share = round(float(network.share.detach()) * 100)
    made: dict[str, str | int] = {SHARE: share, "seed": _SEED, "rounds": _ROUNDS}
    save(output, grams, network.rows.weight.detach().numpy(), made=made)
    return _recall(network, _lessons(corpus.load("validation"), library, read))


class _Network(torch.nn.Module):
    """Rows of pieces, how much all that was said counts, and how sharply the nearest is told."""

    def __init__(self, rows: torch.Tensor) -> None:
        super().__init__()
        self.rows = torch.nn.EmbeddingBag.from_pretrained(rows, freeze=False, mode="sum")
        self.share = torch.nn.Parameter(torch.tensor(_FIRST_SHARE))
        self.sharpness = torch.nn.Parameter(torch.tensor(_FIRST_SHARPNESS))

    def of(self, texts: Sequence[Sequence[int]]) -> torch.Tensor:
        starts = np.cumsum([0, *(len(text) for text in texts[:-1])])
        flat = torch.tensor([row for text in texts for row in text], dtype=torch.long)
        return functional.normalize(self.rows(flat, torch.from_numpy(starts)), dim=-1)

    def of_words(self, own: Sequence[_Lesson]) -> torch.Tensor:
        said = self.of([one.around or one.words for one in own])
        return functional.normalize(self.of([one.words for one in own]) + self.share * said, dim=-1)


_Report = tuple[list[tuple[int, ...]], list[_Lesson]]


def _lessons(
    asked: Sequence[Asked], library: Library, read: Callable[[str], tuple[int, ...]]
) -> list[_Report]:
    """Of each report its things and the words for them, those from pages again and again."""
    by_file = {report.file: report for report in library.reports()}

    def things(file: str) -> Things | None:
        return things_told(by_file[file], library) if file in by_file else None

    told: dict[int, _Report] = {}
    for one in sorted(asked, key=lambda one: one.reports[:1]):
        for words, right, of_report in meant_in(one, things):
            if id(of_report) not in told:
                told[id(of_report)] = ([read(in_words(t)) for t in of_report.all], [])
            lesson = _Lesson(read(words), read(around_of(one)), of_report.all.index(right))
            if lesson.words:
                told[id(of_report)][1].extend([lesson] * (_NATURAL if one.natural else 1))
    return list(told.values())


def _train(
    network: _Network,
    reports: Sequence[_Report],
    chance: random.Random,
    told: Callable[[str], None],
) -> None:
    others = [network.share, network.sharpness]
    groups = [
        {"params": network.rows.parameters(), "lr": _RATE},
        {"params": others, "lr": _RATE_OF_SHARE},
    ]
    optimiser = torch.optim.Adam(groups)
    for turn in range(_ROUNDS):
        optimiser.param_groups[0]["lr"] = _RATE * (1 - turn / _ROUNDS)
        total, count = 0.0, 0
        for things, own in _batches(reports, chance):
            meant = {one.meant for one in own}
            among = range(len(things))
            tried = sorted(meant | {*chance.sample(among, min(_OTHERS, len(things)))})
            right = torch.tensor([tried.index(one.meant) for one in own])
            near = network.of_words(own) @ network.of([things[at] or (0,) for at in tried]).T
            loss = functional.cross_entropy(near * network.sharpness.exp(), right)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            total, count = total + loss.item(), count + 1
        told(f"round {turn + 1}: loss {total / max(1, count):.4f}")


def _batches(reports: Sequence[_Report], chance: random.Random) -> Iterator[_Report]:
    found: list[_Report] = []
    for things, own in reports:
        order = [_with_less(one, chance) for one in own]
        chance.shuffle(order)
        found += ((things, order[at : at + _SIZE]) for at in range(0, len(order), _SIZE))
    chance.shuffle(found)
    yield from found


def _with_less(lesson: _Lesson, chance: random.Random) -> _Lesson:
    def less(rows: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(row for row in rows if chance.random() >= _LEFT_OUT) or rows

    return _Lesson(less(lesson.words), less(lesson.around), lesson.meant)


def _recall(network: _Network, reports: Sequence[_Report]) -> float:
    count = right = 0
    with torch.no_grad():
        for things, own in reports:
            near = network.of_words(own) @ network.of([thing or (0,) for thing in things]).T
            for row, one in zip(near, own, strict=True):
                right += int((row > row[one.meant]).sum()) < _NEAREST
                count += 1
    return right / max(1, count)
