"""What is asked of a body or place that is not held is answered by no other, and told as asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.answers import Answer, Question
from assistant.ask import ask
from assistant.understanding.question_text import normalise
from assistant.understanding.reports_meant import reports_meant
from ingest.library import Library
from ingest.nouns import Report


def _report(publisher: str, year: int) -> Report:
    name = f"{publisher}-{year}"
    return Report(name, publisher, year, "final_accounts", "unit", name, f"{name}.pdf", name, 9)


HELD = (_report("澄浦市文化馆", 2024), _report("临江市青山区财政局", 2023))
LABELS = {"双桥县供水中心": ("澄浦市文化馆-2024",), "办公费": ("澄浦市文化馆-2024",)}


@pytest.fixture
def library(tmp_path: Path, make_account: Callable[..., Any]) -> Iterator[Library]:
    folder = tmp_path
    original = folder / "original.pdf"
    original.write_bytes(b"%PDF-1.4 made by hand")
    with Library.open(folder / "library") as opened:
        for publisher, year in (("澄浦市文化馆", 2024), ("临江市档案馆", 2023)):
            account = make_account(publisher, year, total="99.85", basic="61.35", office="2.15")
            opened.add(account.reading(), original)
        yield opened


def asked(library: Library, text: str, *earlier: str) -> Answer:
    return ask(Question(text, earlier), library)


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("云岭区教育局2024年办公费", "云岭区教育局"),
        ("请问2024年云岭区教育局的办公费", "云岭区教育局"),
        ("按云岭县人民法院2024年决算，办公费多少", "云岭县人民法院"),
        ("云岭县2024年办公费", "云岭县"),
        ("云岭区财政局2023年办公费", "云岭区财政局"),
        ("教育局2024年办公费", "教育局"),
        ("第三中学2024年办公费", "第三中学"),
        ("那教育局呢", "教育局"),
        ("澄浦市文化馆和云岭区教育局2024年办公费哪个高", "云岭区教育局"),
        ("云岭区教育局与澄浦市文化馆2024年办公费哪个高", "云岭区教育局"),
        ("澄浦文化馆和北京市教育局2024年办公费哪个高", "北京市教育局"),
        ("成都市教育局2024年办公费", "成都市教育局"),
    ],
)
def test_strangers_are_named_as_missing(question: str, missing: str) -> None:
    found = reports_meant(normalise(question).text, HELD, LABELS)
    assert (found.missing, found.stranger, found.reports) == (missing, True, ())


@pytest.mark.parametrize(
    "question",
    [
        "澄浦市文化馆2024年办公费",
        "按澄浦市文化馆2024年决算，办公费多少",
        "同澄浦市文化馆2024年的相比",
        "青山区财政局2023年办公费",
        "财政局2023年办公费",
        "双桥县供水中心2024年支出",
        "全市2024年办公费",
        "老旧小区2024年改造",
        "这个委员会2024年办公费",
        "本局2024年办公费",
        "教育局下达的补助是多少",
        "澄浦市文化馆2024年接待了云岭区教育局和双桥县文化局几次",
        "2024年办公费是多少",
        "工资2024年发了多少",
    ],
)
def test_others_are_none(question: str) -> None:
    found = reports_meant(normalise(question).text, HELD, LABELS)
    assert not found.stranger


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("云岭区教育局2024年办公费", "2024年度 · 云岭区教育局（资料库中没有） · 办公费"),
        ("教育局2024年办公费是多少", "2024年度 · 教育局（资料库中没有） · 办公费"),
        ("云岭2024年办公费是多少", "2024年度 · 云岭（资料库中没有） · 办公费"),
        ("澄浦市文化馆2021年办公费", "澄浦市文化馆 · 2021年度（资料库中没有） · 办公费"),
    ],
)
def test_a_refusal_reads_what_was_asked(library: Library, question: str, reading: str) -> None:
    answer = asked(library, question)
    assert (answer.outcome, answer.figures) == ("not_found", ())
    assert answer.reading == f"我的理解：{reading}"


@pytest.mark.parametrize(
    "question",
    [
        "2024年火星探测费是多少",
        "How much did the Yunling Education Bureau spend on rockets in 2024?",
        "云岭区教育局2024年的主要职责有哪些",
        "云岭区教育局2024年办公费为什么增加",
    ],
)
def test_no_refusal_reads_a_body_that_was_not_asked(library: Library, question: str) -> None:
    answer = asked(library, question)
    assert answer.outcome == "not_found"
    assert "2024年度" in answer.reading
    assert not any(name in answer.reading for name in ("文化馆", "档案馆"))


def test_a_body_that_was_asked_stays_in_the_reading(library: Library) -> None:
    answer = asked(library, "澄浦市文化馆2024年火星探测费是多少")
    assert answer.outcome == "not_found"
    assert answer.reading.startswith("我的理解：2024年度 · 澄浦市文化馆")


def test_the_line_asked_before_is_not_answered_by_another_body(library: Library) -> None:
    answer = asked(library, "那云岭区教育局呢", "澄浦市文化馆2024年办公费是多少")
    assert (answer.outcome, answer.figures) == ("not_found", ())
    assert "云岭区教育局（资料库中没有）" in answer.reading and "文化馆" not in answer.reading


def test_a_word_of_the_reports_before_the_year_is_no_stranger(library: Library) -> None:
    answer = asked(library, "办公费2024年是多少")
    assert [f.value for f in answer.figures if f.role == "answer"] == ["2.15"]
