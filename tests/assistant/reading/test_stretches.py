"""Names that were read in parts are whole again."""

from __future__ import annotations

import pytest

from assistant.reading.stretches import whole_names
from assistant.reading.tags import Span, Tag

_Read = tuple[str, Tag]


def _read(text: str, *said: _Read) -> list[_Read]:
    spans, at = [], 0
    for words, tag in said:
        start = text.index(words, at)
        at = start + len(words)
        spans.append(Span(start, at, tag))
    return [(text[one.start : one.end], one.tag) for one in whole_names(text, spans)]


@pytest.mark.parametrize(
    ("text", "said", "whole"),
    [
        ("基本支出里租赁费多少", [("基本", "thing"), ("支出", "whole")], [("基本支出", "thing")]),
        ("占全部支出几成", [("全部", "whole"), ("支出", "thing")], [("全部支出", "whole")]),
        ("收入的增减额多少", [("收入的增", "thing"), ("额", "thing")], [("收入的增减额", "thing")]),
        ("人员经费多少", [("人员", "set"), ("经费", "thing")], [("人员经费", "thing")]),
        (
            "租“甲市云平台”花了多少",
            [("甲市", "body"), ("云平台", "thing")],
            [("甲市云平台", "thing")],
        ),
        ("不算西康宾馆吗", [("西", "body"), ("康宾馆", "thing")], [("西康宾馆", "thing")]),
        (
            "局会议费多少",
            [("局", "body"), ("会议费", "thing")],
            [("局", "body"), ("会议费", "thing")],
        ),
        (
            "甲市会议费多少",
            [("甲市", "body"), ("会议费", "thing")],
            [("甲市", "body"), ("会议费", "thing")],
        ),
        (
            "各项支出多少",
            [("各项", "set"), ("支出", "thing")],
            [("各项", "set"), ("支出", "thing")],
        ),
        ("how much training", [("train", "thing"), ("ing", "thing")], [("training", "thing")]),
    ],
)
def test_touching_parts_of_a_name_are_one(text: str, said: list[_Read], whole: list[_Read]) -> None:
    assert _read(text, *said) == whole
