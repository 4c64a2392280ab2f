"""Finds the target of an indicator, where a question asks for one: 目标值, 不低于多少, 至少要多少.

A target is no result: what was reached does not answer, however near its name. The words of the
question must be those of the indicator, or of the project that it is of.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.figures.conditions import unit_answers, year_asked
from assistant.figures.lookup import Reading, amount_key, same_amount
from assistant.plan import Lookup
from assistant.words.content_words import Word, content_words, corpus_of, covered, pairs
from assistant.words.lexicon import key, lexicon
from ingest.language.glyphs import fold
from ingest.library import Library
from ingest.nouns import Figure, Report
from ingest.selection import FigureFilter

_MASKED = re.compile("_+")
_NAMED = 0.9
"""How much of a word of the question the name of an indicator must cover to be named by it."""
_ENOUGH = 0.62
_CONTEXT = 0.6
_ALIKE = 0.02


@dataclass(frozen=True, slots=True)
class _Fit:
    figure: Figure
    score: float


def target_asked(wanted: Lookup) -> bool:
    """Whether the question asks for a target, or for a bound that only a target has."""
    return re.search(lexicon()["target_asked"], "|".join(wanted.content)) is not None


def is_target(figure: Figure) -> bool:
    """Whether a figure stands under a heading of targets (指标值, 年度预期值)."""
    return any(re.search(lexicon()["target_heads"], head) for head in figure.column_path)


def look_up_targets(
    wanted: Lookup, reports: tuple[Report, ...], library: Library
) -> tuple[Reading, ...]:
    """The targets asked for, at most one reading a report; ``others`` where several fit alike."""
    text = re.sub(lexicon()["target_words"], "|", "|".join(wanted.content))
    readings = (_in_report(text, wanted, report, library) for report in reports)
    return tuple(reading for reading in readings if reading is not None)


def _in_report(text: str, wanted: Lookup, report: Report, library: Library) -> Reading | None:
    if year_asked(wanted, report) != report.fiscal_year:
        return None
    words = content_words(_MASKED.sub("|", text), corpus_of(report, library))
    figures = library.figures(FigureFilter(report_ids=(report.id,), in_prose=True))
    fits = [
        _Fit(figure, score)
        for figure in figures
        if is_target(figure)
        and unit_answers(figure.unit, wanted.unit)
        and (score := _score(figure, words)) > 0
    ]
    if not fits:
        return None
    best = max(fit.score for fit in fits)
    first = [fit.figure for fit in fits if fit.score >= best - _ALIKE]
    others: dict[object, Figure] = {}
    for figure in first[1:]:
        if not same_amount(figure, first[0]):
            others.setdefault(amount_key(figure), figure)
    agreeing = tuple(figure for figure in first[1:] if same_amount(figure, first[0]))
    return Reading(report, first[0], agreeing, tuple(others.values()))


def _score(figure: Figure, words: tuple[Word, ...]) -> float:
    """How well the words name the indicator, 0 where they do not or name something else too."""
    label = key(figure.row_label)
    of_label = [covered(word.text, label) for word in words]
    if not any(share >= _NAMED for share in of_label):
        return 0.0
    around = fold("".join((*figure.row_path, *figure.column_path, figure.sentence)))
    of_context = [covered(word.text, around) for word in words]
    if any(max(pair) < _ENOUGH for pair in zip(of_label, of_context, strict=True)):
        return 0.0
    shares = [max(named, _CONTEXT * near) for named, near in zip(of_label, of_context, strict=True)]
    asked = frozenset[str]().union(*(pairs(word.text) for word in words))
    own = pairs(label)
    return sum(shares) / len(shares) * (0.5 + 0.5 * len(own & asked) / len(own) if own else 1.0)
