"""Finds from which likeness on a passage that shares few words with a question may answer it.

Cases that no report answers set the bounds: hardly any of them may be answered, and few be shown a
passage. What it costs in questions that could have been answered is told beside it. A case whose
question has ``{report}`` in it is asked of every report: large ones hold something close to
anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import yaml

from assistant.answers import Question
from assistant.passages.retrieval import nearest, retrieve
from assistant.understanding.router import route
from eval.cases import Case
from eval.retrieval import answering
from ingest.library import Library

_ANSWERED_WRONGLY = 1 / 200
_SHOWN_WRONGLY = 1 / 10
"""The most of the cases to be refused that may be answered, and be shown a passage."""
_REPORT = "{report}"
_HEAD = """\
# From which likeness on a passage that shares few words with a question answers it all the same.
# Written by `python -m eval calibrate`; holds for one embedding model only.
"""


@dataclass(frozen=True, slots=True)
class Likeness:
    """The closest passage to a case that words alone leave without an answer; ``right``: it is
    what the case asks for. ``likeness`` is None where nothing was looked for in other words."""

    case: Case
    likeness: float | None
    right: bool


@dataclass(frozen=True, slots=True)
class Calibrated:
    """The bounds found, and what they do to the cases they were found with."""

    model: str
    answered_from: float
    shown_from: float
    refused: int
    answered_wrongly: int
    answerable: int
    answered: int
    answered_rightly: int


def likenesses_of(cases: Iterable[Case], library: Library) -> Iterator[Likeness]:
    """The likeness of the closest passage for each case that is not answered by its words."""
    for case in _of_reports(cases, library):
        plan = route(Question(case.question, case.history), library)
        if plan.search is None or plan.lookup is not None or plan.refusal or plan.missing:
            continue
        if retrieve(plan.search, plan.reports, library):
            continue
        found = nearest(plan.search, plan.reports, library)
        right = (
            bool(found) and case.status == "answered" and answering(case, library)(found[0].passage)
        )
        yield Likeness(case, found[0].score if found else None, right)


def _of_reports(cases: Iterable[Case], library: Library) -> Iterator[Case]:
    """The cases, those of no report in particular once for every publisher and year."""
    names = dict.fromkeys(f"{r.publisher}{r.fiscal_year}年" for r in library.reports())
    for case in cases:
        if _REPORT not in case.question:
            yield case
            continue
        for name in names:
            yield replace(case, question=case.question.replace(_REPORT, name))


def calibrated(likenesses: Sequence[Likeness], model: str) -> Calibrated:
    """The bounds: the least above which no more cases to be refused lie than may."""
    refused = [one for one in likenesses if one.case.status == "not_found"]
    answerable = [one for one in likenesses if one.case.status == "answered"]
    bound = _bound(refused, _ANSWERED_WRONGLY)
    answered = [one for one in answerable if (one.likeness or 0.0) >= bound]
    return Calibrated(
        model,
        bound,
        _bound(refused, _SHOWN_WRONGLY),
        len(refused),
        sum((one.likeness or 0.0) >= bound for one in refused),
        len(answerable),
        len(answered),
        sum(one.right for one in answered),
    )


def _bound(refused: Sequence[Likeness], most: float) -> float:
    """A hundredth above the likeness of the first of them that must lie below."""
    likest = sorted((one.likeness or 0.0 for one in refused), reverse=True)
    allowed = int(len(likest) * most)
    return round(likest[allowed] + 0.01, 2) if likest else float("inf")


def calibration_to_yaml(made: Calibrated) -> str:
    """The calibration as the assistant reads it."""
    cases = (
        f"to refuse {made.refused}, of these answered {made.answered_wrongly}; to answer"
        f" {made.answerable}, of these answered {made.answered}, first passage right"
        f" {made.answered_rightly} (beyond what words answer)"
    )
    told = {
        "model": made.model,
        "answered_from": made.answered_from,
        "shown_from": made.shown_from,
        "date": date.today().isoformat(),
        "cases": cases,
    }
    return _HEAD + yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=100)


def calibration_in_words(made: Calibrated) -> str:
    """What was found, in a few lines."""
    return (
        f"模型 model: {made.model}\n"
        f"作答 answered from: {made.answered_from:.2f}，示意 shown from: {made.shown_from:.2f}\n"
        f"该拒答 to refuse: {made.refused}，其中作答 answered: {made.answered_wrongly}\n"
        f"可作答 to answer: {made.answerable}，其中作答 answered: {made.answered}，"
        f"首段即对 first passage right: {made.answered_rightly}"
    )


def likenesses_in_words(likenesses: Iterable[Likeness]) -> str:
    """A line a case, the likest first."""
    ordered = sorted(likenesses, key=lambda one: -(one.likeness or 0.0))
    return "\n".join(
        f"{one.likeness or 0.0:.2f} {one.case.status} {'right' if one.right else '-'}"
        f" {one.case.id} {one.case.question}"
        for one in ordered
    )
