from __future__ import annotations

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient

from assistant.panels.own_query import OwnQuery


@pytest.mark.parametrize(
    ("asked", "seen"),
    [
        ("/?report=r&page=16&figure=f", "report=r&figure=f"),
        ("/?page=3", ""),
        ("/?p%61ge=3&a=1", "a=1"),
        ("/?homepage=3", "homepage=3"),
        ("/other?page=16", "page=16"),
    ],
)
def test_gradio_does_not_see_the_page_of_a_report(asked: str, seen: str) -> None:
    app = FastAPI()
    app.add_middleware(OwnQuery, paths=("/",))

    @app.get("/{rest:path}")
    def query(request: Request) -> str:
        return request.url.query

    assert TestClient(app).get(asked).json() == seen
