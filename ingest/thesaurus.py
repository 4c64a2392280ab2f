"""Words that mean nearly the same, in reports and in everyday speech: ``thesaurus.yaml``."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from ingest.language.glyphs import fold


@cache
def groups() -> tuple[tuple[str, ...], ...]:
    """The groups, each of folded words: those of reports first, then those of everyday speech."""
    text = Path(__file__).with_name("thesaurus.yaml").read_text(encoding="utf-8")
    loaded = yaml.load(text, Loader=yaml.CSafeLoader)["groups"]
    return tuple(tuple(dict.fromkeys(fold(word) for word in group)) for group in loaded)
