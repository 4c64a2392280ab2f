"""Bodies without a report of their own: a subordinate body has rows in its department's tables."""

from __future__ import annotations

from dataclasses import replace

from assistant.understanding.printed_names import bodies_of
from assistant.understanding.turn import Turn
from assistant.words.publisher_names import publisher_key
from ingest.nouns import Report
from ingest.selection import Catalogue


def with_row_body(turn: Turn, held: tuple[Report, ...], catalogue: Catalogue) -> Turn:
    """The turn with the reports whose rows name the body in full; its name is one to look up.

    A body that has a report of its own is answered from that.
    """
    text = turn.question.text
    start = len(turn.masked) - len(text)
    if start < 0:
        return turn
    printed = bodies_of(catalogue)
    named = [body for body in printed if body in text]
    if not named:
        return turn
    body = max(named, key=len)
    publishers = [publisher_key(report.publisher) for report in held]
    if any(publisher_key(body) in name for name in publishers) or _longer(text, body, publishers):
        return turn
    years = turn.meant.years
    reports = tuple(
        report
        for report in held
        if report.id in printed[body] and (not years or report.fiscal_year in years)
    )
    if not reports:
        return turn
    at = start + text.index(body)
    return replace(
        turn,
        meant=replace(
            turn.meant, reports=reports, named=True, missing="", each=False, rivals=False
        ),
        masked=turn.masked[:at] + body + turn.masked[at + len(body) :],
        codes=tuple(code for code in turn.codes if code not in body),
        calculation="",
        body=body,
    )


def _longer(text: str, body: str, publishers: list[str]) -> bool:
    """Whether a held publisher of a longer name, holding that of the body, is written."""
    return any(body in name and name in text for name in publishers)
