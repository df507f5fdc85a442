"""Which servers can a test kill? A PostgreSQL and a Redis of this folder's own.

Both are children of the test process. PostgreSQL keeps its promises against the death
of every process, as in production; only a power cut would find it unprepared.
"""

import signal
import socket
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from psycopg2 import extensions

from eclt_partners.embedded.binaries import postgres_programs, reachable
from eclt_partners.embedded.home import Home, open_home
from eclt_partners.embedded.keeper import remove
from eclt_partners.embedded.postgres import (
    APP,
    OWNER,
    SUPERUSER,
    database_statements,
    database_url,
    launch,
    make_database,
    open_socket_folder,
)
from eclt_partners.embedded.processes import kill_group, stop
from eclt_partners.embedded.queue_server import queue_url, start_queue
from eclt_partners.embedded.template import TEMPLATE, fill_template
from eclt_partners.embedded.testing import connect

# A commit is kept when it is told; only the disk is not waited for.
SETTINGS = """
fsync = off
track_commit_timestamp = on
max_connections = 150
autovacuum = off
"""
Process = "subprocess.Popen[bytes]"


@dataclass
class Ground:
    """The servers, their home and their databases."""

    home: Home
    children: dict[str, Process] = field(default_factory=dict)
    clones: int = 0

    def start_postgres(self) -> None:
        """Start PostgreSQL, also after it was killed."""
        programs = reachable(
            postgres_programs(),
            account=self.home.account,
            keep_in=self.home.database_root,
        )
        if not self.home.database.is_dir():
            make_database(self.home, programs, for_tests=True)
            with (self.home.database / "postgresql.conf").open("a") as settings:
                settings.write(SETTINGS)
        open_socket_folder(self.home.database_sockets, self.home.account)
        (self.home.database / "postmaster.pid").unlink(missing_ok=True)
        self.children["postgres"] = launch(self.home, programs, for_tests=False)

    def start_redis(self, *, keeps: bool = True) -> None:
        """Start Redis, with its file of what it was told, or without."""
        self.children["redis"] = start_queue(self.home, for_tests=not keeps)

    def empty_redis(self) -> None:
        """Let Redis forget everything, as FLUSHALL does."""
        with socket.socket(socket.AF_UNIX) as talk:
            talk.connect(str(self.home.queue_socket))
            talk.sendall(b"FLUSHALL\r\n")
            assert talk.recv(64).startswith(b"+OK")

    def kill(self, name: str) -> None:
        """Kill a server's first process, as `kill -9` does."""
        child = self.children.pop(name)
        child.kill()
        child.wait()

    def stop(self) -> None:
        """Stop both and remove all they wrote."""
        for name, child in self.children.items():
            stop(
                child,
                signal.SIGINT if name == "postgres" else signal.SIGTERM,
                limit=20,
            )
            kill_group(child.pid)
        remove(self.home)

    def url(self, name: str, *, role: str = APP) -> str:
        """Return the address of a database."""
        return database_url(self.home, role=role, name=name)

    @contextmanager
    def superuser(self, name: str = "postgres") -> Iterator[extensions.cursor]:
        """Speak to a database as the superuser, each statement by itself."""
        with (
            closing(connect(self.url(name, role=SUPERUSER))) as found,
            found.cursor() as cursor,
        ):
            yield cursor

    def make_template(self) -> None:
        """Make the empty migrated database that others are copies of."""
        with self.superuser() as cursor:
            for statement in database_statements(TEMPLATE):
                cursor.execute(statement)
        addresses = {
            "DATABASE_URL": self.url(TEMPLATE),
            "DATABASE_OWNER_URL": self.url(TEMPLATE, role=OWNER),
            "REDIS_URL": queue_url(self.home),
        }
        fill_template(self.home, addresses)

    def clone(self, of: str = TEMPLATE, *, name: str = "") -> str:
        """Copy a database and return the copy's name."""
        self.clones += 1
        name = name or f"run_{self.clones}"
        with self.superuser() as cursor:
            end_connections(cursor, of)
            cursor.execute(
                f"CREATE DATABASE {name} OWNER {OWNER} TEMPLATE {of} STRATEGY FILE_COPY"
            )
            cursor.execute(f"GRANT CONNECT ON DATABASE {name} TO {APP}")
        return name

    def drop(self, name: str) -> None:
        """Drop a copy, whoever still uses it."""
        with self.superuser() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def end_connections(cursor: extensions.cursor, name: str) -> None:
    """End what is connected to a database."""
    cursor.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = %s AND pid <> pg_backend_pid()",
        [name],
    )


@contextmanager
def running_ground() -> Iterator[Ground]:
    """Start both servers in a home of their own and remove it afterwards."""
    root = Path(tempfile.mkdtemp(prefix="eclt-faults-"))
    # The account of PostgreSQL must be able to enter when root runs the tests.
    root.chmod(0o755)
    ground = Ground(open_home(root))
    try:
        ground.start_postgres()
        ground.start_redis()
        ground.make_template()
        yield ground
    finally:
        ground.stop()
