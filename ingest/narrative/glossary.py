"""Glossary entries: the term that a paragraph defines, and the sub-terms defined inside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from ingest.language.enumerators import enumerator_of, without_enumerator
from ingest.narrative.paragraphs import Paragraph
from ingest.narrative.wording import wording

_MAX_TERM = 60
_MAX_LOOSE_TERM = 30
_NOTE = re.compile(r"(?:备?注|说明|附注)[:：]")
_QUOTES = '“”"‘’《》 '


def is_glossary(heading_path: Sequence[str]) -> bool:
    """Whether paragraphs under these headings are glossary entries."""
    return any(wording().glossary_heading.search(heading) for heading in heading_path)


def joined_entries(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """The paragraphs with every glossary entry in one: what follows an entry goes on with it."""
    joined: list[Paragraph] = []
    for paragraph in paragraphs:
        before = joined[-1] if joined else None
        if before is not None and _goes_on(before, paragraph):
            joined[-1] = replace(before, content=before.content.followed_by(paragraph.content))
        else:
            joined.append(paragraph)
    return tuple(joined)


def term_of(paragraph: Paragraph) -> str:
    """The term that the paragraph defines ("机关运行经费"), or "" where it defines none."""
    text = without_enumerator(paragraph.text)
    glossary = is_glossary(paragraph.heading_path)
    if found := (_strict() if glossary else _strictest()).match(text):
        term = found["term"]
        return _clean(term) if glossary or len(term) <= _MAX_LOOSE_TERM else ""
    if not glossary or _NOTE.match(text):
        return ""
    if found := re.match(rf"(?P<term>[^：:。；，,]{{2,{_MAX_TERM}}})[：:]", text):
        return _clean(found["term"])
    if re.match(rf"(?:{wording().definition})", text) and paragraph.heading_path:
        heading = paragraph.heading_path[-1]
        if not wording().glossary_heading.search(heading):
            return _clean(without_enumerator(heading))
    return ""


def sub_terms(paragraph: Paragraph) -> Iterator[tuple[str, int, int]]:
    """Terms explained inside an entry, each with the span of the text that explains it."""
    found = list(_inner().finditer(paragraph.text))
    for position, match in enumerate(found):
        start = match.start("term")
        following = found[position + 1].start("term") if position + 1 < len(found) else None
        end = _end_of(paragraph.text, match.end(), following)
        yield _clean(match["term"]), start, end


def _goes_on(before: Paragraph, paragraph: Paragraph) -> bool:
    same = before.heading_path == paragraph.heading_path
    if not same or not is_glossary(paragraph.heading_path) or not term_of(before):
        return False
    if enumerator_of(paragraph.text) is not None or _NOTE.match(paragraph.text):
        return False
    return not term_of(paragraph)


def _end_of(text: str, start: int, following: int | None) -> int:
    stop = re.compile(r"[。；;]").search(text, start)
    end = stop.start() if stop else len(text)
    if following is not None and following < end:
        end = following
    return len(text[:end].rstrip("，,、"))


def _clean(term: str) -> str:
    return term.strip(_QUOTES + "：:").replace("“", "").replace("”", "")


@cache
def _strict() -> re.Pattern[str]:
    """``term：指…``, ``term是指…``, ``term指…`` at the start of an entry."""
    definition = wording().definition
    return re.compile(
        rf"(?P<term>[^：:。；，,]{{2,{_MAX_TERM}}}?)(?:[：:，。]\s*(?:{definition})|是指|指的是)"
    )


@cache
def _strictest() -> re.Pattern[str]:
    """The same outside glossaries, where a comma before 指 or 反映 defines nothing."""
    return re.compile(rf"(?P<term>[^：:。；，,]{{2,{_MAX_TERM}}}?)(?:[：:]\s*指|是指)")


@cache
def _inner() -> re.Pattern[str]:
    words = wording()
    return re.compile(
        rf"(?:[。；;，,：:])(?P<term>[^。；;，,：:、]{{0,20}}?(?:{words.sub_term_ending}))"
        rf"(?:{words.sub_definition})"
    )
