"""Questions to begin with, taken from what the library holds and tried before they are shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from assistant.answers import Question
from assistant.ask import ask
from ingest.library import Library
from ingest.nouns import Report

_ITEM_CODE = 7
"""Digits of a functional code of the lowest level (项)."""
_TRIES = 4
_PER_REPORT = 2
_NO_NAMES = frozenset({"合计", "小计", "金额", "总计"})


def example_questions(library: Library, *, most: int = 6) -> tuple[str, ...]:
    """Up to ``most`` questions that the library answers: an amount, a reason, a term, and so on.

    The reports are taken in turn, one of each publisher first, so that the questions show the
    breadth of what is held. An empty library gives none.
    """
    reports = _by_turns(library.reports())
    kinds = (
        _first_answered(_amounts(reports, library), library),
        _first_answered(_reasons(reports[1:] + reports[:1], library), library),
        _first_answered(_terms(library), library),
        _first_answered(_items(reports[2:] + reports[:2], library), library),
        _first_answered(_amounts(reports[1:], library), library),
        _first_answered(_reasons(reports[3:], library), library),
    )
    return tuple(dict.fromkeys(question for question in kinds if question))[:most]


def _by_turns(reports: tuple[Report, ...]) -> tuple[Report, ...]:
    """Every publisher's newest report first, then the second newest, and so on."""
    turn: Counter[str] = Counter()
    placed: list[tuple[int, int, Report]] = []
    for at, report in enumerate(sorted(reports, key=lambda r: -r.fiscal_year)):
        placed.append((turn[report.publisher], at, report))
        turn[report.publisher] += 1
    return tuple(report for _, _, report in sorted(placed, key=lambda p: p[:2]))


def _first_answered(questions: Iterator[str], library: Library) -> str:
    for _, question in zip(range(_TRIES), questions, strict=False):
        answer = ask(Question(question), library)
        if answer.outcome == "answered" and answer.citations:
            return question
    return ""


def _whose(report: Report) -> str:
    return f"{report.publisher}{report.fiscal_year}年"


def _amounts(reports: tuple[Report, ...], library: Library) -> Iterator[str]:
    """How much a report gives for an item of the 三公 form."""
    columns = library.catalogue().columns
    for report in reports:
        heads = dict.fromkeys(
            column.column_path[-1]
            for column in reversed(columns)
            if column.form == "three_public" and column.column_path
            if report.id in column.report_ids and column.column_path[-1] not in _NO_NAMES
        )
        yield from (f"{_whose(report)}{head}是多少？" for head in list(heads)[:1])


def _items(reports: tuple[Report, ...], library: Library) -> Iterator[str]:
    """How much a report spends on a functional item (项)."""
    rows = library.catalogue().rows
    for report in reports:
        for row in rows:
            fits = row.form == "general_public_expenditure" and report.id in row.report_ids
            if fits and len(row.row_code) == _ITEM_CODE:
                yield f"{_whose(report)}{row.row_label}支出是多少？"
                break


def _reasons(reports: tuple[Report, ...], library: Library) -> Iterator[str]:
    """Why a line rose or fell, where a sentence of the report gives the change and a reason."""
    catalogue = library.catalogue()
    names = {row.row_label for row in catalogue.rows if row.form}
    names |= {head for column in catalogue.columns for head in column.column_path}
    for report in reports:
        asked: dict[str, None] = {}
        for figure in library.prose_figures(report.id):
            change = "".join(figure.column_path)
            told = figure.value and figure.row_label in names and "原因" in figure.sentence
            if told and ("增加" in change or "减少" in change):
                way = "增加" if "增加" in change else "减少"
                asked[f"{_whose(report)}{figure.row_label}为什么{way}？"] = None
        yield from list(asked)[:_PER_REPORT]


def _terms(library: Library) -> Iterator[str]:
    """What a term means, the one that most reports define first."""
    defined = Counter(term for term, _ in library.catalogue().terms)
    yield from (f"什么是{term}？" for term, _ in defined.most_common(_TRIES))
