"""Filters of a look-up, completed from the names that the reports print."""

from __future__ import annotations

from collections.abc import Iterator

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
from tests.assistant.asking import holding
from tests.assistant.selection.compared import Amount, report

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
        concepts=("three_public", "family.economic"),
        funds=("all",),
        natures=("basic",),
    )
    given = {field: text for field, text in query_of(selection).items() if text}
    link = "?tab=figures&" + "&".join(f"{field}={text}" for field, text in given.items())
    assert selection_of(link) == selection
    wrong = "?tab=figures&years=soon&kinds=secret&forms=none&concepts=none|family.none&funds=gold"
    assert selection_of(wrong) == EVERYTHING


BODY = "青渡市水务局"


@pytest.fixture(scope="module")
def measuring(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    told = [
        Amount("three_public", "9.00", "fiscal_grant"),
        Amount("vehicle_operation", "5.00"),
        Amount("economic.301", "70.00", nature="basic"),
        Amount("economic.30101", "30.00", nature="basic"),
        Amount("functional.2130301", "80.00"),
        Amount("functional_income.2130301", "80.00"),
        Amount("reception", "2.00", stage="change"),
    ]
    with holding(tmp_path_factory.mktemp("measuring"), report(BODY, 2026, told)) as library:
        yield library


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("三公经费", "three_public"),
        ("“三公”经费合计", "three_public"),  # as some print it
        ("养车", "vehicle_operation"),  # as people say
        ("operation of official vehicles", "vehicle_operation"),
        ("基本工资", "economic.30101"),
        ("30101", "economic.30101"),
        ("2130301", "functional.2130301"),
        ("行政运行", "functional.2130301"),
        ("2130301收入", "functional_income.2130301"),
        ("部门经济分类", "family.economic"),
        ("three_public", "three_public"),
    ],
)
def test_a_concept_goes_by_many_names(measuring: Library, text: str, meant: str) -> None:
    assert completed(measuring, "concepts", text, EVERYTHING) == meant


def test_a_word_for_several_concepts_offers_them(measuring: Library) -> None:
    with pytest.raises(UnclearFilter) as raised:
        completed(measuring, "concepts", "工资", EVERYTHING)
    assert {each.value for each in raised.value.candidates} == {"economic.301", "economic.30101"}


def test_concepts_are_those_told_family_by_family(measuring: Library) -> None:
    found = [each.value for each in candidates(measuring, "concepts", EVERYTHING)]
    assert found == [
        *("family.three_public", "three_public", "vehicle_operation"),
        *("family.economic", "economic.301", "economic.30101"),
        *("family.functional", "functional.2130301"),
        *("family.functional_income", "functional_income.2130301"),
    ]
    granted = candidates(measuring, "concepts", Selection(funds=("fiscal_grant",)))
    assert [each.value for each in granted] == ["family.three_public", "three_public"]
    chosen = Selection(concepts=("family.economic",))
    assert [each.value for each in candidates(measuring, "funds", chosen)] == ["general_public"]
    assert [each.value for each in candidates(measuring, "natures", chosen)] == ["basic"]
    assert candidates(measuring, "concepts", Selection(("无此单位",))) == ()
