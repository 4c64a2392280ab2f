"""Rows of tables of targets: quoted as printed, their numbers with the sign they bear."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import drawing
import pytest
from drawing import Line, Sheet, draw

from ingest.bodies.in_report import BodiesOfReport
from ingest.narrative.targets import targets_of
from ingest.nouns import Figure, Passage
from ingest.pages.pdf import read_pages
from ingest.tables.joining import pages_to_drafts

HEADER = ("一级指标", "二级指标", "三级指标", "指标值")
NAMED = ("项目名称", "冷库改造", "", "")
WIDTHS = (90.0, 110.0, 180.0, 95.0)
TITLE = Line("项目支出绩效目标表")


def read(path: Path, *pages: Sequence[object]) -> tuple[tuple[Passage, ...], tuple[Figure, ...]]:
    file = draw(path / "t.pdf", *pages)  # type: ignore[arg-type]
    about = drawing.report("budget", 2026)
    return targets_of(pages_to_drafts(read_pages(file)), about, BodiesOfReport(about))


def sheet(*rows: tuple[str, ...], header: tuple[str, ...] = HEADER, named: bool = True) -> Sheet:
    width = len(header)
    above = [(*NAMED[:2], *[""] * (width - 2))] if named else []
    widths = WIDTHS if width == len(WIDTHS) else ()
    spans = [(1, 0, width - 1, 0)] if named else []
    return Sheet([*above, header, *rows], widths=widths, spans=spans)


def told(figures: Sequence[Figure]) -> list[tuple[str, tuple[str, ...], Decimal | None, str]]:
    return [(f.row_label, f.column_path, f.value, f.unit) for f in figures]


def test_a_row_is_a_passage_under_table_and_project(tmp_path: Path) -> None:
    rows = sheet(("产出指标", "时效指标", "完工时间", "2026年12月底前"))
    passages, figures = read(tmp_path, [TITLE, rows])
    assert [(p.heading_path, p.text) for p in passages] == [
        (("项目支出绩效目标表", "冷库改造"), "产出指标 · 时效指标 · 完工时间 · 2026年12月底前")
    ]
    assert [place.page for place in passages[0].locators] == [1] * 4
    # A date is no count of years.
    assert figures == ()


@pytest.mark.parametrize(
    ("printed", "head", "value", "unit"),
    [
        ("≥297家", "指标值≥", "297", "家"),
        ("≤5%", "指标值≤", "5", "%"),
        ("100%", "指标值", "100", "%"),
        ("不少于1,200人次", "指标值不少于", "1200", "人次"),
        ("30天以内", "指标值（以内）", "30", "天"),
        ("≤80万元", "指标值≤", "80", "万元"),
        ("=1,500元/人·次", "指标值=", "1500", "元/人·次"),
        ("≥12.00(次)", "指标值≥", "12.00", "次"),
    ],
)
def test_a_number_is_a_figure_with_its_sign(
    tmp_path: Path, printed: str, head: str, value: str, unit: str
) -> None:
    passages, figures = read(tmp_path, [TITLE, sheet(("产出指标", "数量指标", "巡检", printed))])
    assert told(figures) == [("巡检", (head,), Decimal(value), unit)]
    assert (figures[0].printed, figures[0].sentence) == (printed, passages[0].text)


@pytest.mark.parametrize(
    ("kind", "printed", "unit", "fen"),
    [
        ("成本指标", "≤80万元", "万元", 80_000_000),
        ("成本指标", "≤80万", "万元", 80_000_000),
        ("成本指标", "≤800元/人", "元/人", None),
        ("数量指标", "≥80万", "万", None),
    ],
)
def test_a_limit_of_cost_is_money(
    tmp_path: Path, kind: str, printed: str, unit: str, fen: int | None
) -> None:
    _, figures = read(tmp_path, [TITLE, sheet((kind, "某类", "规模", printed))])
    assert [(f.unit, f.fen) for f in figures] == [(unit, fen)]


@pytest.mark.parametrize("printed", ["优良中差", "5-10家", "合格"])
def test_words_and_ranges_are_passages_alone(tmp_path: Path, printed: str) -> None:
    passages, figures = read(tmp_path, [TITLE, sheet(("成本指标", "经济成本", "费用", printed))])
    assert passages[0].text.endswith(f"费用 · {printed}")
    assert figures == ()


def test_sign_and_unit_in_columns_of_their_own(tmp_path: Path) -> None:
    header = ("三级指标", "指标性质", "指标值", "度量单位")
    rows = sheet(("调研报告", "≥", "12", "份"), ("群众评价", "定性", "优", ""), header=header)
    passages, figures = read(tmp_path, [TITLE, rows])
    assert [p.text for p in passages] == ["调研报告 · ≥ · 12 · 份", "群众评价 · 定性 · 优"]
    assert told(figures) == [("调研报告", ("指标值≥",), Decimal(12), "份")]


def test_two_targets_say_which_is_which(tmp_path: Path) -> None:
    header = ("二级指标", "三级指标", "实施周期指标值", "年度指标值")
    rows = sheet(("数量指标", "抽检", "600个", "≥200个"), header=header)
    passages, figures = read(tmp_path, [TITLE, rows])
    assert passages[0].text == "数量指标 · 抽检 · 实施周期指标值：600个 · 年度指标值：≥200个"
    assert [(f.column_path, f.value) for f in figures] == [
        (("实施周期指标值",), Decimal(600)),
        (("年度指标值≥",), Decimal(200)),
    ]


def test_rows_go_on_over_the_page_and_the_next_project_is_another(tmp_path: Path) -> None:
    first = sheet(("产出指标", "数量指标", "巡检", "≥4次"))
    rest = Sheet([("效益指标", "社会效益", "完好率", "≥95%")] * 2, widths=WIDTHS, header=0)
    other = Sheet(
        [("项目名称", "道路保洁", "", ""), HEADER, ("产出指标", "质量指标", "合格率", "≥90%")],
        widths=WIDTHS,
        spans=[(1, 0, 3, 0)],
    )
    passages, _ = read(tmp_path, [TITLE, first], [rest], [Line("道路保洁绩效目标表"), other])
    assert [(p.heading_path[-1], p.text[-4:]) for p in passages] == [
        ("冷库改造", " ≥4次"),
        ("冷库改造", "≥95%"),
        ("冷库改造", "≥95%"),
        ("道路保洁", "≥90%"),
    ]


def test_tables_of_amounts_give_no_rows(tmp_path: Path) -> None:
    plain = Sheet([("项目", "合计", "指标值"), ("巡检", "12.00", "3.00")])
    bare = sheet(("产出指标", "数量指标", "巡检", "12"))
    assert read(tmp_path, [Line("项目支出表"), plain], [TITLE, bare]) == ((), ())


SCORED = (
    ("评价指标", "", "", "", "", "年度预期值", "年度实现值", "自评分数"),
    ("一级指标", "", "二级指标", "", "权重", "", "", ""),
    ("名称", "权重", "名称", "权重", "", "", "", ""),
)
SCORED_SPANS = [
    (0, 0, 4, 0),
    (0, 1, 1, 1),
    (2, 1, 3, 1),
    (4, 1, 4, 2),
    *((column, 0, column, 2) for column in (5, 6, 7)),
]


def scored(*rows: tuple[str, ...]) -> Sheet:
    """A table of scores: its indicators stand under one heading, by name and weight."""
    return Sheet([*SCORED, *rows], spans=SCORED_SPANS, header=len(SCORED))


def test_indicators_under_one_heading_have_their_targets(tmp_path: Path) -> None:
    table = scored(
        ("产出", "30", "巡检次数", "5", "5", ">=12次", "11次", "4"),
        ("产出", "30", "响应时间", "5", "5", "≦30分钟", "28分钟", "5"),
        ("效益", "30", "群众评价", "5", "5", "优良", "优良", "5"),
    )
    passages, figures = read(tmp_path, [Line("指标评分表"), table])
    assert [p.text for p in passages] == [
        "产出 · 巡检次数 · >=12次 · 11次",
        "产出 · 响应时间 · ≦30分钟 · 28分钟",
        "效益 · 群众评价 · 优良 · 优良",
    ]
    assert told(figures) == [
        ("巡检次数", ("年度预期值>=",), Decimal(12), "次"),
        ("响应时间", ("年度预期值≦",), Decimal(30), "分钟"),
    ]


def test_a_name_beside_its_weight_under_one_heading(tmp_path: Path) -> None:
    header = ("一级指标", "三级指标", "", "指标值")
    table = Sheet([header, ("产出", "巡检", "5", "≥4次")], widths=WIDTHS, spans=[(1, 0, 2, 0)])
    passages, figures = read(tmp_path, [TITLE, table])
    assert passages[0].text == "产出 · 巡检 · ≥4次"
    assert told(figures) == [("巡检", ("指标值≥",), Decimal(4), "次")]


def test_an_indicator_named_again_on_the_next_level_is_told_once(tmp_path: Path) -> None:
    rows = sheet(("产出指标", "巡检", "巡检", "≥4次"))
    assert read(tmp_path, [TITLE, rows])[0][0].text == "产出指标 · 巡检 · ≥4次"


def test_a_table_right_below_is_about_the_project_named_above(tmp_path: Path) -> None:
    above = Sheet([("项目名称", "冷库改造"), ("金额", "12.00")], widths=(120.0, 240.0))
    table = scored(("产出", "30", "巡检次数", "5", "5", "≥12次", "11次", "4"))
    page = [Line("项目自评表"), above, Line("指标评分表"), table]
    passages, _ = read(tmp_path, page)
    assert passages[0].heading_path == ("指标评分表", "冷库改造")
    apart, _ = read(tmp_path, page[:2], page[2:])
    assert apart[0].heading_path == ("指标评分表",)


@pytest.mark.parametrize(
    "label", ["巡检", "产出指标数量指标巡检", "指标1：巡检", "数量指标指标12、巡检"]
)
def test_an_indicator_has_its_own_name(tmp_path: Path, label: str) -> None:
    passages, figures = read(tmp_path, [TITLE, sheet(("产出指标", "数量指标", label, "≥4次"))])
    assert [f.row_label for f in figures] == ["巡检"]
    assert label in passages[0].text


LISTED = ("项目名称", "三级指标", "指标性质", "指标值", "度量单位")
LISTED_WIDTHS = (120.0, 150.0, 60.0, 80.0, 60.0)


def listed(*rows: tuple[str, ...], names: Sequence[int], header: bool = True) -> Sheet:
    """A table of several projects; ``names`` says over how many rows each name stands."""
    top = int(header)
    spans = []
    for rows_of in names:
        spans.append((0, top, 0, top + rows_of - 1))
        top += rows_of
    head = [LISTED] if header else []
    return Sheet([*head, *rows], widths=LISTED_WIDTHS, spans=spans, header=int(header))


def about(passages: Sequence[Passage]) -> list[tuple[str, str]]:
    return [(p.heading_path[1] if p.heading_path[1:] else "", p.text[:2]) for p in passages]


def test_a_name_that_the_page_cuts_is_of_its_rows_on_both_pages(tmp_path: Path) -> None:
    first = listed(
        ("冷库改造", "甲甲", "≥", "4", "次"),
        ("", "乙乙", "≥", "5", "次"),
        ("", "丙丙", "≥", "6", "次"),
        ("", "丁丁", "≥", "7", "次"),
        names=(2, 2),
    )
    rest = listed(
        ("道路保洁", "戊戊", "≥", "8", "次"), ("", "己己", "≥", "9", "次"), names=(2,), header=False
    )
    passages, _ = read(tmp_path, [TITLE, first], [rest])
    assert about(passages) == [
        *(("冷库改造", text) for text in ("甲甲", "乙乙")),
        *(("道路保洁", text) for text in ("丙丙", "丁丁", "戊戊", "己己")),
    ]


def test_a_page_without_the_outer_columns_goes_on_but_names_nothing(tmp_path: Path) -> None:
    first = listed(("冷库改造", "甲甲", "≥", "4", "次"), ("", "乙乙", "≥", "5", "次"), names=(2,))
    inner = [("丙丙", "≥", "6", "次"), ("丁丁", "≤", "7", "万元")]
    rest = Sheet(inner, widths=LISTED_WIDTHS[1:], left=LISTED_WIDTHS[0], header=0)
    passages, figures = read(tmp_path, [TITLE, first], [rest])
    assert [p.text for p in passages][2:] == ["丙丙 · ≥ · 6 · 次", "丁丁 · ≤ · 7 · 万元"]
    assert [f.unit for f in figures] == ["次", "次", "次", "万元"]


def test_a_table_goes_on_below_its_title_printed_again(tmp_path: Path) -> None:
    first = sheet(("产出指标", "数量指标", "巡检", "≥4次"))
    rest = Sheet([("产出指标", "时效指标", "及时率", "≥95%")] * 3, widths=WIDTHS, header=0)
    passages, _ = read(tmp_path, [TITLE, first], [TITLE, rest])
    assert [(p.heading_path[-1], p.text[-4:]) for p in passages] == [
        ("冷库改造", " ≥4次"),
        *[("冷库改造", "≥95%")] * 3,
    ]
