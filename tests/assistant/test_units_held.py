"""What is not held is said, with what of its units is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ingest.bodies.names import body_key
from ingest.nouns import Body, Level
from tests.assistant.asking import asked, holding
from tests.assistant.conftest import ReportBuilder

UNIT = "澄浦市救助管理站"
DEPARTMENT = "澄浦市民政局"


def _body(report_id: str, name: str, role: str, level: Level, part_of: str = "") -> Body:
    return Body(report_id, name, body_key(name), level, role, part_of)  # type: ignore[arg-type]


def _reading(publisher: str, *bodies: tuple[str, str, Level, str]):
    builder = ReportBuilder(publisher, 2024)
    builder.table("expenditure", "支出决算表", 3, [("", "合计", ("本年支出合计",), "12.00")])
    made = builder.reading()
    about = made.report.id
    told = (_body(about, name, role, level, part) for name, role, level, part in bodies)
    return replace(made, bodies=tuple(told))


@pytest.mark.parametrize("name", ["澄浦市民政局", "澄浦民政局"])
def test_a_unit_of_the_body_asked_for_is_named_but_does_not_answer(
    name: str, tmp_path: Path
) -> None:
    reading = _reading(UNIT, (UNIT, "publisher", "unit", DEPARTMENT))
    with holding(tmp_path, reading) as library:
        answer = asked(library, f"{name}2024年总支出是多少")
    assert answer.outcome == "not_found"
    assert not answer.figures
    assert f"有其下属单位{UNIT}的报告，但那不是{DEPARTMENT}全部门的数" in answer.text


def test_without_any_unit_held_nothing_is_said_of_units(tmp_path: Path) -> None:
    reading = _reading(UNIT, (UNIT, "publisher", "unit", ""))
    with holding(tmp_path, reading) as library:
        answer = asked(library, f"{DEPARTMENT}2024年总支出是多少")
    assert answer.outcome == "not_found"
    assert "下属单位" not in answer.text
