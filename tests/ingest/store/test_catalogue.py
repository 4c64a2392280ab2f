"""The catalogue follows every change, and asks only for the reports that changed."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from sqlalchemy import event

from ingest import library as library_module
from ingest.library import Library
from ingest.nouns import Reading
from ingest.selection import Catalogue
from tests.ingest.measured import figure, reading


def _told(catalogue: Catalogue) -> tuple[object, ...]:
    return (
        [(row.form, row.row_code, row.row_label, row.report_ids) for row in catalogue.rows],
        [(column.form, column.column_path, column.report_ids) for column in catalogue.columns],
        catalogue.terms,
    )


def _made_anew(library: Library, settings) -> tuple[object, ...]:
    with Library.open(library.folder, settings) as other:
        return _told(other.catalogue())


def _with_rows(name: str, *labels: str) -> Reading:
    return reading(name, *(replace(figure("1.00"), row_label=label) for label in labels))


@pytest.fixture
def questions(library):
    """The statements that the library's database is asked, as they come."""
    asked: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(library._database._engine, "before_cursor_execute", note)
    return asked


def test_after_any_changes_it_is_as_made_anew(library, settings, make_file, monkeypatch):
    labels = ("差旅费", "会议费", "培训费", "水费", "电费")
    chance = random.Random(13)
    held: list[Reading] = []
    for turn in range(40):
        if held and turn % 3 == 2:
            gone = held.pop(chance.randrange(len(held)))
            library.remove(gone.report.id)
        elif held and turn % 5 == 4:
            monkeypatch.setattr(library_module, "reader_version", lambda turn=turn: f"v{turn}")
            name = chance.choice(held).report.publisher
            again = _with_rows(name, *chance.sample(labels, 3))
            library.add(again, make_file(again.report.sha256))
        else:
            one = _with_rows(f"第{turn}局", *chance.sample(labels, 2))
            library.add(one, make_file(one.report.sha256))
            held.append(one)
        assert _told(library.catalogue()) == _made_anew(library, settings)


def test_a_report_more_is_asked_for_alone(library, make_file, questions):
    for at in range(3):
        one = _with_rows(f"第{at}局", "差旅费")
        library.add(one, make_file(one.report.sha256))
    library.catalogue()
    more = _with_rows("另一局", "差旅费", "水费")
    library.add(more, make_file(more.report.sha256))
    questions.clear()
    rows = library.catalogue().rows
    assert [len(row.report_ids) for row in rows] == [4, 1]
    assert sum("row_names" in asked for asked in questions) == 1
    questions.clear()
    library.catalogue()
    assert not any("row_names" in asked for asked in questions)


def test_what_another_process_wrote_is_seen(library, settings, make_file):
    assert library.catalogue().rows == ()
    one = _with_rows("教育局", "差旅费")
    with Library.open(library.folder, settings) as other:
        other.add(one, make_file(one.report.sha256))
    assert [row.row_label for row in library.catalogue().rows] == ["差旅费"]
