"""Writes answers: figures with their places, and sentences quoted as they stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from assistant.answers import Answer, Choice, Question, StatedFigure
from assistant.composing.citations import Citations, title_in_words
from assistant.composing.quoting import TEXT_LIMIT, quotes, unique_figures
from assistant.composing.wording import (
    Amount,
    amount_in_words,
    line_in_words,
    stated_figures,
)
from assistant.figures.lookup import Reading, lines_below
from assistant.figures.parted_lines import rows_of_line
from assistant.passages.ranking import Evidence
from assistant.plan import Plan
from ingest.language.glyphs import fold
from ingest.library import Library
from ingest.nouns import Figure, Report

_AGREEING = 2
_QUOTED_SENTENCE = 90
_MOST_LINES = 6
_UNDERSTOOD = "我的理解："


def answer_figures(
    question: Question,
    plan: Plan,
    readings: tuple[Reading, ...],
    evidence: tuple[Evidence, ...],
    library: Library,
) -> Answer:
    """The answer to a question for figures, with its reasons below where these were asked too."""
    cited = Citations()
    figures: list[StatedFigure] = []
    lines: list[str] = []
    titles = _titles(readings, library)
    for reading in readings:
        line, stated = _figure_line(reading, plan, titles, cited, library)
        lines.append(line)
        figures += stated
    text = "\n".join(lines)
    quoted = ""
    if evidence:
        passages = "".join(item.passage.text for item in evidence)
        room = TEXT_LIMIT - len(_each_source_once(text, readings, passages))
        quoted, context = quotes(plan, evidence, cited, library, room)
        figures += context
    text = _each_source_once(text, readings, quoted) + (f"\n{quoted}" if evidence else "")
    understood = "；".join(
        _reading_in_words(r, titles.get(r.figure.table_id, "文字说明")) for r in readings
    )
    return Answer(
        question,
        "answered",
        text,
        _UNDERSTOOD + understood,
        figures=unique_figures(figures),
        citations=cited.all(),
        suggestions=_suggestions(readings[0]),
    )


def with_quotes(
    answer: Answer, plan: Plan, evidence: tuple[Evidence, ...], library: Library
) -> Answer:
    """A calculated answer with the reasons below that were asked too."""
    cited = Citations(answer.citations)
    quoted, context = quotes(plan, evidence, cited, library, TEXT_LIMIT - len(answer.text))
    return replace(
        answer,
        text=f"{answer.text}\n{quoted}",
        figures=unique_figures((*answer.figures, *context)),
        citations=cited.all(),
    )


def _figure_line(
    reading: Reading, plan: Plan, titles: dict[str, str], cited: Citations, library: Library
) -> tuple[str, list[StatedFigure]]:
    figure, report = reading.figure, reading.report
    title = titles.get(figure.table_id, "")
    mark = cited.cite_figure(report, figure, title)
    for other in _elsewhere(reading):
        mark += cited.cite_figure(report, other, titles.get(other.table_id, ""))
    whose = title_in_words(report)
    line = line_in_words(figure)
    if plan.two_years:
        line = line.replace("比上年", f"比上年（{report.fiscal_year - 1}年）")
    if figure.value is None:
        return f"{whose}《{title}》中，“{line}”一栏空白，未填列金额{mark}。", []
    amount = amount_in_words(figure, plan.lookup.unit if plan.lookup else "", english=plan.english)
    stated = list(stated_figures(reading.report, reading.figure, amount, "answer"))
    if plan.english:
        where = f"《{title}》" if title else "the narrative"
        return f"{line}: {amount.words} {mark} ({whose}, {where}).", stated
    where = f"《{title}》" if title else ""
    text = f"{whose}{where}：{line} {amount.words}{mark}。"
    text += _source_in_words(figure)
    if not (reading.narrower and rows_of_line(reading.narrower[0], library)):
        text += _narrower_note(reading, titles, cited, stated)
    if plan.lookup and plan.lookup.spent:
        text += _lines_of_total(reading, plan, library, titles, cited, stated)
    return text, stated


def _source_in_words(figure: Figure) -> str:
    """The sentence that tells a figure, unless it is long."""
    if not figure.sentence or len(figure.sentence) > _QUOTED_SENTENCE:
        return ""
    return f"原文：“{figure.sentence}”"


def _each_source_once(text: str, readings: tuple[Reading, ...], quoted: str) -> str:
    """The text with the sentence of each figure at its first figure only, and not at all where it
    is quoted below, in its context."""
    below = fold(quoted)
    sources = {_source_in_words(reading.figure): reading.figure.sentence for reading in readings}
    for source, sentence in sources.items():
        if source:
            before, found, after = text.partition(source)
            kept = "" if fold(sentence) in below else found
            text = before + kept + after.replace(source, "")
    return text


def _elsewhere(reading: Reading) -> Iterable[Figure]:
    """Further places of the same amount, on other pages, for whoever wants to compare."""
    seen = {reading.figure.locators[0].page}
    shown = 0
    for figure in reading.agreeing:
        if figure.locators[0].page not in seen and shown < _AGREEING:
            seen.add(figure.locators[0].page)
            shown += 1
            yield figure


def _narrower_note(
    reading: Reading, titles: dict[str, str], cited: Citations, stated: list[StatedFigure]
) -> str:
    """The same line under one fund only, where it is another amount: the reader should know."""
    notes = []
    for figure in reading.narrower[:1]:
        narrow = Reading(reading.report, figure)
        amount = amount_in_words(figure, "")
        title = titles.get(figure.table_id, "")
        mark = cited.cite_figure(reading.report, figure, title)
        stated += stated_figures(narrow.report, narrow.figure, amount, "context")
        notes.append(f"《{title}》口径为{amount.words}{mark}。")
    return "".join(notes)


def _lines_of_total(
    reading: Reading,
    plan: Plan,
    library: Library,
    titles: dict[str, str],
    cited: Citations,
    stated: list[StatedFigure],
) -> str:
    """The innermost lines of the table below a total, where these were asked for."""
    parts = []
    for figure in lines_below(reading, library)[:_MOST_LINES]:
        amount = amount_in_words(figure, "")
        mark = cited.cite_figure(reading.report, figure, titles.get(figure.table_id, ""))
        stated += stated_figures(reading.report, figure, amount, "context")
        parts.append(f"{figure.row_code} {figure.row_label} {amount.words}{mark}")
    return f"其中：{'；'.join(parts)}。" if parts else ""


def _titles(readings: Iterable[Reading], library: Library) -> dict[str, str]:
    reports = {reading.report.id for reading in readings if reading.figure.table_id}
    return {table.id: table.title for r in reports for table in library.tables(r)}


def ask_which(question: Question, plan: Plan, readings: tuple[Reading, ...]) -> Answer:
    """Ask back, offering every reading with its figure."""
    choices: list[Choice] = []
    figures: list[StatedFigure] = []
    several = len({reading.report.id for reading in readings}) > 1
    for reading in readings[:8]:
        amount = amount_in_words(reading.figure, plan.lookup.unit if plan.lookup else "")
        figures += stated_figures(reading.report, reading.figure, amount, "context")
        asked = _asked_again(question, reading, several)
        choices.append(Choice(_choice_label(reading, amount), asked))
    head = "有几份报告符合，请问您指哪一份？" if several else "这个说法有几种口径，请问您指哪一种？"
    if plan.english:
        head = "Several readings fit. Which one do you mean?"
    text = "\n".join([head, *(f"· {choice.label}" for choice in choices)])
    return Answer(
        question,
        "clarify",
        text,
        plan.reading,
        figures=unique_figures(figures),
        choices=tuple(choices),
    )


def _asked_again(question: Question, reading: Reading, several: bool) -> str:
    report, figure = reading.report, reading.figure
    if several:
        return f"{report.publisher}{report.fiscal_year}年{question.text}"
    code = figure.row_code or ""
    heads = "".join(figure.column_path)
    return f"{report.publisher}{report.fiscal_year}年{code}{figure.row_label}{heads}是多少？"


def ask_which_report(question: Question, plan: Plan, reports: tuple[Report, ...]) -> Answer:
    """Ask back which report is meant, where several tell of what is asked."""
    choices = tuple(
        Choice(title_in_words(r), f"{r.publisher}{r.fiscal_year}年{question.text}")
        for r in reports[:8]
    )
    head = "Several reports fit. Which one do you mean?" if plan.english else "您指哪一份报告？"
    text = "\n".join([head, *(f"· {choice.label}" for choice in choices)])
    return Answer(question, "clarify", text, plan.reading, choices=choices)


def _suggestions(reading: Reading) -> tuple[str, ...]:
    report = reading.report
    name = f"{report.publisher}{report.fiscal_year}年"
    return (f"{name}“三公”经费是多少？", f"{name}的主要职责有哪些？")


def _reading_in_words(reading: Reading, title: str) -> str:
    """The executed reading: ``2023年度 · 某某中心 · 支出决算表 · 事业运行 · 基本支出``."""
    figure, report = reading.figure, reading.report
    parts = [f"{figure.year or report.fiscal_year}年度", report.publisher, title]
    parts.append(f"{figure.row_code} {figure.row_label}" if figure.row_code else figure.row_label)
    return " · ".join(part for part in (*parts, *figure.column_path) if part)


def _choice_label(reading: Reading, amount: Amount) -> str:
    """A choice to offer: whose, which line, how much."""
    return f"{title_in_words(reading.report)}：{line_in_words(reading.figure)} {amount.words}"
