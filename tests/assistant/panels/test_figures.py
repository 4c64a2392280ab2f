"""查数: the filters and their table without a browser, then as a visitor walks them."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from openpyxl import load_workbook
from playwright.sync_api import Browser, expect

from assistant.panels.desk import Desk
from assistant.panels.figure_routes import figure_routes
from assistant.panels.figures import LookUp
from assistant.panels.routes import routes_of
from assistant.rendering.figures_html import rows_html
from assistant.rendering.languages import Texts
from assistant.selection.figure_selection import FIELDS, Selection
from assistant.selection.figure_table import FigureRow, FoundRows
from ingest.library import Library
from ingest.settings import Settings
from tests.assistant.asking import Here
from tests.assistant.selection.compared import Amount, report
from tests.browsing import ROOT, filled, served, visited

SAMPLES = [ROOT / "samples" / name for name in ("zhuhai-2023.pdf", "zhongshan-2022.pdf")]
ZHUHAI, ZHONGSHAN = "珠海市市民服务热线管理中心", "中山市12345投诉举报平台管理中心"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("figures") / "library", SAMPLES)


@pytest.fixture(scope="module")
def desk(folder: Path) -> Iterator[Desk]:
    with Library.open(folder) as library:
        yield Desk(library, Settings(), Texts("zh"), Here(library))


def shown(outputs: tuple[Any, ...]) -> tuple[dict[str, Any], str]:
    """The updates of the filters by field, and the table."""
    *filters, _by, table = outputs
    return dict(zip(FIELDS, filters, strict=True)), table


def given(by: str = "", **values: list[str]) -> tuple[Any, ...]:
    """The values of the controls: what each filter holds, and what is compared."""
    return (*(values.get(field, []) for field in FIELDS), by)


def test_a_part_of_a_name_is_completed_and_narrows_the_others(desk: Desk) -> None:
    filters, table = shown(LookUp(desk).found(given(publishers=["珠海"], rows=["接待"])))
    assert filters["publishers"]["value"] == [ZHUHAI]
    assert filters["rows"]["value"] == ["公务接待费"]
    assert [value for _, value in filters["years"]["choices"]] == ["2023"]
    assert "0.39" in table and table.count("<tr data-link=") >= 1


def test_a_name_that_fits_several_is_offered_and_then_gives_way(desk: Desk) -> None:
    panel = LookUp(desk)
    filters, table = shown(panel.found(given(publishers=["管理中心"])))
    offered = [value for _, value in filters["publishers"]["choices"]]
    assert set(offered) == {ZHUHAI, ZHONGSHAN} and "管理中心" in table
    filters, table = shown(panel.found(given(publishers=["管理中心", ZHUHAI])))
    assert filters["publishers"]["value"] == [ZHUHAI] and "<tr data-link=" in table


def test_a_late_answer_leaves_the_comparison_as_the_reader_set_it(desk: Desk) -> None:
    by = LookUp(desk).found(given("years", publishers=[ZHUHAI]))[-2]
    assert "value" not in by
    reopened = LookUp(desk).reopened("?publishers=" + ZHUHAI + "&compare=years")[-2]
    assert reopened["value"] == "years"


def test_a_measure_is_found_by_an_everyday_word(desk: Desk) -> None:
    filters, table = shown(LookUp(desk).found(given(concepts=["请客"], years=["2023"])))
    assert filters["concepts"]["value"] == ["reception"]
    assert ("公务接待费", "reception") in filters["concepts"]["choices"]
    assert "0.39" in table and "财政拨款" in table


def test_what_is_chosen_keeps_its_name_where_nobody_tells_it(desk: Desk) -> None:
    filters, _ = shown(LookUp(desk).reopened("?concepts=functional.2010301&publishers=" + ZHUHAI))
    assert ("2010301 行政运行", "functional.2010301") in filters["concepts"]["choices"]


def test_budget_beside_accounts_of_a_measure(desk: Desk) -> None:
    filters = given("kinds", publishers=[ZHUHAI], concepts=["reception"])
    table = LookUp(desk).found(filters)[-1]
    assert "0.70" in table and "0.39" in table and "-44.29%" in table


def test_what_the_filters_have_is_not_set_again(desk: Desk) -> None:
    filters, _ = shown(LookUp(desk).found(given(publishers=[ZHUHAI], years=["2023"])))
    assert all("value" not in update for update in filters.values())


def test_print_brings_no_markup_into_the_table() -> None:
    words = "<img src=x onerror=alert(1)>"
    row = FigureRow(
        publisher=words, year=2023, kind="budget", form="other", row_code=words, row_label=words,
        column=words, value=None, unit=words, file=words, page=1, body=words, basis=words,
        printed=words, level="unit", report_year=2023, title=words, row_path=words, line_no="",
        report="r", figure="f", link="?report=r&page=1",
    )  # fmt: skip
    assert "<img" not in rows_html(FoundRows((row,)), Selection(rows=(words,)), Texts("zh"))


def test_the_file_holds_what_the_address_selects(desk: Desk) -> None:
    app = FastAPI()
    app.include_router(figure_routes(desk))
    client = TestClient(app)
    query = {"publishers": ZHUHAI, "rows": "30217"}
    rows = client.get("/figures.json", params=query).json()
    sheet = load_workbook(io.BytesIO(client.get("/figures.xlsx", params=query).content)).active
    header, *written = sheet.iter_rows(values_only=True)
    at = header.index("数值")
    assert [line[at] for line in written] == [float(row["value"]) for row in rows] != []
    both = {"publishers": f"{ZHUHAI}|{ZHONGSHAN}", "rows": "30217", "compare": "publishers"}
    assert client.get("/figures.json", params=both).json()["names"] == [ZHUHAI, ZHONGSHAN]
    assert client.get("/figures.pdf").status_code == 422


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("form=three_public", ("没有参数“form”", "publishers", "compare")),
        ("publishers=x&Years=2023", ("没有参数“Years”",)),
        ("rows=30217&limit=", ("没有参数“limit”",)),
        ("forms=three_public|secret", ("参数“forms”不能是“secret”", "three_public", "other")),
        ("kinds=决算", ("参数“kinds”不能是“决算”", "final_accounts", "budget")),
        ("years=2023|soon", ("参数“years”不能是“soon”", "2000–2099")),
        ("years=1999", ("参数“years”不能是“1999”",)),
        ("compare=pages", ("参数“compare”不能是“pages”", "publishers", "years", "kinds")),
        ("compare=years|kinds", ("参数“compare”不能是“years|kinds”",)),
        ("compare=years&compare=kinds", ("参数“compare”不能是“years|kinds”",)),
    ],
)
@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_a_filter_that_means_nothing_is_refused(
    desk: Desk, form: str, query: str, told: tuple[str, ...]
) -> None:
    app = FastAPI()
    app.include_router(routes_of(desk))
    answer = TestClient(app).get(f"/figures.{form}?{query}")
    assert answer.status_code == 400
    reason = answer.json()["detail"]
    assert all(words in reason for words in told)
    chinese, _, english = reason.partition(" (")
    assert chinese.startswith(("没有参数", "参数")) and "allowed: " in english


def test_filters_that_mean_something_are_taken(desk: Desk) -> None:
    app = FastAPI()
    app.include_router(routes_of(desk))
    client = TestClient(app)
    rows = client.get("/figures.json?rows=30217&years=2022&years=2023&compare=&forms=").json()
    assert {row["publisher"] for row in rows} == {ZHUHAI, ZHONGSHAN}
    assert client.get("/figures.json?publishers=无此单位").json() == []


def test_the_app_itself_refuses_them(folder: Path) -> None:
    with served(folder) as address:
        for prefix in ("", "en/"):
            with pytest.raises(HTTPError) as refused:
                urlopen(f"{address}{prefix}figures.csv?forms=secret")
            assert refused.value.code == 400
            assert "forms" in json.loads(refused.value.read())["detail"]
            refused.value.close()
            with urlopen(f"{address}{prefix}figures.csv?forms=three_public") as taken:
                assert taken.status == 200


def test_a_visitor_filters_opens_a_cell_and_reopens_the_address(
    browser: Browser, folder: Path
) -> None:
    with served(folder) as address, visited(browser, f"{address}?tab=figures") as page:
        typed = page.locator("#filter-publishers input")
        typed.fill("珠海")
        typed.press("Enter")
        expect(page.locator("#found tbody tr").first).to_be_visible(timeout=20_000)
        typed = page.locator("#filter-rows input")
        typed.fill("接待")
        typed.press("Enter")
        expect(page.locator("#filter-rows .token")).to_contain_text("公务接待费", timeout=20_000)
        page.keyboard.press("Escape")
        page.locator("#found .tally").click()

        page.locator("#found tbody tr").first.locator("td").first.click()
        expect(page.locator(".page figcaption")).to_contain_text(ZHUHAI, timeout=20_000)
        kept = parse_qs(urlsplit(page.url).query)
        assert kept["publishers"] == [ZHUHAI] and kept["rows"] == ["公务接待费"]
        assert kept["tab"] == ["figures"] and "figure" in kept

        amount = page.locator("#found th", has_text="数值")
        for order, down in (("ascending", False), ("descending", True)):
            amount.locator("button").click()
            expect(amount).to_have_attribute("aria-sort", order)
            cells = page.locator("#found td.amount[data-value]").all()
            values = [float(cell.get_attribute("data-value") or "") for cell in cells]
            assert values == sorted(values, reverse=down) != []

        shown_before = page.locator("#found tbody tr").count()
        with page.expect_download() as coming:
            page.locator("#found .files a", has_text="XLSX").click()
        taken = io.BytesIO(coming.value.path().read_bytes())
        header, *lines = load_workbook(taken).active.iter_rows(values_only=True)
        amounts = [line[header.index("数值")] for line in lines]
        assert len(lines) == shown_before
        assert sorted(a for a in amounts if a is not None) == sorted(values)

        again = page.url
        with visited(browser, again) as reopened:
            expect(reopened.locator("#found tbody tr")).to_have_count(shown_before, timeout=20_000)
            expect(reopened.locator("#filter-publishers .token")).to_contain_text(ZHUHAI)
            expect(reopened.locator(".page figcaption")).to_contain_text(ZHUHAI)

        link = (
            f"{address}?tab=figures&publishers={ZHUHAI}|{ZHONGSHAN}&rows=30217&compare=publishers"
        )
        with visited(browser, link, width=380) as compared:
            heads = compared.locator("#found th")
            expect(heads.filter(has_text=ZHONGSHAN)).to_be_visible(timeout=20_000)
            assert compared.evaluate("document.documentElement.scrollWidth") <= 380
            expect(compared.locator("#found td.amount a").first).to_have_text(re.compile(r"\d"))


def test_a_visitor_ranks_all_and_opens_a_cell(browser: Browser, tmp_path: Path) -> None:
    folder = tmp_path / "ranked"
    printed = {"青渡市水务局": "30.00", "青渡市文化局": "20.00", "青渡市园林局": "-"}
    with Library.open(folder) as library:
        for name, amount in printed.items():
            told = [Amount("three_public", amount, "fiscal_grant")]
            library.add(report(name, 2026, told), SAMPLES[0])
    with served(folder) as address, visited(browser, f"{address}?tab=figures") as page:
        page.locator("#compare label", has_text="各单位").click()
        typed = page.locator("#filter-concepts input")
        typed.fill("三公")
        typed.press("Enter")
        expect(page.locator("#filter-concepts .token")).to_contain_text("三公经费", timeout=20_000)
        page.keyboard.press("Escape")
        names = page.locator("#found .ranked td.name")
        expect(names).to_have_text(["青渡市水务局", "青渡市文化局"], timeout=20_000)
        expect(page.locator("#found .gaps")).to_contain_text("青渡市园林局")
        names.first.click()
        expect(page.locator(".page figcaption")).to_contain_text("青渡市水务局", timeout=20_000)
        expect(page.locator(".page .mark.cell").first).to_be_visible()
        kept = parse_qs(urlsplit(page.url).query)
        assert (kept["concepts"], kept["compare"]) == (["three_public"], ["publishers"])
