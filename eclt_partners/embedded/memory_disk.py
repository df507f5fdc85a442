"""Where do servers of tests keep what nobody needs afterwards?

In memory where the machine has room for it: a copy of the migrated database, some 1,100
small files, is made there in a fifth of the time. Else on the disk, as anywhere.
"""

import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
# What all stages of a run took at most, many times over.
ROOM_NEEDED = 3 * 1024**3


def folder_for_a_while(prefix: str, *, memory: Path = MEMORY) -> Path:
    """Make a folder that others may enter, as PostgreSQL's account must be able to.

    Args:
        prefix: begins its name.
        memory: a file system in memory; used if there is room and programs may lie in it.
    """
    made = Path(
        tempfile.mkdtemp(prefix=prefix, dir=memory if _is_fit(memory) else None)
    )
    made.chmod(0o755)
    return made


def _is_fit(folder: Path) -> bool:
    """Tell whether a server's data and copies of its programs may lie there."""
    if not os.access(folder, os.W_OK | os.X_OK):
        return False
    may_run = not os.statvfs(folder).f_flag & os.ST_NOEXEC
    return may_run and shutil.disk_usage(folder).free >= ROOM_NEEDED
