"""Cases: a question, and what a right answer to it must hold.

Two kinds of question file are read (docs/evaluation.md): evidence by snippet or table cell, which
the truth beside a report locates, and evidence by page. Both may stand in one file.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Literal, cast

from assistant.answers import Outcome
from ingest.errors import MingzhangError

EvidenceMode = Literal["each", "any"]

_OUTCOMES = ("answered", "clarify", "not_found")
_MODES = ("each", "any")
_DOCUMENT_SUFFIXES = (".json", ".pages", ".pdf", ".docx", ".xlsx", ".html")


class InvalidCase(MingzhangError):
    """A line of a question, truth or label file that does not have the documented form."""


@dataclass(frozen=True, slots=True)
class ExpectedFigure:
    """A figure that a right answer states: ``value`` in ``unit``, off by at most ``tolerance``.

    ``calc`` tells how a computed figure comes about, ``report`` whose figure it is (ambiguous
    questions only); both are "" where not given.
    """

    value: Decimal
    unit: str
    tolerance: Decimal = Decimal(0)
    calc: str = ""
    report: str = ""


@dataclass(frozen=True, slots=True)
class PageEvidence:
    """A page of a report."""

    report: str
    page: int


@dataclass(frozen=True, slots=True)
class SnippetEvidence:
    """Words that occur once in a report, white space aside."""

    report: str
    text: str


@dataclass(frozen=True, slots=True)
class CellEvidence:
    """A table cell: title, row name, lowest heading of the column, code where the row needs it."""

    report: str
    table: str
    row: str
    column: str
    code: str = ""


Evidence = PageEvidence | SnippetEvidence | CellEvidence


@dataclass(frozen=True, slots=True)
class Case:
    """One question with what is expected of its answer.

    ``history`` holds the earlier user turns, oldest first. ``phrases`` are groups of
    alternatives, one of each group must occur. ``source`` is the name of the question file.
    """

    id: str
    kind: str
    lang: str
    question: str
    status: Outcome
    history: tuple[str, ...] = ()
    figures: tuple[ExpectedFigure, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    evidence: tuple[Evidence, ...] = ()
    evidence_mode: EvidenceMode = "each"
    source: str = ""


def report_key(name: str) -> str:
    """What a report is called in question and truth files: its file name without suffixes.

    ``zhuhai-2023``, ``zhuhai-2023.pdf`` and ``zhuhai-2023.pdf.json`` are the same report.
    """
    key = unicodedata.normalize("NFC", name)
    while suffix := next((s for s in _DOCUMENT_SUFFIXES if key.lower().endswith(s)), ""):
        key = key[: -len(suffix)]
    return key


def load_json_lines(path: Path) -> Iterable[tuple[int, dict[str, Any]]]:
    """The objects of a JSON Lines file with their line numbers. Raises InvalidCase."""
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            raise _invalid(path, number, f"不是 JSON (not JSON): {error.msg}") from error
        if not isinstance(record, dict):
            raise _invalid(path, number, "不是 JSON 对象 (not a JSON object)")
        yield number, record


def load_cases(path: Path) -> tuple[Case, ...]:
    """All cases of a question file, in order. Raises InvalidCase where a line is not a case."""
    cases: dict[str, Case] = {}
    for number, record in load_json_lines(path):
        try:
            case = case_of(record, path.name)
        except (KeyError, TypeError, ValueError, InvalidOperation) as error:
            raise _invalid(path, number, f"不合题目格式 (not a case): {error!r}") from error
        if case.id in cases:
            raise _invalid(path, number, f"编号重复 (id used twice): {case.id}")
        cases[case.id] = case
    return tuple(cases.values())


def case_of(record: dict[str, Any], source: str = "") -> Case:
    """A case from the object of one line. Raises KeyError, TypeError or ValueError."""
    expect = record["expect"]
    status = _one_of(expect["status"], _OUTCOMES)
    mode = _one_of(expect.get("evidence_mode", "each"), _MODES)
    return Case(
        id=_text(record["id"]),
        kind=_text(record["kind"]),
        lang=record.get("lang", "zh"),
        question=_text(record["question"]),
        status=cast(Outcome, status),
        history=tuple(_text(turn) for turn in record.get("history", ())),
        figures=tuple(_figure_of(figure) for figure in expect.get("figures", ())),
        phrases=tuple(_group_of(group) for group in expect.get("phrases", ())),
        evidence=tuple(_evidence_of(place) for place in expect.get("evidence", ())),
        evidence_mode=cast(EvidenceMode, mode),
        source=source,
    )


def _figure_of(record: dict[str, Any]) -> ExpectedFigure:
    return ExpectedFigure(
        value=_decimal(record["value"]),
        unit=_text(record["unit"]),
        tolerance=_decimal(record.get("tolerance", "0")),
        calc=record.get("calc", ""),
        report=record.get("report", ""),
    )


def _group_of(group: Any) -> tuple[str, ...]:
    if not isinstance(group, list) or not group:
        raise ValueError(f"a group of phrases is a list with something in it, not {group!r}")
    return tuple(_text(phrase) for phrase in group)


def _evidence_of(record: dict[str, Any]) -> Evidence:
    report = _text(record["report"])
    if "page" in record:
        return PageEvidence(report, int(record["page"]))
    if "text" in record:
        return SnippetEvidence(report, _text(record["text"]))
    return CellEvidence(
        report,
        _text(record["table"]),
        _text(record["row"]),
        _text(record["column"]),
        record.get("code") or "",
    )


def _decimal(value: Any) -> Decimal:
    if isinstance(value, float):
        raise TypeError(f"a figure is written as a string, not as a float: {value!r}")
    number = Decimal(str(value))
    if not number.is_finite() or number < 0:
        raise ValueError(f"a figure is a plain decimal, not negative: {value!r}")
    return number


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise TypeError(f"words expected, not {value!r}")
    return value


def _one_of(value: Any, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise ValueError(f"{value!r} is none of {', '.join(allowed)}")
    return cast(str, value)


def _invalid(path: Path, line: int, reason: str) -> InvalidCase:
    advice = "格式见 docs/evaluation.md (see docs/evaluation.md)"
    return InvalidCase(f"第{line}行 {reason}", advice=advice, file=path.name)
