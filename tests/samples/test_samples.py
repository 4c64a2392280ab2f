"""The sample reports: their sums hold, their PDFs print their truth, rendering is repeatable."""

from __future__ import annotations

import importlib
import json
import re
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

SAMPLES = Path(__file__).parents[2] / "samples"
CASES = Path(__file__).parents[2] / "eval" / "questions" / "samples.jsonl"
NAMES = sorted(path.stem for path in SAMPLES.glob("*.pdf"))


def page_texts(path: Path) -> list[str]:
    """The text of each page without white space."""
    document = pypdfium2.PdfDocument(path)
    texts = [document[i].get_textpage().get_text_bounded() for i in range(len(document))]
    document.close()
    return [re.sub(r"\s", "", text) for text in texts]


@pytest.fixture
def render(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The rendering script, which stands outside the packages."""
    monkeypatch.syspath_prepend(str(SAMPLES))
    return importlib.import_module("render")


def test_there_are_six_small_reports(render: Any) -> None:
    assert sorted(render.REPORTS) == NAMES
    assert all((SAMPLES / f"{name}.pdf").stat().st_size < 1_000_000 for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_only_what_is_planted_does_not_add_up(render: Any, name: str) -> None:
    assert render.SampleReport(name).problems() == []


def test_a_wrong_figure_is_found(render: Any) -> None:
    report = render.SampleReport("chengpu-culture-2024-account")
    sheet = next(sheet for sheet in report.sheets if sheet.form == "expenditure")
    first = list(sheet.rows[1])
    first[sheet.amounts[1]] = "1.00"
    sheet.rows = (sheet.rows[0], tuple(first), *sheet.rows[2:])
    assert any("207" in problem for problem in report.problems())


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_of_the_truth_is_printed_on_its_page(name: str) -> None:
    texts = page_texts(SAMPLES / f"{name}.pdf")
    truth = json.loads((SAMPLES / "truth" / f"{name}.json").read_text(encoding="utf-8"))
    cells = [cell for table in truth for cell in table["cells"]]
    missing = [
        (cell["row_label"], cell["value"], cell["page"])
        for cell in cells
        if cell["value"] not in texts[cell["page"] - 1]
        or (cell["row_label"] or "") not in texts[cell["page"] - 1]
    ]
    assert cells
    assert missing == []


def test_rendering_twice_gives_the_same_bytes(render: Any, tmp_path: Path) -> None:
    flowables = importlib.import_module("flowables")
    if not flowables.FONT_FOLDER.exists():
        pytest.skip("the font of the samples (fonts-lxgw-wenkai) is not installed")
    flowables.register_fonts()
    name = "chengpu-transport-2025-budget"
    renderings = []
    for folder in (tmp_path / "a", tmp_path / "b"):
        folder.mkdir()
        renderings.append(render.SampleReport(name).render(folder).read_bytes())
    assert renderings[0] == renderings[1]


def test_cases_cite_pages_that_exist() -> None:
    pages = {name: len(page_texts(SAMPLES / f"{name}.pdf")) for name in NAMES}
    cases = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    assert len(cases) >= 60
    for case in cases:
        for place in case["expect"]["evidence"]:
            assert 1 <= place["page"] <= pages[place["report"]], case["id"]
