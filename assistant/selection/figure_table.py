"""Figures as rows of a table, each with its place: staff look-up, and what answers export.

Values stay as printed: nothing is rounded, converted or interpreted.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from itertools import islice
from typing import Literal

from assistant.composing.citations import KINDS, LEVELS
from assistant.permalinks import link_of, place_at
from assistant.selection.concept_families import concepts_meant
from assistant.selection.dimension_names import FUNDS, NATURES, STAGES, concept_name
from assistant.selection.figure_selection import PATH_MARK, Selection, headings, reports_of
from assistant.selection.line_names import names_of_line
from ingest.concepts.concept import name_key
from ingest.language.glyphs import fold
from ingest.library import Library
from ingest.nouns import Figure, Fund, Kind, Level, Nature, Report, Stage
from ingest.privacy import masked, masked_figure
from ingest.selection import CatalogueColumn, FigureFilter
from ingest.sheets import Cell, Sheet, csv_of, plain, xlsx_of

Format = Literal["json", "csv", "xlsx"]
_Column = tuple[str, tuple[str, ...]]
"""Form and header path."""

_HEADER = (
    "发布单位",
    "年度",
    "类别",
    "表",
    "编码",
    "项目",
    "栏目",
    "数值",
    "单位",
    "文件",
    "页",
    "主体",
    "口径",
    "原文",
    "层级",
    "报告年度",
    "表名",
    "项目路径",
    "行次",
    "报告编号",
    "数据编号",
    "链接",
    "更正",
    "指标",
    "资金",
    "性质",
    "阶段",
)


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One cell with all that names it. ``value`` is None where it is printed blank or as a dash.

    ``year`` and ``body`` are what the figure is about, ``report_year`` the year of its report;
    ``link`` reopens the page with the cell marked. ``corrected`` is "" or what had been read.
    ``concept`` (its id), ``fund``, ``nature`` and ``stage`` are what the figure measures.
    """

    publisher: str
    year: int
    kind: Kind
    form: str
    row_code: str
    row_label: str
    column: str
    value: Decimal | None
    unit: str
    file: str
    page: int
    body: str
    basis: str
    printed: str
    level: Level
    report_year: int
    title: str
    row_path: str
    line_no: str
    report: str
    figure: str
    link: str
    corrected: str = ""
    concept: str = ""
    fund: Fund = ""
    nature: Nature = ""
    stage: Stage = ""


@dataclass(frozen=True, slots=True)
class FoundRows:
    """The rows found; ``more`` where there were more than were asked for."""

    rows: tuple[FigureRow, ...]
    more: bool = False


def find_rows(
    library: Library, selection: Selection, most: int | None = None, *, public: bool = False
) -> FoundRows:
    """The figures that are selected, in order of print; at most ``most``.

    ``public`` masks what is private: telephone numbers in labels, say.
    """
    end = None if most is None else most + 1
    found = tuple(islice(selected_figures(library, selection), end))
    return FoundRows(figure_rows(library, found[:most], public=public), more=len(found) == end)


def figure_rows(
    library: Library, figures: Iterable[Figure], *, public: bool = False
) -> tuple[FigureRow, ...]:
    """These figures as rows, in their order."""
    reports = {report.id: report for report in library.reports()}
    titles: dict[str, Mapping[str, str]] = {}
    rows = []
    for figure in figures:
        own = figure.report_id
        if own not in titles:
            titles[own] = library.titles(own)
        title = titles[own].get(figure.table_id, "")
        if public:
            figure, title = masked_figure(figure), masked(title)
        rows.append(row_of(figure, reports[own], title))
    return tuple(rows)


def selected_figures(library: Library, selection: Selection) -> Iterator[Figure]:
    """The figures that are selected, of each line asked, report by report: cells of tables, and
    where a concept is chosen what sentences tell of it, too."""
    columns = _columns_meant(library, selection)
    for wanted in _filters(library, selection, columns):
        for figure in library.figures(wanted):
            if (not selection.years or figure.year in selection.years) and (
                not selection.columns or (figure.form, figure.column_path) in columns
            ):
                yield figure


def _labels_meant(library: Library, rows: Sequence[str]) -> tuple[str, ...]:
    """The printed names of the lines that are named, other names of the same line with them."""
    wanted = {name_key(row) for row in rows} - {""}
    if not wanted:
        return ()
    found = (
        row.row_label
        for row in library.catalogue().rows
        if row.form and not wanted.isdisjoint(names_of_line(row.row_label))
    )
    return tuple(dict.fromkeys(found))


def _columns_meant(library: Library, selection: Selection) -> dict[_Column, CatalogueColumn]:
    """The header paths that have the headings of one of the columns, by form and path."""
    asked = [headings(column) for column in selection.columns]
    return {
        (column.form, column.column_path): column
        for column in library.catalogue().columns
        if (not selection.forms or column.form in selection.forms)
        and any({fold(head) for head in column.column_path}.issuperset(heads) for heads in asked)
    }


def _filters(
    library: Library, selection: Selection, columns: Mapping[_Column, CatalogueColumn]
) -> Iterator[FigureFilter]:
    """The look-ups: by name, by code, or, where no line is named, report by report."""
    ids = tuple(report.id for report in reports_of(library, selection))
    forms = selection.forms
    if selection.columns:
        forms = tuple(dict.fromkeys(form for form, _ in columns))
        having = {report_id for column in columns.values() for report_id in column.report_ids}
        ids = tuple(report_id for report_id in ids if report_id in having)
    if not ids or (selection.columns and not forms):
        return
    coded = tuple(row for row in selection.rows if row.isdecimal())
    labels = _labels_meant(library, [row for row in selection.rows if row not in coded])
    wanted = FigureFilter(
        ids,
        forms,
        in_prose=None if selection.concepts else False,
        concepts=concepts_meant(selection.concepts),
        funds=selection.funds,
        natures=selection.natures,
    )
    if labels:
        yield replace(wanted, row_labels=labels)
    if coded:
        yield replace(wanted, row_codes=coded)
    if not selection.rows:
        yield from (replace(wanted, report_ids=(each,)) for each in ids)


def row_of(figure: Figure, report: Report, title: str) -> FigureRow:
    """A figure of a report, from the table of that title, as a row; private numbers masked."""
    figure = masked_figure(figure)
    corrected = figure.correction
    return FigureRow(
        publisher=report.publisher,
        year=figure.year,
        kind=report.kind,
        form=figure.form,
        row_code=figure.row_code,
        row_label=figure.row_label,
        column=PATH_MARK.join(figure.column_path),
        value=figure.value,
        unit=figure.unit,
        file=report.file,
        page=figure.locators[0].page,
        body=figure.body,
        basis=figure.basis,
        printed=figure.printed,
        level=report.level,
        report_year=report.fiscal_year,
        title=title,
        row_path=PATH_MARK.join(figure.row_path),
        line_no=figure.line_no,
        report=report.id,
        figure=figure.id,
        link=link_of(place_at(report.id, figure.locators, figure.id)),
        corrected=(corrected.original_printed or "（空白）") if corrected else "",
        concept=figure.concept,
        fund=figure.fund,
        nature=figure.nature,
        stage=figure.stage,
    )


def written(rows: Sequence[FigureRow], form: Format) -> bytes:
    """The rows as a file, UTF-8: exact values, the source of every row beside it."""
    if form == "json":
        entries = [{**asdict(row), "value": plain(row.value) or ""} for row in rows]
        return (json.dumps(entries, ensure_ascii=False, indent=1) + "\n").encode()
    sheet = Sheet("数据", _HEADER, (_cells(row) for row in rows))
    return csv_of(sheet) if form == "csv" else xlsx_of((sheet,))


def _cells(row: FigureRow) -> tuple[Cell, ...]:
    words: dict[str, Cell] = {
        "kind": KINDS[row.kind],
        "level": LEVELS[row.level],
        "concept": concept_name(row.concept),
        "fund": FUNDS.get(row.fund, ""),
        "nature": NATURES.get(row.nature, ""),
        "stage": STAGES.get(row.stage, ""),
    }
    return tuple({**asdict(row), **words}.values())
