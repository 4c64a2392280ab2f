"""What a report's narrative tells of its bodies: the units of the publisher, and whose it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.bodies.looks import is_named_as_body, looks_like_body
from ingest.bodies.names import body_name
from ingest.language.bodies import any_ending
from ingest.language.enumerators import enumerator_of, without_enumerator
from ingest.narrative.glossary import is_glossary
from ingest.narrative.paragraphs import Paragraph
from ingest.nouns import BodyRole, Report

_UNITS = re.compile(
    r"(?:下属|所属|直属|下辖|代管|二级预算|预算|基层|管理的)(?:的)?[^。；：:内]{0,30}?"
    r"(?:单位|机构|企业|院校|学校)[^。；：:内]{0,30}?(?:[:：]|包括|分别(?:为|是)|即|为|有|是)[:：]?"
    r"|(?:部门|单位)(?:预算|决算)包括[:：]?"
    r"|编制范围的[^。；：:内]{0,30}?(?:[:：]|包括|即|为|是)[:：]?"
    r"|具体(?:包括|如下)[:：]?"
)
_INSIDE = re.compile(r"内设|下设|处室|科室|职能处|个处")
_SUPERIOR = re.compile(
    r"主管(?:部门|单位)(?:为|是)?[:：]?(?P<named>[^，。；：:、]{4,40})"
    r"|(?:是|为|系|隶属于?|归口?|由)(?P<whose>[^，。；：:、是为]{4,40}?)(?:的)?"
    r"(?:下属|所属|直属|主管|领导|管理)"
)
_LISTED = re.compile(
    r"[、，,；;](?![^（(]{0,60}[）)])"
    r"|(?<=[\u4e00-\u9fff)）])(?:\d{1,2}[.．、]|[（(][一二三四五六七八九十]{1,3}[)）])"
)
_AND = re.compile(r"[和及与]")
_BEFORE_NAME = re.compile(
    r"^.{0,24}?(?:单位|机构|其中|机关)(?:\d{1,3}[个家])?[，,]?(?:分别)?(?:为|是|有|包括|[:：])"
    r"|^.{0,20}?(?:直属|下属|所属)单位(?=.{4})|^(?:以及|及|和|包括|即|另有|1个|为|是)"
)
_AFTER_NAME = re.compile(
    r"(?:单位|部门)?(?:预算|决算)$|等?(?:\d{1,3}|[一二三四五六七八九十]{1,3})?[个家][^个家]{0,14}单位$|等$"
)
_KIND_OF_UNIT = re.compile(
    r"[(（][^()（）]{0,6}(?:单位|收自支|拨款|公益.类|参公|全额|差额)[^()（）]{0,6}[)）]"
)
_LEFT_OUT = re.compile(r"不含|不包括|除外|未包含")
_OFFICE = re.compile(r"(?:处|科|室|股|党委|纪委|工会|党组|组|部)$")
_ENDS = re.compile(rf"(?:{any_ending('title')})$")
_ABOUT_UNITS = re.compile(r"概况|机构|构成|职责|职能|基本情况|部门情况|单位情况|范围|编制")
_LONGEST_ITEM = 60
_SHORTEST_ITEM = 4


@dataclass(frozen=True, slots=True)
class ToldBody:
    """A body that a paragraph tells of: its name as printed, its role, and the paragraph's text."""

    name: str
    role: BodyRole
    text: str


def bodies_told(paragraphs: Sequence[Paragraph], report: Report) -> tuple[ToldBody, ...]:
    """Units and superiors that the paragraphs tell, in order, each name once per role."""
    told: dict[tuple[str, BodyRole], ToldBody] = {}
    for body in (*_listed(paragraphs, report), *_superiors(paragraphs, report)):
        told.setdefault((body_name(body.name).key, body.role), body)
    return tuple(told.values())


def units_in_headings(paragraphs: Sequence[Paragraph], report: Report) -> tuple[str, ...]:
    """The names of bodies that stand as headings.

    Beside headings that are bodies by their looks, one that only ends like a body is one too
    (清风苑杂志社 between 云溪市文化馆 and 云溪市图书馆).
    """
    siblings: dict[tuple[str, ...], dict[str, None]] = {}
    for paragraph in paragraphs:
        path = paragraph.heading_path
        if is_glossary(path):
            continue
        for depth, heading in enumerate(path):
            name = without_enumerator(heading).rstrip("：:")
            siblings.setdefault(path[:depth], {})[name] = None
    found: dict[str, None] = {}
    for names in siblings.values():
        sure = [name for name in names if looks_like_body(name, report.publisher)]
        others = [name for name in names if len(sure) > 1 and is_named_as_body(body_name(name).key)]
        found |= dict.fromkeys((*sure, *others))
    return tuple(found)


def _listed(paragraphs: Sequence[Paragraph], report: Report) -> Iterator[ToldBody]:
    opened: tuple[str, ...] | None = None
    for paragraph in paragraphs:
        path = paragraph.heading_path
        if is_glossary(path) or not _ABOUT_UNITS.search("".join(path)):
            opened = None
            continue
        if opened is not None:
            item = without_enumerator(paragraph.text)
            is_item = path == opened and len(item) <= _LONGEST_ITEM
            names = list(_names(item.rstrip("。；;"), report)) if is_item else []
            if names:
                yield from (ToldBody(name, "subordinate", paragraph.text) for name in names)
                continue
            if enumerator_of(paragraph.text) is None or path != opened:
                opened = None
        for rest in _lists_in(paragraph.text):
            for name in _names(rest, report):
                yield ToldBody(name, "subordinate", paragraph.text)
            if not rest.strip():
                opened = path


def _lists_in(text: str) -> Iterator[str]:
    """What stands behind the words that open a list of units, sentence by sentence."""
    for sentence in re.split(r"(?<=。)", text):
        found = list(_UNITS.finditer(sentence))
        for n, match in enumerate(found):
            stop = found[n + 1].start() if n + 1 < len(found) else len(sentence)
            inner = _INSIDE.search(sentence, max(0, match.start() - 12), match.end())
            if inner is None:
                rest = sentence[match.end() : stop].rstrip("。\n ")
                yield re.split(_INSIDE, rest, maxsplit=1)[0]


def _names(listed: str, report: Report) -> Iterator[str]:
    """The names of a list: 甲、乙（事业单位）和丙等3个单位."""
    listed = _KIND_OF_UNIT.sub("", _LEFT_OUT.split(listed, maxsplit=1)[0])
    for piece in _LISTED.split(listed):
        yield from _split_at_and(_trimmed(piece), report)


def _trimmed(piece: str) -> str:
    name = without_enumerator(piece.strip())
    name = _BEFORE_NAME.sub("", name, count=1)
    return _AFTER_NAME.sub("", name, count=1)


def _split_at_and(name: str, report: Report) -> Iterator[str]:
    for found in _AND.finditer(name):
        left, right = name[: found.start()], name[found.end() :]
        if _is_unit(left, report) and _is_unit(right, report):
            yield left
            yield right
            return
    if _is_unit(name, report):
        yield name


def _is_unit(name: str, report: Report) -> bool:
    if looks_like_body(name, report.publisher):
        return True
    key = body_name(name).key
    bare = _SHORTEST_ITEM <= len(key) <= _LONGEST_ITEM and not re.search(r"[\d，。：:“”《》]", key)
    named = is_named_as_body(key) or bool(_ENDS.search(key))
    return bare and named and not _OFFICE.search(key)


def _superiors(paragraphs: Sequence[Paragraph], report: Report) -> Iterator[ToldBody]:
    """Whose unit the publisher is: 本中心是市文化局下属事业单位; 主管部门：市文化局."""
    subject = re.compile(
        rf"^(?:{re.escape(report.publisher)}|本单位|我单位|本?(?:中心|院|所|站|馆|队|校))"
    )
    for paragraph in paragraphs:
        if is_glossary(paragraph.heading_path):
            continue
        for sentence in re.split(r"(?<=[。；])", paragraph.text):
            text = without_enumerator(sentence.strip())
            found = _SUPERIOR.search(text)
            if found is None or not (subject.match(text) or found.start() == 0):
                continue
            name = (found["named"] or found["whose"] or "").strip()
            is_other = body_name(name).key != body_name(report.publisher).key
            if is_other and looks_like_body(name, report.publisher):
                yield ToldBody(name, "superior", paragraph.text)
