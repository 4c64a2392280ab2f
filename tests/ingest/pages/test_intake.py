"""Files that are no readable PDF are refused with what is wrong with them."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest
from reportlab.lib import pdfencrypt
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import UnreadableFile
from ingest.pages.intake import check_file
from ingest.settings import Settings

SETTINGS = Settings(_env_file=None, max_file_mb=1, max_pages=3)


def _pdf(pages: int = 1, **options: object) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, **options)
    for number in range(pages):
        canvas.drawString(72, 700, f"page {number}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_a_readable_pdf_is_named_by_its_hash(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(_pdf(3))
    assert check_file(path, SETTINGS) == hashlib.sha256(path.read_bytes()).hexdigest()


def test_only_a_password_to_open_counts_as_encrypted(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(_pdf(encrypt=pdfencrypt.StandardEncryption("", ownerPassword="o")))
    assert check_file(path, SETTINGS)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "空的.*empty"),
        (b"   \n", "不是 PDF"),
        (b"PK\x03\x04 a word file", "不是 PDF.*Word"),
        (b"<html>404</html>", "不是 PDF.*网页"),
        (b"%PDF-1.7\nnothing else", "损坏.*damaged"),
        (_pdf()[: len(_pdf()) // 3], "损坏.*damaged|没有页面"),
        (_pdf(encrypt=pdfencrypt.StandardEncryption("secret")), "加密.*encrypted"),
        (_pdf(4), "4 页.*上限 3 页"),
        (b"%PDF-1.7\n" + b"0" * 2**21, "2 MB.*上限 1 MB"),
    ],
    ids=["empty", "blank", "word", "html", "header", "cut", "encrypted", "long", "large"],
)
def test_what_cannot_be_read_is_refused(tmp_path, content, said):
    path = tmp_path / "某局.pdf"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=said) as refused:
        check_file(path, SETTINGS)
    assert refused.value.file == "某局.pdf"
    assert "\n" not in str(refused.value)


def test_what_is_no_file_is_refused(tmp_path: Path):
    for path in (tmp_path, tmp_path / "missing.pdf"):
        with pytest.raises(UnreadableFile):
            check_file(path, SETTINGS)
