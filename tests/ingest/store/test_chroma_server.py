"""The Library with its vectors on a Chroma server."""

from __future__ import annotations

import gc
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromadb.api.shared_system_client import SharedSystemClient

from ingest.errors import MingzhangError
from ingest.library import Library
from ingest.settings import Settings

# chromadb never closes the sockets of its HTTP client; they are collected within these tests.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a server of its own, stopped at the end."""
    port = _free_port()
    chroma = Path(sys.executable).with_name("chroma")
    folder = tmp_path_factory.mktemp("chroma")
    given = ["run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    running = subprocess.Popen(
        [str(chroma), *given], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    with running:
        deadline = time.monotonic() + 60
        while not _answers(port) and time.monotonic() < deadline:
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
        running.terminate()


@pytest.fixture(autouse=True)
def _collected() -> Iterator[None]:
    yield
    SharedSystemClient.clear_system_cache()
    gc.collect()


@pytest.fixture
def settings(server: str) -> Settings:
    """Settings with the server."""
    return Settings(_env_file=None, chroma_url=server)


def test_libraries_share_a_server_without_meeting(
    library, settings, tmp_path, make_reading, make_file
):
    reading = make_reading()
    library.add(reading, make_file())
    assert library.search("出国")[0].passage == reading.passages[0]
    assert not (library.folder / "vectors").exists()
    with Library.open(tmp_path / "second", settings) as second:
        other = make_reading(content="b", texts=(("别的。", ""),))
        second.add(other, make_file("b"))
        assert second._vectors.ids() == {p.id for p in other.passages}
    with Library.open(library.folder, settings) as reader:
        assert reader.search("出国")[0].passage == reading.passages[0]
        library.remove(reading.report.id)
        assert reader.search("出国") == ()
    assert library._vectors.ids() == frozenset()


def test_a_server_that_is_not_there_is_named(library, tmp_path, make_reading, make_file):
    url = f"http://127.0.0.1:{_free_port()}"
    with Library.open(tmp_path / "third", Settings(_env_file=None, chroma_url=url)) as third:
        with pytest.raises(MingzhangError, match="MINGZHANG_CHROMA_URL"):
            third.add(make_reading(), make_file())
        assert third.reports() == ()
