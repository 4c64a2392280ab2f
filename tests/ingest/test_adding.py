"""Files into the library through the command line: what is said, kept and refused."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ingest import adding
from ingest.__main__ import main
from ingest.errors import NotAReport
from ingest.library import Library
from ingest.reading import read_report
from ingest.settings import Settings

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "samples" / "zhuhai-2023.pdf"
OTHER = ROOT / "samples" / "zhongshan-2022.pdf"
REFUSED_FIELDS = {
    "report": None,
    "tables": [],
    "figures": 0,
    "passages": 0,
    "discrepancies": 0,
    "seconds": 0.0,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


def _lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def _contents(folder: Path) -> tuple[object, ...]:
    with Library.open(folder) as library:
        exported = tuple(
            (r, library.tables(r.id), library.passages(r.id)) for r in library.reports()
        )
    return exported, sorted(p.name for p in (folder / "files").iterdir())


def test_a_report_is_added_once_and_refusals_change_nothing(folder, tmp_path, capsys):
    assert main(["add", str(SAMPLE), "--json", "--library", str(folder)]) == 0
    (added,) = _lines(capsys.readouterr().out)
    reading = read_report(SAMPLE, Settings())
    assert added["file"] == SAMPLE.name
    assert added["status"] == "added"
    assert added["report"]["id"] == reading.report.id
    assert added["report"]["file"] == SAMPLE.name
    assert added["figures"] == len(reading.figures) > 0
    assert [t["figures"] for t in added["tables"]] == [len(t.figures) for t in reading.tables]
    assert {t["form"] for t in added["tables"]} >= {"expenditure", "three_public"}
    before = _contents(folder)

    bad = {"empty.pdf": b"", "web.pdf": b"<html>", "cut.pdf": SAMPLE.read_bytes()[:900]}
    for name, content in bad.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "nothing").mkdir()
    given = [str(tmp_path / name) for name in (*bad, "missing.pdf", "nothing")]
    assert main(["add", *given, str(SAMPLE), "--json", "--library", str(folder)]) == 1
    *refused, unchanged = _lines(capsys.readouterr().out)
    assert [line["file"] for line in refused] == [*bad, "missing.pdf", "nothing"]
    for line in refused:
        assert line["status"] == "refused"
        assert line["reason"]
        assert {key: line[key] for key in REFUSED_FIELDS} == REFUSED_FIELDS
    assert unchanged["status"] == "unchanged"
    assert {**unchanged, "status": "added", "seconds": 0} == {**added, "seconds": 0}
    assert _contents(folder) == before

    assert main(["add", *given, "--library", str(folder)]) == 1
    out = capsys.readouterr().out
    assert len(out.splitlines()) == len(given)
    assert "空的" in out


def test_folders_are_searched_and_files_read_over_processes(folder, tmp_path, capsys):
    inside = tmp_path / "下载" / "深处"
    inside.mkdir(parents=True)
    shutil.copy(SAMPLE, inside / "甲.PDF")
    shutil.copy(SAMPLE, inside / "又一份.pdf")
    shutil.copy(OTHER, inside.parent / "乙.pdf")
    (inside / "notes.txt").write_text("no report")
    given = ["add", str(tmp_path / "下载"), "--json", "--jobs", "2", "--library", str(folder)]
    assert main(given) == 0
    shown = capsys.readouterr()
    assert sorted((line["file"], line["status"]) for line in _lines(shown.out)) == sorted(
        [("乙.pdf", "added"), ("又一份.pdf", "added"), ("甲.PDF", "unchanged")]
    )
    assert "3/3" in shown.err


def test_a_fault_in_one_file_stops_no_other(folder, tmp_path, monkeypatch):
    names = ("a", "b", "c")
    for name in names:
        (tmp_path / f"{name}.pdf").write_bytes(name.encode())
    reading = read_report(SAMPLE, Settings())

    def read(path: Path, settings: Settings) -> object:
        if path.stem == "a":
            raise KeyError("x0")
        if path.stem == "b":
            raise NotAReport("像是通知 (a notice)", advice="请换一份", page=2)
        return reading

    monkeypatch.setattr(adding, "read_report", read)
    with Library.open(folder) as library:
        files = [tmp_path / f"{name}.pdf" for name in names]
        outcomes = list(adding.add_files(files, library, Settings()))
    assert [outcome.status for outcome in outcomes] == ["refused", "refused", "added"]
    assert "KeyError" in outcomes[0].reason
    assert outcomes[1].reason == "第2页 · 像是通知 (a notice) · 请换一份"


def test_a_file_that_kills_its_process_is_refused_alone(folder, tmp_path, monkeypatch):
    reading = adding._read(SAMPLE, Settings())
    deadly = tmp_path / "deadly.pdf"
    deadly.write_bytes(b"%PDF-deadly")

    # What is submitted must be importable by a spawned process: functions of the library's own.
    def submit(self: object, function: object, path: Path, *given: object) -> object:
        target = os.abort if path == deadly else str
        return real_submit(self, target, *(() if path == deadly else (path,)))

    real_submit = adding.ProcessPoolExecutor.submit
    monkeypatch.setattr(adding.ProcessPoolExecutor, "submit", submit)
    monkeypatch.setattr(
        adding, "_added", lambda path, *_: adding.Outcome(path, "added", reading.seconds)
    )
    with Library.open(folder) as library:
        outcomes = list(adding.add_files([deadly, SAMPLE], library, Settings(), jobs=2))
    assert [outcome.status for outcome in outcomes] == ["refused", "added"]
    assert "process died" in outcomes[0].reason


def test_replace_takes_one_file_and_a_report_that_is_there(folder, capsys):
    given = ["add", str(SAMPLE), "--library", str(folder), "--replace", "no-such"]
    assert main(given) == 1
    assert "no-such" in capsys.readouterr().err
    with pytest.raises(SystemExit) as wrong:
        main([*given, str(OTHER)])
    assert wrong.value.code == 2


@pytest.mark.parametrize("seconds", [2.0, 4.0])
def test_killed_while_adding(folder, seconds):
    command = [sys.executable, "-m", "ingest", "add", str(SAMPLE), str(OTHER)]
    run = subprocess.Popen(
        [*command, "--jobs", "2", "--library", str(folder)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    time.sleep(seconds)
    run.send_signal(signal.SIGKILL)
    run.wait()
    whole = {path.name: read_report(path, Settings()) for path in (SAMPLE, OTHER)}
    with Library.open(folder) as library:
        for report in library.reports():
            assert library.tables(report.id) == whole[report.file].tables
            assert library.passages(report.id) == whole[report.file].passages
        statuses = [
            outcome.status for outcome in adding.add_files([SAMPLE, OTHER], library, Settings())
        ]
        assert set(statuses) <= {"added", "unchanged"}
        assert len(library.reports()) == 2
        assert library._vectors.count() == sum(len(r.passages) for r in whole.values())
