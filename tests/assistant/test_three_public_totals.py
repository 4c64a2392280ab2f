"""“三公”经费 is the sum of three items, also where the table goes on with 会议费 and 培训费."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.assistant.asking import asked, holding, stated
from tests.assistant.conftest import ReportBuilder

PART = "一般公共预算安排的“三公”经费预算"


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("临江市审计局2026年三公经费预算合计是多少", "9.00"),
        ("临江市审计局2026年公务用车购置及运行维护费预算是多少", "7.00"),
        ("临江市审计局2026年培训费预算是多少", "5.00"),
    ],
)
def test_the_total_beside_the_three_items_is_not_theirs(
    tmp_path: Path, question: str, value: str
) -> None:
    made = ReportBuilder("临江市审计局", 2026, "budget")
    heads = [
        (("合计",), "14.00"),
        ((PART, "小计"), "9.00"),
        ((PART, "公务接待费"), "2.00"),
        ((PART, "公务用车购置及运行维护费", "小计"), "7.00"),
        (("培训费",), "5.00"),
    ]
    title = "一般公共预算拨款“三公”经费及会议费、培训费支出预算表"
    made.table("three_public", title, 3, [("", "合计", path, n) for path, n in heads])
    with holding(tmp_path, made.reading()) as library:
        answer = asked(library, question)
    assert stated(answer) == [(value, "万元")]
