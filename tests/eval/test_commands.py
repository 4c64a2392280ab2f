"""The command line: what it prints, what it saves, how it exits."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.answers import Answer, Question
from eval.__main__ import main
from ingest.library import Library
from ingest.nouns import Reading
from ingest.settings import Settings
from tests.eval.builders import make_answer, make_figure, make_report, make_table

QUESTION = {
    "id": "q-1",
    "kind": "lookup",
    "question": "支出合计多少？",
    "expect": {
        "status": "answered",
        "figures": [{"value": "12", "unit": "万元"}],
        "evidence": [{"report": "yunxi", "text": "合计12"}],
    },
}
TABLE = {"title": "支出决算表", "form": "expenditure", "pages": [3], "unit": "万元"}
CELL = {"row_code": "", "row_label": "合计", "column": ["合计"], "value": "12", "page": 3}
LABEL = {
    "file": "yunxi.pdf",
    "is_report": True,
    "publisher": "云溪市文旅局",
    "fiscal_year": 2024,
    "kind": "final_accounts",
    "level": "department",
    "tables": [TABLE],
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a library of one report, its truth, a label and a question."""
    (tmp_path / "yunxi.pdf").write_bytes(b"%PDF-")
    table = make_table(make_figure("合计", "12", page=3))
    with Library.open(tmp_path / "library", Settings(_env_file=None)) as library:
        library.add(Reading(make_report(), (table,), (), ()), tmp_path / "yunxi.pdf")
    truth = tmp_path / "truth"
    truth.mkdir()
    write(truth / "yunxi.json", [TABLE | {"cells": [CELL]}])
    write(truth / "yunxi.pages.json", [{"page": 3, "text": "合计12"}])
    write(tmp_path / "questions.jsonl", QUESTION)
    write(tmp_path / "labels.jsonl", LABEL)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("eval.runs.SAVED_RUNS", tmp_path / "saved")
    monkeypatch.setattr("eval.__main__.ask", answered)
    return tmp_path


def write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def answered(question: Question, library: Library) -> Answer:
    """Stands for the assistant."""
    return make_answer("12万元", stated=(("12", "万元"),), cited=(("yunxi.pdf", 3),))


RUN = ["run", "--questions", "questions.jsonl"]


def test_a_run_is_told_and_saved(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*RUN, "--truth", "truth", "-v"]) == 0
    told = capsys.readouterr().out
    assert "wrong figures stated: 0" in told and "1/1 100.0 %" in told
    (saved,) = (folder / "saved").glob("*.json")
    assert json.loads(saved.read_text(encoding="utf-8"))["results"][0]["case_id"] == "q-1"


def test_a_run_as_json_and_as_markdown(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*RUN, "--truth", "truth", "--json", "--output", "run.json"]) == 0
    run = json.loads(capsys.readouterr().out)
    assert run == json.loads((folder / "run.json").read_text(encoding="utf-8"))
    assert main([*RUN, "--truth", "truth", "--markdown"]) == 0
    assert capsys.readouterr().out.startswith("| 类别 kind |")


def test_evidence_that_is_not_located_fails_the_case_and_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(RUN) == 1
    told = capsys.readouterr()
    assert "0/1 0.0 %" in told.out and "q-1" in told.err


def test_tables_and_reports(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tables", "truth", "-v"]) == 0
    assert "1/1 100.0 %" in capsys.readouterr().out
    assert main(["reports", "labels.jsonl", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["forms"] == {"due": 1, "read": 1, "both": 1}


def test_a_truth_of_a_report_that_is_not_held_exits_1(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "truth" / "yunxi.json").rename(folder / "truth" / "other.json")
    assert main(["tables", "truth"]) == 1
    assert "not in the library: other" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["run", "--questions", "none.jsonl"], 2),
        (["run", "--questions", "questions.jsonl", "--only", "z"], 2),
        (["run", "--questions", "questions.jsonl", "--library", "none"], 2),
        (["run", "--questions", "labels.jsonl"], 1),
        (["tables", "none"], 2),
        (["reports", "questions.jsonl"], 1),
        (["bench", "ingest", "none.pdf"], 2),
    ],
)
def test_exit_codes(
    folder: Path, arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == code
    assert capsys.readouterr().err.strip()
    assert not (folder / "none").exists()
