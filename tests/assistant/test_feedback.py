"""Readers' words are kept line by line, whatever they hold, and reading them fails on none."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from assistant import feedback
from assistant.answers import Answer, Question
from assistant.feedback import LOG, keep_feedback, kept_feedback
from eval.feedback_cases import cases_from
from ingest.errors import MingzhangError

ANSWER = Answer(Question("甲？"), "not_found", "没有。", "")
GOOD: dict[str, Any] = {
    "verdict": "useful",
    "questions": ["甲？"],
    "comment": "",
    "answer": {
        "outcome": "answered",
        "text": "0.39万元",
        "figures": [{"value": "0.39", "unit": "万元", "role": "answer"}],
        "citations": [{"file": "a.pdf", "page": 1}],
    },
    "at": "2024-01-01T00:00:00+00:00",
}


def _keep(folder: Path, question: str, comment: str = "") -> bool:
    return keep_feedback(folder, "useful", [question], comment, ANSWER)


@pytest.mark.parametrize(
    "text",
    ["a\nb", "a\r\nb", "a\u2028b\u2029c\x85d\x0b\x0ce\x1c", "\x00", '"}\n{"verdict":1}', "🎈"],
)
def test_whatever_a_text_holds_its_line_stays_one(tmp_path: Path, text: str) -> None:
    assert _keep(tmp_path, text, f"x{text}x") and _keep(tmp_path, "next")
    first, second = kept_feedback(tmp_path)
    assert (first.questions, first.comment) == ((text,), f"x{text}x")
    assert second.questions == ("next",)


def test_half_a_character_is_kept_as_a_question_mark(tmp_path: Path) -> None:
    assert _keep(tmp_path, "\ud800?", "\udfff")
    (said,) = kept_feedback(tmp_path)
    assert (said.questions, said.comment) == (("??",), "?")


def test_a_line_cut_off_takes_no_other_along(tmp_path: Path) -> None:
    assert _keep(tmp_path, "first")
    log = tmp_path / LOG
    whole = log.read_bytes()
    log.write_bytes(whole + whole[: len(whole) // 2])
    assert _keep(tmp_path, "last")
    assert [said.questions for said in kept_feedback(tmp_path)] == [("first",), ("last",)]


def _changed(**fields: Any) -> str:
    return json.dumps({**GOOD, **fields})


def _answering(**fields: Any) -> str:
    return _changed(answer={**GOOD["answer"], **fields})


def _of(value: object) -> list[dict[str, object]]:
    return [{"value": value, "unit": "", "role": "answer"}]


@pytest.mark.parametrize(
    "line",
    [
        "",
        "null",
        "[]",
        "5",
        '"text"',
        "{}",
        "[" * 100_000,
        '{"a":' * 100_000,
        "9" * 10_000,
        _changed(verdict="fine"),
        _changed(verdict=["useful"]),
        _changed(questions="甲？"),
        _changed(questions=[]),
        _changed(questions=[1]),
        _changed(questions=None),
        _changed(comment=7),
        _changed(at=None),
        _changed(answer=None),
        _changed(answer=[]),
        _changed(answer={}),
        _answering(figures={}),
        _answering(figures=[1]),
        _answering(figures=_of(0.39)),
        _answering(figures=_of("many")),
        _answering(figures=_of("NaN")),
        _answering(figures=_of("1e999999999")),
        _answering(figures=_of("9" * 5000)),
        _answering(figures=_of("0.39\n")),
        _answering(citations=[{"file": 1, "page": 1}]),
        _answering(citations=[{"file": "a", "page": "1"}]),
        _answering(text=1),
    ],
)
def test_a_line_of_another_shape_is_passed_over(tmp_path: Path, line: str) -> None:
    (tmp_path / LOG).write_text(f"{json.dumps(GOOD)}\n{line}\n{_changed(questions=['乙？'])}\n")
    kept = list(kept_feedback(tmp_path))
    assert [said.questions for said in kept] == [("甲？",), ("乙？",)]
    assert kept[0].answer == GOOD["answer"]
    assert len(list(cases_from(kept))) == 2


def test_bytes_that_are_no_text_are_passed_over(tmp_path: Path) -> None:
    whole = json.dumps(GOOD).encode()
    (tmp_path / LOG).write_bytes(whole + b"\n" + whole.replace(b"0.39", b"\xff\xfe") + b"\n\x00\n")
    assert len(list(kept_feedback(tmp_path))) == 1


def test_the_log_is_for_its_owner_alone_and_reached_over_no_link(tmp_path: Path) -> None:
    _keep(tmp_path, "甲？")
    assert stat.S_IMODE((tmp_path / LOG).stat().st_mode) == 0o600
    secret = tmp_path / "elsewhere"
    secret.write_text("keep out\n", encoding="utf-8")
    (tmp_path / LOG).unlink()
    (tmp_path / LOG).symlink_to(secret)
    with pytest.raises(MingzhangError, match="打不开"):
        _keep(tmp_path, "甲？")
    with pytest.raises(MingzhangError, match="打不开"):
        list(kept_feedback(tmp_path))
    assert secret.read_text(encoding="utf-8") == "keep out\n"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name")
def test_a_pipe_is_no_log(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / LOG)
    for ask in (lambda: _keep(tmp_path, "甲？"), lambda: list(kept_feedback(tmp_path))):
        with pytest.raises(MingzhangError, match="评价文件"):
            ask()


def test_a_full_log_takes_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feedback, "_LARGEST", 1000)
    kept = 0
    while _keep(tmp_path, "甲？"):
        kept += 1
        assert kept < 50
    assert (tmp_path / LOG).stat().st_size < 2000
    assert len(list(kept_feedback(tmp_path))) == kept
