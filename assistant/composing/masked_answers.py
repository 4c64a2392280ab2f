"""Answers for the public: without the private numbers that the reports print, and without the
names of staff."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from assistant.answers import Answer, Choice, Citation, Draft, StatedFigure
from ingest.language.amounts import grouped
from ingest.nouns import Correction, Discrepancy
from ingest.privacy import MASKS, masked, masked_correction, private_spans


def masked_answer(answer: Answer) -> Answer:
    """The answer with telephone numbers, e-mail addresses and ID numbers masked.

    A stated figure that is such a number (the contact in a form) is no longer stated.
    """
    secret = [figure for figure in answer.figures if _is_private(figure)]
    text = answer.text
    for figure in secret:
        for written in (grouped(Decimal(figure.value)), figure.value):
            text = text.replace(written, MASKS["phone"])
    return replace(
        answer,
        text=masked(text),
        reading=masked(answer.reading),
        figures=tuple(
            replace(figure, label=masked(figure.label), correction=_masked(figure.correction))
            for figure in answer.figures
            if figure not in secret
        ),
        citations=tuple(map(_masked_citation, answer.citations)),
        choices=tuple(
            Choice(masked(choice.label), masked(choice.question)) for choice in answer.choices
        ),
        discrepancies=tuple(map(_masked_discrepancy, answer.discrepancies)),
    )


def without_staff(answer: Answer) -> Answer:
    """The answer with corrections that name nobody; before its text tells them."""
    return replace(
        answer,
        figures=tuple(
            replace(figure, correction=masked_correction(figure.correction))
            if figure.correction
            else figure
            for figure in answer.figures
        ),
    )


def masked_draft(draft: Draft) -> Draft:
    """The same for an answer that is being written: its text is checked sentence by sentence."""
    return replace(draft, text=masked(draft.text))


def _masked(made: Correction | None) -> Correction | None:
    return masked_correction(made, names=True) if made else None


def _is_private(figure: StatedFigure) -> bool:
    return figure.unit == "" and bool(private_spans(figure.value))


def _masked_citation(citation: Citation) -> Citation:
    return replace(citation, quote=masked(citation.quote))


def _masked_discrepancy(found: Discrepancy) -> Discrepancy:
    return replace(found, left=masked(found.left), right=masked(found.right))
