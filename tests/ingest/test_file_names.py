"""Names of files of any bytes, told on one line and kept under a name that a file system takes."""

from __future__ import annotations

import os

import pytest

from ingest.file_names import kept_name, one_line


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("2024年度　部门决算（公开）.pdf", "2024年度　部门决算（公开）.pdf"),
        ("a\nb\r.pdf", "a\\nb\\r.pdf"),
        ("\x1b]0;title\x07.pdf", "\\x1b]0;title\\x07.pdf"),
        ("\u202efdp.exe", "\\u202efdp.exe"),
        (os.fsdecode(b"\xff\xfe.pdf"), "\\xff\\xfe.pdf"),
        ("\ud800.pdf", "\\ud800.pdf"),
    ],
)
def test_a_name_is_told_on_one_line(name: str, told: str) -> None:
    assert one_line(name) == told
    assert told.encode("utf-8").decode("utf-8") == told


def test_a_kept_name_fits_and_keeps_its_suffix() -> None:
    assert kept_name("决算.pdf") == "决算.pdf"
    kept = kept_name("决" * 84 + ".PDF")
    assert kept.endswith(".PDF") and kept.startswith("决决") and len(kept.encode()) <= 200
    assert len(kept_name(os.fsdecode(b"\xff" * 250)).encode()) <= 200
