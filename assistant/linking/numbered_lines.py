"""The lines of tables by the numbers printed beside them (行次)."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.linking.things import Thing
from ingest.concepts.concept import name_key
from ingest.nouns import Figure, Table


def things_in_line(number: str, tables: Iterable[Table]) -> tuple[Thing, ...]:
    """What the line of that number tells, of each table that has one."""
    found = []
    for table in tables:
        if told := [figure for figure in table.figures if figure.line_no == number]:
            found.append(_thing(f"line={table.id}.{number}", told))
    return tuple(found)


def _thing(key: str, told: list[Figure]) -> Thing:
    label = told[0].row_label
    return Thing(key, (name_key(label),), (), (), tuple(told), label)
