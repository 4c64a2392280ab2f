"""Keyword search over passages: character bigrams, numbers and Latin words, by report.

Bigrams rather than words or trigrams, because two characters (出国, 接待) are the usual length of
what is looked for and a segmenter may cut a name anywhere. SQLite holds them in an FTS5 table,
PostgreSQL in an indexed ``tsvector``; the tokens are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, bindparam, text

from ingest.language.glyphs import fold
from ingest.nouns import Passage

_TOKEN = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?|[a-z]+|[\u3400-\u9fff\U00020000-\U0003ffff]+")
_MOST_QUERY_TOKENS = 200

_CREATE = {
    "sqlite": (
        "CREATE VIRTUAL TABLE keywords USING fts5("
        "tokens, passage_id UNINDEXED, report_id UNINDEXED, tokenize=\"unicode61 tokenchars '.'\")",
        # Its columns have no index: without this, to forget a report would read all of it.
        "CREATE TABLE keyword_rows (report_id varchar(200) NOT NULL PRIMARY KEY,"
        " first integer NOT NULL, last integer NOT NULL)",
    ),
    "postgresql": (
        "CREATE TABLE keywords (passage_id varchar(200) PRIMARY KEY,"
        " report_id varchar(200) NOT NULL, tokens tsvector NOT NULL, length integer NOT NULL)",
        "CREATE INDEX keywords_tokens ON keywords USING gin (tokens)",
        "CREATE INDEX keywords_report ON keywords (report_id)",
    ),
}

_ADD = {
    "sqlite": "INSERT INTO keywords (tokens, passage_id, report_id) VALUES (:tokens, :id, :report)",
    "postgresql": (
        "INSERT INTO keywords (passage_id, report_id, tokens, length) VALUES (:id, :report,"
        " array_to_tsvector(ARRAY(SELECT DISTINCT unnest(string_to_array(:tokens, ' ')))), :length)"
    ),
}

_REMOVE = {
    "sqlite": (
        "DELETE FROM keywords WHERE rowid BETWEEN"
        " (SELECT first FROM keyword_rows WHERE report_id = :report)"
        " AND (SELECT last FROM keyword_rows WHERE report_id = :report)",
        "DELETE FROM keyword_rows WHERE report_id = :report",
    ),
    "postgresql": ("DELETE FROM keywords WHERE report_id = :report",),
}

_LAST = "SELECT coalesce((SELECT rowid FROM keywords ORDER BY rowid DESC LIMIT 1), 0)"
_KEEP_ROWS = "INSERT INTO keyword_rows (report_id, first, last) VALUES (:report, :first, :last)"

_FIND = {
    "sqlite": (
        "SELECT passage_id FROM keywords WHERE keywords MATCH :query {only}"
        " ORDER BY bm25(keywords), rowid LIMIT :limit"
    ),
    # BM25 with each token counted once: rare tokens weigh more, long passages less.
    "postgresql": (
        "WITH wanted AS (SELECT DISTINCT unnest(string_to_array(:query, ' ')) AS token),"
        " hits AS (SELECT wanted.token, keywords.passage_id, keywords.length FROM wanted"
        " JOIN keywords ON keywords.tokens @@ CAST(quote_literal(wanted.token) AS tsquery)"
        " WHERE true {only}),"
        " size AS (SELECT count(*) AS passages, avg(length) AS length FROM keywords),"
        " weights AS (SELECT token, ln(1 + max(size.passages) / count(*)::float) AS weight"
        " FROM hits, size GROUP BY token)"
        " SELECT passage_id FROM hits JOIN weights USING (token), size GROUP BY passage_id"
        " ORDER BY sum(weight / (0.5 + 0.5 * hits.length / size.length)) DESC, passage_id"
        " LIMIT :limit"
    ),
}


def tokens_of(printed: str) -> list[str]:
    """The tokens of a text in order: bigrams of Chinese, numbers without separators, words.

    ``因公出国，12,437.36万元`` -> 因公 公出 出国 12437.36 万元. A single character stands alone.
    """
    tokens: list[str] = []
    for run in _TOKEN.findall(fold(printed)):
        if run[0].isascii():
            tokens.append(run.replace(",", ""))
        elif len(run) == 1:
            tokens.append(run)
        else:
            tokens.extend(run[at : at + 2] for at in range(len(run) - 1))
    return tokens


def create(connection: Connection) -> None:
    """Make the keyword table; once, when the library is made."""
    for statement in _CREATE[connection.dialect.name]:
        connection.execute(text(statement))


def add(connection: Connection, report_id: str, passages: Iterable[Passage]) -> None:
    """Index the headings and texts of a report's passages."""
    rows = []
    for passage in passages:
        tokens = [t for part in (*passage.heading_path, passage.text) for t in tokens_of(part)]
        if tokens:
            rows.append(
                {
                    "id": passage.id,
                    "report": report_id,
                    "tokens": " ".join(tokens),
                    "length": len(tokens),
                }
            )
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        # One writer at a time: the rows of a report follow one another.
        last = connection.execute(text(_LAST)).scalar_one()
        told = {"report": report_id, "first": last + 1, "last": last + len(rows)}
        connection.execute(text(_KEEP_ROWS), told)
    connection.execute(text(_ADD[connection.dialect.name]), rows)


def remove(connection: Connection, report_id: str) -> None:
    """Forget the passages of a report."""
    for statement in _REMOVE[connection.dialect.name]:
        connection.execute(text(statement), {"report": report_id})


def find(
    connection: Connection, query: str, report_ids: Sequence[str], limit: int
) -> tuple[str, ...]:
    """Ids of the passages that share tokens with the query, best first.

    Rare tokens weigh more (BM25). ``report_ids`` restricts to those reports; empty means all.
    """
    tokens = list(dict.fromkeys(tokens_of(query)))[:_MOST_QUERY_TOKENS]
    if not tokens:
        return ()
    dialect = connection.dialect.name
    matched = " OR ".join(f'"{t}"' for t in tokens) if dialect == "sqlite" else " ".join(tokens)
    only = "AND report_id IN :reports" if report_ids else ""
    statement = text(_FIND[dialect].format(only=only))
    values: dict[str, object] = {"query": matched, "limit": limit}
    if report_ids:
        statement = statement.bindparams(bindparam("reports", expanding=True))
        values["reports"] = list(report_ids)
    return tuple(connection.execute(statement, values).scalars())
