"""Exports: the JSON contract, and figures exact in CSV and XLSX."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ingest.__main__ import main
from ingest.export import to_csv, to_json
from ingest.library import Library
from ingest.nouns import Figure, Locator, Passage, Reading, Report, Table
from ingest.privacy import STAFF
from ingest.public_view import PublicView

CELL_FIELDS = {
    "row",
    "row_code",
    "row_label",
    "row_path",
    "also",
    "line_no",
    "side",
    "column",
    "value",
    "printed",
    "unit",
    "year",
    "body",
    "basis",
    "concept",
    "fund",
    "nature",
    "stage",
    "page",
    "bbox",
    "source",
    "confidence",
    "correction",
}
PLACE = (Locator(5, (10.004, 20.0, 30.5, 40.0)),)
BIG = Decimal("123456789012345678.90")


def _figure(at: int, label: str, value: Decimal | None, printed: str, table: str = "t") -> Figure:
    return Figure(
        id=f"f{at}",
        report_id="r",
        table_id=table,
        form="income" if table else "",
        row=at if table else -1,
        row_path=("收入", label),
        row_label=label,
        row_code="",
        also=(),
        line_no="",
        side="",
        column_path=("合计",) if table else (),
        value=value,
        printed=printed,
        unit="元",
        fen=None,
        year=2024,
        body="某局",
        basis="预算",
        locators=PLACE,
        sentence="" if table else "合计3辆。",
    )


MEASURED = ("concept", "fund", "nature", "stage")
INCOME = {"concept": "income", "fund": "all", "stage": "budget"}
FIGURES = (
    replace(_figure(0, "=HYPERLINK(1)", BIG, "123,456,789,012,345,678.90"), **INCOME),
    _figure(1, "空白", None, "-"),
    _figure(2, "零", Decimal("0.00"), "0.00"),
    _figure(3, "负", Decimal("-12.50"), "-12.50"),
)
PROSE = (replace(_figure(9, "车辆", Decimal("3"), "3", table=""), concept="vehicles_held"),)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    report = Report("r", "某局", 2024, "budget", "unit", "某局预算", "a.pdf", "0" * 64, 9)
    table = Table("t", "r", "income", "收入表", "元", (5,), FIGURES)
    passages = (Passage("p", "r", ("一、概况",), "=职责\x0b。", PLACE, "职责"),)
    (tmp_path / "a.pdf").write_bytes(b"a")
    with Library.open(tmp_path / "library") as library:
        library.add(Reading(report, (table,), PROSE, passages), tmp_path / "a.pdf")
    return tmp_path / "library"


def _exported(folder: Path, form: str) -> bytes:
    output = folder.parent / f"out.{form}"
    given = ["--format", form, "--output", str(output), "--library", str(folder)]
    assert main(["export", *given]) == 0
    return output.read_bytes()


def test_json_holds_all_that_was_read(folder, capfdbinary):
    exported = json.loads(_exported(folder, "json"))
    assert set(exported) == {
        "report",
        "tables",
        "prose_figures",
        "passages",
        "discrepancies",
        "corrections",
    }
    assert exported["report"]["id"] == "r"
    assert exported["report"]["file"] == "a.pdf"
    (table,) = exported["tables"]
    assert set(table) == {"form", "title", "pages", "unit", "cells"}
    assert all(set(cell) == CELL_FIELDS for cell in table["cells"])
    assert [cell["value"] for cell in table["cells"]] == [
        "123456789012345678.90",
        None,
        "0.00",
        "-12.50",
    ]
    assert table["cells"][0]["bbox"] == [10.0, 20.0, 30.5, 40.0]
    measured = [[cell[name] for name in MEASURED] for cell in table["cells"][:2]]
    assert measured == [["income", "all", "", "budget"], ["", "", "", ""]]
    assert exported["prose_figures"] == [
        {
            "label": "车辆",
            "value": "3",
            "printed": "3",
            "unit": "元",
            "sentence": "合计3辆。",
            "concept": "vehicles_held",
            "fund": "",
            "nature": "",
            "stage": "",
            "page": 5,
            "bbox": [10.0, 20.0, 30.5, 40.0],
            "source": "text",
            "confidence": None,
            "correction": None,
        }
    ]
    assert exported["passages"][0]["pages"] == [5]
    assert main(["export", "--report", "r", "--library", str(folder)]) == 0
    assert json.loads(capfdbinary.readouterr().out) == exported


def test_several_reports_are_an_array(folder, tmp_path):
    report = Report("s", "别局", 2024, "budget", "unit", "别局预算", "b.pdf", "1" * 64, 9)
    (tmp_path / "b.pdf").write_bytes(b"b")
    with Library.open(folder) as library:
        library.add(Reading(report, (), (), ()), tmp_path / "b.pdf")
    assert [one["report"]["id"] for one in json.loads(_exported(folder, "json"))] == ["r", "s"]


def test_csv_is_exact_and_runs_no_formula(folder):
    content = _exported(folder, "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert [row["数值"] for row in rows] == [
        "123456789012345678.90",
        "",
        "0.00",
        "-12.50",
        "3",
    ]
    assert rows[0]["项目"] == "'=HYPERLINK(1)"
    assert rows[1]["原文"] == "-"
    assert rows[3]["原文"] == "-12.50"
    assert rows[4]["句子"] == "合计3辆。"


def test_xlsx_holds_numbers_as_printed_and_runs_no_formula(folder):
    book = load_workbook(io.BytesIO(_exported(folder, "xlsx")))
    header, *rows = book["数据"].iter_rows()
    at = [cell.value for cell in header].index("数值")
    label = [cell.value for cell in header].index("项目")
    assert [row[at].value for row in rows[1:]] == [None, 0, -12.5, 3]
    assert rows[3][at].number_format == "#,##0.00"
    # More digits than a spreadsheet can hold would come back wrong: it stays text.
    assert rows[0][at].value == "123456789012345678.90"
    assert rows[0][label].data_type == "s"
    assert rows[0][label].value == "=HYPERLINK(1)"
    assert book["段落"]["D2"].value == "=职责。"


def test_xlsx_needs_a_file_to_go_to(folder):
    with pytest.raises(SystemExit) as wrong:
        main(["export", "--format", "xlsx", "--library", str(folder)])
    assert wrong.value.code == 2


def test_an_unknown_report_is_refused(folder, capsys):
    for command in ("export", "check"):
        assert main([command, "--report", "none", "--library", str(folder)]) == 1
        assert "none" in capsys.readouterr().err


def test_exports_list_corrections_and_give_the_corrected_values(folder, capfdbinary):
    with Library.open(folder) as library:
        library.correct("f2", "0.50", author="小李", reason="=漏读")
    exported = json.loads(_exported(folder, "json"))
    cell = exported["tables"][0]["cells"][2]
    assert (cell["value"], cell["printed"]) == ("0.50", "0.50")
    assert cell["correction"]["original"] == "0.00"
    assert exported["tables"][0]["cells"][0]["correction"] is None
    (made,) = exported["corrections"]
    assert (made["author"], made["reason"], made["state"]) == ("小李", "=漏读", "in_force")
    assert made == cell["correction"]
    rows = list(csv.DictReader(io.StringIO(_exported(folder, "csv").decode("utf-8-sig"))))
    assert [(row["数值"], row["更正前"], row["更正人"]) for row in rows][2] == (
        "0.50",
        "0.00",
        "小李",
    )
    assert rows[2]["更正理由"] == "'=漏读"
    assert rows[0]["更正人"] == ""
    book = load_workbook(io.BytesIO(_exported(folder, "xlsx")))
    header, row = book["更正"].iter_rows(values_only=True)
    told = dict(zip(header, row, strict=True))
    assert (told["原读数"], told["更正为"], told["理由"]) == ("0.00", "0.50", "=漏读")
    assert told["状态"] == "采用中"
    # Names are told to one who has the folder, not to the public.
    assert told["更正人"] == "小李"
    with Library.open(folder) as library:
        ids = [report.id for report in library.reports()]
        for written in (to_json, to_csv):
            public = written(PublicView(library), ids).decode("utf-8-sig")
            assert "小李" not in public and STAFF in public
