"""Which reports a question means, by full names, short names and places."""

from __future__ import annotations

import pytest

from assistant.understanding.question_text import normalise
from assistant.understanding.reports_meant import reports_meant
from ingest.nouns import Kind, Report


def _report(publisher: str, year: int, kind: Kind = "final_accounts") -> Report:
    name = f"{publisher}-{year}-{kind}"
    return Report(name, publisher, year, kind, "unit", name, f"{name}.pdf", name, 9)


HELD = (
    _report("珠海市市民服务热线管理中心", 2023),
    _report("中山市12345投诉举报平台管理中心", 2022),
    _report("烟台市财政局", 2026, "budget"),
    _report("烟台市司法局", 2026, "budget"),
    _report("深圳市人民政府国有资产监督管理委员会", 2026, "budget"),
    _report("苏州市交通运输局", 2026, "budget"),
    _report("杭州市交通运输局", 2026, "budget"),
    _report("上海市普陀区财政局", 2024),
    _report("中共上海市普陀区委社会工作部", 2024),
    _report("澄浦市图书馆（澄浦市少年儿童图书馆）", 2024),
    _report("江苏省委办公厅", 2024),
    _report("江苏省人大常委会办公厅", 2024),
    _report("澄浦市公安局特警支队", 2024),
    _report("澄浦市人民政府口岸办公室", 2024),
)


def meant(question: str) -> list[str]:
    found = reports_meant(normalise(question).text, HELD)
    return [report.publisher for report in found.reports]


@pytest.mark.parametrize(
    ("question", "publisher"),
    [
        ("珠海市市民服务热线管理中心2023年总支出", "珠海市市民服务热线管理中心"),
        ("珠海热线中心的办公费", "珠海市市民服务热线管理中心"),
        ("珠海12345热线接通率", "珠海市市民服务热线管理中心"),
        ("中山那个投诉举报中心收入", "中山市12345投诉举报平台管理中心"),
        ("深圳市国资委2026年收入", "深圳市人民政府国有资产监督管理委员会"),
        ("烟台司法局的三公经费", "烟台市司法局"),
        ("普陀区财政局2024年决算", "上海市普陀区财政局"),
        ("江苏省委办公厅2024年支出", "江苏省委办公厅"),
        ("中共江苏省委办公厅2024年支出", "江苏省委办公厅"),
        ("江苏省人大办公厅2024年支出", "江苏省人大常委会办公厅"),
        ("澄浦巡特警2024年支出", "澄浦市公安局特警支队"),
        ("澄浦市口岸办的三公经费", "澄浦市人民政府口岸办公室"),
        ("国资委2026年预算", "深圳市人民政府国有资产监督管理委员会"),
        ("澄浦市图书馆（澄浦市少年儿童图书馆）2024年", "澄浦市图书馆（澄浦市少年儿童图书馆）"),
        ("How much did the Zhuhai hotline spend in 2023?", "珠海市市民服务热线管理中心"),
    ],
)
def test_a_name_in_full_or_shortened_means_one_report(question: str, publisher: str) -> None:
    assert meant(question) == [publisher]


def test_a_body_without_its_place_may_be_several() -> None:
    assert meant("2026年市交通运输局的三公经费") == ["苏州市交通运输局", "杭州市交通运输局"]
    assert meant("12345热线中心的基本支出") == [
        "珠海市市民服务热线管理中心",
        "中山市12345投诉举报平台管理中心",
    ]


def test_a_district_may_have_several_bodies() -> None:
    assert meant("普陀区2024年度部门决算") == ["上海市普陀区财政局", "中共上海市普陀区委社会工作部"]


def test_several_named_are_each_meant() -> None:
    found = reports_meant(normalise("烟台市财政局和烟台市司法局2026年的收入").text, HELD)
    assert [report.publisher for report in found.reports] == ["烟台市财政局", "烟台市司法局"]
    assert found.each


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("成都市财政局2026年支出", "成都市财政局"),
        ("烟台市教育局2026年支出", "烟台市教育局"),
        ("上海市浦东新区财政局2024年支出", "上海市浦东新区财政局"),
        ("珠海热线中心2021年支出", "2021年度"),
        ("烟台市财政局2023年度决算的三公经费", "2023年度决算"),
    ],
)
def test_what_is_not_held_is_named(question: str, missing: str) -> None:
    found = reports_meant(normalise(question).text, HELD)
    assert not found.reports
    assert found.missing == missing


def test_a_year_in_a_name_is_no_year_asked() -> None:
    found = reports_meant(normalise("珠海热线2022至2023年购买服务项目的执行数").text, HELD)
    assert found.years == ()
    assert len(found.reports) == 1


def test_full_width_digits_and_traditional_letters() -> None:
    found = reports_meant(normalise("煙臺市財政局２０２６年收入").text, HELD)
    assert [report.publisher for report in found.reports] == ["烟台市财政局"]
    assert found.years == (2026,)
