"""What gradio keeps of pages and uploads, and when it goes."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import gradio as gr

from assistant.gate.sessions import Sessions

_EVERY = 20.0
_KEPT_FOR = 2 * 3600.0
"""Seconds after which an upload that was not read is deleted: reading a whole batch takes less."""
_ROOM = 2 * 1024**3
"""Bytes of all uploads that wait."""


def forget_session(pages: Iterable[gr.Blocks], session: str) -> None:
    """Drop what the pages keep of a session: its components, messages nobody has fetched."""
    for page in pages:
        page.state_holder.session_data.pop(session, None)
        page.state_holder.time_last_used.pop(session, None)
        page._queue.pending_messages_per_session.pop(session, None)
        page._queue.pending_event_ids_session.pop(session, None)


class Uploads:
    """The folder of files that staff have sent and that are not read yet."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def have_room(self) -> bool:
        """Whether another upload may come."""
        return sum(_size(file) for file in self._folder.rglob("*")) < _ROOM

    def sweep(self) -> None:
        """Delete what was left lying."""
        oldest = time.time() - _KEPT_FOR
        for entry in self._folder.iterdir():
            with suppress(OSError):
                if entry.stat().st_mtime < oldest:
                    shutil.rmtree(entry) if entry.is_dir() else entry.unlink()


def _size(file: Path) -> int:
    with suppress(OSError):
        return file.stat().st_size if file.is_file() else 0
    return 0


async def keep_house(sessions: Sessions, uploads: Uploads) -> None:
    """Sweep again and again, until cancelled."""
    while True:
        await asyncio.sleep(_EVERY)
        sessions.sweep()
        await asyncio.to_thread(uploads.sweep)
