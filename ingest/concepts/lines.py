"""Lines of the national classifications: by the code of a row, else by its name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from ingest.concepts.concept import Concept, Scheme, concept_named, concept_of_code, name_key
from ingest.nouns import Figure

_ALIKE = 0.6
"""How alike a printed name must be to the official one: 科目 are renamed, and units and projects
bear numbers that look like codes."""
_SCHEMES: dict[str, Scheme] = {"2": "functional", "3": "economic", "5": "government_economic"}


def line_of_row(figure: Figure, *, of_income: bool, finer: str = "") -> Concept | None:
    """The line that the code of a row names, where the row bears its name; else that of a further
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
        line = concept_of_code(scheme, code)
        if line is not None and bears_name(label, line):
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


@lru_cache(maxsize=65536)
def bears_name(label: str, line: Concept) -> bool:
    """Whether a printed label is the name of a line, of late or of former years."""
    printed = name_key(label).removeprefix(line.code)
    for name in map(name_key, (line.name, *line.printed)):
        if printed == name or (len(printed) > 2 and (printed in name or name in printed)):
            return True
        if SequenceMatcher(None, printed, name, autojunk=False).ratio() >= _ALIKE:
            return True
    return False


def line_named(label: str, scheme: Scheme, parents: tuple[str, ...], digits: int = 0) -> str:
    """The id of the line printed under this name alone, "" where there is none or several."""
    line = concept_named(label, scheme, parents, digits)
    return line.id if line else ""
