"""Scores the tables of a library against truth files: cells, misses by cause, extras."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from eval.cases import report_key
from eval.cells import ASPECTS, Aspect, CellScore, TableScore, score_table
from eval.summaries import as_markdown, share
from eval.truth import Truth, TruthTable
from ingest.forms import OTHER, codes, form_of, title_of
from ingest.language.glyphs import fold
from ingest.library import Library
from ingest.nouns import Figure, Table

_LEAST_LIKENESS = 1.0


@dataclass(frozen=True, slots=True)
class ScoredTable:
    """A truth table, the table of the library matched with it (None: none), and the scores."""

    report: str
    truth: TruthTable
    table: Table | None
    score: TableScore

    @property
    def right(self) -> int:
        """How many cells are right in every respect."""
        return sum(not cell.wrong for cell in self.score.scores)


@dataclass(frozen=True, slots=True)
class TablesScore:
    """All truth tables scored, and the reports that the library does not hold."""

    tables: tuple[ScoredTable, ...]
    absent: tuple[str, ...]

    @property
    def cells(self) -> tuple[CellScore, ...]:
        """All scored cells."""
        return tuple(cell for table in self.tables for cell in table.score.scores)

    @property
    def extras(self) -> tuple[Figure, ...]:
        """All figures that the truth does not have."""
        return tuple(figure for table in self.tables for figure in table.score.extras)


def score_tables(truths: Iterable[Truth], library: Library) -> TablesScore:
    """Scores each truth against the report of the same file name; cells of absent ones miss."""
    held = {report_key(report.file): report.id for report in library.reports()}
    scored: list[ScoredTable] = []
    absent: list[str] = []
    for truth in truths:
        if not truth.tables:
            continue
        report_id = held.get(truth.report)
        if report_id is None:
            absent.append(truth.report)
        tables = library.tables(report_id) if report_id is not None else ()
        scored.extend(score_report(truth, tables))
    return TablesScore(tuple(scored), tuple(absent))


def score_report(truth: Truth, tables: Sequence[Table]) -> tuple[ScoredTable, ...]:
    """Scores the truth tables of one report against its tables as read."""
    matched = match_tables(truth.tables, tables)
    spare = [n for n in range(len(tables)) if n not in matched.values()]
    scored = []
    for position, due in enumerate(truth.tables):
        table = tables[matched[position]] if position in matched else None
        others = [
            f for n in spare if set(tables[n].pages) & set(due.pages) for f in tables[n].figures
        ]
        own = table.figures if table is not None else ()
        score = score_table(due, expected_form(due), own, others)
        scored.append(ScoredTable(truth.report, due, table, score))
    return tuple(scored)


def expected_form(table: TruthTable) -> str:
    """The form that the truth tells or that the title is the usual one of; "" for neither."""
    if table.form:
        return table.form
    title = fold(table.title).replace("明细", "")
    usual = {fold(title_of(c, k)): c for c in codes() for k in ("final_accounts", "budget")}
    form = usual.get(title) or form_of(table.title)
    return "" if form == OTHER else form


def match_tables(due: Sequence[TruthTable], read: Sequence[Table]) -> dict[int, int]:
    """Positions in ``due`` to positions in ``read``, by title, form and pages; best first."""
    likeness = sorted(
        ((_likeness(d, r), -i, -j) for i, d in enumerate(due) for j, r in enumerate(read)),
        reverse=True,
    )
    matched: dict[int, int] = {}
    for value, i, j in likeness:
        if value >= _LEAST_LIKENESS and -i not in matched and -j not in matched.values():
            matched[-i] = -j
    return matched


def _likeness(due: TruthTable, read: Table) -> float:
    """How surely the two are the same table; at most 10."""
    wanted, title = fold(due.title), fold(read.title)
    value = 0.0
    if wanted == title:
        value += 4
    elif title and (wanted in title or title in wanted):
        value += 2
    if due.form and due.form == read.form:
        value += 2
    both = set(due.pages) & set(read.pages)
    return value + 4 * len(both) / len(set(due.pages) | set(read.pages))


def causes(score: TablesScore) -> Counter[Aspect]:
    """How many cells are wrong in each respect; a cell may be wrong in several."""
    return Counter(aspect for cell in score.cells for aspect in cell.wrong)


def tables_in_words(score: TablesScore, *, examples: int = 0) -> str:
    """The summary: cells right over all and by report, misses by cause, extras, examples."""
    cells = score.cells
    right = sum(not cell.wrong for cell in cells)
    blocks = [
        f"单元格正确 cells right: {share(right, len(cells))}\n"
        f"多出的单元格 extras: {len(score.extras)}",
        as_markdown(
            ("报告 report", "表 tables", "单元格正确 cells right", "多出 extras", *ASPECTS),
            [_report_row(score, report) for report in _reports(score)],
        ),
        _notes(score),
    ]
    if examples:
        blocks += [_table_in_words(table, examples) for table in score.tables]
    return "\n\n".join(block for block in blocks if block)


def _reports(score: TablesScore) -> list[str]:
    return list(dict.fromkeys(table.report for table in score.tables))


def _report_row(score: TablesScore, report: str) -> list[str]:
    tables = [table for table in score.tables if table.report == report]
    part = TablesScore(tuple(tables), ())
    wrong = causes(part)
    matched = sum(table.table is not None for table in tables)
    right = sum(table.right for table in tables)
    return [
        report,
        f"{matched}/{len(tables)}",
        share(right, len(part.cells)),
        str(len(part.extras)),
        *(str(wrong[aspect]) for aspect in ASPECTS),
    ]


def _notes(score: TablesScore) -> str:
    unordered = sum(table.score.unordered for table in score.tables)
    lines = [cell for cell in score.cells if cell.cell.line_no is not None and cell.figure]
    matched = [table for table in score.tables if table.table is not None]
    titled = sum(fold(t.truth.title) == fold(t.table.title) for t in matched if t.table)
    notes = [f"标题 titles: {share(titled, len(matched))}"]
    if lines:
        right = sum(not cell.line_no_wrong for cell in lines)
        notes.append(f"行次 line numbers: {share(right, len(lines))}")
    if unordered:
        notes.append(f"同名行次序不符 rows printed alike, out of order: {unordered}")
    notes += [f"库中没有 not in the library: {report}" for report in score.absent]
    return "\n".join(notes)


def _table_in_words(scored: ScoredTable, examples: int) -> str:
    """Which table was matched and the first misses and extras; "" where all is right."""
    due, table = scored.truth, scored.table
    misses = [cell for cell in scored.score.scores if cell.wrong]
    if not misses and not scored.score.extras and table is not None:
        return ""
    read = (
        f"{table.title} {table.form} p.{_span(table.pages)} {table.unit}" if table else "没有 none"
    )
    lines = [
        f"{scored.report} · {due.title} {due.form} p.{_span(due.pages)} {due.unit}",
        f"  读作 read as: {read}",
        f"  正确 right: {share(scored.right, len(scored.score.scores))}",
    ]
    lines += [f"  {_miss_in_words(cell)}" for cell in misses[:examples]]
    lines += [f"  extra: {_figure_in_words(f)}" for f in scored.score.extras[:examples]]
    return "\n".join(lines)


def _span(pages: Sequence[int]) -> str:
    return ",".join(map(str, pages))


def _miss_in_words(score: CellScore) -> str:
    cell = score.cell
    due = f"{cell.row_code} {cell.row_label} {'/'.join(cell.column)} = {cell.value} p.{cell.page}"
    got = _figure_in_words(score.figure) if score.figure else "–"
    return f"{'+'.join(score.wrong)}: {due}  ←  {got}"


def _figure_in_words(figure: Figure) -> str:
    page = figure.locators[0].page if figure.locators else "?"
    column = "/".join(figure.column_path)
    return f"{figure.row_code} {figure.row_label} {column} = {figure.value} {figure.unit} p.{page}"


def tables_to_json(score: TablesScore) -> dict[str, Any]:
    """The counts as plain JSON values, over all and by table."""
    return {
        "cells": len(score.cells),
        "right": sum(not cell.wrong for cell in score.cells),
        "extras": len(score.extras),
        "causes": dict(causes(score)),
        "absent": list(score.absent),
        "tables": [_table_to_json(table) for table in score.tables],
    }


def _table_to_json(scored: ScoredTable) -> dict[str, Any]:
    score = scored.score
    wrong = Counter(aspect for cell in score.scores for aspect in cell.wrong)
    return {
        "report": scored.report,
        "title": scored.truth.title,
        "form": expected_form(scored.truth),
        "read_as": scored.table and {"title": scored.table.title, "form": scored.table.form},
        "cells": len(score.scores),
        "right": scored.right,
        "extras": len(score.extras),
        "unordered": score.unordered,
        "causes": dict(wrong),
    }
