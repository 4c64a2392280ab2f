"""The things that a report tells of, found by the letters of a question."""

from __future__ import annotations

from assistant.linking.things import Things, things_of
from tests.assistant.solving.figures import figure


def _things() -> Things:
    lines = (("c", "2010301", "行政运行"), ("d", "2010350", "事业运行"))
    return Things(
        (
            figure("a", "1"),
            figure("b", "2", concept="", row_label="老旧小区改造项目"),
            *(
                figure(name, "3", concept=f"functional.{code}", row_label=label, row_code=code)
                for name, code, label in lines
            ),
        )
    )


def test_all_amounts_of_a_concept_are_one_thing() -> None:
    things = things_of((figure("a", "1"), figure("b", "2", fund="general_public", table_id="u")))
    assert [len(thing.figures) for thing in things] == [2]


def test_each_project_is_a_thing_of_its_own() -> None:
    of_project = {"concept": "project_amount", "form": "project_expenditure"}
    things = things_of(
        figure(name, "1", row_label=name, **of_project) for name in ("扩建工程", "信息平台")
    )
    assert [thing.names[0] for thing in things] == ["扩建工程", "信息平台"]


def test_a_whole_name_is_found_first() -> None:
    found = _things().found("行政运行")
    assert (found[0].thing.key, found[0].whole) == ("functional.2010301", True)


def test_a_part_of_a_name_finds_it() -> None:
    found = _things().found("小区改造")
    assert found[0].thing.label == "老旧小区改造项目"
    assert not found[0].whole


def test_a_code_finds_its_line_alone() -> None:
    found = _things().found("2010350")
    assert [one.thing.key for one in found if one.code] == ["functional.2010350"]


def test_words_of_nothing_told_find_nothing() -> None:
    assert _things().found("图书馆") == ()


def test_english_words_find_a_concept() -> None:
    assert "training" in [one.thing.key for one in _things().found("training")]
