"""From the data files to concepts. A mistake in the data is an error that names entry and cause.

``named.yaml`` declares the named concepts, one entry each; ``everyday.yaml`` the everyday words
that may mean several concepts, the likeliest first; ``functional.csv``, ``economic.csv`` and
``government_economic.csv`` the lines of the national classifications: code, official name,
English name, former names and everyday words (``|`` between several).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any, get_args

import yaml

from ingest.concepts.declaration import Concept, Scheme, UnitKind, name_key

COLUMNS = ("code", "name", "english", "former", "everyday")
PROSE = "prose"

_ID = re.compile(r"[a-z][a-z0-9_]*")
_DIGITS: Mapping[Scheme, tuple[int, ...]] = {
    "functional": (3, 5, 7),
    "functional_income": (3, 5, 7),
    "economic": (3, 5),
    "government_economic": (3, 5),
}
_FIRST: Mapping[Scheme, str] = {
    "functional": "2",
    "functional_income": "2",
    "economic": "3",
    "government_economic": "5",
}
_TOP: Mapping[Scheme, str] = {
    "functional": "expenditure",
    "functional_income": "income",
    "economic": "expenditure",
    "government_economic": "expenditure",
}
_FORMS: Mapping[Scheme, tuple[str, ...]] = {
    "functional": (
        "expenditure",
        "general_public_expenditure",
        "government_fund",
        "state_capital",
        "income_expenditure_summary",
        "fiscal_grant_summary",
        "other",
        PROSE,
    ),
    "functional_income": ("income", "other"),
    "economic": ("general_public_basic_expenditure", "expenditure", "other", PROSE),
    "government_economic": ("general_public_basic_expenditure", "expenditure", "other", PROSE),
}
_TITLES: Mapping[Scheme, str] = {
    "functional": "支出功能分类",
    "functional_income": "支出功能分类（收入按用途列示）",
    "economic": "部门预算支出经济分类",
    "government_economic": "政府预算支出经济分类",
}
_LEVELS = {3: "类", 5: "款", 7: "项"}
_SOURCE = "财政部《政府收支分类科目》"


class ConceptDataError(ValueError):
    """The concept data contradicts itself; says in which entry, and how."""


def named_concepts(text: str) -> tuple[Concept, ...]:
    """The entries of a file such as ``named.yaml``: a list of mappings with fields of Concept."""
    return tuple(_named(entry) for entry in yaml.load(text, Loader=yaml.CSafeLoader))


def _named(entry: Mapping[str, Any]) -> Concept:
    name = str(entry.get("id", entry))
    known = {field.name for field in fields(Concept)} - {"code"}
    for field in entry:
        if field not in known:
            raise ConceptDataError(f"{name}: unknown field {field}")
    for field in ("id", "name", "english", "unit", "definition", "source", "forms"):
        if not entry.get(field):
            raise ConceptDataError(f"{name}: no {field}")
    if not _ID.fullmatch(name):
        raise ConceptDataError(f"{name}: not an id")
    if entry["unit"] not in get_args(UnitKind):
        raise ConceptDataError(f"{name}: unknown unit {entry['unit']}")
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in entry.items()}
    inner = entry.get("printed_in", {})
    values["printed_in"] = tuple((form, word) for form, words in inner.items() for word in words)
    return Concept(**values)


def classified_concepts(scheme: Scheme, text: str) -> tuple[Concept, ...]:
    """The lines of one classification, from the text of its CSV file, in the order of codes."""
    reader = csv.DictReader(io.StringIO(text))
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise ConceptDataError(f"{scheme}: columns are {reader.fieldnames}, not {COLUMNS}")
    rows: dict[str, dict[str, str]] = {}
    for row in reader:
        code = row["code"]
        if code in rows:
            raise ConceptDataError(f"{scheme}: code {code} twice")
        if not code.isdecimal() or not code.startswith(_FIRST[scheme]):
            raise ConceptDataError(f"{scheme}: {code} is no code of it")
        if len(code) not in _DIGITS[scheme]:
            raise ConceptDataError(f"{scheme}: {code} is no code of it")
        rows[code] = row
    return tuple(_line(scheme, code, rows) for code in sorted(rows))


def _line(scheme: Scheme, code: str, rows: Mapping[str, Mapping[str, str]]) -> Concept:
    row = rows[code]
    if not row["name"]:
        raise ConceptDataError(f"{scheme}: {code} has no name")
    above = code[:-2] if len(code) > 3 else ""
    if above and above not in rows:
        raise ConceptDataError(f"{scheme}: {code} stands below {above}, which is unknown")
    below = tuple(c for c in sorted(rows) if c[:-2] == code and len(c) > 3)
    path = [rows[code[:n]]["name"] for n in _DIGITS[scheme] if n <= len(code)]
    return Concept(
        id=f"{scheme}.{code}",
        name=row["name"],
        english=row["english"],
        unit="money",
        parent=f"{scheme}.{above}" if above else _TOP[scheme],
        sums=tuple(f"{scheme}.{c}" for c in below),
        printed=_several(row["former"]),
        everyday=_several(row["everyday"]) if scheme != "functional_income" else (),
        definition=f"{_TITLES[scheme]}{_LEVELS[len(code)]}级科目 {code}：{' › '.join(path)}。",
        source=_SOURCE,
        forms=_FORMS[scheme],
        code=code,
    )


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def words_of_several(text: str) -> dict[str, tuple[str, ...]]:
    """Everyday words that may mean several concepts, from a file such as ``everyday.yaml``."""
    words: dict[str, tuple[str, ...]] = {}
    for entry in yaml.load(text, Loader=yaml.CSafeLoader):
        word = str(entry["word"])
        if word in words:
            raise ConceptDataError(f"everyday word {word} twice")
        if len(set(entry["means"])) < 2:
            raise ConceptDataError(f"everyday word {word} means fewer than two concepts")
        words[word] = tuple(entry["means"])
    return words


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
    _check_within_forms(found.values(), forms)
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
    """No name of two named concepts; no name that another of its own entry makes useless."""
    owners: dict[str, str] = {}
    for concept in found:
        own: set[str] = set()
        for name in _names(concept):
            key = name_key(name)
            if not key or key in own:
                raise ConceptDataError(f"{concept.id}: {name} is never used, another name is it")
            own.add(key)
            if concept.code:
                continue
            if key in owners:
                raise ConceptDataError(f"{name} is printed for {owners[key]} and {concept.id}")
            owners[key] = concept.id


def _check_within_forms(found: Iterable[Concept], forms: Collection[str]) -> None:
    """Of each form, one concept for a short name and one for its total."""
    owners: dict[tuple[str, str], str] = {}
    for concept in found:
        inner = [(form, name_key(name)) for form, name in concept.printed_in]
        for form, name in (*inner, *((form, "") for form in concept.total_of)):
            if form not in forms:
                raise ConceptDataError(f"{concept.id}: unknown form {form}")
            if (form, name) in owners:
                what = name or "the total"
                other = owners[form, name]
                raise ConceptDataError(f"{what} of {form} is {other} and {concept.id}")
            owners[form, name] = concept.id


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
