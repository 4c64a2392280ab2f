"""Takes out of a library what later schemas added, as it was made by programs of that time."""

from __future__ import annotations

_FIVE = ("DROP TABLE bodies",)
_FOUR = (
    "DROP TABLE facts",
    "DROP TABLE report_years",
    "DROP INDEX figures_by_concept",
    "DROP INDEX reports_by_publisher",
    "DROP INDEX reports_by_year",
    *(
        f"ALTER TABLE figures DROP COLUMN {name}"
        for name in ("concept", "fund", "nature", "stage", "taken_from")
    ),
    "ALTER TABLE reports DROP COLUMN publisher_key",
    "ALTER TABLE reports DROP COLUMN written",
    "UPDATE meta SET value = '3' WHERE key = 'schema'",
)
_THREE = (
    "DROP TABLE corrections",
    "ALTER TABLE figures DROP COLUMN source",
    "ALTER TABLE figures DROP COLUMN confidence",
    "UPDATE meta SET value = '2' WHERE key = 'schema'",
)


def statements_back_to(version: str, *, sqlite: bool = True) -> tuple[str, ...]:
    """The statements that make a library of today one of that version of the schema."""
    keywords = ("DROP TABLE keyword_rows",) if sqlite else ()
    return (*keywords, *_FIVE, *_FOUR, *(_THREE if version == "2" else ()))
