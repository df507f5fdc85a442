"""Migrations have names, can be undone, and leave nothing to be made."""

import re

from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython, RunSQL

OURS = {
    "common",
    "audit",
    "countries",
    "documents",
    "notifications",
    "accounts",
    "partners",
    "agreements",
    "reviews",
    "lifecycle",
    "dashboards",
}


def _ours() -> list:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return [
        migration
        for (app, _name), migration in sorted(loader.disk_migrations.items())
        if app in OURS
    ]


def test_every_migration_has_a_name_of_its_own() -> None:
    nameless = [m.name for m in _ours() if re.search(r"_auto_|_initial$", m.name)]
    assert nameless == []


def test_every_migration_can_be_undone() -> None:
    stuck = [
        (migration.app_label, migration.name)
        for migration in _ours()
        for operation in migration.operations
        if isinstance(operation, RunSQL | RunPython) and not operation.reversible
    ]
    assert stuck == []


def test_models_and_migrations_agree(db: None) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
    assert connection.settings_dict["USER"] == "app"


def test_functions_of_triggers_look_at_our_tables_only_and_serve_no_others(
    db: None,
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc"
            " WHERE pronamespace = 'public'::regnamespace"
            " AND (prorettype = 'trigger'::regtype OR prosecdef)"
            " AND (proconfig IS NULL"
            "      OR prorettype = 'trigger'::regtype"
            "         AND has_function_privilege(current_user, oid, 'EXECUTE'))"
        )
        open_ones = [name for (name,) in cursor.fetchall()]
        cursor.execute(
            "SELECT has_database_privilege(current_user, current_database(), 'TEMP')"
        )
        may_make_tables = cursor.fetchone()[0]
    # A new one: SET search_path = public, pg_temp; REVOKE ALL ... FROM PUBLIC.
    assert (open_ones, may_make_tables) == ([], False)
