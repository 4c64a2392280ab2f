"""Words of a question are looked for where it is read, and nowhere else."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import get_args

from assistant.reading.words_asked import Sense, sense

ASSISTANT = Path(__file__).parent.parent / "assistant"
BEHIND_READING = ("linking", "solving", "deciding", "passages", "composing")
LINE = ("asking", "telling")

OF_REPORTS = {
    "solving/coverage.py": "the sentences of a report, and whether they tell a number",
    "passages/extracts.py": "sentences, amounts and numbered items in the text of a report",
    "passages/finding.py": "what marks reasons and meanings in the text of a report",
    "passages/letters.py": "letters and numbers before the headings of a report",
    "passages/reasons.py": "where a reason begins and ends in the text of a report",
    "composing/discrepancies_told.py": "the workings of a discrepancy of a report, in words",
}
"""The modules that read what a report prints by expressions, and what of it."""


def _modules() -> dict[str, Path]:
    parts = (path for part in BEHIND_READING for path in (ASSISTANT / part).glob("*.py"))
    files = (*parts, *(ASSISTANT / f"{name}.py" for name in LINE))
    return {path.relative_to(ASSISTANT).as_posix(): path for path in files}


def _uses_expressions(path: Path) -> bool:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    imported = {
        alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names
    }
    of = {node.module for node in nodes if isinstance(node, ast.ImportFrom)}
    return not imported.isdisjoint({"re", "regex"}) or not of.isdisjoint({"re", "regex"})


def test_expressions_behind_the_reading_are_over_reports_only() -> None:
    assert {name for name, path in _modules().items() if _uses_expressions(path)} == {*OF_REPORTS}


def test_every_sense_is_looked_for_somewhere() -> None:
    files = [
        path for part in (*BEHIND_READING, "reading") for path in (ASSISTANT / part).glob("*.py")
    ]
    text = "".join(p.read_text(encoding="utf-8") for p in files if p.name != "words_asked.py")
    assert not [name for name in get_args(Sense) if f'"{name}"' not in text]
    assert all(sense(name).pattern for name in get_args(Sense))
