"""What the page fetches besides gradio's own: pictures of pages, original files, an answer's rows
and chart, and where readers' words on answers go."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.responses import FileResponse
from pydantic import BaseModel, Field

from assistant.answers import MOST_EARLIER, MOST_LETTERS, Answer, Question
from assistant.composing.citations import title_in_words
from assistant.feedback import Verdict, keep_feedback
from assistant.panels.check_routes import check_routes
from assistant.panels.desk import Desk, told_over_http
from assistant.panels.figure_routes import figure_routes
from assistant.rendering.answer_files import answer_chart, answer_file
from assistant.rendering.page_view import page_picture
from ingest.errors import MingzhangError

_LARGEST = 4
"""Pixels a point of the sharpest picture."""
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Words = Annotated[str, Field(max_length=MOST_LETTERS)]
Asked = Annotated[list[Words], Query(alias="ask", min_length=1, max_length=MOST_EARLIER + 1)]
"""The turns of a conversation, the last one to be answered."""


class Judgement(BaseModel):
    """What a reader sends about an answer."""

    verdict: Verdict
    questions: list[Words] = Field(min_length=1, max_length=MOST_EARLIER + 1)
    comment: str = Field("", max_length=1000)


def routes_of(desk: Desk) -> APIRouter:
    """The routes of one language's page; 404 for what is not held."""
    router = APIRouter(include_in_schema=False)
    for routes in (check_routes, figure_routes, _report_routes, _answer_routes):
        router.include_router(routes(desk))
    return router


def _report_routes(desk: Desk) -> APIRouter:
    """Pictures of pages and original files."""
    library = desk.library
    router = APIRouter()

    @router.get("/pictures/{report_id}/{page}.png")
    def picture(report_id: str, page: int, request: Request, scale: int = 2) -> Response:
        within = min(max(scale, 1), _LARGEST)
        png = desk.done(request, page_picture, report_id, page, within, desk.masks(request))
        # The address names the file's hash: what it gives to the same reader never changes.
        kept = {"Cache-Control": "private, max-age=86400", "Vary": "Cookie"}
        return Response(png, media_type="image/png", headers=kept)

    @router.get("/originals/{report_id}.pdf")
    def original(report_id: str) -> FileResponse:
        try:
            name = f"{title_in_words(library.report(report_id))}.pdf"
            return FileResponse(library.original(report_id), filename=name)
        except MingzhangError as error:
            raise HTTPException(404, str(error)) from error

    return router


def _answer_routes(desk: Desk) -> APIRouter:
    """An answer's rows and chart; where readers' words on it go."""
    library, say = desk.library, desk.say
    router = APIRouter()

    @router.get("/answers/rows.{kind}")
    def rows(kind: Literal["csv", "xlsx"], asked: Asked, request: Request) -> Response:
        base = str(request.base_url) + ("en/" if say.language == "en" else "")
        answer = _answer(desk, asked, request)
        whole = desk.done(request, answer_file, answer, kind, say, base)
        named = {"Content-Disposition": f'attachment; filename="mingzhang.{kind}"'}
        return Response(whole, media_type="text/csv" if kind == "csv" else _XLSX, headers=named)

    @router.get("/answers/chart.svg")
    def chart(asked: Asked, request: Request) -> Response:
        drawn = desk.done(request, answer_chart, _answer(desk, asked, request))
        if not drawn:
            raise HTTPException(404)
        return Response(drawn, media_type="image/svg+xml")

    @router.post("/feedback")
    def feedback(said: Judgement, request: Request) -> Response:
        answer = _answer(desk, said.questions, request)
        try:
            kept = keep_feedback(library.folder, said.verdict, said.questions, said.comment, answer)
        except MingzhangError as error:
            raise HTTPException(507, str(error)) from error
        return Response(status_code=204 if kept else 507)

    return router


def _answer(desk: Desk, questions: list[str], request: Request) -> Answer:
    """The answer to the last question as the reader was given it; without a model, which states no
    figure of its own."""
    question = Question(questions[-1], tuple(questions[:-1]))
    with told_over_http():
        pieces = desk.answer(question, request)
        return next(piece for piece in pieces if isinstance(piece, Answer))
