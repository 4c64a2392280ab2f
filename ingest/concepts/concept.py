"""The concepts of figures, and how one is found: by id, code, printed name or everyday word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from ingest import forms
from ingest.concepts import loading
from ingest.concepts.declaration import Concept, Scheme, UnitKind, name_key

__all__ = [
    "Concept",
    "Scheme",
    "UnitKind",
    "concept_named",
    "concept_of_code",
    "concepts",
    "everyday",
    "name_key",
    "named",
]


def _text(file: str) -> str:
    return files("ingest.concepts").joinpath(file).read_text(encoding="utf-8")


@cache
def concepts() -> Mapping[str, Concept]:
    """All concepts by id: the named ones first, then the classifications in the order of codes."""
    functional = _text("functional.csv")
    return loading.together(
        (
            *loading.named_concepts(_text("named.yaml")),
            *loading.classified_concepts("functional", functional),
            *loading.classified_concepts("functional_income", functional),
            *loading.classified_concepts("economic", _text("economic.csv")),
            *loading.classified_concepts("government_economic", _text("government_economic.csv")),
        ),
        loading.words_of_several(_text("everyday.yaml")),
        forms.codes(),
    )


def concept_of_code(scheme: Scheme, code: str) -> Concept | None:
    """The line of a classification that bears this code, None where it is no code of it."""
    return concepts().get(f"{scheme}.{code}")


@cache
def _named() -> Mapping[str, Concept]:
    return {
        name_key(name): concept
        for concept in concepts().values()
        if not concept.code
        for name in (concept.name, *concept.printed)
    }


def named(words: str) -> Concept | None:
    """The named concept that these printed words are the whole name of.

    Enumerators, 其中, quotation marks, brackets and the unit behind the name do not count.
    """
    return _named().get(name_key(words))


@cache
def _lines(scheme: Scheme) -> Mapping[str, tuple[Concept, ...]]:
    lines: dict[str, list[Concept]] = {}
    for concept in concepts().values():
        if concept.scheme == scheme:
            for name in (concept.name, *concept.printed):
                lines.setdefault(name_key(name), []).append(concept)
    return {key: tuple(found) for key, found in lines.items()}


def concept_named(
    name: str, scheme: Scheme, parents: Sequence[str] = (), digits: int = 0
) -> Concept | None:
    """The line of a classification printed under this name without its code.

    ``parents`` are the names of the rows it stands below, outermost first: 行政运行 is a line of
    many, and told apart by the nearest of them that is the name of a line above it. ``digits``
    (3 类, 5 款, 7 项) is the length of its code where the place tells it. None where the name is
    unknown or still that of several.
    """
    found = _lines(scheme).get(name_key(name), ())
    if digits:
        found = tuple(line for line in found if len(line.code) == digits)
    for parent in reversed(parents):
        if len(found) < 2:
            break
        for depth in (1, 2):
            below = tuple(line for line in found if name_key(parent) in _above(line, depth))
            if below:
                found = below
                break
    return found[0] if len(found) == 1 else None


def _above(line: Concept, depth: int) -> frozenset[str]:
    """The keys of the names of the line so many levels above; none above the 类."""
    for _ in range(depth):
        if len(line.code) <= 3:
            return frozenset()
        line = concepts()[line.parent]
    return frozenset(name_key(name) for name in (line.name, *line.printed))


@cache
def everyday() -> Mapping[str, tuple[str, ...]]:
    """Everyday words, folded, each with the ids of what it may mean, the likeliest first."""
    words: dict[str, tuple[str, ...]] = {
        name_key(word): ids
        for word, ids in loading.words_of_several(_text("everyday.yaml")).items()
    }
    for concept in concepts().values():
        for word in concept.everyday:
            words.setdefault(name_key(word), (concept.id,))
    return words
