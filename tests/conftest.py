"""For all tests: golden files, written with ``--regenerate``, else compared; and one browser."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browsing import ARGUMENTS, CHROMIUM


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--regenerate", action="store_true", help="write the golden files anew instead of comparing"
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, Any], None]:
    """``golden(name, data)`` compares data with ``golden/<name>.json`` beside the test."""

    def compare(name: str, data: Any) -> None:
        path = Path(request.path).parent / "golden" / f"{name}.json"
        text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
        if request.config.getoption("--regenerate"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert json.loads(path.read_text(encoding="utf-8")) == data

    return compare


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium, where there is one."""
    if CHROMIUM is None:
        pytest.skip("needs Chromium (apt install chromium)")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield chromium
        chromium.close()
