"""Which Debian packages do the suite and PDFs need, and may we install them?"""

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

from eclt_partners.common.system_libraries import missing_for_pdf
from eclt_partners.embedded.errors import StartError
from eclt_partners.embedded.processes import Program, run, say

INSTALL_LIMIT = 900.0
NOTO = Path("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf")


def has_openssl() -> bool:
    """Answer whether a certificate for the relay of a test can be made."""
    return shutil.which("openssl") is not None


def has_chromium() -> bool:
    """Answer whether a browser for the browser stage is there (docs/adr/0035)."""
    return shutil.which("chromium-headless-shell") is not None


# Package -> how to see that it is there already.
FOR_TESTS: Mapping[str, Callable[[], bool]] = {
    "chromium-headless-shell": has_chromium,
    "fonts-noto-core": NOTO.is_file,
    "openssl": has_openssl,
}


def ensure_for_tests() -> None:
    """Install what the suite lacks, where we may.

    Raises:
        StartError: naming what is missing, in one line.
    """
    missing = [name for name, is_there in FOR_TESTS.items() if not is_there()]
    ensure([*missing, *missing_for_pdf()])


def ensure_for_run() -> None:
    """Install what PDFs need, where we may; the product also starts without them."""
    try:
        ensure(missing_for_pdf())
    except (StartError, subprocess.TimeoutExpired) as problem:
        say(f"No PDFs can be made, all else works. {problem}")


def ensure(missing: list[str]) -> None:
    """Install Debian packages as root or through sudo without a password.

    Raises:
        StartError: naming them, in one line.
    """
    if not missing:
        return
    wish = " ".join(missing)
    before = right_to_install()
    if before is None:
        raise StartError(
            f"System packages are missing: sudo apt-get install {wish}",
        )
    say(f"Installing system packages: {wish}")
    apt = [*before, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    run(Program([*apt, "update"]), limit=INSTALL_LIMIT)
    status, said = run(
        Program([*apt, "install", "-y", "--no-install-recommends", *missing]),
        limit=INSTALL_LIMIT,
    )
    if status != 0:
        last = said.strip().splitlines()[-1:] or ["no reason given"]
        raise StartError(
            f"System packages could not be installed ({last[0]}): "
            f"sudo apt-get install {wish}"
        )


def right_to_install() -> list[str] | None:
    """Return what to write before apt-get, None when we may not install."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and run(Program(["sudo", "-n", "true"]))[0] == 0:
        return ["sudo", "-n"]
    return None
