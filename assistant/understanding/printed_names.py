"""The names that reports print, brought into order once for each state of the library.

Every question is linked to these names; over a hundred reports print some ten thousand of them,
so what a question needs of them is worked out when the catalogue is new, not when it is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.words.lexicon import is_default_head, key, question_names, variants
from ingest.language.bodies import names_body
from ingest.selection import Catalogue

_SHORTEST_BODY = 5
_STATES = 2
"""Catalogues kept in order: the present one, and the one before it while it is still asked."""
_SELECTIONS = 32


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The keys by which lines and columns may be asked: as printed, and with words left out."""

    strong: frozenset[str]
    weak: frozenset[str]


@lru_cache(maxsize=_STATES)
def labels_of(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """The printed names of lines with the ids of the reports that have them."""
    labels: dict[str, list[str]] = {}
    for row in catalogue.rows:
        labels.setdefault(row.row_label, []).extend(row.report_ids)
    return {label: tuple(ids) for label, ids in labels.items()}


@lru_cache(maxsize=_STATES)
def bodies_of(catalogue: Catalogue) -> dict[str, frozenset[str]]:
    """The names of bodies that label rows, with the reports that print them."""
    found: dict[str, set[str]] = {}
    for row in catalogue.rows:
        name = key(row.row_label)
        if row.form and len(name) >= _SHORTEST_BODY and names_body(name, "row"):
            found.setdefault(name, set()).update(row.report_ids)
    return {name: frozenset(ids) for name, ids in found.items()}


@lru_cache(maxsize=_STATES)
def reports_by_name(catalogue: Catalogue) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """The ids of the reports that print a line or heading, by the keys it may be asked by.

    The first holds the keys that mean the same, the second those that leave words out.
    """
    strong: dict[str, set[str]] = {}
    weak: dict[str, set[str]] = {}
    for name, report_ids in _named(catalogue):
        found = variants(name)
        for group, keys in ((strong, found.strong), (weak, found.weak)):
            for asked in keys:
                group.setdefault(asked, set()).update(report_ids)
    return strong, weak


def _named(catalogue: Catalogue) -> Iterator[tuple[str, tuple[str, ...]]]:
    for row in catalogue.rows:
        yield row.row_label, row.report_ids
    for column in catalogue.columns:
        for head in column.column_path:
            yield head, column.report_ids


@lru_cache(maxsize=_STATES)
def reports_by_form(catalogue: Catalogue) -> dict[str, frozenset[str]]:
    """The ids of the reports that have rows of a form."""
    found: dict[str, set[str]] = {}
    for row in catalogue.rows:
        if row.form:
            found.setdefault(row.form, set()).update(row.report_ids)
    return {form: frozenset(ids) for form, ids in found.items()}


@lru_cache(maxsize=_STATES)
def _names_by_report(catalogue: Catalogue) -> dict[str, frozenset[str]]:
    """What each report prints in tables: its lines, and the headings that need be asked for."""
    names: dict[str, set[str]] = {}
    for row in catalogue.rows:
        if row.form:
            for report_id in row.report_ids:
                names.setdefault(report_id, set()).add(row.row_label)
    for column in catalogue.columns:
        heads = [head for head in column.column_path if not is_default_head(head)]
        for report_id in column.report_ids:
            names.setdefault(report_id, set()).update(heads)
    return {report_id: frozenset(own) for report_id, own in names.items()}


@lru_cache(maxsize=_SELECTIONS)
def vocabulary_of(
    catalogue: Catalogue, report_ids: frozenset[str], publishers: frozenset[str]
) -> Vocabulary:
    """The names that these reports print in tables, with those of the lexicon.

    A row of a subordinate body may be asked without one of the ``publishers`` before it.
    """
    names = _names_by_report(catalogue)
    printed = frozenset[str]().union(*(names.get(each, ()) for each in report_ids))
    return _asked_by({*printed, *_without_publishers(printed, publishers)}, question_names())


def widened(known: Vocabulary, more: Iterable[str], publishers: frozenset[str]) -> Vocabulary:
    """The vocabulary with printed names that the catalogue does not list."""
    names = set(more)
    found = _asked_by({*names, *_without_publishers(names, publishers)}, known.strong)
    return Vocabulary(found.strong, (known.weak | found.weak) - found.strong)


def _asked_by(printed: Iterable[str], known: Iterable[str]) -> Vocabulary:
    strong, weak = set(known), set[str]()
    for name in printed:
        found = variants(name)
        strong |= found.strong
        weak |= found.weak
    return Vocabulary(frozenset(strong), frozenset(weak - strong))


def _without_publishers(printed: Iterable[str], publishers: frozenset[str]) -> Iterator[str]:
    """What names that begin with a publisher's say after it."""
    lengths = {len(publisher) for publisher in publishers}
    for name in printed:
        for length in lengths:
            if length < len(name) and name[:length] in publishers:
                yield name[length:]
