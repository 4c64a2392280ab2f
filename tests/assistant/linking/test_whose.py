"""Whose reports are named: held bodies, parts of them, bodies that are not held, and no bodies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.linking.catalogue import OWN_OFFICES, unit_in
from assistant.linking.scope import scope_of
from assistant.reading.tags import Span, Tag, Want
from assistant.reading.turn import Turn, turn_of
from ingest.library import Library
from ingest.nouns import Body, Reading
from tests.assistant.asking import holding
from tests.assistant.conftest import ReportBuilder
from tests.assistant.solving.letters import Letters

_UNITS = {
    "嘉兴市商务局": (),
    "嘉兴市水务局": ("嘉兴市水务局综合行政执法支队", "嘉兴市河道管理中心"),
    "嘉兴市规划和自然资源局东湖管理局": (),
    "嘉兴市生态环境局": ("嘉兴市生态环境局东湖管理局", "嘉兴市城建档案馆"),
    "湖州市商务局": (),
    "湖州市域外农场管理办公室": (),
    "中国共产党浙江省委员会办公厅": (),
    "中国共产党湖州市委员会宣传部": (),
}


def _reading(publisher: str, units: tuple[str, ...]) -> Reading:
    read = ReportBuilder(publisher, 2026, "budget").reading()
    own = [Body(read.report.id, publisher, publisher, "department", "publisher")]
    if units:
        offices = f"{publisher}（本级）"
        own.append(Body(read.report.id, offices, offices, "unit", "own"))
    parts = (Body(read.report.id, name, name, "unit", "subordinate") for name in units)
    return replace(read, bodies=(*own, *parts))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder: Path = tmp_path_factory.mktemp("whose")
    with holding(folder, *(_reading(name, units) for name, units in _UNITS.items())) as held:
        yield held


def _turn(text: str, **stretches: str) -> Turn:
    tags: dict[str, Tag] = {"body": "body", "thing": "thing", "year": "year"}
    spans = []
    for name, words in stretches.items():
        for one in words.split("|"):
            at = text.index(one)
            spans.append(Span(at, at + len(one), tags[name]))
    return turn_of(text, spans, {"value": 0.97})


@pytest.mark.parametrize(
    ("said", "publisher", "unit"),
    [
        ("湖州域外农场办", "湖州市域外农场管理办公室", ""),
        ("省委办公厅（浙江）", "中国共产党浙江省委员会办公厅", ""),
        ("省委办公厅（浙江的）", "中国共产党浙江省委员会办公厅", ""),
        ("Huzhou Farm Matters Bureau (湖州市域外农场管理办公室)", "湖州市域外农场管理办公室", ""),
        ("Huzhou Publicity Dept", "中国共产党湖州市委员会宣传部", ""),
        ("CPC Zhejiang Committee General Office", "中国共产党浙江省委员会办公厅", ""),
        ("嘉兴水务局的河道管理中心", "嘉兴市水务局", "嘉兴市河道管理中心"),
        ("嘉兴市水务局系统", "嘉兴市水务局", ""),
        ("嘉兴市水务局本级", "嘉兴市水务局", OWN_OFFICES),
        ("东湖管理局（嘉兴规自局）", "嘉兴市规划和自然资源局东湖管理局", ""),
        ("嘉兴上务局", "嘉兴市商务局", ""),
        ("Huzhou Commerce Bureau (本级)", "湖州市商务局", OWN_OFFICES),
    ],
)
def test_a_body_is_meant(said: str, publisher: str, unit: str, library: Library) -> None:
    (body,) = scope_of(_turn(f"{said}三公多少", body=said), library, Letters()).bodies
    assert (body.names, body.unit) == ((publisher,), unit)


@pytest.mark.parametrize(
    "said",
    [
        "嘉兴市税务局",
        "嘉兴市图书馆",
        "嘉兴市档案馆",
        "嘉兴市秀洲区商务局",
        "省委办公厅（江苏）",
        "嘉兴市规划和自然资源局",
        "嘉兴市水务局游泳馆",
        "Jiaxing Public Library",
        "Jiaxing Publicity Department",
        "Huzhou Nanxun Commerce Bureau",
        "Huzhou Commerce Bureau (湖州市图书馆)",
    ],
)
def test_a_body_that_is_not_held_is_missing(said: str, library: Library) -> None:
    scope = scope_of(_turn(f"{said}三公多少", body=said), library, Letters())
    assert (scope.missing, scope.groups) == ((said,), ())


def test_a_name_of_two_bodies_may_be_either(library: Library) -> None:
    (body,) = scope_of(
        _turn("嘉兴东湖管理局三公多少", body="嘉兴东湖管理局"), library, Letters()
    ).bodies
    assert body.names == ("嘉兴市规划和自然资源局东湖管理局", "嘉兴市生态环境局")
    assert body.unit == "嘉兴市生态环境局东湖管理局"
    applied = {r.publisher: unit_in(r, body.unit, library) for r in library.reports()}
    assert applied["嘉兴市规划和自然资源局东湖管理局"] == ""
    assert applied["嘉兴市生态环境局"] == body.unit


def test_a_part_of_a_body_is_found_beside_it(library: Library) -> None:
    turn = _turn("执法支队要买船？嘉兴水务局哪年买", body="执法支队|嘉兴水务局", thing="买船")
    (body,) = scope_of(turn, library, Letters()).bodies
    assert (body.names, body.unit) == (("嘉兴市水务局",), "嘉兴市水务局综合行政执法支队")


@pytest.mark.parametrize(
    ("text", "body", "thing", "asked"),
    [
        ("嘉兴商务局的重点督办有多少件", "嘉兴商务局|重点督办", "多少件", "重点督办"),
        ("嘉兴商务局给东方研究院多少", "嘉兴商务局|东方", "研究院", "东方研究院"),
        ("嘉兴商务局，局里培训费多少", "嘉兴商务局|局里", "培训费", "培训费"),
        ("嘉兴老货车报废补多少", "嘉兴老", "货车报废", "老货车报废"),
    ],
)
def test_what_names_no_body_is_part_of_what_is_asked(
    text: str, body: str, thing: str, asked: str, library: Library
) -> None:
    turn = _turn(text, body=body, thing=thing)
    scope = scope_of(turn, library, Letters())
    assert scope.missing == ()
    assert asked in turn.taken_for_things(scope.things).said("thing")


def test_a_piece_of_a_name_is_the_whole_name(library: Library) -> None:
    text = "想问下湖州域外农场办今年的钱"
    (body,) = scope_of(_turn(text, body="州域外农场办"), library, Letters()).bodies
    assert body.names == ("湖州市域外农场管理办公室",)


@pytest.mark.parametrize(
    ("text", "year", "named"),
    [
        ("嘉兴商务局2026年", "2026", (2026,)),
        ("嘉兴商务局有2026.55万吗", "2026", ()),
        ("money of it in 10,000 yuan", "10", ()),
    ],
)
def test_a_number_that_goes_on_is_no_year(
    text: str, year: str, named: tuple[int, ...], library: Library
) -> None:
    assert scope_of(_turn(text, year=year), library, Letters()).years.named == named


@pytest.mark.parametrize(
    ("text", "bodies", "wants", "meant"),
    [
        ("湖州商务局和嘉兴的谁多", "湖州商务局|嘉兴", "compare", [1, 1]),
        # Nothing is held against anything, and no body there is for the same.
        ("湖州商务局在嘉兴办会花多少", "湖州商务局|嘉兴", "value", [1, 4]),
        ("湖州农场办和嘉兴的谁多", "湖州农场办|嘉兴", "compare", [1, 4]),
    ],
)
def test_a_place_beside_a_body_of_another_is_its_body_for_the_same(
    text: str, bodies: str, wants: Want, meant: list[int], library: Library
) -> None:
    turn = replace(_turn(text, body=bodies), wants=((wants, 0.97),))
    found = scope_of(turn, library, Letters()).bodies
    assert [len(body.names) for body in found] == meant
    assert meant != [1, 1] or found[1].names == ("嘉兴市商务局",)


@pytest.mark.parametrize(
    ("text", "bodies", "names", "missing"),
    [
        # 农场办 is held of another city alone.
        (
            "嘉兴商务局和域外农场办各多少",
            "嘉兴商务局|域外农场办",
            ["嘉兴市商务局"],
            ("域外农场办",),
        ),
        ("嘉兴商务局，域外农场办底下那家", "嘉兴商务局|域外农场办", ["嘉兴市商务局"], ()),
        (
            "嘉兴商务局和湖州域外农场办各多少",
            "嘉兴商务局|湖州域外农场办",
            ["嘉兴市商务局", "湖州市域外农场管理办公室"],
            (),
        ),
    ],
)
def test_a_body_beside_one_of_a_place_is_of_no_other_place_unsaid(
    text: str, bodies: str, names: list[str], missing: tuple[str, ...], library: Library
) -> None:
    scope = scope_of(_turn(text, body=bodies), library, Letters())
    assert [name for body in scope.bodies for name in body.names] == names
    assert scope.missing == missing
