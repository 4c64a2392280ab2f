"""Rows for spreadsheets: exact, and never a formula."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from ingest.language.amounts import is_amount, is_blank
from ingest.sheets import Sheet, csv_of, xlsx_of

HEADER = ("项目", "数值")
AMOUNTS = st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9))


def read_csv(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@given(st.text(alphabet="=+-@＝－项目1\t\n", min_size=1), AMOUNTS)
def test_csv_keeps_amounts_and_runs_no_text(text: str, amount: Decimal) -> None:
    header, (label, value) = read_csv(csv_of(Sheet("数据", (text, "数值"), [(text, amount)])))
    assert header == [label, "数值"]
    assert Decimal(value) == amount
    runs = label.startswith(("=", "+", "-", "@", "＝", "－", "\t", "\n"))
    assert not runs or is_amount(label) or is_blank(label)
    assert label.removeprefix("'") == text.removeprefix("'")


def test_a_workbook_holds_numbers_as_printed_and_text_as_text() -> None:
    rows = [("=1+1", Decimal("3398.460")), ("+86", None), ("长", Decimal("1234567890123456.78"))]
    sheets = [Sheet("数据", HEADER, rows), Sheet("空", ("=项目", "数值"), [])]
    book = load_workbook(io.BytesIO(xlsx_of(sheets)))
    assert book.sheetnames == ["数据", "空"]
    sheet = book["数据"]
    assert sheet.freeze_panes == "A2"
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        ["=1+1", 3398.46],
        ["+86", None],
        ["长", "1234567890123456.78"],
    ]
    assert (sheet["A2"].data_type, sheet["B2"].number_format) == ("s", "#,##0.000")
    assert book["空"]["A1"].data_type == "s"
