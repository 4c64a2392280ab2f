"""What a figure told in a sentence is."""

from __future__ import annotations

import pytest
from printed import report, table, told

from ingest.concepts.readings import with_concepts
from ingest.nouns import Figure


def meaning(*figures: Figure) -> list[str]:
    _, found = with_concepts([], figures, report())
    return [" ".join(v or "." for v in (f.concept, f.fund, f.nature, f.stage)) for f in found]


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (told("支出预算"), "expenditure all . budget"),
        (told("收入预算总计"), "income_total all . budget"),
        (told("收入、支出预算总计"), "balance_total all . budget"),
        (told("事业收入"), "income business . budget"),
        (told("一般公共预算拨款收入"), "income general_public . budget"),
        (
            told("一般公共预算拨款", headings=["三、支出预算情况说明"]),
            "expenditure general_public . budget",
        ),
        (told("项目支出"), "project_expenditure all project budget"),
        (
            told("基本支出", headings=["五、一般公共预算财政拨款支出情况"]),
            "basic_expenditure general_public basic budget",
        ),
        (
            told("一般公共预算拨款安排的会议费预算支出"),
            "meetings general_public . budget",
        ),
        (told("机关运行经费财政拨款预算"), "operating_costs fiscal_grant . budget"),
        (
            told("通过一般公共预算财政拨款安排的“三公”经费预算"),
            "three_public general_public . budget",
        ),
        (
            told("公务接待费", headings=["四、财政拨款“三公”经费预算情况说明"]),
            "reception fiscal_grant . budget",
        ),
        (told("政府采购货物预算"), "procurement_goods . . budget"),
        (told("车辆", "3", "辆"), "vehicles_held . . ."),
        (told("公务接待费", "3", "辆"), ". . . ."),
        (told("购置车辆", "3", "辆"), "vehicles_bought . . budget"),
        (told("财政拨款收入预算总计"), "income fiscal_grant . budget"),
        (told("年终结转结余资金"), "carry_over_out all . budget"),
        (told("项目支出", "3.2", "%", qualifier="占比"), "project_expenditure all project rate"),
        (
            told("公务接待费", "1", qualifier="比上年减少"),
            "reception . . change",
        ),
        (told("公务接待费", "1", qualifier="上年预算数", year=2025), "reception . . last_budget"),
        (told("公务接待费", "90", "%", qualifier="指标值≥"), ". . . target"),
        (told("车辆", "3", "辆", qualifier="不少于"), ". . . target"),
        (told("接通率", "98", "%", qualifier="以上"), ". . . target"),
        (told("水利工程运行与维护", code="2130306"), "functional.2130306 . . budget"),
        (
            told("行政运行", headings=["（一）农林水支出（类）", "水利"]),
            "functional.2130301 . . budget",
        ),
        (told("行政运行"), ". . . budget"),
        (told("水文站房维修"), ". . . budget"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.row_label,
)
def test_a_figure_of_a_sentence(figure: Figure, expected: str) -> None:
    assert meaning(figure) == [expected]


def test_a_fund_that_the_sentence_begins_with() -> None:
    sentence = "一般公共预算拨款支出20万元，其中基本支出12.5万元。"
    assert meaning(told("基本支出", sentence=sentence)) == [
        "basic_expenditure general_public basic budget"
    ]


def test_parts_are_of_the_money_of_the_whole_told_before() -> None:
    whole = told("财政拨款安排“三公”经费", "9")
    part = told("公务接待费", "2", sentence="其中：公务接待费2万元。")
    other = told("公务接待费", "2", headings=["别的情况"])
    assert [m.split()[1] for m in meaning(whole, part, other)] == [
        "fiscal_grant",
        "fiscal_grant",
        ".",
    ]


def test_a_change_follows_the_total_that_it_is_told_of() -> None:
    summary = table(
        "income_expenditure_summary",
        "收支预算总表",
        ["支出/预算数"],
        [("", "本年支出合计", "8.00"), ("", "支出总计", "10.00")],
        side="支出",
    )
    plain = told("支出预算", "10.00", sentence="支出预算10.00万元，比上年增加1万元。")
    change = told("支出预算", "1", qualifier="比上年增加", sentence=plain.sentence)
    _, found = with_concepts([summary], [plain, change], report())
    assert [(f.concept, f.stage) for f in found] == [
        ("expenditure_total", "budget"),
        ("expenditure_total", "change"),
    ]


def test_a_total_with_what_was_carried_over_told_below_it() -> None:
    heading = ["二、收入预算情况说明"]
    whole = told("收入预算", "12.00", headings=heading)
    own = told("本年收入", "10.00", headings=heading)
    carried = told("上年结转", "2.00", headings=heading)
    assert [m.split()[0] for m in meaning(whole, own, carried)] == [
        "income_total",
        "income",
        "carry_over_in",
    ]
    assert [m.split()[0] for m in meaning(whole, own)] == ["income", "income"]


def test_what_is_listed_beside_each_other_is_each_of_its_own_money() -> None:
    sentence = "其中：一般公共预算拨款收入14万元、上年结转结余2万元。"
    carried = told("上年结转结余", "2", sentence=sentence, headings=["一、预算收支总体情况"])
    assert meaning(carried) == ["carry_over_in all . budget"]


def test_a_part_of_a_line_is_of_that_line() -> None:
    sentence = "“农林水支出”科目83万元，主要用于项目支出7万元。"
    line = told("“农林水支出”科目", "83", sentence=sentence, headings=["编制说明"])
    part = told("项目支出", "7", sentence=sentence, headings=["编制说明"])
    assert [m.split()[0] for m in meaning(line, part)] == ["functional.213", "functional.213"]
    reason = told("日常公用经费", "7", qualifier="增加", headings=["机关商品和服务支出（502）"])
    assert meaning(reason)[0].split()[0] == "."


def test_what_is_held_is_told_on_as_of_the_same_day() -> None:
    heading = ["六、国有资产占有使用情况"]
    cars = told(
        "车辆", "3", "辆", sentence="截至2025年底共有车辆3辆。", headings=heading, year=2025
    )
    label = "单位价值100万元以上的设备"
    held = told(label, "1", "台", sentence=f"{label}1台。", headings=heading)
    planned = told("购置车辆", "1", "辆", sentence="预算安排购置车辆1辆。", headings=heading)
    _, found = with_concepts([], [cars, held, planned], report())
    assert [f.year for f in found] == [2025, 2025, 2026]
