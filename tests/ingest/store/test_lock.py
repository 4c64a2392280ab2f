"""One writer at a time, and the second is told who the first is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.errors import LibraryBusy
from ingest.library import Library

_HOLD = (
    "import sys\n"
    "from pathlib import Path\n"
    "from ingest.library import Library\n"
    "with Library.open(Path(sys.argv[1])) as library, library.writing():\n"
    "    print('held', flush=True)\n"
    "    sys.stdin.read()\n"
)


def test_the_second_writer_is_told_who_writes(library, make_reading, make_file):
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(library.folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[3],
    )
    with holder:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(LibraryBusy, match=f"pid {holder.pid} "):
            library.add(make_reading(), make_file())
        with pytest.raises(LibraryBusy):
            library.remove("any")
        assert library.reports() == ()
        holder.kill()
    assert library.add(make_reading(), make_file()) == "added"


def test_a_thread_may_take_the_lock_again_but_another_library_may_not(
    library, settings, make_reading, make_file
):
    with library.writing(), library.writing():
        assert library.add(make_reading(), make_file()) == "added"
        with (
            Library.open(library.folder, settings) as other,
            pytest.raises(LibraryBusy, match=f"pid {os.getpid()} "),
            other.writing(),
        ):
            pass
    with Library.open(library.folder, settings) as other, other.writing():
        pass
