"""How does a story call a function inside the running product?

`manage.py shell` with its database and its key, started once for each product: an
interpreter that loads Django costs seconds of processor time.
"""

import json
import subprocess
import sys
import traceback
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.db import connections

DONE, FAILED = "prepared:", "failed:"
STOP_LIMIT = 20.0


class Inside:
    """A shell inside a product, which starts with the first call."""

    def __init__(self, project: Path, environment: Mapping[str, str]) -> None:
        self._project, self._environment = project, environment
        self._shell: subprocess.Popen[str] | None = None

    def call(self, call: str) -> Any:
        """Call a function by its whole name; return what it tells."""
        shell = self._shell = self._shell or self._start()
        assert shell.stdin is not None
        assert shell.stdout is not None
        shell.stdin.write(f"{json.dumps(call)}\n")
        shell.stdin.flush()
        for line in shell.stdout:
            if line.startswith(DONE):
                return json.loads(line.removeprefix(DONE))
            if line.startswith(FAILED):
                raise AssertionError(json.loads(line.removeprefix(FAILED)))
        raise AssertionError(f"the shell ended with {shell.wait(STOP_LIMIT)}")

    def close(self) -> None:
        """Let the shell end, before its product does."""
        if self._shell is None:
            return
        with suppress(BrokenPipeError, subprocess.TimeoutExpired):
            self._shell.communicate(timeout=STOP_LIMIT)
        self._shell.kill()
        self._shell.wait()

    def _start(self) -> "subprocess.Popen[str]":
        return subprocess.Popen(  # noqa: S603
            [
                *(sys.executable, "manage.py", "shell", "--no-imports", "-c"),
                "from tests.flows.inside import serve; serve()",
            ],
            cwd=self._project,
            env=dict(self._environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )


def tell(found: object) -> None:
    """Print, inside the product, what a story needs."""
    print(DONE + json.dumps(found), flush=True)  # noqa: T201


def serve() -> None:
    """Run what comes in, line by line, until nothing can come any more."""
    for line in sys.stdin:
        call = json.loads(line)
        module = call.partition("(")[0].rpartition(".")[0]
        try:
            exec(f"import {module}; {call}", {})  # noqa: S102 - our own stories
        except Exception:  # noqa: BLE001 - the story says it
            print(FAILED + json.dumps(traceback.format_exc()), flush=True)  # noqa: T201
        finally:
            connections.close_all()
