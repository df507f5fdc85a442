"""How does the test run come by its migrated template without waiting each time?

The first run migrates and keeps what came out as an SQL file, named after a
fingerprint of everything that could change it. Later runs read that file.
"""

import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from eclt_partners.embedded.binaries import postgres_programs
from eclt_partners.embedded.errors import StartError
from eclt_partners.embedded.home import PROJECT, Home
from eclt_partners.embedded.postgres import OWNER, SUPERUSER, database_url
from eclt_partners.embedded.processes import Program, run

TEMPLATE = "eclt_template"
KEPT_IN = PROJECT / ".pytest_cache" / "template"
MIGRATION_LIMIT = 300.0


def fill_template(home: Home, environment: dict[str, str]) -> None:
    """Bring the empty template of a home's server to the present migrations.

    Raises:
        StartError: with what `migrate` or the server said.
    """
    kept = KEPT_IN / f"{fingerprint()}.sql"
    programs = postgres_programs()
    can_keep = (programs / "psql").is_file() and (programs / "pg_dump").is_file()
    if can_keep and kept.is_file():
        read_in(home, programs, kept)
        return
    migrate(home, environment)
    if can_keep:
        write_out(home, programs, kept)


def migrate(home: Home, environment: dict[str, str]) -> None:
    """Migrate the template in a child, as the role `owner`."""
    url = database_url(home, role=OWNER, name=TEMPLATE)
    roles = {
        "DATABASE_OWNER_URL": url,
        "ECLT_CONNECT_AS": "owner",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    command = [sys.executable, str(PROJECT / "manage.py"), "migrate"]
    command += ["--skip-checks", "--verbosity=0"]
    finish(Program(command, os.environ | environment | roles, PROJECT))


def read_in(home: Home, programs: Path, kept: Path) -> None:
    """Fill the template from the kept file, as the superuser, all or nothing."""
    command = [str(programs / "psql"), "-X", "-q", "-1", "-v", "ON_ERROR_STOP=1"]
    command += ["-o", os.devnull, "-f", str(kept), *connection(home)]
    finish(Program(command))


def write_out(home: Home, programs: Path, kept: Path) -> None:
    """Keep the template as a file and drop the files of earlier migrations."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    draft = kept.with_name(f"{kept.name}.{os.getpid()}")
    finish(Program([str(programs / "pg_dump"), "-f", str(draft), *connection(home)]))
    for old in kept.parent.glob("*.sql"):
        old.unlink(missing_ok=True)
    draft.replace(kept)


def connection(home: Home) -> list[str]:
    """Return the arguments that name the template to PostgreSQL's programs."""
    return ["-h", str(home.database_sockets), "-U", SUPERUSER, "-d", TEMPLATE]


def finish(program: Program) -> None:
    """Run one step.

    Raises:
        StartError: it failed; the text carries its words.
    """
    status, said = run(program, limit=MIGRATION_LIMIT)
    if status != 0:
        raise StartError(f"The test database could not be made:\n{said.strip()}")


def fingerprint() -> str:
    """Return a name for all that the migrated template depends on."""
    digest = hashlib.sha256()
    for path in sorted(sources()):
        digest.update(str(path.relative_to(PROJECT)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def sources() -> Iterator[Path]:
    """Yield the files that decide what is in the template.

    Models are among them because permissions and content types are made after
    each migration from the models as they are. So are data files, which
    migrations may read.
    """
    yield from PROJECT.glob("requirements*.txt")
    yield from (PROJECT / "eclt_partners/embedded").glob("*.py")
    yield PROJECT / "eclt_partners/settings.py"
    yield PROJECT / "eclt_partners/common/migrations_sql.py"
    for app in ("eclt_partners", "partners", "agreements", "reviews"):
        for pattern in ("migrations/*", "models.py", "models/*.py", "*.json", "*.csv"):
            found = (PROJECT / app).rglob(pattern)
            yield from (
                path for path in found if path.is_file() and path.suffix != ".pyc"
            )
