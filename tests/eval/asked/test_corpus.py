"""The corpus: marks are read, two readings held against each other, splits keep reports apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.tags import TAGS, WANTS
from eval.asked.agreement import agreed
from eval.asked.corpus import load, marked, split_of, taken_in
from ingest.errors import MingzhangError


def test_a_marked_question_is_plain_text_and_stretches() -> None:
    text, spans = marked("{B:甲局}{Y:24年}的{M:三公经费}花了多少")
    assert text == "甲局24年的三公经费花了多少"
    assert [(text[s.start : s.end], s.tag) for s in spans] == [
        ("甲局", "body"), ("24年", "year"), ("三公经费", "thing"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["{Z:甲}", "{M:}", "{M:甲", "甲}"])
def test_a_wrong_mark_is_refused(text: str) -> None:
    with pytest.raises(MingzhangError):
        marked(text)


@given(st.text(alphabet="甲乙{}BM: ", max_size=20))
def test_marks_never_lose_letters(text: str) -> None:
    try:
        plain, spans = marked(text)
    except MingzhangError:
        return
    assert len(plain) == len(text) - 4 * len(spans)


def test_what_two_readings_understand_alike_is_kept_with_the_marks_of_the_second() -> None:
    written = [
        "1|value|{M:三公}多少",
        "2|value|{M:培训费}多少",
        "3|sum|{M:甲}加{M:乙}",
        "4|value|{M:丙}",
    ]
    read = ["1|value|{M:三公}多少", "2|reason|培{M:训费}多少", "3|sum+?|{M:甲}加{M:乙}"]
    both = agreed(written, read)
    assert both.lines == ("1|value|{M:三公}多少",)
    assert both.dropped == {"other wants": 1, "unclear": 1, "not read": 1}


def test_a_dialogue_ends_where_the_readings_part() -> None:
    written = ["5.1|value|{M:三公}", "5.2|value|{R:那}{Y:去年}呢", "5.3|value|换成{U:元}"]
    read = ["5.1|value|{M:三公}", "5.2|value+?|{R:那}{Y:去年}呢", "5.3|value|换成{U:元}"]
    assert agreed(written, read).lines == ("5.1|value|{M:三公}",)


def test_later_turns_know_the_earlier_ones() -> None:
    sheet = {
        "n": 5,
        "split": "train",
        "kind": "dialogue",
        "reports": ["a.pdf"],
        "measures": [],
        "expect": {},
    }
    records = list(taken_in(["00005.1|value|{M:三公}", "00005.2|value|{R:那}去年呢"], [sheet], "b"))
    assert records[1]["earlier"] == ["三公"]
    assert records[1]["id"] == "b-00005.2"


def test_the_corpus_is_whole() -> None:
    asked = load()
    assert len(asked) >= 8000
    assert len({one.id for one in asked}) == len(asked)
    assert {span.tag for one in asked for span in one.spans} == set(TAGS)
    assert {want for one in asked for want in one.wants} == set(WANTS)
    for one in asked:
        assert all(0 <= s.start < s.end <= len(one.question) for s in one.spans)
    assert len({file for one in asked for file in one.reports}) >= 100


def test_no_report_is_asked_about_in_two_splits() -> None:
    splits: dict[str, set[str]] = {}
    for one in load():
        if one.kind not in ("dialogue", "two_bodies"):
            for file in one.reports:
                splits.setdefault(file, set()).add(one.split)
    assert {file for file, of in splits.items() if len(of) > 1} == set()


def test_the_split_of_a_publisher_never_changes() -> None:
    names = [f"第{at}局" for at in range(2000)]
    splits = [split_of(name) for name in names]
    assert 0.15 < splits.count("test") / len(names) < 0.25
    assert [split_of(name) for name in names] == splits
