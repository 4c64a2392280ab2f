"""Generated cases: only fair questions, figures of the truth, the same file every time."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from eval.__main__ import main
from eval.cases import case_of, load_cases
from eval.facts import Fact, Facts, are_siblings, facts_of, is_part_of
from eval.generate import generate, load_wording
from eval.truth import Truth, TruthCell, TruthTable, load_truths

ROOT = Path(__file__).parent.parent.parent
QUESTIONS = ROOT / "eval" / "questions"


def cell(code: str, label: str, column: str, value: str, page: int = 5) -> TruthCell:
    return TruthCell(code, label, (), None, tuple(column.split("/")), Decimal(value), page)


def table(form: str, title: str, *cells: TruthCell) -> TruthTable:
    return TruthTable(title, form, (5,), "万元", cells)


def facts(*tables: TruthTable, year: int = 2024, told: str = "决算") -> Facts:
    wording = load_wording()
    found = facts_of(Truth("yunxi", tables), year, told, wording)
    return Facts(found, wording["bare_totals"], wording["only_with_form"])


def fact_named(known: Facts, label: str, measure: str = "spent", form: str = "") -> Fact:
    return next(
        fact
        for fact in known.all
        if (fact.line, fact.measure) == (label, measure) and fact.form in (form or fact.form,)
    )


def test_the_committed_file_is_what_is_generated() -> None:
    made = generate(load_truths([ROOT / "samples" / "truth"]))
    committed = load_cases(QUESTIONS / "generated.jsonl")
    assert [case_of(record, "generated.jsonl") for record in made] == list(committed)


def test_both_files_are_more_than_300_cases_and_no_question_is_asked_twice() -> None:
    cases = [case for path in sorted(QUESTIONS.glob("*.jsonl")) for case in load_cases(path)]
    assert len(cases) > 300
    assert len({case.question for case in cases if not case.history}) >= len(cases) - 5
    generated = [case for case in cases if case.source == "generated.jsonl"]
    assert all(case.figures and case.evidence for case in generated)
    assert sum(case.kind == "lookup" for case in generated) >= 170


def test_a_label_with_two_amounts_is_asked_with_its_form_alone() -> None:
    known = facts(
        table("expenditure", "支出决算表", cell("2070104", "图书馆", "本年支出合计", "9.50")),
        table(
            "general_public_expenditure",
            "一般公共预算财政拨款支出决算表",
            cell("2070104", "图书馆", "本年支出合计", "9.20", page=7),
        ),
    )
    fact = known.all[0]
    assert not known.is_fair(fact, "label", form=False)
    assert not known.is_fair(fact, "code", form=False)
    assert known.is_fair(fact, "label", form=True)
    assert known.pages(fact) == (5,)
    assert "same_name" in known.traps(fact)


def test_a_total_is_asked_with_its_form_alone_and_a_code_must_be_printed() -> None:
    known = facts(table("expenditure", "支出决算表", cell("", "合计", "本年支出合计", "9.50")))
    fact = known.all[0]
    assert not known.is_fair(fact, "label", form=False)
    assert known.is_fair(fact, "label", form=True)
    assert not known.is_fair(fact, "code", form=True)


@pytest.mark.parametrize(
    ("row", "column", "told", "measure"),
    [
        ("", "决算数/公务接待费", "决算", "spent"),
        ("3.公务接待费", "预算数", "决算", "planned"),
        ("2024年预算数", "公务接待费", "预算", "earlier"),
        ("2025年预算数", "公务接待费", "预算", "spent"),
    ],
)
def test_items_of_the_three_public_table_may_be_rows_or_columns(
    row: str, column: str, told: str, measure: str
) -> None:
    printed = table("three_public", "“三公”经费支出表", cell("", row, column, "0.30"))
    (fact,) = facts(printed, year=2025, told=told).all
    assert (fact.line, fact.measure) == ("公务接待费", measure)


def test_parts_and_siblings_go_by_code() -> None:
    known = facts(
        table(
            "expenditure",
            "支出决算表",
            cell("207", "文化旅游体育与传媒支出", "本年支出合计", "9.50"),
            cell("2070104", "图书馆", "本年支出合计", "3.50"),
            cell("2070109", "群众文化", "本年支出合计", "6.00"),
        )
    )
    whole = fact_named(known, "文化旅游体育与传媒支出")
    one, other = fact_named(known, "群众文化"), fact_named(known, "图书馆")
    assert is_part_of(whole, one) and not is_part_of(one, other)
    assert are_siblings(one, other) and not are_siblings(whole, one)


def test_the_command_writes_the_file(tmp_path: Path) -> None:
    output = tmp_path / "made.jsonl"
    assert main(["generate", "--output", str(output)]) == 0
    assert output.read_bytes() == (QUESTIONS / "generated.jsonl").read_bytes()
