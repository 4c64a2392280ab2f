"""The rules that must hold in a report, read from ``rules.yaml``: what each says and compares."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

from ingest.language.patterns import filled
from ingest.nouns import Basis

Scope = Literal["within_table", "between_tables", "table_and_text", "within_text"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule for people: its name, formula, source, an example, and what it does not mean."""

    id: str
    scope: Scope
    name: str
    english: str
    formula: str
    source: str
    example: str
    limits: str


@dataclass(frozen=True, slots=True)
class Selector:
    """Where a table prints an operand. Patterns match folded texts as a whole.

    ``row`` meets the label without enumerator (合计 also stands for a row that bears the name of
    the publisher, or for the rows of a table without labels), ``code`` the row's code; ``column``
    the header path joined by ``/``, ``side`` the side, ``title`` may not be found in the title.
    ``basis`` "" means that of the report.
    """

    form: str
    row: re.Pattern[str]
    code: str
    column: re.Pattern[str]
    side: re.Pattern[str]
    title_not: re.Pattern[str] | None
    basis: Basis


@dataclass(frozen=True, slots=True)
class TableRule:
    """A rule between tables by the names of its operands.

    ``whole`` = Σ ``parts``; or ``whole`` = any of ``one_of``; or ``whole`` ≤ ``at_most``.
    """

    id: str
    whole: str
    parts: tuple[str, ...]
    one_of: tuple[str, ...]
    at_most: str


@dataclass(frozen=True, slots=True)
class Measure:
    """What sentences call an operand, and the cells that may print it.

    ``label`` matches the folded label of the figure as a whole, ``under`` (where given) is found
    in its headings, ``qualifier`` matches what stands in its column path, joined. ``basis`` "" is
    that of the report.
    """

    rule: str
    label: re.Pattern[str]
    qualifier: re.Pattern[str]
    under: re.Pattern[str] | None
    basis: Basis
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Structure:
    """A sum told in one sentence: a whole, and parts of which each is told once.

    Patterns match the words before a number as a whole. ``optional`` parts are added where told.
    With ``kinds`` any number of parts that match it (at least ``least``) are added instead.
    """

    rule: str
    unit: re.Pattern[str]
    whole: re.Pattern[str]
    parts: tuple[re.Pattern[str], ...]
    optional: re.Pattern[str] | None
    kinds: re.Pattern[str] | None
    least: int
    ignore: re.Pattern[str] | None


@cache
def _data() -> dict[str, Any]:
    text = files("ingest").joinpath("checks", "rules.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return data


@cache
def rules() -> dict[str, Rule]:
    """All rules by id, in the order of the list."""
    names = Rule.__slots__
    return {
        entry["id"]: Rule(**{name: entry[name] for name in names}) for entry in _data()["rules"]
    }


def rule_name(rule_id: str) -> str:
    """What people call the rule; its id where it is of an older reading and no longer known."""
    known = rules().get(rule_id)
    return known.name if known else rule_id


@cache
def operands() -> dict[str, tuple[Selector, ...]]:
    """The operands by name; of several selectors the first that finds a cell counts."""
    found = {}
    for name, entries in _data()["operands"].items():
        entries = entries if isinstance(entries, list) else [entries]
        found[name] = tuple(_selector(entry) for entry in entries)
    return found


def _selector(entry: dict[str, Any]) -> Selector:
    return Selector(
        form=entry["form"],
        row=_whole(entry.get("row", "")),
        code=str(entry.get("code", "")),
        column=_whole(entry.get("column", ".*")),
        side=_whole(entry.get("side", ".*")),
        title_not=_found(entry.get("title_not")),
        basis=entry.get("basis", ""),
    )


@cache
def table_rules() -> tuple[TableRule, ...]:
    """The rules between tables whose operands are data."""
    return tuple(
        TableRule(
            id=entry["rule"],
            whole=entry["whole"],
            parts=tuple(entry.get("parts", ())),
            one_of=tuple(entry.get("one_of", ())),
            at_most=entry.get("at_most", ""),
        )
        for entry in _data()["between_tables"]
    )


@cache
def measures() -> tuple[Measure, ...]:
    """What sentences may say again of a table."""
    return tuple(
        Measure(
            rule=entry["rule"],
            label=_whole(entry["label"]),
            qualifier=_whole(entry.get("qualifier", "")),
            under=_found(entry.get("under")),
            basis=entry.get("basis", ""),
            cells=tuple(entry.get("cells", ())),
        )
        for entry in _data()["measures"]
    )


@cache
def wholes() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    """The names of wholes of shares, without what every whole is called, and their operands."""
    return tuple((_whole(entry["name"]), tuple(entry["cells"])) for entry in _data()["wholes"])


@cache
def structures() -> tuple[Structure, ...]:
    """The sums that sentences tell."""
    return tuple(
        Structure(
            rule=entry["rule"],
            unit=_whole(filled(entry["unit"])),
            whole=_whole(entry["whole"]),
            parts=tuple(_whole(part) for part in entry.get("parts", ())),
            optional=_whole(entry["optional"]) if "optional" in entry else None,
            kinds=_whole(entry["kinds"]) if "kinds" in entry else None,
            least=entry.get("least", 2),
            ignore=_found(entry.get("ignore")),
        )
        for entry in _data()["structures"]
    )


@cache
def wording(name: str) -> re.Pattern[str]:
    """A pattern of the list ``wording``, in which ``{other}`` stands for another of the list, or
    for words of the ground floor (``language.patterns``)."""
    return re.compile(_expanded(name))


def _expanded(name: str) -> str:
    patterns: dict[str, str] = _data()["wording"]
    pattern = filled(patterns[name])
    return re.sub(r"\{([a-z_]+)\}", lambda found: f"(?:{_expanded(found[1])})", pattern)


def words(name: str) -> Sequence[str]:
    """A list of words of ``words``."""
    listed: list[str] = _data()["words"][name]
    return listed


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"^(?:{pattern})$")


def _found(pattern: str | None) -> re.Pattern[str] | None:
    return re.compile(pattern) if pattern else None
