"""Which measures stand side by side: concepts chosen, or those of the lines and forms chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from assistant.selection.concept_families import (
    HEADLINE,
    ONE_A_ROW,
    concepts_meant,
    in_order,
    is_family,
)
from assistant.selection.figure_selection import Selection
from assistant.selection.figure_table import selected_figures
from ingest.across import Measure
from ingest.concepts.concept import Scheme, concept_named, concept_of_code, concepts, named
from ingest.library import Library
from ingest.nouns import Nature, Stage

_LOOKED_AT = 600
"""Figures of the forms and columns chosen that are looked at for what they measure."""
_SPENDING: tuple[Scheme, ...] = ("functional", "economic", "government_economic")


@dataclass(frozen=True, slots=True)
class Asked:
    """The concepts to compare; ``named`` ones are shown even where nobody tells them.

    Empty ``concepts`` stand for whatever is told. ``natures`` are those chosen, or those that the
    columns chosen name. ``printed`` are lines chosen that are of no concept, to be compared by
    their printed words.
    """

    concepts: tuple[str, ...] = ()
    named: frozenset[str] = frozenset()
    natures: tuple[Nature, ...] = ()
    printed: tuple[str, ...] = ()


def asked_of(library: Library, selection: Selection) -> Asked:
    """What a selection asks to compare."""
    if selection.concepts:
        each_named = frozenset(each for each in selection.concepts if not is_family(each))
        return Asked(concepts_meant(selection.concepts), each_named, selection.natures)
    meant = {row: _concepts_of_row(row) for row in selection.rows}
    printed = tuple(row for row, found in meant.items() if not found)
    lines = frozenset(concept for found in meant.values() for concept in found)
    if not selection.columns and (lines or printed or not selection.forms):
        return Asked(in_order(lines), lines, selection.natures, printed)
    figures = tuple(islice(selected_figures(library, selection), _LOOKED_AT))
    told = [f for f in figures if f.concept in concepts() and f.concept not in ONE_A_ROW]
    natures = selection.natures
    if selection.columns and not natures:
        natures = tuple(dict.fromkeys(figure.nature for figure in told))
    return Asked(in_order({figure.concept for figure in told}), lines, natures, printed)


def _concepts_of_row(row: str) -> tuple[str, ...]:
    """What a code, or the name of a line, stands for: 公务接待费 is one of 三公 and a line of the
    economic classification."""
    found = [concept_of_code(scheme, row) for scheme in _SPENDING]
    found += [named(row), *(concept_named(row, scheme) for scheme in _SPENDING)]
    return tuple(dict.fromkeys(concept.id for concept in found if concept))


def measures(
    library: Library,
    asked: Asked,
    selection: Selection,
    report_ids: Sequence[str],
    years: Sequence[int],
    stages: Sequence[Stage],
    *,
    headline: bool = False,
) -> tuple[Measure, ...]:
    """What to compare of the reports (all where none is named), in the years at the stages.

    A concept stands for the nature of which most reports tell it, where none is chosen. What is
    counted as of a day may be of the end of the year before. With
    ``headline`` a few of the concepts stand for all of them where none is asked for.
    """
    within = asked.concepts or (HEADLINE if headline else ())
    counted = library.measured(
        ("concept", "nature"),
        concepts=within,
        report_ids=report_ids,
        years=tuple(dict.fromkeys(each for year in years for each in (year, year - 1))),
        stages=(*stages, ""),
    )
    told: dict[str, dict[Nature, int]] = {}
    for (concept, nature), reports in counted.items():
        if concept in concepts() and (concept in asked.named or concept not in ONE_A_ROW):
            told.setdefault(concept, {})[nature] = reports  # type: ignore[index]
    if not within:
        told = {concept: natures for concept, natures in told.items() if not _is_line(concept)}
    order = within or in_order(told)
    return tuple(
        Measure(concept, fund, nature)
        for concept in order
        for nature in _natures(told.get(concept, {}), asked, concept)
        for fund in selection.funds or ("",)
    )


def _is_line(concept: str) -> bool:
    return concepts()[concept].scheme is not None


def _natures(told: dict[Nature, int], asked: Asked, concept: str) -> Iterable[Nature]:
    if asked.natures:
        return tuple(n for n in asked.natures if n in told) or (
            asked.natures[:1] if concept in asked.named else ()
        )
    if told:
        return (max(told, key=lambda nature: (told[nature], nature == "")),)
    return ("",) if concept in asked.named else ()
