"""Corrections: used by every reader, told as such, kept when the file is read anew."""

from __future__ import annotations

import dataclasses
import logging
from decimal import Decimal

import pytest

from ingest import library as library_module
from ingest.errors import MingzhangError, NoSuchReport
from ingest.library import Library
from ingest.nouns import BBox, Figure, Reading
from ingest.selection import FigureFilter


def _wages(reading: Reading) -> Figure:
    return reading.figures[0]


def _placed(reading: Reading) -> Reading:
    """The reading with its cells one below the other, as on a page."""
    (table,) = reading.tables
    figures = tuple(_moved(figure, 20.0 * at) for at, figure in enumerate(table.figures))
    return dataclasses.replace(reading, tables=(dataclasses.replace(table, figures=figures),))


def _moved(figure: Figure, down: float) -> Figure:
    place = figure.locators[0]
    x0, top, x1, bottom = place.bbox
    box: BBox = (x0, top + down, x1, bottom + down)
    return dataclasses.replace(figure, locators=(dataclasses.replace(place, bbox=box),))


@pytest.fixture
def reading(make_reading):
    return _placed(make_reading())


@pytest.fixture
def held(library, reading, make_file):
    """A library that holds the reading."""
    library.add(reading, make_file())
    return library


def test_a_corrected_figure_comes_corrected_whichever_way_it_is_asked_for(held, reading):
    wages = _wages(reading)
    before = held.figures(FigureFilter())
    made = held.correct(wages.id, " 1,290.10 ", author="李", reason="千分位  漏读")
    assert (made.original_printed, made.original_value) == ("129.01", Decimal("129.01"))
    assert (made.author, made.reason, made.state) == ("李", "千分位 漏读", "in_force")
    wanted = dataclasses.replace(
        wages, value=Decimal("1290.10"), printed="1,290.10", fen=1_290_100_000, correction=made
    )
    assert held.figure(wages.id) == wanted
    assert held.tables(wages.report_id)[0].figures[0] == wanted
    assert held.figures(FigureFilter(row_codes=("30101",))) == (wanted,)
    assert held.figures(FigureFilter())[1:] == before[1:]
    assert held.corrections() == held.corrections(wages.report_id) == (made,)


def test_a_blank_cell_can_be_given_its_number_and_a_number_made_blank(held, reading):
    number, _, blank, *_ = reading.figures
    held.correct(blank.id, "0.00", author="李", reason="漏读")
    held.correct(number.id, "—", author="李", reason="邻格的数")
    assert (held.figure(blank.id).value, held.figure(blank.id).fen) == (Decimal("0.00"), 0)
    assert (held.figure(number.id).value, held.figure(number.id).fen) == (None, None)


@pytest.mark.parametrize("typed", ["十二", "12,34", "1.2.3", "=1+1", "12%"])
def test_what_is_no_number_of_that_unit_is_refused(held, reading, typed):
    with pytest.raises(MingzhangError):
        held.correct(_wages(reading).id, typed, author="李", reason="误读")
    assert held.corrections() == ()


@pytest.mark.parametrize(("author", "reason"), [("", "误读"), ("李", " "), ("李", "长" * 501)])
def test_a_correction_says_who_and_why(held, reading, author, reason):
    with pytest.raises(MingzhangError):
        held.correct(_wages(reading).id, "1.00", author=author, reason=reason)


def test_a_correction_that_changes_nothing_is_refused(held, reading):
    with pytest.raises(MingzhangError, match="相同"):
        held.correct(_wages(reading).id, "129.010", author="李", reason="误读")
    with pytest.raises(MingzhangError, match="no such figure"):
        held.correct("none", "1.00", author="李", reason="误读")


def test_the_later_correction_counts_and_the_first_reading_stays_the_original(held, reading):
    wages = _wages(reading)
    first = held.correct(wages.id, "1.00", author="李", reason="误读")
    second = held.correct(wages.id, "2.00", author="王", reason="再看一遍")
    assert second.original_printed == "129.01"
    assert held.figure(wages.id).correction == second
    kept = held.corrections()[0]
    assert (kept.id, kept.state, kept.ended_by) == (first.id, "replaced", "王")
    assert kept.ended_at >= kept.at


def test_a_correction_taken_back_leaves_the_reading_and_a_record(held, reading):
    wages = _wages(reading)
    made = held.correct(wages.id, "1.00", author="李", reason="误读")
    held.withdraw(made.id, author="王")
    assert held.figure(wages.id) == wages
    (kept,) = held.corrections()
    assert (kept.state, kept.ended_by, kept.printed) == ("withdrawn", "王", "1.00")
    for unknown in (made.id, "none"):
        with pytest.raises(MingzhangError):
            held.withdraw(unknown, author="王")


def _read_anew(library: Library, again: Reading, make_file, monkeypatch) -> None:
    monkeypatch.setattr(library_module, "reader_version", lambda: "next")
    assert library.add(again, make_file()) == "replaced"


def test_a_correction_survives_another_reading_with_other_ids(
    held, reading, make_file, monkeypatch
):
    wages = _wages(reading)
    made = held.correct(wages.id, "1290.10", author="李", reason="误读")
    (table,) = reading.tables
    figures = tuple(
        dataclasses.replace(figure, id=f"new-{figure.id}", row=figure.row + 1)
        for figure in table.figures
    )
    table = dataclasses.replace(table, figures=figures)
    _read_anew(held, dataclasses.replace(reading, tables=(table,)), make_file, monkeypatch)
    assert held.figure(wages.id) is None
    now = held.figure(f"new-{wages.id}")
    assert (now.value, now.correction.original_printed) == (Decimal("1290.10"), "129.01")
    assert held.corrections() == (dataclasses.replace(made, figure_id=now.id),)


def test_what_a_misread_cell_contradicted_is_told_no_more(held, reading):
    wages, later = reading.figures[0], reading.figures[1]
    contradicted = dataclasses.replace(reading.discrepancies[0], left_locators=wages.locators)
    reading = dataclasses.replace(reading, discrepancies=(contradicted,))
    held.remove(reading.report.id)
    held.add(reading, held.folder.parent / "a.pdf")
    held.correct(later.id, "7.00", author="李", reason="误读")
    assert held.discrepancies(reading.report.id) == (contradicted,)
    made = held.correct(wages.id, "1,290.10", author="李", reason="误读")
    assert held.discrepancies(reading.report.id) == ()
    held.withdraw(made.id, author="李")
    assert held.discrepancies(reading.report.id) == (contradicted,)


def test_a_reading_in_another_unit_gives_the_amount_in_that_unit(
    held, reading, make_file, monkeypatch
):
    wages = _wages(reading)
    held.correct(wages.id, "1290.10", author="李", reason="误读")
    (table,) = reading.tables
    table = dataclasses.replace(
        table, figures=tuple(dataclasses.replace(f, unit="元") for f in table.figures)
    )
    _read_anew(held, dataclasses.replace(reading, tables=(table,)), make_file, monkeypatch)
    assert held.figure(wages.id).fen == 129_010


def test_a_reading_that_has_come_to_say_the_same_is_no_longer_called_corrected(
    held, reading, make_reading, make_file, monkeypatch
):
    wages = _wages(reading)
    held.correct(wages.id, "2.00", author="李", reason="误读")
    again = _placed(make_reading(value="2.00"))
    _read_anew(held, again, make_file, monkeypatch)
    assert held.figure(wages.id) == _wages(again)
    assert held.corrections()[0].state == "in_force"


def test_a_correction_whose_cell_is_gone_is_kept_and_told_but_not_guessed(
    held, reading, make_file, monkeypatch, caplog
):
    wages = _wages(reading)
    held.correct(wages.id, "2.00", author="李", reason="误读")
    (table,) = reading.tables
    elsewhere = tuple(_moved(figure, 100.0) for figure in table.figures)
    moved = dataclasses.replace(reading, tables=(dataclasses.replace(table, figures=elsewhere),))
    with caplog.at_level(logging.WARNING):
        _read_anew(held, moved, make_file, monkeypatch)
    assert "更正 2.00" in caplog.text
    assert held.figure(wages.id).value == Decimal("129.01")
    assert [(c.state, c.figure_id) for c in held.corrections()] == [("unplaced", "")]
    monkeypatch.setattr(library_module, "reader_version", lambda: "after next")
    held.add(reading, make_file())
    assert held.figure(wages.id).value == Decimal("2.00")


def test_a_correction_waits_for_a_file_that_was_taken_out(held, reading, make_file):
    wages = _wages(reading)
    made = held.correct(wages.id, "2.00", author="李", reason="误读")
    held.remove(wages.report_id)
    assert held.corrections() == (made,)
    with pytest.raises(NoSuchReport):
        held.corrections(wages.report_id)
    held.add(reading, make_file())
    assert held.figure(wages.id).correction == made


def test_figures_read_from_pictures_say_so(library, make_reading, make_file):
    reading = make_reading()
    (table,) = reading.tables
    scanned = tuple(
        dataclasses.replace(figure, source="ocr", confidence=0.875) for figure in table.figures
    )
    table = dataclasses.replace(table, figures=scanned)
    library.add(dataclasses.replace(reading, tables=(table,)), make_file())
    assert library.tables(reading.report.id) == (table,)
