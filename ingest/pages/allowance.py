"""What reading one file may cost, asked at each page: time for pictures, objects, cells.

What is asked here stops a reading in words. What C code does cannot be asked: its time and memory
are bounded from outside (``ingest/confined.py``), which sees where a reading stands by ``tell``.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from ingest.errors import TooCostly, UnreadableFile
from ingest.pages.content import Edge
from ingest.settings import Settings

_LONGEST_SIDE = 14_400.0
"""Points (200 inches): the largest page that PDF allows."""
_WITHOUT_PRINT = 0.4
"""Share of a file's seconds that pictures may take in which no new print is found."""
_LEAST_PRINT = 20
_ADVICE = "请确认文件来源；若确需读取，可调大 {} (check where it is from, or raise the limit)"


class Allowance:
    """The limits for one file, and what it has used of them.

    ``tell(page, earned)`` is called as each page begins (0 for what follows the last one) with the
    seconds that pictures with print have earned the file beyond its own.
    """

    def __init__(
        self, settings: Settings, tell: Callable[[int, float], None] = lambda page, earned: None
    ) -> None:
        self._settings = settings
        self._tell = tell
        self._page: int | None = None
        self._objects = 0
        self._pictures = 0
        self._bare_seconds = 0.0
        self._earned = 0.0
        self._prints: set[int] = set()

    def turn_to(self, page: int) -> None:
        """A page (1-based) is begun; 0: all have been read."""
        self._page, self._objects = page or None, 0
        self._tell(page, self._earned)

    def size(self, width: float, height: float) -> None:
        """Refuses a page without a size, and one larger than any."""
        if not (0 < width <= _LONGEST_SIDE and 0 < height <= _LONGEST_SIDE):
            raise UnreadableFile(
                f"页面尺寸 {width:.6g} × {height:.6g} 点不合理 (the page has no possible size)",
                advice="请重新下载原文件 (download the original again)",
                page=self._page,
            )

    def objects(self, count: int) -> None:
        """Counts what a page draws. Raises TooCostly beyond the limit."""
        self._objects += count
        most = self._settings.max_page_objects
        if self._objects > most:
            raise self._refusal(
                f"一页里的字符和图形超过上限 {most} 个 (too many characters and paths on a page)",
                "MINGZHANG_MAX_PAGE_OBJECTS",
            )

    def form(self, depth: int) -> None:
        """A form stands this deep in others. Raises TooCostly beyond the limit."""
        most = self._settings.max_form_depth
        if depth > most:
            raise self._refusal(
                f"图形对象嵌套超过上限 {most} 层 (forms within forms too deep)",
                "MINGZHANG_MAX_FORM_DEPTH",
            )

    def edges(self, edges: Sequence[Edge]) -> None:
        """Refuses edges that may enclose more cells than a page can have."""
        across = {round(edge["x0"]) for edge in edges if edge["orientation"] == "v"}
        down = {round(edge["top"]) for edge in edges if edge["orientation"] == "h"}
        most = self._settings.max_page_cells
        # Where few rules meet, as in drawings, their places say little: the factor is for those.
        if len(across) * len(down) > 10 * most:
            raise self._refusal(
                f"一页里的表格线 {len(across)} × {len(down)} 条，可围出的单元格超过上限 {most} 个 "
                "(too many ruled cells on a page)",
                "MINGZHANG_MAX_PAGE_CELLS",
            )

    def cells(self, count: int) -> None:
        """Refuses a page with more cells than allowed."""
        most = self._settings.max_page_cells
        if count > most:
            raise self._refusal(
                f"一页里有 {count} 个单元格，超过上限 {most} 个 (too many cells on a page)",
                "MINGZHANG_MAX_PAGE_CELLS",
            )

    def for_picture(self) -> bool:
        """Whether one more page that is a picture may be recognised."""
        limits = self._settings
        return (
            self._pictures < limits.max_scanned_pages
            and self._bare_seconds < limits.max_seconds * _WITHOUT_PRINT
            and self._earned < limits.max_scan_seconds
        )

    def recognised(self, text: str, began: float) -> None:
        """A picture was read since ``began`` (``time.monotonic``). Print that no picture before it
        had earns the file the seconds that it took: scanned reports are long."""
        self._pictures += 1
        seconds = time.monotonic() - began
        print_of_it = hash(text)
        if len(text) >= _LEAST_PRINT and print_of_it not in self._prints:
            self._prints.add(print_of_it)
            self._earned += seconds
        else:
            self._bare_seconds += seconds

    def _refusal(self, reason: str, setting: str) -> TooCostly:
        return TooCostly(reason, advice=_ADVICE.format(setting), page=self._page)
