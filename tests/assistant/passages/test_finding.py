"""Which passages are quoted: by what was named, wherever above or in them it is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from assistant.passages.extracts import belonging
from assistant.passages.finding import found
from assistant.query import Said
from ingest.library import Library
from tests.assistant.asking import holding
from tests.assistant.conftest import ReportBuilder

GOAL = "通过检测比对为群众选购提供参考，引导理性消费。"
DUTY = "1.负责文件的排版、校对、印刷。"
FILED = "2.负责印刷品的归档储存。"
SPENT = "商品比较试验2026年安排12.00万元，比上年减少3.00万元，主要原因是检测批次减少。"
OTHER = "办公设备购置2026年安排8.00万元，比上年增加1.00万元，主要原因是更新旧设备。"
TERM = "住房改革支出(款)提租补贴(项)：反映按规定发放的租金补贴。"
OPENS = "预算收支增加主要原因说明：1.科技研发资金增加；"
ITEM = "2.人才专项经费增加。"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    made = ReportBuilder("甲市市场监督管理局", 2026, "budget")
    made.says(DUTY, "甲市文印中心主要职能")
    made.says(FILED, "甲市文印中心主要职能")
    made.says(OPENS, "第二部分 收支总体情况")
    made.says(ITEM, "第二部分 收支总体情况")
    made.says(SPENT, "（二）项目支出情况")
    made.says(OTHER, "（二）项目支出情况")
    made.says(GOAL, "消费引导项目")
    made.says("产出指标 · 数量指标 · 检测批次 · ≥ · 3 · 批", "消费引导项目")
    made.says(TERM, "第四部分 名词解释", term="住房改革支出(款)提租补贴(项)")
    with holding(tmp_path, made.reading()) as opened:
        yield opened


def quoted(said: Said, library: Library) -> Sequence[str]:
    first = found(said, library.reports(), library)[:1]
    return [one.text for hit in first for one in belonging(hit, said, library)]


@pytest.mark.parametrize(
    ("said", "texts"),
    [
        (Said("text", ("消费引导项目",), "||||||要达到什么目标"), [GOAL]),
        (Said("text", ("商品比较试验",), "||||||安排了什么"), [SPENT]),
        (Said("reason", ("商品比较试验",), "||||||为什么减少"), [SPENT]),
        (Said("define", ("提租补贴",), "||||是什么意思"), [TERM]),
        (Said("text", ("提租补贴",), "||||是什么补贴"), [TERM]),
        (Said("text", (), "平时都干些什么活"), [DUTY, FILED]),
        (Said("reason", ("预算收支",), "为什么增加"), [OPENS, ITEM]),
        (Said("text", ("量子通信骨干网",), "||||||是怎么建的"), []),
    ],
)
def test_the_passage_that_tells_what_was_named(
    library: Library, said: Said, texts: list[str]
) -> None:
    assert quoted(said, library) == texts
