"""Questions to begin with, taken from what the library holds and tried before they are shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.answers import Question
from assistant.ask import ask
from assistant.rendering.languages import Texts
from assistant.selection.line_names import english_of_line
from ingest.language.changes import direction_in
from ingest.library import Library
from ingest.nouns import Report

_ITEM_CODE = 7
"""Digits of a functional code of the lowest level (项)."""
_TRIES = 4
_PER_REPORT = 2
_NO_NAMES = frozenset({"合计", "小计", "金额", "总计"})


@dataclass(frozen=True, slots=True)
class _Example:
    """What a question asks (``examples.KEY`` of the texts), of which item of which report."""

    key: str
    item: str
    report: Report | None = None

    def words(self, say: Texts) -> str:
        """The question in a language; names that have no English stay Chinese."""
        item = self.item if say.language == "zh" else english_of_line(self.item) or self.item
        if self.report is None:
            return say(f"examples.{self.key}", item=item)
        whose, year = self.report.publisher, self.report.fiscal_year
        return say(f"examples.{self.key}", publisher=whose, year=year, item=item)


def example_questions(library: Library, say: Texts, *, most: int = 6) -> tuple[str, ...]:
    """Up to ``most`` questions that the library answers: an amount, a reason, a term, and so on.

    The reports are taken in turn, one of each publisher first, so that the questions show the
    breadth of what is held. An empty library gives none. One in English is given where it is
    answered from the same places as the same question in Chinese.
    """
    reports = _by_turns(library.reports())
    kinds = (
        _amounts(reports, library),
        _reasons(reports[1:] + reports[:1], library),
        _terms(library),
        _items(reports[2:] + reports[:2], library),
        _amounts(reports[1:], library),
        _reasons(reports[3:], library),
    )
    found = (_first_answered(examples, library, say) for examples in kinds)
    return tuple(dict.fromkeys(question for question in found if question))[:most]


def _by_turns(reports: tuple[Report, ...]) -> tuple[Report, ...]:
    """Every publisher's newest report first, then the second newest, and so on."""
    turn: Counter[str] = Counter()
    placed: list[tuple[int, int, Report]] = []
    for at, report in enumerate(sorted(reports, key=lambda r: -r.fiscal_year)):
        placed.append((turn[report.publisher], at, report))
        turn[report.publisher] += 1
    return tuple(report for _, _, report in sorted(placed, key=lambda p: p[:2]))


def _first_answered(examples: Iterator[_Example], library: Library, say: Texts) -> str:
    for _, example in zip(range(_TRIES), examples, strict=False):
        places = _places(example.words(Texts("zh")), library)
        words = example.words(say)
        if places and (say.language == "zh" or _places(words, library) == places):
            return words
    return ""


def _places(question: str, library: Library) -> list[object]:
    """Where its answer is taken from; nothing where it is not answered."""
    answer = ask(Question(question), library)
    cited = [(citation.report_id, citation.locators) for citation in answer.citations]
    return list(cited) if answer.outcome == "answered" else []


def _amounts(reports: tuple[Report, ...], library: Library) -> Iterator[_Example]:
    """How much a report gives for an item of the 三公 form."""
    columns = library.catalogue().columns
    for report in reports:
        heads = dict.fromkeys(
            column.column_path[-1]
            for column in reversed(columns)
            if column.form == "three_public" and column.column_path
            if report.id in column.report_ids and column.column_path[-1] not in _NO_NAMES
        )
        yield from (_Example("amount", head, report) for head in list(heads)[:1])


def _items(reports: tuple[Report, ...], library: Library) -> Iterator[_Example]:
    """How much a report spends on a functional item (项)."""
    rows = library.catalogue().rows
    for report in reports:
        for row in rows:
            fits = row.form == "general_public_expenditure" and report.id in row.report_ids
            if fits and len(row.row_code) == _ITEM_CODE:
                yield _Example("item", row.row_label, report)
                break


def _reasons(reports: tuple[Report, ...], library: Library) -> Iterator[_Example]:
    """Why a line rose or fell, where a sentence of the report gives the change and a reason."""
    catalogue = library.catalogue()
    names = {row.row_label for row in catalogue.rows if row.form}
    names |= {head for column in catalogue.columns for head in column.column_path}
    for report in reports:
        asked: dict[_Example, None] = {}
        for figure in library.prose_figures(report.id):
            change = "".join(figure.column_path)
            told = figure.value and figure.row_label in names and "原因" in figure.sentence
            if told and (way := direction_in(change)):
                asked[_Example(way, figure.row_label, report)] = None
        yield from list(asked)[:_PER_REPORT]


def _terms(library: Library) -> Iterator[_Example]:
    """What a term means, the one that most reports define first."""
    defined = Counter(term for term, _ in library.catalogue().terms)
    yield from (_Example("term", term) for term, _ in defined.most_common(_TRIES))
