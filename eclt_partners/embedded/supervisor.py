"""How does `make run` start, follow and stop the whole product?

Standard library only: the addresses must stand in the environment before any
settings are read. Children run in sessions of their own, so that Ctrl-C reaches
this program alone, and get a signal from the system when it dies.
"""

import argparse
import http.client
import os
import signal
import sys
from collections.abc import Callable

from eclt_partners.embedded import running
from eclt_partners.embedded.crew import Crew, StoppedError, wait_for
from eclt_partners.embedded.errors import StartError
from eclt_partners.embedded.home import Home, home_path, open_home
from eclt_partners.embedded.keeper import POSTGRES, QUEUE
from eclt_partners.embedded.local_settings import DEFAULT_PORT, local_settings
from eclt_partners.embedded.parts import WEB, Part, Ports, first_words, parts
from eclt_partners.embedded.ports import ADDRESS, preferred_port, required_port
from eclt_partners.embedded.preparation import Plan, steps
from eclt_partners.embedded.processes import die_with_parent, say
from eclt_partners.embedded.servers import Servers

Team = Callable[[Home, Ports], list[Part]]

READY_LIMIT = 60.0
SMTP_PORT = 1025
MAIL_PAGE_PORT = 8025


class Supervisor:
    """One run of the product from one home."""

    def __init__(self, home: Home, *, plan: Plan = steps, team: Team = parts) -> None:
        """Remember what to do; nothing runs yet.

        Args:
            home: where everything lies.
            plan: tells what to do before the parts start.
            team: tells which parts to start.
        """
        self.home = home
        self.plan = plan
        self.team = team
        self.crew = Crew()
        self.ports = choose_ports()
        self.servers = Servers(home)
        self.own_database = bool(os.environ.get("DATABASE_URL"))
        self._entered = False

    def run(self) -> int:
        """Start all, follow until the end, stop all.

        Returns:
            The exit status: 0 when asked to stop, 1 when something failed.
        """
        signal.signal(signal.SIGINT, self.crew.ask_to_stop)
        signal.signal(signal.SIGTERM, self.crew.ask_to_stop)
        try:
            self.start_servers()
            self.prepare()
            self.start_parts()
            return self.follow()
        except StoppedError:
            return 0
        except BrokenPipeError:
            # Nobody reads our lines any more: `make run | head`.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        finally:
            self.stop()

    def start_servers(self) -> None:
        """Start the servers that the environment does not name and export all."""
        environment = os.environ
        wanted = [] if self.own_database else [POSTGRES]
        if not environment.get("REDIS_URL"):
            wanted.append(QUEUE)
        if wanted:
            self._entered = True
            self.servers.enter(wanted)
        for name, value in self.servers.addresses().items():
            if not environment.get(name):
                environment[name] = value
        environment.update(local_settings(self.home.root, environment))
        environment.update(self.ports.environment)
        running.remember(self.home, {}, self.ports.environment)

    def prepare(self) -> None:
        """Run every step that something has changed for.

        Raises:
            StartError: a step failed.
        """
        for step in self.plan(self.home, own_database=self.own_database):
            if step.is_done:
                continue
            if self.crew.run(step) != 0:
                raise StartError(f"The step {step.name} failed; its words are above.")
            step.mark_done()

    def start_parts(self) -> None:
        """Start the programs; the web server first, since a person waits for it.

        Raises:
            StartError: the web server does not answer.
        """
        for part in self.team(self.home, self.ports):
            self.crew.start(part)
            running.remember(self.home, self.crew.children, self.ports.environment)
            if part.name == WEB:
                self.wait_for_web()
        for line in first_words(self.home, self.ports):
            say(line)

    def wait_for_web(self) -> None:
        """Wait until the first page can be had.

        Raises:
            StartError: it cannot.
        """
        if not wait_for(self.crew, self.answers, limit=READY_LIMIT):
            name = self.crew.crashed() or WEB
            raise StartError(f"The part {name} did not start; its words are above.")

    def follow(self) -> int:
        """Show the logs until a stop is asked for or a part crashes."""
        while not self.crew.requests:
            self.crew.follow()
            crashed = self.crew.crashed()
            if crashed:
                status = self.crew.children[crashed].returncode
                say(f"The part {crashed} ended with status {status}. Stopping all.")
                return 1
            if self._entered and not self.servers.are_up():
                say(f"PostgreSQL or Redis ended; see {self.home.logs}. Stopping all.")
                return 1
        return 0

    def stop(self) -> None:
        """Stop beat, worker, web and mail, then Redis and PostgreSQL."""
        say("Stopping ... (Ctrl-C again kills)")
        self.crew.stop_all()
        if self._entered and not self.servers.leave():
            say("PostgreSQL and Redis go on: another command uses them.")
        running.forget(self.home)
        say("Stopped.")

    def answers(self) -> bool:
        """Answer whether the first page can be had (it sends us to sign in)."""
        connection = http.client.HTTPConnection(ADDRESS, self.ports.web, timeout=10)
        try:
            connection.request("GET", "/")
            return connection.getresponse().status > 0
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()


def choose_ports() -> Ports:
    """Return where the parts listen.

    Raises:
        StartError: a port that was asked for is not free.
    """
    web = required_port(os.environ, "PORT", DEFAULT_PORT)
    if os.environ.get("EMAIL_URL"):
        return Ports(web)
    return Ports(
        web,
        preferred_port(os.environ, "SMTP_PORT", SMTP_PORT),
        preferred_port(os.environ, "MAIL_PAGE_PORT", MAIL_PAGE_PORT),
    )


def supervise(plan: Plan, team: Team) -> int:
    """Run from `$ECLT_HOME`, once at a time; a refusal is one message.

    Returns:
        The exit status.
    """
    try:
        home = open_home(home_path())
        lock = running.claim(home)
        try:
            return Supervisor(home, plan=plan, team=team).run()
        finally:
            lock.close()
    except (StartError, OSError) as problem:
        say(f"Cannot start. {problem}")
        return 1


def main() -> int:
    """Run as a program."""
    parser = argparse.ArgumentParser(description="Run the product on this computer.")
    parser.add_argument(
        "--stop-with-parent",
        action="store_true",
        help="stop when the program that started this one dies",
    )
    if parser.parse_args().stop_with_parent:
        die_with_parent(signal.SIGTERM, os.getppid())
    return supervise(steps, parts)


if __name__ == "__main__":
    sys.exit(main())
