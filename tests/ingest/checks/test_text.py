"""What sentences say is recomputed: changes, shares, completion, sums, words; and left alone where
it is not sure what they mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typeset import narrative, page_of, report, wrapped

from ingest.checks.report_checks import report_checks
from ingest.checks.statements import statements_of

HEADING = "　　一、支出情况说明"


def results(text: str, **fields: object) -> dict[str, str]:
    """The outcome of every rule that applied to the text; of several of one rule the worst."""
    about = report(**fields)
    lines = [line for part in text.split("\n") for line in wrapped(part)]
    passages, figures = narrative([page_of([HEADING, *lines])], {}, about)
    order = ["not_applicable", "held", "rounding", "failed"]
    found: dict[str, str] = {}
    for check in report_checks(about, (), figures, passages):
        if check.left.text:
            worst = max(check.outcome, found.get(check.rule, "not_applicable"), key=order.index)
            found[check.rule] = worst
    return found


@pytest.mark.parametrize(
    ("rate", "outcome"),
    [("25.0", "held"), ("25", "held"), ("24.9", "rounding"), ("52.0", "failed")],
)
def test_a_rate_is_the_change_by_what_was_before(rate: str, outcome: str) -> None:
    text = f"项目支出1,250.00万元，比上年决算数增加250.00万元，增长{rate}%。"
    assert results(text)["change_rate"] == outcome


def test_a_change_from_nothing_has_no_rate() -> None:
    found = results("公务接待费支出3.00万元，比上年决算数增加3.00万元，增长100%。")
    assert found["change_rate"] == "not_applicable"


def test_a_decrease_is_of_the_larger_amount_before() -> None:
    text = "项目支出90.00万元，比上年决算数减少10.00万元，下降10.0%。"
    assert results(text)["change_rate"] == "held"


def test_another_amount_of_the_sentence_may_be_the_one_that_changed() -> None:
    text = "收入合计200.00万元，其中财政拨款150.00万元，比上年增加20.00万元，增长11.1%。"
    assert results(text)["change_rate"] == "not_applicable"
    text = "收入合计200.00万元，其中财政拨款150.00万元，比上年增加20.00万元，增长12.1%。"
    assert results(text)["change_rate"] == "failed"


def test_the_base_that_is_told_is_the_base() -> None:
    text = "收入预算120.00万元，比2022年预算数100.00万元增加20.00万元，增长{}%。"
    assert results(text.format("20.0")) == {
        "change_rate": "held",
        "change_amount": "held",
        "change_direction": "held",
    }
    assert results(text.format("16.7"))["change_rate"] == "failed"
    wrong = "收入预算120.00万元，比2022年预算数100.00万元增加30.00万元。"
    assert results(wrong)["change_amount"] == "failed"


@pytest.mark.parametrize(
    "text",
    [
        "项目支出90.00万元，比上年决算数减少10.00万元，增长10.0%。",
        "项目支出90.00万元，比上年决算数减少-10.00万元。",
        "收入预算120.00万元，比2022年预算数100.00万元减少20.00万元。",
        "项目支出90.00万元，比上年决算数减少10.00万元，下降10.0%。增加的主要原因是新增项目。",
    ],
)
def test_words_go_the_way_of_the_amounts(text: str) -> None:
    assert results(text)["change_direction"] == "failed"


@pytest.mark.parametrize(
    "text",
    [
        "项目支出90.00万元，比上年决算数减少10.00万元，下降10.0%。减少的主要原因是项目完工。",
        "公务接待费支出0.00万元，比上年决算数增加0.00万元。减少的主要原因是没有接待。",
        "项目支出90.00万元，比上年决算数减少10.00万元。其中设备增加的原因是更新。",
    ],
)
def test_reasons_are_of_the_change_that_they_follow(text: str) -> None:
    assert results(text)["change_direction"] == "held"


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("决算为0.42万元，完成全年预算0.8万元的52.5%。", "held"),
        ("决算为0.42万元，完成全年预算0.8万元的62.5%。", "failed"),
        ("决算为0.00万元，完成全年预算0.00万元的100%。", "not_applicable"),
        ("年初预算为50.00万元，支出决算为45.00万元，完成年初预算的90.0%。", "held"),
        ("年初预算为50.00万元，支出决算为45.00万元，完成年初预算的95.0%。", "failed"),
        ("全年预算数160.00万元，执行数156.40万元，预算执行率98.7%。", "failed"),
    ],
)
def test_completion_is_what_was_spent_by_what_was_planned(text: str, outcome: str) -> None:
    assert results(f"公务接待费支出{text}")["completion_rate"] == outcome


@pytest.mark.parametrize(
    ("rate", "word", "outcome"),
    [
        ("103.0%", "大于", "held"),
        ("103.0%", "小于", "failed"),
        ("97.0%", "小于", "held"),
        ("97.0%", "大于", "failed"),
        ("100%", "大于", None),
    ],
)
def test_a_rate_over_100_is_more_than_planned(rate: str, word: str, outcome: str | None) -> None:
    text = f"公路建设支出103.00万元，完成年初预算的{rate}。决算数{word}年初预算数的主要原因是追加。"
    assert results(text).get("completion_direction") == (outcome or "not_applicable")


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("支出合计200.00万元，其中：基本支出150.00万元，占75.0%。", "held"),
        ("支出合计200.00万元，其中：基本支出150.00万元，占57.0%。", "failed"),
        (
            "政府采购支出总额80.00万元。\n授予中小企业合同金额60.00万元，占政府采购支出总额的57%。",
            "failed",
        ),
        ("支出合计200.00万元。其中：基本支出150.00万元，占70.0%。", "failed"),
        ("基本支出150.00万元，占全市的75.0%。", "not_applicable"),
    ],
)
def test_a_share_is_of_the_whole_that_is_told(text: str, outcome: str) -> None:
    assert results(text)["share_told"] == outcome


@pytest.mark.parametrize(
    ("rule", "text", "outcome"),
    [
        ("procurement_told", "政府采购支出总额{}万元，其中：政府采购货物支出10.00万元、"
         "政府采购工程支出20.00万元、政府采购服务支出30.00万元。", ("60.00", "60.02", "61.00")),
        ("three_public_sum_told", "“三公”经费支出{}万元，其中：因公出国（境）费1.00万元，"
         "公务用车购置及运行维护费2.00万元，公务接待费3.00万元。", ("6.00", "6.01", "7.00")),
        ("basic_plus_project_told", "本年支出合计{}万元，其中：基本支出40.00万元，占40%；"
         "项目支出60.00万元，占60%。", ("100.00", "100.01", "101.00")),
    ],
)  # fmt: skip
def test_parts_add_up_to_their_whole(rule: str, text: str, outcome: tuple[str, str, str]) -> None:
    told = [results(text.format(whole))[rule] for whole in outcome]
    assert told == ["held", "rounding", "failed"]


def test_vehicles_are_counted_exactly() -> None:
    text = "本部门共有车辆{}辆，其中：机要通信用车1辆、应急保障用车2辆、其他用车1辆。"
    assert results(text.format(4))["vehicles_told"] == "held"
    assert results(text.format(5))["vehicles_told"] == "failed"


def test_kinds_that_are_not_all_told_prove_nothing() -> None:
    text = "本部门共有车辆9辆，其中：机要通信用车1辆、应急保障用车2辆。"
    assert results(text)["vehicles_told"] == "not_applicable"


def test_parts_of_which_one_is_not_told_are_not_added() -> None:
    text = "政府采购支出总额60.00万元，其中：政府采购货物支出10.00万元、政府采购服务支出30.00万元。"
    assert "procurement_told" not in results(text)


@pytest.mark.parametrize(
    "text", ["比上年增加XX万元。", "减少××人次。", "原因是____。", "支出0000万元。"]
)
def test_what_nobody_filled_in_is_told(text: str) -> None:
    assert results(f"本部门公务接待费{text}")["placeholder"] == "failed"


@pytest.mark.parametrize("text", ["购置X光机1台。", "采购2×4米展板。", "编号0000123。"])
def test_what_only_looks_like_a_placeholder_is_not(text: str) -> None:
    assert "placeholder" not in results(f"本部门{text}")


def test_vehicles_of_another_year_are_told_in_an_account_only() -> None:
    text = "截至2021年12月31日，本部门共有车辆2辆。"
    assert results(text)["year_residue"] == "failed"
    assert "year_residue" not in results(text, kind="budget")


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("2023年公务接待费预算13.85万元，比2023年减少5.45万元。", "failed"),
        ("2023年公务接待费决算13.85万元，比2023年年初预算减少5.45万元。", None),
        ("2023年公务接待费预算13.85万元，比2022年减少5.45万元。", None),
    ],
)
def test_a_year_is_not_compared_with_itself(text: str, outcome: str | None) -> None:
    assert results(text).get("year_residue") == outcome


@given(st.text("0123456789.,%万元其中：，、。占比增加下降支出预算决算年 ", max_size=60))
def test_any_text_can_be_looked_at(text: str) -> None:
    about = report()
    passages, figures = narrative([page_of([HEADING, *wrapped(f"支出{text}")])], {}, about)
    for statement in statements_of(figures):
        for placed in statement.placed:
            assert statement.text[placed.start : placed.stop].endswith(placed.figure.unit)
    report_checks(about, (), figures, passages)
