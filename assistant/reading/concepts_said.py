"""Which concept words are a name of, printed or everyday, and which one they name a part of."""

from __future__ import annotations

from assistant.reading.restrictions import restrictions
from ingest.concepts.concept import concepts, everyday, name_key, named


def concept_said(words: str) -> str:
    """The concept of which words are a name, whatever they say of money and stage besides; "" for
    none."""
    core = restrictions(words).core or words
    found = named(core)
    return found.id if found else next(iter(everyday().get(name_key(core), ())), "")


def is_part_said(part: str, whole: str) -> bool:
    """Whether words are a name of what is declared to be part of what other words are a name of."""
    of = concept_said(part)
    parent = concepts()[of].parent if of else ""
    return bool(parent) and parent == concept_said(whole)
