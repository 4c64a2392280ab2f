"""Figures looked up by staff, as HTML: rows that open their page, or lines side by side."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from html import escape
from urllib.parse import quote, urlencode

from assistant.rendering.comparison_html import sections_html
from assistant.rendering.languages import Texts
from assistant.rendering.measure_words import (
    concept_words,
    fund_words,
    nature_words,
    stage_words,
)
from assistant.selection.compared import Comparison
from assistant.selection.figure_completion import UnclearFilter
from assistant.selection.figure_selection import Candidate, Field, Selection, query_of
from assistant.selection.figure_table import FigureRow, FoundRows
from ingest.language.amounts import grouped

FORMATS = ("xlsx", "csv", "json")


def rows_html(found: FoundRows, selection: Selection, say: Texts) -> str:
    """The rows as a table that can be sorted, with the files to take away."""
    if not found.rows:
        return _note(say("figures.none"))
    heads = ("line", "column", "value", "unit", "about", "publisher", "place")
    body = "".join(_row(row, say) for row in found.rows)
    count = say("figures.first" if found.more else "figures.count", count=len(found.rows))
    return (
        f"<div class='figures'><p class='tally'>{escape(count)}{_files(selection, '', say)}</p>"
        f"{_table([say(f'figures.{head}') for head in heads], body, say)}</div>"
    )


def _row(row: FigureRow, say: Texts) -> str:
    amount = _amount_cell(row.value, row.printed)
    line = f"<small>{escape(row.row_code)}</small> " if row.row_code else ""
    where = say("figures.page", page=row.page)
    corrected = f" <em>{escape(say('figures.corrected'))}</em>" if row.corrected else ""
    return (
        f"<tr data-link='{escape(row.link)}'>"
        f"<td title='{escape(row.row_path)}'>{line}{escape(row.row_label or '—')}</td>"
        f"<td title='{escape(row.title)}'>{escape(row.column)}</td>{amount}"
        f"<td>{escape(row.unit)}{corrected}</td>"
        f"<td>{row.year} {escape(stage_words(row.stage, say) or row.basis)}"
        f"<small>{escape(_measure(row, say))}</small></td>"
        f"<td>{escape(row.publisher)} <small>{escape(say(f'kinds.{row.kind}'))}</small></td>"
        f"<td><a href='{escape(row.link)}'>{escape(where)}</a></td></tr>"
    )


def _measure(row: FigureRow, say: Texts) -> str:
    """Of which money and nature a figure is."""
    nature = nature_words(row.concept, row.nature, say)
    return " · ".join(filter(None, (fund_words(row.fund, say), nature)))


def comparison_html(compared: Comparison, selection: Selection, say: Texts) -> str:
    """What is compared, with the files to take away."""
    sections = sections_html(compared, selection, say)
    if not compared.sections:
        told = say("figures.choose_publishers" if compared.by != "publishers" else "figures.none")
        return f"<div class='figures'>{_note(told)}{sections}</div>"
    lines = {(line.concept, line.row_label) for s in compared.sections for line in s.lines}
    count = say("figures.measures", count=len(lines))
    if compared.more:
        count += say("figures.cut")
    return (
        f"<div class='figures'><p class='tally'>{escape(count)}"
        f"{_files(selection, compared.by, say)}</p>{sections}</div>"
    )


def unclear_html(unclear: UnclearFilter, say: Texts) -> str:
    """Why a filter cannot be completed, and the names that fit what was typed."""
    if not unclear.candidates:
        return _note(say("figures.unknown", text=unclear.text))
    names = "".join(
        f"<li>{escape(candidate_words(unclear.field, each, say))}</li>"
        for each in unclear.candidates
    )
    head = escape(say("figures.unclear", text=unclear.text))
    return f"<div class='note'><p>{head}</p><ul>{names}</ul></div>"


def candidate_words(field: Field, candidate: Candidate, say: Texts) -> str:
    """What a filter may take, in the words of the page."""
    if field == "concepts":
        return concept_words(candidate.value, say)
    if field in ("funds", "natures", "kinds"):
        return say(f"{field}.{candidate.value}")
    if field == "rows":
        *codes, _name = candidate.label.split(" ")
        return " ".join((candidate.value, *codes[:1]))
    return candidate.label


def _amount_cell(value: Decimal | None, printed: str) -> str:
    if value is None:
        return f"<td class='amount'>{escape(printed)}</td>"
    return f"<td class='amount' data-value='{value:f}'>{grouped(value)}</td>"


def _table(heads: Iterable[str], body: str, say: Texts) -> str:
    header = "".join(
        f"<th scope='col'><button type='button'>{escape(head)}</button></th>" for head in heads
    )
    name = escape(say("figures.table"))
    return (
        f"<div class='scroll' tabindex='0' role='region' aria-label='{name}'><table>"
        f"<thead><tr>{header}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _files(selection: Selection, by: str, say: Texts) -> str:
    """Links to the files that hold exactly what is selected."""
    query = urlencode({**_given(selection), **({"compare": by} if by else {})}, quote_via=quote)
    links = "".join(
        f"<a class='file' download href='figures.{form}?{escape(query)}'>{form.upper()}</a>"
        for form in FORMATS
    )
    return f"<span class='files'>{escape(say('figures.files'))}{links}</span>"


def _given(selection: Selection) -> dict[str, str]:
    return {field: text for field, text in query_of(selection).items() if text}


def _note(words: str) -> str:
    return f"<p class='note'>{escape(words)}</p>"
