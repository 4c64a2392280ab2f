"""Words that recognition confuses, put right where the word read does not exist."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from ingest.language.patterns import filled


@cache
def _confusions() -> tuple[tuple[re.Pattern[str], str], ...]:
    text = Path(__file__).with_name("misread.yaml").read_text(encoding="utf-8")
    return tuple(
        (re.compile(filled(read)), printed) for read, printed in yaml.safe_load(text).items()
    )


def words_print(text: str) -> str:
    """The text with the words of ``misread.yaml`` as they are printed; of the same length."""
    for read, printed in _confusions():
        text = read.sub(printed, text)
    return text
