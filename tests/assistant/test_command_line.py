"""The command line: one question, a batch, rows; exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.__main__ import main
from ingest.library import Library

FIELDS = {
    "id",
    "question",
    "outcome",
    "text",
    "reading",
    "figures",
    "citations",
    "choices",
    "discrepancies",
    "suggestions",
    "seconds",
}


def test_one_question_as_json(library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(library.folder)
    assert main(["ask", "澄浦市文化馆2024年办公费", "--json", "--library", folder]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert set(answer) == FIELDS
    assert answer["figures"][0] == {
        "value": "2.15",
        "unit": "万元",
        "role": "answer",
        "label": "办公费（30201）",
        "file": "澄浦市文化馆-2024-final_accounts.pdf",
        "page": 6,
        "corrected": False,
        "correction": None,
        "source": "text",
        "confidence": None,
    }
    assert answer["citations"][0]["bbox"] == [300, 100, 350, 112]


def test_one_question_in_plain_text(library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "澄浦市文化馆2024年办公费", "--library", str(library.folder)]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("我的理解：")
    assert "[1] 澄浦市文化馆2024年度单位决算 第6页" in printed


def test_a_batch_answers_line_by_line_and_names_what_is_no_question(
    library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions = tmp_path / "questions.jsonl"
    lines = [
        {"id": "a", "question": "临江市档案馆办公费", "history": []},
        {"no": "question"},
        {"id": "b", "question": "那文化馆呢", "history": ["临江市档案馆办公费"]},
    ]
    questions.write_text("\n".join(json.dumps(x) for x in lines), encoding="utf-8")
    assert main(["batch", str(questions), "--library", str(library.folder)]) == 1
    out = capsys.readouterr()
    answers = [json.loads(line) for line in out.out.splitlines()]
    assert [answer["id"] for answer in answers] == ["a", "b"]
    assert [answer["figures"][0]["value"] for answer in answers] == ["3.40", "2.15"]
    assert "第2行" in out.err


def test_rows_are_found_by_code(library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["find", "--row", "30201", "--year", "2024", "--library", str(library.folder)]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(row["row_label"], row["value"]) for row in rows] == [("办公费", "2.15")]


def test_a_folder_without_a_library_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", "办公费", "--library", str(tmp_path / "none")]) == 1
    assert "没有报告库" in capsys.readouterr().err


def test_a_figure_question_loads_neither_chroma_nor_llama_index(library: Library) -> None:
    script = (
        "import sys; from assistant.__main__ import main; "
        f"main(['ask', '澄浦市文化馆2024年办公费', '--library', {str(library.folder)!r}]); "
        "sys.exit(any(m.startswith(('chromadb', 'llama_index')) for m in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=Path(__file__).parents[2], check=False, timeout=60
    )
    assert done.returncode == 0
