"""What 查数 shows for a selection: what each filter offers, and the table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from assistant.rendering.figures_html import comparison_html, rows_html
from assistant.rendering.languages import Texts
from assistant.selection.figure_comparison import BY, compare
from assistant.selection.figure_completion import Candidate, candidates
from assistant.selection.figure_selection import FIELDS, Field, Selection
from assistant.selection.figure_table import find_rows
from ingest.library import Library
from ingest.privacy import masked

_SHOWN = 400
"""Rows on the page; the files hold all."""
_COMPARED = 4000
"""Rows read for a comparison."""
_OFFERED = 300
"""Names offered in a list; others are completed from what is typed."""
_KEPT = 128

Choice = tuple[str, str]
"""What a filter offers: in words, and as its value."""


def looked_up(
    library: Library, selection: Selection, by: str, public: bool, say: Texts
) -> tuple[tuple[tuple[Choice, ...], ...], str]:
    """What goes on from a selection, by the filters in their order, and its table as HTML;
    private numbers masked for the ``public``."""
    generation = library.generation
    offered = tuple(
        _offered(library, generation, field, _without(selection, field)) for field in FIELDS
    )
    return offered, _table(library, selection, by, public, say)


def choices(field: Field, found: Iterable[Candidate]) -> tuple[Choice, ...]:
    """What to offer, to anybody: names that hold something private are left out."""
    return tuple(
        (_in_words(field, each), each.value) for each in found if masked(each.value) == each.value
    )


@lru_cache(maxsize=_KEPT)
def _offered(
    library: Library, _generation: int, field: Field, selection: Selection
) -> tuple[Choice, ...]:
    return choices(field, candidates(library, field, selection)[:_OFFERED])


def _without(selection: Selection, field: Field) -> Selection:
    nothing: dict[str, Any] = {field: ()}
    return replace(selection, **nothing)


def _in_words(field: Field, candidate: Candidate) -> str:
    if field == "rows":
        *codes, _name = candidate.label.split(" ")
        return " ".join((candidate.value, *codes[:1]))
    return candidate.label


def _table(library: Library, selection: Selection, by: str, public: bool, say: Texts) -> str:
    if selection == Selection():
        return f"<p class='note'>{say('figures.begin')}</p>"
    if by in BY:
        compared = compare(library, selection, by, _COMPARED, public=public)
        return comparison_html(compared, selection, say)
    return rows_html(find_rows(library, selection, _SHOWN, public=public), selection, say)
