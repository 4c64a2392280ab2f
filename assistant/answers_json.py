"""An answer as JSON: the stable shape that scripts and the command line rely on."""

from __future__ import annotations

from typing import Any

from assistant.answers import Answer
from ingest.nouns import Correction, Discrepancy


def answer_to_json(answer: Answer) -> dict[str, Any]:
    """The answer as a JSON object; amounts are strings, boxes lists of four points."""
    return {
        "id": answer.question.id,
        "question": answer.question.text,
        "outcome": answer.outcome,
        "text": answer.text,
        "reading": answer.reading,
        "figures": [
            {
                "value": f.value,
                "unit": f.unit,
                "role": f.role,
                "label": f.label,
                "file": f.file,
                "page": f.page,
                "source": f.source,
                "confidence": f.confidence,
                "corrected": f.correction is not None,
                "correction": _correction(f.correction) if f.correction else None,
            }
            for f in answer.figures
        ],
        "citations": [
            {
                "mark": c.mark,
                "file": c.file,
                "report": c.report,
                "page": c.locators[0].page if c.locators else None,
                "bbox": list(c.locators[0].bbox) if c.locators else None,
                "quote": c.quote,
            }
            for c in answer.citations
        ],
        "choices": [{"label": c.label, "question": c.question} for c in answer.choices],
        "discrepancies": [_discrepancy(d) for d in answer.discrepancies],
        "seconds": answer.seconds,
    }


def _correction(made: Correction) -> dict[str, Any]:
    return {
        "original": made.original_printed,
        "printed": made.printed,
        "author": made.author,
        "at": made.at,
        "reason": made.reason,
    }


def _discrepancy(found: Discrepancy) -> dict[str, Any]:
    return {
        "rule": found.rule,
        "left": found.left,
        "right": found.right,
        "difference": f"{found.difference:f}",
        "envelope": f"{found.envelope:f}",
        "unit": found.unit,
        "severity": found.severity,
        "pages": [
            sorted({place.page for place in found.left_locators}),
            sorted({place.page for place in found.right_locators}),
        ],
    }
