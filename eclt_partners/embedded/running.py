"""Is the product running from this home already, and what did a kill leave?"""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from eclt_partners.embedded.errors import StartError
from eclt_partners.embedded.home import Home
from eclt_partners.embedded.locks import FileLock, is_held
from eclt_partners.embedded.processes import kill_group, started_at, wait_until

LOCK = "run.lock"
FACTS = "run.json"

# The system has asked the children of a killed start to end; this long they may take.
LEFTOVER_LIMIT = 10.0


def claim(home: Home) -> FileLock:
    """Take the right to run the product from this home, kept until we end.

    Raises:
        StartError: it runs already; the text says where.
    """
    lock = FileLock(home.root / LOCK)
    if not lock.try_alone():
        where = facts(home.root).get("environment", {}).get("SITE_URL", "")
        raise StartError(
            f"The product is running from {home.root} already: {where}\n"
            "Stop that one first (Ctrl-C in its window) or set ECLT_HOME to another "
            "folder and PORT to another number."
        )
    finish_leftovers(home)
    return lock


def finish_leftovers(home: Home) -> None:
    """Wait for the parts of a start that was killed, then kill what is left."""
    for pid, born in facts(home.root).get("parts", {}).values():

        def is_gone(pid: int = pid, born: str | None = born) -> bool:
            return started_at(pid) != born

        if not wait_until(is_gone, limit=LEFTOVER_LIMIT):
            kill_group(pid)
            wait_until(is_gone, limit=LEFTOVER_LIMIT)
    forget(home)


def remember(
    home: Home,
    children: Mapping[str, subprocess.Popen[bytes]],
    environment: Mapping[str, str],
) -> None:
    """Write down what runs, for other commands and for the start after a kill."""
    found = {
        "environment": dict(environment),
        "parts": {
            name: [child.pid, started_at(child.pid)] for name, child in children.items()
        },
    }
    path = home.root / FACTS
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps(found))
    draft.replace(path)


def forget(home: Home) -> None:
    """Nothing runs any more."""
    (home.root / FACTS).unlink(missing_ok=True)


def facts(root: Path) -> dict[str, Any]:
    """Return what was written down last; empty when nothing was."""
    try:
        found = json.loads((root / FACTS).read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def running_environment(root: Path) -> dict[str, str]:
    """Return the addresses of the product that runs from a home, if it does."""
    if not is_held(root / LOCK):
        return {}
    found = facts(root).get("environment", {})
    return {str(name): str(value) for name, value in found.items()}
