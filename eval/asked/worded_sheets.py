"""Sheets answered from the text of a report: reasons, terms, and what a passage tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eval.asked.describing import report_meant
from eval.asked.drawing import Draw, Maker
from eval.asked.expecting import Sheet, of_passage, sheet
from eval.asked.telling import Told
from ingest.nouns import Passage

_GIVES_A_REASON = ("主要原因", "主要是由于", "主要是因", "原因是")
_WHY = "说的那个数为什么增加（减少）、原因是什么"


def _reason(draw: Draw) -> Sheet | None:
    return _why(draw, f"问这段话{_WHY}", ["reason"])


def _value_and_reason(draw: Draw) -> Sheet | None:
    asked = f"一句话里既问金额（或增减多少）又问原因，针对这段话{_WHY}"
    return _why(draw, asked, ["value", "reason"])


def _why(draw: Draw, asked: str, want: Sequence[str]) -> Sheet | None:
    told = draw.any_report()
    found = [p for p in told.passages if any(words in p.text for words in _GIVES_A_REASON)]
    return _of_passage(told, draw.chance.choice(found), asked, want) if found else None


def _define(draw: Draw) -> Sheet | None:
    told = draw.any_report()
    if not told.terms:
        return None
    passage = draw.chance.choice(told.terms)
    return _of_passage(told, passage, f"问“{passage.term}”是什么意思", ["define"])


def _text(draw: Draw) -> Sheet | None:
    told = draw.any_report()
    if not told.passages:
        return None
    asked = "问这段话里讲的事（职责、机构设置、工作安排、项目目标、资产、做法等；不问金额）"
    return _of_passage(told, draw.chance.choice(told.passages), asked, ["text"])


def _of_passage(told: Told, passage: Passage, asked: str, want: Sequence[str]) -> Sheet:
    head = " › ".join(passage.heading_path[-2:])
    tell = f"{report_meant(told)}：{asked}：〔{head}〕{passage.text[:260]}"
    return sheet(tell, want, of_passage(told, passage))


MAKERS: Mapping[str, Maker] = {
    "reason": _reason,
    "value_and_reason": _value_and_reason,
    "define": _define,
    "text": _text,
}
"""By kind."""
