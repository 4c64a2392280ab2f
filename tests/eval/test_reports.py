"""Reports against labels: publisher, year, kind, level, refusals, forms."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eval.cases import InvalidCase
from eval.reports import forms_score, load_labels, reports_in_words, reports_to_json, score_label
from tests.eval.builders import make_figure, make_report, make_table

LABEL: dict[str, Any] = {
    "file": "yunxi.pdf",
    "is_report": True,
    "publisher": "云溪市文旅局（汇总）",
    "fiscal_year": 2024,
    "kind": "final_accounts",
    "level": "department",
    "tables": [
        {"form": "expenditure", "pages": [3, 4], "title": "支出决算表", "unit": "万元"},
        {"form": "income", "pages": [2], "title": "收入决算表", "unit": "万元"},
    ],
}
NO_REPORT = {"file": "notice.pdf", "is_report": False, "publisher": None}


def labels(folder: Path, *lines: dict[str, Any]) -> Any:
    path = folder / "labels.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    return load_labels(path)


def test_fields_that_agree_and_the_extent_of_a_publisher_does_not_matter(tmp_path: Path) -> None:
    (label,) = labels(tmp_path, LABEL)
    score = score_label(label, make_report(), [])
    assert all(score.right.values()) and len(score.right) == 5


@pytest.mark.parametrize(
    ("field", "report"),
    [
        ("publisher", make_report(publisher="云溪市交通局")),
        ("fiscal_year", make_report(year=2023)),
        ("kind", make_report(kind="budget")),
        ("level", make_report(level="unit")),
    ],
)
def test_a_field_that_differs_is_wrong(tmp_path: Path, field: str, report: Any) -> None:
    (label,) = labels(tmp_path, LABEL)
    right = score_label(label, report, []).right
    assert [name for name, fine in right.items() if not fine] == [field]


def test_refusals(tmp_path: Path) -> None:
    report, notice = labels(tmp_path, LABEL, NO_REPORT)
    assert not any(score_label(report, None, []).right.values())
    assert score_label(notice, None, []).right == {"is_report": True}
    assert score_label(notice, make_report("notice.pdf"), []).right == {"is_report": False}


def test_forms_are_compared_by_form_and_first_page(tmp_path: Path) -> None:
    (label,) = labels(tmp_path, LABEL)
    tables = [
        make_table(make_figure("合计", "1", page=3), make_figure("合计", "2", page=4)),
        make_table(make_figure("合计", "1", page=8), form="income", title="收入决算表"),
        make_table(make_figure("合计", "1", page=9), form="other", title="别的"),
    ]
    score = score_label(label, make_report(), tables)
    forms = forms_score([score])
    assert (forms.due, forms.read, forms.both, forms.f1_percent) == (2, 3, 1, 40.0)
    assert "missed: income p.2" in reports_in_words([score], detail=True)
    assert reports_to_json([score])["forms"] == {"due": 2, "read": 3, "both": 1}


def test_forms_are_not_compared_where_the_label_does_not_tell_them(tmp_path: Path) -> None:
    (label,) = labels(tmp_path, {k: v for k, v in LABEL.items() if k != "tables"})
    table = make_table(make_figure("合计", "1"))
    assert forms_score([score_label(label, make_report(), [table])]).read == 0


def test_a_line_that_is_no_label_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidCase, match="第1行"):
        labels(tmp_path, {"file": "a.pdf"})
