"""A sentence is held against the cells of its own body: a unit's against the unit's rows."""

from __future__ import annotations

from pathlib import Path

import pytest
from drawing import Item, Line, Sheet, draw

from ingest.nouns import Reading
from ingest.reading import read_report
from ingest.settings import Settings

UNIT = Line("单位：万元", 9, x=470)
TABLE = Sheet(
    [
        ["单位名称", "合计", "基本支出", "项目支出"],
        ["云溪市文化局", "300.00", "180.00", "120.00"],
        ["云溪市文化局（本级）", "200.00", "100.00", "100.00"],
        ["云溪市图书馆", "100.00", "80.00", "20.00"],
    ]
)


def reading(path: Path, unit_project: str, own_project: str = "100.00") -> Reading:
    """A department's report that explains its two units one after another."""
    pages: list[list[Item]] = [
        [200.0, Line("云溪市文化局", 22), Line("2026年度部门预算", 22)],
        [Line("部门支出预算表", 15), UNIT, TABLE],
        [
            Line("第三部分 部门预算支出具体情况", 12),
            Line("一、云溪市文化局（本级）支出情况", 12),
            Line(
                "（一）项目支出" + own_project + "万元，用于办公，主要是水费电费和房屋的租金。", 12
            ),
            Line("二、云溪市图书馆支出情况", 12),
            Line("（一）项目支出" + unit_project + "万元，用于购书，主要是少年儿童的图书。", 12),
            Line("第四部分 其他情况", 12),
            Line("没有其他需要说明的情况，也没有需要在这里列出的任何数。", 12),
        ],
    ]
    return read_report(draw(path / "t.pdf", *pages), Settings())


def told(found: Reading) -> list[str]:
    return [d.left for d in found.discrepancies if d.rule == "basic_or_project_told"]


def test_a_unit_is_not_held_against_its_department(tmp_path: Path) -> None:
    found = reading(tmp_path, "20.00")
    assert told(found) == []
    held = {count.rule: count.held for count in found.summary.checks}
    assert held["basic_or_project_told"] == 2


def test_a_unit_is_held_against_its_own_row(tmp_path: Path) -> None:
    found = reading(tmp_path, "21.00")
    assert [left for left in told(found) if "21.00" in left] != []
    (wrong,) = [d for d in found.discrepancies if d.rule == "basic_or_project_told"]
    assert "20.00" in wrong.right
    assert "120.00" not in wrong.right


@pytest.mark.parametrize("amount", ["20.00", "21.00"])
def test_the_reading_knows_its_bodies(amount: str, tmp_path: Path) -> None:
    bodies = reading(tmp_path, amount).bodies
    assert [(body.name, body.role, body.part_of) for body in bodies] == [
        ("云溪市文化局", "publisher", ""),
        ("云溪市文化局（本级）", "own", "云溪市文化局"),
        ("云溪市图书馆", "subordinate", "云溪市文化局"),
    ]
