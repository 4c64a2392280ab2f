"""Trains the bundled embedding model: contrastive, over questions made of the passages.

sentence-transformers' StaticEmbedding holds the rows of the grams and its ranking loss draws a
question to its passage and away from the others of its batch. Batches keep to few reports, because
a search does: the passages it must tell apart are those of one report. Where there is a teacher the
rows start from what it knows of the words, as in model2vec's distillation (principal components,
the rarer word the longer).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import numpy as np

from ingest.embedding.grams import grams_of, rows_of
from ingest.embedding.pairs import Pair, pairs_of, word_pairs
from ingest.embedding.static_model import StaticModel, Vectors, save
from ingest.embedding.teacher import Teach
from ingest.embedding.windows import parts
from ingest.errors import MingzhangError
from ingest.nouns import Passage
from ingest.thesaurus import groups

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from torch import Tensor


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train. The same passages, recipe and version of torch give the same model."""

    dimensions: int = 192
    most_grams: int = 31_000
    buckets: int = 4_096
    least_count: int = 3
    rounds: int = 18
    batch: int = 192
    rate: float = 0.003
    seed: int = 20_240_601


def _silent(line: str) -> None:
    """Progress that nobody follows."""


def train(
    passages: Sequence[Passage],
    folder: Path,
    recipe: Recipe | None = None,
    progress: Callable[[str], object] = _silent,
    *,
    teach: Teach | None = None,
    words: Sequence[str] = (),
) -> StaticModel:
    """Train on passages and write the model to a folder; ``progress`` is told a line a round.

    ``words`` of everyday speech, the commonest first, are known besides those of the passages;
    ``teach`` tells where the grams start, at random where None. Raises MingzhangError where there
    are too few passages to tell any apart.
    """
    recipe = recipe or Recipe()
    if len({passage.text for passage in passages}) < 2:
        raise MingzhangError(
            "训练向量模型至少要有两段不同的文字 (training needs at least two passages)",
            advice="请给出更多报告 (give more reports)",
        )
    learnt = [*passages, *(part for passage in passages for part in parts(passage))]
    grams = known_grams(learnt, recipe, words)
    first = _first_rows(learnt, grams, recipe, teach)
    rows = _trained(learnt, grams, first, recipe, progress)
    made: dict[str, str | int] = {
        "date": date.today().isoformat(),
        "reports": len({passage.report_id for passage in passages}),
        "passages": len(passages),
        "rounds": recipe.rounds,
        "seed": recipe.seed,
    }
    return save(folder, grams, rows, made=made)


def known_grams(
    passages: Sequence[Passage], recipe: Recipe, words: Sequence[str] = ()
) -> list[str]:
    """The grams that have rows of their own: the thesaurus', ``words`` and their letters, and the
    commonest of the passages."""
    counts = Counter(g for p in passages for g in set(grams_of(p.embedded_text)))
    own = sorted({g for group in groups() for word in group for g in grams_of(word)})
    letters = sorted({letter for word in words for letter in word})
    common = [
        gram
        for gram, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        if count >= recipe.least_count
    ]
    return list(dict.fromkeys([*own, *words, *letters, *common]))[: recipe.most_grams]


def _trained(
    passages: Sequence[Passage],
    grams: list[str],
    first: Vectors,
    recipe: Recipe,
    progress: Callable[[str], object],
) -> Vectors:
    import torch
    from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss

    torch.manual_seed(recipe.seed)
    chance = Random(recipe.seed)
    known = {gram: row for row, gram in enumerate(grams)}
    model = _model(grams, first)
    loss = MultipleNegativesRankingLoss(model)
    steps = torch.optim.Adam(model.parameters(), lr=recipe.rate)
    for turn in range(recipe.rounds):
        for group in steps.param_groups:
            group["lr"] = recipe.rate * (1 - turn / recipe.rounds)
        total, count = 0.0, 0
        for batch in _batches(passages, chance, recipe.batch):
            sides = ([pair.question for pair in batch], [pair.passage for pair in batch])
            lost = loss([_features(side, known, recipe.buckets) for side in sides], None)
            steps.zero_grad()
            lost.backward()
            steps.step()
            total, count = total + float(lost.detach()), count + 1
        progress(f"第 {turn + 1}/{recipe.rounds} 轮 round: {total / max(count, 1):.4f}")
    (rows,) = model.parameters()
    return np.asarray(rows.detach().numpy(), dtype=np.float32)


def _model(grams: list[str], rows: Vectors) -> SentenceTransformer:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel

    # The rows of a text come from grams.py; the tokenizer only tells how many there are.
    tokenizer = Tokenizer(WordLevel({gram: row for row, gram in enumerate(grams)}, unk_token=""))
    module = StaticEmbedding(tokenizer, embedding_weights=rows)
    return SentenceTransformer(modules=[module], device="cpu")


def _first_rows(
    passages: Sequence[Passage], grams: list[str], recipe: Recipe, teach: Teach | None
) -> Vectors:
    """The teacher's directions (random ones without), the longer and the rarer grams further out:
    like shares like already."""
    counts = Counter(g for p in passages for g in set(grams_of(p.embedded_text)))
    generator = np.random.default_rng(recipe.seed)
    rows = generator.standard_normal((len(grams) + recipe.buckets, recipe.dimensions))
    if teach is not None:
        rows[: len(grams)] = _principal(teach(grams), recipe.dimensions)
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    most = math.log(1 + len(passages))
    weights = np.full(len(rows), most)
    for row, gram in enumerate(grams):
        weights[row] = (most - math.log(1 + counts[gram]) + 0.1) * math.sqrt(len(gram))
    return np.asarray(rows * weights[:, None] / most, dtype=np.float32)


def _principal(vectors: Vectors, dimensions: int) -> Vectors:
    """Vectors in fewer dimensions: their principal components; zeros where they have fewer."""
    centred = vectors - vectors.mean(axis=0)
    _, directions = np.linalg.eigh(centred.T @ centred)
    kept = centred @ directions[:, ::-1][:, :dimensions]
    return np.pad(kept, ((0, 0), (0, dimensions - kept.shape[1])))


def _features(texts: Iterable[str], known: dict[str, int], buckets: int) -> dict[str, Tensor]:
    import torch

    found = [rows_of(text, known, buckets) for text in texts]
    starts = np.cumsum([0, *map(len, found[:-1])])
    return {
        "input_ids": torch.tensor([row for rows in found for row in rows], dtype=torch.long),
        "offsets": torch.from_numpy(starts),
    }


def _batches(passages: Sequence[Passage], chance: Random, size: int) -> Iterator[list[Pair]]:
    """The pairs of one round: report by report, in no batch two that are about the same."""
    pairs = [*pairs_of(passages, chance), *word_pairs(chance)]
    by_report: dict[str, list[Pair]] = {}
    for pair in pairs:
        by_report.setdefault(pair.report_id, []).append(pair)
    shuffled = list(by_report.values())
    chance.shuffle(shuffled)
    for own in shuffled:
        chance.shuffle(own)
    waiting = [pair for own in shuffled for pair in own]
    while waiting:
        batch: dict[str, Pair] = {}
        later: list[Pair] = []
        at = 0
        while at < len(waiting) and len(batch) < size and at < size * 3:
            pair = waiting[at]
            if pair.about in batch:
                later.append(pair)
            else:
                batch[pair.about] = pair
            at += 1
        # What was put off comes a little later, among pairs of the next report.
        rest = waiting[at:]
        waiting = [*rest[:size], *later, *rest[size:]] if rest else []
        if len(batch) > 1:
            yield list(batch.values())
