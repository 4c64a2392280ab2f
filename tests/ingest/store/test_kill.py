"""Killed at any moment, a library opens and holds whole reports only."""

from __future__ import annotations

import logging
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.errors import LibraryMismatch
from ingest.library import Library

# A writer that kills itself with SIGKILL on reaching one call of the stores.
_KILLED = """
import importlib, os, signal, sys
from pathlib import Path

tests, folder, original, module, name, when = sys.argv[1:]
sys.path.insert(0, tests)
import conftest
from ingest.library import Library

module = importlib.import_module(module)
holder, _, attribute = name.rpartition(".")
owner = getattr(module, holder) if holder else module
real = getattr(owner, attribute)

def deadly(*given, **named):
    if when == "after":
        real(*given, **named)
    os.kill(os.getpid(), signal.SIGKILL)

setattr(owner, attribute, deadly)
"""

_REPLACING = """
library = Library.open(Path(folder))
library.add(conftest._reading(content="b", value="2.00"), Path(original), replace=REPLACED)
"""

_RE_EMBEDDING = """
from ingest.settings import Settings
Library.re_embed(Path(folder), Settings(_env_file=None, embedding="hashing"))
"""

_MOMENTS = [
    ("ingest.store.originals", "shutil.copyfile", "after", False),
    ("ingest.store.vectors", "VectorIndex.upsert", "before", False),
    ("ingest.store.vectors", "VectorIndex.upsert", "after", False),
    ("ingest.store.writes", "delete_report", "after", False),
    ("ingest.store.keywords", "add", "after", False),
    ("ingest.store.upkeep", "drop_gone", "before", True),
    ("ingest.store.vectors", "VectorIndex.delete", "after", True),
    ("ingest.store.upkeep", "end", "before", True),
]


_MOMENTS_OF_EMBEDDING = [
    ("ingest.store.vectors", "VectorIndex.upsert", "before", False),
    ("ingest.store.vectors", "VectorIndex.upsert", "after", False),
    ("ingest.store.database", "raise_generation", "after", False),
    ("ingest.store.vectors", "VectorIndex.drop", "before", True),
    ("ingest.store.vectors", "VectorIndex.drop", "after", True),
]


def _kill(folder: Path, original: Path, script: str, moment: tuple[str, str, str]) -> None:
    here = Path(__file__).parent
    given = [str(here), str(folder), str(original), *moment]
    killed = subprocess.run(
        [sys.executable, "-c", _KILLED + script, *given], cwd=here.parents[2], capture_output=True
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()


@pytest.mark.parametrize(("module", "name", "when", "visible"), _MOMENTS)
def test_killed_while_replacing(
    library, settings, make_reading, make_file, caplog, module, name, when, visible
):
    old, new = make_reading(content="a"), make_reading(content="b", value="2.00")
    library.add(old, make_file("a"))
    library.close()
    script = _REPLACING.replace("REPLACED", repr(old.report.id))
    _kill(library.folder, make_file("b"), script, (module, name, when))

    expected = new if visible else old
    with Library.open(library.folder, settings) as again:
        assert again.reports() == (expected.report,)
        assert again.tables(expected.report.id) == expected.tables
        assert again.passages(expected.report.id) == expected.passages
        assert {f.passage.id for f in again.search("出国")} <= {p.id for p in expected.passages}
        assert again.original(expected.report.id).exists()
        with caplog.at_level(logging.WARNING), again.writing():
            assert "已整理" in caplog.text
        assert again._vectors.ids() == {p.id for p in expected.passages}
        assert [p.stem for p in (again.folder / "files").iterdir()] == [expected.report.sha256]
        again.add(new, make_file("b"), replace="" if visible else old.report.id)
        assert again.reports() == (new.report,)


@pytest.mark.parametrize(("module", "name", "when", "visible"), _MOMENTS_OF_EMBEDDING)
def test_killed_while_embedding_again(
    library, settings, make_reading, make_file, caplog, module, name, when, visible
):
    reading = make_reading()
    library.add(reading, make_file())
    library.close()
    _kill(library.folder, make_file(), _RE_EMBEDDING, (module, name, when))

    hashing = settings.model_copy(update={"embedding": "hashing"})
    new, old = (hashing, settings) if visible else (settings, hashing)
    with pytest.raises(LibraryMismatch):
        Library.open(library.folder, old)
    with Library.open(library.folder, new) as again:
        assert again.tables(reading.report.id) == reading.tables
        assert again.search("出国", by="vectors")[0].passage == reading.passages[0]
        with caplog.at_level(logging.WARNING), again.writing():
            assert "已整理" in caplog.text
        collections = again._vectors._connected().list_collections()
        assert [found.name for found in collections] == [again._vectors.collection]
        assert again._vectors.ids() == {p.id for p in reading.passages}
