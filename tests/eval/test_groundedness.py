"""Numbers and quotations of answers against the pages they cite, of a sample report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answers import Answer, Citation, Outcome, Question, StatedFigure
from eval.groundedness import Pages, groundedness, numbers_with_marks, parted
from ingest.library import Library
from ingest.nouns import Figure, Locator, Reading, Table
from ingest.settings import Settings
from tests.eval.builders import make_figure, make_report

SAMPLE = Path(__file__).parents[2] / "samples" / "zhuhai-2023.pdf"
PUBLISHER = "珠海市市民服务热线12345管理中心"
REASON = "项目支出3,264.32万元，比上年决算数减少328.72万元，下降9.1%。"
TABLE, TEXT = 7, 17
"""The pages of 支出决算表 and of the sentence on 项目支出."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    report = make_report(SAMPLE.name, PUBLISHER, 2023, id="r", pages=30)
    figures = (
        make_figure("事业运行", "129.01", ("基本支出",), code="2010350", page=TABLE),
        make_figure("合计", "134.14", ("基本支出",), page=TABLE),
        make_figure("合计", "3398.46", ("本年支出合计",), page=TABLE),
    )
    table = Table("t", "r", "expenditure", "支出决算表", "万元", (TABLE,), figures)
    folder = tmp_path_factory.mktemp("grounded")
    with Library.open(folder, Settings(_env_file=None)) as library:
        library.add(Reading(report, (table,), (), ()), SAMPLE)
        yield Pages(library)


def stated(figure: Figure, value: str = "", unit: str = "") -> StatedFigure:
    value = value or str(figure.value)
    return StatedFigure(value, unit or figure.unit, "operand", "", "", TABLE, figure.id)


def answer(
    text: str,
    *figures: StatedFigure,
    cited: tuple[int, ...] = (TABLE,),
    outcome: Outcome = "answered",
) -> Answer:
    citations = tuple(
        Citation(mark, "r", "", SAMPLE.name, (Locator(page, (0, 0, 1, 1)),), "")
        for mark, page in enumerate(cited, start=1)
    )
    return Answer(Question("?"), outcome, text, "", figures, citations)


BASIC = make_figure("合计", "134.14", ("基本支出",), page=TABLE)
WHOLE = make_figure("合计", "3398.46", ("本年支出合计",), page=TABLE)
RUNNING = make_figure("事业运行", "129.01", ("基本支出",), code="2010350", page=TABLE)


@pytest.mark.parametrize(
    "given",
    [
        answer("事业运行（2010350）基本支出 129.01万元[1]。", stated(RUNNING)),
        answer("1,290,100元（129.01万元）[1]。", stated(RUNNING, "1290100", "元")),
        answer("134.14万元[1] ÷ 3,398.46万元[1] = 3.95%。", stated(BASIC), stated(WHOLE)),
        answer("甲 134.14万元 ÷ （乙 3,398.46万元 − 134.14万元）[1] = 4.11%。"),
        answer("3,398.46万元[1] − 134.14万元[1] = 3,264.32万元。", stated(BASIC), stated(WHOLE)),
        answer(f"“2.{REASON}”[1]", cited=(TEXT,)),
        answer("“2.项目支出 3,264.32万元……下降9.1%。”[1]", cited=(TEXT,)),
        answer(f"{PUBLISHER}2023年第7页：129.01万元[1]", stated(RUNNING)),
        answer("您指哪一种？· 129.01万元", stated(RUNNING), cited=(), outcome="clarify"),
        answer("没有找到12,345.67万元", cited=(), outcome="not_found"),
    ],
)
def test_what_stands_on_the_cited_pages_is_founded(given: Answer, pages: Pages) -> None:
    assert groundedness(given, pages).unfounded == ()


@pytest.mark.parametrize(
    ("given", "unfounded"),
    [
        (answer("129.10万元[1]。", stated(RUNNING)), ("129.10",)),
        (answer("129.10万元[1]。", stated(RUNNING, "129.10")), ("129.10",)),
        (answer("129.01万元[1]。", stated(RUNNING), cited=(TEXT,)), ("129.01",)),
        (answer("129.01万元[2]。", stated(RUNNING), cited=(TABLE, TEXT)), ("129.01",)),
        (answer("129.01万元。", stated(RUNNING), cited=()), ("129.01",)),
        (answer("1,290,200元[1]。", stated(RUNNING, "1290200", "元")), ("1290200",)),
        (
            answer("134.14万元[1] ÷ 3,398.46万元[1] = 3.96%。", stated(BASIC), stated(WHOLE)),
            ("3.96",),
        ),
        # An operation comes to what it says, not to what some other one would, nor to what the
        # page happens to print; and its operands have to be printed.
        (answer("3,398.46万元 − 134.14万元[1] = 129.01万元。"), ("129.01",)),
        (answer("134.14万元 ÷ 3,398.46万元[1] = 2533.52%。"), ("2533.52",)),
        (answer("134.15万元 ÷ 3,398.46万元[1] = 3.95%。"), ("134.15",)),
        (answer("134.14万元 ÷ 3,398.46万元 = 3.95%[1]。"), ("3.95",)),
        (answer(f"“2.{REASON.replace('减少', '增加')}”[1]", cited=(TEXT,)), None),
        (answer(f"“2.{REASON}”[1]", cited=(TABLE,)), None),
        (answer("您指哪一种？· 129.02万元", stated(RUNNING), outcome="clarify"), ("129.02",)),
    ],
)
def test_what_does_not_is_named(
    given: Answer, unfounded: tuple[str, ...] | None, pages: Pages
) -> None:
    found = groundedness(given, pages).unfounded
    if unfounded is None:
        assert len(found) == 1 and found[0].startswith("“2.项目支出")
    else:
        assert found == unfounded


def test_report_that_is_not_held_founds_nothing(pages: Pages) -> None:
    given = answer("129.01万元[1]。", stated(RUNNING))
    elsewhere = replace(given.citations[0], report_id="gone")
    assert groundedness(replace(given, citations=(elsewhere,)), pages).unfounded == ("129.01",)


def test_statements_are_counted(pages: Pages) -> None:
    given = answer("129.01万元[1]，“事业运行”，“基本支出”", stated(RUNNING))
    assert groundedness(given, pages).statements == 3


def test_quotations_within_quotations_are_one() -> None:
    assert parted("甲“乙“三公”丙”丁“戊”") == (("乙“三公”丙", "戊"), "甲 丁 ")


def test_a_mark_belongs_to_the_number_right_before_it() -> None:
    found = [
        (number.printed, marks)
        for number, marks in numbers_with_marks(
            "甲 1.00万元[1][2] + 2.00 = 3.00万元，见说明各处，原因如此这般[3]"
        )
    ]
    assert found == [("1.00", (1, 2)), ("2.00", ()), ("3.00", ())]
