"""Which programs make up a running product, and how is each started?"""

import sys
from dataclasses import dataclass, field
from pathlib import Path

from eclt_partners.embedded.home import PROJECT, Home
from eclt_partners.embedded.ports import ADDRESS

WEB = "web"
WEB_WORKERS = 2
WEB_THREADS = 4


@dataclass(frozen=True)
class Ports:
    """Where the parts of one start listen; None means the part does not run.

    Attributes:
        web: the product.
        mail: where the mail catcher takes mail.
        mail_page: where it shows it.
    """

    web: int
    mail: int | None = None
    mail_page: int | None = None

    @property
    def environment(self) -> dict[str, str]:
        """Return what commands beside `make run` need to know."""
        found = {"SITE_URL": f"http://{ADDRESS}:{self.web}"}
        if self.mail is not None:
            found["EMAIL_URL"] = f"smtp://{ADDRESS}:{self.mail}"
        return found


@dataclass(frozen=True)
class Part:
    """One long-running program.

    Attributes:
        name: the prefix of its lines.
        command: the program and its arguments.
        stop_limit: seconds it has to end by itself.
        environment: what it finds beside the common environment.
    """

    name: str
    command: tuple[str, ...]
    stop_limit: float
    environment: dict[str, str] = field(default_factory=dict)


def parts(home: Home, ports: Ports) -> list[Part]:
    """Return the parts in the order of their start; they stop the other way round."""
    mail = [mail_part(home, ports.mail, ports.mail_page or 0)] if ports.mail else []
    celery_parts = [worker_part(), beat_part(home)]
    return [*mail, web_part(ports.web), *celery_parts, dispatch_part()]


def mail_part(home: Home, port: int, page: int) -> Part:
    """Return the mail catcher."""
    module = ("-m", "eclt_partners.embedded.mail_catcher")
    places = ("--folder", str(home.mail), "--port", str(port), "--page", str(page))
    return Part("mail", (sys.executable, *module, *places), stop_limit=3)


def web_part(port: int) -> Part:
    """Return the web server, set as in production."""
    return Part(
        WEB,
        (
            sys.executable,
            "-m",
            "gunicorn",
            "eclt_partners.wsgi:application",
            "--no-control-socket",
            f"--bind={ADDRESS}:{port}",
            "--preload",
            "--worker-class=gthread",
            f"--workers={WEB_WORKERS}",
            f"--threads={WEB_THREADS}",
            "--graceful-timeout=5",
            "--log-level=warning",
        ),
        stop_limit=8,
    )


def worker_part() -> Part:
    """Return Celery's worker; threads halve the memory and stop at once."""
    return Part(
        "worker",
        (
            *celery("worker"),
            *("-P", "threads", "-c", "2", "--without-gossip", "--without-mingle"),
        ),
        stop_limit=15,
    )


def beat_part(home: Home) -> Part:
    """Return Celery's clock, a process of its own with its notes in the home."""
    notes = home.root / "celerybeat-schedule"
    return Part("beat", (*celery("beat"), "--pidfile=", "-s", str(notes)), stop_limit=5)


def dispatch_part() -> Part:
    """Return the dispatcher that sends the mails while Celery is silent."""
    command = (str(PROJECT / "manage.py"), "dispatch", "--loop", "--skip-checks")
    return Part("dispatch", (sys.executable, *command), stop_limit=15)


def celery(command: str) -> tuple[str, ...]:
    """Return the start of a Celery command that shows no banner."""
    # On a desk root is often all there is; the warning would hide the sign-ins.
    quiet = ("-W", "ignore:You're running the worker with superuser")
    app = ("-m", "celery", "--quiet", "-A", "eclt_partners")
    return (sys.executable, *quiet, *app, command, "--loglevel=WARNING")


def first_words(home: Home, ports: Ports) -> list[str]:
    """Return what a person needs to know once all parts run."""
    lines = ["", f"The product is ready:  http://{ADDRESS}:{ports.web}/"]
    if ports.mail_page:
        lines.append(f"Caught mails:          http://{ADDRESS}:{ports.mail_page}/")
    lines += ["", *sign_ins(home.sign_ins), "", "Stop with Ctrl-C.", ""]
    return lines


def sign_ins(path: Path) -> list[str]:
    """Return the demo sign-ins, if there are any."""
    return path.read_text().splitlines() if path.exists() else []
