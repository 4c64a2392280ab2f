from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from app import Desk
from ingest.library import Library

ROOT = Path(__file__).parents[1]


LAY_OUT = """
import sys
from pathlib import Path
from app import build_app
from ingest.library import Library
with Library.open(Path(sys.argv[1])) as library:
    print(build_app(library, Path(sys.argv[1])).title)
"""


def test_the_page_is_laid_out_on_an_empty_library(tmp_path: Path) -> None:
    # In a process of its own: gradio leaves event loops open, of which pytest would complain.
    command = [sys.executable, "-c", LAY_OUT, str(tmp_path / "library")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.stdout == "明账 Mingzhang\n", done.stderr


def test_a_visitor_of_an_empty_library_is_told_how_to_add_reports(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        masthead, chat, sheet, *_ = Desk(library, tmp_path).opening("")
    assert "文库里还没有报告" in masthead
    assert chat["examples"] == []
    assert f"python -m ingest add 文件或文件夹 --library {tmp_path}" in sheet


def test_a_question_is_shown_before_its_answer_and_earlier_turns_stay(tmp_path: Path) -> None:
    earlier = [
        {"role": "user", "content": [{"type": "text", "text": "甲？"}]},
        {"role": "assistant", "content": [{"type": "text", "text": "…"}]},
    ]
    with Library.open(tmp_path / "library") as library:
        asked, answered = Desk(library, tmp_path).reply(" 乙？ ", earlier)
    assert asked[:2] == ("", [*earlier, {"role": "user", "content": "乙？"}])
    assert answered[1][:3] == asked[1]
    assert "not_found" in answered[1][3]["content"]


def test_an_empty_question_asks_nothing(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        (only,) = Desk(library, tmp_path).reply("  ", [])
    assert only[:2] == ("", [])


def test_a_report_that_has_gone_is_said_in_a_sentence(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        shown, place, *buttons = Desk(library, tmp_path).open("#/gone/3:1.0,2.0,3.0,4.0")
    assert "gone" in shown
    assert place is None
    assert all(button["visible"] is False for button in buttons)
