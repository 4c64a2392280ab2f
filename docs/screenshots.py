"""Takes the pictures of the page that the READMEs show: ``make screenshots``.

The app runs on the samples; Chromium (Debian's ``chromium``) walks to each view.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.browsing import ARGUMENTS, CHROMIUM, ask, filled, served  # noqa: E402

LARGEST = 300 * 1024


def chat(page: Page) -> None:
    ask(page, "澄浦市文旅局2024年项目支出最大的五项是什么？")
    expect(page.locator(".answer table.rows")).to_be_visible(timeout=30_000)
    expect(page.locator("#sheet .sheet img")).to_be_visible(timeout=30_000)


def figures(page: Page) -> None:
    page.goto(f"{page.url}?tab=figures&rows=公务接待费")
    expect(page.get_by_role("tabpanel").filter(visible=True)).to_contain_text(
        "公务接待费", timeout=30_000
    )
    page.get_by_role("tabpanel").filter(visible=True).locator("a[href*='report=']").first.click()
    expect(page.locator("#sheet .sheet img")).to_be_visible(timeout=30_000)


def library(page: Page) -> None:
    page.goto(f"{page.url}?tab=library")
    expect(page.get_by_role("tabpanel").filter(visible=True)).to_be_visible(timeout=30_000)


VIEWS = {"chat": chat, "figures": figures, "library": library}


def take(page: Page, name: str) -> Path:
    """The view as it is on the screen."""
    # The picture of the page and the fonts come after the words.
    page.wait_for_timeout(1500)
    path = ROOT / "docs" / f"{name}.png"
    page.screenshot(path=path)
    Image.open(path).convert("RGB").save(path, optimize=True)
    if path.stat().st_size > LARGEST:
        raise SystemExit(f"{path} is larger than {LARGEST} bytes")
    return path


def main() -> None:
    samples = sorted((ROOT / "samples").glob("*.pdf"))
    with (
        TemporaryDirectory() as folder,
        served(filled(Path(folder) / "library", samples)) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        for name, walk in VIEWS.items():
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.goto(address)
            expect(page.locator("#chat .example").first).to_be_visible(timeout=60_000)
            walk(page)
            sys.stdout.write(f"{take(page, name).relative_to(ROOT)}\n")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
