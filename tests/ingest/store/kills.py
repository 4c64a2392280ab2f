"""Kills writers of a library at random moments, and looks at what they leave.

``python -m tests.ingest.store.kills --kills 500 --seed 12``: ``ingest add`` (also with
``--replace``), ``remove``, ``re-embed``, and the upload, whose reader or whose page is killed.
After every kill the library must serve at once, in the old state or the new one and nothing
between: a reader that was open all the while, and one that opens it now. The writers run in
processes that have their packages loaded, so that the kills fall into what they do to the library.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import multiprocessing
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from chromadb.errors import ChromaError
from sqlalchemy.exc import SQLAlchemyError

from assistant.answers import Question
from assistant.answers_json import answer_to_json
from assistant.ask import ask
from assistant.staff.uploads import add_uploads
from ingest.__main__ import main as ingest_main
from ingest.adding import add_files
from ingest.errors import LibraryBusy, LibraryMismatch, MingzhangError
from ingest.library import Library
from ingest.settings import Settings
from ingest.store import upkeep
from ingest.store.embedding import embedder_of

ROOT = Path(__file__).parents[3]
FIRST = ROOT / "samples" / "chengpu-transport-2025-budget.pdf"
SECOND = ROOT / "samples" / "chengpu-culture-2025-budget.pdf"
QUESTIONS = (
    "澄浦市交通运输局2025年公务接待费预算是多少？",
    "澄浦市文化广电旅游局2025年公务接待费预算是多少？",
    "机关运行经费是什么？",
)
SOUGHT = "为保障单位运行用于购买货物和服务的资金"
KINDS = {"add": 90, "replace": 60, "remove": 120, "re-embed": 130, "reader": 50, "page": 50}
"""How many kills of each kind among 500; ``reader`` and ``page`` are those of the upload."""
_PATIENCE = 90.0
"""Seconds after which something that must happen has not happened."""
_PRELOADED = [
    "ingest.__main__",
    "assistant.staff.uploads",
    "chromadb",
    "chromadb.api.rust",
    "llama_index.vector_stores.chroma",
    "llama_index.core.schema",
    "llama_index.core.vector_stores.utils",
]


def _settings(embedding: str = "bundled") -> Settings:
    return Settings(_env_file=None, embedding=embedding, database_url="", chroma_url="")


def _run(kind: str, folder: str, gone: str) -> None:
    """In a process of its own: what is killed."""
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    at = ["--library", folder]
    if kind in ("reader", "page"):
        try:
            for _ in add_uploads([SECOND], Path(folder), _settings()):
                pass
        except MingzhangError:
            sys.exit(1)
        return
    if kind == "re-embed":
        os.environ["MINGZHANG_EMBEDDING"] = "hashing"
    commands = {
        "add": ["add", "--jobs", "1", *at, str(SECOND)],
        "replace": ["add", "--jobs", "1", "--replace", gone, *at, str(SECOND)],
        "remove": ["remove", *at, gone],
        "re-embed": ["re-embed", *at],
    }
    sys.exit(ingest_main(commands[kind]))


@dataclass(frozen=True)
class State:
    """What a library that nobody disturbed holds and says, whole."""

    name: str
    embedding: str
    reports: tuple[object, ...]
    content: dict[str, tuple[object, ...]]
    answers: tuple[str, ...]
    found: tuple[str, ...]
    hashes: frozenset[str]


def state_of(library: Library, name: str, embedding: str) -> State:
    """All that can be asked of a library, and answers to the questions."""
    reports = library.reports()
    return State(
        name,
        embedding,
        reports,
        {
            report.id: (
                library.tables(report.id),
                library.prose_figures(report.id),
                library.passages(report.id),
                library.discrepancies(report.id),
                library.summary(report.id),
            )
            for report in reports
        },
        tuple(_answer(library, question) for question in QUESTIONS),
        tuple(found.passage.id for found in library.search(SOUGHT, by="vectors", limit=5)),
        frozenset(report.sha256 for report in reports),
    )


def _answer(library: Library, question: str) -> str:
    told = answer_to_json(ask(Question(question), library))
    return json.dumps({**told, "seconds": 0}, ensure_ascii=False)


@dataclass
class Trials:
    """Libraries to begin with, and the states before and after each kind of change."""

    work: Path
    chance: random.Random
    states: dict[str, tuple[State, State]] = field(default_factory=dict)
    begun_with: dict[str, Path] = field(default_factory=dict)
    lasts: dict[str, tuple[float, float]] = field(default_factory=dict)
    first_id: str = ""

    def prepare(self, kinds: list[str]) -> None:
        """Make the libraries, and run every change once without a kill."""
        one, both = self.work / "one", self.work / "both"
        for folder, files in ((one, [FIRST]), (both, [FIRST, SECOND])):
            with Library.open(folder, _settings()) as library:
                for outcome in add_files(files, library, _settings()):
                    assert outcome.status == "added", outcome.reason
                self.first_id = library.reports()[0].id
            (folder / ".lock-holder").unlink()
        for kind in kinds:
            self.begun_with[kind] = both if kind in ("remove", "re-embed") else one
            folder = self._copy(kind)
            with Library.open(folder, _settings()) as library:
                old = state_of(library, "old", "bundled")
            writer, began = self._start(kind, folder), time.monotonic()
            _wait(lambda folder=folder: (folder / ".lock-holder").exists())
            locked = time.monotonic()
            writer.join(_PATIENCE)
            assert writer.exitcode == 0, (kind, writer.exitcode)
            self.lasts[kind] = locked - began, time.monotonic() - locked
            embedding = "hashing" if kind == "re-embed" else "bundled"
            with Library.open(folder, _settings(embedding)) as library:
                self.states[kind] = old, state_of(library, "new", embedding)
            shutil.rmtree(folder)

    def _copy(self, kind: str) -> Path:
        folder = self.work / f"trial-{self.chance.getrandbits(64):016x}"
        shutil.copytree(self.begun_with[kind], folder)
        return folder

    def _start(self, kind: str, folder: Path) -> BaseProcess:
        processes = multiprocessing.get_context("forkserver")
        processes.set_forkserver_preload(_PRELOADED)
        writer = processes.Process(target=_run, args=(kind, str(folder), self.first_id))
        writer.start()
        return writer

    def one(self, kind: str) -> str:
        """One kill; returns the state that it left. Raises AssertionError where that is none."""
        folder = self._copy(kind)
        with ExitStack() as ended:
            serving = ended.enter_context(Library.open(folder, _settings()))
            serving.search(SOUGHT)
            writer = self._start(kind, folder)
            ended.callback(writer.join)
            ended.callback(writer.kill)
            orphan = self._kill(kind, folder, writer)
            self._still_serves(serving, kind)
        left = self._opened_at_once(folder, kind)
        if orphan:
            # The page is dead; what it had begun to read ends by itself.
            _wait(lambda: not _alive(orphan))
        left = self._opened_at_once(folder, kind) if orphan else left
        self._tidied(folder, left)
        shutil.rmtree(folder)
        return left.name

    def _kill(self, kind: str, folder: Path, writer: BaseProcess) -> int:
        """Kill at a random moment, mostly after the lock was taken; the reader that stays, or 0."""
        before, after = self.lasts[kind]
        began = time.monotonic()
        pid = writer.pid or 0
        reader = 0
        if kind in ("reader", "page"):
            _wait(lambda: bool(_children(pid)))
            reader = _children(pid)[0]
        if self.chance.random() < 0.1:
            time.sleep(max(0.0, self.chance.uniform(0, before) - (time.monotonic() - began)))
        else:
            _wait(lambda: (folder / ".lock-holder").exists() or not writer.is_alive())
            # More of them late: what is written is written towards the end.
            time.sleep(1.05 * after * math.sqrt(self.chance.random()))
        if kind == "reader":
            _kill_if_there(reader)
            writer.join(_PATIENCE)
            assert writer.exitcode is not None, "the page waits for a reader that is dead"
            return 0
        _kill_if_there(pid)
        writer.join(_PATIENCE)
        return reader if kind == "page" else 0

    def _still_serves(self, serving: Library, kind: str) -> None:
        """A reader that was open all the while gives the answers of either state."""
        held = serving.reports()
        # Re-embedding changes no report.
        state = next(one for one in self.states[kind] if one.reports == held)
        known = {passage.id for report in held for passage in serving.passages(report.id)}
        for _ in range(2):
            assert {found.passage.id for found in serving.search(SOUGHT)} <= known
        # A page killed: its reader goes on, and may have ended between.
        if kind != "page":
            figures = tuple(_answer(serving, question) for question in QUESTIONS[:2])
            assert figures == state.answers[:2]

    def _opened_at_once(self, folder: Path, kind: str) -> State:
        """The state in which the library opens, all that it holds compared."""
        old, new = self.states[kind]
        while True:
            library, embedding = _open(folder, [state.embedding for state in (old, new)])
            with library:
                generation = library.generation
                found = state_of(library, "", embedding)
                indexed = library._vectors.ids()
                stored = _stored_vectors(library)
                if library.generation == generation:
                    break
                assert kind == "page", "who writes?"
        alike = [one for one in (old, new) if replace(found, name=one.name) == one]
        assert alike, f"neither old nor new: {[r.id for r in library.reports()]}"
        passages = [passage for content in found.content.values() for passage in content[2]]
        assert {passage.id for passage in passages} <= indexed, "passages without vectors"
        expected = embedder_of(embedding).embed_passages([p.embedded_text for p in passages])
        for passage, vector in zip(passages, expected, strict=True):
            assert np.allclose(stored[passage.id], vector, atol=1e-5), "vectors of another model"
        _check_originals(folder, found)
        return alike[0]

    def _tidied(self, folder: Path, state: State) -> None:
        """The next writer has the lock at once, and leaves nothing of what was interrupted."""
        with Library.open(folder, _settings(state.embedding)) as library:
            try:
                with library.writing():
                    pass
            except LibraryBusy as error:
                raise AssertionError("a lock is left") from error
            known = {p.id for report in library.reports() for p in library.passages(report.id)}
            assert library._vectors.ids() == known, "vectors of nothing"
            assert not upkeep.left_over(library._database)
            client = library._vectors._connected()
            names = [collection.name for collection in client.list_collections()]
            assert names == [library._vectors.collection], names
            assert replace(state_of(library, "", state.embedding), name=state.name) == state
        assert {path.name for path in (folder / "files").iterdir()} == {
            f"{sha256}.pdf" for sha256 in state.hashes
        }, "originals of nothing"


def _open(folder: Path, embeddings: list[str]) -> tuple[Library, str]:
    for embedding in embeddings:
        try:
            return Library.open(folder, _settings(embedding)), embedding
        except LibraryMismatch as error:
            refused = error
    raise AssertionError(f"the library does not open: {refused}")


def _stored_vectors(library: Library) -> dict[str, np.ndarray]:
    found = library._vectors.store().client.get(include=["embeddings"])
    return dict(zip(found["ids"], found["embeddings"], strict=True))


def _check_originals(folder: Path, state: State) -> None:
    for sha256 in state.hashes:
        kept = (folder / "files" / f"{sha256}.pdf").read_bytes()
        assert hashlib.sha256(kept).hexdigest() == sha256, "an original is not what was read"


def _wait(happened: Callable[[], bool]) -> None:
    until = time.monotonic() + _PATIENCE
    while not happened():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.002)


def _children(pid: int) -> list[int]:
    try:
        told = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except OSError:
        return []
    return [int(child) for child in told.split()]


def _alive(pid: int) -> bool:
    try:
        told = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return told.rpartition(")")[2].split()[0] != "Z"


def _kill_if_there(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def plan(kills: int, chance: random.Random, only: str = "") -> list[str]:
    """The kinds of the kills in a random order; each kind at least once."""
    if only:
        return [only] * kills
    wanted = [k for k, n in KINDS.items() for _ in range(max(1, round(n * kills / 500)))]
    chance.shuffle(wanted)
    return wanted


def trials(kills: int, seed: int, only: str = "") -> Iterator[tuple[str, str]]:
    """Kind and outcome of each kill: ``old``, ``new``, or what was wrong."""
    chance = random.Random(seed)
    with TemporaryDirectory(prefix="kills-") as work:
        todo = plan(kills, chance, only)
        made = Trials(Path(work), chance)
        made.prepare(sorted(set(todo)))
        for kind in todo:
            try:
                yield kind, made.one(kind)
            except (AssertionError, MingzhangError, ChromaError, SQLAlchemyError) as error:
                yield kind, f"WRONG {type(error).__name__} {error}"


def main() -> int:
    """Kill and count; 1 where a library was left in no state."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=12)
    parser.add_argument("--only", default="", choices=["", *KINDS])
    given = parser.parse_args()
    began = time.monotonic()
    counted: Counter[tuple[str, str]] = Counter()
    for kind, outcome in trials(given.kills, given.seed, given.only):
        counted[kind, outcome] += 1
        if outcome not in ("old", "new"):
            sys.stdout.write(f"{kind}: {outcome}\n")
            sys.stdout.flush()
    for (kind, outcome), count in sorted(counted.items()):
        sys.stdout.write(f"{count:4} {kind:9} {outcome[:100]}\n")
    wrong = sum(count for (_, outcome), count in counted.items() if outcome not in ("old", "new"))
    seconds = time.monotonic() - began
    sys.stdout.write(f"{sum(counted.values())} kills, {wrong} wrong, {seconds:.0f} s\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
