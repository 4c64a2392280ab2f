"""Sheets about one figure: its value, its place, its years, whether it is so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eval.asked.describing import STAGES, line, namesakes
from eval.asked.drawing import Draw, Maker
from eval.asked.expecting import Sheet, of_figures, sheet
from eval.asked.telling import Told
from ingest.concepts.concept import concepts
from ingest.language.amounts import is_money
from ingest.nouns import Figure

_OTHER_STAGES = 0.25
"""How many of the figures of other stages than the report's own may be asked about."""

_SPANS = ("历年、这几年", "近三年", "最近五年", "逐年", "走势、变化趋势")
_CHECKED = (
    "three_public",
    "expenditure",
    "income",
    "basic_expenditure",
    "expenditure_total",
    "procurement",
)


def _value(draw: Draw) -> Sheet | None:
    told = draw.any_report()
    known = [
        figure
        for (concept, stage, year), figure in told.canonical.items()
        if not concepts()[concept].code
        and stage in STAGES
        and year
        and (stage == told.stage or draw.chance.random() < _OTHER_STAGES)
    ]
    return _value_of(told, draw.chance.choice(known)) if known else None


def _line_value(draw: Draw) -> Sheet | None:
    told = draw.any_report()
    figure = _one_of(draw, told.lines)
    return _value_of(told, figure) if figure else None


def _code_value(draw: Draw) -> Sheet | None:
    told = draw.any_report()
    figure = _one_of(draw, told.lines)
    return _value_of(told, figure, "（问时只说科目编码或编码加名称）") if figure else None


def _table_value(draw: Draw) -> Sheet | None:
    told = draw.any_report()
    figure = _one_of(draw, told.lines)
    if figure is None:
        return None
    title = told.titles.get(figure.table_id, "")
    return _value_of(told, figure, f"（问时说出是《{title}》这张表里的）")


def _project_value(draw: Draw) -> Sheet | None:
    told = draw.any_report()
    figure = _one_of(draw, told.projects)
    return _value_of(told, figure) if figure else None


def _prose_value(draw: Draw) -> Sheet | None:
    told = draw.any_report()
    figure = _one_of(draw, told.prose)
    if figure is None:
        return None
    # Where sentences give one label several values, nothing says which is asked about.
    if any(f.row_label == figure.row_label and f.value != figure.value for f in told.prose):
        return None
    tell = f"问这个数：{line(told, figure)}；原句：“{figure.sentence[:120]}”"
    return sheet(tell, ["value"], of_figures(told, [figure]))


def _place(draw: Draw) -> Sheet | None:
    told = draw.any_report()
    figure = _one_of(draw, told.lines)
    if figure is None:
        return None
    tell = f"问这个数（或这张表）在报告第几页、哪张表：{line(told, figure)}"
    return sheet(tell, ["place"], of_figures(told, [figure]))


def _check(draw: Draw) -> Sheet | None:
    told = draw.any_report()
    figure = told.own(draw.chance.choice(_CHECKED))
    if figure is None:
        return None
    tell = (
        "问它在表里和文字里、或总数和分项加起来是不是对得上"
        f"（一致吗、有没有矛盾）：{line(told, figure)}"
    )
    return sheet(tell, ["check"], of_figures(told, [figure]))


def _yesno(draw: Draw) -> Sheet | None:
    told = draw.any_report()
    figure = _own_money(draw, told)
    if figure is None:
        return None
    tell = (
        "用是非问来问（有没有超过某个整数、是不是有这笔、到不到多少、是不是零）："
        f"{line(told, figure)}"
    )
    return sheet(tell, ["yesno"], of_figures(told, [figure]))


def _series(draw: Draw) -> Sheet | None:
    told = draw.any_report()
    figure = _own_money(draw, told)
    if figure is None:
        return None
    tell = f"问这个数{draw.chance.choice(_SPANS)}各是多少、怎么变：{line(told, figure)}"
    return sheet(tell, ["series"], of_figures(told, [figure]))


def _one_of(draw: Draw, figures: Sequence[Figure]) -> Figure | None:
    return draw.chance.choice(figures) if figures else None


def _own_money(draw: Draw, told: Told) -> Figure | None:
    return _one_of(draw, [figure for figure in told.own_named() if is_money(figure.unit)])


def _value_of(told: Told, figure: Figure, note: str = "") -> Sheet:
    tell = f"问这个数：{line(told, figure)}{note}{namesakes(told, figure)}"
    return sheet(tell, ["value"], of_figures(told, [figure]))


MAKERS: Mapping[str, Maker] = {
    "value": _value,
    "line_value": _line_value,
    "code_value": _code_value,
    "table_value": _table_value,
    "project_value": _project_value,
    "prose_value": _prose_value,
    "place": _place,
    "check": _check,
    "yesno": _yesno,
    "series": _series,
}
"""By kind."""
