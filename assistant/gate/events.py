"""What an event of the page may carry: texts, numbers and choices.

A value that names a file makes gradio serve that file, wherever it lies; visitors send none.
"""

from __future__ import annotations

import json
import re
from typing import Any

_KEYS = ("data", "event_data", "fn_index", "trigger_id", "session_hash")
_SESSION = re.compile(r"[a-zA-Z0-9]{1,40}")
_LARGEST_NUMBER = 2**53


class NotAnEvent(Exception):
    """What was sent is no event of the page, or carries what its sender may not send."""


def event_of(body: bytes, *, staff: bool) -> dict[str, Any]:
    """The event in a body, with nothing besides what events have. Raises NotAnEvent.

    Only ``staff`` may send objects as values: the files that they have uploaded.
    """
    try:
        sent = json.loads(body, parse_constant=_refused)
    except (ValueError, RecursionError):
        raise NotAnEvent from None
    if not isinstance(sent, dict):
        raise NotAnEvent
    event = {key: sent.get(key) for key in _KEYS}
    session = event["session_hash"]
    if not isinstance(session, str) or not _SESSION.fullmatch(session):
        raise NotAnEvent
    if not all(_is_index(event[key]) for key in ("fn_index",)):
        raise NotAnEvent
    if event["trigger_id"] is not None and not _is_index(event["trigger_id"]):
        raise NotAnEvent
    if not isinstance(event["data"], list):
        raise NotAnEvent
    if not staff and not all(_is_value(value) for value in event["data"]):
        raise NotAnEvent
    if not _is_detail(event["event_data"], deepest=3):
        raise NotAnEvent
    return event


def _refused(_constant: str) -> None:
    raise ValueError


def _is_index(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10_000


def _is_plain(value: object) -> bool:
    if isinstance(value, str):
        # Half of a surrogate pair is no text: it could be neither searched nor sent back.
        return value.isascii() or not re.search("[\ud800-\udfff]", value)
    if isinstance(value, int | float):
        return abs(value) <= _LARGEST_NUMBER
    return value is None


def _is_value(value: object) -> bool:
    """Text, number, or a list of these: what boxes and lists of choices give."""
    if isinstance(value, list):
        return all(_is_plain(each) for each in value)
    return _is_plain(value)


def _is_detail(value: object, deepest: int) -> bool:
    """What a click tells besides: which choice, which link."""
    if isinstance(value, dict):
        return deepest > 0 and all(_is_detail(each, deepest - 1) for each in value.values())
    if isinstance(value, list):
        return deepest > 0 and all(_is_detail(each, deepest - 1) for each in value)
    return _is_plain(value)
