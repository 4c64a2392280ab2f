"""What the panel 核对 gives to take along: its rows as CSV or XLSX, a sheet to print."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, HTTPException, Request, Response

from assistant.panels.desk import Desk
from assistant.rendering.checks_html import Chosen, Severity, printable_html
from ingest.discrepancy_sheet import discrepancy_sheet
from ingest.errors import MingzhangError
from ingest.sheets import csv_of, xlsx_of

_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def check_routes(desk: Desk) -> APIRouter:
    """The routes of one language's page; 404 for a report that is not held."""
    library, say = desk.library, desk.say
    router = APIRouter(include_in_schema=False)

    @router.get("/checks/rows.{kind}")
    def rows(
        request: Request,
        kind: Literal["csv", "xlsx"],
        check_report: str = "",
        severity: Severity = "all",
    ) -> Response:
        chosen = Chosen(check_report, severity)
        try:
            ids = [report.id for report in chosen.reports(library)]
        except MingzhangError as error:
            raise HTTPException(404, str(error)) from error
        severities = () if severity == "all" else (severity,)
        sheet = discrepancy_sheet(desk.seen(request), ids, severities)
        whole = csv_of(sheet) if kind == "csv" else xlsx_of([sheet])
        named = {"Content-Disposition": f'attachment; filename="mingzhang-checks.{kind}"'}
        return Response(whole, media_type=_TYPES[kind], headers=named)

    @router.get("/checks/sheet.html")
    def printed(request: Request, check_report: str = "", severity: Severity = "all") -> Response:
        try:
            chosen = Chosen(check_report, severity)
            page = printable_html(library, chosen, say, public=desk.masks(request))
        except MingzhangError as error:
            raise HTTPException(404, str(error)) from error
        return Response(page, media_type="text/html")

    return router
