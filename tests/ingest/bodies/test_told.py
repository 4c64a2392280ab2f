"""What the chapter on the body tells of its units and of whose unit it is."""

from __future__ import annotations

import pytest
from typeset import page_of, report, wrapped

from ingest.bodies.told import bodies_told
from ingest.narrative.narrate import paragraphs_of


def told(*paragraphs: str, publisher: str = "云溪市文化局") -> list[tuple[str, str]]:
    lines = [line for paragraph in paragraphs for line in wrapped(paragraph)]
    about = report(publisher=publisher, level="department")
    found = bodies_told(paragraphs_of([page_of(lines)], {}), about)
    return [(body.name, body.role) for body in found]


@pytest.mark.parametrize(
    "text",
    [
        "本部门内设机构包括：办公室、财务处。本部门下属单位包括：云溪市图书馆、清风苑杂志社。",
        "从预算单位构成看，纳入编制范围的预算单位共计2家，具体包括：云溪市图书馆，清风苑杂志社。",
        "云溪市文化局下属2个预算单位，分别为云溪市图书馆（事业单位）和清风苑杂志社（自收自支）。",
        "云溪市文化局所属2个预算单位，即：1.云溪市图书馆2.清风苑杂志社等2个全额拨款事业单位。",
    ],
)
def test_units_in_a_sentence(text: str) -> None:
    got = told("第一部分 部门概况", "二、机构设置情况", text)
    assert got == [("云溪市图书馆", "subordinate"), ("清风苑杂志社", "subordinate")]


def test_units_as_a_list_below_the_sentence() -> None:
    got = told(
        "第一部分 部门概况",
        "二、机构设置情况",
        "纳入云溪市文化局部门预算编制范围的二级预算单位包括：",
        "1．云溪市文化局本级；",
        "2．云溪市图书馆；",
        "3．清风苑杂志社。",
        "云溪市美术馆不在其中。",
    )
    names = [name for name, _ in got]
    assert names == ["云溪市文化局本级", "云溪市图书馆", "清风苑杂志社"]


def test_offices_are_no_units() -> None:
    text = "本部门内设5个处室，分别为：办公室、财务处、人事处、艺术处和机关党委。本部门无下属单位。"
    assert told("第一部分 部门概况", "二、机构设置情况", text) == []


@pytest.mark.parametrize(
    "text",
    [
        "云溪市图书馆是云溪市文化局下属公益一类事业单位。",
        "云溪市图书馆隶属云溪市文化局领导，主要职责是：",
        "主管部门：云溪市文化局",
    ],
)
def test_whose_unit_it_is(text: str) -> None:
    got = told("第一部分 单位概况", "一、主要职能", text, publisher="云溪市图书馆")
    assert got == [("云溪市文化局", "superior")]
