"""How people speak of concepts, in Chinese and in English: ``spoken.csv``, read once.

These words take no part in reading reports; they are ways of asking. A word stands with one
concept.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from ingest.concepts.concept import concepts
from ingest.concepts.declaration import ConceptDataError, name_key

_COLUMNS = ["concept", "chinese", "english"]


@cache
def spoken() -> Mapping[str, tuple[str, ...]]:
    """The words of each concept by its id. Raises ConceptDataError."""
    text = files("ingest.concepts").joinpath("spoken.csv").read_text(encoding="utf-8")
    return spoken_in(text)


def spoken_in(text: str) -> Mapping[str, tuple[str, ...]]:
    """The words in the text of such a file; several in a cell are parted by ``|``.

    Raises ConceptDataError for an unknown concept and for a word that stands with two.
    """
    reader = csv.DictReader(io.StringIO(text))
    if reader.fieldnames != _COLUMNS:
        raise ConceptDataError(f"spoken.csv: columns are {reader.fieldnames}, not {_COLUMNS}")
    found: dict[str, tuple[str, ...]] = {}
    owners: dict[str, str] = {}
    for row in reader:
        ident = row["concept"]
        if ident not in concepts():
            raise ConceptDataError(f"spoken.csv: unknown concept {ident}")
        words = tuple(w for cell in (row["chinese"], row["english"]) for w in cell.split("|") if w)
        for word in words:
            if (owner := owners.setdefault(name_key(word), ident)) != ident:
                raise ConceptDataError(f"spoken.csv: {word} stands with {owner} and {ident}")
        found[ident] = (*found.get(ident, ()), *words)
    return found
