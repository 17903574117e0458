"""The two indexes behind one interface: FTS5 on SQLite, tsvector on PostgreSQL."""

from dataclasses import dataclass

from django.db import connection

TITLE, AREAS, BODY = 8.0, 4.0, 1.0  # weights
MOST_FORMS = 400_000  # signs of a folded body; with its positions a tsvector holds 1 MB


@dataclass(frozen=True)
class Words:
    """Folded text of an entry."""

    title: str
    areas: str
    body: str


class SqliteEngine:
    """Rows of the virtual table `search_words` carry the entry's id."""

    score = f"-bm25(search_words, {TITLE}, {AREAS}, {BODY}) * entry.boost"
    source = "search_words JOIN search_searchentry entry ON entry.id = search_words.rowid"
    condition = "search_words MATCH %s"

    def write(self, entry_id: int, words: Words) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_words WHERE rowid = %s", [entry_id])
            cursor.execute(
                "INSERT INTO search_words (rowid, title, areas, body) VALUES (%s, %s, %s, %s)",
                [entry_id, words.title, words.areas, words.body],
            )

    def expression(self, groups: list[frozenset[str]], *, every: bool) -> str:
        joined = (
            "(" + " OR ".join(f'"{form}"' for form in sorted(group)) + ")" for group in groups
        )
        return (" AND " if every else " OR ").join(joined)


class PostgresqlEngine:
    """The column `words` of the entry's own row, which Django's model does not name."""

    score = "ts_rank_cd(entry.words, to_tsquery('simple', %s), 32) * entry.boost"
    source = "search_searchentry entry"
    condition = "entry.words @@ to_tsquery('simple', %s)"

    def write(self, entry_id: int, words: Words) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE search_searchentry SET words = "
                "setweight(to_tsvector('simple', %s), 'A') || "
                "setweight(to_tsvector('simple', %s), 'B') || "
                "setweight(to_tsvector('simple', %s), 'D') WHERE id = %s",
                [words.title, words.areas, words.body[:MOST_FORMS], entry_id],
            )

    def expression(self, groups: list[frozenset[str]], *, every: bool) -> str:
        joined = ("(" + " | ".join(sorted(group)) + ")" for group in groups)
        return (" & " if every else " | ").join(joined)


def engine() -> SqliteEngine | PostgresqlEngine:
    return PostgresqlEngine() if connection.vendor == "postgresql" else SqliteEngine()
