"""Says so where the reports tell the opposite of what a question takes for granted."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.language.changes import direction_in, directions_in
from ingest.language.glyphs import fold
from ingest.library import Library
from ingest.nouns import Passage, Report


def opposite_told(asked: str, passages: Iterable[tuple[Report, Passage]], library: Library) -> str:
    """A line where all changes of what was asked go the other way in the passages, else "".

    ``asked`` are the words of the question without whose and when.
    """
    taken = directions_in(fold(asked))
    if len(taken) != 1:
        return ""
    moves = [
        figure
        for report, passage in passages
        for figure in library.prose_figures(report.id)
        if figure.value
        and figure.sentence
        and figure.row_label
        and fold(figure.sentence) in fold(passage.text)
        and fold(figure.row_label) in fold(asked)
        and direction_in("".join(figure.column_path))
    ]
    if not moves or any(direction_in("".join(f.column_path)) == taken[0] for f in moves):
        return ""
    told = f"{moves[0].row_label}{''.join(moves[0].column_path)}"
    return f"报告所述与提问的方向不同：{told}。"
