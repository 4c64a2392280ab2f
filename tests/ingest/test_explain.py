"""What a page was understood to hold can be looked at."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from drawing import Item, Line, Sheet, draw
from PIL import Image

from ingest.__main__ import main
from ingest.errors import MingzhangError, NotAReport
from ingest.explain import explain_page
from ingest.pages.content import Content
from ingest.pages.pdfminer_content import PdfminerFile
from ingest.settings import Settings

SETTINGS = Settings(_env_file=None)
TABLE: list[Item] = [
    Line("支出决算表", 15),
    Line("单位：万元", 9, x=470),
    Sheet([["项目", "决算数"], ["教育支出", "12.30"], ["国防支出", ""]]),
]


@pytest.fixture
def report(tmp_path: Path) -> Path:
    cover: list[Item] = [200.0, Line("云溪市水务局", 22), Line("2024年度部门决算", 22)]
    return draw(tmp_path / "report.pdf", cover, TABLE)


def test_a_page_in_words(report: Path) -> None:
    text = explain_page(report, 2, SETTINGS).text
    assert "云溪市水务局 2024 final_accounts department" in text
    assert "table expenditure “支出决算表” 单位 万元 pages 2" in text
    assert "- 教育支出 › 决算数 = 12.30 万元 [2024 决算 云溪市水务局]" in text
    assert "- 国防支出 › 决算数 = (blank) 万元" in text
    assert (
        "concept=functional.205(row) fund=all(table) stage=final(column) year=2024(report)" in text
    )


def test_a_page_drawn(report: Path) -> None:
    plain = Image.open(io.BytesIO(explain_page(report, 1, SETTINGS).picture))
    drawn = Image.open(io.BytesIO(explain_page(report, 2, SETTINGS).picture))
    assert plain.size == drawn.size == (1190, 1684)
    # The cell with 12.30 is tinted green.
    red, green, blue = drawn.convert("RGB").getpixel((2 * 310, 2 * 134))  # type: ignore[misc]
    assert green > red and green > blue


def test_no_such_page(report: Path) -> None:
    with pytest.raises(MingzhangError, match="没有第 3 页"):
        explain_page(report, 3, SETTINGS)


def test_no_report(tmp_path: Path) -> None:
    with pytest.raises(NotAReport):
        explain_page(draw(tmp_path / "t.pdf", [Line("通知", 20)]), 1, SETTINGS)


def test_the_parser_can_be_chosen(
    report: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On the command line, or by the environment."""
    given = ["explain", str(report), "--page", "2"]
    assert main([*given, "--parser", "pdfium"]) == 0
    told = capsys.readouterr().out
    asked: list[int] = []
    by_pdfminer = PdfminerFile.content

    def noting(file: PdfminerFile, number: int) -> Content:
        asked.append(number)
        return by_pdfminer(file, number)

    monkeypatch.setattr(PdfminerFile, "content", noting)
    assert main([*given, "--parser", "pdfminer"]) == 0
    assert capsys.readouterr().out == told
    assert asked
    monkeypatch.setenv("MINGZHANG_PARSER", "pdfminer")
    assert main(given) == 0
    assert capsys.readouterr().out == told
