"""Says of every corrected figure in an answer what was read, who corrected it, when and why."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from assistant.answers import Answer, StatedFigure
from ingest.nouns import Correction


def with_corrections_told(answer: Answer, *, english: bool = False) -> Answer:
    """The answer with a line for each correction that its figures rest on."""
    told: dict[str, tuple[Correction, StatedFigure]] = {}
    for figure in answer.figures:
        if figure.correction is not None:
            told.setdefault(figure.correction.id, (figure.correction, figure))
    if not told or not answer.text:
        return answer
    words = in_english if english else in_chinese
    lines = [words(correction) for correction, _ in told.values()]
    read = [
        _as_read(figure, correction, correction.original_value)
        for correction, figure in told.values()
        if correction.original_value is not None
    ]
    return replace(answer, text="\n".join((answer.text, *lines)), figures=(*answer.figures, *read))


def in_chinese(correction: Correction) -> str:
    """更正：原读作 129.01，由 李 于 2026-11-23 更正为 1,290.10，理由：千分位漏读。"""
    reason = correction.reason.rstrip("。")
    return (
        f"更正：原读作 {correction.original_printed or '（空白）'}，由 {correction.author} 于 "
        f"{correction.at[:10]} 更正为 {correction.printed or '（空白）'}，理由：{reason}。"
    )


def in_english(correction: Correction) -> str:
    """The same in English; the reason stands as it was given."""
    return (
        f"Corrected: read as {correction.original_printed or '(blank)'}, corrected to "
        f"{correction.printed or '(blank)'} by {correction.author} on {correction.at[:10]}; "
        f"reason: {correction.reason}"
    )


def _as_read(figure: StatedFigure, correction: Correction, value: Decimal) -> StatedFigure:
    """The reading that was corrected, as a figure that the text states besides."""
    return replace(
        figure,
        value=f"{value:f}",
        unit=correction.unit,
        role="context",
        figure_id="",
        correction=None,
    )
