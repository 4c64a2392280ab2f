"""list, remove, check, re-embed: what they print and how they end."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from ingest.__main__ import main
from ingest.library import Library
from ingest.nouns import Discrepancy, Locator, Passage, Reading, Report

PLACE = (Locator(5, (10.0, 20.0, 30.5, 40.0)),)


def _reading(content: str) -> Reading:
    report = Report(
        content, "某局", 2024, "budget", "unit", "某局预算", f"{content}.pdf", content * 64, 9
    )
    found = Discrepancy(
        content,
        "income-total",
        "收入总计 5.00",
        "支出总计 4.00",
        PLACE,
        PLACE,
        Decimal("1.00"),
        Decimal("0.01"),
        "万元",
        "discrepancy",
    )
    passages = (Passage(f"{content}-p", content, (), "单位职责。", PLACE),)
    return Reading(report, (), (), passages, (found,))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Library.open(tmp_path / "library") as library:
        for content in ("a", "b"):
            (tmp_path / f"{content}.pdf").write_bytes(content.encode())
            library.add(_reading(content), tmp_path / f"{content}.pdf")
    return tmp_path / "library"


def test_list_names_every_report(folder, capsys):
    assert main(["list", "--library", str(folder)]) == 0
    first, first_summary, second, _ = capsys.readouterr().out.splitlines()
    assert "表内数字 amounts" in first_summary
    assert first.startswith("a  某局 2024年度单位预算")
    assert "edition of a" in second
    assert main(["list", "--json", "--library", str(folder)]) == 0
    listed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["id"], one["file"], one["pages"], one["edition_of"]) for one in listed] == [
        ("a", "a.pdf", 9, ""),
        ("b", "b.pdf", 9, "a"),
    ]


def test_the_environment_names_the_library(folder, capsys, monkeypatch):
    monkeypatch.setenv("MINGZHANG_LIBRARY", str(folder))
    assert main(["list"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 4


def test_remove_takes_out_what_it_can(folder, capsys):
    assert main(["remove", "none", "a", "--library", str(folder)]) == 1
    shown = capsys.readouterr()
    assert "none" in shown.err
    assert len(shown.err.splitlines()) == 1
    assert shown.out.startswith("已移除 removed  a ")
    assert main(["remove", "b", "--library", str(folder)]) == 0
    with Library.open(folder) as library:
        assert library.reports() == ()


def test_check_shows_what_does_not_agree(folder, capsys):
    assert main(["check", "--report", "a", "--library", str(folder)]) == 0
    head, line = capsys.readouterr().out.splitlines()
    assert head.startswith("a  1 处不符")
    for said in ("income-total", "收入总计 5.00", "支出总计 4.00", "1.00万元", "第5页"):
        assert said in line
    assert main(["check", "--json", "--library", str(folder)]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["report"], one["difference"]) for one in found] == [("a", "1.00"), ("b", "1.00")]


def test_re_embed_embeds_every_passage(folder, capsys):
    assert main(["re-embed", "--library", str(folder)]) == 0
    assert "2 段" in capsys.readouterr().out


def test_a_busy_library_is_named(folder, capsys):
    with Library.open(folder) as library, library.writing():
        assert main(["remove", "a", "--library", str(folder)]) == 1
    assert "pid" in capsys.readouterr().err


@pytest.mark.parametrize("given", [[], ["add"], ["nonsense"], ["add", "x", "--jobs", "0"]])
def test_wrong_use_ends_with_two(given):
    with pytest.raises(SystemExit) as wrong:
        main(given)
    assert wrong.value.code == 2
