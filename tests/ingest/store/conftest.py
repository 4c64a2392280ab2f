"""Readings built by hand, small PDFs, and a library of their own for every test."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from ingest.library import Library
from ingest.nouns import (
    Classification,
    Discrepancy,
    Figure,
    Locator,
    Passage,
    Reading,
    Report,
    Table,
)
from ingest.settings import Settings

PLACE = Locator(3, (72.0, 100.5, 120.25, 112.0), "1")
OVERLEAF = Locator(4, (72.0, 60.0, 120.25, 72.0), "2")

MakeReading = Callable[..., Reading]
MakeFile = Callable[..., Path]


def _figure(
    report_id: str, at: int, label: str, code: str, value: str | None, concept: str, year: int
) -> Figure:
    return Figure(
        id=f"{report_id}-f{at}",
        report_id=report_id,
        table_id=f"{report_id}-t0",
        form="general_public_basic_expenditure",
        row=at,
        row_path=("人员经费", label),
        row_label=label,
        row_code=code,
        also=(Classification("50101", "工资奖金津补贴"),) if code == "30101" else (),
        line_no=str(at + 1),
        side="人员经费",
        column_path=("人员经费", "决算数"),
        value=None if value is None else Decimal(value),
        printed=value or "",
        unit="万元",
        fen=None if value is None else int(Decimal(value) * 1_000_000),
        year=year,
        body="青浦区体育局",
        basis="决算",
        locators=(PLACE, OVERLEAF) if at == 1 else (PLACE,),
        concept=concept,
        fund="general_public" if concept else "",
        stage="final" if concept else "",
        taken_from=(("concept", "code"), ("fund", "table")) if concept else (),
    )


def _prose_figure(report_id: str) -> Figure:
    return Figure(
        id=f"{report_id}-p0",
        report_id=report_id,
        table_id="",
        form="",
        row=-1,
        row_path=("三公经费说明", "公务接待费支出决算"),
        row_label="公务接待费支出决算",
        row_code="",
        also=(),
        line_no="",
        side="",
        column_path=(),
        value=Decimal("1.20"),
        printed="1.20",
        unit="万元",
        fen=1_200_000,
        year=2023,
        body="青浦区体育局",
        basis="决算",
        locators=(PLACE,),
        sentence="公务接待费支出决算为1.20万元。",
    )


TEXTS = (
    ("因公出国（境）费减少，主要原因是全年没有安排出访任务。", ""),
    ("机关运行经费：为保障单位运行，用于购买货物和服务的各项资金。", "机关运行经费"),
    ("基本支出增加，主要原因是新招录人员，工资相应增加12,437.36元。", ""),
)


def _reading(
    *,
    publisher: str = "青浦区体育局",
    year: int = 2023,
    kind: str = "final_accounts",
    level: str = "unit",
    content: str = "a",
    value: str = "129.01",
    texts: tuple[tuple[str, str], ...] = TEXTS,
    concept: str = "",
) -> Reading:
    sha256 = hashlib.sha256(content.encode()).hexdigest()
    report_id = f"{publisher}-{year}-{sha256[:8]}"
    figures = (
        _figure(report_id, 0, "一、基本工资", "30101", value, concept, year),
        _figure(report_id, 1, "津贴补贴", "30102", "0.00", "", year),
        _figure(report_id, 2, "奖金", "30103", None, "", year),
    )
    table = Table(
        id=f"{report_id}-t0",
        report_id=report_id,
        form="general_public_basic_expenditure",
        title="一般公共预算财政拨款基本支出决算表",
        unit="万元",
        pages=(3, 4),
        figures=figures,
    )
    passages = tuple(
        Passage(f"{report_id}-s{at}", report_id, ("第三部分", "说明"), text, (PLACE,), term)
        for at, (text, term) in enumerate(texts)
    )
    discrepancy = Discrepancy(
        report_id=report_id,
        rule="basic-total",
        left="基本支出",
        right="人员经费 + 公用经费",
        left_locators=(PLACE,),
        right_locators=(PLACE, OVERLEAF),
        difference=Decimal("-0.01"),
        envelope=Decimal("0.015"),
        unit="万元",
        severity="rounding",
    )
    report = Report(
        id=report_id,
        publisher=publisher,
        fiscal_year=year,
        kind="budget" if kind == "budget" else "final_accounts",
        level="unit" if level == "unit" else "department",
        title=f"{publisher}{year}年度单位决算",
        file=f"{content}.pdf",
        sha256=sha256,
        pages=12,
    )
    return Reading(report, (table,), (_prose_figure(report_id),), passages, (discrepancy,))


@pytest.fixture
def make_reading() -> MakeReading:
    """Builds a whole reading; ``content`` stands for the bytes of its file."""
    return _reading


@pytest.fixture
def make_file(tmp_path: Path) -> MakeFile:
    """Writes a file as the original of a reading."""

    def make(content: str = "a") -> Path:
        path = tmp_path / f"{content}.pdf"
        path.write_bytes(content.encode())
        return path

    return make


@pytest.fixture
def settings() -> Settings:
    """The defaults, whatever the environment says."""
    return Settings(_env_file=None, database_url="", chroma_url="", embedding="bundled")


@pytest.fixture
def library(tmp_path: Path, settings: Settings) -> Iterator[Library]:
    """An empty library."""
    with Library.open(tmp_path / "library", settings) as opened:
        yield opened
