"""What the assistant answers, asks back and declines, over the small library."""

from __future__ import annotations

import pytest

from ingest.library import Library
from tests.assistant.asking import asked, stated


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("澄浦市文化馆2024年办公费是多少", "2.15"),
        ("澄浦文化馆2024年30107是多少？", "22.05"),
        ("澄浦市文化馆2024年支出决算表里群众文化（2070109）的项目支出", "38.50"),
        ("文化馆2024年基本支出花了多少", "61.35"),
        ("澄浦市文化馆2024年总支出是多少", "99.85"),
        ("澄浦市文化馆2024年“三公”经费预算数", "0.90"),
        ("澄浦市文化馆2024年吃饭招待花了多少钱", "0.30"),
        ("澄浦市文化馆２０２４年公用经废一共多少", "8.10"),
        ("澄浦市文化館2024年辦公費是多少", "2.15"),
        ("档案馆办公费多少", "3.40"),
        ("澄浦市文化馆2025年三公经费预算是多少", "0.80"),
        ("澄浦市文化馆2024年政府性基金支出是多少", "0.00"),
    ],
)
def test_a_line_is_found_by_name_code_nickname_or_typo(
    library: Library, question: str, value: str
) -> None:
    answer = asked(library, question)
    assert answer.outcome == "answered", answer.text
    assert stated(answer) == [(value, "万元")]
    assert answer.citations and answer.citations[0].locators


def test_the_reading_is_what_was_executed(library: Library) -> None:
    answer = asked(library, "澄浦市文化馆2024年群众文化的基本支出")
    assert answer.reading == (
        "我的理解：2024年度 · 澄浦市文化馆 · 支出决算表 · 群众文化（2070109） · 基本支出"
    )


def test_an_amount_comes_in_the_unit_asked_beside_the_printed_one(library: Library) -> None:
    answer = asked(library, "澄浦市文化馆2024年办公费多少元")
    assert stated(answer) == [("2.15", "万元"), ("21500", "元")]
    assert "21,500元" in answer.text


def test_a_larger_unit_is_rounded_and_says_so(library: Library) -> None:
    answer = asked(library, "澄浦市文化馆2024年总支出约合多少亿元")
    assert "约0.01亿元（99.85万元）" in answer.text


def test_several_reports_and_none_meant_are_offered_with_their_figures(library: Library) -> None:
    answer = asked(library, "办公费花了多少")
    assert answer.outcome == "clarify"
    assert [choice.label.rsplit(" ", 1)[1] for choice in answer.choices] == ["2.15万元", "3.40万元"]
    again = asked(library, answer.choices[1].question)
    assert stated(again) == [("3.40", "万元")]


def test_both_are_answered_where_both_were_named(library: Library) -> None:
    answer = asked(library, "澄浦市文化馆和临江市档案馆的办公费分别是多少")
    assert stated(answer) == [("2.15", "万元"), ("3.40", "万元")]


@pytest.mark.parametrize(
    "question",
    [
        "澄浦市文化馆2021年总支出是多少",
        "临江市档案馆2025年预算是多少",
        "成都市文化馆2024年总支出是多少",
        "澄浦市文化馆馆长一年工资多少",
        "澄浦市文化馆主任年薪是多少",
        "澄浦市文化馆2024年罚没收入是多少",
        "澄浦市文化馆2024年办公楼租金多少",
        "临江市档案馆2023年观众满意度是多少",
        "澄浦市文化馆2024年9月的参观人次",
        "澄浦市文化馆2024年未纳入预算的办公费是多少",
    ],
)
def test_what_no_report_tells_is_not_found(library: Library, question: str) -> None:
    answer = asked(library, question)
    assert answer.outcome == "not_found", answer.text
    assert not stated(answer)


def test_a_year_not_held_says_what_is_held(library: Library) -> None:
    answer = asked(library, "临江市档案馆2021年总支出是多少")
    assert "2021年" in answer.text
    assert "临江市档案馆2023年度" in answer.text


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("澄浦市文化馆2024年国内公务接待几批次", [("4", "批次")]),
        ("澄浦市文化馆2024年接待人数是多少", [("31", "人")]),
        ("澄浦市文化馆2024年观众满意度多少，比上年怎么样", [("97.5", "%"), ("1.2", "%")]),
        ("澄浦市文化馆2024年项目支出比上年减少多少", [("6.20", "万元")]),
        ("澄浦市文化馆2024年项目支出比上年下降百分之几", [("13.9", "%")]),
    ],
)
def test_figures_told_in_sentences(
    library: Library, question: str, expected: list[tuple[str, str]]
) -> None:
    answer = asked(library, question)
    assert answer.outcome == "answered", answer.text
    assert stated(answer) == expected


def test_a_reason_is_quoted_as_printed(library: Library) -> None:
    answer = asked(library, "澄浦市文化馆2024年项目支出为什么减少")
    assert "小剧场修缮项目上年已经完工" in answer.text
    assert answer.citations[0].quote in answer.text
    assert {figure.role for figure in answer.figures} == {"context"}


def test_a_false_premise_is_told(library: Library) -> None:
    answer = asked(library, "澄浦市文化馆2024年项目支出大幅增长的原因是什么")
    assert answer.outcome == "answered"
    assert "方向不同" in answer.text
    assert "6.20" in answer.text


def test_how_much_and_why(library: Library) -> None:
    answer = asked(library, "澄浦市文化馆2024年项目支出比上年减少多少，为什么")
    assert stated(answer) == [("6.20", "万元")]
    assert "小剧场修缮项目" in answer.text


def test_the_sentence_of_a_figure_is_told_once_where_it_gives_the_reason_too(
    library: Library,
) -> None:
    answer = asked(library, "澄浦市文化馆2024年项目支出比上年减少多少，为什么")
    told = "下降13.9%"
    assert answer.text.count(told) == 1
    figure_line, *_, quotation = answer.text.splitlines()
    assert "6.20万元[1]" in figure_line and "原文" not in figure_line
    assert told in quotation and quotation.endswith("[2]")
    alone = asked(library, "澄浦市文化馆2024年项目支出比上年减少多少")
    assert f"{told}。”" in alone.text and "原文" in alone.text


def test_the_sentence_of_two_figures_is_told_once(library: Library) -> None:
    answer = asked(library, "澄浦市文化馆2024年观众满意度多少，比上年怎么样")
    assert answer.text.count("原文：") == 1


def test_a_term_comes_from_the_glossary(library: Library) -> None:
    answer = asked(library, "什么是机关运行经费？")
    assert answer.outcome == "answered"
    assert answer.citations[0].quote.startswith("机关运行经费：指")


def test_duties_are_listed_whole(library: Library) -> None:
    answer = asked(library, "澄浦市文化馆是干什么的")
    assert "组织全市群众文化活动" in answer.text
    assert "培训文艺骨干" in answer.text


def test_english_keeps_the_printed_label(library: Library) -> None:
    answer = asked(library, "How much were the office expenses (30201) of 澄浦市文化馆 in 2024?")
    assert "办公费" in answer.text
    assert "RMB 21,500" in answer.text
    assert ("2.15", "万元") in stated(answer)


def test_follow_ups_take_what_they_leave_out_from_before(library: Library) -> None:
    first = "澄浦市文化馆2024年办公费是多少"
    assert stated(asked(library, "那临江市档案馆2023年的呢", first)) == [("3.40", "万元")]
    assert stated(asked(library, "绩效工资呢？", first)) == [("22.05", "万元")]
    assert ("21500", "元") in stated(asked(library, "换成元", first))
    why = asked(library, "什么原因？", "澄浦市文化馆2024年项目支出比上年减少多少")
    assert "小剧场修缮" in why.text


def test_every_number_in_the_text_is_listed_or_quoted(library: Library) -> None:
    answer = asked(library, "澄浦市文化馆2024年项目支出比上年减少多少，为什么")
    listed = {figure.value for figure in answer.figures}
    assert {"38.50", "6.20", "13.9"} <= listed


def test_an_empty_library_says_so(tmp_path: object) -> None:
    with Library.open(tmp_path / "empty") as empty:  # type: ignore[operator]
        answer = asked(empty, "办公费多少")
    assert answer.outcome == "not_found"
    assert "还没有报告" in answer.text
