"""The database itself refuses to change or delete what lưu chiểu keeps, whoever asks.

A later migration that rebuilds one of these tables on SQLite drops its triggers: let it end with `freeze`.
"""

from django.db import migrations

FROZEN_COLUMNS = {
    "stories_snapshot": (
        "id", "organization_id", "brand_id", "story_id", "revision_id", "kind", "number", "at", "by_id", "title", "url",
        "content", "previous_digest", "digest",
    ),
    "stories_snapshotfile": ("id", "snapshot_id", "name", "file", "digest", "size"),
    "stories_snapshotexport": ("id", "at", "by_id", "organization_id", "query", "count", "digest"),
}  # fmt: skip
POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_frozen_row() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'luu chieu: % rows are kept', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END
$$ LANGUAGE plpgsql
"""


def statements(vendor: str, tables: dict = FROZEN_COLUMNS) -> list[str]:
    made = [POSTGRESQL_FUNCTION] if vendor == "postgresql" else []
    for table, columns in tables.items():
        listed = ", ".join(f'"{column}"' for column in columns)
        for name, event in (("changed", f"UPDATE OF {listed}"), ("deleted", "DELETE")):
            if vendor == "postgresql":
                made.append(
                    f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} "
                    "FOR EACH ROW EXECUTE FUNCTION refuse_frozen_row()"
                )
            else:
                made.append(
                    f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, 'luu chieu: {table} rows are kept'); END"
                )
    return made


def freeze(apps, schema_editor, tables=FROZEN_COLUMNS) -> None:
    for statement in statements(schema_editor.connection.vendor, tables):
        schema_editor.execute(statement, params=None)


def thaw(apps, schema_editor, tables=FROZEN_COLUMNS) -> None:
    on_table = schema_editor.connection.vendor == "postgresql"
    for table in tables:
        for name in ("changed", "deleted"):
            schema_editor.execute(f"DROP TRIGGER {table}_{name}" + (f" ON {table}" if on_table else ""), params=None)


class Migration(migrations.Migration):
    dependencies = [("stories", "0002_snapshot_checks")]
    operations = [migrations.RunPython(freeze, thaw)]
