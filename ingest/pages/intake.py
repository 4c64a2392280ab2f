"""The first look at a file: is it a PDF that can be read, and which one is it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ingest.errors import UnreadableFile
from ingest.pages.document import opened
from ingest.pages.inflation import check_growth
from ingest.settings import Settings

_HEADER_WITHIN = 1024
_MEBIBYTE = 1024 * 1024


def sha256_of(path: Path) -> str:
    """The identity of a file, in hexadecimal. Raises UnreadableFile where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise _refused(path, f"文件打不开：{error.strerror} (cannot be opened)") from error


def check_file(path: Path, settings: Settings) -> str:
    """The sha256 of a file that can be read as a PDF.

    Raises UnreadableFile, with what was found, for a file that is missing, empty, too large, not
    a PDF, damaged, encrypted, without pages or with too many; TooCostly for one that would grow
    beyond the limits.
    """
    _check_size(path, settings.max_file_mb)
    sha256 = sha256_of(path)
    with path.open("rb") as file:
        start = file.read(_HEADER_WITHIN)
    if b"%PDF-" not in start:
        raise _refused(
            path, f"不是 PDF 文件{_looks_like(start)} (not a PDF)", "请提供 PDF (give a PDF)"
        )
    check_growth(path, settings)
    pages = page_count(path)
    if pages == 0:
        raise _refused(path, "PDF 里没有页面 (no pages)")
    if pages > settings.max_pages:
        raise _refused(
            path,
            f"共 {pages} 页，超过上限 {settings.max_pages} 页 (too many pages)",
            "可调大 MINGZHANG_MAX_PAGES (raise the limit)",
        )
    return sha256


def page_count(path: Path) -> int:
    """How many pages a PDF has. Raises UnreadableFile."""
    with opened(path) as document:
        return len(document)


def _check_size(path: Path, most_mb: int) -> None:
    try:
        size = path.stat().st_size
    except OSError as error:
        raise _refused(path, f"文件打不开：{error.strerror} (cannot be opened)") from error
    if not path.is_file():
        raise _refused(path, "不是文件 (not a file)")
    if size == 0:
        raise _refused(path, "文件是空的 (empty file)", "请重新下载 (download it again)")
    if size > most_mb * _MEBIBYTE:
        raise too_large(path, size, most_mb)


def too_large(path: Path, size: int, most_mb: int) -> UnreadableFile:
    """The refusal of a file of so many bytes."""
    return _refused(
        path,
        f"文件有 {size / _MEBIBYTE:.0f} MB，超过上限 {most_mb} MB (too large)",
        "可调大 MINGZHANG_MAX_FILE_MB (raise the limit)",
    )


def _looks_like(start: bytes) -> str:
    kinds = (
        (b"PK\x03\x04", "，像是 Word/Excel 或 ZIP 文件"),
        (b"\xd0\xcf\x11\xe0", "，像是旧版 Word/Excel 文件"),
        (b"\xff\xd8\xff", "，像是图片"),
        (b"\x89PNG", "，像是图片"),
        (b"<", "，像是网页"),
    )
    for mark, kind in kinds:
        if start.lstrip().startswith(mark):
            return kind
    return ""


def _refused(path: Path, reason: str, advice: str = "") -> UnreadableFile:
    return UnreadableFile(reason, advice=advice, file=path.name)
