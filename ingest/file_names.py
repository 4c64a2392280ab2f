"""Names of files, whatever their bytes, as text for one line of a terminal or of JSON."""

from __future__ import annotations

import os
import unicodedata

_LONGEST_STEM, _LONGEST_SUFFIX = 160, 16
"""Bytes of a name that is kept: file systems end at 255."""


def one_line(text: str) -> str:
    """Text without line ends, control characters, or what turns the direction of writing.

    Those, and bytes that were no UTF-8, are written as escapes (``\\x1b``, ``\\xff``, ``\\u202e``).
    """
    if text.isprintable():
        return text
    return "".join(map(_told, text))


def kept_name(name: str) -> str:
    """The name under which a file is kept and told: that of ``one_line``, never too long."""
    told = one_line(name).replace(os.sep, "_")
    stem, dot, suffix = told.rpartition(".")
    if not dot:
        stem, suffix = suffix, ""
    return _cut(stem, _LONGEST_STEM) + dot + _cut(suffix, _LONGEST_SUFFIX)


def _told(char: str) -> str:
    if char.isprintable() or unicodedata.category(char) == "Zs":
        return char
    if "\udc80" <= char <= "\udcff":
        # A byte of a name that is no UTF-8, as Python hands it on.
        return f"\\x{ord(char) - 0xDC00:02x}"
    return char.encode("unicode_escape").decode("ascii")


def _cut(text: str, most: int) -> str:
    return text.encode("utf-8")[:most].decode("utf-8", "ignore")
