"""How is a child started so that it never outlives us, and how is it stopped?"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from eclt_partners.embedded.home import Account

PR_SET_PDEATHSIG = 1
SIGNAL_ON_DEATH_FAILED = 71

# Loaded before any fork: nothing may be imported between fork and exec.
LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


@dataclass(frozen=True)
class Program:
    """What to start and how.

    Attributes:
        arguments: the program and its arguments.
        environment: the whole environment; None hands on our own.
        folder: the folder it starts in; None means ours.
        account: whom it runs as; None means the present account.
        death_signal: what the system sends it when we die.
        output: where standard output and error go; None hands on our own.
        detached: True when it shall live on without us.
        hand_over: open files that it gets beside its output.
    """

    arguments: Sequence[str]
    environment: Mapping[str, str] | None = None
    folder: Path | None = None
    account: Account | None = None
    death_signal: signal.Signals = signal.SIGTERM
    output: IO[bytes] | int | None = None
    detached: bool = False
    hand_over: tuple[int, ...] = ()


def say(line: str) -> None:
    """Tell the person at the terminal one line."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def die_with_parent(death_signal: signal.Signals, parent: int) -> None:
    """Ask the system for a signal when the parent dies, even by kill -9.

    Only the death of the thread that started us counts, so children are
    started from the main thread. Called after the account was changed, since
    that change would clear the request.
    """
    if LIBC is not None and LIBC.prctl(PR_SET_PDEATHSIG, int(death_signal)) != 0:
        os._exit(SIGNAL_ON_DEATH_FAILED)
    if os.getppid() != parent:
        # The parent died before the request was in place.
        os.kill(os.getpid(), death_signal)


def start(program: Program) -> subprocess.Popen[bytes]:
    """Start a child in a session of its own, so that Ctrl-C does not reach it."""
    parent = os.getpid()
    before: Callable[[], None] | None = None
    if not program.detached:

        def before() -> None:
            die_with_parent(program.death_signal, parent)

    account = program.account
    return subprocess.Popen(  # noqa: S603 - arguments are ours, no shell
        list(program.arguments),
        env=None if program.environment is None else dict(program.environment),
        cwd=program.folder,
        stdin=subprocess.DEVNULL,
        stdout=program.output,
        stderr=None if program.output is None else subprocess.STDOUT,
        start_new_session=True,
        pass_fds=program.hand_over,
        preexec_fn=before,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
    )


def run(program: Program, *, text: str = "", limit: float = 120) -> tuple[int, str]:
    """Run a child to its end, feeding it text.

    Returns:
        Its exit status and all it said.
    """
    account = program.account
    done = subprocess.run(  # noqa: S603 - arguments are ours, no shell
        list(program.arguments),
        env=None if program.environment is None else dict(program.environment),
        cwd=program.folder,
        input=text.encode(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=limit,
        check=False,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
    )
    return done.returncode, done.stdout.decode(errors="replace")


def send(child: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """Send a signal to the child, wherever it is in its life."""
    if child.poll() is None:
        child.send_signal(number)


def kill_group(pid: int) -> None:
    """Kill a child and everything it started."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def stop(
    child: subprocess.Popen[bytes], number: signal.Signals, *, limit: float
) -> bool:
    """Ask the child to end, wait, and kill its whole group after the limit.

    Returns:
        True when it ended by itself in time.
    """
    send(child, number)
    try:
        child.wait(limit)
    except subprocess.TimeoutExpired:
        kill_group(child.pid)
        child.wait()
        return False
    kill_group(child.pid)
    return True


def wait_until(
    question: Callable[[], bool], *, limit: float, pause: float = 0.02
) -> bool:
    """Ask again and again until the answer is yes or the limit (seconds) is over."""
    end = time.monotonic() + limit
    while not question():
        if time.monotonic() > end:
            return False
        time.sleep(pause)
    return True


def started_at(pid: int) -> str | None:
    """Return when a process started (clock ticks since boot), None if it is gone.

    Together with the number it names a process for good: numbers are reused.
    """
    try:
        words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    state, start_tick = words[0], words[19]
    return None if state in {"Z", "X"} else start_tick
