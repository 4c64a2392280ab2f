"""One name however its brackets and spaces are printed; a department and its offices are two."""

from __future__ import annotations

from ingest.body_key import body_key


def test_spaces_brackets_and_the_word_for_all_units_do_not_count():
    names = (
        "烟台市民政局",
        "烟台市 民政局（汇总）",
        "烟台市民政局(部门汇总)",
        "烟台市民政局【汇总】",
    )
    assert {body_key(name) for name in names} == {"烟台市民政局"}
    assert body_key("市政府办公室（研究室）") == body_key("市政府办公室研究室")


def test_a_departments_own_offices_are_another_body():
    assert (
        body_key("烟台市民政局（本级）") == body_key("烟台市民政局本级") != body_key("烟台市民政局")
    )
