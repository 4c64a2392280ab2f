"""Questions in words that the report does not use are not answered beside the question."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.library import Library
from ingest.nouns import Locator, Passage, Reading, Report
from ingest.settings import Settings
from tests.assistant.asking import asked

TEXTS = (
    "本馆归口市委办公室管理，内设保管科、利用科两个科室。",
    "公务接待费比上年减少，原因是前来考察学习的单位少了。",
    "库房恒温改造项目完成，群众满意度达到95%。",
    "查档窗口外包给服务商，全天候受理群众诉求。",
)


def _reading() -> Reading:
    name = "临江市档案馆-2024"
    digest = hashlib.sha256(name.encode()).hexdigest()
    report = Report(
        name, "临江市档案馆", 2024, "final_accounts", "unit", name, f"{name}.pdf", digest, 9
    )
    passages = tuple(
        Passage(f"{name}-{n}", name, ("说明",), text, (Locator(n + 1, (72, 90, 500, 110)),))
        for n, text in enumerate(TEXTS)
    )
    return Reading(report, (), (), passages)


@pytest.fixture(params=["bundled", "hashing"])
def library(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Library]:
    original = tmp_path / "original.pdf"
    original.write_bytes(b"%PDF-1.4 made by hand")
    settings = Settings(_env_file=None, embedding=request.param)
    with Library.open(tmp_path / "library", settings) as opened:
        opened.add(_reading(), original)
        yield opened


@pytest.mark.parametrize(
    "question",
    [
        "临江市档案馆的无人机巡检怎么开展？",
        "临江市档案馆报告里的区块链是什么意思？",
        "临江市档案馆2024年捐赠收入是多少万元？",
    ],
)
def test_what_is_far_from_everything_is_refused(library: Library, question: str) -> None:
    answer = asked(library, question)
    assert answer.outcome == "not_found", answer.text
    assert not answer.citations
