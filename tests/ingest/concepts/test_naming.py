"""Words around a name are taken off, never the name itself."""

from __future__ import annotations

import pytest

from ingest.concepts.declaration import name_key
from ingest.concepts.naming import bare_names, level_told, line_names


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("1.“三公”经费", "三公经费"),
        ("其中：因公出国（境）费用（万元）", "因公出国境费用"),
        ("单价100万元（含）以上设备（不含车辆）（台/套）", "单价100万元以上设备"),
        ("公务用车 保有量（辆）", "公务用车保有量"),
        ("项目（工程）", "项目工程"),
    ],
)
def test_keys_of_names(printed: str, key: str) -> None:
    assert name_key(printed) == key


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("一般公共预算拨款安排的会议费预算支出", "会议费"),
        ("2026年度财政拨款“三公”经费预算数", "三公经费"),
        ("本部门政府采购支出决算", "政府采购"),
        ("会议费", "会议费"),
    ],
)
def test_the_name_is_among_what_is_left(printed: str, name: str) -> None:
    assert name in list(bare_names(printed))


def test_the_whole_comes_first_and_one_letter_never() -> None:
    names = list(bare_names("部门预算支出"))
    assert names[0] == "部门预算支出"
    assert all(len(name) >= 2 for name in names)


@pytest.mark.parametrize(
    ("printed", "left", "digits"),
    [
        ("行政运行（项）", "行政运行", 7),
        ("教育支出(类)", "教育支出", 3),
        ("进修及培训（款级）", "进修及培训", 5),
        ("这类款项", "这类款项", 0),
    ],
)
def test_levels_told_in_brackets(printed: str, left: str, digits: int) -> None:
    assert level_told(printed) == (left, digits)


def test_lines_are_printed_with_科目_and_without_支出() -> None:
    assert "住房保障支出" in list(line_names("住房保障支出科目"))
    assert "住房保障支出" in list(line_names("住房保障"))
