"""What does a management command need before settings are read?

Without `DATABASE_URL` a command uses the servers of `$ECLT_HOME` and starts them
for its own duration if they are down. Commands that never ask the database get
the addresses only.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from eclt_partners.embedded.errors import StartError
from eclt_partners.embedded.home import home_path, open_home
from eclt_partners.embedded.local_settings import SETTINGS, local_settings
from eclt_partners.embedded.servers import addresses, servers

WITHOUT_SERVERS = frozenset(
    {"help", "version", "makemessages", "compilemessages", "collectstatic", "check"}
)
ASKS_FOR_HELP = frozenset({"-h", "--help", "--version"})

# What PostgreSQL says when a table or a column is not there (SQLSTATE).
NOT_THERE = frozenset({"42P01", "42703"})

# The role `owner` may change tables; every other command connects as `app`.
AS_OWNER = frozenset({"migrate"})


@contextmanager
def ready_for(arguments: Sequence[str]) -> Iterator[None]:
    """Put what a command needs into the environment for the length of a block.

    A start that is refused ends the program with the reason and status 1.
    """
    command = command_name(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    if command in AS_OWNER:
        os.environ.setdefault("ECLT_CONNECT_AS", "owner")
    if os.environ.get("DATABASE_URL"):
        with told_of_missing_tables(arguments):
            yield
        return
    try:
        root = home_path()
        os.environ.update(addresses(open_home(root)))
        os.environ.update(local_settings(root, os.environ))
        if command is None or command in WITHOUT_SERVERS:
            yield
            return
        with servers(root), told_of_missing_tables(arguments):
            yield
    except StartError as problem:
        sys.exit(f"Cannot start. {problem}")


@contextmanager
def told_of_missing_tables(arguments: Sequence[str]) -> Iterator[None]:
    """End with one sentence, not a traceback, where the database was not migrated."""
    try:
        yield
    except Exception as problem:
        said = getattr(problem.__cause__, "pgcode", None)
        if said not in NOT_THERE or "--traceback" in arguments:
            raise
        sys.exit(
            "The database has no tables yet, or those of another release. "
            f"Run: manage.py migrate\n{problem}".strip()
        )


def command_name(arguments: Sequence[str]) -> str | None:
    """Return the command of a command line, None when it only asks for help."""
    if len(arguments) < 2 or ASKS_FOR_HELP & set(arguments):
        return None
    return arguments[1]
