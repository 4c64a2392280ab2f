"""Trains the network from lessons, seeded."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import torch
from torch import nn
from torch.nn import functional

from eval.reader.lessons import NOT_LEARNT, Lesson, batches, inputs, padded
from eval.reader.network import Network

RATES = (3e-4, 1e-3)
"""How fast the encoder learns, and the heads."""
_WARM = 0.06
_TOLD = 200
S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Pair:
    """Words of a question and a name of the report: whether the words mean it."""

    words: tuple[int, ...]
    name: tuple[int, ...]
    same: float


def train(
    network: Network,
    lessons: Sequence[Sequence[Lesson]],
    pairs: Sequence[Sequence[Pair]],
    *,
    pair_rounds: int = 1,
    size: int = 32,
    rates: tuple[float, float] = RATES,
    seed: int = 7,
    told: Callable[[str], None] = print,
) -> None:
    """``lessons`` are those of each round; ``pairs`` groups, the first of each the right one."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    steps: list[Step] = [
        *_steps(lessons, size, chance),
        *_pair_steps(pairs, pair_rounds, size // 4, chance),
    ]
    chance.shuffle(steps)
    heads = [p for name, p in network.named_parameters() if not name.startswith("encoder")]
    descend(network, steps, _loss, heads=heads, rate=rates[0], head_rate=rates[1], told=told)


def descend(
    network: Network,
    steps: Sequence[S],
    loss_of: Callable[[Network, S], torch.Tensor],
    *,
    heads: Sequence[nn.Parameter],
    rate: float,
    head_rate: float,
    told: Callable[[str], None],
) -> None:
    """One step after the other, the rates rising and then falling along a cosine. Pieces keep
    the embedding they came with; ``heads`` are the heads that learn."""
    network.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
    body = [p for p in network.encoder.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": rate}, {"params": [*heads], "lr": head_rate}], weight_decay=0.01
    )
    plan = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda at: _slope(at, len(steps)))
    network.train()
    started, total = time.perf_counter(), 0.0
    for at, step in enumerate(steps, start=1):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = loss_of(network, step)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        plan.step()
        total += loss.item()
        if at % _TOLD == 0:
            spent = time.perf_counter() - started
            told(f"{at}/{len(steps)} loss {total / _TOLD:.4f} {spent:.0f}s")
            total = 0.0
    network.eval()


def _slope(at: int, total: int) -> float:
    warm = max(1, int(total * _WARM))
    if at < warm:
        return at / warm
    return 0.5 * (1 + math.cos(math.pi * (at - warm) / max(1, total - warm)))


Step = list[Lesson] | list[Sequence[Pair]]


def _steps(lessons: Sequence[Sequence[Lesson]], size: int, chance: random.Random) -> Iterator[Step]:
    for of_round in lessons:
        yield from batches(of_round, size, chance)


def _pair_steps(
    pairs: Sequence[Sequence[Pair]], rounds: int, size: int, chance: random.Random
) -> Iterator[Step]:
    for _ in range(rounds):
        order = list(pairs)
        chance.shuffle(order)
        yield from (order[at : at + size] for at in range(0, len(order), size))


def _loss(network: Network, step: Step) -> torch.Tensor:
    lessons = [one for one in step if isinstance(one, Lesson)]
    if lessons:
        return _lesson_loss(network, lessons)
    return _pair_loss(network, [one for one in step if not isinstance(one, Lesson)])


def _lesson_loss(network: Network, step: Sequence[Lesson]) -> torch.Tensor:
    labels, wants, _ = network(*inputs([x.ids for x in step], [x.kinds for x in step]))
    gold = padded([x.labels for x in step], NOT_LEARNT)
    told = torch.tensor([x.wants for x in step])
    of_labels = functional.cross_entropy(
        labels.float().flatten(0, 1), gold.flatten(), ignore_index=NOT_LEARNT, label_smoothing=0.02
    )
    return 2 * of_labels + 4 * functional.binary_cross_entropy_with_logits(wants.float(), told)


def _pair_loss(network: Network, step: Sequence[Sequence[Pair]]) -> torch.Tensor:
    flat = [pair for group in step for pair in group]
    ids = [(0, *p.words, 2, *p.name, 2) for p in flat]
    kinds = [(*[0] * (len(p.words) + 2), *[1] * len(p.name), 0) for p in flat]
    _, _, same = network(*inputs(ids, kinds))
    gold = torch.tensor([p.same for p in flat])
    return functional.binary_cross_entropy_with_logits(same.float(), gold)
