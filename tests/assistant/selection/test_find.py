"""``python -m assistant find``: rows to the terminal, to scripts and to spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from assistant.__main__ import main
from assistant.permalinks import place_of
from ingest.library import Library
from ingest.nouns import Figure, Reading
from ingest.selection import FigureFilter
from tests.assistant.asking import holding
from tests.assistant.selection.compared import Amount, report

CULTURE, ARCHIVE = "澄浦市文化馆", "临江市档案馆"


@pytest.fixture
def find(library: Library, capsysbinary: pytest.CaptureFixture[bytes]) -> Any:
    """Runs the command: the exit code, what went out, and what was told beside."""

    def run(*options: str) -> tuple[int, bytes, str]:
        code = main(["find", *options, "--library", str(library.folder)])
        told = capsysbinary.readouterr()
        return code, told.out, told.err.decode()

    return run


def test_rows_name_their_figure_and_its_place(find: Any, library: Library) -> None:
    code, out, _ = find("--publisher", "文化", "--row", "30201", "--kind", "决算")
    assert code == 0
    (row,) = json.loads(out)
    expected = {
        "publisher": CULTURE,
        "year": 2024,
        "kind": "final_accounts",
        "form": "general_public_basic_expenditure",
        "row_code": "30201",
        "row_label": "办公费",
        "column": "公用经费 › 金额",
        "value": "2.15",
        "unit": "万元",
        "file": f"{CULTURE}-2024-final_accounts.pdf",
        "page": 6,
        "body": CULTURE,
        "basis": "决算",
        "printed": "2.15",
    }
    assert {name: row[name] for name in expected} == expected
    figure = library.figure(row["figure"])
    assert figure is not None and figure.printed == "2.15"
    place = place_of(row["link"])
    assert place is not None and (place.page, place.figure_id) == (6, row["figure"])


def test_a_name_that_fits_several_is_answered_with_them(find: Any) -> None:
    code, out, told = find("--row", "工资", "--year", "2024")
    assert (code, out) == (2, b"")
    assert "基本工资" in told and "绩效工资" in told


def test_names_are_listed_under_the_other_filters(find: Any) -> None:
    code, out, _ = find("--list", "publishers", "--format", "json", "--year", "2024")
    assert code == 0
    assert [each["value"] for each in json.loads(out)] == [CULTURE]
    code, out, _ = find("--list", "rows", "--publisher", ARCHIVE, "--format", "table")
    assert "办公费\t30201" in out.decode()


def test_a_workbook_holds_every_cell_found(find: Any, library: Library, tmp_path: Path) -> None:
    file = tmp_path / "rows.xlsx"
    code, _, _ = find("--publisher", ARCHIVE, "--format", "xlsx", "--output", str(file))
    assert code == 0
    figures: tuple[Figure, ...] = library.figures(FigureFilter((f"{ARCHIVE}-2023-final_accounts",)))
    sheet = load_workbook(file).active
    header, *rows = sheet.iter_rows(values_only=True)
    at = {name: header.index(name) for name in ("项目", "栏目", "数值", "单位", "页", "原文")}
    written = [[row[place] for place in at.values()] for row in rows]
    assert written == [
        [
            f.row_label or None,
            " › ".join(f.column_path),
            None if f.value is None else float(f.value),
            f.unit,
            f.locators[0].page,
            f.printed,
        ]
        for f in figures
    ]


def test_a_workbook_needs_a_file(find: Any) -> None:
    code, out, told = find("--row", "30201", "--format", "xlsx")
    assert (code, out) == (2, b"") and "--output" in told


def test_csv_opens_in_spreadsheets(find: Any) -> None:
    code, out, _ = find("--row", "30201", "--format", "csv")
    assert code == 0 and out.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(out.decode("utf-8-sig"), newline="")))
    assert [row["发布单位"] for row in rows] == [CULTURE, ARCHIVE]
    assert [row["数值"] for row in rows] == ["2.15", "3.40"]


def test_a_table_for_the_terminal(find: Any) -> None:
    code, out, _ = find("--row", "30201", "--format", "table")
    lines = [line.split() for line in out.decode().splitlines() if "30201" in line]
    assert code == 0
    assert [line[line.index("万元") - 1] for line in lines] == ["2.15", "3.40"]


@pytest.fixture
def comparing(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> Any:
    """Runs the command on a library whose figures say what they measure."""
    total, meals = ("expenditure", "all"), ("three_public", "fiscal_grant")

    def made(body: str, year: int, unit: str, *printed: str) -> Reading:
        pairs = zip((total, meals), printed, strict=False)
        told = [Amount(concept, amount, fund) for (concept, fund), amount in pairs]
        return report(body, year, told, unit=unit)

    readings = [
        made(CULTURE, 2026, "万元", "90.00", "2.15"),
        made(ARCHIVE, 2026, "元", "1200000.00", "-"),
        made(CULTURE, 2025, "万元", "80.00", "3.40"),
    ]
    with holding(tmp_path, *readings) as library:

        def run(*options: str) -> tuple[int, bytes, str]:
            code = main(["find", *options, "--library", str(library.folder)])
            told = capsysbinary.readouterr()
            return code, told.out, told.err.decode()

        yield run


def test_figures_are_found_by_what_they_measure(comparing: Any) -> None:
    code, out, _ = comparing("--concept", "三公", "--year", "2026", "--format", "json")
    rows = json.loads(out)
    assert code == 0 and [row["printed"] for row in rows] == ["2.15", "-"]
    told = [rows[0][name] for name in ("concept", "fund", "nature", "stage")]
    assert told == ["three_public", "fiscal_grant", "", "budget"]
    code, out, _ = comparing("--concept", "三公", "--fund", "全部", "--format", "json")
    assert (code, out) == (2, b"")  # Nobody tells it of all funds.


def test_publishers_side_by_side(comparing: Any) -> None:
    both = ("--publisher", CULTURE, "--publisher", ARCHIVE, "--year", "2026")
    code, out, told = comparing(*both, "--compare", "publishers", "--format", "json")
    compared = json.loads(out)
    assert code == 0 and compared["names"] == [CULTURE, ARCHIVE] and told == ""
    lines = {line["concept"]: line for line in compared["lines"]}
    assert list(lines) == ["expenditure", "three_public"]
    total, meals = lines["expenditure"], lines["three_public"]
    assert [total[name] for name in ("row_label", "column", "apart", "unit", "fund", "year")] == [
        *("本年支出合计", "全部资金", "2026年度预算 部门", "万元"),
        *("all", 2026),
    ]
    first, second = total["cells"]
    assert [each["value"] for each in first["figures"]] == ["90.00"]
    assert (second["difference"], second["change_percent"]) == ("30.00", "33.33")
    assert place_of(second["figures"][0]["link"]) is not None
    assert meals["cells"][1]["figures"] == [] and meals["cells"][1]["missing"] == "blank"


def test_a_ranking_as_a_workbook_names_who_tells_none(comparing: Any, tmp_path: Path) -> None:
    file = tmp_path / "ranked.xlsx"
    chosen = ("--concept", "三公", "--compare", "publishers", "--output", str(file))
    code, _, told = comparing(*chosen, "--format", "xlsx")
    header, first, second = load_workbook(file)["比较"].iter_rows(values_only=True)
    assert code == 0 and f"{ARCHIVE}：原表此格空白" in told
    rows = [dict(zip(header, row, strict=True)) for row in (first, second)]
    assert [(row["名次"], row["发布单位"], row["数值"]) for row in rows] == [
        (1, CULTURE, 2.15),
        (None, ARCHIVE, None),
    ]
    assert [row["说明"] for row in rows] == [None, "原表此格空白"]
    assert all(place_of(str(row["链接"])) for row in rows)


def test_years_as_a_workbook(comparing: Any, tmp_path: Path) -> None:
    file = tmp_path / "years.xlsx"
    code, _, _ = comparing(
        *("--publisher", CULTURE, "--compare", "years", "--format", "xlsx", "--output", str(file))
    )
    header, total, meals = load_workbook(file)["比较"].iter_rows(values_only=True)
    assert code == 0 and header[:8] == (
        *("表", "编码", "项目", "栏目", "同为", "单位"),
        "2025年度",
        "2026年度",
    )
    assert (total[6:8], meals[6:8]) == ((80, 90), (3.4, 2.15))


def test_a_comparison_for_the_terminal(comparing: Any) -> None:
    code, out, _ = comparing(
        "--concept", "支出合计", "--compare", "publishers", "--format", "table"
    )
    lines = [line.split() for line in out.decode().splitlines()]
    assert code == 0
    assert [line for line in lines if line[:1] in ([CULTURE], [ARCHIVE])] == [
        [ARCHIVE, "1200000.00"],
        [CULTURE, "90.00万元"],
    ]


def test_nothing_found_is_said(find: Any) -> None:
    narrow = ("--row", "公务接待费", "--year", "2023", "--column", "基本支出")
    code, out, told = find("--publisher", ARCHIVE, *narrow)
    assert (code, json.loads(out)) == (0, []) and "没有符合条件的数" in told
