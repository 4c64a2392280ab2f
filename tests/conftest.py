"""Golden files: written with ``--regenerate``, compared without, by the same call."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


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
