"""What does the environment of a local start say beside the servers' addresses?

A value that is in the environment already wins, so that one's own servers and
ports can be named on the command line.
"""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from eclt_partners.embedded.ports import asked_port
from eclt_partners.embedded.running import running_environment

DEFAULT_PORT = 8000
SETTINGS = "eclt_partners.settings"


def local_settings(root: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """Return the settings of a local start that the environment does not give.

    Raises:
        StartError: `PORT` is no port number.
    """
    port = asked_port(environment, "PORT", DEFAULT_PORT)
    defaults = {
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        "ECLT_DEMO": "1",
        "DEBUG": "0",
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "STATIC_ROOT": str(root / "static"),
        # Links in mails are those of the product that runs from this home.
        **running_environment(root),
    }
    if not environment.get("SECRET_KEY"):
        defaults["SECRET_KEY"] = secret_key(root)
    return {
        name: value for name, value in defaults.items() if not environment.get(name)
    }


def secret_key(root: Path) -> str:
    """Return the key of this home, made once and readable for its owner only.

    Links in mails stay good from start to start because the key stays.
    """
    path = root / "secret-key"
    draft = path.with_name(f"secret-key.{os.getpid()}")
    if not path.exists():
        file = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(file, "w") as writer:
            writer.write(secrets.token_urlsafe(50))
        try:
            # Two first starts at once: the first link wins, both read the same.
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()
