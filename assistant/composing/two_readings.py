"""One answer of two readings of a question: by the reader, and by its words against the print.

The reader's goes first. Where the words surely read another figure, or read one that the reader
holds for unlikely, it is asked back with both: a guess is never silent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.answers import Answer, Choice, StatedFigure
from assistant.composing.citations import title_in_words
from assistant.composing.wording import line_in_words
from assistant.deciding.decide import ANSWERED_FROM
from assistant.linking.things import is_spoken, things_of
from assistant.reading.question_text import is_english
from assistant.solving.coverage import covered_by
from ingest.facts import same_amount
from ingest.library import Library
from ingest.nouns import Figure

_WITHIN = re.compile("里的|中的|当中的")
_MOSTLY = 0.6
"""Which share of the words for a thing a figure must account for."""
_MOST = 4


def one_of(
    by_words: Answer,
    by_reader: Answer,
    chance: float,
    library: Library,
    *,
    checked: bool,
    things: Sequence[str] = (),
) -> Answer:
    """The answer to give; ``chance`` is how surely the reader's figures are those named,
    ``checked`` that places were asked to be held against each other, which the words know least
    of; ``things`` are the words for what was asked. In English the reader alone is believed; where
    it finds nothing told of a thing, the words are not believed that leave part of it out (蓝天奖金
    is no 奖金)."""
    english = is_english(by_words.question.text)
    if by_reader.outcome == "answered" and chance >= ANSWERED_FROM:
        if by_words.outcome != "answered" or english:
            return by_reader
        if _same(by_words, by_reader):
            alike = _tells_all(by_words, by_reader) and _tells_all(by_reader, by_words)
            return by_words if alike else by_reader
        if _tells_all(by_words, by_reader):
            # The words reckon with the very figures that the reader tells.
            return by_words
        return _asked_back((*_asked(by_reader), *_asked(by_words)), by_words, library) or by_reader
    if by_words.outcome == "answered":
        told = _asked(by_words)
        if told and by_reader.outcome == "not_found" and not _about(told, things, library):
            return by_reader
        first = by_reader.figures[:1]
        agreed = any(_alike(one, other) for one in told for other in first)
        if not told or agreed or not (english or checked):
            return by_words
        return _asked_back((*by_reader.figures, *told), by_words, library) or by_reader
    if by_reader.outcome == "answered":
        told = _asked(by_reader)
        return _asked_back(told, by_reader, library) or (by_words if told else by_reader)
    offers = any(figure.figure_id for figure in by_reader.figures)
    return by_reader if by_words.outcome == "not_found" and offers else by_words


def _about(told: Iterable[StatedFigure], things: Sequence[str], library: Library) -> bool:
    """Whether what was asked is spoken of, for the most part, by the figures told."""
    ids = tuple(figure.figure_id for figure in told if figure.figure_id)
    figures = library.figures_by_id(ids)
    if len(figures) < len(ids) or not ids:
        return True
    titles = {f.report_id: library.titles(f.report_id) for f in figures.values()}
    return all(
        max(
            (
                covered_by(thing, figure, titles[figure.report_id].get(figure.table_id, ""), words)
                for figure in figures.values()
                for thing in things_of((figure,))
            ),
            default=1.0,
        )
        >= _MOSTLY
        for words in (_WITHIN.split(thing)[-1] or thing for thing in things)
        if not is_spoken(words)
    )


def _tells_all(one: Answer, other: Answer) -> bool:
    """Whether an answer states all figures that another states as what was asked."""
    told = (*_asked(one), *(figure for figure in one.figures if figure.role == "operand"))
    return all(any(_alike(figure, known) for known in told) for figure in _asked(other))


def _asked(answer: Answer) -> tuple[StatedFigure, ...]:
    """The figures that an answer states as what was asked."""
    return tuple(figure for figure in answer.figures if figure.role == "answer")


def _same(one: Answer, other: Answer) -> bool:
    """Whether two answers share a figure asked for, or one of them is in words alone."""
    first, second = _asked(one), _asked(other)
    if not first or not second:
        return True
    return any(_alike(a, b) for a in first for b in second)


def _alike(one: StatedFigure, other: StatedFigure) -> bool:
    if one.figure_id and one.figure_id == other.figure_id:
        return True
    return same_amount(_value(one), one.unit, _value(other), other.unit)


def _value(figure: StatedFigure) -> Decimal:
    return Decimal(figure.value)


def _asked_back(told: Iterable[StatedFigure], answer: Answer, library: Library) -> Answer | None:
    """The question back, with a choice for each printed figure; None where none is printed."""
    ids = dict.fromkeys(figure.figure_id for figure in told if figure.figure_id)
    figures = library.figures_by_id(tuple(ids))
    known = [figures[ident] for ident in ids if ident in figures][:_MOST]
    if not known:
        return None
    choices = tuple(_choice(figure, library) for figure in known)
    english = is_english(answer.question.text)
    head = "I am not sure what is meant. One of these?" if english else "不能确定您问的是哪一个："
    stated = tuple(replace(f, role="context") for f in told if f.figure_id in figures)
    text = "\n".join((head, *(f"· {choice.label}" for choice in choices)))
    return replace(
        answer, outcome="clarify", text=text, figures=stated, citations=(), choices=choices
    )


def _choice(figure: Figure, library: Library) -> Choice:
    report = library.report(figure.report_id)
    title = library.titles(report.id).get(figure.table_id, "") if figure.table_id else ""
    table = f"《{title}》" if title else ""
    line = line_in_words(figure)
    asked = f"{report.publisher}{report.fiscal_year}年{table}{figure.row_code}{figure.row_label}"
    label = f"{title_in_words(report)}{table}：{line} {figure.printed}{figure.unit}"
    return Choice(label, f"{asked}{''.join(figure.column_path)}是多少？")
