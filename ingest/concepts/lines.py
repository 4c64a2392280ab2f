"""Lines of the national classifications: by the code of a row, else by its name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ingest.concepts.concept import Concept, Scheme, concept_named, concept_of_code, name_key
from ingest.nouns import Figure

_SCHEMES: dict[str, Scheme] = {"2": "functional", "3": "economic", "5": "government_economic"}


def line_of_row(figure: Figure, *, of_income: bool, finer: str = "") -> Concept | None:
    """The line that the code of a row names, where the row bears its name (of late or of former
    years, as units and projects bear numbers that look like codes); else that of a further
    classification of the row.

    ``finer`` is the first digit of the codes that go first: the rows of a table that part 50101 by
    30101, 30102 … are lines of the second classification.
    """
    named = [(figure.row_code, figure.row_label), *((o.row_code, o.row_label) for o in figure.also)]
    named.sort(key=lambda code: code[0][:1] != finer)
    for code, label in named:
        scheme = _SCHEMES.get(code[:1])
        if scheme is None:
            continue
        if of_income and scheme == "functional":
            scheme = "functional_income"
        line = concept_of_code(scheme, code, label) if name_key(label) else None
        if line is not None:
            return line
    return None


def finer_classification(figures: Sequence[Figure]) -> str:
    """The first digit of the codes of which a table with rows classified twice has most, "" where
    no row is classified twice."""
    if not any(figure.also for figure in figures):
        return ""
    codes = {code for f in figures for code in (f.row_code, *(o.row_code for o in f.also)) if code}
    counted = Counter(code[0] for code in codes)
    return max(counted, key=lambda digit: (counted[digit], digit)) if counted else ""


def line_named(label: str, scheme: Scheme, parents: tuple[str, ...], digits: int = 0) -> str:
    """The id of the line printed under this name alone, "" where there is none or several."""
    line = concept_named(label, scheme, parents, digits)
    return line.id if line else ""
