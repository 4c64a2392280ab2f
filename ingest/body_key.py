"""One form of a public body's name, by which it counts once however its brackets are printed."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.language.glyphs import fold

_WHOLE = re.compile(r"[(\[【](?:部门)?(?:汇总|合并)[)\]】]")
"""What is said of a department with all its units: it is the department."""
_MARKS = re.compile(r"[()\[\]【】〔〕“”\"'‘’·•、,.。\-—_]")


@lru_cache(maxsize=16384)
def body_key(name: str) -> str:
    """The name folded, without brackets and marks; （汇总） is dropped, （本级） stays.

    A department and its own offices (本级) are two bodies: their amounts differ.
    """
    return _MARKS.sub("", _WHOLE.sub("", fold(name)))
