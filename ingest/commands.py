"""What ``python -m ingest`` does, a function a command; each returns the exit code."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)

from ingest.adding import Outcome, add_files, usual_jobs
from ingest.check_lines import check_fields, check_lines
from ingest.corpus import passages_to_train_on
from ingest.embedding.teacher import common_words, teacher
from ingest.embedding.training import train
from ingest.errors import MingzhangError
from ingest.explain import explain_page
from ingest.export import report_fields, to_csv, to_json, to_xlsx
from ingest.file_names import one_line
from ingest.forms import OTHER
from ingest.library import Library
from ingest.nouns import ReadingSummary, Report
from ingest.page_ranges import page_ranges
from ingest.public_view import PublicView
from ingest.settings import Settings
from ingest.taking_in import pdf_files

DONE, REFUSED = 0, 1

_WORDS_OF_SPEECH = 12_000
"""How many common words the bundled model knows besides those of reports."""

_STATUS = {
    "added": "已加入 added",
    "unchanged": "未变 unchanged",
    "replaced": "已替换 replaced",
    "refused": "未收 refused",
}
_KINDS = {"budget": "预算", "final_accounts": "决算"}
_LEVELS = {"department": "部门", "unit": "单位"}
_FORMATS = {"json": to_json, "csv": to_csv, "xlsx": to_xlsx}


def add(
    folder: Path,
    settings: Settings,
    paths: Sequence[Path],
    *,
    jobs: int,
    as_json: bool,
    replace: str,
) -> int:
    """Read files and folders into the library; a line a file on stdout, progress on stderr."""
    files = pdf_files(paths)
    if replace and len(files) != 1:
        raise MingzhangError(
            f"--replace 只能配一个文件，这里有 {len(files)} 个 (--replace takes one file)"
        )
    refused = False
    with Library.open(folder, settings) as library, _progress(len(files)) as progress:
        outcomes = add_files(
            files, library, settings, jobs=jobs or usual_jobs(len(files)), replace=replace
        )
        for outcome in outcomes:
            progress.advance()
            _say(_json_line(_outcome_fields(outcome)) if as_json else _outcome_line(outcome))
            refused = refused or outcome.status == "refused"
    return REFUSED if refused else DONE


def show(folder: Path, settings: Settings, *, as_json: bool) -> int:
    """The reports of the library in the order of adding, a line each."""
    with Library.open(folder, settings) as library:
        for report in library.reports():
            summary = library.summary(report.id)
            if as_json:
                _say(_json_line({**report_fields(report), "summary": asdict(summary)}))
            else:
                _say(_report_line(report))
                _say(_summary_line(summary))
    return DONE


def remove(folder: Path, settings: Settings, report_ids: Sequence[str]) -> int:
    """Take reports out of the library; an unknown id does not keep the others."""
    refused = False
    with Library.open(folder, settings) as library, library.writing():
        for report_id in report_ids:
            try:
                report = library.remove(report_id)
            except MingzhangError as error:
                complain(error)
                refused = True
            else:
                _say(f"已移除 removed  {_report_line(report)}")
    return REFUSED if refused else DONE


def export(
    folder: Path, settings: Settings, *, report_id: str, form: str, output: Path | None
) -> int:
    """Write what was read from one report, or from all, to a file or stdout."""
    with Library.open(folder, settings) as library:
        ids = [report_id] if report_id else [report.id for report in library.reports()]
        source = PublicView(library, names=True) if settings.public else library
        content = _FORMATS[form](source, ids)
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
    else:
        _write(output, content)
    return DONE


def check(
    folder: Path, settings: Settings, *, report_id: str, as_json: bool, everything: bool
) -> int:
    """The discrepancies that reading found in one report, or in all, and what was not checked."""
    with Library.open(folder, settings) as library:
        chosen = [library.report(report_id)] if report_id else library.reports()
        for report in chosen:
            if as_json:
                for fields in check_fields(library, report.id, everything=everything):
                    _say(_json_line(fields))
            else:
                for line in check_lines(library, report.id, everything=everything):
                    _say(line)
    return DONE


def explain(settings: Settings, path: Path, page: int, output: Path | None) -> int:
    """What the reader finds on a page, in words; with ``output`` also drawn on its picture."""
    explanation = explain_page(path, page, settings)
    _say(explanation.text)
    if output is not None:
        _write(output, explanation.picture)
    return DONE


def re_embed(folder: Path, settings: Settings) -> int:
    """Embed all passages anew with the model of the settings."""
    count = Library.re_embed(folder, settings)
    _say(f"已重建 {count} 段的向量 (passages embedded again)")
    return DONE


def train_embedding(settings: Settings, reports: Sequence[Path], output: Path) -> int:
    """Train an embedding model on the passages of reports and libraries; progress on stderr."""
    teach, words = teacher(), common_words(_WORDS_OF_SPEECH)
    passages = passages_to_train_on(reports, settings)
    model = train(
        passages,
        output,
        progress=lambda line: sys.stderr.write(line + "\n"),
        teach=teach,
        words=words,
    )
    _say(f"已训练 trained  {model.name}  {len(passages)} 段 passages  → {output}")
    _say(f"使用 to use it: MINGZHANG_EMBEDDING={output}，再 then: python -m ingest re-embed")
    return DONE


def complain(error: MingzhangError) -> None:
    """One line on stderr."""
    sys.stderr.write(one_line(" ".join(str(error).split())) + "\n")


def _write(output: Path, content: bytes) -> None:
    try:
        output.write_bytes(content)
    except OSError as error:
        raise MingzhangError(
            f"写不了 {output}：{error.strerror} (the output cannot be written)"
        ) from error


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _json_line(fields: dict[str, Any]) -> str:
    return json.dumps(fields, ensure_ascii=False)


def _outcome_fields(outcome: Outcome) -> dict[str, Any]:
    report = outcome.report
    named = ("id", "file", "publisher", "fiscal_year", "kind", "level", "title", "pages")
    return {
        "file": one_line(outcome.path.name),
        "status": outcome.status,
        "reason": outcome.reason,
        "report": {name: getattr(report, name) for name in named} if report else None,
        "tables": [
            {
                "form": table.form,
                "title": table.title,
                "pages": list(table.pages),
                "unit": table.unit,
                "figures": table.figures,
            }
            for table in outcome.tables
        ],
        "figures": outcome.figures,
        "passages": outcome.passages,
        "discrepancies": outcome.discrepancies,
        "seconds": round(outcome.seconds, 3),
    }


def _outcome_line(outcome: Outcome) -> str:
    line = f"{_STATUS[outcome.status]}  {one_line(str(outcome.path))}"
    if outcome.report is None:
        return f"{line}  {outcome.reason}"
    return (
        f"{line}  {_name(outcome.report)}  {len(outcome.tables)} 张表 tables, "
        f"{outcome.figures} 个数 figures, {outcome.passages} 段 passages, {outcome.seconds:.1f} s"
    )


def _name(report: Report) -> str:
    return (
        f"{report.publisher} {report.fiscal_year}年度{_LEVELS[report.level]}{_KINDS[report.kind]}"
    )


def _report_line(report: Report) -> str:
    line = f"{report.id}  {_name(report)}  {report.pages} 页 pages  {report.file}"
    if report.edition_of:
        line += f"  另一版本 edition of {report.edition_of}"
    return line


def _summary_line(summary: ReadingSummary) -> str:
    statutory = [form for form in summary.forms if form != OTHER]
    held = sum(count.held for count in summary.checks)
    rounding = sum(count.rounding for count in summary.checks)
    failed = sum(count.failed for count in summary.checks)
    silent = sum(count.not_applicable for count in summary.checks)
    scanned, unread = len(summary.scanned_pages), len(summary.unread_pages)
    pictures = f" · 扫描页 scanned pages {scanned}" if scanned else ""
    if unread:
        pictures += (
            f" · 未读的扫描页 scanned pages not read {unread}：pip install 'mingzhang[ocr]'，"
            "再重新加入 then add the file again"
        )
    if summary.damaged_pages:
        pages = page_ranges(summary.damaged_pages)
        pictures += f" · 文件损坏，未读的页 pages not read, the file is damaged: {pages}"
    return (
        f"    {len(statutory)} 种法定表 statutory forms · "
        f"表内数字 amounts {summary.amounts_captured}/{summary.amounts_printed} · "
        f"勾稽 sums: 相符 held {held}, 尾差 rounding {rounding}, 不符 failed {failed}, "
        f"不适用 not applicable {silent}{pictures}"
    )


class _FileProgress:
    """The bar over the files: this process opens none, and knows of no pages."""

    def __init__(self, progress: Progress, files: int) -> None:
        self._progress = progress
        self._task: TaskID = progress.add_task("", total=files)

    def advance(self) -> None:
        """One file is through."""
        self._progress.advance(self._task)


@contextmanager
def _progress(files: int) -> Iterator[_FileProgress]:
    bar = Progress(
        MofNCompleteColumn(),
        TextColumn("份 files"),
        BarColumn(),
        TextColumn("剩余 left"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        # Lines that go to a file or a pipe must not be sent to stderr.
        redirect_stdout=sys.stdout.isatty(),
    )
    with bar:
        yield _FileProgress(bar, files)
