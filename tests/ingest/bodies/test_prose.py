"""Whose a figure told in a sentence is: the heading's, the sentence's, its own label's."""

from __future__ import annotations

from typeset import narrative, page_of, report, wrapped

ABOUT = report(publisher="云溪市文化局", kind="budget", level="department")


def told(*paragraphs: str) -> list[tuple[str, str]]:
    """Amount and body of every figure of a department's report; headings are one line each."""
    lines = [line for paragraph in paragraphs for line in wrapped(paragraph)]
    _, figures = narrative([page_of(lines)], {}, ABOUT)
    return [(figure.printed, figure.body) for figure in figures]


def test_a_heading_opens_the_scope_of_a_unit_and_the_next_closes_it() -> None:
    got = told(
        "第三部分 支出情况",
        "一、云溪市文化局（本级）",
        "项目支出100.00万元，用于办公。",
        "二、云溪市图书馆",
        "（一）基本支出情况",
        "基本支出20.00万元，用于人员。",
        "三、清风苑杂志社",
        "项目支出5.00万元，用于印刷。",
        "四、云溪市文化馆",
        "项目支出6.00万元，用于演出。",
        "第四部分 三公经费情况",
        "公务接待费3.00万元，用于来访。",
    )
    assert got == [
        ("100.00", "云溪市文化局（本级）"),
        ("20.00", "云溪市图书馆"),
        ("5.00", "清风苑杂志社"),
        ("6.00", "云溪市文化馆"),
        ("3.00", "云溪市文化局"),
    ]


def test_a_sentence_may_name_its_body() -> None:
    got = told(
        "第一部分 部门概况",
        "一、机构设置情况",
        "本部门下属单位包括：云溪市图书馆、清风苑杂志社。",
        "第二部分 预算情况说明",
        "一、政府采购情况",
        "本部门政府采购预算50.00万元。云溪市图书馆2026年政府采购预算20.00万元，已经下达。"
        "清风苑杂志社：政府采购预算1.00万元。本部门政府采购服务预算30.00万元。",
    )
    assert got == [
        ("50.00", "云溪市文化局"),
        ("20.00", "云溪市图书馆"),
        ("1.00", "清风苑杂志社"),
        ("30.00", "云溪市文化局"),
    ]


def test_the_doings_of_a_unit_do_not_make_an_amount_its_own() -> None:
    got = told(
        "第二部分 预算情况说明",
        "一、支出情况",
        "云溪市图书馆新馆建设项目安排80.00万元，由本部门实施。",
    )
    assert [body for _, body in got] == ["云溪市文化局"]
