"""Workers as the page has them: real processes on a real library."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.answers import Answer, Question
from assistant.workers.crew import Crew
from ingest.errors import MingzhangError, NoSuchReport, OutOfTime, Overloaded
from ingest.library import Library
from ingest.settings import Settings
from tests.browsing import ROOT, filled

ASKED = Question("珠海市市民服务热线管理中心2023年公务接待费是多少？")
SECONDS = 3.0


# Called in the workers by their names.
def asleep(_library: Library, seconds: float) -> str:
    time.sleep(seconds)
    return "awake"


def held(library: Library) -> int:
    return len(library.reports())


def broken(_library: Library) -> None:
    raise ZeroDivisionError


def missing(library: Library, report_id: str) -> None:
    library.report(report_id)


def dead(_library: Library) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def greedy(_library: Library) -> int:
    return len(bytearray(4 * 1024**3))


def process(_library: Library) -> int:
    return os.getpid()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    sample = ROOT / "samples" / "zhuhai-2023.pdf"
    return filled(tmp_path_factory.mktemp("crew") / "library", [sample])


@pytest.fixture(scope="module")
def crew(folder: Path) -> Iterator[Crew]:
    with Crew(folder, Settings(workers=2, answer_seconds=SECONDS)) as crew:
        yield crew


def _answer(crew: Crew) -> Answer:
    *_, answer = crew.answer(ASKED, public=True)
    assert isinstance(answer, Answer)
    return answer


def test_a_question_is_answered(crew: Crew) -> None:
    assert "0.39" in _answer(crew).text


def test_what_takes_too_long_is_stopped_and_the_next_is_answered(crew: Crew) -> None:
    with pytest.raises(OutOfTime, match="没有算完"):
        crew.call("slow", asleep, 60.0)
    assert "0.39" in _answer(crew).text
    assert crew.call("slow", held) == 1


@pytest.mark.parametrize("job", [dead, broken, greedy])
def test_a_worker_that_fails_takes_nothing_along(crew: Crew, job: object) -> None:
    with pytest.raises(MingzhangError):
        crew.call("bad", job)  # type: ignore[arg-type]
    assert "0.39" in _answer(crew).text


def test_what_is_refused_comes_as_it_was_refused(crew: Crew) -> None:
    with pytest.raises(NoSuchReport) as told:
        crew.call("", missing, "gone")
    assert "gone" in told.value.reason


def test_an_answer_that_is_left_half_way_holds_nothing_up(crew: Crew) -> None:
    pieces = crew.answer(ASKED, public=True)
    next(pieces)
    pieces.close()  # type: ignore[attr-defined]
    assert "0.39" in _answer(crew).text


def test_one_who_has_the_answer_may_ask_for_more_with_it(folder: Path) -> None:
    with Crew(folder, Settings(workers=1, answer_seconds=SECONDS)) as crew:
        for piece in crew.answer(ASKED, public=True, asker="a"):
            if isinstance(piece, Answer):
                assert crew.call("a", held)


def test_one_who_asks_without_end_does_not_keep_others_waiting(crew: Crew) -> None:
    with ThreadPoolExecutor(40) as pool:
        for _ in range(30):
            pool.submit(_slept, crew)
        time.sleep(0.3)
        begun = time.monotonic()
        assert "0.39" in _answer(crew).text
        assert time.monotonic() - begun < SECONDS


def _slept(crew: Crew) -> None:
    try:
        crew.call("greedy", asleep, 0.5)
    except Overloaded:
        return


def test_what_is_added_meanwhile_is_seen(folder: Path, crew: Crew) -> None:
    before = crew.call("", held)
    filled(folder, [ROOT / "samples" / "zhongshan-2022.pdf"])
    assert crew.call("", held) == before + 1


def test_workers_end_with_their_crew(folder: Path) -> None:
    with Crew(folder, Settings(workers=1)) as crew:
        worker = crew.call("", process)
        os.kill(worker, 0)
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)
