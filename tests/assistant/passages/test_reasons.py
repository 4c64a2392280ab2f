"""Why an amount has changed: the sentence of the change with its reason."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.linking.catalogue import things_told
from assistant.linking.scope import Scope
from assistant.passages.reasons import reasons_of
from assistant.query import Query
from assistant.reading.years import Years
from assistant.solving.resolve import Solver
from tests.assistant.asking import holding
from tests.assistant.conftest import ReportBuilder
from tests.assistant.solving.letters import Letters

_CHANGE = "会议费12.00万元，比上年减少3.00万元，下降20.00%"


@pytest.mark.parametrize(
    ("texts", "words", "blank"),
    [
        (
            (f"2026年{_CHANGE}，主要原因是会议改为线上召开。其中：一类会议2万元。",),
            [f"2026年{_CHANGE}，主要原因是会议改为线上召开。"],
            False,
        ),
        (
            (f"{_CHANGE}。主要原因是会议改为线上召开。",),
            [f"{_CHANGE}。主要原因是会议改为线上召开。"],
            False,
        ),
        (
            (f"{_CHANGE}。", "减少的主要原因是会议改为线上召开。"),
            ["减少的主要原因是会议改为线上召开。"],
            False,
        ),
        (
            (f"{_CHANGE}。主要变动情况：会议改为线上召开。",),
            [f"{_CHANGE}。主要变动情况：会议改为线上召开。"],
            False,
        ),
        (
            (f"{_CHANGE}。主要原因是口径不同。上年把场租算在别处。",),
            [f"{_CHANGE}。主要原因是口径不同。上年把场租算在别处。"],
            False,
        ),
        ((f"{_CHANGE}，主要原因是。",), [f"{_CHANGE}，主要原因是。"], True),
        ((f"{_CHANGE}。培训费8万元，比上年减少1万元，主要原因是班次减少。",), [], False),
        ((f"{_CHANGE}。",), [], False),
    ],
)
def test_the_reason_that_stands_beside_a_change(
    tmp_path: Path, texts: tuple[str, ...], words: list[str], blank: bool
) -> None:
    made = ReportBuilder("甲市财政局", 2026, "budget")
    for text in texts:
        made.says(text, "情况说明")
    made.told("会议费", "3.00", "万元", _CHANGE, heads=("比上年减少",))
    read = made.reading()
    told = (replace(read.prose_figures[0], concept="meetings", stage="change"),)
    with holding(tmp_path, replace(read, prose_figures=told)) as library:
        (report,) = library.reports()
        (thing,) = things_told(report, library).all
        scope = Scope(((report,),), True, Years(), "")
        found = reasons_of(thing, report, Solver(Query(()), scope, library, Letters()))
    assert [one.words for one in found] == words
    assert [one.blank for one in found] == [blank] * len(words)
