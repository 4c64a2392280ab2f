"""What 查数 shows for a selection: what each filter offers, and the table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from assistant.rendering.figures_html import candidate_words, comparison_html, rows_html
from assistant.rendering.languages import Texts
from assistant.selection.compared import BY
from assistant.selection.figure_comparison import compare
from assistant.selection.figure_completion import candidates
from assistant.selection.figure_selection import FIELDS, Candidate, Field, Selection
from assistant.selection.figure_table import find_rows
from ingest.library import Library
from ingest.privacy import masked

_SHOWN = 400
"""Rows, or publishers ranked, on the page; the files hold all."""
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
        _with_chosen(
            field,
            selection,
            _offered(library, generation, field, _without(selection, field), say),
            say,
        )
        for field in FIELDS
    )
    return offered, _table(library, selection, by, public, say)


def choices(field: Field, found: Iterable[Candidate], say: Texts) -> tuple[Choice, ...]:
    """What to offer, to anybody: names that hold something private are left out."""
    return tuple(
        (candidate_words(field, each, say), each.value)
        for each in found
        if masked(each.value) == each.value
    )


@lru_cache(maxsize=_KEPT)
def _offered(
    library: Library, _generation: int, field: Field, selection: Selection, say: Texts
) -> tuple[Choice, ...]:
    return choices(field, candidates(library, field, selection)[:_OFFERED], say)


def _with_chosen(
    field: Field, selection: Selection, offered: tuple[Choice, ...], say: Texts
) -> tuple[Choice, ...]:
    """What is offered, and what is chosen where it is not among it, so that it has its name."""
    if field not in ("concepts", "funds", "natures"):
        return offered
    values = {value for _, value in offered}
    chosen = (Candidate(v, v, 0) for v in getattr(selection, field) if v not in values)
    return (*offered, *choices(field, chosen, say))


def _without(selection: Selection, field: Field) -> Selection:
    nothing: dict[str, Any] = {field: ()}
    return replace(selection, **nothing)


def _table(library: Library, selection: Selection, by: str, public: bool, say: Texts) -> str:
    if by in BY:
        compared = compare(library, selection, by, _SHOWN, public=public)
        return comparison_html(compared, selection, say)
    if selection == Selection():
        return f"<p class='note'>{say('figures.begin')}</p>"
    return rows_html(find_rows(library, selection, _SHOWN, public=public), selection, say)
