"""How does a test run the whole product, as `make run` does?

A real PostgreSQL, Redis, web server, worker, beat and mail catcher in a home of
their own; the test drives Chromium and reads the caught mails.
"""

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from playwright.sync_api import Browser, sync_playwright

from eclt_partners.embedded.memory_disk import folder_for_a_while
from tests.flows.inside import Inside

PROJECT = Path(__file__).resolve().parents[2]
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium-headless-shell")
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Each page brings axe anew and runs it once: optimizing its code costs a fifth more
    # processor time than it saves.
    "--js-flags=--no-opt --no-maglev",
]
START_LIMIT = 240.0
STOP_LIMIT = 40.0
# What the test run uses itself must not reach the product under test.
OURS = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "SECRET_KEY", "EMAIL_URL")
AnswerT = TypeVar("AnswerT")


@dataclass(frozen=True, slots=True)
class Product:
    """A running product.

    Attributes:
        address: of the web server.
        mail_page: address of the mail catcher's page.
        home: its folder.
        process: the supervisor.
        environment: what its programs and commands see.
        inside: calls functions inside it.
    """

    address: str
    mail_page: str
    home: Path
    process: "subprocess.Popen[str]"
    environment: Mapping[str, str]
    inside: Inside

    @property
    def password(self) -> str:
        """The password of all demonstration accounts."""
        first = (self.home / "demo-sign-ins.txt").read_text("utf-8").splitlines()[0]
        return first.rpartition(" ")[2]

    def mails_to(self, address: str) -> list[dict[str, Any]]:
        """Return the caught mails to one address."""
        listing = f"{self.mail_page}/mails.json?to={address}"
        with urllib.request.urlopen(listing, timeout=10) as reply:  # noqa: S310
            return json.loads(reply.read())

    def link_in_mail_to(
        self, address: str, *, other_than: str = "", subject: str = ""
    ) -> str:
        """Wait for a mail with a partner link that is new and return the link."""
        links = wait_until(
            lambda: [
                link
                for mail in self.mails_to(address)
                for link in re.findall(rf"{self.address}/r/[\w.~-]+/", mail["text"])
                if link != other_than and subject in mail["subject"]
            ],
            what=f"a link in a mail to {address}",
            seconds=60,
        )
        return str(links[-1])


def wait_until(
    ask: Callable[[], AnswerT], *, what: str, seconds: float, every: float = 0.5
) -> AnswerT:
    """Ask until the answer is true, or fail after some seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if answer := ask():
            return answer
        time.sleep(every)
    raise AssertionError(f"waited {seconds:.0f} s in vain for {what}")


@contextlib.contextmanager
def running_product() -> Iterator[Product]:
    """Start the product with its demonstration, and stop it afterwards."""
    home = folder_for_a_while("eclt-flow-")
    web, mail, page = (_free_port() for _ in range(3))
    environment = {k: v for k, v in os.environ.items() if k not in OURS} | {
        "ECLT_HOME": str(home),
        "PORT": str(web),
        "SMTP_PORT": str(mail),
        "MAIL_PAGE_PORT": str(page),
    }
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    log = (home / "supervisor.log").open("w")
    process = subprocess.Popen(
        [sys.executable, "-m", "eclt_partners.embedded.supervisor"],
        cwd=PROJECT,
        env=environment,
        stdout=log,
        stderr=subprocess.STDOUT,
        text=True,
    )
    product = Product(
        f"http://127.0.0.1:{web}",
        f"http://127.0.0.1:{page}",
        home,
        process,
        environment,
        Inside(PROJECT, environment),
    )
    try:
        wait_until(lambda: _is_ready(home, process), what="start", seconds=START_LIMIT)
        yield product
    finally:
        product.inside.close()
        process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(STOP_LIMIT)
        process.kill()
        process.wait()
        log.close()
        shutil.rmtree(home, ignore_errors=True)


def _is_ready(home: Path, process: "subprocess.Popen[str]") -> bool:
    text = (home / "supervisor.log").read_text("utf-8")
    if process.poll() is not None:
        raise AssertionError(f"the product stopped while starting:\n{text[-3000:]}")
    return "The product is ready" in text


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """Start the installed Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=CHROMIUM_FLAGS
        )
        yield browser
        browser.close()
