"""The files of the figures panel: what is selected, as XLSX, CSV or JSON."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request, Response

from assistant.panels.desk import Desk
from assistant.selection.compared import BY
from assistant.selection.figure_selection import MeaninglessFilter, only_selection_of
from assistant.selection.figure_table import Format
from assistant.selection.figures_file import figures_file

_TYPES: dict[Format, str] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}


def figure_routes(desk: Desk) -> APIRouter:
    """``figures.xlsx?publishers=…&rows=…``, with ``compare=years`` side by side; 400 with the
    reason for a filter that means nothing."""
    router = APIRouter(include_in_schema=False)

    @router.get("/figures.{form}")
    def file(request: Request, form: Format) -> Response:
        try:
            selection = only_selection_of(request.url.query, {"compare": BY})
        except MeaninglessFilter as error:
            raise HTTPException(400, str(error)) from error
        by = request.query_params.get("compare", "")
        content = desk.done(request, figures_file, selection, by, form, desk.masks(request))
        named = {"Content-Disposition": f'attachment; filename="mingzhang-figures.{form}"'}
        return Response(content, media_type=_TYPES[form], headers=named)

    return router
