"""Which reports a question means, by full names, short names and places; what is not held."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.answers import Question
from assistant.asking import read_conversation
from assistant.linking.scope import Scope, scope_of
from assistant.reading.reader import reader
from ingest.library import Library
from ingest.nouns import Kind, Reading
from tests.assistant.asking import holding
from tests.assistant.conftest import ReportBuilder

HELD: tuple[tuple[str, int, Kind], ...] = (
    ("珠海市市民服务热线管理中心", 2023, "final_accounts"),
    ("中山市12345投诉举报平台管理中心", 2022, "final_accounts"),
    ("烟台市财政局", 2026, "budget"),
    ("烟台市司法局", 2026, "budget"),
    ("深圳市人民政府国有资产监督管理委员会", 2026, "budget"),
    ("苏州市交通运输局", 2026, "budget"),
    ("杭州市交通运输局", 2026, "budget"),
    ("上海市普陀区财政局", 2024, "final_accounts"),
    ("中共上海市普陀区委社会工作部", 2024, "final_accounts"),
    ("澄浦市图书馆（澄浦市少年儿童图书馆）", 2024, "final_accounts"),
    ("江苏省委办公厅", 2024, "final_accounts"),
    ("江苏省人大常委会办公厅", 2024, "final_accounts"),
    ("澄浦市公安局特警支队", 2024, "final_accounts"),
    ("澄浦市人民政府口岸办公室", 2024, "final_accounts"),
    ("云溪市公安局交通管理支队", 2024, "budget"),
    ("云溪市北山区财政局", 2024, "budget"),
)


def _reading(publisher: str, year: int, kind: Kind) -> Reading:
    made = ReportBuilder(publisher, year, kind)
    made.table("other", "收支表", 3, [("", "本年支出合计", ("金额",), "12.00")])
    return made.reading()


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    readings = (_reading(*report) for report in HELD)
    with holding(tmp_path_factory.mktemp("scope"), *readings) as held:
        yield held


def scope(library: Library, question: str) -> Scope:
    network = reader()
    return scope_of(read_conversation(Question(question), network), library, network)


def meant(library: Library, question: str) -> list[str]:
    return [report.publisher for report in scope(library, question).reports]


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
        ("澄浦市口岸办的三公经费", "澄浦市人民政府口岸办公室"),
        ("国资委2026年预算", "深圳市人民政府国有资产监督管理委员会"),
        ("澄浦市图书馆（澄浦市少年儿童图书馆）2024年", "澄浦市图书馆（澄浦市少年儿童图书馆）"),
        ("煙臺市財政局２０２６年收入", "烟台市财政局"),
        ("How much did the Zhuhai hotline spend in 2023?", "珠海市市民服务热线管理中心"),
        ("云溪市公安局交通管理支队2024年总支出", "云溪市公安局交通管理支队"),
        ("北山区财政局总支出", "云溪市北山区财政局"),
    ],
)
def test_a_name_in_full_or_shortened_means_one_report(
    library: Library, question: str, publisher: str
) -> None:
    assert meant(library, question) == [publisher]


@pytest.mark.parametrize(
    ("question", "publishers"),
    [
        ("2026年市交通运输局的三公经费", ["苏州市交通运输局", "杭州市交通运输局"]),
        ("普陀区2024年度部门决算", ["上海市普陀区财政局", "中共上海市普陀区委社会工作部"]),
        ("烟台市财政局和烟台市司法局2026年的收入", ["烟台市财政局", "烟台市司法局"]),
    ],
)
def test_several_may_be_meant(library: Library, question: str, publishers: list[str]) -> None:
    assert sorted(meant(library, question)) == sorted(publishers)


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("成都市财政局2026年支出", "成都市财政局"),
        ("烟台市教育局2026年支出", "烟台市教育局"),
        ("上海市浦东新区财政局2024年支出", "上海市浦东新区财政局"),
        ("珠海热线中心2021年支出", "珠海市市民服务热线管理中心2021年"),
        ("云溪市公安局2024年总支出", "云溪市公安局"),
        ("云溪市财政局总支出", "云溪市财政局"),
        ("云溪财政局总支出", "云溪财政局"),
        ("云溪市委2024年总支出", "云溪市委"),
        ("请问2024年云岭区教育局的办公费", "云岭区教育局"),
        ("按云岭县人民法院2024年决算，办公费多少", "云岭县人民法院"),
        ("云岭县2024年办公费", "云岭县"),
        ("教育局2024年办公费", "教育局"),
        ("第三中学2024年办公费", "第三中学"),
        ("烟台市财政局和北京市教育局2026年办公费哪个高", "北京市教育局"),
    ],
)
def test_what_is_not_held_is_named_and_answered_by_no_other(
    library: Library, question: str, missing: str
) -> None:
    assert scope(library, question).missing == (missing,)


@pytest.mark.parametrize(
    "question",
    [
        "烟台市财政局2026年老旧小区改造",
        "烟台市财政局2026年接待了云岭区教育局和双桥县文化局几次",
        "2026年办公费是多少",
        "工资2026年发了多少",
    ],
)
def test_what_is_no_body_of_its_own_is_not_missing(library: Library, question: str) -> None:
    assert not scope(library, question).missing


def test_each_of_several_bodies_may_have_a_year_of_its_own(library: Library) -> None:
    found = scope(library, "中山12345中心2022年的公务接待费比普陀区财政局2024年多多少")
    assert [report.fiscal_year for report in found.reports] == [2022, 2024]
    assert found.own_years == (2022, 2024)
    assert scope(library, "普陀区财政局2024年公务接待费").own_years == ()
