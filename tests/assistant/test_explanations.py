"""Explanatory questions, class by class: what is quoted, from which page, and what is declined."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pytest

from ingest.library import Library
from ingest.nouns import Locator, Passage, Reading, Report
from tests.assistant.asking import asked, holding

REVIEW = ("第三部分 情况说明", "（三）预算绩效情况")
FORM = ("项目支出绩效自评表", "库房恒温改造项目", "产出指标", "温度达标率")
GLOSSARY = ("第四部分 名词解释",)
SAME = "事业收入：事业单位开展专业业务活动取得的收入。"

ARCHIVE = [
    (2, ("第一部分 概况", "一、机构情况"), "本馆归口市委办公室管理，属公益一类事业单位。", ""),
    (2, ("第一部分 概况", "二、机构设置"), "本馆内设保管科、利用科、宣传科。", ""),
    (2, ("第一部分 概况", "二、机构设置"), "依据临编〔2011〕9号文件设立，没有下属单位。", ""),
    (5, REVIEW, "绩效自评结果。本年自评的是库房恒温改造项目和查档窗口外包项目。", ""),
    (
        5,
        REVIEW,
        "库房恒温改造项目：全年预算数90.00万元，执行数88.20万元，自评得分93分。"
        "项目采用设备租赁的模式，验收已经完成。",
        "",
    ),
    (
        6,
        REVIEW,
        "存在的问题：一是旧库房墙体返潮，湿度时有超标；二是维保单位响应偏慢。",
        "",
    ),
    (
        6,
        REVIEW,
        "改进措施：一是与维保单位重签协议，约定两小时到场。同时增设备用机组；"
        "二是给墙体做防潮层；三是每季度校准传感器。"
        + "另有若干管理事项按既有办法继续执行，" * 16
        + "以上各项由保管科落实。",
        "",
    ),
    (
        7,
        REVIEW,
        "查档窗口外包项目：全年预算数30.00万元，执行数30.00万元，自评得分97分。"
        "取得的成效：窗口日均接待查档群众46人，群众评价良好。",
        "",
    ),
    (
        8,
        ("第三部分 情况说明", "（一）“三公”经费"),
        "3.公务接待费支出0.85万元，国内接待2批次，来访单位包括云溪市档案馆、青石县史志办，"
        "来馆交流数字化工作。",
        "",
    ),
    (
        8,
        ("第三部分 情况说明", "（一）“三公”经费"),
        "公务用车运行维护费支出2.10万元，比上年减少0.40万元，原因是一辆旧车报废。",
        "",
    ),
    (9, FORM, "夏季停电两次，恒温中断，该项扣2分。", ""),
    (9, (*FORM, "评分标准"), "达到目标值得满分，未达标的酌情扣分。", ""),
    (12, GLOSSARY, SAME, "事业收入"),
    (12, GLOSSARY, "经营收入：开展非独立核算经营活动取得的收入。", "经营收入"),
    (
        13,
        GLOSSARY,
        "住房保障支出(类)住房改革支出(款)提租补贴(项)：反映按规定发放的租金补贴。",
        "住房保障支出(类)住房改革支出(款)提租补贴(项)",
    ),
]
LIBRARY = [(4, GLOSSARY, SAME, "事业收入")]

Told = list[tuple[int, tuple[str, ...], str, str]]


def reading(publisher: str, told: Told) -> Reading:
    name = f"{publisher}-2024"
    digest = hashlib.sha256(name.encode()).hexdigest()
    report = Report(
        name, publisher, 2024, "final_accounts", "unit", name, f"{name}.pdf", digest, 20
    )
    passages = tuple(
        Passage(f"{name}-{n}", name, heads, text, (Locator(page, (72, 90, 500, 110)),), term)
        for n, (page, heads, text, term) in enumerate(told)
    )
    return Reading(report, (), (), passages)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("told")
    readings = reading("临江市档案馆", ARCHIVE), reading("临江市图书馆", LIBRARY)
    with holding(folder, *readings) as library:
        yield library


@pytest.mark.parametrize(
    ("question", "words", "page"),
    [
        ("临江市档案馆库房恒温改造项目自评查出什么毛病", "墙体返潮", 6),
        ("临江市档案馆库房恒温改造项目还有哪些不足？", "响应偏慢", 6),
        ("档案馆恒温改造下一步打算怎么改进", "防潮层", 6),
        ("临江市档案馆查档窗口外包项目取得了什么成效", "46人", 7),
        ("临江市档案馆2024年都是哪些单位来访", "青石县史志办", 8),
        ("档案馆2024年接待的是谁", "云溪市档案馆", 8),
        ("临江市档案馆是凭哪份文件设立的", "9号", 2),
        ("临江市档案馆归谁管", "市委办公室", 2),
        ("临江市档案馆有哪些科室", "利用科", 2),
        ("临江市档案馆库房恒温改造项目按什么模式实施", "设备租赁", 5),
        ("临江市档案馆库房恒温改造项目做完了没有", "验收已经完成", 5),
        ("临江市档案馆2024年公务用车运行维护费减少的缘故", "旧车报废", 8),
        ("临江市档案馆公车运行费怎么变少了", "旧车报废", 8),
        ("档案馆恒温改造项目温度达标率为什么被扣2分", "停电两次", 9),
    ],
)
def test_what_is_asked_for_is_quoted_from_its_page(
    told: Library, question: str, words: str, page: int
) -> None:
    answer = asked(told, question)
    assert answer.outcome == "answered", answer.text
    assert words in answer.text
    assert page in {place.page for cited in answer.citations for place in cited.locators}
    assert all(cited.quote in answer.text for cited in answer.citations)


def test_a_list_is_not_cut_inside(told: Library) -> None:
    text = asked(told, "临江市档案馆恒温改造有什么改进措施").text
    for item in ("一是与维保", "备用机组", "二是给墙体", "三是每季度校准传感器"):
        assert item in text


def test_of_two_projects_the_one_asked_about_answers(told: Library) -> None:
    text = asked(told, "临江市档案馆查档窗口外包项目取得了哪些成效").text
    assert "46人" in text
    assert "返潮" not in text


def test_standards_of_scoring_are_no_findings(told: Library) -> None:
    assert "酌情扣分" not in asked(told, "档案馆恒温改造项目温度达标率为什么扣分").text


def test_a_term_defined_alike_is_told_once_citing_both(told: Library) -> None:
    answer = asked(told, "事业收入是什么意思")
    assert answer.text.count(SAME) == 1
    assert {cited.report_id for cited in answer.citations} == {
        "临江市档案馆-2024",
        "临江市图书馆-2024",
    }


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("经营收入跟事业收入不同，它的定义是？", "非独立核算"),
        ("档案馆报告对“经营收入”的说明", "非独立核算"),
        ("请解释一下经营收入", "非独立核算"),
        ("临江市档案馆的提租补贴指什么", "租金补贴"),
    ],
)
def test_the_term_asked_is_the_one_defined(told: Library, question: str, words: str) -> None:
    answer = asked(told, question)
    assert answer.outcome == "answered"
    assert words in answer.citations[0].quote


@pytest.mark.parametrize(
    "question",
    [
        "临江市档案馆为什么要搬到新大楼",
        "临江市档案馆的食堂几点开门",
        "临江市档案馆数字展厅项目存在什么问题",
        "临江市档案馆馆长是谁",
        "档案馆的无人机巡检怎么开展",
    ],
)
def test_what_is_not_told_is_not_found(told: Library, question: str) -> None:
    answer = asked(told, question)
    assert answer.outcome == "not_found", answer.text


def test_a_follow_up_may_ask_for_words(told: Library) -> None:
    answer = asked(told, "都是哪些单位来的", "临江市档案馆2024年公务接待了几次")
    assert "青石县史志办" in answer.text


def test_a_figure_asked_besides_and_not_found_is_said_so(told: Library) -> None:
    text = asked(told, "临江市档案馆2024年国内接待多少人，都是哪些单位来访").text
    assert "没有找到可直接回答的数字" in text
    assert "云溪市档案馆" in text
