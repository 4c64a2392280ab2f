"""Projects whose name stands only in the title or the head of their table of targets.

Such a table has one project: its rows (资金总额, 财政拨款, 其他资金) are of it, and where the
print of their labels was not read, the whole is the amount that the others add up to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.figures.lookup import Reading
from assistant.plan import Lookup
from assistant.understanding.question_text import bare
from assistant.understanding.turn import content_runs
from assistant.words.lexicon import key, lexicon
from ingest.language.amounts import is_money
from ingest.library import Library
from ingest.nouns import Figure, Report, Table

_TARGETS = "performance"
_SHORTEST = 4
_FEWEST = 2
_YEAR = re.compile(r"20[0-4]\d")


def titled_project(wanted: Lookup, report: Report, library: Library) -> Reading | None:
    """The whole amount of the project that the question names and one table is about."""
    if wanted.codes or wanted.line_no or wanted.change or wanted.share:
        return None
    if wanted.unit and not is_money(wanted.unit):
        return None
    text = "|".join(wanted.content)
    about = [
        (table, name)
        for table in library.tables(report.id)
        if table.form == _TARGETS
        for name in _names(table)
        if _written(name).search(text)
    ]
    if not about:
        return None
    longest = max(len(name) for _, name in about)
    chosen = {table.id: table for table, name in about if len(name) == longest}
    names = {name for _, name in about if len(name) == longest}
    if (
        len(chosen) != 1
        or len(names) != 1
        or not _only_amount(_written(names.pop()).sub("|", text))
    ):
        return None
    whole = _whole(next(iter(chosen.values())).figures)
    return Reading(report, whole) if whole else None


def _names(table: Table) -> Iterator[str]:
    """What the table may be about, as a question would write it."""
    ending = lexicon()["target_table_endings"]
    title = bare(key(table.title))
    about = re.sub(ending, "", title)
    if about != title and len(about) >= _SHORTEST:
        yield about
    heads = {head for figure in table.figures for head in figure.column_path}
    if len(heads) <= _FEWEST:
        yield from (bare(key(head)) for head in heads if len(head) >= _SHORTEST)


def _written(name: str) -> re.Pattern[str]:
    """The name in a question whose places are masked (知创大厦__知识产权馆)."""
    return re.compile("(?!_)" + "".join(f"[{re.escape(letter)}_]" for letter in name) + "(?<!_)")


def _only_amount(rest: str) -> bool:
    """Whether nothing but the amount is asked of the project."""
    if re.search(lexicon()["target_part_words"], rest):
        return False
    neutral = "|".join(lexicon()["target_amount_words"])
    return not content_runs(re.sub(neutral, "|", rest))


def _whole(figures: tuple[Figure, ...]) -> Figure | None:
    """The amount that the other amounts of the table add up to, one of them at least."""
    amounts = [
        figure
        for figure in figures
        if figure.value is not None
        and is_money(figure.unit)
        and not _YEAR.fullmatch(figure.printed)
    ]
    if len(amounts) < _FEWEST:
        return None
    first = amounts[0]
    rest = sum((figure.value or Decimal(0) for figure in amounts[1:]), Decimal(0))
    return first if first.value and first.value == rest else None
