"""What an embedding model is trained on: passages of files, folders and libraries."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.corpus import passages_to_train_on
from ingest.errors import MingzhangError
from ingest.library import Library
from ingest.nouns import Locator, Passage, Reading, Report
from ingest.settings import Settings

SETTINGS = Settings(_env_file=None)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    original = tmp_path / "original.pdf"
    original.write_bytes(b"%PDF-1.4 made by hand")
    report = Report("r", "临江市档案馆", 2024, "budget", "unit", "预算", "r.pdf", "0" * 64, 3)
    place = Locator(1, (1.0, 2.0, 3.0, 4.0))
    passage = Passage("p", "r", ("说明",), "公务接待费减少。", (place,))
    hashing = Settings(_env_file=None, embedding="hashing")
    with Library.open(tmp_path / "library", hashing) as opened:
        opened.add(Reading(report, (), (), (passage,)), original)
    return tmp_path / "library"


def test_a_library_gives_its_passages_whatever_model_it_was_made_with(library: Path) -> None:
    assert [p.text for p in passages_to_train_on([library], SETTINGS)] == ["公务接待费减少。"]


def test_a_file_that_is_no_report_is_passed_over(library: Path, tmp_path: Path) -> None:
    (tmp_path / "notice.pdf").write_bytes(b"no PDF at all")
    found = passages_to_train_on([tmp_path / "notice.pdf", library], SETTINGS)
    assert len(found) == 1


def test_nothing_to_train_on_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MingzhangError, match="没有可供训练的文字"):
        passages_to_train_on([tmp_path], SETTINGS)
