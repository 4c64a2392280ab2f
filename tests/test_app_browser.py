"""The chat and the page beside it as a visitor sees them: headless Chromium, the running app."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from assistant.feedback import kept_feedback
from tests.browsing import ROOT, ask, filled, served, visited

SAMPLES = [ROOT / "samples" / name for name in ("zhuhai-2023.pdf", "zhongshan-2022.pdf")]
RECEPTION = "珠海市市民服务热线管理中心2023年公务接待费是多少？"
RANKING = "珠海市市民服务热线管理中心2023年商品和服务支出中金额最大的五项是什么？"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("chat") / "library", SAMPLES)


@pytest.fixture(scope="module")
def address(library: Path) -> Iterator[str]:
    """Where the app serves the two hotline-centre accounts of the samples."""
    with served(library) as url:
        yield url


@pytest.fixture(scope="module")
def opened(browser: Browser, address: str) -> Iterator[Page]:
    with visited(browser, address) as page:
        yield page


@pytest.fixture
def visit(opened: Page) -> Page:
    """The page as a visitor finds it: no conversation, the reports at the side."""
    if opened.get_by_role("button", name="清空").is_visible():
        opened.get_by_role("button", name="清空").click()
    if opened.locator("#sheet .page").count():
        opened.locator(".masthead .held a").click()
    expect(opened.locator("#chat .example").first).to_be_visible(timeout=30_000)
    expect(opened.locator("#sheet .contents")).to_be_visible(timeout=30_000)
    return opened


def test_a_visitor_sees_what_it_is_what_is_loaded_and_what_to_ask(visit: Page) -> None:
    expect(visit.locator(".masthead")).to_contain_text("已载入 2 份报告")
    expect(visit.locator("#sheet .contents li")).to_have_count(2)
    assert visit.locator("#chat .example").count() >= 3


def test_an_example_question_is_answered(visit: Page) -> None:
    visit.locator("#chat .example").first.click()
    expect(visit.locator(".answer.answered .chip").first).to_be_visible(timeout=20_000)


def test_a_figure_is_shown_large_with_its_page_and_the_marked_cell(visit: Page) -> None:
    ask(visit, RECEPTION)
    expect(visit.locator(".amount strong")).to_have_text("0.39万元", timeout=20_000)
    expect(visit.locator(".reading")).to_contain_text("我的理解")
    picture = visit.locator("#sheet .sheet img")
    expect(picture).to_be_visible(timeout=20_000)
    named = picture.get_attribute("alt") or ""
    assert re.search("珠海市市民服务热线管理中心2023年度部门决算 第16页.*标出 1 处", named)
    expect(visit.locator("#sheet .sheet .mark.cell")).to_have_count(1)
    expect(visit.locator("#sheet .sheet .mark.head")).to_have_count(2)
    assert "figure=" in visit.url


def test_a_question_is_shown_as_plain_text_and_fetches_nothing(visit: Page) -> None:
    # ``visited`` fails on any request to another host.
    typed = "# 甲\n\n![图](http://192.0.2.1/a.png) [链接](http://192.0.2.1/) <img src=http://192.0.2.1/>"
    visit.fill("#ask textarea", typed)
    visit.keyboard.press("Enter")
    expect(visit.locator("#chat .answer").first).to_be_visible(timeout=20_000)
    asked = visit.locator("#chat .user-row .asked")
    expect(asked).to_have_text(typed.replace("\n\n", ""))
    assert not visit.locator("#chat .user-row :is(a, img, h1)").count()
    assert not visit.locator("#chat .answer").locator("img, h1, a[href^='http://192']").count()


def test_a_permalink_reopens_the_page_with_the_marked_cell(visit: Page, browser: Browser) -> None:
    ask(visit, RECEPTION)
    mark = visit.locator("#sheet .sheet .mark.cell")
    expect(mark).to_be_visible(timeout=20_000)
    place, caption = mark.get_attribute("style"), visit.inner_text("#sheet figcaption")
    with visited(browser, visit.url) as again:
        marked = again.locator("#sheet .sheet .mark.cell")
        expect(marked).to_be_visible(timeout=30_000)
        assert marked.get_attribute("style") == place
        assert again.inner_text("#sheet figcaption").split() == caption.split()


def test_a_link_of_a_former_version_opens_its_page(browser: Browser, address: str) -> None:
    with visited(browser, address) as page:
        page.locator("#sheet .contents a").first.click()
        expect(page.locator("#sheet figcaption")).to_contain_text("第1页", timeout=20_000)
        report = re.search(r"report=([^&]+)", page.url)
        assert report
    with visited(browser, f"{address}#/{report[1]}/3:10.0,20.0,90.0,40.0") as page:
        expect(page.locator("#sheet figcaption")).to_contain_text("第3页", timeout=30_000)
        expect(page.locator("#sheet .sheet .mark.cell")).to_have_count(1)


def test_a_link_to_a_cell_that_is_gone_opens_its_page_and_says_so(visit: Page) -> None:
    visit.locator("#sheet .contents a").first.click()
    expect(visit.locator("#sheet figcaption")).to_contain_text("第1页", timeout=20_000)
    visit.evaluate("mingzhang.open(location.search + '&figure=gone')")
    expect(visit.locator("#sheet .note")).to_contain_text("不在文库里", timeout=20_000)
    expect(visit.locator("#sheet .sheet .mark")).to_have_count(0)


def test_a_quotation_opens_its_page_and_the_way_back_leads_to_it(visit: Page) -> None:
    ask(visit, "中山市12345投诉举报平台管理中心2022年项目支出为什么增加？")
    cited = visit.locator(".answer .chip").first
    expect(cited).to_be_visible(timeout=20_000)
    visit.locator(".masthead .held a").click()
    expect(visit.locator("#sheet .contents li")).to_have_count(2, timeout=20_000)
    cited.click()
    caption = visit.locator("#sheet figcaption")
    expect(caption).to_contain_text("中山市12345投诉举报平台管理中心", timeout=20_000)
    found = re.search(r"第(\d+)页", caption.inner_text())
    assert found
    visit.get_by_role("link", name="下一页").click()
    expect(caption).to_contain_text(f"第{int(found[1]) + 1}页", timeout=20_000)
    visit.go_back()
    expect(caption).to_contain_text(f"第{found[1]}页", timeout=20_000)


def test_pages_turn_grow_and_the_original_is_downloaded(visit: Page) -> None:
    visit.locator("#sheet .contents li a").first.click()
    expect(visit.locator("#sheet figcaption")).to_contain_text("第1页", timeout=20_000)
    expect(visit.get_by_role("link", name="上一页")).to_have_count(0)
    visit.get_by_role("link", name="下一页").click()
    expect(visit.locator("#sheet figcaption")).to_contain_text("第2页", timeout=20_000)
    leaf = visit.locator("#sheet .sheet .leaf")
    before = leaf.bounding_box()
    visit.get_by_role("button", name="放大").click()
    after = leaf.bounding_box()
    assert before and after and after["width"] > 1.2 * before["width"]
    with visit.expect_download() as coming:
        visit.get_by_role("link", name="下载原文").click()
    assert coming.value.suggested_filename.endswith("年度部门决算.pdf")
    assert coming.value.path().read_bytes().startswith(b"%PDF")


def test_a_choice_that_is_clicked_is_asked(visit: Page) -> None:
    ask(visit, "公务接待费是多少？")
    visit.locator("#chat button.option", has_text="珠海").click(timeout=20_000)
    expect(visit.locator(".amount strong")).to_have_text("0.39万元", timeout=20_000)


def test_many_rows_are_exported_as_they_stand(visit: Page) -> None:
    ask(visit, RANKING)
    rows = visit.locator(".answer table.rows tbody tr")
    expect(rows).to_have_count(5, timeout=20_000)
    chart = visit.locator(".answer img.chart")
    expect(chart).to_be_visible()
    assert chart.evaluate("(chart) => chart.decode().then(() => chart.naturalWidth)") > 0
    shown = [row.inner_text().split("\t") for row in rows.all()]
    with visit.expect_download() as coming:
        visit.locator(".answer .take a", has_text="XLSX").click()
    book = load_workbook(BytesIO(coming.value.path().read_bytes()))
    _, *cells = book.active.iter_rows(values_only=True)
    assert len(cells) == len(shown)
    for (name, amount, source), cell in zip(shown, cells, strict=True):
        assert cell[0].startswith(name.strip())
        assert Decimal(str(cell[1])) == Decimal(amount.strip().replace(",", ""))
        assert cell[2] == "万元" and f"第{cell[8]}页" in source


def test_a_row_opens_its_page(visit: Page) -> None:
    ask(visit, RANKING)
    visit.locator(".answer table.rows tbody a").nth(4).click(timeout=20_000)
    expect(visit.locator("#sheet figcaption")).to_contain_text("第12页", timeout=20_000)
    expect(visit.locator("#sheet .sheet .mark.cell")).to_have_count(1)


def test_an_answer_is_copied_with_its_sources(visit: Page, address: str) -> None:
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    ask(visit, RECEPTION)
    button = visit.locator(".answer .tools .copy")
    button.click(timeout=20_000)
    expect(button).to_have_text("已复制")
    copied = visit.evaluate("navigator.clipboard.readText()")
    assert "0.39万元" in copied and "珠海市市民服务热线管理中心2023年度部门决算" in copied
    assert f"{address}?report=" in copied


def test_a_link_to_an_answer_asks_it_again(visit: Page, browser: Browser) -> None:
    ask(visit, RECEPTION)
    link = visit.locator(".answer .tools .self")
    expect(link).to_be_visible(timeout=20_000)
    with visited(browser, str(link.evaluate("(link) => link.href"))) as again:
        expect(again.locator(".amount strong")).to_have_text("0.39万元", timeout=30_000)


def test_a_question_is_asked_again_taken_back_and_all_cleared(visit: Page) -> None:
    ask(visit, RECEPTION)
    expect(visit.locator(".answer.answered")).to_have_count(1, timeout=20_000)
    visit.get_by_role("button", name="重问").click()
    expect(visit.locator(".answer.answered")).to_have_count(1, timeout=20_000)
    visit.get_by_role("button", name="撤回").click()
    expect(visit.locator("#ask textarea")).to_have_value(RECEPTION, timeout=20_000)
    expect(visit.locator(".answer")).to_have_count(0)
    visit.press("#ask textarea", "Enter")
    expect(visit.locator(".answer.answered")).to_have_count(1, timeout=20_000)
    visit.get_by_role("button", name="清空").click()
    expect(visit.locator("#chat .example").first).to_be_visible(timeout=20_000)


def test_an_error_is_reported_with_a_word(visit: Page, library: Path) -> None:
    ask(visit, RECEPTION)
    visit.locator(".answer .tools .error").click(timeout=20_000)
    visit.fill("dialog.wrong textarea", "应为三公表的合计")
    visit.get_by_role("button", name="发送").click()
    expect(visit.locator(".answer .tools .error")).to_have_text("已记下，谢谢")
    (said,) = kept_feedback(library)
    assert (said.verdict, said.questions) == ("error", (RECEPTION,))
    assert said.comment == "应为三公表的合计"


def test_the_whole_page_is_there_in_english(visit: Page) -> None:
    visit.get_by_role("link", name="English").click()
    expect(visit.locator(".masthead")).to_contain_text("2 reports held", timeout=30_000)
    asked = re.compile("How much|Why did|What is")
    expect(visit.locator("#chat .example").first).to_contain_text(asked, timeout=30_000)
    assert visit.evaluate("document.documentElement.lang") == "en"
    ask(visit, "Zhuhai hotline centre 2023 official reception expenses")
    expect(visit.locator(".answer .sources > span")).to_have_text("Sources", timeout=20_000)
    expect(visit.locator("#sheet figcaption")).to_contain_text("Page 16 of", timeout=20_000)
    expect(visit.get_by_role("button", name="Copy with sources")).to_be_visible()
    visit.get_by_role("link", name="中文").click()
    expect(visit.locator(".masthead")).to_contain_text("已载入 2 份报告", timeout=30_000)


def test_the_keyboard_alone_is_enough(visit: Page) -> None:
    visit.locator("#ask textarea").focus()
    visit.keyboard.type(RECEPTION)
    visit.keyboard.press("Enter")
    chip = visit.locator(".answer .chip").nth(1)
    expect(chip).to_be_visible(timeout=20_000)
    chip.focus()
    assert chip.evaluate("(chip) => getComputedStyle(chip).outlineStyle") == "solid"
    visit.keyboard.press("Enter")
    expect(visit.locator("#sheet figcaption")).to_contain_text("第11页", timeout=20_000)


@pytest.mark.parametrize("tab", ["chat", "figures", "checks", "library"])
def test_a_tab_meets_the_rules_of_accessibility(browser: Browser, address: str, tab: str) -> None:
    """WCAG 2.1 A and AA as far as axe can tell: contrast, names, roles."""
    with visited(browser, f"{address}?tab={tab}&ask={RANKING}") as page:
        expect(page.get_by_role("tabpanel").filter(visible=True)).to_be_visible(timeout=30_000)
        if tab == "chat":
            expect(page.locator(".answer table.rows")).to_be_visible(timeout=30_000)
        page.wait_for_timeout(800)  # what a panel loads when it is opened
        rules = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa"]}}
        found = Axe().run(page, options=rules).response["violations"]
        assert not [(rule["id"], rule["nodes"][0]["html"]) for rule in found]


def test_questions_cannot_bring_markup_into_the_page(visit: Page) -> None:
    ask(visit, "<img src=x onerror=\"document.title='taken'\">是什么？")
    expect(visit.locator(".answer").first).to_be_visible(timeout=20_000)
    expect(visit.locator("#chat .user")).to_contain_text("<img src=x onerror=")
    assert visit.locator("#chat img").count() == 0
    assert visit.title() != "taken"


def test_a_phone_shows_it_without_scrolling_sideways(browser: Browser, address: str) -> None:
    with visited(browser, address, width=380) as page:
        ask(page, RANKING)
        expect(page.locator("#sheet .sheet img")).to_be_visible(timeout=30_000)
        assert page.evaluate("document.documentElement.scrollWidth") <= 380
        question, sheet = (page.locator(at).bounding_box() for at in ("#ask", "#sheet .sheet"))
        assert question and sheet and question["y"] < sheet["y"]
        page.locator(".answer table.rows a").first.click()
        expect(page.locator("#sheet figcaption")).to_be_in_viewport(timeout=20_000)


def test_an_empty_library_says_how_to_add_reports(browser: Browser, tmp_path: Path) -> None:
    with served(tmp_path / "library") as url, visited(browser, url) as page:
        expect(page.locator("#sheet")).to_contain_text("python -m ingest add", timeout=30_000)
        assert str(tmp_path) not in page.content()  # where the library lies is no visitor's matter
        expect(page.locator("#chat")).to_contain_text("文库里还没有报告")
        ask(page, "公务接待费是多少？")
        expect(page.locator(".answer.not_found")).to_be_visible(timeout=20_000)


def test_a_taken_port_is_said_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        command = [sys.executable, "app.py", "--library", str(tmp_path), "--port", port]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert port in done.stderr and "占用" in done.stderr
    assert "Traceback" not in done.stderr
