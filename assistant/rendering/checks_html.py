"""What does not add up in the reports, as HTML: to click through, and on a sheet to print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Literal
from urllib.parse import urlencode

from assistant.composing.citations import titles_apart
from assistant.permalinks import link_of, place_at
from assistant.rendering.languages import Texts
from ingest.checks.discrepancy_words import difference_in_words
from ingest.checks.rules import rules
from ingest.discrepancy_sheet import discrepancy_sheet, pages_in_words
from ingest.language.amounts import grouped
from ingest.language.units import POINTS
from ingest.library import Library
from ingest.nouns import Discrepancy, Locator, ReadingSummary, Report
from ingest.public_view import PublicView
from ingest.sheets import csv_of, xlsx_of

Severity = Literal["discrepancy", "rounding", "all"]
SEVERITIES: tuple[Severity, ...] = ("discrepancy", "rounding", "all")
_MOST = 400


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which results are shown: those of one report ("" for all), of one severity or all."""

    report_id: str = ""
    severity: Severity = "discrepancy"

    def reports(self, library: Library) -> tuple[Report, ...]:
        """The reports meant. Raises NoSuchReport."""
        return (library.report(self.report_id),) if self.report_id else library.reports()

    def found(self, library: Library, *, public: bool) -> list[tuple[Report, Discrepancy]]:
        """What is shown, report by report; private numbers masked for the ``public``."""
        seen = PublicView(library) if public else library
        return [
            (report, one)
            for report in self.reports(library)
            for one in seen.discrepancies(report.id)
            if self.severity in ("all", one.severity)
        ]

    @property
    def query(self) -> str:
        """The choice as the query of an address."""
        fields = {"check_report": self.report_id, "severity": self.severity}
        return urlencode({name: value for name, value in fields.items() if value})


def checks_html(library: Library, chosen: Chosen, say: Texts, public: bool = True) -> str:
    """The results chosen, by report, each with both places a click away; then the rules' counts."""
    found = chosen.found(library, public=public)
    reports = chosen.reports(library)
    titles = titles_apart(library.reports())
    heading = escape(say("checks.heading", count=len(found), reports=len(reports)))
    shown = _by_report(found[:_MOST], titles, say, linked=True)
    more = len(found) - _MOST
    rest = f"<p>{escape(say('checks.more', count=more))}</p>" if more > 0 else ""
    none = "" if found else f"<p>{escape(say('checks.none'))}</p>"
    note = escape(say("checks.note"))
    counts = rules_html([library.summary(report.id) for report in reports], say)
    return (
        f"<section class='checks'><h2>{heading}</h2>{_exports(chosen, say)}{none}{shown}{rest}"
        f"<p class='quiet'>{note}</p>{counts}</section>"
    )


def _exports(chosen: Chosen, say: Texts) -> str:
    links = " · ".join(
        f"<a href='{say('checks.path')}{name}?{escape(chosen.query)}' {how}>"
        f"{escape(say(f'checks.{key}'))}</a>"
        for key, name, how in (
            ("csv", "checks/rows.csv", "download"),
            ("xlsx", "checks/rows.xlsx", "download"),
            ("print", "checks/sheet.html", "target='_blank'"),
        )
    )
    return f"<p class='take'>{links}</p>"


def _by_report(
    found: Sequence[tuple[Report, Discrepancy]],
    titles: Mapping[str, str],
    say: Texts,
    *,
    linked: bool,
) -> str:
    blocks = []
    for report, group in groupby(found, key=lambda pair: pair[0]):
        items = "".join(_item(report, one, say, linked=linked) for _, one in group)
        blocks.append(f"<h3>{escape(titles[report.id])}</h3><ol>{items}</ol>")
    return "".join(blocks)


def _item(report: Report, found: Discrepancy, say: Texts, *, linked: bool) -> str:
    rule = rules().get(found.rule)
    name = (rule.name if say.language == "zh" else rule.english) if rule else found.rule
    formula = escape(rule.formula) if rule else ""
    sides = [
        _side(report, words, places, linked=linked)
        for words, places in (
            (found.left, found.left_locators),
            (found.right, found.right_locators),
        )
    ]
    difference, unit = difference_in_words(found)
    words = f"{grouped(abs(difference))}{say('checks.points') if unit == POINTS else unit}"
    apart = f"<b>{escape(say('checks.apart', difference=words))}</b>" if found.difference else ""
    severity = escape(say(f"checks.{found.severity}"))
    return (
        f"<li class='{found.severity}'><span title='{formula}'>"
        f"<em>{severity}</em> {escape(name)}</span>"
        f"<p>{sides[0]}<span><i>≠</i> {sides[1]}</span>{apart}</p></li>"
    )


def _side(report: Report, words: str, places: Sequence[Locator], *, linked: bool) -> str:
    pages = escape(pages_in_words(places))
    if linked and places:
        link = escape(link_of(place_at(report.id, places)))
        return f"<span>{escape(words)} <a href='{link}'>{pages}</a></span>"
    return f"<span>{escape(words)}（{pages}）</span>"


def rules_html(summaries: Sequence[ReadingSummary], say: Texts) -> str:
    """How often each rule held, was off by rounding, failed, or could not be applied and why."""
    counts: dict[str, list[int]] = {}
    reasons: dict[str, dict[str, int]] = {}
    for summary in summaries:
        for count in summary.checks:
            row = counts.setdefault(count.rule, [0, 0, 0, 0])
            for n, name in enumerate(("held", "rounding", "failed", "not_applicable")):
                row[n] += getattr(count, name)
            for reason, times in count.reasons:
                why = reasons.setdefault(count.rule, {})
                why[reason] = why.get(reason, 0) + times
    lines = "".join(
        _rule_line(rule, counts[rule], reasons.get(rule, {}), say)
        for rule in (*rules(), *(name for name in counts if name not in rules()))
        if rule in counts
    )
    heads = ("rule", "held", "rounding", "discrepancy", "not_applicable", "why")
    head = "".join(f"<th>{escape(say(f'checks.{name}'))}</th>" for name in heads)
    words = escape(say("checks.rules"))
    return (
        f"<details class='rules'><summary>{words}</summary>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></details>"
    )


def _rule_line(rule_id: str, counts: Sequence[int], reasons: dict[str, int], say: Texts) -> str:
    rule = rules().get(rule_id)
    name = (rule.name if say.language == "zh" else rule.english) if rule else rule_id
    formula = f"<small>{escape(rule.formula)}</small>" if rule else ""
    numbers = "".join(f"<td>{count}</td>" for count in counts)
    why = "；".join(f"{reason} × {times}" for reason, times in reasons.items())
    return f"<tr><td>{escape(name)}{formula}</td>{numbers}<td>{escape(why)}</td></tr>"


def checks_file(
    library: Library, chosen: Chosen, kind: Literal["csv", "xlsx"], public: bool
) -> bytes:
    """The results as a file. Raises NoSuchReport."""
    ids = [report.id for report in chosen.reports(library)]
    severities = () if chosen.severity == "all" else (chosen.severity,)
    seen = PublicView(library) if public else library
    sheet = discrepancy_sheet(seen, ids, severities)
    return csv_of(sheet) if kind == "csv" else xlsx_of([sheet])


def printable_html(library: Library, chosen: Chosen, say: Texts, public: bool = True) -> str:
    """The results on a sheet of their own, to print: no links, pages in words."""
    found = chosen.found(library, public=public)
    titles = titles_apart(library.reports())
    title = escape(say("checks.heading", count=len(found), reports=len(chosen.reports(library))))
    note = escape(say("checks.note"))
    body = _by_report(found, titles, say, linked=False) or f"<p>{escape(say('checks.none'))}</p>"
    return (
        f"<!doctype html><html lang='{say.language}'><head><meta charset='utf-8'>"
        f"<title>{title}</title><style>{_PRINT}</style></head>"
        f"<body><h1>{title}</h1>{body}<p class='quiet'>{note}</p></body></html>"
    )


_PRINT = (
    "body{font:13px/1.5 'Noto Serif CJK SC',SimSun,serif;max-width:46em;margin:2em auto}"
    "h1{font-size:20px}h3{font-size:15px;margin:1.2em 0 .3em}ol{padding-left:1.6em}"
    "li{margin:.3em 0;break-inside:avoid}p{margin:.1em 0}i{margin:0 .6em;font-style:normal}"
    "b{margin-left:.8em}em{font-style:normal;border:1px solid #999;padding:0 4px;font-size:11px}"
    ".quiet{color:#666;margin-top:1.5em}"
)
