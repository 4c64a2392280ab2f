"""Runs: asked as the chat asks, saved, read again, compared, told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answers import Answer, Question
from eval import summaries
from eval.cases import Case
from eval.runs import (
    Circumstances,
    Result,
    Run,
    circumstances_of,
    digest_of,
    last_run,
    load_run,
    run_cases,
    run_to_json,
    save_run,
)
from ingest.library import Library
from ingest.nouns import Reading
from ingest.settings import Settings
from tests.eval.builders import make_answer, make_case, make_report

CASES = (
    make_case(id="a-1", figures=[{"value": "12", "unit": "万元"}], history=["上一问"]),
    make_case(id="a-2", kind="explain", phrases=[["增加"]]),
    make_case(id="a-3", kind="explain", phrases=[["减少"]]),
)
ANSWERS = {
    "a-1": make_answer("12万元", stated=(("12", "万元"),), cited=(("yunxi.pdf", 3),)),
    "a-2": make_answer("没有说明", "not_found"),
    "a-3": make_answer("增加9万元", stated=(("9", "万元"),)),
}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    original = tmp_path / "yunxi.pdf"
    original.write_bytes(b"%PDF-")
    with Library.open(tmp_path / "library", Settings(_env_file=None)) as opened:
        opened.add(Reading(make_report(), (), (), ()), original)
        yield opened


def answered(question: Question, library: Library) -> Answer:
    """Stands for the assistant."""
    return ANSWERS[question.id]


def a_run(results: tuple[Result, ...], date: str = "2025-01-02T03:04:05+00:00") -> Run:
    made_with = Circumstances(date, "abc", "1", "bundled", digest_of(CASES), ("q.jsonl",), ("r",))
    return Run(made_with, results)


def test_cases_are_asked_with_their_history_and_scored(library: Library) -> None:
    asked: list[Question] = []

    def ask(question: Question, library: Library) -> Answer:
        asked.append(question)
        return ANSWERS[question.id]

    results = tuple(run_cases(CASES, library, {}, ask))
    assert [result.score.verdict for result in results] == ["correct", "declined", "wrong"]
    assert asked[0].earlier == ("上一问",)
    assert results[0].answer["cited_pages"] == {"yunxi": [3]}


def test_an_error_of_the_program_names_the_case(library: Library) -> None:
    def broken(question: Question, library: Library) -> Answer:
        raise ValueError("broken")

    with pytest.raises(ValueError) as caught:
        list(run_cases(CASES, library, {}, broken))
    assert "a-1" in caught.value.__notes__[0]


def test_a_run_knows_with_what_it_was_made(library: Library) -> None:
    made_with = circumstances_of(CASES, library, "bundled")
    assert made_with.reports == (make_report().id,)
    assert made_with.embedding == "bundled"
    assert made_with.questions == digest_of(CASES)


def test_the_digest_is_of_what_is_asked_and_due_not_of_the_order() -> None:
    assert digest_of(CASES) == digest_of(CASES[::-1])
    other: tuple[Case, ...] = (*CASES[:2], make_case(id="a-3", kind="explain", phrases=[["增"]]))
    assert digest_of(CASES) != digest_of(other)


def test_a_saved_run_is_read_again_whole(library: Library, tmp_path: Path) -> None:
    run = a_run(tuple(run_cases(CASES, library, {}, answered)))
    path = save_run(run, tmp_path / "runs" / "one.json")
    assert load_run(path) == run
    assert json.loads(path.read_text(encoding="utf-8")) == json.loads(json.dumps(run_to_json(run)))


def test_the_last_run_is_the_latest_on_the_same_questions(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eval.runs.SAVED_RUNS", tmp_path)
    digest = digest_of(CASES)
    assert last_run(digest) is None
    results = tuple(run_cases(CASES, library, {}, answered))
    for day in ("02", "04", "03"):
        save_run(a_run(results, f"2025-01-{day}T00:00:00+00:00"))
    found = last_run(digest)
    assert found is not None and found.circumstances.date.startswith("2025-01-04")
    assert last_run("other") is None


def test_the_summary_tells_wrong_figures_first(library: Library) -> None:
    run = a_run(tuple(run_cases(CASES, library, {}, answered)))
    words = summaries.run_in_words(run, None, detail=True)
    assert words.startswith("答错的数字 wrong figures stated: 1\n正确率 right: 1/3 33.3 %")
    assert "| explain | 2 | 0/2 0.0 % | 1 | 1 | 1 |" in words
    assert words.index("wrong a-3") < words.index("declined a-2")
    parts = {part.name: (part.passed, part.checked) for part in summaries.by_part(run.results)}
    assert parts == {
        "status": (2, 3),
        "figures": (1, 1),
        "phrases": (0, 1),
        "evidence": (0, 0),
        "measure": (2, 2),
    }


def test_changes_since_the_run_before_are_told(library: Library) -> None:
    now = a_run(tuple(run_cases(CASES, library, {}, answered)))
    former = ANSWERS | {"a-1": make_answer("", "clarify")}
    before = a_run(tuple(run_cases(CASES, library, {}, lambda q, _: former[q.id])))
    assert [(c.case_id, c.before, c.now) for c in summaries.changes(before, now)] == [
        ("a-1", "declined", "correct")
    ]
    assert "a-1: declined → correct" in summaries.run_in_words(now, before)
    assert "no change" in summaries.run_in_words(now, now)
