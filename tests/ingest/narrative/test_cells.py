"""Sentences inside ruled tables."""

from __future__ import annotations

from itertools import pairwise

from typeset import narrative, page_of, printed, report

from ingest.pages.page import RuledTable

COLUMN_EDGES = (90.0, 180.0, 400.0, 500.0)
ROW_EDGES = (120.0, 150.0, 200.0)


def annex() -> tuple[list[object], RuledTable]:
    cells = tuple(
        (x0, top, x1, bottom)
        for top, bottom in pairwise(ROW_EDGES)
        for x0, x1 in pairwise(COLUMN_EDGES)
    )
    chars = [
        *printed("四级指标", 92, 130),
        *printed("未达标原因分析", 182, 130),
        *printed("评分标准", 402, 130),
        *printed("处理时长", 92, 160),
        *printed("2023年平均处理时长213.46秒，", 182, 155),
        *printed("优于预期目标。", 182, 175),
        *printed("达到80秒得", 402, 155),
        *printed("满分10分。", 402, 175),
    ]
    return list(chars), RuledTable((90.0, 120.0, 500.0, 200.0), cells)


def test_cell_with_a_sentence_is_passage_and_figure():
    chars, table = annex()
    page = page_of([("项目绩效自评表", 14.0)], tables=[table], extra=chars)  # type: ignore[arg-type]
    passages, figures = narrative([page], {1: [table.bbox]}, report())
    assert [p.text for p in passages if "213.46" in p.text] == [
        "2023年平均处理时长213.46秒，优于预期目标。"
    ]
    assert passages[0].heading_path == ("项目绩效自评表", "处理时长")
    # The column of standards tells no facts.
    assert [(f.row_label, str(f.value), f.unit) for f in figures] == [
        ("平均处理时长", "213.46", "秒")
    ]


def test_table_outside_the_consumed_boxes_is_read_as_narrative_only():
    chars, table = annex()
    page = page_of([], tables=[table], extra=chars)  # type: ignore[arg-type]
    passages, _ = narrative([page], {}, report())
    assert all(p.heading_path != ("处理时长",) for p in passages)


def test_columns_without_rulings_inside_a_cell_are_not_run_together():
    table = RuledTable((90.0, 120.0, 500.0, 200.0), ((90.0, 120.0, 500.0, 200.0),) * 4)
    chars = [
        *printed("开展老人意外险投保，", 92, 130),
        *printed("社会组织登记资料梳理，", 300, 130),
        *printed("惠及全市的老年人。", 92, 150),
        *printed("并进行数字化扫描。", 300, 150),
    ]
    page = page_of([], tables=[table], extra=chars)
    assert narrative([page], {1: [table.bbox]}, report()) == ((), ())


def test_what_a_form_is_about_heads_its_sentences():
    cells = (
        (90.0, 120.0, 180.0, 150.0),
        (180.0, 120.0, 500.0, 150.0),
        (90.0, 150.0, 180.0, 200.0),
        (180.0, 150.0, 500.0, 200.0),
    )
    chars = [
        *printed("项目名称", 92, 130),
        *printed("库房恒温改造", 182, 130),
        *printed("年度目标", 92, 170),
        *printed("全年库房温度达标，库房湿度保持合格。", 182, 170),
    ]
    table = RuledTable((90.0, 120.0, 500.0, 200.0), cells)
    page = page_of([("项目支出绩效目标表", 14.0)], tables=[table], extra=chars)
    passages, _ = narrative([page], {1: [table.bbox]}, report())
    assert [p.heading_path for p in passages if "湿度" in p.text] == [
        ("项目支出绩效目标表", "库房恒温改造", "年度目标")
    ]


def test_standards_stand_under_the_heading_of_their_column():
    chars, table = annex()
    chars += printed("每超时1秒，扣0.5分，扣完为止。", 402, 188, 9.0)
    page = page_of([("项目绩效自评表", 14.0)], tables=[table], extra=chars)  # type: ignore[arg-type]
    passages, _ = narrative([page], {1: [table.bbox]}, report())
    assert {p.heading_path[-1] for p in passages if "满分10分" in p.text} == {"评分标准"}
