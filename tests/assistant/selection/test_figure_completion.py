"""Filters of a look-up, completed from the names that the reports print."""

from __future__ import annotations

import pytest

from assistant.selection.figure_completion import (
    UnclearFilter,
    candidates,
    completed,
    completed_selection,
    completions,
)
from assistant.selection.figure_selection import Field, Selection, query_of, selection_of
from ingest.library import Library

EVERYTHING = Selection()


@pytest.mark.parametrize(
    ("field", "text", "meant"),
    [
        ("publishers", "澄浦市文化馆", "澄浦市文化馆"),
        ("publishers", "档案馆", "临江市档案馆"),
        ("publishers", "临江市挡案馆", "临江市档案馆"),
        ("years", "2024", "2024"),
        ("kinds", "决算", "final_accounts"),
        ("forms", "三公", "three_public"),
        ("forms", "支出决算表", "expenditure"),
        ("rows", "30201", "30201"),
        ("rows", "办公费", "办公费"),
        ("rows", "绩效", "绩效工资"),
        ("columns", "公务接待费", "公务接待费"),
        ("columns", "决算数 › 公务接待费", "决算数 › 公务接待费"),
    ],
)
def test_one_name_is_meant(library: Library, field: Field, text: str, meant: str) -> None:
    assert completed(library, field, text, EVERYTHING) == meant


@pytest.mark.parametrize(
    ("field", "text", "offered"),
    [
        ("publishers", "馆", {"澄浦市文化馆", "临江市档案馆"}),
        ("rows", "工资", {"基本工资", "绩效工资"}),
        ("rows", "量子计算机", set()),
        ("columns", "决算数 › 会议费", set()),
    ],
)
def test_what_is_unclear_is_told_with_what_fits(
    library: Library, field: Field, text: str, offered: set[str]
) -> None:
    with pytest.raises(UnclearFilter) as raised:
        completed(library, field, text, EVERYTHING)
    assert {each.value for each in raised.value.candidates} == offered
    assert (raised.value.field, raised.value.text) == (field, text)
    assert all(name in str(raised.value) for name in offered)


def test_names_are_those_under_the_other_filters(library: Library) -> None:
    budget = Selection(kinds=("budget",))
    assert [each.value for each in candidates(library, "publishers", budget)] == ["澄浦市文化馆"]
    assert [each.value for each in candidates(library, "forms", budget)] == ["three_public"]
    assert candidates(library, "rows", budget) == ()
    in_forms = candidates(library, "columns", Selection(forms=("expenditure",)))
    assert {each.value for each in in_forms} == {"本年支出合计", "基本支出", "项目支出"}
    years = candidates(library, "years", Selection(publishers=("澄浦市文化馆",)))
    assert [each.value for each in years] == ["2025", "2024"]


def test_a_filter_does_not_restrict_its_own_names(library: Library) -> None:
    one = Selection(publishers=("澄浦市文化馆",))
    assert len(candidates(library, "publishers", one)) == 2


def test_the_likeliest_completion_comes_first(library: Library) -> None:
    found = completions(library, "rows", "公", EVERYTHING)
    assert [each.value for each in found][:2] == ["公务接待费", "公用经费合计"]
    assert completions(library, "rows", "", EVERYTHING) == candidates(library, "rows", EVERYTHING)


def test_a_selection_is_completed_field_by_field(library: Library) -> None:
    written = {"publishers": ["文化"], "years": [" 2024 "], "rows": ["办公", "30217"]}
    selection = completed_selection(library, written)  # type: ignore[arg-type]
    assert selection == Selection(("澄浦市文化馆",), (2024,), rows=("办公费", "30217"))


def test_an_address_holds_the_selection() -> None:
    selection = Selection(
        publishers=("甲局", "乙局（汇总）"),
        years=(2023, 2024),
        kinds=("budget",),
        forms=("expenditure",),
        rows=("30201",),
        columns=("决算数 › 合计",),
    )
    given = {field: text for field, text in query_of(selection).items() if text}
    link = "?tab=figures&" + "&".join(f"{field}={text}" for field, text in given.items())
    assert selection_of(link) == selection
    assert selection_of("?tab=figures&years=soon&kinds=secret&forms=none") == EVERYTHING
