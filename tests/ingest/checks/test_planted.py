"""Contradictions planted into the sample reports are told; the reports without them are not."""

from __future__ import annotations

import importlib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from ingest.checks.rules import rules
from ingest.nouns import Discrepancy
from ingest.reading import read_report
from ingest.settings import Settings

HERE = Path(__file__).parent / "planted"
SAMPLES = Path(__file__).parents[3] / "samples"
PLANTED: dict[str, list[dict[str, str]]] = yaml.load(
    (HERE / "planted.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader
)
CASES = [(name, change) for name, changes in PLANTED.items() for change in changes]
# One contradiction of the sample itself: see its YAML.
OF_THE_SAMPLE = "62.74"


@cache
def told(path: Path) -> tuple[Discrepancy, ...]:
    found = read_report(path, Settings()).discrepancies
    return tuple(one for one in found if one.severity == "discrepancy")


def sides(found: Discrepancy) -> str:
    return f"{found.left} {found.right}"


@pytest.mark.parametrize(
    ("name", "change"), CASES, ids=[f"{name[8:]}-{change['rule']}" for name, change in CASES]
)
def test_a_planted_contradiction_is_told(name: str, change: dict[str, str]) -> None:
    of_rule = [one for one in told(HERE / f"{name}.pdf") if one.rule == change["rule"]]
    assert [one for one in of_rule if change["says"] in sides(one)], [sides(o) for o in of_rule]
    assert all(one.left_locators and one.right_locators for one in of_rule)


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.pdf")), ids=lambda path: path.stem)
def test_the_clean_twins_are_told_of_nothing(path: Path) -> None:
    assert [sides(one) for one in told(path) if OF_THE_SAMPLE not in sides(one)] == []


def test_the_one_contradiction_of_the_samples_is_told() -> None:
    found = told(SAMPLES / "chengpu-transport-2024-account.pdf")
    assert {one.rule for one in found} == {"three_public_told", "completion_rate"}


def test_most_rules_have_a_planted_case() -> None:
    assert set(rules()) - {change["rule"] for _, change in CASES} == {
        "personnel_and_public",
        "state_capital_total",
        "same_code",
        "abroad_line",
        "operating_told",
    }


def test_the_planted_reports_are_those_of_the_list(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.syspath_prepend(str(SAMPLES))
    flowables: Any = importlib.import_module("flowables")
    if not flowables.FONT_FOLDER.exists():
        pytest.skip("the font that the samples are drawn with is not installed")
    plant: Any = importlib.import_module("plant")
    plant.main(tmp_path)
    for name in PLANTED:
        assert (tmp_path / f"{name}.pdf").read_bytes() == (HERE / f"{name}.pdf").read_bytes()
