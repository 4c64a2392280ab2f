"""Comparisons as HTML: rankings, publishers below each other, measures below each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import get_args

import pytest

from assistant.rendering.amount_html import amount_html, room_behind
from assistant.rendering.figures_html import comparison_html
from assistant.rendering.languages import LANGUAGES, Texts, catalogue
from assistant.selection.comparison_words import WHY
from assistant.selection.concept_families import FAMILY_NAMES
from assistant.selection.dimension_names import FUNDS, NATURES, STAGES
from assistant.selection.figure_comparison import compare
from assistant.selection.figure_selection import Selection
from ingest.across import MissingReason
from ingest.library import Library
from ingest.nouns import Fund, Nature, Stage
from tests.assistant.asking import holding
from tests.assistant.selection.compared import Amount, report

NAMES = [f"青渡市第{number}局" for number in "一二三四五六七八九十"]
ZH = Texts("zh")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    readings = [
        report(
            name,
            2026,
            [
                Amount("three_public", f"{at}0.00" if at else "-", "fiscal_grant"),
                Amount("expenditure", f"{at}00.123456", "all" if at < 9 else "general_public"),
            ],
        )
        for at, name in enumerate(NAMES)
    ]
    with holding(tmp_path_factory.mktemp("drawn"), *readings) as library:
        yield library


def drawn(library: Library, selection: Selection, say: Texts = ZH) -> str:
    return comparison_html(compare(library, selection, "publishers"), selection, say)


def test_one_measure_of_many_is_a_ranking(library: Library) -> None:
    html = drawn(library, Selection(concepts=("three_public",)))
    names = re.findall(r"<td class='name'>([^<]+)", html)
    assert names == NAMES[:0:-1]
    widths = re.findall(r"class='bar' style='width:([\d.]+)%'", html)
    assert widths[0] == "100.0" and widths[-1] == "11.1"
    assert html.count("<tr data-link='?report=") == 9
    assert "2026年度预算 · 部门（含下属单位）" in html and "10 家中 9 家有这个数" in html
    gaps = html.partition("class='gaps'")[2]
    assert "原表此格空白" in gaps and NAMES[0] in gaps and "figure=" in gaps


def test_many_publishers_stand_below_each_other(library: Library) -> None:
    html = drawn(library, Selection())
    heads = re.findall(r"<th scope='col'[^>]*><button type='button'>([^<]+)", html)
    assert heads == ["发布单位", "本年支出合计", "三公经费"]
    # Who tells it of other money says so; what is missing says why, in short and in full.
    assert "<small>一般公共预算</small>" in html and "title='原表此格空白'" in html
    assert "空白 = 原表此格空白" in html


def test_few_publishers_stand_beside_each_other(library: Library) -> None:
    html = drawn(library, Selection((NAMES[1], NAMES[2])), Texts("en"))
    heads = re.findall(r"<th scope='col'[^>]*><button type='button'>([^<]+)", html)
    assert heads == ["Measure", NAMES[1], NAMES[2]]
    families = re.findall(r"<tr class='family'><th [^>]*>([^<]+)", html)
    assert families == ["Totals", "Three public expenses and operation"]
    assert "<small>+10.00 · +100.00%</small>" in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_dimension_has_its_words(language: str) -> None:
    texts = catalogue(language)  # type: ignore[arg-type]
    for name, values in {"funds": Fund, "natures": Nature, "stages": Stage}.items():
        assert all(texts[f"{name}.{value}"] for value in get_args(values) if value)
    reasons = {*get_args(MissingReason), "not_held"}
    assert {key.partition(".")[2] for key in texts if key.startswith("why.")} == reasons
    assert all(texts[f"why_short.{why}"] for why in reasons)


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ("funds", FUNDS),
        ("natures", NATURES),
        ("stages", STAGES),
        ("families", FAMILY_NAMES),
        ("why", WHY),
    ],
)
def test_files_and_the_page_use_the_same_words(heading: str, names: Mapping[str, str]) -> None:
    texts = catalogue("zh")
    assert {value: texts[f"{heading}.{value}"] for value in names} == dict(names)


def test_amounts_are_exact_and_as_wide_as_those_beside() -> None:
    exact = amount_html(Decimal("2115.380547"))
    assert re.sub(r"<[^>]+>", "", exact) == "2,115.380547" and exact.endswith(">0547</span>")
    assert room_behind(Decimal("2115.380547"), 6) == ""
    assert amount_html(Decimal("31")) == "31" and room_behind(Decimal("31"), 0) == ""
    spaces = re.sub(r"<[^>]+>", "", room_behind(Decimal("31"), 3))
    assert spaces == "\u2008" + 3 * "\u2007"
