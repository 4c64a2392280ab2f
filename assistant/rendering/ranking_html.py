"""A ranking as HTML: publishers from the highest amount down, and who gives none, by reason."""

from __future__ import annotations

from decimal import Decimal
from html import escape
from itertools import groupby

from assistant.rendering.amount_html import decimals_of
from assistant.rendering.compared_cell_html import (
    amount_cell,
    apart_words,
    besides_words,
    head_cell,
    linked,
    scrolled,
)
from assistant.rendering.languages import Texts
from assistant.rendering.measure_words import concept_words
from assistant.selection.compared import (
    ComparedCell,
    ComparedLine,
    Section,
    amount_in,
    real_amount,
)
from ingest.language.amounts import is_money


def ranking_html(section: Section, say: Texts) -> str:
    """The one line of a section as a ranking, with bars."""
    (line,) = section.lines
    amounts = [amount_in(cell.row, line.unit) for cell in line.cells]
    decimals = decimals_of(amounts)
    reals = [real_amount(cell.row) if cell.row else None for cell in line.cells]
    highest = max((real for real in reals if real), default=Decimal(0))
    order = sorted(range(len(section.values)), key=lambda at: _place(line.cells[at], reals[at]))
    rows = "".join(
        _standing(
            section.values[at], line.cells[at], line, decimals, _share(reals[at], highest), say
        )
        for at in order
        if line.cells[at].rows
    )
    told = sum(bool(cell.rows) for cell in line.cells)
    count = say("figures.told_by", told=told, all=len(section.values) + section.more)
    what = "amount" if is_money(line.unit) else "number"
    heads = [("rank", ""), ("publisher", ""), (what, line.unit), ("place", "")]
    head = "".join(
        head_cell(say(f"figures.{key}"), unit, "amount" if key == what else "")
        for key, unit in heads
    )
    return (
        f"{measure_html(line, say, besides_words(line, say), count)}"
        f"{scrolled('ranked', head, f'<tbody>{rows}</tbody>', say)}{_missing(section, line, say)}"
    )


def measure_html(line: ComparedLine, say: Texts, besides: str = "", count: str = "") -> str:
    """What is measured, above a table of publishers."""
    return (
        f"<p class='measure'><b>{escape(concept_words(line.concept, say))}</b> "
        f"<span>{escape(besides)}</span> <small>{escape(count)}</small></p>"
    )


def _place(cell: ComparedCell, real: Decimal | None) -> tuple[int, Decimal]:
    return cell.place, -(real or Decimal(0))


def _share(real: Decimal | None, highest: Decimal) -> Decimal:
    """How long the bar is, in percent; none for what is below nought."""
    return max(real / highest * 100, Decimal(0)) if real and highest else Decimal(0)


def _standing(
    name: str, cell: ComparedCell, line: ComparedLine, decimals: int, share: Decimal, say: Texts
) -> str:
    (row,) = cell.rows
    bar = f"<i class='bar' style='width:{share:.1f}%'></i>" if share else ""
    apart = apart_words(cell, line, say)
    told = f"<small>{escape(apart)}</small>" if apart else ""
    page = escape(say("figures.page", page=row.page))
    return (
        f"<tr data-link='{escape(row.link)}'><td class='place'>{cell.place or ''}</td>"
        f"<td class='name'>{escape(name)}{told}{bar}</td>{amount_cell(cell, line.unit, decimals)}"
        f"<td><a href='{escape(row.link)}'>{page}</a></td></tr>"
    )


def _missing(section: Section, line: ComparedLine, say: Texts) -> str:
    """Who gives no amount, by reason."""
    gaps = [
        (cell.why, name, cell.link)
        for name, cell in zip(section.values, line.cells, strict=True)
        if not cell.rows
    ]
    gaps.sort(key=lambda gap: gap[0])
    between = say("figures.between")
    told = "".join(
        f"<p><b>{escape(say(f'why.{why}'))}</b> "
        f"{between.join(linked(name, link) for _, name, link in named)}</p>"
        for why, named in groupby(gaps, key=lambda gap: gap[0])
    )
    return f"<div class='gaps'>{told}</div>" if told else ""
