"""The vector index: nothing near is missed, and it can be closed and opened again."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from ingest.nouns import Locator, Passage
from ingest.store.embedding import HashEmbedder
from ingest.store.vectors import VectorIndex

_WORDS = [
    *(
        "公务接待费",
        "因公出国",
        "项目支出",
        "基本支出",
        "政府采购",
        "财政拨款",
        "年初结转",
        "绩效目标",
    ),
    *(
        "工资福利",
        "办公设备",
        "车辆购置",
        "运行维护",
        "主要原因",
        "厉行节约",
        "新增人员",
        "政策调整",
    ),
    *("减少", "增加", "比上年", "决算数", "预算数", "会议", "培训", "教育", "卫生", "交通", "水利"),
]


def _passages(count: int, report_id: str = "r") -> list[Passage]:
    chance = random.Random(7)
    return [
        Passage(
            id=f"{report_id}-{at}",
            report_id=report_id,
            heading_path=("第三部分",),
            text="".join(chance.choices(_WORDS, k=12)) + str(at),
            locators=(Locator(1, (0.0, 0.0, 1.0, 1.0)),),
        )
        for at in range(count)
    ]


@pytest.fixture
def index(tmp_path):
    index = VectorIndex(tmp_path / "vectors", "passages", HashEmbedder())
    yield index
    index.close()


def test_the_nearest_are_found(index):
    passages = _passages(2000)
    index.upsert(passages)
    embedder = HashEmbedder()
    vectors = embedder.embed_passages([p.embedded_text for p in passages])
    chance = random.Random(11)
    hits = 0
    for _ in range(50):
        query = "".join(chance.choices(_WORDS, k=3))
        nearest = np.argsort(-(vectors @ embedder.embed_query(query)), kind="stable")[:10]
        found = index.find(query, (), 10)
        hits += len({passages[at].id for at in nearest} & set(found))
    assert hits >= 0.99 * 500


def test_a_search_keeps_to_its_reports(index):
    for report_id in ("甲", "乙", "丙"):
        index.upsert(_passages(20, report_id))
    assert {found.split("-")[0] for found in index.find("公务接待费", ("乙",), 10)} == {"乙"}
    found = index.find("公务接待费", ("甲", "丙"), 40)
    assert {one.split("-")[0] for one in found} == {"甲", "丙"}
    assert len(index.ids("丙")) == 20


def test_upsert_replaces_and_delete_passes_over_the_unknown(index):
    passages = _passages(3)
    index.upsert(passages)
    index.upsert(passages)
    assert len(index.ids()) == 3
    index.delete([passages[0].id, "unknown"])
    assert index.ids() == {p.id for p in passages[1:]}


def test_what_was_put_in_is_there_after_reopening(index):
    index.upsert(_passages(5))
    index.close()
    assert len(index.ids()) == 5
    index.drop("another")
    assert len(index.ids()) == 5
    index.drop(index.collection)
    assert len(index.ids()) == 0
    assert index.find("公务接待费", (), 5) == ()


def test_a_query_without_content_finds_nothing(index):
    index.upsert(_passages(2))
    assert index.find("", (), 5) == ()
    assert index.find("   ", (), 5) == ()


def test_batches_larger_than_chroma_takes(index, monkeypatch):
    monkeypatch.setattr("ingest.store.vectors._BATCH", 7)
    index.upsert(_passages(20))
    assert len(index.ids()) == 20
    index.delete(index.ids())
    assert len(index.ids()) == 0


def test_a_long_passage_is_found_by_one_of_its_sentences_and_once(index):
    told = [
        "修缮古戏台的木柱，防治白蚁。",
        "为镇街分馆添置图书，增设夜间开放时段。",
        "举办戏曲节。",
    ]
    filler = "会议、培训、差旅等事项按规定执行，未发生超标准支出的情况。"
    passage = replace(_passages(1)[0], text="".join(f"{one}{filler}" for one in told))
    index.upsert([passage, *_passages(30, "s")])
    assert index.find("修缮古戏台的木柱防治白蚁", ("r", "s"), 5)[0] == passage.id
    assert index.find("会议、培训、差旅等事项", ("r",), 5) == (passage.id,)
    assert index.ids("r") == {passage.id}
    assert len(index.ids()) == 31


def test_with_a_passage_its_windows_go(index):
    passage = replace(
        _passages(1)[0], text="这一句话写得长一些，好让它自成一段，免得与下一句并在一起。" * 3
    )
    index.upsert([passage])
    index.delete([passage.id])
    assert index.store().client.count() == 0
