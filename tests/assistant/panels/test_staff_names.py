"""Who corrected a cell is told to staff; the public is told that staff did."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from assistant.answers import Question
from assistant.answers_json import answer_to_json
from assistant.ask import ask
from assistant.panels.desk import Desk
from assistant.panels.library import Shelf
from assistant.panels.routes import routes_of
from assistant.rendering.answers_html import answer_html
from assistant.rendering.languages import Texts
from ingest.library import Library
from ingest.privacy import STAFF
from ingest.reading import read_report
from ingest.selection import FigureFilter
from ingest.settings import Settings
from tests.assistant.asking import Here

SAMPLE = Path(__file__).parents[3] / "samples" / "zhuhai-2023.pdf"
FIRST, SECOND = "欧阳改数", "司马撤回"
ASKED = "珠海市市民服务热线管理中心2023年公务接待费是多少？"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A correction in force by one, and one that the other took back."""
    with Library.open(tmp_path_factory.mktemp("names") / "library") as library:
        library.add(read_report(SAMPLE, Settings()), SAMPLE)
        cells = [
            figure
            for figure in library.figures(FigureFilter(forms=("three_public",)))
            if figure.basis == "决算" and figure.value
        ]
        (meal,) = (f for f in cells if f.column_path[-1:] == ("公务接待费",))
        library.correct(meal.id, "0.93", author=FIRST, reason="误读，致电 13812345678")
        gone = library.correct(cells[0].id, "7.77", author=FIRST, reason="误读")
        library.withdraw(gone.id, author=SECOND)
        yield library


def _desk(library: Library, name: str) -> Desk:
    return Desk(
        library, Settings(), Texts("zh"), Here(library), public=False, user=lambda _request: name
    )


def _told(library: Library, name: str) -> str:
    """All that the page gives that may tell a correction."""
    desk = _desk(library, name)
    app = FastAPI()
    app.include_router(routes_of(desk))
    client = TestClient(app)
    answer = ask(Question(ASKED), library, public=desk.masks(None))
    assert answer.figures[0].correction is not None
    told = [str(answer), str(answer_to_json(answer)), answer_html(answer, desk.say)]
    told.append(str(Shelf(desk).reopen("")))
    for path in ("figures.csv", "figures.json", "figures.csv?compare=years", "checks/rows.csv"):
        reply = client.get(f"/{path}")
        told.append(reply.content.decode("utf-8-sig"))
    told.append(client.get("/answers/rows.csv", params={"ask": ASKED}).content.decode("utf-8-sig"))
    book = client.get("/answers/rows.xlsx", params={"ask": ASKED}).content
    rows = [row for sheet in load_workbook(io.BytesIO(book)) for row in sheet.values]
    told += [str(rows), client.get("/answers/chart.svg", params={"ask": ASKED}).text]
    assert client.post("/feedback", json={"verdict": "useful", "questions": [ASKED]}).is_success
    log = library.folder / "feedback.jsonl"
    told.append(log.read_text(encoding="utf-8"))
    log.unlink()
    return "\n".join(told)


def test_a_visitor_is_told_that_staff_corrected_and_when(library: Library) -> None:
    told = _told(library, "")
    assert FIRST not in told and SECOND not in told and "13812345678" not in told
    assert STAFF in told and library.corrections()[0].at[:10] in told


def test_staff_are_told_who(library: Library) -> None:
    told = _told(library, "小李")
    assert FIRST in told and "13812345678" in told
    assert STAFF not in told
