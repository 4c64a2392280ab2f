"""Classification codes as printed: alone in a cell, or joined to the name."""

from __future__ import annotations

import re

from ingest.language.glyphs import fold, squeeze

_CODE = re.compile(r"^\d{3,9}$")
# Functional 2xx, departmental economic 3xx and government economic 5xx codes of 类, 款 or 项
# length may stand directly before a name; any code may where a dash parts them. Names that begin
# with digits (hotline numbers, years) are no codes.
_CODE_AND_NAME = re.compile(
    r"^((?:20|21|22|23|3\d|5\d)\d(?:\d\d){0,2}|\d{3,9}(?=[-—_]))[-—_]?([^\d\s.,%年\-—_].*)$"
)
_BRACKETED = re.compile(r"^[\[【(](\d{3,9})[\]】)](\D.*)$")


def is_code(text: str) -> bool:
    """Whether a cell holds a code and nothing else."""
    return bool(_CODE.match(fold(text)))


def split_code(text: str) -> tuple[str, str]:
    """Code and name of a cell such as ``2010801-行政运行``; either may be ""."""
    folded = fold(text)
    if _CODE.match(folded):
        return folded, ""
    if found := _BRACKETED.match(folded):
        printed = squeeze(text)
        return found[1], printed[len(printed) - len(found[2]) :]
    if found := _CODE_AND_NAME.match(folded):
        printed = squeeze(text)
        return found[1], printed[len(printed) - len(found[2]) :]
    return "", squeeze(text)
