"""Damaged copies: every figure as in the whole file, or its page told as unread, or a refusal."""

from __future__ import annotations

import zlib
from itertools import count
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from ingest.damage.inspect import damage_of
from ingest.errors import MingzhangError, UnreadableFile
from ingest.nouns import Figure, Reading
from ingest.reading import read_report
from ingest.settings import Settings
from tests.ingest.damage import KINDS, damaged

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.pdf"))
SEED = 20


@pytest.fixture(scope="module")
def whole() -> dict[Path, Reading]:
    """The samples as they are read whole."""
    return {path: read_report(path, Settings()) for path in SAMPLES[:4]}


def told(figure: Figure) -> tuple[Any, ...]:
    """All that a figure says, but for what the name of its report gives it."""
    places = tuple((p.page, tuple(round(x) for x in p.bbox)) for p in figure.locators)
    labels = (figure.row_path, figure.row_code, figure.column_path, figure.side)
    return (places, labels, figure.value, figure.printed, figure.unit, figure.sentence)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_whole_file_is_whole(path: Path) -> None:
    damage = damage_of(path)

    assert not damage.pages
    assert not damage.pictures


@pytest.mark.parametrize("kind", KINDS)
def test_no_copy_says_anything_else(kind: str, whole: dict[Path, Reading], tmp_path: Path) -> None:
    for seed, (path, reading) in zip(count(SEED), whole.items()):
        copy = tmp_path / f"{path.stem}.pdf"
        copy.write_bytes(damaged(path.read_bytes(), kind, seed))
        try:
            read = read_report(copy, Settings())
        except MingzhangError as refusal:
            assert isinstance(refusal, UnreadableFile)
            assert refusal.reason
            continue
        unread = set(read.summary.damaged_pages)
        missing = {told(f) for f in reading.figures} - {told(f) for f in read.figures}

        assert {told(f) for f in read.figures} <= {told(f) for f in reading.figures}
        assert all(unread & {page for page, _ in one[0]} for one in missing)


def broken_on(path: Path, page: int, copy: Path) -> Path:
    """A copy of a file with the content of one page (1-based) not whole."""
    with pikepdf.open(path) as pdf:
        content = pdf.pages[page - 1].obj.Contents
        content.write(zlib.compress(content.read_bytes())[:-9], filter=pikepdf.Name.FlateDecode)
        pdf.save(copy, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return copy


def test_a_broken_page_is_told(whole: dict[Path, Reading], tmp_path: Path) -> None:
    path, reading = next(iter(whole.items()))
    last = reading.report.pages

    read = read_report(broken_on(path, last, tmp_path / "copy.pdf"), Settings())

    assert read.summary.damaged_pages == (last - 1, last)
    pages = {place.page for figure in read.figures for place in figure.locators}
    assert pages
    assert pages.isdisjoint(read.summary.damaged_pages)


def test_a_file_broken_from_its_cover_on_is_refused(tmp_path: Path) -> None:
    copy = broken_on(SAMPLES[0], 1, tmp_path / "copy.pdf")

    with pytest.raises(UnreadableFile, match="重新下载"):
        read_report(copy, Settings())


def rewritten(path: Path, copy: Path, old: bytes, new: bytes) -> Path:
    """A copy with the first place of some bytes outside its streams changed."""
    data = path.read_bytes()
    assert old in data
    assert len(old) == len(new)
    copy.write_bytes(data.replace(old, new, 1))
    return copy


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"/Contents", b"/Contenus"),
        (b"/MediaBox [ 0 0", b"/MediaBox [ 0 7"),
        (b"/ToUnicode", b"/ToUnicodf"),
        (b"/Rotate 0", b"/Rotate 8"),
        (b"/FlateDecode", b"/FlateDecodd"),
        (b"/Subtype /TrueType", b"/Subtype /TrueTipe"),
    ],
)
def test_a_changed_word_is_seen(old: bytes, new: bytes, tmp_path: Path) -> None:
    copy = rewritten(SAMPLES[0], tmp_path / "copy.pdf", old, new)

    try:
        damage = damage_of(copy)
    except UnreadableFile:
        return
    assert damage.pages


def test_the_same_seed_damages_alike() -> None:
    data = SAMPLES[0].read_bytes()

    assert damaged(data, "bits", 3) == damaged(data, "bits", 3)
    assert damaged(data, "bits", 3) != damaged(data, "bits", 4)
