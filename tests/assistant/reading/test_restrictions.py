"""What words say of money, nature and stage besides the thing that they name."""

from __future__ import annotations

import pytest

from assistant.reading.restrictions import restrictions


@pytest.mark.parametrize(
    ("words", "core", "fund", "nature", "basis"),
    [
        ("一般公共预算财政拨款的培训费", "培训费", "general_public", "", ""),
        ("财政拨款的公务接待费", "公务接待费", "fiscal_grant", "", ""),
        ("政府性基金预算的办公费", "办公费", "government_fund", "", ""),
        ("行政运行的基本支出", "行政运行", "", "basic", ""),
        ("培训费决算数", "培训费", "", "", "final"),
        ("年初预算的会议费", "会议费", "", "", "budget"),
        ("差旅费", "差旅费", "", "", ""),
    ],
)
def test_what_is_said_and_what_is_left(
    words: str, core: str, fund: str, nature: str, basis: str
) -> None:
    said = restrictions(words)
    assert (said.core, said.fund, said.nature, said.basis) == (core, fund, nature, basis)


def test_the_year_before_of_an_amount() -> None:
    assert restrictions("上年决算数").last
    assert not restrictions("决算数").last
