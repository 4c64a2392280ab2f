"""Windows of long passages: whole sentences in order, nothing lost, nothing twice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ingest.embedding.windows import parts, windows
from ingest.nouns import Locator, Passage

LONG = "问题有三个。" + "一是资料靠各单位送来，更新得慢，市民问起来答不上；" * 2 + "二是人手不足。"


@given(st.lists(st.text(alphabet="路桥修，。；", max_size=60)).map("".join))
def test_windows_are_the_whole_text_in_order(text):
    found = windows(text)
    assert not found or "".join(found) == text
    assert len(found) != 1


def test_every_window_but_the_last_is_long_enough_to_tell_something():
    found = windows(LONG)
    assert len(found) == 2
    assert all(len(window) >= 40 for window in found[:-1])


def test_a_short_passage_has_none():
    assert windows("人手不足。") == ()


def test_parts_stand_under_the_headings_of_the_passage():
    whole = Passage("p", "r", ("四、绩效",), LONG, (Locator(3, (0.0, 0.0, 1.0, 1.0)),))
    assert [part.text for part in parts(whole)] == list(windows(LONG))
    assert {(part.id, part.heading_path) for part in parts(whole)} == {("p", ("四、绩效",))}
