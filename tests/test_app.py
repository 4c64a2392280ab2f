from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]

LAY_OUT = """
import sys
from pathlib import Path
from app import PANELS
from assistant.panels.broadsheet import build_page
from assistant.panels.desk import Desk
from assistant.rendering.languages import LANGUAGES, Texts
from ingest.library import Library
from ingest.settings import Settings
from tests.assistant.asking import Here
with Library.open(Path(sys.argv[1])) as library:
    for language in LANGUAGES:
        say = Texts(language)
        page = build_page(Desk(library, Settings(), say, Here(library)), PANELS)
        labels = [getattr(block, "label", "") for block in page.blocks.values()]
        print(page.title, all(say(f"tabs.{name}") in labels for name in PANELS))
"""


def test_the_page_is_laid_out_in_every_language_on_an_empty_library(tmp_path: Path) -> None:
    # In a process of its own: gradio leaves event loops open, of which pytest would complain.
    command = [sys.executable, "-c", LAY_OUT, str(tmp_path / "library")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.stdout == "明账 Mingzhang True\n" * 2, done.stderr


def test_the_app_is_small_and_so_are_its_panels() -> None:
    lines = {
        path.name: len(path.read_text(encoding="utf-8").splitlines())
        for path in (ROOT / "app.py", *(ROOT / "assistant" / "panels").glob("*.py"))
    }
    assert lines.pop("app.py") < 150
    assert not {name: count for name, count in lines.items() if count >= 250}
