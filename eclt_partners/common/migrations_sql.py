"""Which SQL do migrations share? Append-only tables and rights of the app role."""

from django.db.migrations.operations import RunSQL

# The role that web, worker, beat and tests connect as. It owns nothing, so a
# trigger it meets cannot be switched off by it (docs/adr/0003).
APP_ROLE = "app"


def append_only(table: str) -> list[RunSQL]:
    """Return the operations that make a table append-only for everybody.

    Triggers refuse UPDATE, DELETE and TRUNCATE (also by the owner, while they
    are on); the app role loses the rights as well.

    Args:
        table: the table's name; a constant of the migration, never user input.
    """
    return [
        RunSQL(
            sql=f"""
            CREATE TRIGGER {table}_append_only
                BEFORE UPDATE OR DELETE ON {table}
                FOR EACH ROW EXECUTE FUNCTION refuse_change();
            CREATE TRIGGER {table}_no_truncate
                BEFORE TRUNCATE ON {table}
                FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
            REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {APP_ROLE};
            """,
            reverse_sql=f"""
            DROP TRIGGER {table}_append_only ON {table};
            DROP TRIGGER {table}_no_truncate ON {table};
            GRANT UPDATE, DELETE ON {table} TO {APP_ROLE};
            """,
        )
    ]
