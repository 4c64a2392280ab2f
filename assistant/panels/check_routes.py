"""What the panel 核对 gives to take along: its rows as CSV or XLSX, a sheet to print."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Request, Response

from assistant.panels.desk import Desk
from assistant.rendering.checks_html import Chosen, Severity, checks_file, printable_html

_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def check_routes(desk: Desk) -> APIRouter:
    """The routes of one language's page; 404 for a report that is not held."""
    say = desk.say
    router = APIRouter(include_in_schema=False)

    @router.get("/checks/rows.{kind}")
    def rows(
        request: Request,
        kind: Literal["csv", "xlsx"],
        check_report: str = "",
        severity: Severity = "all",
    ) -> Response:
        chosen = Chosen(check_report, severity)
        whole = desk.done(request, checks_file, chosen, kind, desk.masks(request))
        named = {"Content-Disposition": f'attachment; filename="mingzhang-checks.{kind}"'}
        return Response(whole, media_type=_TYPES[kind], headers=named)

    @router.get("/checks/sheet.html")
    def printed(request: Request, check_report: str = "", severity: Severity = "all") -> Response:
        chosen = Chosen(check_report, severity)
        page = desk.done(request, printable_html, chosen, say, desk.masks(request))
        return Response(page, media_type="text/html")

    return router
