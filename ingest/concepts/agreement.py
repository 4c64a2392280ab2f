"""All concepts together, held against each other: no entry contradicts or idles another."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from ingest.concepts.declaration import PROSE, Concept, ConceptDataError, name_key


def together(
    declared: Iterable[Concept],
    several: Mapping[str, tuple[str, ...]],
    forms: Collection[str],
) -> dict[str, Concept]:
    """All concepts by id, held against each other; ``forms`` are the codes that exist."""
    found: dict[str, Concept] = {}
    for concept in declared:
        if concept.id in found:
            raise ConceptDataError(f"{concept.id}: declared twice")
        found[concept.id] = concept
    for concept in found.values():
        _check_ties(concept, found, {*forms, PROSE})
        _check_parents(concept, found)
    _check_printed(found.values())
    for word, ids in several.items():
        for ident in ids:
            if ident not in found:
                raise ConceptDataError(f"everyday word {word}: unknown concept {ident}")
    _check_everyday(found.values(), several)
    for word, ids in several.items():
        for ident in ids:
            found[ident] = replace(found[ident], everyday=(*found[ident].everyday, word))
    return found


def _check_ties(concept: Concept, found: Mapping[str, Concept], forms: Collection[str]) -> None:
    if concept.parent and concept.parent not in found:
        raise ConceptDataError(f"{concept.id}: unknown parent {concept.parent}")
    for part in concept.sums:
        if part not in found:
            raise ConceptDataError(f"{concept.id}: unknown part {part} in sums")
        if found[part].unit != concept.unit:
            raise ConceptDataError(f"{concept.id}: {part} in sums has another kind of unit")
    for form in concept.forms:
        if form not in forms:
            raise ConceptDataError(f"{concept.id}: unknown form {form}")


def _check_parents(concept: Concept, found: Mapping[str, Concept]) -> None:
    passed = {concept.id}
    above = concept.parent
    while above:
        if above in passed:
            raise ConceptDataError(f"{concept.id}: its parents lead back to {above}")
        passed.add(above)
        above = found[above].parent if above in found else ""


def _names(concept: Concept) -> Iterator[str]:
    yield concept.name
    yield from concept.printed


def _check_printed(found: Iterable[Concept]) -> None:
    """No name of two named concepts in the same units; none that its own entry says twice."""
    owners: dict[tuple[str, str], str] = {}
    for concept in found:
        own: set[str] = set()
        for name in _names(concept):
            key = name_key(name)
            if not key or key in own:
                raise ConceptDataError(f"{concept.id}: {name} is never used, another name is it")
            own.add(key)
            for unit in () if concept.code else concept.counted or (concept.unit,):
                if (key, unit) in owners:
                    other = owners[key, unit]
                    raise ConceptDataError(f"{name} is printed for {other} and {concept.id}")
                owners[key, unit] = concept.id


def _check_everyday(found: Iterable[Concept], several: Mapping[str, tuple[str, ...]]) -> None:
    """Every word once; none that is a printed name and so is never asked as an everyday word."""
    concepts = tuple(found)
    printed = {name_key(n): c.id for c in concepts if not c.code for n in _names(c)}
    owners = {name_key(word): " ".join(ids) for word, ids in several.items()}
    for word in several:
        if name_key(word) in printed:
            raise ConceptDataError(f"everyday word {word} is never used, it is a printed name")
    for concept in concepts:
        for word in concept.everyday:
            key = name_key(word)
            if key in owners:
                raise ConceptDataError(f"everyday word {word}: {owners[key]} and {concept.id}")
            if key in printed:
                raise ConceptDataError(
                    f"{concept.id}: everyday word {word} is never used, it is a printed name"
                )
            owners[key] = concept.id
