"""What the page fetches besides gradio's own, asked over HTTP."""

from __future__ import annotations

import io
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from openpyxl import load_workbook
from reportlab.pdfgen.canvas import Canvas

from assistant.answers import Answer, Question
from assistant.ask import ask
from assistant.feedback import LOG, keep_feedback, kept_feedback
from assistant.panels.checks import Findings
from assistant.panels.desk import Desk
from assistant.panels.routes import routes_of
from assistant.rendering.languages import Texts
from ingest.library import Library
from ingest.nouns import Discrepancy, Locator, Reading, Report
from ingest.public_view import PublicView
from ingest.reading import read_report
from ingest.settings import Settings
from tests.assistant.asking import Here

SAMPLE = Path(__file__).parents[3] / "samples" / "zhuhai-2023.pdf"
RANKING = "2023年商品和服务支出中金额最大的五项是什么？"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("routes") / "library") as library:
        library.add(read_report(SAMPLE, Settings()), SAMPLE)
        yield library


@pytest.fixture(scope="module")
def client(library: Library) -> TestClient:
    app = FastAPI()
    app.include_router(routes_of(Desk(library, Settings(), Texts("zh"), Here(library))))
    app.include_router(
        routes_of(Desk(library, Settings(), Texts("en"), Here(library))), prefix="/en"
    )
    return TestClient(app)


def test_a_page_comes_as_a_picture_of_the_size_asked_for(
    client: TestClient, library: Library
) -> None:
    report = library.reports()[0]
    small, large = (client.get(f"/pictures/{report.id}/1.png?scale={s}") for s in (1, 2))
    assert small.content.startswith(b"\x89PNG") and large.content.startswith(b"\x89PNG")
    width = int.from_bytes(small.content[16:20])
    assert abs(int.from_bytes(large.content[16:20]) - 2 * width) <= 2


def test_no_picture_is_larger_than_the_sharpest(client: TestClient, library: Library) -> None:
    report = library.reports()[0]
    sharpest, asked = (client.get(f"/pictures/{report.id}/1.png?scale={s}") for s in (4, 4000))
    assert asked.content[16:24] == sharpest.content[16:24]


def test_the_original_comes_under_the_name_of_its_report(
    client: TestClient, library: Library
) -> None:
    reply = client.get(f"/originals/{library.reports()[0].id}.pdf")
    assert reply.content == SAMPLE.read_bytes()
    assert "filename*=utf-8''" in reply.headers["content-disposition"]


@pytest.mark.parametrize(
    "path", ["pictures/gone/1.png", "originals/gone.pdf", "pictures/..%2f..%2fapp/1.png"]
)
def test_what_is_not_held_is_not_found(client: TestClient, path: str) -> None:
    assert client.get(f"/{path}").status_code == 404


def test_a_page_that_a_report_does_not_have_is_not_found(
    client: TestClient, library: Library
) -> None:
    assert client.get(f"/pictures/{library.reports()[0].id}/9999.png").status_code == 404


def test_the_rows_of_an_answer_are_taken_along_cell_by_cell(
    client: TestClient, library: Library
) -> None:
    answer = ask(Question(RANKING), library)
    book = load_workbook(
        io.BytesIO(client.get("/answers/rows.xlsx", params={"ask": RANKING}).content)
    )
    header, *rows = book.active.iter_rows(values_only=True)
    assert header[:3] == ("项目", "数额", "单位")
    assert [(row[0], Decimal(str(row[1])), row[2], row[8]) for row in rows] == [
        (figure.label, Decimal(figure.value), figure.unit, figure.page)
        for figure in answer.figures
        if figure.role == "answer"
    ]
    assert len(rows) == 5
    assert all(row[9].startswith("http://testserver/?report=") for row in rows)


def test_the_same_rows_come_as_csv_in_english(client: TestClient) -> None:
    text = client.get("/en/answers/rows.csv", params={"ask": RANKING}).content.decode("utf-8-sig")
    header, *rows = text.splitlines()
    assert header.startswith("item,amount,unit")
    assert len(rows) == 5 and "http://testserver/en/?report=" in rows[0]


def test_a_follow_up_gives_the_rows_of_its_own_turn(client: TestClient) -> None:
    asked = [("ask", "2023年公务接待费是多少？"), ("ask", RANKING)]
    text = client.get("/answers/rows.csv", params=asked).text
    assert len(text.splitlines()) == 6


def test_a_ranking_is_drawn_and_a_single_figure_is_not(client: TestClient) -> None:
    drawn = client.get("/answers/chart.svg", params={"ask": RANKING})
    assert drawn.headers["content-type"].startswith("image/svg+xml")
    assert drawn.text.count("<rect") == 6
    assert client.get("/answers/chart.svg", params={"ask": "公务接待费？"}).status_code == 404


@pytest.mark.parametrize("asked", [[], ["?" * 501], ["?"] * 14])
def test_what_is_no_conversation_is_refused(client: TestClient, asked: list[str]) -> None:
    parameters = [("ask", question) for question in asked]
    assert client.get("/answers/rows.csv", params=parameters).status_code == 422


def test_a_readers_word_is_kept_with_its_answer(client: TestClient, library: Library) -> None:
    said = {
        "verdict": "error",
        "questions": ["2023年公务接待费是多少？"],
        "comment": "不是这一格\n",
    }
    assert client.post("/feedback", json=said).status_code == 204
    (kept,) = kept_feedback(library.folder)
    assert (kept.verdict, kept.comment, kept.questions) == (
        "error", "不是这一格", ("2023年公务接待费是多少？",),
    )  # fmt: skip
    assert kept.answer["figures"][0]["value"] == "0.39"
    assert (library.folder / LOG).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "said",
    [
        {"verdict": "hacked", "questions": ["?"]},
        {"verdict": "error", "questions": []},
        {"verdict": "error", "questions": ["?"], "comment": "x" * 1001},
    ],
)
def test_a_word_of_another_form_is_not_kept(client: TestClient, said: dict[str, object]) -> None:
    assert client.post("/feedback", json=said).status_code == 422


def test_a_line_cut_off_by_a_crash_is_left_out(tmp_path: Path) -> None:
    answer = Answer(Question("?"), "not_found", "没有", "")
    assert keep_feedback(tmp_path, "useful", ["?"], "", answer)
    with (tmp_path / LOG).open("a", encoding="utf-8") as log:
        log.write('{"verdict": "err')
    assert [said.verdict for said in kept_feedback(tmp_path)] == ["useful"]


def _client_for(library: Library, name: str) -> TestClient:
    app = FastAPI()
    app.include_router(routes_of(_desk_for(library, name)))
    return TestClient(app)


def _desk_for(library: Library, name: str) -> Desk:
    return Desk(
        library, Settings(), Texts("zh"), Here(library), public=False, user=lambda _request: name
    )


def test_only_staff_see_private_numbers_on_a_picture(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), pagesize=(300, 200))
    canvas.drawString(50, 100, "13800138000")
    canvas.save()
    report = Report("r", "某局", 2024, "budget", "unit", "某局预算", "a.pdf", "0" * 64, 1)
    with Library.open(tmp_path / "library") as library:
        library.add(Reading(report, (), (), ()), path)
        for_staff = _client_for(library, "小李").get("/pictures/r/1.png")
        for_all = _client_for(library, "").get("/pictures/r/1.png")
        assert for_staff.content == library.page_picture("r", 1)
        assert for_all.content == PublicView(library).page_picture("r", 1) != for_staff.content
        assert "private" in for_all.headers["cache-control"]
        assert for_all.headers["vary"] == "Cookie"


PHONE = "13800138000"


@pytest.fixture
def contradictory(tmp_path: Path) -> Iterator[Library]:
    """A library whose one discrepancy quotes a telephone number."""
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), pagesize=(300, 200))
    canvas.drawString(50, 100, "1")
    canvas.save()
    place = (Locator(1, (50.0, 90.0, 80.0, 110.0)),)
    found = Discrepancy(
        report_id="r",
        rule="total_told",
        left=f"联系电话 {PHONE} 1",
        right="2",
        left_locators=place,
        right_locators=place,
        difference=Decimal(-1),
        envelope=Decimal(0),
        unit="万元",
        severity="discrepancy",
    )
    report = Report("r", "某局", 2024, "budget", "unit", "某局预算", "a.pdf", "0" * 64, 1)
    with Library.open(tmp_path / "library") as library:
        library.add(Reading(report, (), (), (), (found,)), path)
        yield library


@pytest.mark.parametrize("path", ["/checks/rows.csv", "/checks/sheet.html"])
def test_only_staff_see_private_numbers_in_what_is_checked(
    contradictory: Library, path: str
) -> None:
    assert PHONE in _client_for(contradictory, "小李").get(path).text
    public = _client_for(contradictory, "").get(path).text
    assert "联系电话" in public and PHONE not in public
    shown = Findings(_desk_for(contradictory, "")).shown("", "all")
    assert "联系电话" in shown and PHONE not in shown
