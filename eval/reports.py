"""Scores what a library says reports are (publisher, year, kind, level, forms) against labels.

A label line: ``{"file", "is_report", "publisher", "fiscal_year", "kind", "level", "tables"?}``;
``tables`` (``{"form", "pages"}`` each) is the full list of tables where it is given. Every labelled
file is taken as tried: one that is no report must not be in the library, the others must.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from eval.cases import InvalidCase, load_json_lines, report_key
from eval.summaries import as_markdown, share
from ingest.language.glyphs import fold
from ingest.library import Library
from ingest.nouns import Report, Table

Field = Literal["is_report", "publisher", "fiscal_year", "kind", "level"]
FIELDS: tuple[Field, ...] = get_args(Field)

_EXTENT = re.compile(r"\((?:汇总|本级)\)$")

FormAt = tuple[str, int]
"""A form and the first page of a table of it."""


@dataclass(frozen=True, slots=True)
class Label:
    """What one file is. Fields are None for a file that is no report; ``forms`` None: not told."""

    file: str
    is_report: bool
    publisher: str | None
    fiscal_year: int | None
    kind: str | None
    level: str | None
    forms: tuple[FormAt, ...] | None


@dataclass(frozen=True, slots=True)
class ReportScore:
    """One label against the library.

    ``right`` has a field only where it could be compared; ``forms_due`` and ``forms_read`` are
    empty where the label does not tell the tables or the file was not read.
    """

    label: Label
    report: Report | None
    right: dict[Field, bool]
    forms_due: tuple[FormAt, ...] = ()
    forms_read: tuple[FormAt, ...] = ()

    @property
    def forms_both(self) -> int:
        """How many of the tables due were read with their form and first page."""
        return len(_common(self.forms_due, self.forms_read))


def load_labels(path: Path) -> tuple[Label, ...]:
    """The labels of a file. Raises InvalidCase where a line is none."""
    labels = []
    for number, record in load_json_lines(path):
        try:
            labels.append(_label_of(record))
        except (KeyError, TypeError, ValueError) as error:
            reason = f"第{number}行 不合标注格式 (not a label): {error!r}"
            raise InvalidCase(reason, file=path.name) from error
    return tuple(labels)


def _label_of(record: dict[str, Any]) -> Label:
    tables = record.get("tables")
    return Label(
        record["file"],
        bool(record["is_report"]),
        record.get("publisher"),
        record.get("fiscal_year"),
        record.get("kind"),
        record.get("level"),
        None if tables is None else tuple((t["form"], min(t["pages"])) for t in tables),
    )


def score_reports(labels: Iterable[Label], library: Library) -> tuple[ReportScore, ...]:
    """Scores each label against the report of the same file name, if the library holds one."""
    held = {report_key(report.file): report for report in library.reports()}
    scores = []
    for label in labels:
        report = held.get(report_key(label.file))
        tables = library.tables(report.id) if report is not None else ()
        scores.append(score_label(label, report, tables))
    return tuple(scores)


def score_label(label: Label, report: Report | None, tables: Sequence[Table]) -> ReportScore:
    """Scores one label against the report read from that file (None: refused or not added)."""
    right: dict[Field, bool] = {"is_report": label.is_report == (report is not None)}
    if label.is_report:
        # A report that was refused is wrong in all that it should have been told to be.
        right["publisher"] = report is not None and (
            _publisher(report.publisher) == _publisher(label.publisher or "")
        )
        right["fiscal_year"] = report is not None and report.fiscal_year == label.fiscal_year
        right["kind"] = report is not None and report.kind == label.kind
        right["level"] = report is not None and report.level == label.level
    if label.forms is None:
        return ReportScore(label, report, right)
    read = tuple((table.form, min(table.pages)) for table in tables)
    return ReportScore(label, report, right, label.forms, read)


def _publisher(name: str) -> str:
    """The name without its extent (汇总, 本级), which the level tells."""
    return _EXTENT.sub("", fold(name))


def _common(due: Sequence[FormAt], read: Sequence[FormAt]) -> list[FormAt]:
    left = list(read)
    both = []
    for form in due:
        if form in left:
            left.remove(form)
            both.append(form)
    return both


@dataclass(frozen=True, slots=True)
class FormsScore:
    """Tables due, read, and both, over all labels that tell the tables."""

    due: int
    read: int
    both: int

    @property
    def f1_percent(self) -> float:
        """F1 of (form, first page) in percent; 0 where nothing was due or read."""
        total = self.due + self.read
        return 200 * self.both / total if total else 0.0


def forms_score(scores: Iterable[ReportScore]) -> FormsScore:
    """The counts of forms over all scores."""
    told = [score for score in scores if score.label.forms is not None]
    return FormsScore(
        sum(len(score.forms_due) for score in told),
        sum(len(score.forms_read) for score in told),
        sum(score.forms_both for score in told),
    )


def field_shares(scores: Sequence[ReportScore]) -> list[tuple[Field, int, int]]:
    """Each field with how often it was right and compared."""
    return [
        (
            field,
            sum(s.right.get(field, False) for s in scores),
            sum(field in s.right for s in scores),
        )
        for field in FIELDS
    ]


def reports_in_words(scores: Sequence[ReportScore], *, detail: bool = False) -> str:
    """The summary; with ``detail`` every field that is wrong, and the forms missed and extra."""
    forms = forms_score(scores)
    rows = [[name, share(right, asked)] for name, right, asked in field_shares(scores)]
    rows += [
        ["forms recall", share(forms.both, forms.due)],
        ["forms precision", share(forms.both, forms.read)],
        ["forms F1", f"{forms.f1_percent:.1f} %"],
    ]
    blocks = [as_markdown(("项目 field", "正确 right"), rows)]
    if detail:
        blocks += [words for words in map(_score_in_words, scores) if words]
    return "\n\n".join(blocks)


def _score_in_words(score: ReportScore) -> str:
    lines = []
    for field, right in score.right.items():
        if not right:
            due = getattr(score.label, field)
            got = "" if score.report is None else getattr(score.report, field, "held")
            lines.append(f"  {field}: {got or '–'}, expected {due}")
    both = _common(score.forms_due, score.forms_read)
    for name, forms in (("missed", score.forms_due), ("extra", score.forms_read)):
        if rest := _without(forms, both):
            lines.append(f"  {name}: " + ", ".join(f"{form} p.{page}" for form, page in rest))
    return "\n".join([score.label.file, *lines]) if lines else ""


def _without(forms: Sequence[FormAt], taken: Sequence[FormAt]) -> list[FormAt]:
    rest = list(forms)
    for form in taken:
        rest.remove(form)
    return rest


def reports_to_json(scores: Sequence[ReportScore]) -> dict[str, Any]:
    """The counts as plain JSON values, over all and by file."""
    forms = forms_score(scores)
    return {
        "fields": {name: {"right": r, "compared": n} for name, r, n in field_shares(scores)},
        "forms": {"due": forms.due, "read": forms.read, "both": forms.both},
        "files": [
            {
                "file": score.label.file,
                "report": score.report.id if score.report else None,
                "right": dict(score.right),
                "forms_due": list(score.forms_due),
                "forms_read": list(score.forms_read),
            }
            for score in scores
        ],
    }
