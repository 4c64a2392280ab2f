"""The chat as a visitor sees it: headless Chromium against the running app."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).parents[1]
SAMPLES = [ROOT / "samples" / name for name in ("zhuhai-2023.pdf", "zhongshan-2022.pdf")]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
WITHOUT_CALLS_OUT = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
MARKED_PIXELS = """async (sheet) => {
  await sheet.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [sheet.naturalWidth, sheet.naturalHeight];
  const context = canvas.getContext('2d');
  context.drawImage(sheet, 0, 0);
  const {data} = context.getImageData(0, 0, canvas.width, canvas.height);
  let marked = 0;
  for (let at = 0; at < data.length; at += 4)
    if (data[at] > 220 && data[at + 1] > 180 && data[at + 2] < 190) marked += 1;
  return marked;
}"""
"""How many pixels of a page's picture have the yellow of a mark."""

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium (apt install chromium)")


@contextmanager
def served(library: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "app.py", "--library", str(library), "--port", str(port)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as app:
        try:
            assert app.stdout is not None
            started = app.stdout.readline()
            assert f"127.0.0.1:{port}" in started, started + app.stdout.read()
            yield f"http://127.0.0.1:{port}/"
        finally:
            app.terminate()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the app serves the two hotline-centre accounts of the samples."""
    library = tmp_path_factory.mktemp("chat") / "library"
    add = [sys.executable, "-m", "ingest", "add", *map(str, SAMPLES), "--library", str(library)]
    subprocess.run(add, cwd=ROOT, check=True, capture_output=True)
    with served(library) as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=list(WITHOUT_CALLS_OUT)
        )
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Page]:
    """The page just opened; at the end it must have asked no other host for anything."""
    page = browser.new_page(viewport={"width": 1280, "height": 860})
    hosts: set[str | None] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    page.goto(address)
    expect(page.locator("#chat .example").first).to_be_visible(timeout=30_000)
    yield page
    page.close()
    assert hosts - {None} == {"127.0.0.1"}


def ask(page: Page, question: str) -> None:
    page.fill("#ask textarea", question)
    page.press("#ask textarea", "Enter")


def test_a_visitor_sees_what_is_loaded_and_what_to_ask(visit: Page) -> None:
    expect(visit.locator(".masthead")).to_contain_text("已载入 2 份报告")
    expect(visit.locator(".contents li")).to_have_count(2)
    assert visit.locator("#chat .example").count() >= 3


def test_an_example_question_is_answered(visit: Page) -> None:
    visit.locator("#chat .example").first.click()
    expect(visit.locator(".answer.answered .chip").first).to_be_visible(timeout=20_000)


def test_a_figure_is_shown_large_with_its_page_and_the_marked_cell(visit: Page) -> None:
    ask(visit, "珠海市市民服务热线管理中心2023年公务接待费是多少？")
    expect(visit.locator(".amount strong")).to_have_text("0.39万元", timeout=20_000)
    expect(visit.locator(".reading")).to_contain_text("我的理解")
    sheet = visit.locator(".page .sheet img")
    expect(sheet).to_be_visible()
    named = sheet.get_attribute("alt") or ""
    assert re.search("珠海市市民服务热线管理中心2023年度部门决算 第16页.*标出 1 处", named)
    assert sheet.evaluate("(sheet) => sheet.naturalWidth") > 1000
    assert sheet.evaluate(MARKED_PIXELS) > 500


def test_a_citation_opens_its_page_and_its_address_opens_it_again(
    visit: Page, browser: Browser
) -> None:
    ask(visit, "中山市12345投诉举报平台管理中心2022年项目支出为什么增加？")
    cited = visit.locator(".answer .chip").first
    expect(cited).to_be_visible(timeout=20_000)
    visit.locator(".masthead a").click()
    expect(visit.locator(".contents li")).to_have_count(2)
    cited.click()
    expect(visit.locator(".page figcaption")).to_contain_text("中山市12345投诉举报平台管理中心")
    shown = visit.inner_text(".page figcaption")
    assert visit.locator(".page .sheet img").evaluate(MARKED_PIXELS) > 500

    again = browser.new_page()
    again.goto(visit.url)
    expect(again.locator(".page .sheet img")).to_be_visible(timeout=30_000)
    assert again.inner_text(".page figcaption").split() == shown.split()
    again.close()


def test_pages_turn_and_the_original_is_downloaded(visit: Page) -> None:
    visit.locator(".contents li a").first.click()
    expect(visit.locator(".page figcaption")).to_contain_text("第1页", timeout=20_000)
    expect(visit.get_by_role("button", name="上一页")).to_be_disabled()
    visit.get_by_role("button", name="下一页").click()
    expect(visit.locator(".page figcaption")).to_contain_text("第2页")
    with visit.expect_download() as coming:
        visit.locator("#turning").get_by_text("下载原文").click()
    assert coming.value.suggested_filename.endswith("年度部门决算.pdf")
    assert coming.value.path().read_bytes().startswith(b"%PDF")


def test_a_choice_that_is_clicked_is_asked(visit: Page) -> None:
    ask(visit, "公务接待费是多少？")
    visit.locator("#chat button.option", has_text="珠海").click(timeout=20_000)
    expect(visit.locator(".amount strong")).to_have_text("0.39万元", timeout=20_000)


def test_questions_cannot_bring_markup_into_the_page(visit: Page) -> None:
    ask(visit, "<img src=x onerror=\"document.title='taken'\">是什么？")
    expect(visit.locator(".answer").first).to_be_visible(timeout=20_000)
    assert visit.locator(".answer img").count() == 0
    assert visit.title() != "taken"


def test_a_phone_shows_it_without_scrolling_sideways(visit: Page) -> None:
    visit.set_viewport_size({"width": 380, "height": 780})
    ask(visit, "珠海市市民服务热线管理中心2023年公务接待费是多少？")
    expect(visit.locator(".page .sheet img")).to_be_visible(timeout=20_000)
    assert visit.evaluate("document.documentElement.scrollWidth") <= 380
    question, sheet = (visit.locator(at).bounding_box() for at in ("#ask", ".page .sheet"))
    assert question and sheet and question["y"] < sheet["y"]


def test_an_empty_library_says_how_to_add_reports(browser: Browser, tmp_path: Path) -> None:
    with served(tmp_path / "library") as url:
        page = browser.new_page()
        page.goto(url)
        expect(page.locator(".contents")).to_contain_text("python -m ingest add", timeout=30_000)
        ask(page, "公务接待费是多少？")
        expect(page.locator(".answer.not_found")).to_be_visible(timeout=20_000)
        page.close()


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
