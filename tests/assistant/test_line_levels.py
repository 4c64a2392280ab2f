"""哪一类 ranks classes, not the innermost lines, and only where they add up."""

from __future__ import annotations

from pathlib import Path

from tests.assistant.asking import asked, holding, stated
from tests.assistant.conftest import ReportBuilder

LINES = [
    ("", "合计", "10.00"),
    ("201", "一般公共服务支出", "6.00"),
    ("20103", "政府办公厅（室）及相关机构事务", "6.00"),
    ("2010301", "行政运行", "3.50"),
    ("2010350", "事业运行", "2.50"),
    ("208", "社会保障和就业支出", "4.00"),
    ("20805", "行政事业单位养老支出", "4.00"),
    ("2080501", "行政单位离退休", "4.00"),
]


def test_the_level_named_is_ranked(tmp_path: Path) -> None:
    made = ReportBuilder("临江市审计局", 2024)
    cells = [(code, label, ("本年支出合计",), amount) for code, label, amount in LINES]
    made.table("expenditure", "支出决算表", 5, cells)
    with holding(tmp_path, made.reading()) as library:
        by_class = asked(library, "临江市审计局2024年支出决算表里，哪一类支出最多")
        by_line = asked(library, "临江市审计局2024年支出决算表里，哪个科目支出最多")
    assert stated(by_class) == [("6.00", "万元")]
    assert stated(by_line) == [("4.00", "万元")]
