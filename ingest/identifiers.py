"""Ids derived from content: the same file always gives the same ids."""

from __future__ import annotations

import hashlib


def content_id(*parts: str) -> str:
    """A short hexadecimal id of the parts, in their order (96 bits of SHA-256)."""
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8")).hexdigest()
    return digest[:24]


def report_id(publisher: str, fiscal_year: int, kind: str, sha256: str) -> str:
    """Readable id of a report: publisher, year, kind and the beginning of the file's hash."""
    name = kind.replace("_", "-")
    return f"{publisher}-{fiscal_year}-{name}-{sha256[:8]}"
