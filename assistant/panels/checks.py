"""核对: what does not add up in the reports, by report and severity, both places a click away."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

import gradio as gr

from assistant.composing.citations import titles_apart
from assistant.panels.desk import Desk, Panel
from assistant.panels.sheet import Sheet
from assistant.rendering.answers_html import sentence_html
from assistant.rendering.checks_html import SEVERITIES, Chosen, checks_html
from ingest.errors import MingzhangError

_REMEMBER = (
    "(report, severity) => { mingzhang.remember({check_report: report, severity}); "
    "return [report, severity]; }"
)


class Findings:
    """What the events of the panel do."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def choices(self) -> list[tuple[str, str]]:
        """All reports together, then each."""
        reports = self._desk.library.reports()
        every = (self._desk.say("checks.every"), "")
        return [every, *((title, key) for key, title in titles_apart(reports).items())]

    def severities(self) -> list[tuple[str, str]]:
        """The severities by their names."""
        return [(self._desk.say(f"checks.{name}"), name) for name in SEVERITIES]

    def shown(
        self, report_id: str | None, severity: str | None, request: gr.Request | None = None
    ) -> str:
        """The results of a choice."""
        known = next((name for name in SEVERITIES if name == severity), SEVERITIES[0])
        try:
            chosen = Chosen(report_id or "", known)
            public = self._desk.masks(request)
            return self._desk.call(request, checks_html, chosen, self._desk.say, public)
        except MingzhangError as error:
            return sentence_html(str(error))

    def reopen(self, link: str, request: gr.Request | None = None) -> tuple[Any, Any, str]:
        """The choice that an address remembers."""
        fields = parse_qs(link.partition("#")[0].lstrip("?"))
        choices = self.choices()
        report_id = fields.get("check_report", [""])[0]
        if report_id not in {value for _, value in choices}:
            report_id = ""
        severity = fields.get("severity", [""])[0]
        severity = severity if severity in SEVERITIES else SEVERITIES[0]
        return (
            gr.update(choices=choices, value=report_id),
            gr.update(value=severity),
            self.shown(report_id, severity, request),
        )


def build(desk: Desk, sheet: Sheet) -> Panel:
    """The choice of report and severity above, the results below."""
    del sheet  # its links open by themselves
    findings = Findings(desk)
    with gr.Row(elem_id="findings"):
        report = gr.Dropdown(
            findings.choices(), value="", label=desk.say("checks.report"), elem_id="check-report"
        )
        severity = gr.Radio(
            findings.severities(), value=SEVERITIES[0], label=desk.say("checks.severity")
        )
    shown = gr.HTML(elem_id="checks")
    for control in (report, severity):
        control.input(
            findings.shown,
            [report, severity],
            [shown],
            js=_REMEMBER,
            api_visibility="private",
            show_progress="hidden",
        )
    return Panel(findings.reopen, [report, severity, shown], renew=findings.reopen)
