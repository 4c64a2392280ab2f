"""What gradio keeps, over HTTP: a session that is dropped takes nobody's answers along."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.browsing import ROOT, filled, served

TIME = 60.0


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    sample = ROOT / "samples" / "zhuhai-2023.pdf"
    with served(filled(tmp_path_factory.mktemp("kept") / "library", [sample])) as address:
        yield address


def _visitor(address: str, number: int) -> httpx.Client:
    transport = httpx.HTTPTransport(local_address=f"127.0.0.{number}")
    return httpx.Client(base_url=address, timeout=TIME, transport=transport)


def _asking(visitor: httpx.Client) -> tuple[int, int]:
    """The number of the event that asks, and of its inputs."""
    config = visitor.get("config").json()
    kinds = {part["id"]: part["props"].get("elem_id") for part in config["components"]}
    return next(
        (event["id"], len(event["inputs"]))
        for event in config["dependencies"]
        for target in event["targets"]
        if kinds.get(target[0]) == "ask" and target[1] == "submit"
    )


def _join(visitor: httpx.Client, event: tuple[int, int], session: str) -> int:
    data = ["珠海2023年三公经费是多少？", "[]", *[None] * (event[1] - 2)]
    body = {"data": data, "fn_index": event[0], "session_hash": session}
    return visitor.post("gradio_api/queue/join", json=body).status_code


def _answered(visitor: httpx.Client, event: tuple[int, int], session: str) -> bool:
    assert _join(visitor, event, session) == 200
    with visitor.stream("GET", f"gradio_api/queue/data?session_hash={session}") as stream:
        for line in stream.iter_lines():
            told = json.loads(line[5:]) if line.startswith("data:") else {}
            if told.get("msg") == "process_completed":
                return bool(told["success"]) and "class='answer" in line
    return False


def test_sessions_that_are_dropped_while_they_wait_end_nobodys_answers(address: str) -> None:
    with _visitor(address, 71) as hostile, _visitor(address, 72) as other:
        event = _asking(hostile)

        def flood(at: int) -> int:
            return _join(hostile, event, f"dropped{at}")

        with ThreadPoolExecutor(8) as pool:
            codes = set(pool.map(flood, range(450)))
        assert codes <= {200, 429}
        assert _answered(other, event, "reader")


def test_one_who_does_not_fetch_is_given_no_more(address: str) -> None:
    with _visitor(address, 73) as hostile, _visitor(address, 74) as other:
        event = _asking(hostile)
        codes = [_join(hostile, event, "neverread") for _ in range(40)]
        assert codes[0] == 200 and codes[-1] == 429
        assert _answered(other, event, "reader2")


FORGET = """
import gradio as gr
from gradio.queueing import Event, EventQueue
from assistant.panels.housekeeping import forget_session, unfinished_events
with gr.Blocks() as page:
    gr.Button().click(lambda: None)
page.queue()
page.state_holder.session_data["left"] = object()
(function,) = page.fns.values()
waiting, other, running = (Event(name, function, None, None) for name in ("left", "stays", "left"))
queue = page._queue
queue.event_queue_per_concurrency_id["one"] = EventQueue("one", 1)
queue.event_queue_per_concurrency_id["one"].queue = [waiting, other]
queue.active_jobs = [None, [running]]
queue.pending_event_ids_session = {"left": {waiting._id, running._id}, "stays": {other._id}}
queue.event_ids_to_events = {event._id: event for event in (waiting, other, running)}
assert unfinished_events([page], "left") == 2
forget_session([page], "left")
assert queue.event_queue_per_concurrency_id["one"].queue == [other]
assert not running.alive and list(queue.event_ids_to_events) == [other._id]
assert unfinished_events([page], "left") == 0 and unfinished_events([page], "stays") == 1
assert "left" not in page.state_holder.session_data
print("forgotten")
"""


def test_nothing_of_a_session_that_is_dropped_is_left_in_the_queue() -> None:
    # In a process of its own: gradio leaves event loops open, of which pytest would complain.
    command = [sys.executable, "-c", FORGET]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.stdout == "forgotten\n", done.stderr
