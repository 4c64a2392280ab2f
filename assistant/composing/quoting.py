"""Answers from the text: sentences quoted as they stand, grouped by report, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from assistant.answers import Answer, Question, StatedFigure
from assistant.composing.citations import Citations, title_in_words
from assistant.composing.wording import amount_in_words, stated_figures
from assistant.figures.prose_lookup import rises
from assistant.passages.excerpts import excerpt
from assistant.passages.ranking import Evidence
from assistant.passages.sought import direction_asked
from assistant.plan import Plan
from ingest.language.changes import any_change
from ingest.language.glyphs import fold
from ingest.library import Library
from ingest.nouns import Figure, Report

TEXT_LIMIT = 760
"""The letters that an answer may have."""
_QUOTE_LIMIT = 320
_LIST_LIMIT = 1500
_AROUND = 6
_ALIKE_SHOWN = 4
_MOVES = re.compile(any_change("words", "rates", "letters"))
_LISTS = ("duties", "structure")


def answer_passages(
    question: Question, plan: Plan, evidence: tuple[Evidence, ...], library: Library
) -> Answer:
    """The extractive answer to an explanatory question: sentences as printed, grouped by report."""
    cited = Citations()
    text, figures = quotes(plan, evidence, cited, library, TEXT_LIMIT)
    return Answer(
        question,
        "answered",
        without_figure(plan) + only_near(plan, evidence) + text if text else "",
        plan.reading,
        figures=unique_figures(figures),
        citations=cited.all(),
    )


def without_figure(plan: Plan) -> str:
    """Says so where a figure was asked besides and none was found."""
    if plan.lookup is None or plan.search is None or plan.search.content == plan.asked:
        return ""
    if plan.english:
        return "No figure that answers was found; the text says:\n"
    return "没有找到可直接回答的数字，相关原文如下。\n"


def only_near(plan: Plan, evidence: tuple[Evidence, ...]) -> str:
    """Says so where the passages quoted have only the meaning of the question, not its words."""
    if not evidence or not evidence[0].near:
        return ""
    if plan.english:
        return "The report does not use these words; closest in meaning:\n"
    return "报告没有用这样的说法，意思相近的原文如下。\n"


def quotes(
    plan: Plan,
    evidence: tuple[Evidence, ...],
    cited: Citations,
    library: Library,
    room: int,
) -> tuple[str, list[StatedFigure]]:
    """The quotations of some evidence within ``room`` letters, and the figures they state."""
    lines: list[str] = []
    figures: list[StatedFigure] = []
    by_report: dict[str, list[Evidence]] = {}
    for item in evidence:
        by_report.setdefault(item.report.id, []).append(item)
    listed = plan.search is not None and plan.search.kind in _LISTS
    room = max(room, _LIST_LIMIT) if listed else room
    tell = _list_of_report if listed else _of_report
    for own in by_report.values():
        text, stated = tell(plan, own, cited, library, room // len(by_report))
        lines += [text] if text else []
        figures += stated
    return "\n".join(lines), figures


def _of_report(
    plan: Plan, own: list[Evidence], cited: Citations, library: Library, room: int
) -> tuple[str, list[StatedFigure]]:
    report = own[0].report
    heading = _heading(own, plan)
    room -= len(heading)
    told = library.prose_figures(report.id)
    quoted: list[str] = []
    texts: list[str] = []
    for item in own:
        quote = excerpt(item.passage, plan, min(room, _QUOTE_LIMIT))
        if not quote or len(quote) + _AROUND > room or cited.full:
            break
        room -= len(quote) + _AROUND
        marks = cited.cite(report, item.passage.locators, quote)
        for other, passage in item.also[: _ALIKE_SHOWN - 1]:
            marks += cited.cite(other, passage.locators, passage.text)
        quoted.append(f"“{quote}”{marks}")
        texts.append(quote)
    if not texts:
        return "", []
    stated = [f for text in texts for f in _quoted_figures(report, told, text)]
    note = contradiction(plan, told, "".join(texts))
    return note + heading + "\n" + "\n".join(quoted), stated


def _list_of_report(
    plan: Plan, own: list[Evidence], cited: Citations, library: Library, room: int
) -> tuple[str, list[StatedFigure]]:
    """A list quoted whole with one mark a page; says where it goes on if it is too long."""
    report = own[0].report
    lines: list[str] = []
    stated: list[StatedFigure] = []
    told = library.prose_figures(report.id)
    for _, group in groupby(own, key=lambda item: item.passage.locators[0].page):
        items = list(group)
        kept = _within(items, room)
        texts = [item.passage.text for item in kept]
        room -= sum(len(text) + 1 for text in texts) + _AROUND
        if kept and not cited.full:
            places = tuple(place for item in kept for place in item.passage.locators)
            quote = "\n".join(texts)
            lines.append(f"“{quote}”{cited.cite(report, places, quote)}")
            stated += [f for text in texts for f in _quoted_figures(report, told, text)]
        if len(kept) < len(items):
            lines.append(_left_out(own[own.index(items[len(kept)]) :], plan))
            break
    return _heading(own, plan) + "\n" + "\n".join(lines), stated


def _within(items: list[Evidence], room: int) -> list[Evidence]:
    kept: list[Evidence] = []
    for item in items:
        room -= len(item.passage.text) + 1
        if room < 0 and kept:
            break
        kept.append(item)
    return kept if room >= 0 or len(kept) > 1 else kept[:1]


def _left_out(left: list[Evidence], plan: Plan) -> str:
    """Says where a list goes on that is too long to quote whole."""
    pages = sorted({locator.page for item in left for locator in item.passage.locators})
    if plan.english:
        return f"({len(left)} more items on pages {pages[0]} to {pages[-1]})"
    where = f"第{pages[0]}页" if len(pages) == 1 else f"第{pages[0]}至{pages[-1]}页"
    return f"（其余{len(left)}条见{where}）"


def _heading(own: list[Evidence], plan: Plan) -> str:
    """Whose words follow; where reports say the same word for word, all of them."""
    also = own[0].also
    names = [title_in_words(own[0].report), *(title_in_words(r) for r, _ in also)]
    shown = "、".join(names[:_ALIKE_SHOWN])
    if len(names) > _ALIKE_SHOWN:
        shown += f"等{len(names)}份报告"
    alike = "（表述相同）" if also else ""
    return f"{shown}{alike}:" if plan.english else f"{shown}{alike}："


def _quoted_figures(report: Report, told: tuple[Figure, ...], quote: str) -> Iterable[StatedFigure]:
    for figure in told:
        if figure.sentence and fold(figure.sentence) in fold(quote):
            yield from stated_figures(report, figure, amount_in_words(figure, ""), "context")


def contradiction(plan: Plan, told: tuple[Figure, ...], quoted: str) -> str:
    """A note where the report tells the opposite of what the question takes for granted."""
    direction = direction_asked(plan.search) if plan.search else ""
    if not direction:
        return ""
    wanted_rise = direction == "rise"
    moves = [
        figure
        for figure in told
        if figure.value
        and fold(figure.sentence) in fold(quoted)
        and _MOVES.search("".join(figure.column_path))
    ]
    if not moves or any(rises(figure) == wanted_rise for figure in moves):
        return ""
    figure = moves[0]
    told_words = f"{figure.row_label}{''.join(figure.column_path)}"
    return f"报告所述与提问的方向不同：{told_words}。\n"


def unique_figures(figures: Iterable[StatedFigure]) -> tuple[StatedFigure, ...]:
    """The figures without repetitions, in order."""
    seen: dict[tuple[str, str, int | None, str], StatedFigure] = {}
    for figure in figures:
        seen.setdefault((figure.value, figure.unit, figure.page, figure.figure_id), figure)
    return tuple(seen.values())
