"""A comparison as HTML: a ranking, publishers below each other, or measures with values beside.

Every amount opens its page; what is missing says why.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby
from urllib.parse import quote, urlencode

from assistant.rendering.amount_html import decimals_of
from assistant.rendering.compared_cell_html import (
    besides_words,
    compared_cell,
    head_cell,
    scrolled,
    told_in_words,
)
from assistant.rendering.languages import Texts
from assistant.rendering.measure_words import (
    concept_words,
    stage_words,
)
from assistant.rendering.ranking_html import measure_html, ranking_html
from assistant.selection.compared import (
    ComparedLine,
    Comparison,
    Period,
    Section,
    Why,
    amount_in,
)
from assistant.selection.concept_families import family_of
from assistant.selection.figure_selection import Selection, query_of
from assistant.selection.publishers_compared import FEW
from ingest.concepts.concept import concepts

_RANKED_FROM = 3
"""So many publishers and one measure are a ranking."""


def sections_html(compared: Comparison, selection: Selection, say: Texts) -> str:
    """The sections of a comparison, and which periods are held besides."""
    return "".join(_section(section, compared, say) for section in compared.sections) + _others(
        compared.others, selection, say
    )


def _section(section: Section, compared: Comparison, say: Texts) -> str:
    ranked = compared.by == "publishers" and len(section.lines) == 1
    if ranked and len(section.values) >= _RANKED_FROM and section.lines[0].concept:
        table = ranking_html(section, say)
    elif compared.by == "publishers" and len(section.values) > FEW:
        table = _publishers_below(section, say)
    else:
        table = _measures_below(section, compared, say)
    heading = escape(_heading(section, say))
    head = f"<h3>{heading}</h3>" if heading else ""
    return f"<section class='compared'>{head}{_notes(section, say)}{table}</section>"


def _heading(section: Section, say: Texts) -> str:
    stage = stage_words(section.stage, say)
    period = say("figures.period", year=section.year, stage=stage) if section.year else stage
    level = say(f"levels.{section.level}") if section.level else ""
    return " · ".join(filter(None, (section.publisher, period.strip(), level)))


def _notes(section: Section, say: Texts) -> str:
    notes = []
    if section.absent:
        stage = stage_words(section.stage, say)
        period = say("figures.period", year=section.year, stage=stage)
        notes.append(
            say("figures.absent", names=say("figures.between").join(section.absent), period=period)
        )
    if len({*section.levels} - {""}) > 1:
        notes.append(say("figures.levels_differ"))
    return "".join(f"<p class='note'>{escape(note)}</p>" for note in notes)


# Several measures of many publishers


def _publishers_below(section: Section, say: Texts) -> str:
    decimals = [_decimals(line) for line in section.lines]
    head = head_cell(say("figures.publisher")) + "".join(
        head_cell(concept_words(line.concept, say), _unit_and_fund(line, say), "amount")
        for line in section.lines
    )
    body = "".join(
        f"<tr><td class='name'>{escape(name)}</td>"
        + "".join(
            compared_cell(line.cells[at], line, places, say)
            for line, places in zip(section.lines, decimals, strict=True)
        )
        + "</tr>"
        for at, name in enumerate(section.values)
    )
    return scrolled("many", head, f"<tbody>{body}</tbody>", say) + _legend(section, say)


# Measures below each other


def _told_in(section: Section, at: int) -> int:
    """The year of the reports that tell a column, where all do and it is not their own, else 0."""
    rows = [row for line in section.lines for row in line.cells[at].rows]
    years = {row.report_year for row in rows}
    later = len(years) == 1 and all(row.report_year != row.year for row in rows)
    return years.pop() if later else 0


def _measures_below(section: Section, compared: Comparison, say: Texts) -> str:
    by_publisher = any(line.publisher for line in section.lines)
    first = say("figures.publisher" if by_publisher else "figures.concepts")
    names = [_value_words(value, compared, say) for value in section.values]
    levels = section.levels or ("",) * len(names)
    differ = len({*section.levels} - {""}) > 1
    told_in = [_told_in(section, at) for at in range(len(names))]
    head = head_cell(first) + "".join(
        head_cell(
            name,
            say(f"levels.{level}") if differ and level else told_in_words(year, say),
            "amount",
        )
        for name, level, year in zip(names, levels, told_in, strict=True)
    )
    bodies = "".join(
        f"<tbody>{_family_row(family, 1 + len(names), say)}"
        + "".join(_measure_row(line, section, told_in, say) for line in lines)
        + "</tbody>"
        for family, lines in groupby(section.lines, key=_family)
    )
    above = measure_html(section.lines[0], say) if by_publisher else ""
    return above + scrolled("beside", head, bodies, say) + _legend(section, say)


def _family(line: ComparedLine) -> str:
    return family_of(line.concept) if line.concept in concepts() and not line.publisher else ""


def _family_row(family: str, columns: int, say: Texts) -> str:
    if not family:
        return ""
    words = escape(say(f"families.{family}"))
    return f"<tr class='family'><th scope='colgroup' colspan='{columns}'>{words}</th></tr>"


def _measure_row(line: ComparedLine, section: Section, told_in: Sequence[int], say: Texts) -> str:
    if line.publisher:
        name, besides = line.publisher, besides_words(line, say)
    elif line.concept:
        name, besides = concept_words(line.concept, say), besides_words(line, say)
    else:
        name, besides = f"{line.row_code} {line.row_label}".strip() or "—", line.column
    stage = "" if section.stage == line.stage else stage_words(line.stage, say)
    besides = " · ".join(filter(None, (stage, line.unit, besides)))
    cells = "".join(
        compared_cell(cell, line, 0, say, year)
        for cell, year in zip(line.cells, told_in, strict=True)
    )
    return f"<tr><td class='name'>{escape(name)} <small>{escape(besides)}</small></td>{cells}</tr>"


def _value_words(value: str, compared: Comparison, say: Texts) -> str:
    if compared.by == "kinds":
        return say(f"kinds.{value}")
    return value


def _unit_and_fund(line: ComparedLine, say: Texts) -> str:
    return " · ".join(filter(None, (line.unit, besides_words(line, say))))


def _decimals(line: ComparedLine) -> int:
    return decimals_of(amount_in(cell.row, line.unit) for cell in line.cells)


def _legend(section: Section, say: Texts) -> str:
    """What the short words for what is missing stand for, and who tells nothing at all."""
    used: dict[Why, None] = {
        cell.why: None for line in section.lines for cell in line.cells if cell.why
    }
    words = " · ".join(
        f"{say(f'why_short.{why}')} = {say(f'why.{why}')}" for why in sorted(used) if why
    )
    legend = f"<p>{escape(words)}</p>" if words else ""
    if section.more:
        legend += f"<p>{escape(say('figures.more_publishers', count=section.more))}</p>"
    if section.more_measures:
        legend += f"<p>{escape(say('figures.more_measures', count=section.more_measures))}</p>"
    return f"<div class='gaps'>{legend}</div>" if legend else ""


# Periods


def _others(periods: Sequence[Period], selection: Selection, say: Texts) -> str:
    """The periods that are held besides, each a link to the same comparison in it."""
    links = "".join(_period_link(period, selection, say) for period in periods)
    told = escape(say("figures.other_periods"))
    return f"<p class='periods'><span>{told}</span>{links}</p>" if links else ""


def _period_link(period: Period, selection: Selection, say: Texts) -> str:
    kind = "budget" if period.stage == "budget" else "final_accounts"
    given = {**query_of(selection), "years": str(period.year), "kinds": kind}
    given |= {"tab": "figures", "compare": "publishers"}
    query = urlencode({name: text for name, text in given.items() if text}, quote_via=quote)
    words = say("figures.period", year=period.year, stage=stage_words(period.stage, say))
    count = f"<small>{period.publishers}</small>"
    return f"<span><a href='?{escape(query)}'>{escape(words)}</a> {count}</span>"
