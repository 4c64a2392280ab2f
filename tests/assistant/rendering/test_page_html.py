from __future__ import annotations

import re
from dataclasses import replace

from assistant.permalinks import Place
from assistant.rendering.languages import Texts
from assistant.rendering.page_html import Leaf, contents_html, masthead_html, page_html
from ingest.nouns import BBox, Report

ZH, EN = Texts("zh"), Texts("en")
REPORT = Report(
    "r 1", "<b>某局</b>", 2024, "final_accounts", "department", "t", "f.pdf", "0" * 64, 9
)


def leaf(*marks: BBox, page: int = 7, heads: tuple[BBox, ...] = ()) -> Leaf:
    return Leaf(REPORT, Place("r 1", page, "f"), (600.0, 800.0), "5", marks, heads)


def test_marks_lie_over_the_picture_in_shares_of_its_size() -> None:
    shown = page_html(leaf((60.0, 80.0, 120.0, 96.0), heads=((0.0, 80.0, 60.0, 96.0),)), ZH)
    assert "class='mark cell' style='left:10.000%;top:10.000%;width:10.000%;height:2.000%'" in shown
    assert "class='mark head' style='left:0.000%;top:10.000%;" in shown
    assert "data-at='0.1500 0.1100'" in shown
    assert "标出 1 处" in shown and "第7页，共9页（印刷页码 5）" in shown


def test_a_small_mark_is_shown_close_up_and_a_wide_one_is_not() -> None:
    assert "closeup" in page_html(leaf((10.0, 20.0, 60.0, 32.0)), ZH)
    assert "closeup" not in page_html(leaf((0.0, 0.0, 500.0, 9.0)), ZH)
    assert "closeup" not in page_html(leaf(), ZH)


def test_a_mark_at_the_edge_keeps_the_close_up_on_the_page() -> None:
    shown = page_html(leaf((590.0, 795.0, 600.0, 800.0)), ZH)
    assert "width:200.00%;left:-100.00%;" in shown


def test_the_first_and_the_last_page_lead_one_way_only() -> None:
    first, last = page_html(leaf(page=1), EN), page_html(leaf(page=9), EN)
    assert "Previous page" not in first and "page=2" in first
    assert "Next page" not in last and "page=8" in last


def test_names_from_reports_are_escaped() -> None:
    shown = page_html(leaf((1.0, 1.0, 9.0, 9.0)), ZH) + contents_html([REPORT], ZH)
    assert "<b>某局" not in shown and "&lt;b&gt;某局" in shown


def test_every_picture_has_a_text_and_every_address_is_of_this_place() -> None:
    shown = page_html(leaf((1.0, 1.0, 9.0, 9.0)), ZH)
    assert all("alt='" in picture for picture in re.findall(r"<img[^>]*>", shown))
    links = re.findall(r"(?:src|href)='([^']*)'", shown)
    assert links and not [link for link in links if "//" in link or link.startswith("/")]


def test_the_masthead_says_what_is_held_and_leads_to_the_other_language() -> None:
    assert "已载入 <b>1</b> 份报告" in masthead_html([REPORT], ZH)
    assert "href='en/'" in masthead_html([REPORT], ZH)
    assert "href='../'" in masthead_html([REPORT], EN)
    assert "No reports are held yet" in masthead_html([], EN)


def test_an_empty_library_tells_how_to_add_reports() -> None:
    shown = contents_html([], ZH)
    assert "python -m ingest add 文件或文件夹 --library 文库文件夹" in shown


def test_what_goes_on_over_the_page_end_leads_there() -> None:
    here = replace(leaf((60.0, 80.0, 120.0, 96.0)), elsewhere=(8,))
    shown = page_html(here, ZH)
    assert "续见第8页" in shown and "page=8" in shown
    assert "续见" not in page_html(leaf((60.0, 80.0, 120.0, 96.0)), ZH)


def test_editions_of_one_report_are_told_apart_by_their_files() -> None:
    scan = replace(REPORT, id="r 2", file="scan.pdf")
    assert "scan.pdf" in contents_html([REPORT, scan], ZH)
    assert "f.pdf" not in contents_html([REPORT], ZH)


def test_a_link_to_a_cell_that_is_gone_says_so() -> None:
    assert "不在文库里" in page_html(replace(leaf(), gone=True), ZH)
    assert "不在文库里" not in page_html(leaf((1.0, 1.0, 9.0, 9.0)), ZH)


def test_a_page_with_hidden_places_says_what_the_original_shows() -> None:
    assert "遮盖了 2 处" in page_html(replace(leaf(), hidden=2), ZH)
    assert "遮盖" not in page_html(leaf(), ZH)
