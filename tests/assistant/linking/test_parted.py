"""Words that name several parts of one whole together come apart."""

from __future__ import annotations

import pytest

from assistant.linking.parted import parted
from assistant.reading.tags import Span
from assistant.reading.turn import turn_of


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("货物工程服务", ("货物", "工程", "服务")),
        ("政府采购里货物、服务", ("货物", "服务")),
        ("政府采购货物和服务支出", ("政府采购货物", "服务支出")),
        ("人员公用经费", ("人员", "公用经费")),
        ("基本支出和项目支出", ("基本支出", "项目支出")),
        # One part of a whole is one thing, and so is what only begins like one.
        ("政府采购货物", ("政府采购货物",)),
        ("商品和服务支出", ("商品和服务支出",)),
        ("货物运输服务费", ("货物运输服务费",)),
        ("公务用车购置及运行维护费", ("公务用车购置及运行维护费",)),
    ],
)
def test_parts_of_one_whole(words: str, parts: tuple[str, ...]) -> None:
    text = f"甲局{words}各多少"
    turn = parted(turn_of(text, [Span(2, 2 + len(words), "thing")], {"value": 0.9}))
    assert turn.said("thing") == parts
    assert all(text[one.start : one.end] == one.text for one in turn.all("thing"))
