"""What the chat shows, as HTML: answers with their figures large and their citations as links.

All words from questions and reports are escaped, and each answer is one line: the chat would read
what follows a blank line as Markdown, and fetch the pictures that a question names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from html import escape

from assistant.answers import Answer, Citation, Draft
from assistant.composing.citations import title_in_words
from assistant.permalinks import asking_link, link_of, place_at
from assistant.rendering.answer_rows import MANY, AnswerRow, told_apart
from assistant.rendering.charts import chart_of
from assistant.rendering.languages import Texts
from ingest.language.amounts import grouped
from ingest.nouns import Locator

_MOST_AMOUNTS = 8
_CHIP_LENGTH = 60

FigureIds = Mapping[tuple[str, tuple[Locator, ...]], str]
"""The figure that stands at some locators of a report, for permalinks that name it."""

_LINE_ENDS = re.compile(r"[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_LISTED = re.compile(r"^\d+\. ")
"""A line of a ranking."""
_NOTE = re.compile(r"^(?:注意：|更正：|Note: |Corrected: )")
"""A line about the report or its reading: a contradiction, a correction."""


def answer_html(
    answer: Answer,
    say: Texts,
    figures: FigureIds | None = None,
    rows: Sequence[AnswerRow] = (),
) -> str:
    """An answer as one block of HTML; many ``rows`` stand in a table, drawn besides."""
    reading = f"<p class='reading'>{escape(answer.reading)}</p>" if answer.reading else ""
    links = {citation.mark: _link(citation, figures or {}) for citation in answer.citations}
    many = len(rows) >= MANY
    tabled = {(row.report.id, row.figure.locators) for row in rows} if many else set()
    chips = "".join(
        _chip(citation, links[citation.mark], say)
        for citation in answer.citations
        if (citation.report_id, citation.locators) not in tabled
    )
    heading = f"<span>{escape(say('chat.sources'))}</span>"
    sources = f"<div class='sources'>{heading}{chips}</div>" if chips else ""
    before, after = _lines(answer, without_list=many)
    notes = "".join(
        f"<p class='note'>{_marked(line, links)}</p>"
        for line in (*before, *after)
        if _NOTE.match(line)
    )
    return one_line(
        f"<div class='answer {answer.outcome}'>{reading}{'' if many else _amounts(answer)}"
        f"{_said(before, links)}{_table(answer, rows, say) if many else ''}"
        f"{_said(after, links) if after else ''}{notes}{sources}{_tools(answer, say)}</div>"
    )


def _said(lines: Sequence[str], links: Mapping[int, str]) -> str:
    """Lines of the text, without the notes among them."""
    said = "<br>".join(_marked(line, links) for line in lines if not _NOTE.match(line))
    return f"<p class='said'>{said}</p>"


def asked(answer: Answer) -> tuple[str, ...]:
    """The questions that led to an answer, the oldest first."""
    return (*answer.question.earlier, answer.question.text)


def _tools(answer: Answer, say: Texts) -> str:
    """What to do with an answer: take it along with its sources, link to it, judge it."""
    names = ("copy", "useful", "useless", "error")
    buttons = "".join(
        f"<button type='button' class='{name}'>{escape(say(f'tools.{name}'))}</button>"
        for name in names
    )
    link = f"<a class='self' href='{escape(asking_link(asked(answer)))}'>"
    return f"<p class='tools'>{buttons}{link}{escape(say('tools.link'))}</a></p>"


def _table(answer: Answer, rows: Sequence[AnswerRow], say: Texts) -> str:
    """The rows with their pages, to be taken along; drawn where one unit holds for all."""
    units = {row.unit for row in rows}
    of_all = f"（{escape(rows[0].unit)}）" if len(units) == 1 else ""
    marks = {(one.report_id, one.locators): f"[{one.mark}] " for one in answer.citations}
    own = [marks.get((row.report.id, row.figure.locators), "") for row in rows]
    title, names = told_apart(rows)
    if not title and len({row.report.id for row in rows}) > 1:
        names = tuple(f"{name} · {row.label}" for name, row in zip(names, rows, strict=True))
    shown = "".join(
        _row(row, name, mark, say, with_unit=len(units) > 1)
        for row, name, mark in zip(rows, names, own, strict=True)
    )
    heading = say(_heading(rows, names))
    query = escape(asking_link(asked(answer)))
    take = "".join(
        f"<a href='answers/rows.{kind}{query}' download>{kind.upper()}</a>"
        for kind in ("xlsx", "csv")
    )
    chart = chart_of(rows)
    drawn = ""
    if chart is not None:
        points = "；".join(
            f"{name} {grouped(value)}"
            for name, value in zip(chart.names, chart.values, strict=True)
        )
        words = say("chat.chart", title=chart.title, unit=chart.unit, points=points)
        drawn = f"<img class='chart' src='answers/chart.svg{query}' alt='{escape(words)}'>"
    return (
        f"<table class='rows'><thead><tr><th scope='col'>{escape(heading)}</th>"
        f"<th scope='col' class='number'>{escape(title or say('rows.value'))}{of_all}</th>"
        f"<th scope='col'>{escape(say('chat.sources'))}</th></tr></thead><tbody>{shown}</tbody>"
        f"</table><p class='take'>{escape(say('chat.take', rows=len(rows)))}{take}</p>{drawn}"
    )


def _heading(rows: Sequence[AnswerRow], names: Sequence[str]) -> str:
    """What the names of the rows are: bodies, years or lines."""
    if list(names) == [row.report.publisher for row in rows]:
        return "rows.publisher"
    return "rows.year" if list(names) == [str(row.figure.year) for row in rows] else "rows.label"


def _row(row: AnswerRow, name: str, mark: str, say: Texts, *, with_unit: bool) -> str:
    unit = f" {escape(row.unit)}" if with_unit else ""
    page = mark + escape(say("chat.page", page=row.place.page))
    whole = escape(title_in_words(row.report))
    return (
        f"<tr><th scope='row'>{escape(name)}</th><td class='number'>{grouped(row.value)}{unit}"
        f"</td><td><a href='{escape(link_of(row.place))}' title='{whole}'>{page}</a></td></tr>"
    )


def draft_html(draft: Draft) -> str:
    """What has been written of an answer so far; its marks open nothing yet."""
    lines = [escape(line) for line in draft.text.splitlines() if line.strip()]
    said = "<br>".join(lines)
    return one_line(
        f"<div class='answer writing' aria-busy='true'><p class='said'>{said}</p></div>"
    )


def sentence_html(words: str) -> str:
    """A plain sentence in the place of an answer."""
    return one_line(f"<div class='answer failed'><p class='said'>{escape(words)}</p></div>")


def one_line(html: str) -> str:
    """HTML without line ends."""
    return _LINE_ENDS.sub(" ", html)


def _amounts(answer: Answer) -> str:
    """The figures asked for, large; one that is given in two units in the one asked for."""
    if answer.outcome != "answered":
        return ""
    shown: dict[tuple[str, int | None, str], str] = {}
    for figure in answer.figures:
        if figure.role == "answer":
            amount = f"{grouped(Decimal(figure.value))}<small>{escape(figure.unit)}</small>"
            shown[(figure.file, figure.page, figure.label)] = (
                f"<div class='amount'><span>{escape(figure.label)}</span>"
                f"<strong>{amount}</strong></div>"
            )
    blocks = "".join(list(shown.values())[:_MOST_AMOUNTS])
    return f"<div class='amounts'>{blocks}</div>" if blocks else ""


def _lines(answer: Answer, *, without_list: bool) -> tuple[list[str], list[str]]:
    """The lines of the text, without those that only repeat an offered choice; where its list
    stands in a table, what is said before the list and what is said after it."""
    offered = {f"· {choice.label}" for choice in answer.choices}
    lines = [line for line in answer.text.splitlines() if line.strip() and line not in offered]
    listed = [at for at, line in enumerate(lines) if _LISTED.match(line)]
    if not (without_list and listed):
        return lines, []
    kept = [
        [line for line in part if not _LISTED.match(line)]
        for part in (lines[: listed[-1]], lines[listed[-1] :])
    ]
    return kept[0], kept[1]


def _marked(line: str, links: Mapping[int, str]) -> str:
    """A line with its marks as links."""
    text = escape(line)
    for mark, link in links.items():
        text = text.replace(f"[{mark}]", f"<a class='mark' href='{link}'>[{mark}]</a>")
    return text


def _link(citation: Citation, figures: FigureIds) -> str:
    figure_id = figures.get((citation.report_id, citation.locators), "")
    return escape(link_of(place_at(citation.report_id, citation.locators, figure_id)))


def _chip(citation: Citation, link: str, say: Texts) -> str:
    page = say("chat.page", page=citation.locators[0].page) if citation.locators else ""
    start = citation.quote
    if len(start) > _CHIP_LENGTH:
        start = start[: _CHIP_LENGTH - 1] + "…"
    return (
        f"<a class='chip' href='{link}' title='{escape(f'{citation.report}：{citation.quote}')}'>"
        f"<b>[{citation.mark}]</b> {escape(page)} <span>{escape(start)}</span></a>"
    )
