"""What the public sees of a library: pictures and exports without private numbers."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from pathlib import Path

import pytest
from drawing import FONT, HEIGHT, WIDTH
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from ingest.__main__ import main
from ingest.library import Library
from ingest.nouns import BBox, Figure, Locator, Passage, Reading, Report, Table
from ingest.public_view import PublicView

PHONE_AT: BBox = (150.0, 90.0, 240.0, 104.0)
AMOUNT_AT: BBox = (140.0, 190.0, 260.0, 204.0)
CONTACT = "联系电话：13800138000。"


def _pdf(path: Path) -> Path:
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT))
    canvas.setFont(FONT, 12)
    canvas.drawString(150, HEIGHT - 100, "13800138000")
    canvas.drawString(150, HEIGHT - 200, "13912345678")
    canvas.showPage()
    # A page without text, as a scan has none.
    canvas.rect(100, HEIGHT - 200, 100, 20, fill=1)
    canvas.showPage()
    canvas.save()
    return path


def _amount() -> Figure:
    return Figure(
        id="f",
        report_id="r",
        table_id="t",
        form="income",
        row=0,
        row_path=("收入",),
        row_label="收入",
        row_code="",
        also=(),
        line_no="",
        side="",
        column_path=("合计",),
        value=Decimal(13912345678),
        printed="13912345678",
        unit="元",
        fen=1391234567800,
        year=2024,
        body="某局",
        basis="预算",
        locators=(Locator(1, AMOUNT_AT),),
    )


@pytest.fixture
def library(tmp_path):
    original = _pdf(tmp_path / "a.pdf")
    report = Report("r", "某局", 2024, "budget", "unit", "某局预算", "a.pdf", "0" * 64, 2)
    table = Table("t", "r", "income", "收入表", "元", (1,), (_amount(),))
    passages = (
        Passage("p", "r", (CONTACT,), CONTACT, (Locator(2, (100.0, 180.0, 200.0, 200.0)),)),
    )
    with Library.open(tmp_path / "library") as library:
        library.add(Reading(report, (table,), (), passages), original)
        yield library


def _inked(png: bytes, box: BBox) -> bool:
    """Whether anything black is to be seen in the box of a picture of one pixel a point."""
    part = Image.open(io.BytesIO(png)).convert("L").crop(tuple(round(edge) for edge in box))
    return part.getextrema()[0] < 60


def test_the_picture_hides_the_telephone_number_and_no_amount(library):
    plain = library.page_picture("r", 1, scale=1.0)
    shown = PublicView(library).page_picture("r", 1, scale=1.0)
    assert _inked(plain, PHONE_AT)
    assert _inked(plain, AMOUNT_AT)
    assert not _inked(shown, PHONE_AT)
    assert _inked(shown, AMOUNT_AT)


def test_a_page_without_text_is_hidden_where_the_passage_was_read(library):
    assert _inked(library.page_picture("r", 2, scale=1.0), (110, 185, 190, 195))
    shown = PublicView(library).page_picture("r", 2, scale=1.0)
    assert not _inked(shown, (110, 185, 190, 195))


def test_exports_are_masked_unless_the_settings_say_otherwise(library, monkeypatch, capfd):
    folder = str(library.folder)
    assert main(["export", "--report", "r", "--library", folder]) == 0
    exported = capfd.readouterr().out
    assert "13800138000" not in exported
    fields = json.loads(exported)
    assert fields["passages"][0]["text"] == "联系电话：〔电话已隐去〕。"
    assert fields["tables"][0]["cells"][0]["value"] == "13912345678"
    monkeypatch.setenv("MINGZHANG_PUBLIC", "false")
    assert main(["export", "--report", "r", "--library", folder]) == 0
    assert CONTACT in capfd.readouterr().out
