"""The running app and a browser before it, for tests that walk the page as its users do."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, expect

ROOT = Path(__file__).parents[1]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""Chromium calls out for nothing of its own."""


def filled(library: Path, files: Sequence[Path]) -> Path:
    """A library that holds the reports of the files."""
    add = [sys.executable, "-m", "ingest", "add", *map(str, files), "--library", str(library)]
    subprocess.run(add, cwd=ROOT, check=True, capture_output=True)
    return library


@contextmanager
def served(library: Path, *options: str) -> Iterator[str]:
    """The address of the app on a library, while it runs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "app.py", "--library", str(library), "--port", str(port), *options]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as app:
        try:
            assert app.stdout is not None
            started = app.stdout.readline()
            assert f"127.0.0.1:{port}" in started, started
            # A pipe that nobody empties would hold the app up.
            threading.Thread(target=app.stdout.read, daemon=True).start()
            yield f"http://127.0.0.1:{port}/"
        finally:
            app.terminate()


@contextmanager
def visited(browser: Browser, address: str, width: int = 1280) -> Iterator[Page]:
    """The page, opened. At the end it must have asked no other host for anything, and no script
    may have failed."""
    page = browser.new_page(viewport={"width": width, "height": 860})
    hosts: set[str | None] = set()
    failures: list[str] = []
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.on("console", lambda said: failures.append(said.text) if said.type == "error" else None)
    page.goto(address)
    expect(page.locator(".masthead h1")).to_be_visible(timeout=30_000)
    try:
        yield page
        # Closing the page breaks off gradio's own streams, which it then calls an error.
        # So does leaving it, as signing in does, which loads the page anew.
        failed = tuple(told for told in failures if not told.startswith("AbortError"))
    finally:
        # A page left open would keep the app from ending.
        page.close()
    assert hosts - {None} == {"127.0.0.1"}
    assert not failed, failed


def ask(page: Page, question: str) -> None:
    """Type a question and send it."""
    page.fill("#ask textarea", question)
    page.press("#ask textarea", "Enter")
