"""核对: the results by report and severity, their places a click away, and what can be taken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from assistant.panels.check_routes import check_routes
from assistant.panels.checks import Findings
from assistant.panels.desk import Desk
from assistant.rendering.checks_html import Chosen, checks_html, printable_html
from assistant.rendering.languages import Texts
from ingest.library import Library
from ingest.nouns import CheckCount, Discrepancy, Locator, ReadingSummary
from ingest.settings import Settings
from tests.assistant.asking import Here

ZH, EN = Texts("zh"), Texts("en")


def found(report_id: str, severity: str, left: str) -> Discrepancy:
    return Discrepancy(
        report_id,
        "total_told",
        left,
        "合计 <2.00>万元",
        (Locator(4, (1.0, 2.0, 3.0, 4.0)),),
        (Locator(9, (5.0, 6.0, 7.0, 8.0)),),
        Decimal("-1.00"),
        Decimal("0.01"),
        "万元",
        severity,  # type: ignore[arg-type]
    )


@pytest.fixture
def library(tmp_path: Path, make_account: Any) -> Iterator[Library]:
    original = tmp_path / "original.pdf"
    original.write_bytes(b"%PDF-1.4 made by hand")
    count = CheckCount("total_told", 3, 1, 1, 2, (("有空白单元格 (blank cell)", 2),))
    with Library.open(tmp_path / "library") as opened:
        for publisher in ("澄浦市文化馆", "临江市档案馆"):
            reading = make_account(publisher, 2024, total="9", basic="8", office="1").reading()
            name = reading.report.id
            told = (
                found(name, "discrepancy", "甲 1.00万元"),
                found(name, "rounding", "乙 1.00万元"),
            )
            summary = ReadingSummary(checks=(count,))
            opened.add(replace(reading, discrepancies=told, summary=summary), original)
        yield opened


@pytest.fixture
def page(library: Library) -> TestClient:
    app = FastAPI()
    app.include_router(check_routes(Desk(library, Settings(), ZH, Here(library))))
    return TestClient(app)


def test_contradictions_come_first_and_both_places_open(library: Library) -> None:
    shown = checks_html(library, Chosen(), ZH)
    assert shown.count("<li class='discrepancy'>") == 2
    assert "rounding'>" not in shown.partition("<details")[0]
    for place in ("page=4&amp;at=4:1.0,2.0,3.0,4.0", "page=9&amp;at=9:5.0,6.0,7.0,8.0"):
        assert shown.count(place) == 2
    assert "&lt;2.00&gt;" in shown and "差 1.00万元" in shown


def test_a_report_and_a_severity_are_chosen(library: Library) -> None:
    report = library.reports()[1]
    shown = checks_html(library, Chosen(report.id, "all"), EN)
    assert "澄浦市文化馆" not in shown
    assert (shown.count("<li class='discrepancy'>"), shown.count("<li class='rounding'>")) == (1, 1)
    assert "Totals told in the text" in shown


def test_how_often_a_rule_was_checked_is_told_with_why_not(library: Library) -> None:
    shown = checks_html(library, Chosen(), ZH)
    assert "<td>6</td><td>2</td><td>2</td><td>4</td><td>有空白单元格 (blank cell) × 4</td>" in shown


def test_the_sheet_to_print_has_pages_in_words_and_no_links(library: Library) -> None:
    sheet = printable_html(library, Chosen(severity="all"), ZH)
    assert sheet.startswith("<!doctype html>") and "<a " not in sheet
    assert sheet.count("（第4页）") == 4


def test_rows_can_be_taken_as_csv_and_xlsx(page: TestClient) -> None:
    lines = page.get("/checks/rows.csv?severity=discrepancy").content.decode("utf-8-sig")
    assert [line.split(",")[2] for line in lines.splitlines()[1:]] == ["甲 1.00万元"] * 2
    book = load_workbook(BytesIO(page.get("/checks/rows.xlsx").content))
    rows = list(book["勾稽"].values)
    assert len(rows) == 5
    assert rows[1][11:] == ("第4页", "第9页")


def test_what_is_not_held_is_not_found(page: TestClient) -> None:
    assert page.get("/checks/rows.csv?check_report=none").status_code == 404
    assert page.get("/checks/sheet.html?check_report=none").status_code == 404
    assert page.get("/checks/rows.csv?severity=nonsense").status_code == 422


def test_an_address_brings_the_choice_back(library: Library) -> None:
    findings = Findings(Desk(library, Settings(), ZH, Here(library)))
    report = library.reports()[0]
    chosen, severity, shown = findings.reopen(f"?tab=checks&check_report={report.id}&severity=all")
    assert (chosen["value"], severity["value"]) == (report.id, "all")
    assert "临江市档案馆" not in shown
    chosen, severity, shown = findings.reopen("?check_report=gone&severity=nonsense")
    assert (chosen["value"], severity["value"]) == ("", "discrepancy")
    assert "临江市档案馆" in shown


def test_a_report_that_has_gone_is_said(library: Library) -> None:
    findings = Findings(Desk(library, Settings(), ZH, Here(library)))
    assert "class='answer failed'" in findings.shown("gone", "all")
