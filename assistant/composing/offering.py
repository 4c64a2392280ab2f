"""What is said where a question cannot be answered as it stands: a choice of readings with their
figures, whose report is meant, what is not held, what is not told and what there is instead."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest

from assistant.answers import Answer, Choice, Outcome, Question
from assistant.composing.page import Page
from assistant.composing.understood import in_words
from assistant.composing.wording import line_in_words, report_list
from assistant.deciding.decide import OFFERED_FROM, offered, settled
from assistant.linking.catalogue import unit_in
from assistant.linking.reports import groups_by_publisher
from assistant.linking.scope import Scope
from assistant.query import Query, measures_of
from assistant.reading.turn import Turn
from assistant.solving.amounts import Chosen
from assistant.solving.resolve import Resolved, Solver
from ingest.library import Library
from ingest.nouns import Report

_FEW = 8
"""Choices at most with which a question is asked back."""
LOOKED_INTO = 20
"""Bodies at most whose reports are looked into for those that tell what is asked."""
_NEAREST = 4
_PAIR = 2
_HELP = {
    False: "我从已收录的部门预算、决算报告里查数、比较、计算和引用原文，"
    "每个数都带出处，点一下就能看到原页。",
    True: "I look up, compare and reckon figures of the budget reports held here, and quote them, "
    "each with its page. ",
}
_BESIDE = {
    False: "这个问题报告里没有答案。",
    True: "No report answers that. ",
}
_QUESTIONS = {
    False: ("{body}{year}年支出总计是多少？", "{body}{year}年“三公”经费是多少？"),
    True: (
        "What is the total expenditure of {body} in {year}?",
        "How much does {body} spend on official receptions in {year}?",
    ),
}
_HELD = {False: "资料库里收录了哪些单位的报告？", True: "Which reports are held?"}


class Offering:
    """The choices of one question, as they come up while it is being answered."""

    def __init__(
        self, question: Question, query: Query, scope: Scope, turn: Turn, page: Page,
        library: Library,
    ) -> None:  # fmt: skip
        self._question, self._query, self._scope = question, query, scope
        self._turn, self._page, self._library = turn, page, library
        self.choices: list[Choice] = []
        self.unsure: list[Resolved] = []
        self.remarks: list[str] = []

    def offer(self, resolved: Resolved) -> None:
        """Keeps the likely readings of a measure, to ask back with."""
        self._offer(offered(resolved))

    def _offer(self, readings: Iterable[Chosen]) -> None:
        for one in readings:
            report, figure = one.report, one.figure
            amount = self._page.amount(report, figure, "context")
            label = f"{self._page.whose(report)}：{line_in_words(figure)} {amount}"
            title = self._page.title(report, figure)
            table = f"《{title}》" if title else ""
            line = f"{figure.row_code}{figure.row_label}{''.join(figure.column_path)}"
            asked = f"{report.publisher}{report.fiscal_year}年{table}{line}是多少？"
            if label not in (choice.label for choice in self.choices):
                self.choices.append(Choice(label, asked))

    def remark(self, chinese: str, english: str) -> None:
        """Keeps what is to be said of that which is told in part."""
        self.remarks.append(english if self._page.english else chinese)

    def in_part(self, *, quoted: bool, enough: bool = False) -> Answer:
        """Of several things some were told; of the others it is said, with what they may mean;
        what was ``quoted`` may be ``enough`` to answer."""
        unclear_ones = [one for one in self.unsure if not settled(one)]
        words = "、".join(dict.fromkeys(map(self._words_of, unclear_ones)))
        several = "，或有几种可能：" if self.choices else "。"
        unclear = f"“{words}”没有找到{several}"
        if self._page.english:
            unclear = f"Not clear or not told: {words}."
        self._page.lines += [*self.remarks, *([unclear] if words else [])]
        choices = tuple(self.choices[:_FEW])
        self._page.lines += [f"· {choice.label}" for choice in choices]
        outcome: Outcome = "answered" if enough or (quoted and not choices) else "clarify"
        return self._page.answer(self._question, outcome, choices)

    def _words_of(self, resolved: Resolved) -> str:
        """The words for a measure, with its unit where they stand for several."""
        measure = resolved.measure
        several = [one.words for one in measures_of(self._query)].count(measure.words) > 1
        return f"{measure.words}（{measure.unit}）" if several else measure.words

    def clarify(self) -> Answer:
        """The question back, with the readings that fit."""
        head = "这个说法有几种可能，请问您指哪一种？"
        if self._page.english:
            head = "Several readings fit. Which one do you mean?"
        return self._chosen_from(head)

    def _chosen_from(self, head: str) -> Answer:
        choices = tuple(self.choices[:_FEW])
        self._page.lines = [head, *(f"· {choice.label}" for choice in choices)]
        return self._page.answer(self._question, "clarify", choices)

    def which(self, solver: Solver) -> Answer:
        """Whose report is meant: with each one's figure where few come into question."""
        told = groups_by_publisher(self._scope.reports)
        if len(told) <= LOOKED_INTO:
            self._offer_each((reports[0] for reports in told.values()), solver)
            if self.choices:
                return self._chosen_from("有几份报告符合，请问您指哪一份？")
        self.choices = [Choice(name, f"{name}{self._question.text}") for name in told]
        head = "Whose report do you mean?" if self._page.english else "请问您问的是哪个单位？"
        return self._chosen_from(f"{head}资料库现有{len(told)}个单位的报告，例如：")

    def _offer_each(self, reports: Iterable[Report], solver: Solver) -> None:
        """Offers each of a few reports, of those that tell what may be meant; of many none."""
        measures = measures_of(self._query)
        of_unit = next(filter(None, self._scope.units), "")
        found: list[tuple[str, str, Chosen | None]] = []
        for report in reports:
            unit = unit_in(report, of_unit, self._library)
            whose = f"{self._page.whose(report)}{f'，{unit}' if unit else ''}"
            asked = f"{unit or report.publisher}{report.fiscal_year}年{self._question.text}"
            resolved = solver.of(unit).resolved(measures[0], report) if measures else None
            best = resolved.best if resolved else None
            if resolved is None or (best and best.told and resolved.chance >= OFFERED_FROM):
                found.append((whose, asked, best))
        for whose, asked, best in found if len(found) <= _FEW else ():
            # It may stand in another edition of the report.
            amount = self._page.amount(best.report, best.figure, "context") if best else ""
            label = f"{whose}：{line_in_words(best.figure)} {amount}" if best else whose
            self.choices.append(Choice(label, asked))

    def missing(self) -> Answer:
        """What is asked about and not held, and what is."""
        names = "、".join(self._scope.missing)
        near = self._scope.near or self._library.reports()
        words = f"资料库中没有{names}的报告。现有：{report_list(tuple(near))}。"
        if self._page.english:
            words = f"The library does not hold a report for that ({names}). " + words
        return self.refused(words)

    def not_told(self) -> Answer:
        """That the reports do not tell what was asked, and the nearest things that they tell."""
        asked = "、".join(self._turn.said("thing")) or self._turn.text
        head = f"报告中没有找到所问的内容（{asked}）。"
        if self._page.english:
            head = "The reports do not tell this. " + head
        near = [
            [chosen for chosen, _ in resolved.options if chosen.told] for resolved in self.unsure
        ]
        self.choices = []
        for readings in zip_longest(*near):
            self._offer(filter(None, readings))
        self.choices = self.choices[:_NEAREST]
        if not self.choices:
            return self.refused(head)
        self._page.lines = [f"{head}相近的有："]
        self._page.lines += [f"· {choice.label}" for choice in self.choices]
        return self._page.answer(self._question, "not_found", tuple(self.choices))

    def held(self) -> Answer:
        """Which reports there are."""
        held = self._scope.reports if self._scope.named else self._library.reports()
        years = sorted({report.fiscal_year for report in held})
        bodies = dict.fromkeys(report.publisher for report in held)
        reports = self._page.count(len(held), "报告")
        number = self._page.count(len(bodies), "单位")
        span = f"{years[0]}年" if years[0] == years[-1] else f"{years[0]}至{years[-1]}年"
        listed = report_list(tuple(held), _FEW)
        self._page.lines.append(f"资料库现有{reports}份报告，{number}个单位，{span}：{listed}。")
        return self._page.answer(self._question, "answered", self._to_ask(held))

    def help(self, *, beside: bool) -> Answer:
        """What can be asked; where something else was (``beside``), that it cannot be answered."""
        head = _HELP[self._page.english]
        if beside:
            return self.refused(f"{_BESIDE[self._page.english]}{head}")
        held = self._scope.reports if self._scope.named else self._library.reports()
        self._page.lines.append(f"{head}资料库现有：{report_list(tuple(held))}。")
        return self._page.answer(self._question, "answered", self._to_ask(held))

    def _to_ask(self, reports: Iterable[Report]) -> tuple[Choice, ...]:
        """A few questions that can be asked, of the reports in question or else of any."""
        newest = sorted(reports or self._library.reports(), key=lambda report: -report.fiscal_year)
        first = {report.publisher: report for report in reversed(newest)}
        bodies = list(dict.fromkeys(report.publisher for report in newest))[:_PAIR]
        asked = [
            words.format(body=name, year=first[name].fiscal_year)
            for name, words in zip((*bodies, *bodies), _QUESTIONS[self._page.english], strict=False)
        ]
        asked += [_HELD[self._page.english]] if asked else []
        return tuple(Choice(words, words) for words in dict.fromkeys(asked))

    def refused(self, words: str) -> Answer:
        """A refusal in words, with what can be asked instead."""
        read = in_words(self._query) or self._turn.text
        choices = self._to_ask(self._scope.near if self._scope.named else ())
        return Answer(self._question, "not_found", words, f"我的理解：{read}", choices=choices)
