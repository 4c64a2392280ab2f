"""What one part of a question says of another: the same words of two bodies, an amount and why it
changed, and lists of what no figure tells."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answers import Answer, Question
from assistant.asking import Asking
from assistant.linking.scope import scope_of
from assistant.reading.tags import Span, Tag, Want
from assistant.reading.turn import turn_of
from assistant.solving.query_of import query_of
from ingest.library import Library
from ingest.nouns import Reading
from tests.assistant.asking import holding
from tests.assistant.conftest import ReportBuilder
from tests.assistant.solving.letters import Letters

_UNITS = "本局有三家事业单位，分别是防汛中心、河道中心、档案中心。"


def _reading(publisher: str) -> Reading:
    made = ReportBuilder(publisher, 2026, "budget")
    made.table("other", "支出表", 3, [("", "支出合计", ("预算数",), "9.00")])
    made.says(_UNITS, "机构设置")
    made.says("事业单位经营支出0万元。", "支出情况")
    return made.reading()


def _answer(
    library: Library, text: str, wants: tuple[Want, ...], spans: list[tuple[str, Tag]]
) -> Answer:
    places = [Span(text.index(w), text.index(w) + len(w), tag) for w, tag in spans]
    turn = turn_of(text, places, dict.fromkeys(wants, 0.97))
    scope = scope_of(turn, library, Letters())
    query = query_of(turn, scope)
    return Asking(Question(text), query, scope, turn, library, Letters()).answer()


@pytest.mark.parametrize(
    ("text", "spans", "outcome"),
    [
        ("嘉兴水务局有哪几家事业单位", [("嘉兴水务局", "body"), ("事业单位", "set")], "answered"),
        # In order of amounts there is no list in words, and none of what is not named.
        (
            "嘉兴水务局最大的事业单位是哪家",
            [("嘉兴水务局", "body"), ("最大", "order"), ("事业单位", "set")],
            "not_found",
        ),
        ("嘉兴水务局有哪几颗卫星", [("嘉兴水务局", "body"), ("卫星", "set")], "not_found"),
    ],
)
def test_a_list_of_what_no_figure_tells_is_quoted(
    tmp_path: Path, text: str, spans: list[tuple[str, Tag]], outcome: str
) -> None:
    with holding(tmp_path, _reading("嘉兴市水务局")) as library:
        answer = _answer(library, text, ("rank",), spans)
    assert answer.outcome == outcome, answer.text
    assert (_UNITS in answer.text) is (outcome == "answered")
