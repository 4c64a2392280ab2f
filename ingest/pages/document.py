"""A PDF held open by pdfium, which one thread may use at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from ingest.errors import UnreadableFile

PDFIUM = threading.RLock()
"""To be held during every call into pdfium."""


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    """A pypdfium2 document, closed after the block; other threads wait meanwhile.

    Raises UnreadableFile where the file is no PDF, is damaged or needs a password.
    """
    with PDFIUM, kept_open(path) as document:
        yield document


@contextmanager
def kept_open(path: Path) -> Iterator[Any]:
    """A pypdfium2 document for a long reading: what uses it must hold ``PDFIUM`` each time.

    Raises UnreadableFile as ``opened`` does.
    """
    with PDFIUM:
        try:
            document = pdfium.PdfDocument(path)
        except pdfium.PdfiumError as error:
            raise _refusal(path, str(error)) from error
    try:
        yield document
    finally:
        with PDFIUM:
            document.close()


def _refusal(path: Path, message: str) -> UnreadableFile:
    if "password" in message.lower() or "security" in message.lower():
        return UnreadableFile(
            "PDF 已加密，打不开 (encrypted)",
            advice="请换用没有密码的文件 (use a copy without password)",
            file=path.name,
        )
    return UnreadableFile(
        "PDF 已损坏，打不开 (damaged)",
        advice="请重新下载 (download it again)",
        file=path.name,
    )
