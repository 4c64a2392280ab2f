"""Question and truth files: what is read, what is refused, where evidence stands."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from eval.cases import InvalidCase, load_cases, report_key
from eval.evidence import places_of
from eval.truth import Truth, load_truths
from tests.eval.builders import make_case, make_cell, make_truth

LINE: dict[str, Any] = {
    "id": "q-1",
    "kind": "derived",
    "lang": "zh",
    "question": "占比多少？",
    "expect": {
        "status": "answered",
        "figures": [{"value": "3.95", "unit": "%", "tolerance": "0.06", "calc": "1/2"}],
        "phrases": [["2024"]],
        "evidence": [
            {"report": "a", "page": 3},
            {"report": "a", "text": "基本支出"},
            {"report": "a", "table": "支出表", "row": "合计", "column": "小计", "code": "201"},
        ],
        "evidence_mode": "any",
    },
}


def written(folder: Path, *lines: object) -> Path:
    path = folder / "questions.jsonl"
    text = "\n".join(x if isinstance(x, str) else json.dumps(x, ensure_ascii=False) for x in lines)
    path.write_text(text, encoding="utf-8")
    return path


def changed(**expect: object) -> dict[str, Any]:
    return LINE | {"expect": LINE["expect"] | expect}


def test_a_case_is_read_whole(tmp_path: Path) -> None:
    (case,) = load_cases(written(tmp_path, LINE, ""))
    assert case.figures[0].value == Decimal("3.95")
    assert case.figures[0].tolerance == Decimal("0.06")
    assert [type(e).__name__ for e in case.evidence] == [
        "PageEvidence",
        "SnippetEvidence",
        "CellEvidence",
    ]
    assert (case.evidence_mode, case.history, case.source) == ("any", (), "questions.jsonl")


@pytest.mark.parametrize(
    "line",
    [
        "{not json",
        "[]",
        {"id": "q"},
        changed(status="maybe"),
        changed(evidence_mode="some"),
        changed(figures=[{"value": 3.95, "unit": "%"}]),
        changed(figures=[{"value": "-3", "unit": "%"}]),
        changed(figures=[{"value": "three", "unit": "%"}]),
        changed(figures=[{"value": "3"}]),
        changed(phrases=["2024"]),
        changed(evidence=[{"report": "a", "table": "b"}]),
    ],
)
def test_a_line_that_is_no_case_is_refused_with_its_number(tmp_path: Path, line: object) -> None:
    with pytest.raises(InvalidCase, match="第2行"):
        load_cases(written(tmp_path, LINE, line))


def test_an_id_used_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidCase, match="q-1"):
        load_cases(written(tmp_path, LINE, LINE))


def test_a_report_is_known_by_its_file_name() -> None:
    names = ("yunxi-2024", "yunxi-2024.pdf", "yunxi-2024.pdf.json", "yunxi-2024.pages.json")
    assert {report_key(name) for name in names} == {"yunxi-2024"}


def test_evidence_is_located_in_page_texts_and_over_a_page_end() -> None:
    pages = ((1, "支出合计12万元"), (2, "收入减少30万—2—"), (3, "元，下降5%"))
    truths = {"a": Truth("a", pages=pages)}
    case = make_case(
        evidence=[
            {"report": "a", "text": "支出合计 12 万元"},
            {"report": "a", "text": "减少30万元，下降5%"},
        ]
    )
    assert places_of(case, truths) == ({"a": frozenset({1, 2, 3})}, ())


def test_evidence_is_located_in_tables_by_row_column_and_code() -> None:
    cells = (
        make_cell("事业运行", "1", ("本年支出", "小计"), code="2010350", page=5),
        make_cell("事业运行", "2", ("本年支出", "小计"), code="2010450", page=6),
        make_cell("", "3", ("决算数", "公务接待费"), page=7),
    )
    truths = {"a": Truth("a", (make_truth(*cells),))}
    place = {"report": "a", "table": "支出 决算表", "row": "事业运行", "column": "小计"}
    both = make_case(evidence=[place])
    one = make_case(evidence=[place | {"code": "2010450"}])
    unlabelled = make_case(evidence=[place | {"row": "决算数", "column": "公务接待费"}])
    assert places_of(both, truths)[0] == {"a": frozenset({5, 6})}
    assert places_of(one, truths)[0] == {"a": frozenset({6})}
    assert places_of(unlabelled, truths)[0] == {"a": frozenset({7})}


def test_evidence_that_cannot_be_located_is_told() -> None:
    case = make_case(evidence=[{"report": "a", "text": "没有这句"}])
    places, lost = places_of(case, {"a": Truth("a", pages=((1, "别的"),))})
    assert places == {"a": frozenset()}
    assert len(lost) == 1 and "没有这句" in lost[0]


def test_truth_of_both_formats(tmp_path: Path) -> None:
    cell = {"row_code": None, "row_label": None, "column": ["合计"], "value": "1,234.50", "page": 2}
    cells = [cell, cell | {"also": [{"row_code": "501", "row_label": "工资"}], "line_no": "7"}]
    table = {"table": "支出决算表", "pages": [2], "unit": "万元", "cells": cells}
    (tmp_path / "a.json").write_text(json.dumps([table]), encoding="utf-8")
    pages = [{"page": 1, "text": "封面"}]
    (tmp_path / "a.pages.json").write_text(json.dumps(pages), encoding="utf-8")
    truths = load_truths([tmp_path])
    first, second = truths["a"].tables[0].cells
    assert (first.row_code, first.row_label, first.value) == ("", "", Decimal("1234.50"))
    assert (first.line_no, second.line_no, second.also) == (None, "7", (("501", "工资"),))
    assert truths["a"].pages == ((1, "封面"),)


def test_a_truth_file_of_another_form_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"a": 1}', encoding="utf-8")
    with pytest.raises(InvalidCase):
        load_truths([tmp_path])
    with pytest.raises(FileNotFoundError):
        load_truths([tmp_path / "none"])
