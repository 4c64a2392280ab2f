"""Names of bodies: one key however a name is printed, and never one key for two bodies."""

from __future__ import annotations

import pytest

from ingest.bodies.names import bare_place, body_key, body_name, level_key, place_of_key, places_in


@pytest.mark.parametrize(
    "names",
    [
        ("中国共产党云溪省委员会办公厅", "中共云溪省委办公厅", "云溪省委办公厅"),
        ("中国人民政治协商会议云溪省委员会办公厅", "云溪省政协办公厅"),
        ("云溪市人民代表大会常务委员会办公室", "云溪市人大常委会办公室"),
        ("云溪市人民政府办公室", "云溪市政府办公室"),
        ("云溪市水务局【汇总】", "云溪市水务局(部门汇总)", "云溪市水务局"),
        ("云溪市水务局（汇总）", "云溪市水务局(本级)", "云溪市水务局本级", "113001-云溪市水务局"),
        (
            "云溪市水务局部门本级（机关）",
            "云溪市水务局（机关）",
            "云溪市水务局机关",
            "云 溪 市水务局",
        ),
    ],
)
def test_one_body_has_one_key(names: tuple[str, ...]) -> None:
    assert len({body_key(name) for name in names}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("云溪省委办公厅", "云溪省人大常委会办公厅"),
        ("云溪市水务局（行政）", "云溪市水务局（事业）"),
        ("云溪市清江区财政局", "云溪市财政局"),
        ("云溪市机关事务管理局", "云溪市事务管理局"),
    ],
)
def test_two_bodies_have_two(one: str, other: str) -> None:
    assert body_key(one) != body_key(other)


def test_brackets_tell_the_level_or_a_second_name() -> None:
    assert body_name("云溪市水务局（汇总）").level == "department"
    assert body_name("云溪市水务局本级").level == "unit"
    assert body_name("云溪市水务局").level is None
    assert body_name("云溪市水务局（云溪市海洋局）").second == ("云溪市海洋局",)
    assert level_key("云溪市水务局（本级）") != level_key("云溪市水务局（汇总）")


@pytest.mark.parametrize(
    ("key", "parts"),
    [
        ("云溪市清江区财政局", ("云溪市", "清江区")),
        ("云溪省清江市东山县教育局", ("云溪省", "清江市", "东山县")),
        ("云溪市城市管理局", ("云溪市",)),
        ("云溪市市民服务中心", ("云溪市",)),
        ("云溪市社区服务中心", ("云溪市",)),
        ("清江新区财政局", ("清江新区",)),
        ("首都图书馆", ()),
    ],
)
def test_a_key_begins_with_its_places(key: str, parts: tuple[str, ...]) -> None:
    assert places_in(place_of_key(key)) == parts


def test_a_bare_place_keeps_two_letters() -> None:
    assert [bare_place(place) for place in ("云溪市", "清江新区", "沪县")] == [
        "云溪",
        "清江",
        "沪县",
    ]
