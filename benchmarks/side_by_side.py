"""What do jobs cost that run side by side, each in a process of its own?

Two figures: how long they took, and how much work the processors had with them, in all
processes that took part. The first is what counts; the second hardly changes when
others use the machine.
"""

import os
from collections.abc import Callable, Sequence
from multiprocessing import get_context
from multiprocessing.context import ForkContext
from pathlib import Path
from time import perf_counter, process_time
from typing import Final, NamedTuple

from django.db import connection

from benchmarks.relays import RunningRelay

Job = Callable[[], object]
FORK: Final[ForkContext] = get_context("fork")


class Cost(NamedTuple):
    """Seconds on the clock, and seconds of processors."""

    seconds: float
    work: float


def cost_of(jobs: Sequence[Job], relay: RunningRelay) -> Cost:
    """Return what jobs cost at the same time, each in a process of its own.

    The processes are forks of this one: what it has loaded is loaded there too. They
    begin when all of them have their connection to the database.

    Raises:
        SystemExit: one of them failed.
    """
    connection.close()
    ready = FORK.Barrier(len(jobs) + 1)
    works = FORK.SimpleQueue()

    def wait_and_do(job: Job) -> None:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            [backend] = cursor.fetchone()
        before = process_time() + _work_of(backend)
        ready.wait()
        job()
        works.put(process_time() + _work_of(backend) - before)

    processes = [FORK.Process(target=wait_and_do, args=(job,)) for job in jobs]
    for process in processes:
        process.start()
    before = _work_of(relay.pid)
    ready.wait()
    start = perf_counter()
    for process in processes:
        process.join()
    seconds = perf_counter() - start
    if any(process.exitcode for process in processes):
        raise SystemExit("a process failed")
    work = sum(works.get() for _ in processes)
    return Cost(seconds, work + _work_of(relay.pid) - before)


def _work_of(pid: int) -> float:
    """Return the processor time of a process on this machine, in steps of 10 ms."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
