"""The process of one worker: ``python -m assistant.workers.worker FD NICE``, started by the crew.

It takes jobs from the socket of that number and sends back what they give, until the other end
closes. It is killed from outside where a job takes too long.
"""

from __future__ import annotations

import logging
import os
import resource
import signal
import sys
from multiprocessing.connection import Connection
from pathlib import Path

from assistant.drafting.model import Model, model_of
from assistant.workers.jobs import Job, Word, pieces_of
from ingest.errors import MingzhangError
from ingest.library import Library

_MEMORY = 2 * 1024**3
"""Bytes of data at most: past it a job fails by itself, not the machine."""
_STATM = Path("/proc/self/statm")

_log = logging.getLogger(__name__)


def main(descriptor: int, nice: int) -> None:
    """Serve jobs over the socket until it closes, so much nicer than the page."""
    os.nice(nice)
    # Ctrl-C in a terminal reaches the whole group: the crew ends its workers itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
    with Connection(descriptor) as crew:
        folder, settings = crew.recv()
        with Library.open(Path(folder), settings, any_vectors=True) as library:
            model = model_of(settings)
            crew.send(Word("ready"))
            while True:
                try:
                    job: Job = crew.recv()
                except EOFError:
                    return
                crew.send(_done(job, crew, library, model))


def _done(job: Job, crew: Connection, library: Library, model: Model | None) -> Word:
    """Do a job, sending its pieces; how it ended."""
    try:
        for piece in pieces_of(job, library, model):
            crew.send(Word("piece", piece))
    except MingzhangError as error:
        return Word("refused", error, _resident())
    # Whatever a question meets in the program, the others are still to be answered.
    except Exception as error:  # noqa: BLE001
        _log.exception("一个请求出错 (a job failed)")
        return Word("failed", type(error).__name__, _resident())
    return Word("end", None, _resident())


def _resident() -> int:
    """Bytes of memory in use now; 0 where the system does not tell."""
    if not _STATM.exists():
        return 0
    return int(_STATM.read_text(encoding="ascii").split()[1]) * resource.getpagesize()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
