"""Which body every sentence of the narrative is of: told by headings and by sentences.

A heading with the name of a unit opens its scope; deeper headings stay in it, and one of the same
or a higher rank closes it (headings are nested by ``ingest.narrative.headings``). A paragraph that
is nothing but a name opens the scope of those that follow under the same heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.bodies.in_report import BodiesOfReport
from ingest.language.bodies import any_ending
from ingest.language.enumerators import without_enumerator
from ingest.narrative.paragraphs import Paragraph
from ingest.narrative.sentences import sentence_spans
from ingest.nouns import Origin

_LONGEST_NAME = 48
_LEVEL = r"(?:[（(](?:本级|机关|本部|汇总)[）)]|本级|机关)?"
_ENDING = re.compile(rf"(?:{any_ending('title')})(?:[（(][^（）()]{{2,40}}[）)])?{_LEVEL}|本级")
# What follows a name where the sentence speaks of that body, and not of what it owns or does.
_SPEAKS = re.compile(
    r"[:：，,]|20\d\d年|(?:的)?(?:部门|单位|收支)?(?:预算|决算|收入|支出|收支|总收入|总支出|共有|现有|实有|编制"
    r"|纳入|安排|财政拨款|一般公共|[“\"]?三公|政府采购|项目支出|基本支出)"
)
_HEADING_TAIL = re.compile(
    r"(?:20\d\d年度?)?(?:部门|单位)?(?:预算|决算|收支|收入|支出){0,3}(?:安排|编制)?(?:情况){0,2}"
    r"(?:说明)?[:：]?$"
)
_PUBLISHER = re.compile(r"^(?:20\d\d年度?)?[，,]?(?:本|我)部门(?!.{0,4}(?:下属|所属))")


@dataclass(frozen=True, slots=True)
class BodySpan:
    """A stretch of a paragraph's text, and the body it is of."""

    start: int
    stop: int
    body: str
    origin: Origin


def spans_of_paragraphs(
    paragraphs: Sequence[Paragraph], bodies: BodiesOfReport
) -> Iterator[tuple[BodySpan, ...]]:
    """The spans of each paragraph, in the order of the paragraphs; they cover its whole text."""
    siblings = _with_units_below(paragraphs, bodies)
    opened: tuple[tuple[str, ...], str] | None = None
    for paragraph in paragraphs:
        path = paragraph.heading_path
        body, origin = body_of_headings(path, bodies, siblings)
        alone = _alone(paragraph.text, bodies)
        if alone is not None:
            opened = (path, alone)
        elif opened is not None and opened[0] != path[: len(opened[0])]:
            opened = None
        if opened is not None:
            body, origin = opened[1], "heading"
        yield tuple(_spans(paragraph.text, body, origin, bodies))


def body_of_headings(
    path: Sequence[str],
    bodies: BodiesOfReport,
    with_units: frozenset[tuple[str, ...]] = frozenset(),
) -> tuple[str, Origin]:
    """The body of what stands under these headings: that of the innermost one that names one.

    ``with_units``: paths of headings that have units below them; among these the publisher's name
    means its own level.
    """
    for depth in range(len(path) - 1, -1, -1):
        meant = named_in_heading(path[depth], bodies)
        if meant is not None:
            if meant == bodies.publisher and tuple(path[:depth]) in with_units:
                meant = bodies.own
            return meant, "heading"
    return bodies.publisher, "report"


def named_in_heading(heading: str, bodies: BodiesOfReport) -> str | None:
    """The body that a heading names with nothing beside it than what is told of it, or None."""
    bare = without_enumerator(heading).strip()
    if len(bare) > _LONGEST_NAME + 16:
        return None
    return bodies.meant(bare.rstrip("：:")) or bodies.meant(_HEADING_TAIL.sub("", bare, count=1))


def _with_units_below(
    paragraphs: Sequence[Paragraph], bodies: BodiesOfReport
) -> frozenset[tuple[str, ...]]:
    found = set()
    for path in {paragraph.heading_path for paragraph in paragraphs}:
        for depth, heading in enumerate(path):
            meant = named_in_heading(heading, bodies)
            if meant not in (None, bodies.publisher, bodies.own):
                found.add(tuple(path[:depth]))
    return frozenset(found)


def _alone(text: str, bodies: BodiesOfReport) -> str | None:
    """The body of a paragraph that is its name and nothing else: 市文化馆："""
    bare = without_enumerator(text).strip()
    return bodies.meant(bare.rstrip("：:")) if len(bare) <= _LONGEST_NAME else None


def _spans(text: str, body: str, origin: Origin, bodies: BodiesOfReport) -> Iterator[BodySpan]:
    start, current, taken = 0, body, origin
    for begin, end in sentence_spans(text):
        sentence = text[begin:end]
        meant = _begins_with(without_enumerator(sentence), bodies)
        if meant is None and _PUBLISHER.match(sentence.strip()) and taken == "sentence":
            meant = body
        if meant is not None and meant != current:
            if begin > start:
                yield BodySpan(start, begin, current, taken)
            start, current, taken = begin, meant, "sentence"
    yield BodySpan(start, len(text), current, taken)


def _begins_with(sentence: str, bodies: BodiesOfReport) -> str | None:
    """The body with whose name a sentence begins, where it goes on to speak of that body."""
    head = sentence.strip()[:_LONGEST_NAME]
    ends = [found.end() for found in _ENDING.finditer(head)]
    for end in reversed(ends):
        meant = bodies.meant(head[:end])
        if meant is not None:
            return meant if _SPEAKS.match(head, end) else None
    return None
