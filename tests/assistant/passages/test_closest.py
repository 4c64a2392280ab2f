"""Questions in words that the report does not use: answered where close enough, else refused."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answers import Answer, Question
from assistant.ask import ask
from assistant.passages import closest
from ingest.library import Library
from ingest.nouns import Locator, Passage, Reading, Report
from ingest.settings import Settings

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


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "original.pdf").write_bytes(b"%PDF-1.4 made by hand")
    return tmp_path


@pytest.fixture
def library(folder: Path) -> Iterator[Library]:
    with Library.open(folder / "library", Settings(_env_file=None)) as opened:
        opened.add(_reading(), folder / "original.pdf")
        yield opened


def _calibrate(monkeypatch: pytest.MonkeyPatch, **bounds: float) -> None:
    changed = replace(closest.calibration(), **bounds)
    monkeypatch.setattr(closest, "calibration", lambda: changed)


def _asked(library: Library, question: str) -> Answer:
    return ask(Question(question), library)


def test_the_calibration_is_of_the_bundled_model(library: Library) -> None:
    assert closest.is_calibrated(library)
    bounds = closest.calibration()
    assert 0 < bounds.shown_from <= bounds.answered_from


def test_close_enough_is_answered_and_says_that_the_words_are_others(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    _calibrate(monkeypatch, answered_from=0.4)
    answer = _asked(library, "临江市档案馆有没有人登门取经？")
    assert answer.outcome == "answered"
    assert "没有用这样的说法" in answer.text
    assert answer.citations[0].quote == TEXTS[1]
    assert not [figure for figure in answer.figures if figure.role == "answer"]


def test_less_close_is_refused_with_what_comes_closest(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    _calibrate(monkeypatch, answered_from=9.0, shown_from=0.4)
    answer = _asked(library, "临江市档案馆有没有人登门取经？")
    assert answer.outcome == "not_found"
    assert "意思最接近的原文" in answer.text
    assert answer.citations[0].quote == TEXTS[1]


def test_what_is_far_from_everything_is_refused_without_a_passage(library: Library) -> None:
    answer = _asked(library, "临江市档案馆的无人机巡检怎么开展？")
    assert answer.outcome == "not_found"
    assert not answer.citations


def test_a_term_is_not_defined_by_what_comes_close_to_it(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    _calibrate(monkeypatch, answered_from=0.0, shown_from=0.0)
    assert _asked(library, "临江市档案馆报告里的区块链是什么意思？").outcome == "not_found"


def test_a_figure_is_never_answered_by_a_passage_that_comes_close(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    _calibrate(monkeypatch, answered_from=0.0, shown_from=0.0)
    answer = _asked(library, "临江市档案馆2024年捐赠收入是多少万元？")
    assert answer.outcome == "not_found"


def test_with_a_model_that_was_not_calibrated_nothing_comes_close(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _calibrate(monkeypatch, answered_from=0.0, shown_from=0.0)
    settings = Settings(_env_file=None, embedding="hashing")
    with Library.open(folder / "hashed", settings) as opened:
        opened.add(_reading(), folder / "original.pdf")
        answer = _asked(opened, "临江市档案馆有没有人登门取经？")
    assert answer.outcome == "not_found"
    assert not answer.citations


def test_an_everyday_word_is_read_as_the_reports_word_for_it(library: Library) -> None:
    answer = _asked(library, "临江市档案馆的市民满意度怎么样？")
    assert answer.outcome == "answered"
    assert answer.citations[0].quote == TEXTS[2]
