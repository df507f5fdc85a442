"""How long is a run? Short in every test run, long with `make faults`."""

import os


def number(name: str, short: int) -> int:
    """Return a length from the environment, else that of every test run."""
    return int(os.environ.get(name) or short)


MAILS = number("FAULT_MAILS", 42)
KILLS = number("FAULT_KILLS", 8)
CONTROL_KILLS = number("FAULT_CONTROL_KILLS", 8)
# Each run of a killer has a seed.
SEEDS = range(1, number("FAULT_SEEDS", 1) + 1)
SERVER_KILLS = number("FAULT_SERVER_KILLS", 2)
WORKER_KILLS = number("FAULT_WORKER_KILLS", 2)
EDITS = number("FAULT_EDITS", 10)
# After so many seconds of silence the fallback acts; 30 as it is deployed.
SILENCE = number("FAULT_SILENCE", 3)
REDIS_DOWN_SECONDS = number("FAULT_REDIS_DOWN", 5)
