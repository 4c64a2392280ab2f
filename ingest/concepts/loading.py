"""From the data files to concepts; a mistake in an entry is an error that names it.

``named.yaml`` declares the named concepts, one entry each; ``everyday.yaml`` the everyday words
that may mean several concepts, the likeliest first; ``functional.csv``, ``economic.csv`` and
``government_economic.csv`` the lines of the national classifications: code, official name,
English name (a 项 without one is told by that of its 款), former names and everyday words (``|``
between several).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, get_args

import yaml

from ingest.concepts.declaration import PROSE, Concept, ConceptDataError, Scheme, UnitKind

COLUMNS = ("code", "name", "english", "former", "everyday")

_ID = re.compile(r"[a-z][a-z0-9_]*")
_SPENDING = ("expenditure", "other", PROSE)


@dataclass(frozen=True, slots=True)
class _Classification:
    """``digits`` of its codes by level, their ``first`` digit, the named concept that its 类 are
    parts of, its title, and the forms in which its lines stand."""

    digits: tuple[int, ...]
    first: str
    top: str
    title: str
    forms: tuple[str, ...]


_CLASSIFICATIONS: Mapping[Scheme, _Classification] = {
    "functional": _Classification(
        (3, 5, 7),
        "2",
        "expenditure",
        "支出功能分类",
        (
            "expenditure",
            "general_public_expenditure",
            "government_fund",
            "state_capital",
            "income_expenditure_summary",
            "fiscal_grant_summary",
            "other",
            PROSE,
        ),
    ),
    "functional_income": _Classification(
        (3, 5, 7), "2", "income", "支出功能分类（收入按用途列示）", ("income", "other")
    ),
    "economic": _Classification(
        (3, 5),
        "3",
        "expenditure",
        "部门预算支出经济分类",
        ("general_public_basic_expenditure", *_SPENDING),
    ),
    "government_economic": _Classification(
        (3, 5),
        "5",
        "expenditure",
        "政府预算支出经济分类",
        ("general_public_basic_expenditure", *_SPENDING),
    ),
}
_TOP_LEVEL = 3
_LEVELS = {3: "类", 5: "款", 7: "项"}
_SOURCE = "财政部《政府收支分类科目》"


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
    if bool(entry.get("counted")) != (entry["unit"] == "count"):
        raise ConceptDataError(f"{name}: what is counted, and nothing else, says in which units")
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in entry.items()}
    return Concept(**values)


def classified_concepts(scheme: Scheme, text: str) -> tuple[Concept, ...]:
    """The lines of one classification, from the text of its CSV file, in the order of codes."""
    classification = _CLASSIFICATIONS[scheme]
    reader = csv.DictReader(io.StringIO(text))
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise ConceptDataError(f"{scheme}: columns are {reader.fieldnames}, not {COLUMNS}")
    rows: dict[str, dict[str, str]] = {}
    for row in reader:
        code = row["code"]
        if code in rows:
            raise ConceptDataError(f"{scheme}: code {code} twice")
        shape = code.isdecimal() and len(code) in classification.digits
        if not shape or not code.startswith(classification.first):
            raise ConceptDataError(f"{scheme}: {code} is no code of it")
        rows[code] = row
    below: dict[str, list[str]] = {}
    for code in sorted(rows):
        below.setdefault(code[:-2] if len(code) > _TOP_LEVEL else "", []).append(code)
    return tuple(_line(scheme, code, rows, below.get(code, ())) for code in sorted(rows))


def _line(
    scheme: Scheme, code: str, rows: Mapping[str, Mapping[str, str]], below: Iterable[str]
) -> Concept:
    row = rows[code]
    for column in ("name", "english") if len(code) < 7 else ("name",):
        if not row[column]:
            raise ConceptDataError(f"{scheme}: {code} has no {column}")
    above = code[:-2] if len(code) > _TOP_LEVEL else ""
    if above and above not in rows:
        raise ConceptDataError(f"{scheme}: {code} stands below {above}, which is unknown")
    classification = _CLASSIFICATIONS[scheme]
    path = [rows[code[:n]]["name"] for n in classification.digits if n <= len(code)]
    level = f"{classification.title}{_LEVELS[len(code)]}级科目 {code}"
    return Concept(
        id=f"{scheme}.{code}",
        name=row["name"],
        english=row["english"] or f"{rows[above]['english']} ({code})",
        unit="money",
        parent=f"{scheme}.{above}" if above else classification.top,
        sums=tuple(f"{scheme}.{c}" for c in below),
        printed=_several(row["former"]),
        everyday=_several(row["everyday"]) if scheme != "functional_income" else (),
        definition=f"{level}：{' › '.join(path)}。",
        source=_SOURCE,
        forms=classification.forms,
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
