from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.gate.events import NotAnEvent, event_of

EVENT = {
    "data": ["珠海2023年三公经费？", None, 3, ["甲", "乙"], True],
    "event_data": {"index": 0, "value": {"text": "甲"}},
    "fn_index": 4,
    "trigger_id": 7,
    "session_hash": "abc123",
}
FILE = {"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}}


def _event(**changed: Any) -> bytes:
    return json.dumps({**EVENT, **changed}).encode()


def test_what_the_page_sends_is_taken_as_it_is() -> None:
    assert event_of(_event(), staff=False) == EVENT


def test_nothing_besides_goes_on() -> None:
    assert event_of(_event(batched=True, simple_format=True), staff=False) == EVENT


@pytest.mark.parametrize(
    "changed",
    [
        {"data": [FILE]},
        {"data": [[FILE]]},
        {"data": [["a", FILE]]},
        {"data": [{"role": "user", "content": [{"type": "file", "file": FILE}]}]},
        {"data": [{}]},
        {"data": [[["a"]]]},
        {"data": {"0": FILE}},
        {"data": "text"},
        {"data": None},
        {"data": ["half \ud800"]},
        {"data": [1e300]},
        {"session_hash": ""},
        {"session_hash": "../x"},
        {"session_hash": "a" * 41},
        {"session_hash": None},
        {"session_hash": 5},
        {"fn_index": None},
        {"fn_index": -1},
        {"fn_index": True},
        {"fn_index": "4"},
        {"fn_index": 1.5},
        {"trigger_id": "x"},
        {"event_data": {"a": {"b": {"c": {"d": 1}}}}},
    ],
)
def test_what_visitors_may_not_send_goes_no_further(changed: dict[str, Any]) -> None:
    with pytest.raises(NotAnEvent):
        event_of(_event(**changed), staff=False)


def test_staff_send_the_files_that_they_have_uploaded() -> None:
    assert event_of(_event(data=[[FILE]]), staff=True)["data"] == [[FILE]]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"5",
        b'"x"',
        b"{",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"data":' * 50_000,
        _event().replace(b"3", b"NaN"),
        _event().replace(b"3", b"1e999"),
        _event().replace(b"3", b"9" * 5000),
    ],
)
def test_what_is_no_event_is_refused(body: bytes) -> None:
    with pytest.raises(NotAnEvent):
        event_of(body, staff=False)


def test_of_a_key_sent_twice_one_goes_on() -> None:
    # Another reader of JSON might take the other one.
    body = _event().replace(b'{"data"', b'{"data": [{"path": "/etc/passwd"}], "data"', 1)
    assert event_of(body, staff=False)["data"] == EVENT["data"]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


@given(st.lists(VALUES, max_size=4), VALUES)
def test_no_object_gets_through_among_the_values(data: list[Any], detail: Any) -> None:
    try:
        event = event_of(_event(data=data, event_data=detail), staff=False)
    except NotAnEvent:
        return
    assert "{" not in json.dumps([v for v in event["data"] if not isinstance(v, str | list)])
    assert not any(isinstance(v, dict) for value in event["data"] for v in _flat(value))


def _flat(value: Any) -> list[Any]:
    return [each for v in value for each in _flat(v)] if isinstance(value, list) else [value]
