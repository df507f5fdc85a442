"""Where does everything of one `$ECLT_HOME` lie?

Two homes never touch each other: every path, socket and lock below is derived
from the home's own folder.
"""

import hashlib
import os
import pwd
import re
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

from eclt_partners.embedded.errors import StartError

PROJECT = Path(__file__).resolve().parents[2]

# sun_path holds 108 bytes with the closing zero; PostgreSQL adds "/.s.PGSQL.5432".
LONGEST_SOCKET = 107
LONGEST_SOCKET_NAME = "pg/.s.PGSQL.5432"

# Addresses carry the path as it is (a percent-encoded host is not decoded by
# django-environ), so only characters that need no encoding may stand in it.
PLAIN_PATH = re.compile(r"[A-Za-z0-9_/.-]+")

# Where root's database lies when `nobody` may not enter the home itself.
ELSEWHERE = Path("/var/lib/eclt-partners")

FREE_BYTES_NEEDED = 300 * 1024 * 1024


@dataclass(frozen=True)
class Account:
    """The unprivileged account that PostgreSQL runs as when root starts it."""

    uid: int
    gid: int


@dataclass(frozen=True)
class Home:
    """The folders and files of one `$ECLT_HOME`.

    Attributes:
        root: the home itself, absolute and without symbolic links.
        database_root: holds the PostgreSQL data and copied programs. Equal to
            `root` unless root's PostgreSQL account cannot enter that.
        sockets: short private folder of both sockets.
        account: whom PostgreSQL runs as; None means the present account.
    """

    root: Path
    database_root: Path
    sockets: Path
    account: Account | None

    @property
    def database(self) -> Path:
        """Return PostgreSQL's data folder."""
        return self.database_root / "postgres"

    @property
    def database_sockets(self) -> Path:
        """Return the folder that clients name as PostgreSQL's host."""
        return self.sockets / "pg"

    @property
    def queue(self) -> Path:
        """Return the folder of Redis."""
        return self.root / "redis"

    @property
    def queue_socket(self) -> Path:
        """Return the socket of Redis."""
        return self.sockets / "redis" / "redis.sock"

    @property
    def logs(self) -> Path:
        """Return the folder of the servers' logs."""
        return self.root / "log"

    @property
    def mail(self) -> Path:
        """Return the folder of caught mails."""
        return self.root / "mail"

    @property
    def sign_ins(self) -> Path:
        """Return the file in which `seed_demo` writes the demo sign-ins."""
        return self.root / "demo-sign-ins.txt"


def home_path() -> Path:
    """Return the folder named by `ECLT_HOME`, else `var` of the project."""
    return Path(os.environ.get("ECLT_HOME") or PROJECT / "var").resolve()


def open_home(root: Path) -> Home:
    """Create the home's folder where needed and find its places.

    Raises:
        StartError: the folder cannot be made or written, or the disk is full.
    """
    root = root.resolve()
    try:
        root.mkdir(parents=True, exist_ok=True)
        for name in ("log", "mail", "redis"):
            (root / name).mkdir(mode=0o700, exist_ok=True)
        (root / "log" / "start").touch()
    except OSError as problem:
        raise StartError(
            f"The folder {root} cannot be written ({problem.strerror}). "
            "Name another one: ECLT_HOME=/some/folder"
        ) from problem
    check_disk(root)
    account = server_account()
    database_root = place_for(root, account)
    home = Home(root, database_root, sockets_for(root, database_root), account)
    check_owner(home)
    return home


def check_owner(home: Home) -> None:
    """Refuse a home whose database another account made.

    Raises:
        StartError: with the account's number.
    """
    expected = home.account.uid if home.account else os.geteuid()
    if home.database.is_dir() and home.database.stat().st_uid != expected:
        raise StartError(
            f"The database in {home.database} was made by the account with the "
            f"number {home.database.stat().st_uid}. Start as that account or set "
            "ECLT_HOME to another folder."
        )


def check_disk(folder: Path) -> None:
    """Refuse to start on a nearly full disk.

    Raises:
        StartError: fewer than 300 MB are free.
    """
    free = shutil.disk_usage(folder).free
    if free < FREE_BYTES_NEEDED:
        raise StartError(
            f"The disk of {folder} has only {free // 2**20} MB left; "
            f"{FREE_BYTES_NEEDED // 2**20} MB are needed. "
            "Free some space or set ECLT_HOME to another disk."
        )


def server_account() -> Account | None:
    """Return `nobody` when run by root (PostgreSQL refuses root), else None.

    Raises:
        StartError: root's system has no account called nobody.
    """
    if os.geteuid() != 0:
        return None
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        raise StartError(
            "PostgreSQL does not run as root and there is no account `nobody`. "
            "Start as an ordinary user."
        ) from None
    return Account(nobody.pw_uid, nobody.pw_gid)


def may_enter(folder: Path, account: Account) -> bool:
    """Answer whether the account may walk down to the folder."""
    for step in (folder, *folder.parents):
        status = step.stat()
        if status.st_uid == account.uid:
            allowed = status.st_mode & 0o100
        elif status.st_gid == account.gid:
            allowed = status.st_mode & 0o010
        else:
            allowed = status.st_mode & 0o001
        if not allowed:
            return False
    return True


def place_for(
    root: Path, account: Account | None, *, elsewhere: Path = ELSEWHERE
) -> Path:
    """Return where the database lies: the home, or a place `nobody` may enter.

    The other place is named after the home's path and a key kept in the home,
    so that a home that is deleted and made again starts empty.
    """
    if account is None or may_enter(root, account):
        return root
    key_file = root / "database-place-key"
    if not key_file.exists():
        key_file.write_text(secrets.token_hex(8))
    place = elsewhere / short_name(root, key_file.read_text().strip())
    place.mkdir(parents=True, exist_ok=True, mode=0o755)
    return place


def sockets_for(root: Path, database_root: Path) -> Path:
    """Return a private folder whose socket paths are short and plain enough.

    Raises:
        StartError: somebody else owns the folder of that name.
    """
    folder = database_root / "run"
    if not fits(folder):
        runtime = os.environ.get("XDG_RUNTIME_DIR", "")
        own = bool(runtime) and os.geteuid() != 0 and Path(runtime).is_dir()
        folder = Path(runtime if own else "/tmp") / f"eclt-{short_name(root)}"  # noqa: S108 - owner checked below
        if not fits(folder):
            folder = Path("/tmp") / folder.name  # noqa: S108 - owner checked below
    folder.mkdir(exist_ok=True, mode=0o711)
    status = folder.lstat()
    if folder.is_symlink() or status.st_uid != os.geteuid():
        raise StartError(
            f"The folder {folder} belongs to somebody else. "
            "Start as that account or set ECLT_HOME to another folder."
        )
    # The servers' own folders inside are closed; `nobody` must be able to pass.
    folder.chmod(0o711)
    return folder


def fits(folder: Path) -> bool:
    """Answer whether the folder's sockets have short enough, plain paths."""
    path = str(folder / LONGEST_SOCKET_NAME)
    return (
        len(os.fsencode(path)) <= LONGEST_SOCKET
        and PLAIN_PATH.fullmatch(path) is not None
    )


def short_name(root: Path, key: str = "") -> str:
    """Return twelve letters that stand for a home."""
    text = f"{os.geteuid()}:{root}:{key}"
    return hashlib.sha256(text.encode()).hexdigest()[:12]
