"""Lessons: questions of the corpus as the numbers that the network learns from."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch

from assistant.reading.pieces import PAD, Vocabulary
from assistant.reading.reader import POSITIONS, framed
from assistant.reading.tags import WANTS
from eval.asked.corpus import Asked, tag_index

NOT_LEARNT = -100


@dataclass(frozen=True, slots=True)
class Lesson:
    """One question: pieces, which belong to it (1) and which to the turns before (0), labels."""

    ids: tuple[int, ...]
    kinds: tuple[int, ...]
    labels: tuple[int, ...]
    wants: tuple[float, ...]


def lesson_of(asked: Asked, vocabulary: Vocabulary) -> Lesson:
    """The lesson of a question."""
    index = tag_index()
    own = vocabulary.parted(asked.question)
    before = before_pieces(asked.earlier, vocabulary, POSITIONS - len(own.ids) - 3)
    labels = [0] * len(own.ids)
    for span in asked.spans:
        inside = [i for i, (a, b) in enumerate(own.spans) if _mostly(a, b, span.start, span.end)]
        for place, at in enumerate(inside):
            labels[at] = index[f"{'I' if place else 'B'}-{span.tag}"]
    ids, kinds = framed(before, own.ids)
    lead = len(ids) - len(own.ids) - 1
    return Lesson(
        ids,
        kinds,
        (*[NOT_LEARNT] * lead, *labels, NOT_LEARNT),
        tuple(float(want in asked.wants) for want in WANTS),
    )


def before_pieces(earlier: Sequence[str], vocabulary: Vocabulary, room: int) -> tuple[int, ...]:
    """The pieces of the turns before, the last ones where there is no room for all."""
    text = " / ".join(earlier)
    if not text or room <= 0:
        return ()
    return vocabulary.parted(text).ids[-min(room, 64) :]


def _mostly(start: int, end: int, span_start: int, span_end: int) -> bool:
    overlap = min(end, span_end) - max(start, span_start)
    return overlap > 0 and 2 * overlap >= end - start


def batches(lessons: Sequence[Lesson], size: int, chance: random.Random) -> Iterator[list[Lesson]]:
    """All lessons in batches of alike length, in random order."""
    order = sorted(lessons, key=lambda one: len(one.ids) + chance.random() * 6)
    groups = [order[at : at + size] for at in range(0, len(order), size)]
    chance.shuffle(groups)
    yield from groups


def padded(rows: Sequence[Sequence[int]], filler: int) -> torch.Tensor:
    """Rows of one length."""
    width = max(map(len, rows))
    return torch.tensor([[*row, *[filler] * (width - len(row))] for row in rows])


def inputs(
    ids: Sequence[Sequence[int]], kinds: Sequence[Sequence[int]]
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """What the network takes: pieces, which of them are no padding, and their kinds."""
    numbers = padded(ids, PAD)
    return numbers, (numbers != PAD).long(), padded(kinds, 0)
