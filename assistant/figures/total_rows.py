"""Which rows are the total of their table: no label, 合计, a year, or the publisher itself."""

from __future__ import annotations

import re

from assistant.words.lexicon import key, lexicon
from assistant.words.publisher_names import publisher_key
from ingest.language.years import any_last_year, any_this_year
from ingest.nouns import Figure, Report

_YEAR_ROW = re.compile(
    rf"(20\d\d)?年?度?(预算|决算|执行|{any_this_year()}|{any_last_year()})*(数|合计)?"
)


def is_total_row(figure: Figure, report: Report) -> bool:
    """Whether the row is the total of its table: no label, 合计, or the publisher itself."""
    if figure.row_code:
        return key(figure.row_label) in lexicon()["total_rows"]
    return says_nothing(figure.row_label, report)


def says_nothing(label: str, report: Report) -> bool:
    """Whether a label only says 合计, a year, or the publisher itself."""
    words = key(label)
    return (
        not words
        or words in lexicon()["total_rows"]
        or _YEAR_ROW.fullmatch(words) is not None
        or is_publisher(label, report)
    )


def is_publisher(words: str, report: Report) -> bool:
    """Whether a label or heading is the publisher's name."""
    return publisher_key(words) == publisher_key(report.publisher)
