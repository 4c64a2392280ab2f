"""Readers' words on answers as cases: what was useful expects the answer given, what was not is
left to be completed by staff, with the answer and the comment beside it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from assistant.feedback import Feedback


def cases_from(feedback: Iterable[Feedback]) -> Iterator[dict[str, Any]]:
    """A case (docs/evaluation.md) for each conversation judged, the last judgement counting.

    The ids of cases to be completed begin with ``todo-``; they expect nothing yet.
    """
    last = {said.questions: said for said in feedback}
    for said in last.values():
        *history, question = said.questions
        useful = said.verdict == "useful"
        key = hashlib.sha256("\n".join(said.questions).encode()).hexdigest()[:10]
        case: dict[str, Any] = {
            "id": f"{'reader' if useful else 'todo'}-{key}",
            "kind": "followup" if history else "lookup",
            "lang": "en" if question.isascii() else "zh",
            "history": history,
            "question": question,
            "expect": _expected(said.answer) if useful else _nothing(said.answer),
        }
        if not useful:
            case |= {"verdict": said.verdict, "comment": said.comment, "given": said.answer["text"]}
        yield case


def _expected(answer: dict[str, Any]) -> dict[str, Any]:
    figures = [figure for figure in answer["figures"] if figure["role"] == "answer"]
    places = {(cited["file"], cited["page"]): None for cited in answer["citations"]}
    return {
        "status": answer["outcome"],
        "figures": [
            {"value": f"{abs(Decimal(figure['value'])):f}", "unit": figure["unit"]}
            for figure in figures
        ],
        "phrases": [],
        "evidence": [{"report": file, "page": page} for file, page in places if page],
        "evidence_mode": "any",
    }


def _nothing(answer: dict[str, Any]) -> dict[str, Any]:
    return {"status": answer["outcome"], "figures": [], "phrases": [], "evidence": []}
