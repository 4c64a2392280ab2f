"""What holds for a whole table: its form, the words of its title, what its columns name."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.concepts.columns import ColumnSays, column_says
from ingest.concepts.concept import named
from ingest.concepts.lines import finer_classification
from ingest.concepts.phrases import Phrase, words_in
from ingest.language.glyphs import fold
from ingest.nouns import Figure, Report, Table


@dataclass(frozen=True, slots=True)
class TableSays:
    """``economic``: it is by the economic classification; ``names`` are words that say nothing
    above a column; ``columns`` the concepts that its columns name. ``carries_in``: a column is of
    what was carried over; ``of_funds``: columns name funds. ``finer``: see ``line_of_row``.
    ``of_projects``: a column is of the amounts of projects.
    """

    report: Report
    form: str
    title: Phrase
    economic: bool
    titled: bool
    names: frozenset[str]
    columns: frozenset[str]
    carries_in: bool
    of_funds: bool
    side: str
    finer: str
    of_projects: bool

    @classmethod
    def of(cls, table: Table, report: Report) -> TableSays:
        """What a table says by its title and its headings."""
        title = words_in(table.title)
        names = frozenset((report.publisher, table.title, ""))
        paths = {figure.column_path for figure in table.figures}
        said = [column_says(path, names) for path in paths]
        heads = fold(table.title + "".join(head for path in paths for head in path))
        return cls(
            report=report,
            form=table.form,
            title=title,
            economic="经济" in heads and "功能" not in heads,
            titled=bool(table.title),
            names=names,
            columns=frozenset(column.concept for column in said) - {""},
            carries_in=any(column.carried_over and not column.unknown for column in said),
            of_funds=any(column.fund and not column.unknown for column in said),
            side=_side_of_form(table.form, title),
            finer=finer_classification(table.figures),
            of_projects=any(_is_project_amount(head) for path in paths for head in path),
        )

    def column(self, figure: Figure) -> ColumnSays:
        """What the headings above a cell say."""
        return column_says(figure.column_path, self.names)


def _is_project_amount(heading: str) -> bool:
    """Whether a heading says that the rows below are projects, each with its amount."""
    concept = named(heading)
    return concept is not None and concept.id == "project_amount"


def _side_of_form(form: str, title: Phrase) -> str:
    if form in ("income", "expenditure"):
        return form
    if form in ("income_expenditure_summary", "fiscal_grant_summary"):
        return "both"
    if form == "other":
        return title.side
    return "expenditure"
