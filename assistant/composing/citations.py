"""Citations: the places an answer rests on, numbered as its text marks them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from assistant.answers import Citation
from ingest.nouns import Figure, Kind, Level, Locator, Report

MOST = 8
KINDS: dict[Kind, str] = {"final_accounts": "决算", "budget": "预算"}
LEVELS: dict[Level, str] = {"department": "部门", "unit": "单位"}


class Citations:
    """The citations of one answer being written; the same place is cited under one number."""

    def __init__(self, cited: Iterable[Citation] = (), most: int = MOST) -> None:
        """``cited`` are the citations that the answer has already, in order; ``most`` how many it
        may have: a ranking cites every row."""
        self._cited: list[Citation] = list(cited)
        self._most = most

    def all(self) -> tuple[Citation, ...]:
        """All citations, in the order of their marks."""
        return tuple(self._cited)

    @property
    def full(self) -> bool:
        """Whether no further place can be cited."""
        return len(self._cited) >= self._most

    def cite(self, report: Report, locators: tuple[Locator, ...], quote: str) -> str:
        """The mark ``[n]`` for a place; "" where the answer already cites as many as it may."""
        for known in self._cited:
            if (known.report_id, known.locators, known.quote) == (report.id, locators, quote):
                return f"[{known.mark}]"
        if self.full:
            return ""
        mark = len(self._cited) + 1
        self._cited.append(
            Citation(mark, report.id, title_in_words(report), report.file, locators, quote)
        )
        return f"[{mark}]"

    def cite_figure(self, report: Report, figure: Figure, title: str) -> str:
        """The mark for a figure: its cell, quoted by its names, or its sentence."""
        quote = figure.sentence or cell_in_words(figure, title)
        return self.cite(report, figure.locators, quote)


def title_in_words(report: Report) -> str:
    """A report as citations name it."""
    return f"{report.publisher}{report.fiscal_year}年度{LEVELS[report.level]}{KINDS[report.kind]}"


def titles_apart(reports: Sequence[Report]) -> dict[str, str]:
    """The title of each report by its id; editions of one are told apart by their files."""
    times = Counter(map(title_in_words, reports))
    return {
        report.id: title_in_words(report)
        + (f"（{report.file}）" if times[title_in_words(report)] > 1 else "")
        for report in reports
    }


def cell_in_words(figure: Figure, title: str) -> str:
    """A cell as it stands: ``支出决算表｜2010350 事业运行｜基本支出：129.01``.

    A corrected one says what was read.
    """
    row = " ".join(part for part in (figure.row_code, figure.row_label) if part)
    parts = [title, row, " › ".join(figure.column_path)]
    corrected = figure.correction
    read = f"（更正，原读作 {corrected.original_printed or '空白'}）" if corrected else ""
    return f"{'｜'.join(part for part in parts if part)}：{figure.printed or '（空白）'}{read}"
