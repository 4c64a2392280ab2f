"""A question for a target is answered by a target with its sign, never by what was reached."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.answers import Answer, Question
from assistant.ask import ask
from ingest.library import Library

WHO = "澄浦市文化馆2024年"
TARGETS = (
    ("12345热线话务量", "1172", "万分钟", "≥", "文化热线服务"),
    ("平均处理时长", "300", "秒", "≤", "文化热线服务"),
    ("话务员人数", "215", "人", "", "文化热线服务"),
    ("展览观众满意度", "95", "%", "≥", "文化热线服务"),
    ("读者满意度", "90", "%", "≥", "图书流动车"),
    ("巡展场次", "12", "场", "≥", "图书流动车"),
    ("巡展场次", "20", "场", "≥", "送戏下乡"),
)
REACHED = (
    ("平均处理时长", "213.46", "秒", "2024年平均处理时长213.46秒。"),
    ("话务员人数", "214", "人", "2024年话务员人数214人。"),
    ("接通率", "98.4", "%", "接通率98.4%。"),
)


@pytest.fixture
def library(tmp_path: Path, make_account: Callable[..., Any]) -> Iterator[Library]:
    original = tmp_path / "original.pdf"
    original.write_bytes(b"%PDF-1.4 made by hand")
    made = make_account("澄浦市文化馆", 2024, total="99.85", basic="61.35", office="2.15")
    for label, value, unit, sign, project in TARGETS:
        row = f"产出 · {label} · {sign}{value}{unit}"
        headings = ("绩效自评表", project)
        made.told(label, value, unit, row, heads=(f"年度指标值{sign}",), headings=headings)
        made.says(row, *headings)
    for label, value, unit, sentence in REACHED:
        made.told(label, value, unit, sentence, headings=("绩效评价情况",))
        made.says(sentence, "绩效评价情况")
    with Library.open(tmp_path / "library") as opened:
        opened.add(made.reading(), original)
        yield opened


def asked(library: Library, text: str) -> Answer:
    return ask(Question(WHO + text), library)


def stated(answer: Answer) -> list[tuple[str, str]]:
    return [(f.value, f.unit) for f in answer.figures if f.role == "answer"]


@pytest.mark.parametrize(
    "wording",
    [
        "话务量年度目标值是多少",
        "话务量的目标是多少",
        "话务量的年度指标值",
        "话务量要求不少于多少",
        "话务量不低于多少万分钟",
        "话务量至少要达到多少",
        "话务量要求达到多少",
        "话务量下限是多少",
        "文化热线服务项目话务量目标",
    ],
)
def test_a_lower_bound_in_many_words(library: Library, wording: str) -> None:
    answer = asked(library, wording)
    assert stated(answer) == [("1172", "万分钟")], answer.text
    assert "≥" in answer.text.partition("原文")[0]


@pytest.mark.parametrize(
    ("wording", "value"),
    [
        ("平均处理时长上限是多少", "300"),
        ("平均处理时长要求不超过多少秒", "300"),
        ("平均处理时长不得高于多少", "300"),
        ("平均处理时长是多少", "213.46"),
        ("话务员人数目标是多少", "215"),
        ("要求话务员多少人", "215"),
        pytest.param(
            "话务员人数计划多少人",
            "215",
            marks=pytest.mark.xfail(strict=True, reason="asked back since the judge"),
        ),
        ("话务员人数是多少", "214"),
        ("展览观众满意度要求高于百分之几", "95"),
        ("图书流动车巡展场次目标", "12"),
        ("接通率是多少", "98.4"),
    ],
)
def test_target_and_result_are_told_apart(library: Library, wording: str, value: str) -> None:
    answer = asked(library, wording)
    assert [number for number, _ in stated(answer)] == [value], answer.text


@pytest.mark.parametrize("wording", ["接通率目标是多少", "接通率不低于多少", "接通率上限是多少"])
def test_what_was_reached_is_no_target(library: Library, wording: str) -> None:
    answer = asked(library, wording)
    assert stated(answer) == []
    assert "98.4" not in answer.text.partition("近的")[0].partition("最接")[0]


def test_the_target_of_another_year_is_not_told(library: Library) -> None:
    answer = ask(Question("澄浦市文化馆2023年话务员人数目标是多少"), library)
    assert stated(answer) == []


def test_targets_of_several_projects_are_asked_back(library: Library) -> None:
    answer = asked(library, "巡展场次目标是多少")
    assert answer.outcome == "clarify"
    assert {figure.value for figure in answer.figures} == {"12", "20"}
