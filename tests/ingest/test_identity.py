"""Who, which year, which kind: told by the pages; what is no report is refused."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from drawing import Item, Line, Sheet, draw

from ingest.errors import NotAReport
from ingest.identity import identify
from ingest.nouns import Report
from ingest.pages.pdf import read_pages
from ingest.tables.joining import pages_to_drafts

ROWS = [["项目", "金额"], ["教育支出", "12.30"], ["国防支出", "1.00"]]
TITLES = ("收入支出决算总表", "收入决算表", "支出决算表", "一般公共预算财政拨款支出决算表")


def identified(path: Path, *pages: Sequence[Item], file: str = "x.pdf") -> Report:
    read = tuple(read_pages(draw(path / "t.pdf", *pages)))
    return identify(read, pages_to_drafts(read), file=file, sha256="ab" * 32)


def sheets(*above: Item, titles: Sequence[str] = TITLES) -> list[list[Item]]:
    return [
        [*above, Line(title, 15), Line("单位：万元", 9, x=470), Sheet(ROWS)] for title in titles
    ]


def cover(*lines: str) -> list[Item]:
    return [200.0, *(Line(line, 22) for line in lines)]


@pytest.mark.parametrize(
    ("lines", "publisher", "year", "kind", "level"),
    [
        (
            ("云溪市水务局", "2024年度部门决算"),
            "云溪市水务局",
            2024,
            "final_accounts",
            "department",
        ),
        (("2026年云溪市水务局部门预算",), "云溪市水务局", 2026, "budget", "department"),
        (
            ("云溪市水务局部门", "2026年度部门预算公开"),
            "云溪市水务局",
            2026,
            "budget",
            "department",
        ),
        (("2025年度云溪省", "人民法院预算公开"), "云溪省人民法院", 2025, "budget", "department"),
        (("云溪市水文中心2025年单位预算",), "云溪市水文中心", 2025, "budget", "unit"),
        (
            ("２０２４年度", "云溪市人民政府办公室", "单位决算"),
            "云溪市人民政府办公室",
            2024,
            "final_accounts",
            "unit",
        ),
    ],
)
def test_from_the_cover(
    lines: Sequence[str], publisher: str, year: int, kind: str, level: str, tmp_path: Path
) -> None:
    report = identified(tmp_path, cover(*lines), *sheets())
    found = (report.publisher, report.fiscal_year, report.kind, report.level)
    assert found == (publisher, year, kind, level)
    assert report.pages == 5


def test_the_file_name_may_lie(tmp_path: Path) -> None:
    pages = [cover("云溪市水务局", "2019年度部门决算"), *sheets()]
    report = identified(tmp_path, *pages, file="2026年云溪市财政局部门预算.pdf")
    assert (report.publisher, report.fiscal_year) == ("云溪市水务局", 2019)
    assert report.kind == "final_accounts"
    assert report.file == "2026年云溪市财政局部门预算.pdf"


def test_from_a_labelled_line(tmp_path: Path) -> None:
    pages = [cover("2026年部门预算公开"), *sheets()]
    pages[0].append(Line("预算单位：云溪市住房和城乡建设局", 14))
    assert identified(tmp_path, *pages).publisher == "云溪市住房和城乡建设局"


@pytest.mark.parametrize("suffix", ["（本级）", "（机关）", "本级", "本级（机关）"])
def test_the_body_itself_is_a_unit(suffix: str, tmp_path: Path) -> None:
    pages = [cover("2026年部门预算"), *sheets()]
    pages[0].append(Line(f"预算单位：云溪市住房和城乡建设局{suffix}", 14))
    report = identified(tmp_path, *pages)
    assert (report.publisher, report.level) == ("云溪市住房和城乡建设局", "unit")


def test_a_consolidated_account_is_the_departments(tmp_path: Path) -> None:
    pages = [cover("2024年度部门决算"), *sheets()]
    pages[0].append(Line("部门名称：云溪市水务局（汇总）", 14))
    report = identified(tmp_path, *pages)
    assert (report.publisher, report.level) == ("云溪市水务局", "department")


def test_from_headings_and_captions_without_a_cover(tmp_path: Path) -> None:
    head = Line("第二部分 云溪市水务局2024年度部门决算表", 15)
    pages = sheets(titles=TITLES)
    pages[0].insert(0, head)
    report = identified(tmp_path, *pages)
    assert (report.publisher, report.fiscal_year) == ("云溪市水务局", 2024)


def test_the_id_is_readable_and_follows_from_the_content(tmp_path: Path) -> None:
    pages = [cover("云溪市水务局", "2024年度部门决算"), *sheets()]
    first, second = identified(tmp_path, *pages), identified(tmp_path, *pages, file="y.pdf")
    assert first.id == second.id == "云溪市水务局-2024-final-accounts-abababab"


def test_a_notice_is_refused_with_what_it_seems_to_be(tmp_path: Path) -> None:
    page = [Line("关于开展网站检查的通知", 18), Line("各区人民政府：", x=60)]
    with pytest.raises(NotAReport, match="关于开展网站检查的通知"):
        identified(tmp_path, page)


def test_pages_without_text_are_refused_as_pictures(tmp_path: Path) -> None:
    with pytest.raises(NotAReport, match="扫描件或图片"):
        identified(tmp_path, [10.0], [10.0])
