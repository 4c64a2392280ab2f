"""A comparison in Chinese words, for files and the command line."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.composing.citations import LEVELS
from assistant.selection.compared import ComparedLine, Comparison, Section, Why
from assistant.selection.dimension_names import FUNDS, NATURES, STAGES, concept_name
from ingest.concepts.concept import concepts

WHY: dict[Why, str] = {
    "none": "报告里没有这一项",
    "blank": "原表此格空白",
    "differing": "报告里有几个不同的数",
    "other_stage": "报告里只有另一阶段的数",
    "older_reader": "读入得早，重新读入后才有",
    "not_held": "没有这份报告",
}
"""Why a value has no amount."""


def scope_words(section: Section, line: ComparedLine) -> str:
    """What a line is of besides: ``2026年度预算 部门``, and its publisher where that is told."""
    publisher = line.publisher or section.publisher
    year = f"{section.year}年度" if section.year else ""
    level = LEVELS[section.level] if section.level else ""
    stage = STAGES.get(line.stage, "")
    return " ".join(filter(None, (publisher, f"{year}{stage}", level)))


def line_words(line: ComparedLine) -> tuple[str, str, str]:
    """Code, name and column of a line: of a concept its fund and nature stand for the column."""
    if not line.concept:
        return line.row_code, line.row_label, line.column
    known = concepts().get(line.concept)
    name = concept_name(line.concept)
    nature = NATURES.get(line.nature, "")
    besides = (FUNDS.get(line.fund, ""), "" if nature in name else nature)
    return known.code if known else "", name, " ".join(filter(None, besides))


def notes_of(compared: Comparison) -> tuple[str, ...]:
    """What is missing altogether and why, where levels differ, which periods are held besides."""
    return tuple(dict.fromkeys(_notes(compared)))


def _notes(compared: Comparison) -> Iterator[str]:
    for section in compared.sections:
        period = f"{section.year}年度{STAGES.get(section.stage, '')}".removeprefix("0年度")
        for body in section.absent:
            yield f"{body}：没有{period}报告"
        for value, why in told_nowhere(section):
            yield f"{compared.name_of(value)}：{WHY[why]}"
        if len({*section.levels} - {""}) > 1:
            names = zip(section.values, section.levels, strict=True)
            whole = "、".join(name for name, level in names if level == "department")
            yield f"层级不同：{whole}是部门口径（含下属单位），其余是单位口径，彼此不作差"
        if section.more:
            yield f"还有{section.more}个单位没有列出"
        if section.more_measures:
            yield f"还有{section.more_measures}个指标没有列出，请在指标里选"
    if compared.others:
        periods = "、".join(
            f"{each.year}年度{STAGES[each.stage]}（{each.publishers}个单位）"
            for each in compared.others
        )
        yield f"另有：{periods}"
    if compared.more:
        yield "太多，只比较了前面一部分，请再加条件"


def told_nowhere(section: Section) -> Iterator[tuple[str, Why]]:
    """The values that have an amount in no line of a section, each with its first reason."""
    for at, value in enumerate(section.values):
        cells = [line.cells[at] for line in section.lines]
        if cells and not any(cell.rows for cell in cells):
            yield value, cells[0].why
