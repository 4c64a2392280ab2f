"""A body that is not held is never taken for one that is: a unit, a district's, a department."""

from __future__ import annotations

import pytest

from assistant.understanding.publishers_meant import publishers_meant
from ingest.nouns import Report


def report(publisher: str) -> Report:
    return Report(publisher, publisher, 2024, "budget", "unit", publisher, "f.pdf", publisher, 3)


HELD = tuple(
    map(
        report,
        (
            "云溪市公安局交通管理支队",
            "云溪市北山区财政局",
            "中共云溪市委宣传部",
        ),
    )
)


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        ("云溪市公安局交通管理支队2024年总支出", "云溪市公安局交通管理支队"),
        ("云溪市北山区财政局总支出", "云溪市北山区财政局"),
        ("北山区财政局总支出", "云溪市北山区财政局"),
    ],
)
def test_a_body_that_is_held(text: str, publisher: str) -> None:
    found = publishers_meant(text, HELD)
    assert [r.publisher for r in found.reports] == [publisher]


@pytest.mark.parametrize(
    "text",
    ["云溪市公安局2024年总支出", "云溪市财政局总支出", "云溪财政局总支出", "云溪市委总支出"],
)
def test_no_unit_stands_for_a_body_that_is_not_held(text: str) -> None:
    found = publishers_meant(text, HELD)
    assert found.missing or len({r.publisher for r in found.reports}) > 1
