"""What the filters on concept, fund and nature may be completed to, and by which words.

A concept is found by its name, the names that reports print, the words people use, its English name
and its code.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache

from assistant.selection.concept_families import (
    FAMILIES,
    FAMILY_NAMES,
    concepts_meant,
    family_of,
    family_value,
    in_order,
    is_family,
)
from assistant.selection.dimension_names import FUNDS, NATURES
from assistant.selection.figure_selection import Candidate, Selection
from ingest.concepts.concept import concepts, everyday, name_key
from ingest.language.glyphs import fold
from ingest.library import Library

_INCOME = "收入"
"""Income by what it is for bears the names and codes of spending: it is asked with this word."""


def concept_candidates(
    library: Library, held: Sequence[str], selection: Selection
) -> tuple[Candidate, ...]:
    """Every family, followed by what the reports held tell of it."""
    measured = library.measured(
        ("concept",), report_ids=held, funds=selection.funds, natures=selection.natures
    )
    told = {concept: reports for (concept,), reports in measured.items() if concept in concepts()}
    found = []
    ordered = in_order(told)
    for family in FAMILIES:
        own = [concept for concept in ordered if family_of(concept) == family]
        if own:
            most = max(told[concept] for concept in own)
            found.append(Candidate(family_value(family), FAMILY_NAMES[family], most))
            found += [Candidate(each, label_of(each), told[each]) for each in own]
    return tuple(found)


def fund_candidates(
    library: Library, held: Sequence[str], selection: Selection
) -> tuple[Candidate, ...]:
    """The funds of which the concepts chosen are told, the widest first."""
    chosen = concepts_meant(selection.concepts)
    told = library.measured(("fund",), report_ids=held, concepts=chosen)
    return _counted(told, FUNDS.items())


def nature_candidates(
    library: Library, held: Sequence[str], selection: Selection
) -> tuple[Candidate, ...]:
    """The natures of which the concepts chosen are told."""
    chosen = concepts_meant(selection.concepts)
    told = library.measured(("nature",), report_ids=held, concepts=chosen)
    return _counted(told, NATURES.items())


def _counted(
    told: Mapping[tuple[str, ...], int], names: Iterable[tuple[str, str]]
) -> tuple[Candidate, ...]:
    return tuple(
        Candidate(value, words, told[value,]) for value, words in names if (value,) in told
    )


def label_of(concept: str) -> str:
    """The name of a concept, that of a line of a classification behind its code."""
    known = concepts()[concept]
    name = f"{known.name}（{_INCOME}）" if known.scheme == "functional_income" else known.name
    return f"{known.code} {name}".strip()


def concept_names(value: str) -> frozenset[str]:
    """All that a concept or a family may be called, in the form of ``concept_key``."""
    if is_family(value):
        label = FAMILY_NAMES[next(f for f in FAMILIES if family_value(f) == value)]
        return frozenset((value, concept_key(label)))
    known = concepts()[value]
    if known.scheme == "functional_income":
        return frozenset((value, concept_key(known.name) + _INCOME, known.code + _INCOME))
    words = {known.name, *known.printed, known.code, *_everyday_of().get(value, ())}
    english = {fold(known.english)} if known.english else set()
    return frozenset({concept_key(word) for word in words if word} | {value} | english)


def concept_key(text: str) -> str:
    """The form in which names of concepts are compared."""
    return name_key(text) or fold(text)


@cache
def _everyday_of() -> Mapping[str, Collection[str]]:
    words: dict[str, set[str]] = {}
    for word, ids in everyday().items():
        for concept in ids:
            words.setdefault(concept, set()).add(word)
    return words
