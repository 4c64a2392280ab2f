"""The rules by which an answer is right, each with answers that break it."""

from __future__ import annotations

import pytest

from assistant.answers import Answer
from eval.cases import Case
from eval.evidence import places_of
from eval.scorers import Score, score
from tests.eval.builders import make_answer, make_case, make_report

FIGURE = {"value": "3398.46", "unit": "万元"}
REPORTS = (
    make_report("a.pdf", "云溪市文旅局", 2024),
    make_report("b.pdf", "东江市交通局", 2024),
    make_report("c.pdf", "东江市交通局", 2025),
)


def scored(case: Case, answer: Answer) -> Score:
    return score(case, answer, places_of(case, {})[0], REPORTS)


def failed(result: Score) -> list[str]:
    return [part.name for part in result.parts if part.passed is False]


def test_a_right_answer() -> None:
    case = make_case(
        figures=[FIGURE], phrases=[["事业运行"]], evidence=[{"report": "a", "page": 7}]
    )
    answer = make_answer("事业运行3,398.46万元[1]", cited=(("a.pdf", 7),))
    result = scored(case, answer)
    assert (result.verdict, result.wrong_figure, result.explanation) == ("correct", "", "")


@pytest.mark.parametrize("outcome", ["clarify", "not_found"])
def test_refusing_what_is_answerable_is_declined(outcome: str) -> None:
    result = scored(make_case(figures=[FIGURE]), make_answer("没有说明", outcome))
    assert (result.verdict, failed(result), result.wrong_figure) == ("declined", ["status"], "")


def test_a_wrong_figure_is_told_first() -> None:
    answer = make_answer("支出12.00万元", stated=(("12.00", "万元"),))
    result = scored(make_case(figures=[FIGURE]), answer)
    assert (result.verdict, result.wrong_figure) == ("wrong", "12.00万元")
    assert result.explanation.startswith("wrong figure stated: 12.00万元")


def test_without_listed_figures_every_amount_is_held_to_account() -> None:
    result = scored(make_case(figures=[FIGURE]), make_answer("支出12.00万元"))
    assert result.wrong_figure == "12.00"


def test_context_and_operands_are_not_held_to_account() -> None:
    answer = make_answer("上年12.00万元", context=(("12.00", "万元"),))
    result = scored(make_case(figures=[FIGURE]), answer)
    assert (result.verdict, result.wrong_figure) == ("wrong", "")


def test_the_right_figure_from_the_wrong_page_is_wrong_but_no_wrong_figure() -> None:
    case = make_case(figures=[FIGURE], evidence=[{"report": "a", "page": 7}])
    answer = make_answer("3398.46万元", stated=(("3398.46", "万元"),), cited=(("a.pdf", 8),))
    result = scored(case, answer)
    assert (result.verdict, failed(result), result.wrong_figure) == ("wrong", ["evidence"], "")


def test_further_correct_figures_do_no_harm() -> None:
    answer = make_answer("3398.46万元，其中12万元", stated=(("3398.46", "万元"), ("12", "万元")))
    assert scored(make_case(figures=[FIGURE]), answer).verdict == "correct"


def test_every_expected_figure_must_be_stated() -> None:
    case = make_case(figures=[FIGURE, {"value": "5", "unit": "人"}])
    assert failed(scored(case, make_answer("3398.46万元"))) == ["figures"]


def test_zero_is_met_by_words_and_another_figure_is_not() -> None:
    zero = make_case(figures=[{"value": "0", "unit": "万元"}])
    assert scored(zero, make_answer("该项本年无发生额")).verdict == "correct"
    assert failed(scored(make_case(figures=[FIGURE]), make_answer("无发生额"))) == ["figures"]


def test_phrases_in_any_script_and_spacing() -> None:
    case = make_case(phrases=[["智能政务热线", "smart hotline"], ["减少"]])
    assert scored(case, make_answer("智能政務 熱線，減少")).verdict == "correct"
    assert scored(case, make_answer("Smart Hotline 减少")).verdict == "correct"
    assert failed(scored(case, make_answer("智能政务热线"))) == ["phrases"]


def test_a_comparison_names_the_years_it_was_asked_about() -> None:
    case = make_case(kind="compare", question="2025年比2024年多多少？")
    assert scored(case, make_answer("2025年比2024年多1万元")).verdict == "correct"
    assert failed(scored(case, make_answer("多1万元"))) == ["phrases"]


def test_evidence_is_needed_of_each_report_and_any_page_of_it_does() -> None:
    evidence = [{"report": r, "page": p} for r, p in (("a", 1), ("a", 2), ("b.pdf", 3))]
    case = make_case(evidence=evidence)
    both = make_answer("有", cited=(("a.pdf", 2), ("b.pdf", 3)))
    one = make_answer("有", cited=(("a.pdf", 2),))
    assert scored(case, both).verdict == "correct"
    assert failed(scored(case, one)) == ["evidence"]
    any_of = make_case(evidence=evidence, evidence_mode="any")
    assert scored(any_of, one).verdict == "correct"
    assert failed(scored(any_of, make_answer("有", cited=(("a.pdf", 9),)))) == ["evidence"]


def test_measure_of_length_and_citations_but_not_for_lists() -> None:
    long = make_answer("字" * 801)
    many = make_answer("有", cited=(("a.pdf", 1),) * 9)
    assert failed(scored(make_case(), long)) == ["measure"]
    assert failed(scored(make_case(), many)) == ["measure"]
    assert scored(make_case(), make_answer("字" * 800)).verdict == "correct"
    assert scored(make_case(kind="rank"), long).verdict == "correct"
    assert scored(make_case(question="逐项列出公用经费"), many).verdict == "correct"


def test_not_found_must_say_so_and_state_no_figure() -> None:
    case = make_case(status="not_found")
    assert scored(case, make_answer("报告没有说明", "not_found")).verdict == "correct"
    told = make_answer("没有，库中另有9万元", "not_found", context=(("9", "万元"),))
    assert scored(case, told).verdict == "correct"
    assert scored(case, make_answer("", "not_found")).verdict == "wrong"
    with_figure = make_answer("没有，可能是9万元", "not_found", stated=(("9", "万元"),))
    assert scored(case, with_figure).wrong_figure == "9万元"
    answered = scored(case, make_answer("9万元", stated=(("9", "万元"),)))
    assert (answered.verdict, answered.wrong_figure) == ("wrong", "9万元")
    assert scored(case, make_answer("是哪一年？", "clarify")).verdict == "wrong"


def ambiguous(*files: str) -> Case:
    figures = [{"value": str(n), "unit": "万元", "report": f} for n, f in enumerate(files, 1)]
    return make_case(kind="ambiguous", status="clarify", figures=figures)


def test_asking_back_is_right_and_nothing_else_is_checked() -> None:
    result = scored(ambiguous("a", "b"), make_answer("哪一家？" * 300, "clarify"))
    assert result.verdict == "correct"
    assert [part.name for part in result.parts if part.passed is not None] == ["status"]


def test_answering_for_all_units_is_right_when_all_are_named_with_their_figures() -> None:
    case = ambiguous("a", "b")
    assert scored(case, make_answer("云溪1万元，东江2万元")).verdict == "correct"
    assert failed(scored(case, make_answer("1万元和2万元"))) == ["status"]
    assert failed(scored(case, make_answer("云溪1万元，东江3万元"))) == ["figures"]
    one = scored(case, make_answer("云溪1万元", stated=(("1", "万元"),)))
    assert (one.verdict, one.wrong_figure) == ("wrong", "")


def test_two_years_of_one_publisher_are_told_apart_by_year() -> None:
    case = ambiguous("b", "c")
    assert scored(case, make_answer("2024年1万元，2025年2万元")).verdict == "correct"
    assert failed(scored(case, make_answer("东江1万元、2万元"))) == ["status"]


def test_without_figures_only_asking_back_is_right() -> None:
    case = make_case(kind="ambiguous", status="clarify")
    answered = make_answer("1万元", stated=(("1", "万元"),))
    assert scored(case, make_answer("哪一家？", "clarify")).verdict == "correct"
    assert scored(case, answered).wrong_figure == "1万元"
    assert scored(case, make_answer("没有", "not_found")).verdict == "declined"
