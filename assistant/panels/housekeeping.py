"""What gradio keeps of pages and uploads, and when it goes."""

from __future__ import annotations

import asyncio
import logging
import shutil
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import gradio as gr

from assistant.gate.sessions import Sessions

_log = logging.getLogger(__name__)
_EVERY = 20.0
_KEPT_FOR = 2 * 3600.0
"""Seconds after which an upload that was not read is deleted: reading a whole batch takes less."""
_ROOM = 2 * 1024**3
"""Bytes of all uploads that wait."""


def forget_session(pages: Iterable[gr.Blocks], session: str) -> None:
    """Drop what the pages keep of a session: its components, its events that wait, messages nobody
    has fetched. To be called on the server's loop.

    An event that is left in the queue without its session would end the queue for everybody.
    """
    for page in pages:
        queue = page._queue
        for waiting in queue.event_queue_per_concurrency_id.values():
            waiting.queue = [event for event in waiting.queue if event.session_hash != session]
        for event in [event for events in queue.active_jobs for event in events or ()]:
            if event.session_hash == session:
                event.alive = False
        for event_id in queue.pending_event_ids_session.pop(session, ()):
            queue.event_ids_to_events.pop(event_id, None)
        queue.pending_messages_per_session.pop(session, None)
        page.state_holder.session_data.pop(session, None)
        page.state_holder.time_last_used.pop(session, None)


def unfinished_events(pages: Iterable[gr.Blocks], session: str) -> int:
    """How many events of a session wait, are at work, or have not been fetched."""
    return sum(len(page._queue.pending_event_ids_session.get(session, ())) for page in pages)


def keep_queues_going(pages: Iterable[gr.Blocks]) -> None:
    """Begin again with a queue that a fault of gradio has ended: without it nothing is answered."""
    for page in pages:
        if page._queue.stopped:
            _log.error("事件队列意外停止，已重新开始 (the queue of events had ended)")
            page._queue.stopped = False
            page._queue.start()  # type: ignore[no-untyped-call]


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


async def keep_house(pages: Iterable[gr.Blocks], sessions: Sessions, uploads: Uploads) -> None:
    """Sweep again and again, until cancelled."""
    while True:
        await asyncio.sleep(_EVERY)
        sessions.sweep()
        keep_queues_going(pages)
        await asyncio.to_thread(uploads.sweep)
