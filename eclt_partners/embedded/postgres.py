"""How is one home's PostgreSQL made, started and left in order?

`postgres` itself is started, not `pg_ctl`, so that its keeper owns the process.
It listens on a Unix socket inside a closed folder and on nothing else; whoever
may enter that folder is trusted. Three roles: `postgres` (superuser, start-up
only), `owner` (owns the database and migrates), `app` (all else, owns nothing).
"""

import os
import re
import shutil
import signal
import subprocess
from pathlib import Path

from eclt_partners.embedded.binaries import postgres_programs, reachable
from eclt_partners.embedded.errors import StartError
from eclt_partners.embedded.home import Account, Home
from eclt_partners.embedded.processes import Program, run, start, wait_until

SUPERUSER = "postgres"
OWNER = "owner"
APP = "app"
DATABASE = "eclt"
EXTENSIONS = ("btree_gist", "pg_trgm", "unaccent", "citext")

START_LIMIT = 60.0
LOG_BYTES_KEPT = 5 * 1024 * 1024

# Nothing of the caller's environment (PGHOST, LD_LIBRARY_PATH ...) may leak in.
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}

# A test database is thrown away after a power cut, so it need not survive one.
TEST_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_connections": "200",
}


def start_up_statements() -> list[str]:
    """Return what the superuser runs once, in `template1`.

    Extensions of `template1` are in every database made later. The roles own
    no superuser right, so that no trigger can be switched off by them.
    """
    return [
        *(f"CREATE EXTENSION {name}" for name in EXTENSIONS),
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        f"CREATE ROLE {OWNER} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE",
        f"CREATE ROLE {APP} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE",
        f"GRANT USAGE ON SCHEMA public TO {APP}",
        *database_statements(DATABASE),
    ]


def database_statements(name: str) -> list[str]:
    """Return what makes an empty database that `owner` owns and `app` may enter."""
    return [
        f"CREATE DATABASE {name} OWNER {OWNER}",
        f"REVOKE ALL ON DATABASE {name} FROM PUBLIC",
        f"GRANT CONNECT ON DATABASE {name} TO {APP}",
    ]


def database_url(home: Home, *, role: str = APP, name: str = DATABASE) -> str:
    """Return the address of a database of this home as django-environ reads it."""
    return f"postgres://{role}@/{name}?host={home.database_sockets}"


def start_postgres(home: Home, *, for_tests: bool) -> subprocess.Popen[bytes]:
    """Start the server and wait until it takes connections.

    Raises:
        StartError: no programs, an old data folder, or the server gave up.
    """
    programs = reachable(
        postgres_programs(), account=home.account, keep_in=home.database_root
    )
    if home.database.is_dir():
        check_version(home, programs)
    else:
        make_database(home, programs, for_tests=for_tests)
    open_socket_folder(home.database_sockets, home.account)
    (home.database / "postmaster.pid").unlink(missing_ok=True)
    return launch(home, programs, for_tests=for_tests)


def check_version(home: Home, programs: Path) -> None:
    """Refuse a data folder of another major version.

    Raises:
        StartError: with the way to carry the data over.
    """
    made_by = (home.database / "PG_VERSION").read_text().strip()
    _, said = run(Program([str(programs / "postgres"), "--version"]))
    found = re.search(r"(\d+)", said)
    present = found[1] if found else "?"
    if made_by != present:
        raise StartError(
            f"The database in {home.database} was made by PostgreSQL {made_by}, "
            f"but this is PostgreSQL {present}. Nothing was touched.\n"
            f"To keep the data: start it with PostgreSQL {made_by}, write it out "
            f"with pg_dump, move the folder away, start again and read it in with "
            f"psql.\nTo begin afresh: move or delete {home.database}"
        )


def make_database(home: Home, programs: Path, *, for_tests: bool) -> None:
    """Create the data folder, roles, extensions and the empty database.

    Works in another folder and renames it when all is done, so that a killed
    first start is simply done again.
    """
    building = home.database.with_name("postgres.new")
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(mode=0o700)
    if home.account:
        os.chown(building, home.account.uid, home.account.gid)
    command = [str(programs / "initdb"), "-D", str(building), "-U", SUPERUSER]
    command += ["-E", "UTF8", "--locale=C.UTF-8", "-A", "trust"]
    if for_tests:
        command.append("--no-sync")
    finish(Program(command, ENVIRONMENT, Path("/"), home.account))
    single = [str(programs / "postgres"), "--single", "-j", "-D", str(building)]
    single += ["-c", "exit_on_error=on"]
    if for_tests:
        single.append("-F")
    finish(
        Program([*single, "template1"], ENVIRONMENT, Path("/"), home.account),
        text="".join(f"{line};\n\n" for line in start_up_statements()),
    )
    building.rename(home.database)


def finish(program: Program, *, text: str = "") -> None:
    """Run one step of the first start.

    Raises:
        StartError: the step failed; the text carries its last words.
    """
    try:
        status, said = run(program, text=text)
    except (PermissionError, OSError) as problem:
        raise StartError(
            f"PostgreSQL cannot be started as the account `nobody`: {problem}. "
            "Start as an ordinary user."
            if program.account
            else f"PostgreSQL cannot be started: {problem}"
        ) from problem
    if status != 0:
        last = "\n".join(said.strip().splitlines()[-5:])
        raise StartError(f"PostgreSQL could not make its database:\n{last}")


def open_socket_folder(folder: Path, account: Account | None) -> None:
    """Make an empty closed folder for the socket; drop what a kill left there."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    if account:
        os.chown(folder, account.uid, account.gid)


def launch(home: Home, programs: Path, *, for_tests: bool) -> subprocess.Popen[bytes]:
    """Start `postgres`, again while a killed server's last children still leave."""
    server = start_once(home, programs, for_tests=for_tests)

    def came_up() -> bool:
        nonlocal server
        if server.poll() is not None and "still in use" in last_words(home):
            server = start_once(home, programs, for_tests=for_tests)
        return is_ready(home) or server.poll() is not None

    in_time = wait_until(came_up, limit=START_LIMIT)
    if server.poll() is not None or not in_time:
        raise StartError(f"PostgreSQL did not start:\n{last_words(home)}")
    return server


def start_once(
    home: Home, programs: Path, *, for_tests: bool
) -> subprocess.Popen[bytes]:
    """Start `postgres` and do not wait."""
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(home.database_sockets),
        "timezone": "UTC",
        "log_timezone": "UTC",
        "log_line_prefix": "%m ",
    }
    if for_tests:
        settings |= TEST_SETTINGS
    command = [str(programs / "postgres"), "-D", str(home.database)]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    with open_log(home, "postgres").open("ab") as log:
        return start(
            Program(
                command,
                ENVIRONMENT,
                Path("/"),
                home.account,
                signal.SIGINT,
                log,
            )
        )


def is_ready(home: Home) -> bool:
    """Answer whether the server says in line 8 of its file that it takes connections."""
    try:
        lines = (home.database / "postmaster.pid").read_text().splitlines()
    except OSError:
        return False
    return len(lines) > 7 and lines[7].strip() == "ready"


def open_log(home: Home, name: str) -> Path:
    """Return a server's log file; a long one is put aside first."""
    path = home.logs / f"{name}.log"
    if path.exists() and path.stat().st_size > LOG_BYTES_KEPT:
        path.replace(path.with_suffix(".log.1"))
    return path


def last_words(home: Home) -> str:
    """Return the end of the server's log."""
    try:
        text = (home.logs / "postgres.log").read_text(errors="replace")
    except OSError:
        return ""
    return "\n".join(text.splitlines()[-6:])
