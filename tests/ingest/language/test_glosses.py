"""English words find Chinese labels by what the words of the labels are in English."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.language.glosses import glossed, stems


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("refuelling", "refueling"),
        ("refuel", "refuelling"),
        ("subsidy", "subsidies"),
        ("subsidised", "subsidized"),
        ("service", "services"),
        ("build", "buildings"),
        ("construct", "construction"),
        ("manage", "management"),
        ("maintain", "maintenance"),
        ("renovate", "renovation"),
        ("organisation", "organizations"),
        ("modernising", "modernization"),
        ("analyse", "analysis"),
        ("centre", "centers"),
        ("labour", "labor"),
        ("licence", "licenses"),
        ("programme", "programs"),
        ("official", "office"),
        ("worker", "working"),
        ("company", "enterprises"),
        ("childcare", "child care"),
        ("waste-water", "wastewater"),
        ("14th", "14"),
        ("people's", "People"),
        ("café", "cafes"),
        ("how many visits were there?", "visits"),
    ],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stems(one) == stems(other) != frozenset()


@pytest.mark.parametrize(
    ("one", "other"),
    [("policy", "police"), ("station", "state"), ("mother", "moth"), ("5G", "4G")],
)
def test_unlike_words_stay_apart(one: str, other: str) -> None:
    assert not stems(one) & stems(other)


def test_words_that_say_nothing_are_dropped_unless_capitals_make_them_names() -> None:
    assert stems("What is it, and how much was it for the other one?") == frozenset()
    assert stems("IT") == {"it"}
    assert stems("R&D") == {"rd"}
    assert stems("WHAT IS IT FOR") == frozenset()


MEANT = [
    ("甲醇出租车燃料补贴", "methanol taxi fuel subsidy"),
    ("低空经济", "low-altitude economy"),
    ("食堂运行", "running the canteen"),
    ("加氢站建设运营补贴", "hydrogen refuelling station subsidies"),
    ("新媒体运维项目", "new-media (WeChat) project"),
    ("购买中介机构审计服务", "intermediary audit services"),
    ("农村危房改造", "rural dilapidated house renovation"),
    ("信息化运维", "IT maintenance"),
    ("棚户区改造", "shantytown renovation"),
    ("育儿补贴", "child-rearing subsidies"),
    ("普惠托育机构", "childcare institutions"),
    ("人大代表提案", "deputies' proposals"),
    ("信访事项", "petitions"),
    ("污水处理厂", "wastewater treatment plant"),
    ("老旧小区加装电梯", "elevators for old residential compounds"),
    ("公务用车购置", "buying official cars"),
    ("因公出国", "official travel abroad"),
    ("社会救助", "social assistance"),
    ("服务对象满意度", "user satisfaction"),
    ("政务服务大厅", "government services"),
    ("新能源汽车充电桩", "charging points for new energy vehicles"),
    ("森林防火", "forest fire prevention"),
    ("退役军人事务", "veterans' affairs"),
    ("殡葬服务中心", "funeral services"),
    ("流浪乞讨人员救助", "aid for the homeless"),
    ("DRG付费改革", "DRG payment reform"),
    ("5G基站", "5G base stations"),
    ("ＡＩ大模型", "AI model"),
    ("通州校区", "Tongzhou campus"),
    ("团城湖管理", "Tuancheng lake"),
    ("2024年度", "2024"),
    ("轨道交通第三期", "third phase of the metro"),
]


@pytest.mark.parametrize(("label", "english"), MEANT)
def test_a_label_holds_the_words_that_mean_it(label: str, english: str) -> None:
    assert stems(english) <= glossed(label)


@pytest.mark.parametrize(
    ("label", "english"),
    [
        ("食堂运行", "methanol taxi"),
        ("低空经济", "wastewater treatment"),
        ("农村危房改造", "school meals"),
        ("培训和服务", "kimono"),
        ("加氢站", "canteen"),
        ("审计服务", "vaccination"),
        ("公务用车", "funeral"),
        ("信访事项", "satellite"),
        ("幼儿园", "prison"),
        ("路灯维护", "library"),
        ("森林防火", "taxi"),
        ("广州市", "capital"),
        ("图书馆", "fire"),
    ],
)
def test_a_label_does_not_hold_words_that_mean_another(label: str, english: str) -> None:
    assert not stems(english) & glossed(label)


def test_a_name_in_no_dictionary_is_given_by_its_sound() -> None:
    assert {"niulu", "reservoir"} <= glossed("牛路水库")


def test_print_makes_no_difference() -> None:
    assert glossed("甲醇 出租\n车") == glossed("甲醇出租车")
    assert glossed("⾏政运⾏") == glossed("行政运行")


def test_the_list_names_each_word_once_with_english_that_says_something() -> None:
    text = files("ingest.language").joinpath("glosses.csv").read_text(encoding="utf-8")
    rows = list(csv.reader(text.splitlines()))
    assert rows[0] == ["chinese", "english"]
    assert all(len(row) == 2 for row in rows)
    words = [row[0] for row in rows[1:]]
    assert len(words) == len(set(words))
    assert all(1 <= len(word) <= 6 for word in words)
    assert not [row for row in rows[1:] for several in row[1].split("|") if not stems(several)]


LABELS = st.text(
    st.one_of(st.characters(), st.sampled_from("食堂甲醇牛路水库团城湖率的AI5 和服务"))
)


@given(LABELS)
def test_any_text_has_glosses_and_always_the_same(label: str) -> None:
    assert glossed(label) == glossed.__wrapped__(label)
    assert all(glossed(label))


@given(LABELS)
def test_any_text_has_stems_and_always_the_same(words: str) -> None:
    assert stems(words) == stems.__wrapped__(words)
    assert all(stems(words))
