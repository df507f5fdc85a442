"""What do planning and sending reminders cost?

Prints ratios of one run, since seconds depend on the machine: `.venv/bin/python
benchmarks/reminders.py [--mails 1000] [--reviews 100000]`. It starts servers of its
own; what is measured stands in reminder_costs.py. `--relay NAME --connections N` drain
to that relay alone, writing included, which is how 100,000 mails are measured. The A/A
lines measure the same thing a second time; as far as they are away from 1.00, so far no
other ratio means anything.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.relays import RELAYS  # noqa: E402 - the path comes first
from eclt_partners.embedded.testing import (  # noqa: E402 - the path comes first
    clone_database,
    owner_url,
    servers_of_tests,
)

RUN = "import django; django.setup(); from benchmarks import reminder_costs as c; c.{}"


def main() -> None:
    """Measure each in a database of its own, as its owner."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--mails", type=int, default=1_000)
    asked.add_argument("--reviews", type=int, default=100_000)
    asked.add_argument("--relay", choices=RELAYS)
    asked.add_argument("--connections", type=int, default=1)
    wishes = asked.parse_args()
    jobs = [f"draining({wishes.mails})", f"planning({wishes.reviews})"]
    if wishes.relay:
        jobs = [f"drain_to({wishes.relay!r}, {wishes.connections}, {wishes.mails})"]
    with servers_of_tests() as environment:
        os.environ.update(environment, DJANGO_SETTINGS_MODULE="tests.settings")
        for job in jobs:
            os.environ["DATABASE_URL"] = owner_url(clone_database("eclt_reminders"))
            subprocess.run(  # noqa: S603 - our own words
                [sys.executable, "-c", RUN.format(job)], cwd=ROOT, check=True
            )


if __name__ == "__main__":
    main()
