"""A page that is a picture gives the figures that its text would have given."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest

import ingest.scans.scan as scan_module
from ingest.adding import add_files
from ingest.library import Library
from ingest.nouns import Figure
from ingest.pages.pdf import read_pages
from ingest.reading import read_report
from ingest.scans.recognition import can_recognise
from ingest.scans.scan import is_picture, with_scans
from ingest.settings import Settings
from tests.ingest.drawing import Line, Sheet, draw
from tests.ingest.scans.scanning import scan

needs_ocr = pytest.mark.skipif(not can_recognise(), reason="needs the extra ocr (rapidocr)")

PAGE = (
    Line("2024年度云溪市测试局部门决算", 14),
    Line("支出决算表", 14),
    Line("部门：云溪市测试局", 9, 60.0, -9.0),
    Line("金额单位：万元", 9, 470.0),
    Sheet(
        [
            ["项目", "", "本年支出合计", "基本支出", "项目支出"],
            ["功能分类科目编码", "科目名称", "", "", ""],
            ["栏次", "", "1", "2", "3"],
            ["合计", "", "3,398.46", "134.14", "3,264.32"],
            ["201", "一般公共服务支出", "3,398.46", "134.14", "3,264.32"],
            ["20103", "政府办公厅（室）及相关机构事务", "129.01", "129.01", ""],
            ["2010350", "事业运行", "129.01", "129.01", "0.00"],
            ["20199", "其他一般公共服务支出", "3,269.45", "5.13", "3,264.32"],
        ],
        widths=(90, 165, 75, 70, 75),
        header=3,
        spans=((0, 0, 1, 0), (2, 0, 2, 1), (3, 0, 3, 1), (4, 0, 4, 1), (0, 2, 1, 2), (0, 3, 1, 3)),
    ),
    Line("注：本表反映本年度各项支出情况。", 9, 60.0),
)


def _key(figure: Figure) -> tuple[object, ...]:
    return (
        figure.form,
        figure.row_code,
        figure.row_label,
        figure.column_path,
        figure.value,
        figure.printed,
        figure.unit,
        figure.fen,
    )


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A page with text, and the same as a picture."""
    folder = tmp_path_factory.mktemp("scans")
    text = draw(folder / "text.pdf", PAGE)
    return text, scan(text, folder / "scan.pdf")


@needs_ocr
def test_a_crooked_grainy_scan_reads_as_its_text_does(files: tuple[Path, Path]) -> None:
    text, picture = (read_report(path, Settings()) for path in files)
    assert [_key(f) for t in picture.tables for f in t.figures] == [
        _key(f) for t in text.tables for f in t.figures
    ]
    assert (picture.report.publisher, picture.report.fiscal_year) == ("云溪市测试局", 2024)
    assert picture.summary.scanned_pages == (1,)
    for figure, same in zip(picture.figures, text.figures, strict=True):
        assert figure.source == "ocr" and figure.confidence is not None
        assert figure.confidence > 0.6
        assert same.source == "text" and same.confidence is None


@needs_ocr
def test_places_are_those_of_the_picture_as_it_lies(files: tuple[Path, Path]) -> None:
    text, picture = (read_report(path, Settings()) for path in files)
    # Turned by 0.6 degrees to the left, the right of a page lies higher than it was printed.
    shift = {}
    for figure, same in zip(picture.figures, text.figures, strict=True):
        x0, top, x1, bottom = same.locators[0].bbox
        found = figure.locators[0].bbox
        middle = (x0 + x1) / 2
        shift[middle] = (found[1] + found[3]) / 2 - (top + bottom) / 2
        assert abs((found[0] + found[2]) / 2 - middle) < 5
    assert shift[max(shift)] < shift[min(shift)] - 0.8


def test_without_the_packages_the_page_is_left_out_and_told(
    files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(scan_module, "can_recognise", lambda: False)
    with caplog.at_level(logging.WARNING):
        (page,) = with_scans(files[1], read_pages(files[1]))
    assert page.unread and not page.chars
    assert "mingzhang[ocr]" in caplog.text and "第1页" in caplog.text


@needs_ocr
def test_pages_left_out_are_read_once_they_may_be(files: tuple[Path, Path], tmp_path: Path) -> None:
    both = draw(tmp_path / "text.pdf", PAGE), tmp_path / "both.pdf"
    _join(both[0], files[1], both[1])
    with Library.open(tmp_path / "library") as library:
        (first,) = add_files([both[1]], library, Settings(max_scanned_pages=0))
        assert library.summary(library.reports()[0].id).unread_pages == (2,)
        (again,) = add_files([both[1]], library, Settings())
        summary = library.summary(library.reports()[0].id)
        (last,) = add_files([both[1]], library, Settings())
    assert (first.status, again.status, last.status) == ("added", "replaced", "unchanged")
    assert (summary.scanned_pages, summary.unread_pages) == ((2,), ())
    assert again.figures > first.figures


def _join(first: Path, second: Path, target: Path) -> None:
    document = pdfium.PdfDocument.new()
    for path in (first, second):
        source = pdfium.PdfDocument(path)
        document.import_pages(source)
        source.close()
    document.save(target)
    document.close()


def test_a_page_with_text_is_no_picture(files: tuple[Path, Path]) -> None:
    (text,), (picture,) = (tuple(read_pages(path)) for path in files)
    assert not is_picture(text)
    assert is_picture(picture)


def test_the_hidden_text_of_an_ocr_program_is_not_believed(
    files: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    layered = _with_hidden_text(
        files[1], tmp_path / "layered.pdf", "Total 9999.00 of this very year"
    )
    monkeypatch.setattr(scan_module, "can_recognise", lambda: False)

    (page,) = with_scans(layered, read_pages(layered))

    assert page.unread
    assert not page.chars


def test_text_without_a_map_is_not_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (page,) = read_pages(draw(tmp_path / "text.pdf", PAGE))
    chars = (page.chars[0]._replace(text="(cid:51)"), *page.chars[1:])
    monkeypatch.setattr(scan_module, "can_recognise", lambda: False)

    (read,) = with_scans(tmp_path, [replace(page, chars=chars)])

    assert read.unread
    assert not read.chars
    assert not read.lines


def _with_hidden_text(scan: Path, target: Path, text: str) -> Path:
    """The scan with text laid over it in the way of OCR programs: render mode 3."""
    with pikepdf.open(scan) as pdf:
        page = pdf.pages[0]
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page.add_resource(font, pikepdf.Name.Font, pikepdf.Name.Hidden)
        shown = f"BT 3 Tr /Hidden 12 Tf 100 500 Td ({text}) Tj ET"
        page.contents_add(shown.encode())
        pdf.save(target)
    return target
