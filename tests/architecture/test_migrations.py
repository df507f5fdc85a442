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
