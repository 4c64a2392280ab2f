"""``python -m eval train-judge``: the judge, from the reader that ships and the corpus."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from torch.nn import functional

from assistant.reading.pieces import Vocabulary
from assistant.reading.reader import MODEL, framed
from assistant.solving.judge import FOLDER, Judge, asked_pieces, reading_pieces
from eval.asked import corpus
from eval.reader import exporting
from eval.reader.lessons import inputs
from eval.reader.network import Network
from eval.reader.readings import Group, groups_by_several, meant_in
from eval.reader.shipped import mean_of, network_shipped
from eval.reader.training import descend

_SEED = 7
_ROUNDS, _FURTHER_ROUNDS = 3, 1
_SIZE = 8
_RATE = 1e-4
_HEAD_RATE = 3e-4
_NATURAL = 2
"""How often a question written from the page itself is learnt a round."""
_RIGHT, _WRONG, _NEAR = 2, 4, 2
"""Of how many readings a question teaches; so many of the wrong ones are those most like it."""
_OF_SHEETS = {True: 0.7, False: 0.25}
_OF_SHEETS_AGAIN = {True: 0.12, False: 0.06}
"""Which share of the questions from fact sheets is learnt from, of those that ask for one amount
and of others: they are many, and alike; and where the judge is trained further."""
_KNOWN_AGAIN = 0.4
"""Which share is learnt again of questions that are not new."""
_NONE_RIGHT = 0.3
"""How often a question is learnt of whose readings none is right."""
_AMONG = 0.5
_OTHER_STAGE = 0.25
"""How often a question of a budget is learnt as if it were of a final account, as few are held."""
_OF_BUDGET, _OF_ACCOUNT = re.compile(r"(?<!公共)(?<!基金)(?<!经营)(?<!保险)预算"), "决算"


@dataclass(frozen=True, slots=True)
class Skill:
    """Of how many things asked the reading judged likeliest is right, where one is."""

    groups: int
    right: float


@dataclass(frozen=True, slots=True)
class _Lesson:
    rows: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]
    right: tuple[float, ...]


def train_judge(
    folder: Path,
    output: Path,
    *,
    further: bool = False,
    new: str = "",
    threads: int = 2,
    told: Callable[[str], None] = print,
) -> Skill:
    """Train on the training split, write ``judge.onnx``, and say what the validation split shows of
    it. ``folder`` is the library's; it starts from the reader that ships, or ``further`` from the
    judge that ships; with all questions of the briefs whose names begin with ``new``, where such
    are told, and a share of the others. An hour on two cores, half an hour further. Needs the
    extra ``train``."""
    torch.set_num_threads(threads)
    torch.manual_seed(_SEED)
    chance = random.Random(_SEED)
    share = _OF_SHEETS_AGAIN if further else _OF_SHEETS
    asked_of = [
        one
        for one in corpus.load("train")
        if not new or one.brief.startswith(new) or chance.random() < _KNOWN_AGAIN
    ]
    learning = [
        one for one in meant_in(asked_of) if one.natural or chance.random() < share[one.single]
    ]
    groups = list(groups_by_several(learning, folder, threads))
    told(f"{len(groups)} things asked")
    network = network_shipped(FOLDER / "judge.onnx" if further else MODEL / "reader.onnx")
    vocabulary = Vocabulary.load(MODEL / "pieces.json")
    rounds = _FURTHER_ROUNDS if further else _ROUNDS
    steps = list(_steps(groups, vocabulary, rounds, chance))
    heads = list(network.same.parameters())
    descend(network, steps, _loss, heads=heads, rate=_RATE, head_rate=_HEAD_RATE, told=told)
    if further:
        network = mean_of(network, network_shipped(FOLDER / "judge.onnx"))
    exporting.export(network, output / "judge.onnx")
    asked = [one for one in meant_in(corpus.load("validation")) if one.single]
    return skill_of(Judge(output), groups_by_several(asked, folder, threads))


def skill_of(judge: Judge, groups: Iterator[Group]) -> Skill:
    """How often the judge puts a right reading first."""
    count = right = 0
    for group in groups:
        flat = [(words, one.right) for one in group.examples for words in one.readings]
        if not any(is_right for _, is_right in flat):
            continue
        odds = judge.odds(group.words, group.around, [words for words, _ in flat])
        count += 1
        right += flat[max(range(len(flat)), key=odds.__getitem__)][1]
    return Skill(count, right / max(1, count))


def _steps(
    groups: Sequence[Group], vocabulary: Vocabulary, rounds: int, chance: random.Random
) -> Iterator[list[_Lesson]]:
    for _ in range(rounds):
        order = [group for group in groups for _ in range(_NATURAL if group.natural else 1)]
        chance.shuffle(order)
        lessons = [lesson for group in order if (lesson := _lesson(group, vocabulary, chance))]
        yield from (lessons[at : at + _SIZE] for at in range(0, len(lessons), _SIZE))


def _lesson(group: Group, vocabulary: Vocabulary, chance: random.Random) -> _Lesson | None:
    if chance.random() < _OTHER_STAGE:
        group = _of_account(group)
    examples = sorted(group.examples, key=lambda one: -one.signs.likeness)
    right = [words for one in examples if one.right for words in one.readings][:_RIGHT]
    wrong = [words for one in examples if not one.right for words in one.readings]
    if not right and chance.random() > _NONE_RIGHT:
        return None
    far = wrong[_NEAR:]
    wrong = wrong[:_NEAR] + chance.sample(far, min(_WRONG - _NEAR, len(far)))
    asked = asked_pieces(group.words, group.around, vocabulary)
    rows = tuple(
        framed(asked, reading_pieces(words, vocabulary), always=True) for words in (*right, *wrong)
    )
    return _Lesson(rows, (*[1.0] * len(right), *[0.0] * len(wrong))) if rows else None


def _of_account(group: Group) -> Group:
    """The group with the plan told of as the outcome, unless both are told of."""

    def told(words: str) -> str:
        return _OF_BUDGET.sub(_OF_ACCOUNT, words)

    readings = [words for one in group.examples for words in one.readings]
    if any(_OF_ACCOUNT in words for words in (group.around, *readings)):
        return group
    examples = (replace(one, readings=tuple(map(told, one.readings))) for one in group.examples)
    return replace(
        group, words=told(group.words), around=told(group.around), examples=tuple(examples)
    )


def _loss(network: Network, step: Sequence[_Lesson]) -> torch.Tensor:
    """Each reading by itself, and the right ones among all of their question and nothing."""
    rows = [row for lesson in step for row in lesson.rows]
    _, _, same = network(*inputs([ids for ids, _ in rows], [kinds for _, kinds in rows]))
    odds = same.float()
    right = torch.tensor([value for lesson in step for value in lesson.right])
    alone = functional.binary_cross_entropy_with_logits(odds, right)
    among, at = torch.zeros(()), 0
    for lesson in step:
        own = odds[at : at + len(lesson.rows)]
        meant = own[torch.tensor(lesson.right) > 0]
        whole = torch.logsumexp(torch.cat([own, torch.zeros(1)]), 0)
        among = among + whole - (torch.logsumexp(meant, 0) if len(meant) else 0)
        at += len(lesson.rows)
    return alone + _AMONG * among / len(step)
