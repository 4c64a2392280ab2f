"""What the events of staff do, called as anybody can call them: with and without a sign-in."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr
import pytest

from assistant.panels.correction import Correcting
from assistant.panels.desk import Desk
from assistant.panels.library import Shelf
from assistant.permalinks import Place, link_of, place_at
from assistant.rendering.languages import Texts
from ingest.library import Library
from ingest.nouns import Figure
from ingest.reading import read_report
from ingest.selection import FigureFilter
from ingest.settings import Settings
from tests.assistant.asking import Here

SAMPLE = Path(__file__).parents[3] / "samples" / "zhuhai-2023.pdf"
FIRST = "请先登录"


class _Sheet:
    """Stands for the page panel, which needs a page around it."""

    def show(self, place: Place | None) -> str:
        return f"page {place.page}" if place else "none"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as library:
        library.add(read_report(SAMPLE, Settings()), SAMPLE)
        yield library


@pytest.fixture
def figure(library: Library) -> Figure:
    """公务接待费 of the three public funds: 0.39."""
    (found,) = (
        f
        for f in library.figures(FigureFilter(forms=("three_public",)))
        if f.column_path[-1:] == ("公务接待费",) and f.basis == "决算"
    )
    return found


def _desk(library: Library, name: str) -> Desk:
    return Desk(
        library, Settings(), Texts("zh"), Here(library), public=False, user=lambda _request: name
    )


def _correcting(library: Library, name: str) -> Any:
    return Correcting(_desk(library, name), _Sheet())  # type: ignore[arg-type]


def test_a_visitor_changes_nothing_whatever_is_called(
    library: Library, figure: Figure, tmp_path: Path
) -> None:
    shelf = Shelf(_desk(library, ""))
    before = library.generation
    upload = tmp_path / "other.pdf"
    shutil.copy(SAMPLE, upload)
    assert FIRST in next(shelf.add([str(upload)]))[0]
    assert upload.exists()
    assert shelf.ask_removal(figure.report_id)[0] == ""
    assert FIRST in shelf.remove(figure.report_id)[0]
    link = link_of(place_at(figure.report_id, figure.locators, figure.id))
    correcting = _correcting(library, "")
    assert FIRST in correcting.begin(link)[0]
    assert FIRST in correcting.save(link, "9.99", "误读")[0]
    made = library.correct(figure.id, "0.93", author="小李", reason="误读")
    assert FIRST in shelf.withdraw(made.id)[0]
    assert library.generation == before + 1
    assert library.corrections()[0].state == "in_force"


def test_staff_correct_a_cell_and_take_it_back(library: Library, figure: Figure) -> None:
    correcting = _correcting(library, "小李")
    link = link_of(place_at(figure.report_id, figure.locators, figure.id))
    words, kept, boxes, printed, reason = correcting.begin(link)
    assert "0.39（万元）" in words and kept == link
    assert (boxes["visible"], printed, reason) == (True, "0.39", "")
    assert "不是数字" in correcting.save(link, "零点三", "误读")[0]
    said, boxes, page = correcting.save(link, "0.93", "误读")
    assert "0.39 → 0.93" in said and page == "page 16" and not boxes["visible"]
    assert f"{library.figure(figure.id).value}" == "0.93"  # type: ignore[union-attr]
    (made,) = library.corrections()
    assert made.author == "小李"
    shelf = Shelf(_desk(library, "小王"))
    listed = shelf.corrected()
    assert "原读作 0.39，更正为 0.93（万元）" in listed and "采用中" in listed
    assert shelf.shown()[3]["choices"] == [("决算数 › 公务接待费：0.39 → 0.93", made.id)]
    shelf.withdraw(made.id)
    assert library.figure(figure.id) == figure
    assert "已撤回" in shelf.corrected()


def test_a_cell_is_found_by_its_box_where_the_address_names_no_figure(
    library: Library, figure: Figure
) -> None:
    boxed = link_of(place_at(figure.report_id, figure.locators))
    assert "0.39" in _correcting(library, "小李").begin(boxed)[0]
    for link in ("", "?report=none&page=1", link_of(Place(figure.report_id, 16))):
        words, *_, boxes = _correcting(library, "小李").begin(link)[:3]
        assert "请先点一个数" in words and not boxes["visible"]


def test_staff_remove_a_report_after_being_asked(library: Library, figure: Figure) -> None:
    shelf = Shelf(_desk(library, "小李"))
    question, answers = shelf.ask_removal(figure.report_id)
    assert "确认移除《珠海市市民服务热线管理中心2023年度部门决算》" in question
    assert answers["visible"]
    assert library.reports()
    said, answers, held, *_ = shelf.remove(figure.report_id)
    assert "已移除" in said and not answers["visible"]
    assert "还没有报告" in held
    assert library.reports() == ()
    assert "没有编号" in shelf.remove(figure.report_id)[0]


def test_the_shelf_tells_what_was_read_as_it_is(library: Library) -> None:
    summary = library.summary(library.reports()[0].id)
    held = Shelf(_desk(library, "")).held()
    assert f"表内数字 {summary.amounts_captured}/{summary.amounts_printed}" in held
    assert "zhuhai-2023.pdf · 23 页" in held
    assert "收入支出决算总表" in held


def test_only_staff_see_the_print(library: Library) -> None:
    asker: gr.Request | None = None
    assert _desk(library, "").masks(asker)
    assert not _desk(library, "小李").masks(asker)
    open_to_all = Desk(library, Settings(public=False), Texts("zh"), Here(library))
    assert not open_to_all.masks(asker)
