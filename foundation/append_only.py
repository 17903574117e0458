"""Tables whose rows may be added and never changed: a trigger in both engines keeps the promise."""

from django.db.migrations.operations.base import Operation

SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {VERB} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
POSTGRESQL = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION refuse_change()
"""


def sqlite_triggers(table: str) -> list[str]:
    return [
        SQLITE.format(table=table, verb=verb, VERB=verb.upper()) for verb in ("update", "delete")
    ]


def sqlite_drops(table: str) -> list[str]:
    return [f"DROP TRIGGER IF EXISTS {table}_no_{verb}" for verb in ("update", "delete")]


class AppendOnly(Operation):
    """A migration step that makes the table of `model_name` append-only."""

    reversible = True

    def __init__(self, model_name):
        self.model_name = model_name

    def state_forwards(self, app_label, state):
        """The models know nothing of the trigger."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        table = to_state.apps.get_model(app_label, self.model_name)._meta.db_table
        if schema_editor.connection.vendor == "sqlite":
            statements = sqlite_triggers(table)
        else:
            statements = [POSTGRESQL.format(table=table)]
        for statement in statements:
            schema_editor.execute(statement, None)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        table = to_state.apps.get_model(app_label, self.model_name)._meta.db_table
        if schema_editor.connection.vendor == "sqlite":
            statements = sqlite_drops(table)
        else:
            statements = [f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}"]
        for statement in statements:
            schema_editor.execute(statement, None)

    def describe(self):
        return f"Make {self.model_name} append-only"
