"""Is the project sound? Runs every check and names those that failed.

All stages run even when an early one fails, since a person wants to see all
there is to mend. They share one PostgreSQL, one Redis and one template.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from eclt_partners.embedded.errors import StartError
from eclt_partners.embedded.home import PROJECT
from eclt_partners.embedded.preparation import catalogue_steps
from eclt_partners.embedded.processes import Program, say, start, stop
from eclt_partners.embedded.system_packages import ensure_for_tests
from eclt_partners.embedded.testing import servers_of_tests

CODE = ("eclt_partners", "partners", "agreements", "reviews", "manage.py")
STOP_LIMIT = 20.0

# The report, not the stage, knows the limit. The flows are not traced: tracing slows
# their product down by half, and they add to the report only what it has already.
COVERED = ("--cov", "--cov-append", "--cov-report=", "--cov-fail-under=0")


@dataclass(frozen=True)
class Stage:
    """One check.

    Attributes:
        name: what the summary calls it.
        arguments: what follows the name of Python.
    """

    name: str
    arguments: tuple[str, ...]


STATIC = [
    Stage("lint", ("-m", "ruff", "check", ".")),
    Stage("format", ("-m", "ruff", "format", "--check", ".")),
    Stage("types", ("-m", "mypy", *CODE)),
    Stage("contracts", (str(Path(sys.executable).with_name("lint-imports")),)),
    Stage("migrations", ("manage.py", "makemigrations", "--check", "--dry-run")),
    Stage("templates", ("-m", "djlint", "--lint", "--quiet", "templates")),
]
TESTS = [
    Stage("erase coverage", ("-m", "coverage", "erase")),
    Stage(
        "tests",
        ("-m", "pytest", "-q", "-n", "2", "-m", "not flow", *COVERED),
    ),
    Stage("flows", ("-m", "pytest", "-q", "-m", "flow")),
    Stage("coverage", ("-m", "coverage", "report")),
]


def run_all(stages: list[Stage], environment: Mapping[str, str]) -> list[str]:
    """Run the stages and tell each one's time.

    Returns:
        The names of those that failed.
    """
    failed = []
    for stage in stages:
        say(f"\n== {stage.name}")
        began = time.monotonic()
        status = run_one(stage, environment)
        spent = time.monotonic() - began
        say(f"== {stage.name}: {'failed' if status else 'good'} in {spent:.1f} s")
        if status:
            failed.append(stage.name)
    return failed


def run_one(stage: Stage, environment: Mapping[str, str]) -> int:
    """Run one stage to its end, writing to our terminal."""
    child = start(Program([sys.executable, *stage.arguments], environment, PROJECT))
    try:
        return child.wait()
    except KeyboardInterrupt:
        # Ctrl-C reaches us alone; the stage puts its own things away.
        stop(child, signal.SIGINT, limit=STOP_LIMIT)
        raise


def check_environment(servers: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of every stage."""
    return {
        **os.environ,
        "SECRET_KEY": "only-for-checks-" + "x" * 50,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        **servers,
    }


def compile_catalogues() -> None:
    """Compile message catalogues that have changed, since tests read them."""
    for step in catalogue_steps():
        subprocess.run([sys.executable, *step.arguments], cwd=PROJECT, check=True)  # noqa: S603 - our own arguments


def main() -> int:
    """Run as a program: `checks all` or `checks static`."""
    everything = sys.argv[1:] != ["static"]
    try:
        if everything:
            ensure_for_tests()
        compile_catalogues()
        with servers_of_tests() as found:
            stages = [*STATIC, *TESTS] if everything else STATIC
            failed = run_all(stages, check_environment(found))
    except StartError as problem:
        say(f"Cannot check. {problem}")
        return 1
    except KeyboardInterrupt:
        say("Stopped.")
        return 1
    say(f"\nFailed: {', '.join(failed)}" if failed else "\nAll checks are good.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
