"""The workers of one page: questions are answered beside it, each within its deadline.

Matching runs in time that grows with the question, and questions are short; whatever slips through
is killed when its time is up, said so, and a new worker takes the place.
"""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from assistant.answers import Answer, Draft, Question
from assistant.gate.turns import Shares, Turns
from assistant.workers.jobs import Asking, Calling, Job, Word
from ingest.errors import MingzhangError, OutOfTime
from ingest.settings import Settings

_STARTS_WITHIN = 60.0
"""Seconds for a new worker to open the library."""
_GROWN = 500 * 1024**2
"""Bytes of memory with which a worker gives way to a fresh one."""
_YIELDING = 10
"""How nice a process is that leaves the processor to the others."""
_ROOT = Path(__file__).parents[2]

_log = logging.getLogger(__name__)
T = TypeVar("T")


class Crew:
    """As many workers as the settings say. Threads share it; ``asker`` is whose request it is."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self._settings = settings
        self._shares = Shares()
        self._usual = _Team([_Worker(folder, settings) for _ in range(settings.workers)])
        # For those who have had much: its work comes after that of the others.
        self._yielding = _Team([_Worker(folder, settings, nice=_YIELDING)])
        # A model is waited for twice at most: a first and a second try.
        thinking = 2 * settings.llm_timeout if settings.llm_url else 0.0
        self._answer_within = settings.answer_seconds + thinking

    def __enter__(self) -> Crew:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._usual.end()
        self._yielding.end()

    def answer(
        self, question: Question, *, public: bool, asker: str = "", with_model: bool = False
    ) -> Iterator[Draft | Answer]:
        """As ``Workers.answer``."""
        seconds = self._answer_within if with_model else self._settings.answer_seconds
        answer: Answer | None = None
        with closing(self._pieces(Asking(question, public, with_model), asker, seconds)) as pieces:
            for piece in pieces:
                if isinstance(piece, Answer):
                    answer = piece
                else:
                    yield piece
        # The worker is free by now: one who has the answer may ask for more with it.
        if answer is not None:
            yield answer

    def call(self, asker: str, function: Callable[..., T], *args: Any) -> T:
        """As ``Workers.call``."""
        result: T
        (result,) = self._pieces(Calling(function, args), asker, self._settings.answer_seconds)
        return result

    def _pieces(self, job: Job, asker: str, seconds: float) -> Generator[Any, None, None]:
        team = self._yielding if self._shares.had_much(asker) else self._usual
        with team.worker(asker, seconds) as worker, closing(worker.pieces(job, seconds)) as pieces:
            begun = time.monotonic()
            try:
                yield from pieces
            finally:
                self._shares.note(asker, time.monotonic() - begun)


class _Team:
    """Workers that take turns; askers take turns for them."""

    def __init__(self, workers: list[_Worker]) -> None:
        self._turns = Turns(len(workers))
        self._idle = workers
        self._lock = threading.Lock()

    @contextmanager
    def worker(self, asker: str, seconds: float) -> Iterator[_Worker]:
        """One of them, waited for no longer than that. Raises Overloaded."""
        with self._turns.taken(asker, seconds):
            with self._lock:
                worker = self._idle.pop()
            try:
                yield worker
            finally:
                with self._lock:
                    self._idle.append(worker)

    def end(self) -> None:
        """No more work."""
        for worker in self._idle:
            worker.end()


class _Worker:
    """One process, so much ``nice``r than the page, started anew whenever it has ended or had to be
    killed."""

    def __init__(self, folder: Path, settings: Settings, *, nice: int = 0) -> None:
        self._nice = nice
        self._opened = (str(folder), settings)
        self._begin()

    def _begin(self) -> None:
        self._line, other = Pipe()
        with other:
            given = [str(other.fileno()), str(self._nice)]
            command = [sys.executable, "-m", "assistant.workers.worker", *given]
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, pass_fds=[other.fileno()], cwd=_ROOT
            )
        self._line.send(self._opened)
        self._ready = False

    def pieces(self, job: Job, seconds: float) -> Generator[Any, None, None]:
        """What the job gives. Left before its end, the worker is ended with it."""
        self._at_work().send(job)
        until = time.monotonic() + seconds
        try:
            while (word := self._heard(until, seconds)).kind == "piece":
                yield word.payload
        except GeneratorExit:
            # Whoever closes this must not be kept waiting: it may be the server's loop.
            self._begin_anew()
            raise
        if word.memory > _GROWN:
            self._begin_anew()
        if word.kind == "refused":
            raise word.payload
        if word.kind == "failed":
            raise MingzhangError(
                f"这一问出错了，已记入日志：{word.payload} (this failed; it is in the log)"
            )

    def _at_work(self) -> Connection:
        """The line to a worker that can be given a job."""
        if self._process.poll() is not None:
            self._begin_anew()
        if not self._ready:
            self._heard(time.monotonic() + _STARTS_WITHIN, _STARTS_WITHIN)
            self._ready = True
        return self._line

    def _heard(self, until: float, seconds: float) -> Word:
        """The next word of the worker. Past the time, or where it has died, a new one begins."""
        try:
            if self._line.poll(max(0.0, until - time.monotonic())):
                word: Word = self._line.recv()
                return word
        except (EOFError, OSError):
            _log.error("回答进程意外终止 %d (a worker died)", self._process.wait())
            self._begin_anew()
            raise MingzhangError(
                "回答进程意外终止，请换个问法再问 (the answering process died; ask in other words)"
            ) from None
        _log.warning("超过 %g 秒，已停下 (a job took too long)", seconds)
        self._begin_anew()
        raise OutOfTime.after(seconds)

    def _begin_anew(self) -> None:
        self.end()
        self._begin()

    def end(self) -> None:
        """No more work."""
        self._process.kill()
        self._process.wait()
        self._line.close()
