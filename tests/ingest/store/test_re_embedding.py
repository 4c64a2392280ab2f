"""Passages embedded again: the former vectors serve until the new ones take their place at once."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from ingest.errors import LibraryBusy, LibraryMismatch, MingzhangError
from ingest.library import Library
from ingest.settings import Settings

ROOT = Path(__file__).parents[3]


def _re_embedded_elsewhere(folder: Path, model: str = "bundled", times: int = 1) -> None:
    """By another process, as ``python -m ingest re-embed`` does it."""
    script = (
        "import sys; from pathlib import Path\n"
        "from ingest.library import Library\n"
        "from ingest.settings import Settings\n"
        "for _ in range(int(sys.argv[3])):\n"
        "    settings = Settings(_env_file=None, embedding=sys.argv[2])\n"
        "    Library.re_embed(Path(sys.argv[1]), settings)\n"
    )
    given = [str(folder), model, str(times)]
    subprocess.run([sys.executable, "-c", script, *given], check=True, cwd=ROOT)


def _collections(library: Library) -> list[str]:
    return [found.name for found in library._vectors._connected().list_collections()]


@pytest.fixture
def hashing(settings: Settings) -> Settings:
    """Another model than that of ``settings``, with vectors of another length."""
    return settings.model_copy(update={"embedding": "hashing"})


@pytest.fixture
def held(library, make_reading, make_file):
    """The reading that the library holds."""
    reading = make_reading()
    library.add(reading, make_file())
    return reading


def test_a_reader_goes_on_with_the_new_vectors(library, held):
    before = library._vectors.collection
    assert library.search("出国", by="vectors")[0].passage == held.passages[0]
    _re_embedded_elsewhere(library.folder)
    assert library.search("出国", by="vectors")[0].passage == held.passages[0]
    assert library._vectors.collection != before
    assert _collections(library) == [library._vectors.collection]


def test_a_reader_of_the_former_model_finds_by_keywords_and_says_why(
    library, held, settings, hashing, make_reading, make_file, caplog
):
    _re_embedded_elsewhere(library.folder, "hashing")
    with caplog.at_level(logging.WARNING):
        found = library.search("出国")
    assert "until restarted" in caplog.text
    assert found[0].passage == held.passages[0]
    assert found == library.search("出国", by="keywords")
    assert library.search("出国", by="vectors") == ()
    for change in (
        lambda: library.add(make_reading(content="b"), make_file("b")),
        lambda: library.remove(held.report.id),
        lambda: library.writing().__enter__(),
    ):
        with pytest.raises(LibraryMismatch, match="start again"):
            change()
    with Library.open(library.folder, settings, any_vectors=True) as beside:
        assert beside.search("出国") == found
        assert beside.search("出国", by="vectors") == ()
    # A correction touches no vector.
    library.correct(held.figures[0].id, "1.00", author="李", reason="误读")
    with Library.open(library.folder, hashing) as again:
        assert again.search("出国", by="vectors")[0].passage == held.passages[0]
        assert again.figure(held.figures[0].id).printed == "1.00"
        assert again.reports() == (held.report,)


def test_searches_meanwhile_find_whole_answers(library, held):
    ended = threading.Event()
    found = []

    def search() -> None:
        while not ended.is_set():
            found.append(library.search("出国", by="vectors")[0].passage)

    searching = threading.Thread(target=search)
    searching.start()
    try:
        _re_embedded_elsewhere(library.folder, times=10)
    finally:
        ended.set()
        searching.join()
    assert len(found) > 10
    assert set(found) == {held.passages[0]}


def test_an_interrupted_re_embedding_changes_nothing(
    library, held, settings, hashing, make_reading, make_file, monkeypatch, caplog
):
    library.close()

    def fail(*_: object) -> None:
        raise MingzhangError("no power")

    with monkeypatch.context() as broken:
        broken.setattr("ingest.store.database.raise_generation", fail)
        with pytest.raises(MingzhangError, match="no power"):
            Library.re_embed(library.folder, hashing)
    with pytest.raises(LibraryMismatch):
        Library.open(library.folder, hashing)
    with Library.open(library.folder, settings) as again, caplog.at_level(logging.WARNING):
        assert again.search("出国", by="vectors")[0].passage == held.passages[0]
        assert len(_collections(again)) == 2
        again.add(make_reading(content="b", year=2022), make_file("b"))
        assert "已整理" in caplog.text
        assert _collections(again) == [again._vectors.collection]
        assert len(again._vectors.ids()) == 6


def test_nothing_is_left_of_collections_that_went(library, held):
    library.close()
    for _ in range(3):
        assert Library.re_embed(library.folder) == 3
    folders = [path for path in (library.folder / "vectors").iterdir() if path.is_dir()]
    assert len(folders) == 1
    with Library.open(library.folder) as again:
        assert again.search("出国", by="vectors")[0].passage == held.passages[0]


def test_only_one_writes(library, held, settings):
    with library.writing(), pytest.raises(LibraryBusy):
        Library.re_embed(library.folder, settings)


def test_a_library_that_an_earlier_program_left_unfinished_is_mended(library, held, settings):
    # It forgot the model and dropped the collection before it embedded.
    library._vectors.drop(library._vectors.collection)
    with library._database.write() as connection:
        connection.exec_driver_sql("DELETE FROM meta WHERE key = 'embedding'")
    library.close()
    with pytest.raises(LibraryMismatch, match="re-embed"):
        Library.open(library.folder, settings)
    with Library.open(library.folder, settings, any_vectors=True) as again:
        assert again.search("出国")[0].passage == held.passages[0]
        with pytest.raises(LibraryMismatch):
            again.remove(held.report.id)
    assert Library.re_embed(library.folder, settings) == 3
    with Library.open(library.folder, settings) as again:
        assert again.search("出国", by="vectors")[0].passage == held.passages[0]
