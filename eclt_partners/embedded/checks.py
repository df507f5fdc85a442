"""Is the project sound? Runs every check and names those that failed.

All stages run even when an early one fails, since a person wants to see all
there is to mend. They share one PostgreSQL, one Redis and one template. How much of
the code the tests reach is a question of its own (docs/adr/0012).
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from eclt_partners.embedded.errors import StartError
from eclt_partners.embedded.home import PROJECT
from eclt_partners.embedded.preparation import catalogue_steps
from eclt_partners.embedded.processes import Program, say, start, stop
from eclt_partners.embedded.system_packages import ensure_for_tests
from eclt_partners.embedded.testing import servers_of_tests

CODE = ("eclt_partners", "partners", "agreements", "reviews", "manage.py")
STOP_LIMIT = 20.0

# A worker takes from the other what that one will not reach: files stay together, so
# that what a module or a worker builds once is rarely built by both.
WORKERS = ("-n", "2", "--dist", "worksteal")
# By folder, not by mark: a process need not read the tests of the other stages.
FLOWS = "tests/flows"
FAULTS = "tests/faults"
OTHERS = ("-m", "pytest", "-q", *WORKERS, f"--ignore={FLOWS}", f"--ignore={FAULTS}")


@dataclass(frozen=True)
class Stage:
    """One check.

    Attributes:
        name: what the summary calls it.
        arguments: what follows the name of Python.
    """

    name: str
    arguments: tuple[str, ...]


# The types take as long as all the others, and one processor.
STATIC = [
    Stage("types", ("-m", "mypy", *CODE)),
    Stage("lint", ("-m", "ruff", "check", ".")),
    Stage("format", ("-m", "ruff", "format", "--check", ".")),
    Stage("contracts", (str(Path(sys.executable).with_name("lint-imports")),)),
    Stage("migrations", ("manage.py", "makemigrations", "--check", "--dry-run")),
    Stage("templates", ("-m", "djlint", "--lint", "--quiet", "templates")),
]
TESTS = [
    Stage("tests", OTHERS),
    # Mostly waits for its product and its mails, while the tests use the processor.
    Stage("flows", ("-m", "pytest", "-q", FLOWS)),
    # Kills servers of its own, and mostly waits until they are back.
    Stage("faults", ("-m", "pytest", "-q", FAULTS)),
]
# The report, not the stage, knows the limit. Flows and faults are left out: they add to
# the report only what it has already.
COVERAGE = [
    Stage("erase coverage", ("-m", "coverage", "erase")),
    Stage("tests", (*OTHERS, "--cov", "--cov-report=", "--cov-fail-under=0")),
    Stage("coverage", ("-m", "coverage", "report")),
]


def run_all(stages: list[Stage], environment: Mapping[str, str]) -> list[str]:
    """Run the stages one after the other and tell each one's time.

    Returns:
        The names of those that failed.
    """
    return [name for stage in stages for name in run_together([stage], environment)]


def run_together(stages: list[Stage], environment: Mapping[str, str]) -> list[str]:
    """Run stages at the same time and tell each one's time.

    The first writes to our terminal; what the others say is shown when they end, so
    that their lines do not mix.

    Returns:
        The names of those that failed.
    """
    say(f"\n== {' and '.join(stage.name for stage in stages)}")
    began = time.monotonic()
    with contextlib.ExitStack() as files, ThreadPoolExecutor(len(stages)) as waiters:
        outputs = [None, *(files.enter_context(TemporaryFile()) for _ in stages[1:])]
        children = [
            start(program_of(stage, environment, output))
            for stage, output in zip(stages, outputs, strict=True)
        ]
        ends = [waiters.submit(end_of, child) for child in children]
        try:
            return [
                stage.name
                for stage, end, output in zip(stages, ends, outputs, strict=True)
                if has_failed(stage, end.result(), output, began)
            ]
        except KeyboardInterrupt:
            # Ctrl-C reaches us alone; the stages put their own things away.
            for child in children:
                stop(child, signal.SIGINT, limit=STOP_LIMIT)
            raise


def program_of(
    stage: Stage, environment: Mapping[str, str], output: IO[bytes] | None
) -> Program:
    """Return what runs a stage, writing to a file or to our terminal."""
    command = [sys.executable, *stage.arguments]
    return Program(command, environment, PROJECT, output=output)


def end_of(child: "subprocess.Popen[bytes]") -> tuple[int, float]:
    """Wait for the end of a child; return its status and when it was."""
    return child.wait(), time.monotonic()


def has_failed(
    stage: Stage, end: tuple[int, float], output: IO[bytes] | None, began: float
) -> bool:
    """Show what a stage said and how it went."""
    status, ended = end
    if output is not None:
        output.seek(0)
        say(output.read().decode(errors="replace"))
    word = "failed" if status else "good"
    say(f"== {stage.name}: {word} in {ended - began:.1f} s")
    return status != 0


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


def run_kind(kind: str, environment: Mapping[str, str]) -> list[str]:
    """Run one of the three kinds of checks and return the names of what failed."""
    if kind == "coverage":
        return run_all(COVERAGE, environment)
    failed = run_together(STATIC, environment)
    return failed if kind == "static" else failed + run_together(TESTS, environment)


def main() -> int:
    """Run as a program: `checks all`, `checks static` or `checks coverage`."""
    kind = sys.argv[1] if len(sys.argv) > 1 else "all"
    try:
        if kind != "static":
            ensure_for_tests()
        compile_catalogues()
        with servers_of_tests() as found:
            failed = run_kind(kind, check_environment(found))
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
