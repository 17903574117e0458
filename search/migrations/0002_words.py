"""The words beside the entries: FTS5 on SQLite, a tsvector with GIN on PostgreSQL."""

from django.db import migrations

SQLITE = [
    """CREATE VIRTUAL TABLE search_words USING fts5(
        title, areas, body, tokenize = "unicode61 remove_diacritics 2")""",
    """CREATE TRIGGER search_words_follow AFTER DELETE ON search_searchentry
       BEGIN DELETE FROM search_words WHERE rowid = old.id; END""",
]
POSTGRESQL = [
    "ALTER TABLE search_searchentry ADD COLUMN words tsvector",
    "CREATE INDEX search_words_gin ON search_searchentry USING gin (words)",
]


def create(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in SQLITE if is_sqlite else POSTGRESQL:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER search_words_follow")
        schema_editor.execute("DROP TABLE search_words")
    else:
        schema_editor.execute("ALTER TABLE search_searchentry DROP COLUMN words")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_first")]
    operations = [migrations.RunPython(create, drop)]
