"""``python -m ingest check`` on a report as read: what is off, what held, why not checked."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ingest.__main__ import main
from ingest.discrepancy_sheet import discrepancy_sheet
from ingest.library import Library
from ingest.reading import read_report
from ingest.settings import Settings

SAMPLE = Path(__file__).parents[2] / "samples" / "chengpu-transport-2024-account.pdf"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("checked") / "library"
    with Library.open(folder) as library:
        library.add(read_report(SAMPLE, Settings()), SAMPLE)
    return folder


def check(folder: Path, capsys: pytest.CaptureFixture[str], *options: str) -> list[str]:
    assert main(["check", *options, "--library", str(folder)]) == 0
    return capsys.readouterr().out.splitlines()


def results(folder: Path, capsys: pytest.CaptureFixture[str], *options: str) -> list[Any]:
    return [json.loads(line) for line in check(folder, capsys, "--json", *options)]


def test_what_is_off_comes_with_both_places_and_why_others_were_not_checked(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head, first, *rest = check(folder, capsys)
    assert "2 处不符" in head
    for said in ("three_public_told", "62.74万元（第20页）", "62.47万元（第16页）", "差 0.27万元"):
        assert said in first
    (rate,) = [line for line in rest if "completion_rate" in line and "不符" in line]
    assert rate.endswith("差 -0.43个百分点")
    reasons = [line for line in rest if "not applicable" in line]
    assert any("有空白单元格" in line and "row_total" in line for line in reasons)


def test_sheet_tells_percentage_points(folder: Path) -> None:
    with Library.open(folder) as library:
        (report,) = library.reports()
        sheet = discrepancy_sheet(library, [report.id], ["discrepancy"])
        (rate,) = (row for row in sheet.rows if row[1] == "completion_rate")
    named = dict(zip(sheet.header, rate, strict=True))
    assert (named["差额"], named["单位"]) == (Decimal("-0.43"), "个百分点")


def test_json_gives_an_object_a_result(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = results(folder, capsys)
    assert {one["severity"] for one in found} <= {"discrepancy", "rounding"}
    told = next(one for one in found if one["rule"] == "three_public_told")
    assert (told["name"], told["difference"]) == ("文字中的“三公”经费与表", "0.27")
    assert [place["page"] for place in told["left_places"] + told["right_places"]] == [20, 16]


def test_all_lists_what_held_and_what_could_not_be_checked(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = results(folder, capsys, "--all")
    with Library.open(folder) as library:
        (report,) = library.reports()
        counts = library.summary(report.id).checks
    for severity in ("held", "not_applicable"):
        listed = sum(one["severity"] == severity for one in found)
        assert listed == sum(getattr(count, severity) for count in counts) > 0
    assert all(one["reason"] for one in found if one["severity"] == "not_applicable")
    assert len(check(folder, capsys, "--all")) == len(found) + 1
