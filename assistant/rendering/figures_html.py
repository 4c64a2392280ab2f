"""Figures looked up by staff, as HTML: rows that open their page, or lines side by side."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from html import escape
from urllib.parse import quote, urlencode

from assistant.rendering.languages import Texts
from assistant.selection.figure_comparison import ComparedCell, ComparedLine, Comparison
from assistant.selection.figure_completion import UnclearFilter
from assistant.selection.figure_selection import KINDS, Selection, query_of
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
        f"<td>{row.year} {escape(row.basis)}</td>"
        f"<td>{escape(row.publisher)} <small>{KINDS[row.kind]}</small></td>"
        f"<td><a href='{escape(row.link)}'>{escape(where)}</a></td></tr>"
    )


def comparison_html(compared: Comparison, selection: Selection, say: Texts) -> str:
    """The lines with a column for each of the values compared, and what is missing."""
    notes = "".join(_note(note) for note in compared.notes)
    if not compared.lines:
        return _note(say("figures.none")) + notes
    body = "".join(_line(line, say) for line in compared.lines)
    heads = [say("figures.line"), say("figures.column"), say("figures.unit"), *compared.names]
    count = say("figures.lines", count=len(compared.lines))
    if compared.more:
        count += say("figures.cut")
    return (
        f"<div class='figures'><p class='tally'>{escape(count)}"
        f"{_files(selection, compared.by, say)}</p>{notes}{_table(heads, body, say)}</div>"
    )


def _line(line: ComparedLine, say: Texts) -> str:
    code = f"<small>{escape(line.row_code)}</small> " if line.row_code else ""
    cells = "".join(_compared(cell, line.unit, say) for cell in line.cells)
    return (
        f"<tr><td>{code}{escape(line.row_label or '—')}</td>"
        f"<td>{escape(line.column)} <small>{escape(line.apart)}</small></td>"
        f"<td>{escape(line.unit)}</td>{cells}</tr>"
    )


def _compared(cell: ComparedCell, unit: str, say: Texts) -> str:
    """The amount as a link to its place, with what it differs by; several are all shown."""
    if not cell.rows:
        return f"<td class='amount'><span title='{escape(say('figures.missing'))}'>-</span></td>"
    links = " ≠ ".join(
        f"<a href='{escape(row.link)}'>{escape(row.printed or '—')}"
        f"{'' if row.unit == unit else escape(row.unit)}</a>"
        for row in cell.rows
    )
    row = cell.row
    value = f" data-value='{row.value:f}'" if row and row.value is not None else ""
    difference = ""
    if cell.difference is not None:
        change = "-" if cell.change is None else f"{cell.change:+}%"
        difference = f"<small>{cell.difference:+,f} · {change}</small>"
    return f"<td class='amount'{value}>{links}{difference}</td>"


def unclear_html(unclear: UnclearFilter, say: Texts) -> str:
    """Why a filter cannot be completed, and the names that fit what was typed."""
    if not unclear.candidates:
        return _note(say("figures.unknown", text=unclear.text))
    names = "".join(f"<li>{escape(each.value)}</li>" for each in unclear.candidates)
    head = escape(say("figures.unclear", text=unclear.text))
    return f"<div class='note'><p>{head}</p><ul>{names}</ul></div>"


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
