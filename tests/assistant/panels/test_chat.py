"""The events of the chat: what the browser keeps of a conversation is all that it needs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.panels.chat import Chat
from assistant.panels.desk import Desk
from assistant.permalinks import Place
from assistant.rendering.conversation import Talk
from assistant.rendering.languages import Texts
from ingest.library import Library
from ingest.reading import read_report
from ingest.settings import Settings
from tests.assistant.asking import Here

SAMPLE = Path(__file__).parents[3] / "samples" / "zhuhai-2023.pdf"
FIRST, SECOND = "珠海市市民服务热线管理中心2023年三公经费是多少？", "其中公务接待费呢？"


class _Sheet:
    """Stands for the page panel, which needs a page around it."""

    def show(self, place: Place | None, _request: object = None) -> str:
        return f"page {place.page}" if place else "none"

    contents = show


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("chat") / "library") as library:
        library.add(read_report(SAMPLE, Settings()), SAMPLE)
        yield library


def _chat(library: Library, **settings: Any) -> Chat:
    desk = Desk(library, Settings(**settings), Texts("zh"), Here(library))
    return Chat(desk, _Sheet())  # type: ignore[arg-type]


def _told(outputs: tuple[Any, ...]) -> list[str]:
    return [turn["content"] for turn in outputs[1]]


def test_a_follow_up_is_answered_from_what_is_held(library: Library) -> None:
    chat = _chat(library)
    *_, (_, _, asked, held, _, page) = chat.reply(FIRST, "[]", None)
    assert json.loads(asked) == [FIRST] and page == "page 16"
    *_, last = chat.reply(SECOND, asked, held)
    assert len(_told(last)) == 4 and "公务接待费" in _told(last)[3] and "0.39" in _told(last)[3]


def test_a_conversation_that_is_held_no_more_is_made_anew(library: Library) -> None:
    *_, last = _chat(library).reply(SECOND, json.dumps([FIRST]), None)
    assert json.loads(last[2]) == [FIRST, SECOND]
    assert len(_told(last)) == 4 and "0.39" in _told(last)[1] and "0.39" in _told(last)[3]


def test_of_what_is_held_and_what_is_asked_the_browser_is_right(library: Library) -> None:
    other = Talk(("别的？",), ({"role": "user", "content": "别的？"},))
    *_, last = _chat(library).reply(SECOND, json.dumps([FIRST]), other)
    assert json.loads(last[2]) == [FIRST, SECOND]


@pytest.mark.parametrize("asked", ["", "5", "{", "[1]", '["a", null]', "[" * 9999, '"x"', "[[]]"])
def test_what_is_no_conversation_begins_one(library: Library, asked: str) -> None:
    *_, last = _chat(library).reply(FIRST, asked, None)
    assert json.loads(last[2]) == [FIRST]


def test_undo_and_again_go_by_the_questions(library: Library) -> None:
    chat = _chat(library)
    asked = json.dumps([FIRST, SECOND])
    question, shown, left, held, _, _ = chat.undo(asked, None)
    assert question == SECOND and len(shown) == 2 and json.loads(left) == [FIRST]
    assert held.questions == (FIRST,)
    *_, last = chat.again(asked, None)
    assert json.loads(last[2]) == [FIRST, SECOND] and len(_told(last)) == 4


def test_one_who_asks_too_fast_is_told(library: Library) -> None:
    chat = _chat(library, asks_a_minute=2)
    told = [list(chat.reply(FIRST, "[]", None))[-1] for _ in range(3)]
    assert "问得太快" not in _told(told[1])[-1] and "问得太快" in _told(told[2])[-1]
