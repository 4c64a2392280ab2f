"""A city is named and no body of it: the one that alone tells what is asked answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answers import Answer, Question
from assistant.asking import Asking
from assistant.linking.scope import scope_of
from assistant.reading.tags import Span, Want
from assistant.reading.turn import turn_of
from assistant.solving.query_of import query_of
from ingest.library import Library
from ingest.nouns import Reading
from tests.assistant.asking import holding
from tests.assistant.conftest import ReportBuilder
from tests.assistant.solving.letters import Letters

_SAVED = "平安手环为独居老人提供一键呼救服务。"


def _reading(publisher: str, *lines: tuple[str, str], says: tuple[str, ...] = ()) -> Reading:
    made = ReportBuilder(publisher, 2026, "budget")
    cells = [("", label, ("预算数",), amount) for label, amount in lines]
    made.table("other", "项目支出表", 3, cells)
    for text in says:
        made.says(text, "工作任务")
    return made.reading()


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder: Path = tmp_path_factory.mktemp("city")
    duties = "主要职责是管理全市有关事务。"
    with holding(
        folder,
        _reading("嘉兴市教育局", ("会考考务费", "19.25"), ("培训费", "3.00"), says=(duties,)),
        _reading("嘉兴市民政局", ("培训费", "4.00"), says=(duties, _SAVED)),
        _reading("嘉兴市水务局", ("培训费", "5.00"), says=(duties,)),
    ) as held:
        yield held


def _answer(library: Library, text: str, thing: str, want: Want) -> Answer:
    spans = [Span(0, 2, "body")]
    spans += [
        Span(text.index(one), text.index(one) + len(one), "thing") for one in thing.split("|")
    ]
    turn = turn_of(text, spans, {want: 0.97})
    scope = scope_of(turn, library, Letters())
    query = query_of(turn, scope)
    return Asking(Question(text), query, scope, turn, library, Letters()).answer()


@pytest.mark.parametrize(
    ("text", "thing", "want", "told"),
    [
        ("嘉兴会考考务费多少", "会考考务费", "value", "19.25"),
        ("嘉兴平安手环是做什么的", "平安手环", "text", _SAVED),
    ],
)
def test_what_one_body_alone_tells_is_told_of_it(
    library: Library, text: str, thing: str, want: Want, told: str
) -> None:
    answer = _answer(library, text, thing, want)
    assert answer.outcome == "answered", answer.text
    assert told in answer.text


@pytest.mark.parametrize(
    ("text", "thing", "want"),
    [("嘉兴培训费多少", "培训费", "value"), ("嘉兴的主要职责是什么", "主要职责", "text")],
)
def test_what_several_tell_is_asked_back(
    library: Library, text: str, thing: str, want: Want
) -> None:
    answer = _answer(library, text, thing, want)
    assert answer.outcome == "clarify"
    assert len(answer.choices) > 1
