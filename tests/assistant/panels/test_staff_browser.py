"""Staff at the page: sign in, add reports, correct a cell, remove; and what visitors do not see."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.staff.users import Users
from tests.browsing import ROOT, ask, filled, served, visited

HELD = ROOT / "samples" / "zhuhai-2023.pdf"
NEW = ROOT / "samples" / "zhongshan-2022.pdf"
QUESTION = "珠海市市民服务热线管理中心2023年公务接待费是多少？"
NAME, SECRET = "小李", "correct horse"
SLOW = 40_000


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = filled(tmp_path_factory.mktemp("staff") / "library", [HELD])
    Users(folder / "users.json").add(NAME, SECRET)
    return folder


@pytest.fixture(scope="module")
def address(library: Path) -> Iterator[str]:
    with served(library) as url:
        yield url


def _sign_in(page: Page, password: str = SECRET) -> None:
    page.get_by_role("button", name="工作人员登录").click()
    page.get_by_label("用户名").fill(NAME)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录", exact=True).click()


def test_a_visitor_is_refused_and_sees_no_tools(browser: Browser, address: str) -> None:
    with visited(browser, f"{address}?tab=library") as page:
        expect(page.locator("#shelf li")).to_have_count(1, timeout=SLOW)
        expect(page.get_by_role("button", name="读入文库")).to_be_hidden()
        _sign_in(page, "not the password")
        expect(page.locator("#refused textarea")).to_have_value(
            "用户名或密码不对 (the name or the password is wrong)", timeout=SLOW
        )
        expect(page.get_by_role("button", name="读入文库")).to_be_hidden()
        sent = page.request.post(
            f"{address}gradio_api/upload",
            multipart={"files": {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"x"}},
        )
        assert sent.status == 403


def test_staff_add_correct_and_remove(browser: Browser, address: str, tmp_path: Path) -> None:
    bad = tmp_path / "坏.pdf"
    bad.write_bytes(b"no PDF")
    with visited(browser, f"{address}?tab=library") as page:
        expect(page.locator("#shelf li")).to_have_count(1, timeout=SLOW)
        _sign_in(page)
        expect(page.locator("#who")).to_contain_text(f"已登录：{NAME}", timeout=SLOW)
        _upload(page, [bad, NEW])
        _correct(page)
        _remove(page)
        page.get_by_role("button", name="退出登录").click()
        expect(page.get_by_role("button", name="工作人员登录")).to_be_visible(timeout=SLOW)
        expect(page.get_by_role("button", name="读入文库")).to_be_hidden()


def _upload(page: Page, files: list[Path]) -> None:
    page.locator("#upload input[type=file]").set_input_files(files)
    expect(page.locator("#upload")).to_contain_text("zhongshan", timeout=SLOW)
    page.get_by_role("button", name="读入文库").click()
    told = page.locator("#progress")
    expect(told).to_contain_text("读完 2/2", timeout=SLOW)
    expect(told).to_contain_text("坏.pdf 未收：不是 PDF")
    expect(told).to_contain_text("zhongshan-2022.pdf 已加入：中山市12345投诉举报平台管理中心 2022")
    expect(page.locator("#shelf li")).to_have_count(2)
    expect(page.locator(".masthead")).to_contain_text("已载入 2 份报告", timeout=SLOW)


def _correct(page: Page) -> None:
    page.get_by_role("tab", name="对话").click()
    # What was added can be asked without loading the page again.
    expect(page.locator("#chat .example", has_text="中山市").first).to_be_visible(timeout=SLOW)
    ask(page, QUESTION)
    expect(page.locator(".amount strong")).to_have_text("0.39万元", timeout=SLOW)
    expect(page.locator("#sheet .sheet .mark.cell")).to_have_count(1, timeout=SLOW)
    page.get_by_role("button", name="更正这一格").click()
    page.get_by_role("button", name="更正打开的这一格").click()
    expect(page.locator("#reads")).to_contain_text("0.39（万元）", timeout=SLOW)
    page.get_by_role("textbox", name="原文实际是").fill("0.93")
    page.get_by_role("textbox", name="理由").fill("看错数位")
    page.get_by_role("button", name="保存更正").click()
    expect(page.locator("#reads")).to_contain_text("0.39 → 0.93", timeout=SLOW)
    ask(page, QUESTION)
    expect(page.locator("#chat .amount strong").last).to_have_text("0.93万元", timeout=SLOW)
    told = page.locator("#chat .answer").last
    expect(told).to_contain_text(f"更正：原读作 0.39，由 {NAME} 于")
    expect(told).to_contain_text("理由：看错数位")


def _remove(page: Page) -> None:
    page.get_by_role("tab", name="报告").click()
    page.get_by_role("button", name="移除报告").click()
    page.locator("#going input").click()
    page.get_by_role("option", name="中山市").click()
    page.get_by_role("button", name="移除…").click()
    expect(page.locator("#removal")).to_contain_text("确认移除《中山市", timeout=SLOW)
    page.get_by_role("button", name="确认移除").click()
    expect(page.locator("#removal")).to_contain_text("已移除", timeout=SLOW)
    expect(page.locator("#shelf li")).to_have_count(1)
    expect(page.locator(".masthead")).to_contain_text("已载入 1 份报告", timeout=SLOW)


def test_the_correction_stays_for_every_visitor_and_in_english(
    browser: Browser, address: str
) -> None:
    with visited(browser, f"{address}en/?tab=library") as page:
        expect(page.locator("#corrections")).to_contain_text(
            "read as 0.39, corrected to 0.93", timeout=SLOW
        )
        expect(page.get_by_role("button", name="Staff sign-in")).to_be_visible()


def test_the_library_fits_a_telephone(browser: Browser, address: str) -> None:
    with visited(browser, f"{address}?tab=library", 380) as page:
        expect(page.locator("#shelf li")).to_have_count(1, timeout=SLOW)
        assert page.evaluate("document.documentElement.scrollWidth") <= 380


def test_a_public_page_has_no_sign_in(address: str, library: Path) -> None:
    with urlopen(f"{address}config") as answer:
        assert "工作人员登录" in repr(json.load(answer))
    with served(library, "--public") as url, urlopen(f"{url}config") as answer:
        laid_out = repr(json.load(answer))
    assert "文库里有 1 份报告" in laid_out
    assert not any(word in laid_out for word in ("工作人员登录", "读入文库", "更正这一格"))
