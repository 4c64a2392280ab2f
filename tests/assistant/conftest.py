"""A small library made by hand: two bodies of two invented cities, an account and a budget."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from ingest.concepts.readings import with_concepts
from ingest.language.amounts import is_money, parse_amount, to_fen
from ingest.library import Library
from ingest.nouns import Basis, Figure, Kind, Locator, Passage, Reading, Report, Table
from tests.assistant.asking import holding

NOT_YET = Path(__file__).with_name("not_yet.txt")
"""Questions that are asked back or left untold today, a test a line; nothing is stated wrongly."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is not answered yet may fail; a test that is mended leaves the list."""
    listed = {line for line in NOT_YET.read_text("utf-8").splitlines() if not line.startswith("#")}
    for item in items:
        name = item.nodeid.rpartition("tests/assistant/")[2]
        if name.encode("ascii", "backslashreplace").decode("unicode_escape") in listed:
            item.add_marker(pytest.mark.xfail(reason="not answered yet", strict=True))


Cells = list[tuple[str, str, tuple[str, ...], str]]
"""row code, row label, header path, printed amount"""


class ReportBuilder:
    """Collects the tables, prose figures and passages of one invented report."""

    def __init__(self, publisher: str, year: int, kind: Kind = "final_accounts") -> None:
        name = f"{publisher}-{year}-{kind}"
        self.report = Report(
            id=name,
            publisher=publisher,
            fiscal_year=year,
            kind=kind,
            level="unit",
            title=f"{year}年度{publisher}",
            file=f"{name}.pdf",
            sha256=hashlib.sha256(name.encode()).hexdigest(),
            pages=20,
        )
        self.tables: list[Table] = []
        self.prose: list[Figure] = []
        self.passages: list[Passage] = []

    @property
    def _basis(self) -> Basis:
        return "预算" if self.report.kind == "budget" else "决算"

    def table(
        self, form: str, title: str, page: int, cells: Cells, side_heads: bool = False
    ) -> None:
        table_id = f"{self.report.id}-{form}"
        rows: dict[tuple[str, str], int] = {}
        figures = []
        for number, (code, label, heads, printed) in enumerate(cells):
            row = rows.setdefault((code, label), len(rows))
            figures.append(
                self._figure(
                    f"{table_id}-{number}",
                    table_id=table_id,
                    form=form,
                    row=row,
                    row_path=(label,),
                    row_label=label,
                    row_code=code,
                    line_no=str(row + 1),
                    side=heads[0] if side_heads else "",
                    column_path=heads,
                    value=parse_amount(printed),
                    printed=printed,
                    unit="万元",
                    basis="预算" if "预算数" in heads else self._basis,
                    page=page,
                )
            )
        self.tables.append(
            Table(table_id, self.report.id, form, title, "万元", (page,), tuple(figures))
        )

    def told(
        self,
        label: str,
        printed: str,
        unit: str,
        sentence: str,
        *,
        heads: tuple[str, ...] = (),
        headings: tuple[str, ...] = (),
        page: int = 12,
    ) -> None:
        self.prose.append(
            self._figure(
                f"{self.report.id}-told-{len(self.prose)}",
                table_id="",
                form="",
                row=-1,
                row_path=(*headings, label),
                row_label=label,
                row_code="",
                line_no="",
                side="",
                column_path=heads,
                value=Decimal(printed.replace(",", "")),
                printed=printed,
                unit=unit,
                basis=self._basis if is_money(unit) else "",
                page=page,
                sentence=sentence,
            )
        )

    def says(self, text: str, *headings: str, term: str = "", page: int = 12) -> None:
        number = len(self.passages)
        self.passages.append(
            Passage(
                f"{self.report.id}-p{number}",
                self.report.id,
                headings,
                text,
                (Locator(page, (72, 90, 500, 110)),),
                term,
            )
        )

    def _figure(self, figure_id: str, *, page: int, sentence: str = "", **names: object) -> Figure:
        value, unit = names["value"], str(names["unit"])
        known = isinstance(value, Decimal) and is_money(unit)
        return Figure(
            id=figure_id,
            report_id=self.report.id,
            also=(),
            fen=to_fen(value, unit) if known else None,  # type: ignore[arg-type]
            year=self.report.fiscal_year,
            body=self.report.publisher,
            locators=(Locator(page, (300, 100, 350, 112)),),
            sentence=sentence,
            **names,  # type: ignore[arg-type]
        )

    def reading(self) -> Reading:
        tables, prose = with_concepts(tuple(self.tables), tuple(self.prose), self.report)
        return Reading(self.report, tables, prose, tuple(self.passages))


def account(publisher: str, year: int, *, total: str, basic: str, office: str) -> ReportBuilder:
    """A final account with the forms that most questions are about."""
    made = ReportBuilder(publisher, year)
    project = f"{Decimal(total) - Decimal(basic):f}"
    made.table(
        "income_expenditure_summary",
        "收入支出决算总表",
        4,
        [
            ("", "一、一般公共预算财政拨款收入", ("收入", "决算数"), total),
            ("", "五、事业收入", ("收入", "决算数"), "0.00"),
            ("", "本年收入合计", ("收入", "决算数"), total),
            ("", "七、文化旅游体育与传媒支出", ("支出", "决算数"), total),
            ("", "本年支出合计", ("支出", "决算数"), total),
        ],
        side_heads=True,
    )
    made.table(
        "expenditure",
        "支出决算表",
        5,
        [
            ("", "合计", ("本年支出合计",), total),
            ("", "合计", ("基本支出",), basic),
            ("", "合计", ("项目支出",), project),
            ("2070109", "群众文化", ("本年支出合计",), total),
            ("2070109", "群众文化", ("基本支出",), basic),
            ("2070109", "群众文化", ("项目支出",), project),
        ],
    )
    made.table(
        "general_public_basic_expenditure",
        "一般公共预算财政拨款基本支出决算明细表",
        6,
        [
            ("30101", "基本工资", ("人员经费", "金额"), "31.20"),
            ("30107", "绩效工资", ("人员经费", "金额"), "22.05"),
            ("30201", "办公费", ("公用经费", "金额"), office),
            ("30217", "公务接待费", ("公用经费", "金额"), "0.30"),
            ("", "人员经费合计", ("人员经费", "金额"), "53.25"),
            ("", "公用经费合计", ("公用经费", "金额"), "8.10"),
        ],
        side_heads=True,
    )
    made.table(
        "government_fund",
        "政府性基金预算财政拨款收入支出决算表",
        7,
        [
            ("", "合计", ("本年收入",), "0.00"),
            ("", "合计", ("本年支出", "小计"), "0.00"),
            ("", "合计", ("本年支出", "项目支出"), "0.00"),
        ],
    )
    made.table(
        "three_public",
        "财政拨款“三公”经费支出决算表",
        8,
        [
            ("", "", ("预算数", "合计"), "0.90"),
            ("", "", ("预算数", "公务接待费"), "0.90"),
            ("", "", ("决算数", "合计"), "0.30"),
            ("", "", ("决算数", "因公出国(境)费"), "0.00"),
            ("", "", ("决算数", "公务接待费"), "0.30"),
        ],
    )
    return made


def with_narrative(made: ReportBuilder) -> ReportBuilder:
    """The account with duties, a change and its reason, counts and a glossary."""
    made.says("（1）组织全市群众文化活动；", "第一部分 概况", "一、主要职责", page=2)
    made.says("（2）培训文艺骨干；", "第一部分 概况", "一、主要职责", page=2)
    change = "2.项目支出38.50万元，比上年决算数减少6.20万元，下降13.9%。"
    made.says(f"{change}主要变动情况：小剧场修缮项目上年已经完工。", "第三部分", "支出决算情况")
    made.told("项目支出", "38.50", "万元", change, headings=("支出决算情况",))
    made.told("项目支出", "6.20", "万元", change, heads=("比上年决算数减少",))
    made.told("项目支出", "13.9", "%", change, heads=("比上年决算数下降",))
    visits = "全年国内公务接待4批次，接待人数共31人。"
    made.says(visits, "第三部分", "“三公”经费支出决算情况")
    made.told("国内公务接待", "4", "批次", visits)
    made.told("接待人数", "31", "人", visits)
    satisfied = "观众满意度为97.5%，比上年提高1.2%。"
    made.says(satisfied, "第三部分", "绩效评价情况")
    made.told("观众满意度", "97.5", "%", satisfied)
    made.told("观众满意度", "1.2", "%", satisfied, heads=("比上年提高",))
    staff = "单位编制人数9人，其中事业编制7人，雇员2人。"
    made.told("单位编制人数", "9", "人", staff)
    made.told("雇员", "2", "人", staff)
    present = "年末在职人员8人，其中事业编制7人，雇员1人。"
    made.told("在职人员", "8", "人", present)
    made.told("雇员", "1", "人", present)
    goals = "整体支出纳入绩效管理，涉及资金99.85万元；3个项目纳入绩效目标管理，涉及资金30.50万元。"
    made.told("涉及资金", "99.85", "万元", goals)
    made.told("项目", "3", "个", goals)
    made.told("涉及资金", "30.50", "万元", goals)
    grant = "一般公共预算财政拨款支出99.85万元，比年初预算数增加5.35万元。"
    made.told("一般公共预算财政拨款支出", "99.85", "万元", grant)
    made.told("一般公共预算财政拨款支出", "5.35", "万元", grant, heads=("比年初预算数增加",))
    for told in (staff, present, goals, grant):
        made.says(told, "第三部分", "其他重要事项")
    made.table(
        "other",
        "机关运行经费支出表",
        9,
        [("", "办公费", ("机关运行经费支出",), "1.10")],
    )
    made.says(
        "机关运行经费：指为保障单位运行用于购买货物和服务的各项资金。",
        "第四部分 名词解释",
        term="机关运行经费",
        page=15,
    )
    return made


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    culture = account("澄浦市文化馆", 2024, total="99.85", basic="61.35", office="2.15")
    archive = account("临江市档案馆", 2023, total="70.00", basic="61.35", office="3.40")
    budget = ReportBuilder("澄浦市文化馆", 2025, "budget")
    budget.table(
        "three_public",
        "“三公”经费支出表",
        3,
        [("", "", ("预算数", "合计"), "0.80"), ("", "", ("预算数", "公务接待费"), "0.80")],
    )
    readings = [made.reading() for made in (with_narrative(culture), archive, budget)]
    with holding(tmp_path_factory.mktemp("library"), *readings) as library:
        yield library


@pytest.fixture
def make_account() -> Callable[..., ReportBuilder]:
    """Makes a final account with the forms that most questions are about."""
    return account
