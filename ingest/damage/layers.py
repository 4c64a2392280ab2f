"""Whether a PDF has layers, which can be switched off."""

from __future__ import annotations

from pathlib import Path

import pikepdf


def has_layers(path: Path) -> bool:
    """Whether the file has optional content; False where that cannot be told."""
    try:
        with pikepdf.open(path, suppress_warnings=True) as pdf:
            return "/OCProperties" in pdf.Root
    except pikepdf.PdfError:
        return False
