"""The command line: one question, a batch, rows; exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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
        {"id": "b", "question": "那文化馆2024年的呢", "history": ["临江市档案馆办公费"]},
    ]
    questions.write_text("\n".join(json.dumps(x) for x in lines), encoding="utf-8")
    assert main(["batch", str(questions), "--library", str(library.folder)]) == 1
    out = capsys.readouterr()
    answers = [json.loads(line) for line in out.out.splitlines()]
    assert [answer["id"] for answer in answers] == ["a", "", "b"]
    assert [[f["value"] for f in answer["figures"]] for answer in answers] == [
        ["3.40"],
        [],
        ["2.15"],
    ]
    assert answers[1]["outcome"] == "not_found" and "第2行" in answers[1]["text"]
    assert set(answers[1]) == FIELDS
    assert "第2行" in out.err


NO_QUESTIONS = {
    b"[]": "JSON 对象",
    b"5": "JSON 对象",
    b"null": "JSON 对象",
    b"NaN": "JSON 对象",
    b"1e999": "JSON 对象",
    b'"\\ud800"': "JSON 对象",
    b"{": "不是 JSON",
    b"9" * 5000: "不是 JSON",
    b"[" * 99_000: "不是 JSON",
    b'{"a":' * 16_000: "不是 JSON",
    b"[" * 100_001: "超过100000字节",
    b'{"question": "' + b"a" * 200_000 + b'"}': "超过100000字节",
    b'{"question": "\xff"}': "UTF-8",
    b"{}": "question",
    b'{"question": 5}': "question",
    b'{"question": null}': "question",
    b'{"question": ["a"]}': "question",
    b'{"question": "a", "history": "b"}': "history",
    b'{"question": "a", "history": [1]}': "history",
    b'{"question": "a", "history": {"b": 1}}': "history",
    b'{"question": "a", "history": [["b"]]}': "history",
}
OFFICE = json.dumps({"question": "澄浦市文化馆2024年办公费", "id": "office"}).encode()


def _answers(
    lines: list[bytes], library: Library, capsys: pytest.CaptureFixture[str]
) -> tuple[int, list[dict[str, Any]], str]:
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as file:
        file.write(b"\n".join(lines))
        file.flush()
        code = main(["batch", file.name, "--library", str(library.folder)])
    said = capsys.readouterr()
    said.out.encode("utf-8")
    return code, [json.loads(line) for line in said.out.split("\n")[:-1]], said.err


def test_every_line_that_is_no_question_is_told_in_its_place(
    library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [line for bad in NO_QUESTIONS for line in (bad, OFFICE)]
    code, answers, complaints = _answers(lines, library, capsys)
    assert code == 1 and len(answers) == len(lines)
    for number, (why, told) in enumerate(zip(NO_QUESTIONS.values(), answers[::2], strict=True)):
        assert told["outcome"] == "not_found" and why in told["text"], told
        assert f"第{2 * number + 1}行" in told["text"] and f"第{2 * number + 1}行" in complaints
    assert {answer["figures"][0]["value"] for answer in answers[1::2]} == {"2.15"}


def test_blank_lines_are_none_and_separators_inside_a_line_part_nothing(
    library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    within = '{"question": "澄浦市文化馆\u2028办公费\x85", "id": "one"}'.encode()
    code, answers, _ = _answers([b"", b"\xef\xbb\xbf" + within, b" \r", b""], library, capsys)
    assert code == 0 and [answer["id"] for answer in answers] == ["one"]


def test_a_question_of_half_letters_is_answered(
    library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    line = b'{"question": "a\\ud800b", "history": ["\\udfff"], "id": "\\ud800"}'
    code, answers, _ = _answers([line], library, capsys)
    assert code == 0 and answers[0]["question"] == "a\ufffdb"


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    lines=st.lists(
        st.one_of(
            st.binary(max_size=40),
            st.recursive(
                st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
                lambda inner: (
                    st.lists(inner, max_size=3)
                    | st.dictionaries(
                        st.sampled_from(["question", "history", "id", "x"]), inner, max_size=4
                    )
                ),
                max_leaves=9,
            ).map(lambda value: json.dumps(value).encode()),
            st.just(OFFICE),
        ).map(lambda line: line.replace(b"\n", b" ")),
        max_size=6,
    )
)
def test_any_line_at_all_has_one_answer(
    library: Library, capsys: pytest.CaptureFixture[str], lines: list[bytes]
) -> None:
    _, answers, _ = _answers(lines, library, capsys)
    assert len(answers) == sum(bool(line.strip()) for line in lines)
    assert all(set(answer) == FIELDS for answer in answers)


@pytest.mark.parametrize("command", [["ask"], ["find", "--row"], ["find", "--publisher"]])
def test_arguments_that_are_no_text_are_answered_in_words(
    library: Library, command: list[str]
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "assistant", *command, b"\xff\xfe", "--library", library.folder],
        cwd=Path(__file__).parents[2],
        check=False,
        capture_output=True,
        timeout=120,
    )
    assert b"Traceback" not in done.stderr and done.returncode in (0, 1, 2)
    assert (done.stdout + done.stderr).decode("utf-8")


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
