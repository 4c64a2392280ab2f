"""Paragraphs to passages: the pieces of narrative that are found and quoted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.identifiers import content_id
from ingest.language.enumerators import enumerator_of
from ingest.language.glyphs import fold
from ingest.narrative.glossary import joined_entries, sub_terms, term_of
from ingest.narrative.marked import MarkedText
from ingest.narrative.paragraphs import Paragraph
from ingest.narrative.sentences import spans_up_to
from ingest.nouns import Passage, Report

_USUAL_LENGTH = 350
_STAYS_WHOLE = 420
_MAX_ENTRY = 900
_MIN_UNSTOPPED = 12
_STOP = re.compile(r"[。；：，:;,！？]")


def paragraphs_to_passages(paragraphs: Sequence[Paragraph], report: Report) -> tuple[Passage, ...]:
    """One passage an item, a reason or a glossary entry; long paragraphs cut at sentence ends.

    Sub-terms of a glossary entry are passages of their own besides. Fragments that tell nothing
    (a stray word of a table) are left out.
    """
    seen: Counter[tuple[object, ...]] = Counter()
    passages = []
    for paragraph in joined_entries(paragraphs):
        if not _tells_something(paragraph.text):
            continue
        for content, term in _pieces(paragraph):
            key = (paragraph.heading_path, content.text, term)
            passages.append(
                Passage(
                    id=content_id(report.id, repr(key), str(seen[key])),
                    report_id=report.id,
                    heading_path=paragraph.heading_path,
                    text=content.text,
                    locators=content.locators(),
                    term=term,
                )
            )
            seen[key] += 1
    return tuple(passages)


def _pieces(paragraph: Paragraph) -> Iterator[tuple[MarkedText, str]]:
    content, term = paragraph.content, term_of(paragraph)
    length = len(content.text)
    if length <= (_MAX_ENTRY if term else _STAYS_WHOLE):
        yield content, term
    else:
        for start, end in spans_up_to(content.text, _USUAL_LENGTH):
            yield content.part(start, end), term
    if term:
        for sub_term, start, end in sub_terms(paragraph):
            if sub_term != term:
                yield content.part(start, end), sub_term


def _tells_something(text: str) -> bool:
    if enumerator_of(text) is not None or _STOP.search(text):
        return len(fold(text)) > 3
    return len(text) >= _MIN_UNSTOPPED
