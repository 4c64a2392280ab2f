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

import pikepdf
import pypdfium2
import pytest
from drawing import Line, draw

from ingest import adding, reading_process
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


# Called in the process that reads, by its name.
def read_or_die(copy, settings, result):
    return os.abort() if copy.name == "deadly.pdf" else _read(copy, settings, result)


_read = reading_process.read


def test_a_file_that_kills_its_process_is_refused_alone(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(reading_process, "read", read_or_die)
    deadly, notice = tmp_path / "deadly.pdf", tmp_path / "notice.pdf"
    shutil.copy(SAMPLE, deadly)
    draw(
        notice, [Line("关于开展安全检查的通知"), Line("各科室：请于本周内自查并上报结果，共三项。")]
    )
    with Library.open(folder) as library:
        files = [deadly, notice, SAMPLE]
        outcomes = list(adding.add_files(files, library, Settings(), jobs=2))
    assert [outcome.status for outcome in outcomes] == ["refused", "refused", "added"]
    assert "process died" in outcomes[0].reason
    assert "通知" in outcomes[1].reason


def test_a_fault_of_the_program_is_told_as_one():
    told = adding._refused(SAMPLE, KeyError("x0\x1b[2J"))
    assert "KeyError" in told.reason and "\x1b" not in told.reason
    page = adding._refused(SAMPLE, NotAReport("像是通知 (a notice)", advice="请换一份", page=2))
    assert page.reason == "第2页 · 像是通知 (a notice) · 请换一份"


def test_what_is_no_file_is_refused_by_name_and_the_rest_is_read(folder, tmp_path, capsys):
    given = tmp_path / "given"
    given.mkdir()
    shutil.copy(SAMPLE, given / "good.pdf")
    os.mkfifo(given / "pipe.pdf")
    (given / "zero.pdf").symlink_to("/dev/zero")
    (given / "circle.pdf").symlink_to("circle.pdf")
    (given / "above").symlink_to(given.parent)
    name = os.fsdecode(b"bytes-\xff\x1b[2J\n.pdf")
    (given / name).write_bytes(SAMPLE.read_bytes())
    assert main(["add", str(given), "--json", "--library", str(folder)]) == 1
    out = capsys.readouterr().out
    told = {line["file"]: (line["status"], line["reason"]) for line in _lines(out)}
    assert "\x1b" not in out and len(out.splitlines()) == 6
    assert {file: status for file, (status, _) in told.items()} == {
        "above": "refused",
        "bytes-\\xff\\x1b[2J\\n.pdf": "added",
        "circle.pdf": "refused",
        "good.pdf": "unchanged",
        "pipe.pdf": "refused",
        "zero.pdf": "refused",
    }
    assert "管道" in told["pipe.pdf"][1] and "设备" in told["zero.pdf"][1]
    assert "循环" in told["circle.pdf"][1] and "不跟随" in told["above"][1]
    with Library.open(folder) as library:
        (report,) = library.reports()
        assert report.file == "bytes-\\xff\\x1b[2J\\n.pdf"
        assert library.original(report.id).read_bytes() == SAMPLE.read_bytes()
    assert not (folder / "incoming").exists()


def test_the_parent_opens_no_pdf(folder, monkeypatch):
    def opened(*given: object) -> None:
        raise AssertionError("a PDF is opened where it must not be")

    monkeypatch.setattr(pypdfium2, "PdfDocument", opened)
    monkeypatch.setattr(pikepdf, "open", opened)
    assert main(["add", str(SAMPLE), "--jobs", "1", "--library", str(folder)]) == 0


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
    _wait_until_gone(run.pid)
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
        assert len(library._vectors.ids()) == sum(len(r.passages) for r in whole.values())


def _wait_until_gone(session: int) -> None:
    """What a killed process had started ends too; pytest's own time limit is the caller's."""
    deadline = time.monotonic() + 20
    while left := _of_session(session):
        assert time.monotonic() < deadline, left
        time.sleep(0.1)


def _of_session(session: int) -> list[str]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(stat.parent.name)
    return found
