"""One cell of a comparison as HTML: an amount that opens its page, or why there is none."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from assistant.rendering.amount_html import amount_html, room_behind
from assistant.rendering.languages import Texts
from assistant.rendering.measure_words import fund_words, nature_words
from assistant.selection.compared import (
    ComparedCell,
    ComparedLine,
    amount_in,
    real_amount,
    told_by_another,
)


def compared_cell(
    cell: ComparedCell, line: ComparedLine, decimals: int, say: Texts, told_in: int = 0
) -> str:
    """The amount as a link to its place, with what it differs by; or why there is none.

    ``told_in`` is the year of the reports that tell it, where the head of its column says so.
    """
    if not cell.rows:
        short, told = say(f"why_short.{cell.why or 'none'}"), say(f"why.{cell.why or 'none'}")
        words = linked(short, cell.link)
        return f"<td class='amount why' title='{escape(told)}'>{words}</td>"
    if len(cell.rows) > 1:
        links = " ≠ ".join(
            linked(f"{row.printed}{'' if row.unit == line.unit else row.unit}", row.link)
            for row in cell.rows
        )
        return f"<td class='amount'>{links}</td>"
    told = "".join(f"<small>{escape(words)}</small>" for words in _below(cell, line, say, told_in))
    return amount_cell(cell, line.unit, decimals, told)


def amount_cell(cell: ComparedCell, unit: str, decimals: int, told: str = "") -> str:
    """The cell of one amount in the unit, else as printed with its own; ``told`` below it."""
    (row,) = cell.rows
    value = amount_in(row, unit)
    if value is None:
        words = f"{row.printed or '—'}{'' if row.unit == unit else row.unit}"
        shown, room = escape(words), ""
    else:
        shown, room = amount_html(value), room_behind(value, decimals)
    real = real_amount(row)
    sorted_by = f" data-value='{real:f}'" if real is not None else ""
    printed = escape(f"{row.printed} {row.unit}")
    return (
        f"<td class='amount'{sorted_by}>"
        f"<a href='{escape(row.link)}' title='{printed}'>{shown}</a>{room}{told}</td>"
    )


def _below(cell: ComparedCell, line: ComparedLine, say: Texts, told_in: int) -> Iterator[str]:
    if cell.difference is not None:
        change = "" if cell.change is None else f" · {cell.change:+}%"
        yield f"{cell.difference:+,f}{change}"
    if words := apart_words(cell, line, say, told_in):
        yield words


def told_in_words(year: int, say: Texts) -> str:
    """That reports of another year tell an amount; "" for 0."""
    return say("figures.told_in", year=year) if year else ""


def apart_words(cell: ComparedCell, line: ComparedLine, say: Texts, told_in: int = 0) -> str:
    """What a cell is of, where it is not what its line is of."""
    (row,) = cell.rows
    words = []
    if line.concept and row.fund != line.fund:
        words.append(fund_words(row.fund, say) or say("figures.no_fund"))
    if row.report_year not in (row.year, told_in):
        words.append(told_in_words(row.report_year, say))
    if told_by_another(row):
        words.append(say("figures.told_by_another", publisher=row.publisher))
    if row.corrected:
        words.append(say("figures.corrected"))
    if cell.editions_differ:
        words.append(say("figures.editions_differ"))
    return " · ".join(words)


def besides_words(line: ComparedLine, say: Texts) -> str:
    """Of which money and nature a line is."""
    nature = nature_words(line.concept, line.nature, say)
    return " · ".join(filter(None, (fund_words(line.fund, say), nature)))


def linked(words: str, link: str) -> str:
    """The words, as a link where there is one."""
    return f"<a href='{escape(link)}'>{escape(words)}</a>" if link else escape(words)


def head_cell(words: str, besides: str = "", name: str = "") -> str:
    """A heading by which the rows can be sorted."""
    small = f"<small>{escape(besides)}</small>" if besides else ""
    kind = f" class='{name}'" if name else ""
    return f"<th scope='col'{kind}><button type='button'>{escape(words)}{small}</button></th>"


def scrolled(name: str, head: str, bodies: str, say: Texts) -> str:
    """A table of that class in a region that scrolls."""
    label = escape(say("figures.table"))
    return (
        f"<div class='scroll' tabindex='0' role='region' aria-label='{label}'>"
        f"<table class='{name}'><thead><tr>{head}</tr></thead>{bodies}</table></div>"
    )
