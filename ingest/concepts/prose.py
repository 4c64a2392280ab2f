"""What each figure told in a sentence is: from its label, its code, what qualifies it, the first
words of its sentence and the headings above."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.concepts.assignment import Meaning, Said, with_meaning
from ingest.concepts.cells import NATURE_CONCEPTS, measured
from ingest.concepts.concept import concepts
from ingest.concepts.lines import line_named, line_of_row
from ingest.concepts.periods import Told, stage_of
from ingest.concepts.phrases import NOTHING_SAID, Phrase, basis_in, phrase_of, words_in
from ingest.concepts.purchases import as_told, is_purchase
from ingest.language.amounts import is_money
from ingest.language.glyphs import fold
from ingest.narrative.numbers import is_bound
from ingest.nouns import Dimension, Figure, Fund, Nature, Origin, Report

_SHARE = re.compile(r"^占|占比|比重|完成|进度|执行率")
_CHANGED = re.compile(r"增|减|升|降|多|少|涨|跌|高|低|节约|压|持平|变化|变动")
_AIM = re.compile(r"^(?:本年绩效)?(?:指标|目标|预期|标准|计划)值")
_FIRST_NUMBER = re.compile(r"(?<![\d,.])\d[\d,.]{0,30}(?:万元|元|亿元|%)")
_LINE_HEADING = re.compile(r"[（(]\d{3,7}[)）]$")
_BY_HEADING: tuple[Dimension, Origin] = ("fund", "heading")
_PART = re.compile(r"其中|包括")
_AS_OF = re.compile(r"截[至止]")
_PLANNED = re.compile(r"预算|安排|计划|拟|购置(?!单)")
_OF_ITS_OWN_MONEY = frozenset(
    {"income", "income_total", "carry_over_in", "carry_over_out", "expenditure_total"}
)
"""What a sentence lists beside each other, each of its own money."""
_OF_MEASURES = frozenset(
    {
        "income",
        "income_total",
        "expenditure",
        "expenditure_total",
        "balance_total",
        "carry_over_in",
        "carry_over_out",
        *NATURE_CONCEPTS.values(),
    }
)
"""Concepts whose amounts are of all money where label, sentence and headings name no fund."""


def prose_with_meaning(
    figures: Sequence[Figure], report: Report, announced: Mapping[str, str]
) -> tuple[Figure, ...]:
    """The figures of the narrative with what each of them is.

    ``announced``: what was announced before a figure, by its id.
    """
    told: list[Figure] = []
    funds: dict[tuple[tuple[str, ...], str], Fund] = {}
    lately: dict[tuple[tuple[str, ...], str], Fund] = {}
    line: Figure | None = None
    for figure in figures:
        if line is not None and line.sentence != figure.sentence:
            line = None
        meant = with_meaning(figure, _Told(figure, report, announced.get(figure.id, "")).meaning())
        if line is not None and meant.nature and meant.concept == NATURE_CONCEPTS[meant.nature]:
            # “农林水支出”科目83万元，用于…项目支出7万元: the part of that line.
            meant = replace(meant, concept=line.concept, fund=line.fund)
        if meant.concept and _PART.match(meant.sentence) and _BY_HEADING in meant.taken_from:
            # 一般公共预算拨款支出…。其中：基本支出…: what was told last says of what money.
            taken = tuple(entry for entry in meant.taken_from if entry != _BY_HEADING)
            part = _with_fund_of_whole(replace(meant, fund="", taken_from=taken), lately)
            meant = part if part.fund else meant
        if meant.concept and not meant.fund:
            meant = _with_fund_of_whole(meant, funds)
        if meant.concept and meant.fund:
            # The whole is told first: what follows under its name are funds of it.
            funds.setdefault((meant.row_path[:-1], meant.concept), meant.fund)
            lately[meant.row_path[:-1], meant.concept] = meant.fund
        if _is_line(meant) and not meant.column_path:
            line = meant
        told.append(_as_of_day_before(meant, told, report))
    return tuple(told)


def _as_of_day_before(figure: Figure, told: Sequence[Figure], report: Report) -> Figure:
    """截至2025年12月31日，共有车辆…。单价100万元以上设备…: what is held is told on as of that day,
    in paragraphs of its own too."""
    before = told[-1] if told else None
    held = figure.concept and not (figure.stage or _PLANNED.search(figure.sentence))
    if before is None or not held or figure.year != report.fiscal_year:
        return figure
    same = before.row_path[:-1] == figure.row_path[:-1] and not before.stage
    as_of = _AS_OF.search(before.sentence) or ("year", "heading") in before.taken_from
    if not (same and as_of) or before.year == figure.year:
        return figure
    taken = tuple(entry for entry in figure.taken_from if entry[0] != "year")
    return replace(figure, year=before.year, taken_from=(("year", "heading"), *taken))


def _is_line(figure: Figure) -> bool:
    """Whether a figure is of a line of a classification."""
    return bool(figure.concept and concepts()[figure.concept].code)


def _with_fund_of_whole(
    figure: Figure, funds: Mapping[tuple[tuple[str, ...], str], Fund]
) -> Figure:
    """财政拨款安排“三公”经费…。其中：公务接待费…: the parts are of the money of the whole that was
    told before them under the same heading, or under one above."""
    above = concepts()[figure.concept].parent
    own = len(figure.row_path) - 1
    while above:
        for depth in (own, *range(own - 1, 0, -1)):
            fund = funds.get((figure.row_path[:depth], above))
            if fund and (fund != "all" or _is_of_all(figure)):
                origin: tuple[Dimension, Origin] = ("fund", "sentence")
                return replace(figure, fund=fund, taken_from=(*figure.taken_from, origin))
        above = concepts()[above].parent
    return figure


def _is_of_all(figure: Figure) -> bool:
    """Whether a line is told where all money is: under 收支 or 支出 without the name of a fund."""
    if not concepts()[figure.concept].code:
        return True
    said = words_in(figure.row_path[-2]) if len(figure.row_path) > 1 else NOTHING_SAID
    return bool(said.side) and not said.funds


@dataclass(frozen=True, slots=True)
class _Told:
    figure: Figure
    report: Report
    announced: str

    def meaning(self) -> Meaning:
        figure = self.figure
        qualifier = fold("".join(figure.column_path))
        if _AIM.search(qualifier) or any(map(is_bound, figure.column_path[-1:])):
            return Meaning(stage=Said("target", "sentence"), year=figure.year)
        concept = self._concept()
        stage = self._stage(qualifier)
        concept = measured(concept, figure.unit, stage.value)
        if concept:
            concept = replace(concept, value=as_told(concept.value, figure))
        if concept and not stage and is_purchase(concept.value):
            stage = stage_of((), self.report, figure.year, rate=False, money=True)
        origin: Origin = "report" if figure.year == self.report.fiscal_year else "sentence"
        return Meaning(
            concept=concept,
            fund=self._fund(concept.value),
            nature=self._nature(concept.value),
            stage=stage,
            year=figure.year,
            year_origin=origin,
        )

    @property
    def _phrase(self) -> Phrase | None:
        return phrase_of(self.figure.row_label)

    @property
    def _headings(self) -> tuple[str, ...]:
        return self.figure.row_path[:-1]

    def _stage(self, qualifier: str) -> Said:
        figure = self.figure
        if qualifier and _SHARE.search(qualifier):
            return Said("rate", "sentence") if figure.unit == "%" else self._told_stage()
        if qualifier and _CHANGED.search(qualifier):
            return Said("rate" if figure.unit == "%" else "change", "sentence")
        return self._told_stage()

    def _told_stage(self) -> Said:
        qualified = phrase_of("".join(self.figure.column_path)) or NOTHING_SAID
        label = self._phrase or NOTHING_SAID
        basis = label.basis
        if not basis and is_money(self.figure.unit):
            basis = basis_in(self.figure.row_label)
        places: tuple[Told, ...] = (
            (qualified.kinds, qualified.basis, "sentence"),
            (label.kinds, basis, "sentence"),
        )
        unit = self.figure.unit
        # What is owned as of a day is neither planned nor accounted for.
        money = is_money(unit) and not _AS_OF.search(self.figure.sentence)
        return stage_of(places, self.report, self.figure.year, rate=unit == "%", money=money)

    def _concept(self) -> Said:
        line = line_of_row(self.figure, of_income=False)
        if line is not None:
            return Said(line.id, "code")
        if self._basic_of_headings():
            named = line_named(self.figure.row_label, "economic", ())
            if named:
                return Said(named, "sentence")
        phrase = self._phrase
        if phrase is None or phrase.says("cumulated"):
            return self._line_by_name()
        return self._of_phrase(phrase)

    def _of_phrase(self, phrase: Phrase) -> Said:
        if phrase.concept:
            return Said(phrase.concept, "sentence")
        if phrase.says("carried_over") and "项目" not in self.figure.row_label:
            return Said("carry_over_in", "sentence") if not phrase.natures else Said()
        side = phrase.side or self._side_of_fund(phrase)
        if phrase.natures and _LINE_HEADING.search(self._headings[-1] if self._headings else ""):
            # What is told under a line is of that line: 日常公用经费增加… gives its reason.
            return Said()
        if phrase.natures:
            return Said(NATURE_CONCEPTS[phrase.natures[-1]], "sentence")
        # 财政拨款收入预算总计 is one of the incomes that are listed: all of that money.
        grand = phrase.total == "grand" and not (phrase.says("own_year") or phrase.funds)
        if side == "income":
            return Said("income_total" if grand else "income", "sentence")
        if side == "expenditure":
            return Said("expenditure_total" if grand else "expenditure", "sentence")
        if side == "both":
            return Said("balance_total", "sentence")
        return Said()

    def _side_of_fund(self, phrase: Phrase) -> str:
        """事业收入 is income wherever it is told; 一般公共预算拨款 what the heading is about."""
        if not phrase.funds:
            return ""
        label = fold(self.figure.row_label)
        if "收入" in label or not _INCOMES.isdisjoint(phrase.funds):
            return "income"
        return self._side_of_headings()

    def _line_by_name(self) -> Said:
        above = self.figure.row_path[:-1]
        label = fold(self.figure.row_label).removesuffix("科目")
        found = line_named(label, "functional", above) if above else ""
        return Said(found, "sentence") if found else Said()

    def _basic_of_headings(self) -> Nature:
        """Under 基本支出 items are lines of the economic classification: what is spent on them is
        the basic part alone."""
        for heading in reversed(self._headings):
            found = words_in(heading).natures
            if found:
                return found[0] if found[0] in ("basic", "personnel", "public") else ""
        return ""

    def _side_of_headings(self) -> str:
        for heading in reversed(self._headings):
            side = words_in(heading).side
            if side:
                return side if side != "both" else ""
        return ""

    def _fund(self, concept: str) -> Said:
        phrase = self._phrase
        if phrase is not None and phrase.funds:
            return Said(phrase.funds[-1], "sentence")
        if not concept or not is_money_of(concept):
            return Said()
        sentence = fold(self.figure.sentence)
        first = _FIRST_NUMBER.search(sentence)
        if first is not None and concept not in _OF_ITS_OWN_MONEY:
            begun = words_in(sentence[: first.start()]).funds
            if len(begun) == 1:
                return Said(begun[0], "sentence")
        for heading in (self.announced, *reversed(self._headings)):
            named = words_in(heading).funds
            if len(named) == 1:
                return Said(named[0], "heading")
        return Said("all", "heading") if concept in _OF_MEASURES else Said()

    def _nature(self, concept: str) -> Said:
        phrase = self._phrase
        if phrase is not None and phrase.natures:
            return Said(phrase.natures[-1], "sentence")
        for nature, named in NATURE_CONCEPTS.items():
            if named == concept:
                return Said(nature, "sentence")
        if concept.startswith("economic."):
            basic = self._basic_of_headings()
            return Said(basic, "heading") if basic else Said()
        return Said()


_INCOMES: frozenset[Fund] = frozenset({"business", "operating", "superior", "affiliated", "other"})


def is_money_of(concept: str) -> bool:
    """Whether a concept is measured in money."""
    return concepts()[concept].unit == "money"
