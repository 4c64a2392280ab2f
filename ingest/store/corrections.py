"""Corrections of misread cells: kept beside what was read, laid over it, found again after it is
read anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from uuid import uuid4

from sqlalchemy import Connection, func, select

from ingest.errors import MingzhangError
from ingest.language.amounts import is_blank, is_money, parse_amount, to_fen
from ingest.nouns import BBox, Correction, Figure
from ingest.store import figure_records
from ingest.store.schema import corrections

_LONGEST_REASON = 500
_SAME_PLACE = 0.5
"""The share of the smaller of two boxes that they must have in common to be one print."""


def corrected_print(text: str, unit: str) -> tuple[str, Decimal | None]:
    """What stands in the cell in truth: as typed, and as a value (None where it is blank).

    Raises MingzhangError where it is no number.
    """
    printed = "".join(text.split())
    value = parse_amount(printed)
    if value is None and not is_blank(printed):
        raise MingzhangError(
            f"“{text}”不是数字 (not a number)",
            advice="请照原文输入，例如 1,234.56；空白格输入 - (as printed, or - for a blank cell)",
        )
    if printed.endswith(("%", "％")) and unit != "%":
        raise MingzhangError(
            f"这一格的单位是“{unit}”，不是百分比 (the cell is not in percent)",
            advice="请只输入数字 (enter the number alone)",
        )
    return printed, value


def correction_of(
    figure: Figure, sha256: str, text: str, *, author: str, reason: str
) -> Correction:
    """A correction of that figure, made now. Raises MingzhangError where it cannot stand."""
    printed, value = corrected_print(text, figure.unit)
    reason = " ".join(reason.split())
    if not author or not reason:
        raise MingzhangError("更正要写明谁和为什么 (a correction needs an author and a reason)")
    if len(reason) > _LONGEST_REASON:
        raise MingzhangError(f"理由超过 {_LONGEST_REASON} 字 (the reason is too long)")
    if not figure.locators:
        raise MingzhangError("这个数在页面上没有位置，不能更正 (a figure without a place)")
    if value == figure.value:
        raise MingzhangError(f"与现在的数相同：{figure.printed} (that is what it says)")
    before = figure.correction
    return Correction(
        id=uuid4().hex,
        sha256=sha256,
        page=figure.locators[0].page,
        bbox=figure.locators[0].bbox,
        form=figure.form,
        row_path=figure.row_path,
        row_code=figure.row_code,
        side=figure.side,
        column_path=figure.column_path,
        unit=figure.unit,
        original_printed=before.original_printed if before else figure.printed,
        original_value=before.original_value if before else figure.value,
        printed=printed,
        value=value,
        author=author,
        at=_now(),
        reason=reason,
        figure_id=figure.id,
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def laid_over(figure: Figure, correction: Correction) -> Figure:
    """The figure as corrected; as it is where the reading has come to say the same."""
    if figure.value == correction.value:
        return figure
    value = correction.value
    fen = to_fen(value, figure.unit) if value is not None and is_money(figure.unit) else None
    return replace(figure, value=value, printed=correction.printed, fen=fen, correction=correction)


def all_corrections(connection: Connection, sha256: str = "") -> tuple[Correction, ...]:
    """The corrections of one file, or of all, in the order of correcting; ended ones too."""
    wanted = select(corrections).order_by(corrections.c.position)
    if sha256:
        wanted = wanted.where(corrections.c.sha256 == sha256)
    return tuple(
        figure_records.correction_of_row(row) for row in connection.execute(wanted).mappings()
    )


def in_force(connection: Connection) -> dict[str, Correction]:
    """The corrections in force, by the figure that they apply to."""
    rows = connection.execute(select(corrections).where(corrections.c.state == "in_force"))
    found = (figure_records.correction_of_row(row) for row in rows.mappings())
    return {correction.figure_id: correction for correction in found}


def keep(connection: Connection, correction: Correction) -> None:
    """Put a correction in force; the one that was in force for its figure is replaced."""
    former = in_force(connection).get(correction.figure_id)
    if former is not None:
        end(connection, former, "replaced", by=correction.author)
    last = connection.execute(select(func.max(corrections.c.position))).scalar()
    position = 0 if last is None else int(last) + 1
    connection.execute(
        corrections.insert(), dict(figure_records.row_of_correction(correction, position=position))
    )


def one(connection: Connection, correction_id: str) -> Correction:
    """The correction of that id. Raises MingzhangError where there is none."""
    wanted = select(corrections).where(corrections.c.id == correction_id)
    row = connection.execute(wanted).mappings().first()
    if row is None:
        raise MingzhangError(f"没有编号为“{correction_id}”的更正 (no such correction)")
    return figure_records.correction_of_row(row)


def withdraw(connection: Connection, correction_id: str, *, by: str) -> Correction:
    """Take a correction back; returns it as it was.

    Raises MingzhangError where there is none, or it is not in force.
    """
    found = one(connection, correction_id)
    if found.state not in ("in_force", "unplaced"):
        raise MingzhangError("这条更正已不再采用 (the correction is no longer in force)")
    end(connection, found, "withdrawn", by=by)
    return found


def end(connection: Connection, correction: Correction, state: str, *, by: str) -> None:
    """Take a correction out of force; it stays on record."""
    connection.execute(
        corrections.update()
        .where(corrections.c.id == correction.id)
        .values(state=state, figure_id="", ended_by=by, ended_at=_now())
    )


def place_anew(
    connection: Connection, sha256: str, figures: Sequence[Figure]
) -> tuple[Correction, ...]:
    """Find the cells of a file's corrections in a new reading of it.

    Returns those that have no place in it, or no sure one: they apply to nothing until a reading
    has their cell again.
    """
    lost: list[Correction] = []
    taken: dict[str, Correction] = {}
    for correction in all_corrections(connection, sha256):
        if correction.state not in ("in_force", "unplaced"):
            continue
        figure = figure_meant(correction, figures)
        if figure is None:
            lost.append(correction)
        elif figure.id in taken:
            end(connection, taken[figure.id], "replaced", by=correction.author)
        if figure is not None:
            taken[figure.id] = correction
        connection.execute(
            corrections.update()
            .where(corrections.c.id == correction.id)
            .values(
                state="in_force" if figure else "unplaced", figure_id=figure.id if figure else ""
            )
        )
    return tuple(lost)


def figure_meant(correction: Correction, figures: Iterable[Figure]) -> Figure | None:
    """The figure whose cell was corrected, told by its place and names; None where unsure.

    It must stand where the corrected print stands and share its line or its column; of several
    the one that shares more is meant, of equals none.
    """
    here = [
        (_agreement(correction, figure), figure)
        for figure in figures
        if (figure.sentence == "") == (correction.form != "")
        and any(
            at.page == correction.page and _share(at.bbox, correction.bbox) >= _SAME_PLACE
            for at in figure.locators
        )
    ]
    best = max((agreement for agreement, _ in here), default=0)
    meant = [figure for agreement, figure in here if agreement == best]
    return meant[0] if best > 0 and len(meant) == 1 else None


def _agreement(correction: Correction, figure: Figure) -> int:
    line = (
        correction.row_code == figure.row_code
        and correction.row_path[-1:] == (figure.row_path[-1:])
    )
    column = correction.column_path == figure.column_path
    whole = correction.row_path == figure.row_path and correction.side == figure.side
    return 2 * line + 2 * column + whole


def _share(one_box: BBox, other: BBox) -> float:
    """How much of the smaller box lies in the other, 0 to 1."""
    width = min(one_box[2], other[2]) - max(one_box[0], other[0])
    height = min(one_box[3], other[3]) - max(one_box[1], other[1])
    smaller = min((box[2] - box[0]) * (box[3] - box[1]) for box in (one_box, other))
    return width * height / smaller if width > 0 and height > 0 and smaller > 0 else 0.0
