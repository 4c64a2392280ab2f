from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from assistant.feedback import Feedback, Verdict
from eval.cases import load_cases
from eval.feedback_cases import cases_from

ANSWER: dict[str, Any] = {
    "outcome": "answered",
    "text": "公务接待费 0.39万元[1]。",
    "figures": [
        {"value": "-0.39", "unit": "万元", "role": "answer"},
        {"value": "9", "unit": "万元", "role": "context"},
    ],
    "citations": [{"file": "a.pdf", "page": 16}, {"file": "a.pdf", "page": 16}],
}


def said(verdict: Verdict, *questions: str, comment: str = "") -> Feedback:
    return Feedback(verdict, questions, comment, ANSWER, "2024-01-01T00:00:00+00:00")


def test_a_useful_answer_is_a_case_that_can_be_run(tmp_path: Path) -> None:
    (case,) = cases_from([said("useful", "甲？", "那乙呢？")])
    (tmp_path / "cases.jsonl").write_text(json.dumps(case), encoding="utf-8")
    (loaded,) = load_cases(tmp_path / "cases.jsonl")
    assert loaded.history == ("甲？",) and loaded.question == "那乙呢？"
    assert [(str(f.value), f.unit) for f in loaded.figures] == [("0.39", "万元")]
    assert len(loaded.evidence) == 1


def test_an_answer_with_an_error_expects_nothing_until_staff_complete_it() -> None:
    (case,) = cases_from([said("error", "甲？", comment="应为 0.93")])
    assert case["id"].startswith("todo-") and case["expect"]["figures"] == []
    assert case["comment"] == "应为 0.93" and case["given"] == ANSWER["text"]


def test_the_last_word_on_a_question_counts() -> None:
    (case,) = cases_from([said("useful", "甲？"), said("error", "甲？")])
    assert case["id"].startswith("todo-")
