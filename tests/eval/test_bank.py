"""The questions of the corpus about the sample accounts: a bank with floors that answers keep."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.ask import ask
from eval.asked import corpus
from eval.cases import case_of
from eval.runs import run_cases
from ingest.library import Library
from ingest.reading import read_report
from ingest.settings import Settings

SAMPLES = Path(__file__).parents[2] / "samples"
FILES = ("chengpu-culture-2024-account.pdf", "chengpu-transport-2024-account.pdf")
RIGHT, WRONG = 0.65, 0.03
"""Which share of the questions must be answered rightly, and may be with a wrong figure."""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("bank") / "library") as library:
        for name in FILES:
            library.add(read_report(SAMPLES / name, Settings()), SAMPLES / name)
        yield library


def test_the_bank_keeps_its_floors(library: Library) -> None:
    asked = [one for one in corpus.load() if one.reports and set(one.reports) <= set(FILES)]
    cases = [
        case_of(
            {
                "id": one.id,
                "kind": one.kind,
                "lang": "zh",
                "question": one.question,
                "history": list(one.earlier),
                "expect": one.expect,
            }
        )
        for one in asked
        if one.expect and all(figure["unit"] for figure in one.expect["figures"])
    ]
    assert len(cases) > 150
    results = list(run_cases(cases, library, {}, ask))
    right = sum(result.score.verdict == "correct" for result in results)
    wrong = [result.question for result in results if result.score.wrong_figure]
    assert right >= RIGHT * len(results)
    assert len(wrong) <= WRONG * len(results), wrong
