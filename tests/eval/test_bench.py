"""The measures of speed, and the words in which they are told."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from assistant.answers import Answer, Question
from eval.bench import (
    ColdStart,
    FileSpeed,
    ReadingSpeed,
    ask_in_words,
    ask_speed,
    ingest_in_words,
    kind_speed,
)
from eval.yardstick import bare_extraction, main
from ingest.library import Library
from tests.eval.builders import make_answer, make_case


def test_the_yardstick_counts_pages(tmp_path: Path, capsys: object) -> None:
    path = tmp_path / "two.pdf"
    canvas = Canvas(str(path), A4)
    for _ in range(2):
        canvas.drawString(50, 50, "1")
        canvas.showPage()
    canvas.save()
    pages, seconds = bare_extraction(path)
    assert (pages, seconds > 0) == (2, True)
    assert main(["bare", str(path)]) == 0


def test_answers_are_timed_by_kind(tmp_path: Path) -> None:
    cases = [make_case(id="a"), make_case(id="b", kind="explain")]

    def ask(question: Question, library: Library) -> Answer:
        return make_answer("1")

    with Library.open(tmp_path / "library") as library:
        speeds = ask_speed(cases, library, ask)
    assert [(speed.kind, speed.asked) for speed in speeds] == [
        ("全部 all", 2),
        ("lookup", 1),
        ("explain", 1),
    ]


def test_median_and_95th_percentile() -> None:
    speed = kind_speed("lookup", [n / 100 for n in range(100, 0, -1)])
    assert (round(speed.p50, 3), speed.p95) == (0.505, 0.95)


def test_ratios_are_told() -> None:
    files = (FileSpeed("a.pdf", 10, 2.0, 1.0), FileSpeed("b.pdf", 10, 1.0, 1.0))
    words = ingest_in_words(ReadingSpeed(files, 2, 3.0, 1.5, 4.0, 2.5, 200))
    assert "2.00 × (3.00 s → 1.50 s)" in words and "1.60 × (4.00 s → 2.50 s)" in words
    assert "200 MB" in words
    assert "| 全部 all | 20 | 3.00 | 2.00 | 1.50 | 6.7 |" in words
    asked = ask_in_words([kind_speed("lookup", [0.5])], ColdStart(2.0, 0.02))
    assert "| lookup | 1 | 500 | 500 |" in asked and "100.0 ×" in asked
