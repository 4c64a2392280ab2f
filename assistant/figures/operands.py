"""Resolves the operands of a calculation: every term to exactly one printed figure, or to none."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.figures.conditions import unit_answers
from assistant.figures.figure_search import find_figures
from assistant.figures.lookup import Reading, amount_key
from assistant.figures.prose_lookup import look_up_prose, rises
from assistant.plan import Change, Lookup
from assistant.words.content_words import covered
from assistant.words.lexicon import key, lexicon
from ingest.language.amounts import in_unit, is_money
from ingest.language.glyphs import fold
from ingest.language.units import any_money_said, money_unit
from ingest.library import Library
from ingest.nouns import Figure, Report
from ingest.selection import FigureFilter

_GIVEN = re.compile(rf"(?<![\d.])(\d[\d,]{{0,30}}+(?:\.\d++)?)({any_money_said()})")
_SHORTEST_HEAD = 2


@dataclass(frozen=True, slots=True)
class Unresolved:
    """An operand that could not be had: ``readings`` where several differ, none where none fits.

    ``term`` is what was looked for.
    """

    term: Lookup
    readings: tuple[Reading, ...] = ()


def operand(term: Lookup, report: Report, library: Library) -> Reading | Unresolved:
    """The one figure that a term means in a report."""
    if given := _given_amount(term, report, library):
        return given
    readings = find_figures(term, (report,), library)
    known = tuple(r for r in readings if r.figure.value is not None)
    if not known or len(known) != len(readings):
        return Unresolved(term)
    amounts = {amount_key(r.figure) for r in known}
    if len(amounts) > 1 or known[0].others:
        others = tuple(Reading(report, f) for r in known for f in r.others)
        return Unresolved(term, (*known, *others))
    return known[0]


def operands(
    terms: tuple[Lookup, ...], report: Report, library: Library
) -> tuple[Reading, ...] | Unresolved:
    """The figures of all terms; a term that leaves words out borrows them from the first.

    采购货物、工程、服务: 工程 alone is another thing, 采购工程 is what is meant.
    """
    found: list[Reading] = []
    for term in terms:
        reading = operand(term, report, library)
        if term is not terms[0] and _needs_head(reading):
            reading = _with_head(terms[0], term, report, library) or reading
        if isinstance(reading, Unresolved):
            return reading
        found.append(reading)
    if len({reading.figure.id for reading in found}) < len(found):
        return Unresolved(terms[-1])
    return tuple(found)


def _needs_head(reading: Reading | Unresolved) -> bool:
    return isinstance(reading, Unresolved)


def _with_head(first: Lookup, term: Lookup, report: Report, library: Library) -> Reading | None:
    head = re.sub(r"[_|]+", "", "".join(first.content))
    tail = re.sub(r"[_|]+", "", "".join(term.content))
    if len(head) <= _SHORTEST_HEAD:
        return None
    figures = library.figures(FigureFilter(report_ids=(report.id,), in_prose=True))
    labels = {key(figure.row_label) for figure in figures}
    longest = max(map(len, labels), default=0)
    for end in range(min(len(head) - 1, longest), _SHORTEST_HEAD - 1, -1):
        if not any(label.startswith(head[:end]) for label in labels):
            continue
        words = head[:end] + tail
        told = look_up_prose(replace(term, names=(), content=(words,)), (report,), library)
        if len(told) == 1 and not told[0].others and _tells_both(told[0], head[:end], tail):
            return told[0]
    return None


def _tells_both(reading: Reading, head: str, tail: str) -> bool:
    label = key(reading.figure.row_label)
    return label.startswith(head) and covered(tail, label) == 1


def _given_amount(term: Lookup, report: Report, library: Library) -> Reading | None:
    """The printed figure of an amount that the question itself states (2399万的项目)."""
    text = "".join(term.content)
    said = _GIVEN.search(text)
    if said is None:
        return None
    unit = money_unit(said[2])
    wanted = Decimal(said[1].replace(",", ""))
    around = re.sub(r"[_|的]+", "", text.replace(said[0], ""))
    best = [
        figure
        for figure in library.figures(FigureFilter(report_ids=(report.id,)))
        if figure.value is not None
        and is_money(figure.unit)
        and in_unit(figure.value, figure.unit, unit) == wanted
        and _speaks_of(figure, around)
    ]
    return Reading(report, best[0]) if best else None


def _speaks_of(figure: Figure, words: str) -> bool:
    told = fold("".join((*figure.row_path, *figure.column_path)) + figure.sentence)
    return not words or covered(words, told) > 0


def counted_figure(
    term: Lookup, number: str, counted: str, report: Report, library: Library
) -> Reading | None:
    """The denominator: the number that the question states, as the report prints it, or the
    count that goes with the thing (lexicon ``denominators``)."""
    figures = [
        figure
        for figure in library.figures(FigureFilter(report_ids=(report.id,)))
        if figure.value and not is_money(figure.unit) and unit_answers(figure.unit, counted)
    ]
    if number:
        value = Decimal(number.replace(",", ""))
        same = [figure for figure in figures if figure.value == value]
        return Reading(report, same[0]) if same else None
    thing = "".join(term.content) + "".join(k for n in term.names for m in n.meanings for k in m)
    entries = [
        entry
        for entry in lexicon()["denominators"]
        if counted in entry["counted"] and entry["of"] in thing
    ]
    names = {key(name) for entry in entries for name in entry["names"]}
    endings = tuple(key(end) for entry in entries for end in entry.get("endings", ()))
    labels = {figure.id: key(figure.row_label) for figure in figures}
    fitting = [f for f in figures if labels[f.id] in names or labels[f.id].endswith(endings)]
    return Reading(report, fitting[0]) if len({f.value for f in fitting}) == 1 else None


def stated_change(
    term: Lookup, change: Change, report: Report, library: Library
) -> tuple[Reading, Reading] | None:
    """A figure and the change that a sentence tells of it, current first; None without a sign."""
    told = look_up_prose(replace(term, change=change, unit=""), (report,), library)
    if len(told) != 1 or told[0].others or told[0].figure.fen is None:
        return None
    moved = told[0].figure
    if not (rises(moved) or re.search("减|降|少|低|回落", "".join(moved.column_path))):
        return None
    current = _told_beside(moved, report, library)
    if current is None:
        reading = operand(replace(term, change=None), report, library)
        current = None if isinstance(reading, Unresolved) else reading
    return (current, told[0]) if current and current.figure.fen is not None else None


def _told_beside(moved: Figure, report: Report, library: Library) -> Reading | None:
    """The figure of the same label and sentence that the change is told of."""
    figures = library.figures(FigureFilter(report_ids=(report.id,), in_prose=True))
    same = [
        f
        for f in figures
        if f.sentence == moved.sentence
        and f.row_label == moved.row_label
        and f.fen is not None
        and not re.search("增|减|升|降|占|完成", "".join(f.column_path))
    ]
    return Reading(report, same[0]) if len({f.fen for f in same}) == 1 else None
