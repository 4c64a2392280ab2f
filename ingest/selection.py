"""What can be asked of the Library: a filter over figures, and the catalogue of printed names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ingest.nouns import Fund, Nature, Passage

SearchedBy = Literal["fused", "keywords", "vectors"]
"""Which ranking of passages is wanted: both as one, or either alone."""


@dataclass(frozen=True, slots=True)
class FigureFilter:
    """Which figures are wanted; an empty field does not restrict, fields combine with "and".

    ``row_labels`` are compared folded and without enumerator (``bare_label`` of
    ``ingest.language.glyphs``); ``row_codes`` also find a row by its further classifications;
    ``in_prose`` chooses between figures of tables (False) and of sentences (True). ``concepts``,
    ``funds`` and ``natures`` say what a figure measures.
    """

    report_ids: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    row_codes: tuple[str, ...] = ()
    row_labels: tuple[str, ...] = ()
    line_no: str = ""
    in_prose: bool | None = None
    concepts: tuple[str, ...] = ()
    funds: tuple[Fund, ...] = ()
    natures: tuple[Nature, ...] = ()


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """A distinct printed row: form, code and label (as printed), and the reports that have it.

    ``form`` is "" for the label of a figure in prose.
    """

    form: str
    row_code: str
    row_label: str
    report_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CatalogueColumn:
    """A distinct header path of a form, and the reports that have it."""

    form: str
    column_path: tuple[str, ...]
    report_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """The distinct printed names, against which questions are linked; small beside the cells.

    One object stands for one state of the library: two are never equal, so that what was worked
    out from it can be kept for it.
    """

    rows: tuple[CatalogueRow, ...]
    columns: tuple[CatalogueColumn, ...]
    terms: tuple[tuple[str, str], ...]
    """Glossary terms with the id of the report that defines them."""


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage that a search found; ``score`` only orders the results of one search."""

    passage: Passage
    score: float
