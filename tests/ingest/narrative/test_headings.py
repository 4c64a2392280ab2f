"""Which lines are headings, and the path above every paragraph."""

from __future__ import annotations

from typeset import page_of, wrapped

from ingest.narrative.headings import with_heading_paths
from ingest.narrative.paragraphs import pages_to_paragraphs

TEXT = "本中心按照规定开展各项工作，相关支出均已纳入年度决算管理，并接受财政部门的监督检查。"


def paths(*lines: str | tuple[str, float]) -> dict[str, tuple[str, ...]]:
    page = page_of(lines)
    return {p.text: p.heading_path for p in with_heading_paths(pages_to_paragraphs([page], {}))}


def test_levels_nest_and_close():
    found = paths(
        ("第三部分 情况说明", 16.0),
        "　　一、总体情况",
        "　　（一）收入",
        *wrapped("甲" + TEXT),
        "　　（二）支出",
        *wrapped("乙" + TEXT),
        "　　二、其他事项",
        *wrapped("丙" + TEXT),
    )
    part = "第三部分情况说明"
    assert found["甲" + TEXT] == (part, "一、总体情况", "（一）收入")
    assert found["乙" + TEXT] == (part, "一、总体情况", "（二）支出")
    assert found["丙" + TEXT] == (part, "二、其他事项")


def test_numbered_sentences_are_text():
    found = paths(
        "　　一、收入",
        "　　1.事业收入120.50万元，与上年决算数持平。",
        "　　2.其他收入0万元",
        *wrapped(TEXT),
    )
    assert found["1.事业收入120.50万元，与上年决算数持平。"] == ("一、收入",)
    assert found["2.其他收入0万元"] == ("一、收入",)


def test_list_items_without_stop_stay_text():
    found = paths(
        "　　一、重点任务", "　　（一）提升服务", "　　（二）夯实基础", "　　二、机构设置"
    )
    assert set(found) == {"（一）提升服务", "（二）夯实基础"}


def test_short_heading_with_a_full_stop_heads_what_follows():
    found = paths("　　一、其他事项", "　　1.机关运行经费。", *wrapped(TEXT))
    assert found[TEXT] == ("一、其他事项", "1.机关运行经费。")


def test_last_duty_is_no_heading():
    found = paths(
        "　　一、主要职责", "　　1.整理馆藏档案。", "　　2.完成其他任务。", *wrapped(TEXT)
    )
    assert found["2.完成其他任务。"] == ("一、主要职责",)


def test_outer_style_nested_inside():
    found = paths(
        "　　1.概况", "　　（一）收入", *wrapped(TEXT), "　　2.说明", *wrapped("又" + TEXT)
    )
    assert found[TEXT] == ("1.概况", "（一）收入")
    assert found["又" + TEXT] == ("2.说明",)
