"""Uploads are read by a process of their own: each with its result or reason, or not at all."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from random import Random

import pytest

from assistant.rendering.languages import Texts
from assistant.rendering.library_html import progress_html
from assistant.staff import uploads
from assistant.staff.uploads import MOST_FILES, add_uploads
from ingest.errors import MingzhangError
from ingest.library import Library
from ingest.settings import Settings
from tests.ingest.hostile import rectangles_by_the_million

SAMPLE = Path(__file__).parents[3] / "samples" / "zhuhai-2023.pdf"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Library.open(tmp_path / "library"):
        return tmp_path / "library"


def test_a_good_and_a_bad_file_are_told_apart_and_the_good_one_is_in(
    folder: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "--坏<b>.pdf"
    bad.write_text("no PDF at all", encoding="utf-8")
    good = shutil.copy(SAMPLE, tmp_path / "决算.pdf")
    found = list(add_uploads([bad, Path(good)], folder, Settings()))
    assert [(one.file, one.status) for one in found] == [
        ("--坏<b>.pdf", "refused"),
        ("决算.pdf", "added"),
    ]
    assert "不是 PDF" in found[0].reason
    assert found[1].figures > 400
    with Library.open(folder) as library:
        assert [report.id for report in library.reports()] == [found[1].report_id]
    told = progress_html(found, 2, Texts("zh"), ended=True)
    assert "--坏&lt;b&gt;.pdf" in told and "<b>.pdf" not in told
    assert "读完 2/2" in told and "珠海市市民服务热线管理中心" in told


def test_a_file_that_costs_too_much_ends_no_other_and_all_are_read_after_others(
    folder: Path, tmp_path: Path
) -> None:
    deadly = tmp_path / "deadly.pdf"
    deadly.write_bytes(rectangles_by_the_million(Random(3)))
    coming = add_uploads([deadly, SAMPLE], folder, Settings())
    first = next(coming)
    assert first.status == "refused" and first.reason
    mine = os.getpriority(os.PRIO_PROCESS, 0)
    niceness = {os.getpriority(os.PRIO_PROCESS, child) for child in _children(os.getpid())}
    assert min(19, mine + 5) in niceness
    (last,) = coming
    assert last.status == "added"


def _children(process: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == process:
            found.append(int(stat.parent.name))
    return found


def test_a_batch_that_takes_too_long_is_ended_in_words(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "_TO_START", -10_000.0)
    with pytest.raises(MingzhangError, match="out of time"):
        list(add_uploads([SAMPLE], folder, Settings()))


def test_limits_are_told_in_words(folder: Path) -> None:
    (one,) = add_uploads([SAMPLE], folder, Settings(max_pages=3))
    assert one.status == "refused"
    assert "23" in one.reason and "3" in one.reason
    with pytest.raises(MingzhangError, match="一次最多"):
        next(add_uploads([SAMPLE] * (MOST_FILES + 1), folder, Settings()))


def test_a_library_that_is_being_written_says_so(folder: Path) -> None:
    with (
        Library.open(folder) as library,
        library.writing(),
        pytest.raises(MingzhangError, match="another process is writing"),
    ):
        list(add_uploads([SAMPLE], folder, Settings()))
