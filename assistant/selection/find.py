"""``python -m assistant find``: figures by publisher, year, kind, concept, line and column.

Filters are completed from what the library holds; for one that is not clear the names that fit
are told, and the exit code is 2.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Literal, get_args

from assistant.composing.citations import KINDS
from assistant.reading.bounds import plain_letters
from assistant.selection.compared import BY, ComparedCell, Comparison
from assistant.selection.comparison_export import written_comparison
from assistant.selection.comparison_words import WHY, line_words, notes_of, scope_words
from assistant.selection.dimension_names import FUNDS
from assistant.selection.figure_comparison import compare
from assistant.selection.figure_completion import UnclearFilter, candidates, completed_selection
from assistant.selection.figure_selection import FIELDS, Candidate, Field
from assistant.selection.figure_table import FigureRow, Format, find_rows, written
from ingest.language.amounts import grouped
from ingest.library import Library

_FORMATS = ("table", *get_args(Format))
_DONE, _WRONG_USE = 0, 2
_UNBOUND = 10_000
"""Columns of a table that goes to a file: as wide as what it holds."""
_OPTIONS: dict[Field, str] = {
    "publishers": "发布单位，可简写 publisher",
    "years": "数据年度 year of the figures",
    "kinds": "预算 budget | 决算 final_accounts",
    "concepts": "指标：名称、俗称或编码 what is measured",
    "funds": "资金来源 fund",
    "natures": "支出性质 nature of spending",
    "forms": "表的代码或通用名称 form",
    "rows": "项目编码或名称 line by code or name",
    "columns": "栏目，多级用 › 隔开 heading",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command; every filter may be given more than once."""
    for field, words in _OPTIONS.items():
        parser.add_argument(f"--{field[:-1]}", dest=field, action="append", default=[], help=words)
    parser.add_argument(
        "--list", dest="listed", choices=FIELDS, help="列出可选的名称 what is there"
    )
    parser.add_argument("--compare", choices=BY, help="并列比较 side by side")
    parser.add_argument(
        "--format", choices=_FORMATS, help="默认：终端里为 table，否则为 json (the default)"
    )
    parser.add_argument("--output", type=Path, help="写入文件 write to a file")


def run(options: argparse.Namespace, library: Library) -> int:
    """Look the rows up, list names or compare, and write what was found."""
    form: Format | Literal["table"] = options.format or _usual_format(options.output)
    if form == "xlsx" and not options.output:
        return _refuse("XLSX 要写入文件，请加 --output (xlsx needs --output)")
    try:
        given = {f: [plain_letters(v) for v in getattr(options, f)] for f in FIELDS}
        selection = completed_selection(library, given)
    except UnclearFilter as unclear:
        return _refuse(str(unclear))
    if options.listed:
        _list(candidates(library, options.listed, selection), form)
        return _DONE
    if options.compare:
        compared = compare(library, selection, options.compare, public=options.public)
        for note in notes_of(compared):
            sys.stderr.write(f"{note}\n")
        if form == "table":
            for table in _compared_tables(compared):
                _print_table(*table)
        else:
            _write(written_comparison(compared, form), options.output)
        return _DONE
    rows = find_rows(library, selection, public=options.public).rows
    if not rows:
        sys.stderr.write("没有符合条件的数 (no figure meets all conditions)\n")
    if form == "table":
        _print_table(_TABLE, (_in_words(row) for row in rows))
    else:
        _write(written(rows, form), options.output)
    return _DONE


def _usual_format(output: Path | None) -> Literal["table", "json"]:
    return "table" if sys.stdout.isatty() and output is None else "json"


def _refuse(words: str) -> int:
    sys.stderr.write(words + "\n")
    return _WRONG_USE


def _write(content: bytes, output: Path | None) -> None:
    if output:
        output.write_bytes(content)
    else:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()


def _list(found: Sequence[Candidate], form: str) -> None:
    if form == "json":
        sys.stdout.write(json.dumps([asdict(each) for each in found], ensure_ascii=False) + "\n")
        return
    for each in found:
        label = "" if each.label == each.value else each.label
        sys.stdout.write(f"{each.value}\t{label}\t{each.reports}\n")


_TABLE = ("发布单位", "年度", "类别", "项目", "栏目", "数值", "单位", "口径", "出处")


def _in_words(row: FigureRow) -> tuple[str, ...]:
    return (
        row.publisher,
        str(row.year),
        KINDS[row.kind],
        f"{row.row_code} {row.row_label}".strip(),
        row.column,
        row.printed if row.value is None else grouped(row.value),
        row.unit,
        row.basis,
        f"{row.file} 第{row.page}页",
    )


def _compared_tables(
    compared: Comparison,
) -> Iterator[tuple[tuple[str, ...], Iterator[tuple[str, ...]]]]:
    """A table a section: publishers below each other where they are ranked, else beside."""
    for section in compared.sections:
        names = tuple(map(compared.name_of, section.values))
        heads = [" ".join(filter(None, line_words(line))) for line in section.lines]
        scopes = [scope_words(section, line) for line in section.lines]
        if any(cell.place for line in section.lines for cell in line.cells):
            columns = [
                f"{head}（{line.unit}）" if line.unit else head
                for head, line in zip(heads, section.lines, strict=True)
            ]
            ranked = (
                (name, *(_cell_in_words(cell, line.unit, line.fund) for cell, line in row))
                for name, row in zip(
                    names,
                    zip(*([(c, line) for c in line.cells] for line in section.lines), strict=True),
                    strict=True,
                )
            )
            yield (scopes[0] if scopes else "", *columns), ranked
            continue
        beside = (
            (head, scope, line.unit, *(_cell_in_words(c, line.unit, line.fund) for c in line.cells))
            for head, scope, line in zip(heads, scopes, section.lines, strict=True)
        )
        yield ("项目", "同为", "单位", *names), beside


def _cell_in_words(cell: ComparedCell, unit: str, fund: str) -> str:
    """``44.26 (+1.20, +2.79%)``; why where there is none, several as they are printed."""
    if not cell.rows:
        return WHY.get(cell.why, "-")
    told = " ≠ ".join(
        f"{row.printed or '-'}{'' if row.unit == unit else row.unit}"
        f"{'' if row.fund == fund else ' ' + FUNDS.get(row.fund, '资金未注明')}"
        for row in cell.rows
    )
    if cell.difference is None:
        return told
    change = "-" if cell.change is None else f"{cell.change:+}%"
    return f"{told} ({cell.difference:+,f}, {change})"


def _print_table(header: Sequence[str], rows: Iterator[tuple[str, ...]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Column, Table

    table = Table(*(Column(words, overflow="fold") for words in header), box=box.SIMPLE)
    for row in rows:
        table.add_row(*map(escape, row))
    Console(file=sys.stdout, width=None if sys.stdout.isatty() else _UNBOUND).print(table)
