"""One writer at a time: the lock of a library folder, and who holds it."""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from ingest.errors import LibraryBusy


class WriteLock:
    """The lock of one library folder; a thread that holds it may take it again.

    The operating system frees it when its process ends, however it ends.
    """

    def __init__(self, folder: Path, *, patience: float = 1.0) -> None:
        """``patience`` is how many seconds to wait before giving up."""
        self._folder = folder
        self._holder = folder / ".lock-holder"
        self._lock = FileLock(folder / ".lock", timeout=patience)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock for a block. Raises LibraryBusy, naming the holder."""
        try:
            self._lock.acquire()
        except Timeout:
            raise LibraryBusy(
                f"文库 {self._folder} 正被写入：{self._who()} (another process is writing)",
                advice="请等它结束后再试 (try again when it has ended)",
            ) from None
        try:
            if self._lock.lock_counter == 1:
                self._sign()
            yield
        finally:
            self._lock.release()

    def _sign(self) -> None:
        holder = {
            "pid": os.getpid(),
            "host": socket.gethostname(),
            "command": " ".join([Path(sys.argv[0] or sys.executable).name, *sys.argv[1:]]),
        }
        self._holder.write_text(json.dumps(holder, ensure_ascii=False), encoding="utf-8")

    def _who(self) -> str:
        try:
            holder = json.loads(self._holder.read_text(encoding="utf-8"))
            return f"进程 pid {holder['pid']} @ {holder['host']}: {holder['command']}"
        except (OSError, ValueError, KeyError):
            return "另一进程"
