"""An answer being written: lines, the figures they state, the places they cite."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from assistant.answers import Answer, Choice, Outcome, Question, Role, StatedFigure
from assistant.composing.citations import MOST, Citations, title_in_words
from assistant.composing.wording import (
    amount_in_words,
    line_in_words,
    once_each,
    stated_figures,
    value_in_words,
)
from ingest.language.glyphs import fold
from ingest.library import Library
from ingest.nouns import Figure, Passage, Report


class Page:
    """Collects what an answer says."""

    def __init__(self, library: Library, unit: str, *, english: bool, most: int = MOST) -> None:
        self.lines: list[str] = []
        self.english = english
        self.readings: list[str] = []
        self._figures: list[StatedFigure] = []
        self._cited = Citations(most=most)
        self._library = library
        self._unit = unit
        self.sources: list[tuple[Report, Passage]] = []
        self._before_quotes = 0, 0, 0

    @property
    def cited(self) -> Citations:
        """The citations so far."""
        return self._cited

    def amount(self, report: Report, figure: Figure, role: Role, *, label: str = "") -> str:
        """An amount in the unit asked for, with its mark."""
        words = amount_in_words(figure, self._unit, english=self.english)
        self._figures += stated_figures(report, figure, words, role, label)
        return f"{words.words}{self.mark(report, figure)}"

    def result(self, value: Decimal, unit: str, role: Role, label: str, report: Report) -> str:
        """A reckoned amount in words, in the unit asked for too."""
        words = value_in_words(value, unit, self._unit, english=self.english)
        self._figures += [
            StatedFigure(text, own, role, label, report.file, None) for text, own in words.stated
        ]
        return words.words

    def count(self, number: int, label: str, role: Role = "context") -> str:
        """A number of lines or bodies that the answer counts."""
        self._figures.append(StatedFigure(str(number), "个", role, label, "", None))
        return str(number)

    def quotes_from(self, report: Report, passages: Iterable[Passage]) -> None:
        """Passages that are quoted from now on."""
        if not self.sources:
            self._before_quotes = len(self.lines), len(self._figures), len(self._cited.all())
        self.sources += [(report, passage) for passage in passages]

    def before_quotes(self, question: Question) -> Answer:
        """The answer as far as it says something before it quotes."""
        lines, figures, cited = self._before_quotes
        told = "\n".join(dict.fromkeys(filter(None, self.lines[:lines])))
        return Answer(
            question, "answered", told, self._reading(),
            figures=once_each(self._figures[:figures]), citations=self._cited.all()[:cited],
        )  # fmt: skip

    def quoted(self, report: Report, words: str) -> None:
        """The figures that quoted words of a report state, said besides what was asked."""
        quote = fold(words)
        for figure in self._library.prose_figures(report.id):
            sentence = fold(figure.sentence)
            if figure.value is None or figure.printed not in words or not sentence:
                continue
            if sentence in quote or quote in sentence:
                page = figure.locators[0].page if figure.locators else None
                self._figures.append(
                    StatedFigure(
                        str(figure.value), figure.unit, "context", line_in_words(figure),
                        report.file, page, figure.id,
                    )
                )  # fmt: skip

    def mark(self, report: Report, figure: Figure) -> str:
        """The mark of a figure's place."""
        return self._cited.cite_figure(report, figure, self.title(report, figure))

    def title(self, report: Report, figure: Figure) -> str:
        """The table in which a figure stands, "" for the text."""
        return self._library.titles(report.id).get(figure.table_id, "") if figure.table_id else ""

    def part(self, report: Report, figure: Figure) -> str:
        """The heading of the part of the text that tells a figure, "" for a table's."""
        sentence = fold(figure.sentence)
        if figure.table_id or not sentence:
            return ""
        passages = self._library.passages(report.id)
        told = (one for one in passages if one.heading_path and sentence in fold(one.text))
        return next((one.heading_path[0] for one in told), "")

    def whose(self, report: Report) -> str:
        """The report in words."""
        return title_in_words(report)

    def read(self, words: str) -> None:
        """What a line was understood to be about."""
        if words not in self.readings:
            self.readings.append(words)

    def answer(
        self,
        question: Question,
        outcome: Outcome,
        choices: tuple[Choice, ...] = (),
    ) -> Answer:
        """The finished answer."""
        return Answer(
            question, outcome, "\n".join(dict.fromkeys(line for line in self.lines if line)),
            self._reading(), figures=once_each(self._figures), citations=self._cited.all(),
            choices=choices,
        )  # fmt: skip

    def _reading(self) -> str:
        return f"我的理解：{'；'.join(self.readings)}" if self.readings else ""
