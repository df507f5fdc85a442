"""Is the project's Python environment there and up to date?

Run by the system's Python before anything is installed, so it uses the standard
library alone. What was installed is remembered by the hash of each lock file;
nothing is done when none has changed.
"""

import hashlib
import re
import shutil
import sys
from pathlib import Path

from eclt_partners.embedded.errors import StartError
from eclt_partners.embedded.home import PROJECT, check_disk
from eclt_partners.embedded.locks import FileLock
from eclt_partners.embedded.processes import Program, run, say
from eclt_partners.embedded.system_packages import ensure, ensure_for_run

FOLDER = PROJECT / ".venv"
LOCK = "install.lock"
OLDEST = (3, 11)
INSTALL_LIMIT = 1800.0
LOCK_LIMIT = 1800.0
FOR_RUN = ("requirements.txt", "requirements-local.txt")
FOR_TEST = (*FOR_RUN, "requirements-dev.txt")

# A message may go into a ticket; where packages come from is nobody's business.
ADDRESS = re.compile(r"(https?|file)://\S+")


def prepare(lock_files: tuple[str, ...]) -> None:
    """Bring the environment to the lock files.

    Raises:
        StartError: Python is too old, or something cannot be installed.
    """
    if sys.version_info < OLDEST:
        raise StartError(
            f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed, this is "
            f"{sys.version_info[0]}.{sys.version_info[1]}."
        )
    check_disk(PROJECT)
    FOLDER.mkdir(exist_ok=True)
    lock = FileLock(FOLDER / LOCK)
    if not lock.wait_alone(limit=LOCK_LIMIT):
        raise StartError("Another command does not finish installing packages.")
    try:
        if not python_works():
            make_environment()
        install([name for name in lock_files if not is_installed(name)])
    finally:
        lock.close()


def python_works() -> bool:
    """Answer whether the environment's Python and pip are whole."""
    python = FOLDER / "bin" / "python"
    if not python.exists():
        return False
    check = f"import sys; sys.exit(sys.version_info < {OLDEST})"
    if run(Program([str(python), "-I", "-c", check]))[0] != 0:
        return False
    made = FOLDER / "made"
    if not made.exists():
        if run(Program([str(python), "-m", "pip", "--version"]))[0] != 0:
            return False
        made.touch()
    return True


def make_environment() -> None:
    """Make the environment, after one that is broken or half made.

    Raises:
        StartError: with Python's words.
    """
    say("Making the Python environment ...")
    for path in FOLDER.iterdir():
        if path.name == LOCK:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
    command = [sys.executable, "-m", "venv", str(FOLDER)]
    status, said = run(Program(command), limit=INSTALL_LIMIT)
    if status != 0 and "ensurepip" in said:
        # Debian ships the part that installs pip in a package of its own.
        ensure(["python3-venv"])
        status, said = run(Program(command), limit=INSTALL_LIMIT)
    if status != 0:
        raise StartError(f"The Python environment could not be made:\n{said.strip()}")
    (FOLDER / "made").touch()


def install(lock_files: list[str]) -> None:
    """Install exactly what the lock files name, checked by hash.

    Raises:
        StartError: with pip's last words, without addresses.
    """
    if not lock_files:
        return
    say(f"Installing {', '.join(lock_files)} (once; about a minute) ...")
    command = [str(FOLDER / "bin/python"), "-m", "pip", "install", "--quiet"]
    command += ["--disable-pip-version-check", "--no-input", "--require-hashes"]
    command += ["--root-user-action=ignore", "--progress-bar=off"]
    # Python compiles what it imports, at the first import; most of it never is.
    command += ["--no-compile"]
    for name in lock_files:
        command += ["-r", str(PROJECT / name)]
    status, said = run(Program(command), limit=INSTALL_LIMIT)
    if status != 0:
        last = "\n".join(said.strip().splitlines()[-8:])
        raise StartError(
            f"Packages could not be installed:\n{ADDRESS.sub('(address)', last)}"
        )
    for name in lock_files:
        stamp(name).write_text(hash_of(name))


def is_installed(name: str) -> bool:
    """Answer whether the lock file is installed as it is now."""
    path = stamp(name)
    return path.exists() and path.read_text() == hash_of(name)


def stamp(name: str) -> Path:
    """Return the file that remembers what was installed."""
    return FOLDER / f"installed-{name}"


def hash_of(name: str) -> str:
    """Return the fingerprint of a lock file."""
    return hashlib.sha256((PROJECT / name).read_bytes()).hexdigest()


def main() -> int:
    """Run as a program: `environment run` or `environment test`."""
    wanted = {"run": FOR_RUN, "test": FOR_TEST}
    try:
        prepare(wanted[sys.argv[1]])
        if sys.argv[1] == "run":
            ensure_for_run()
    except (StartError, OSError) as problem:
        say(f"Cannot start. {problem}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
