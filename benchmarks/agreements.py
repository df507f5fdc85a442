"""What do the chain of versions and its pages cost?

Prints ratios of one run, since seconds depend on the machine: `.venv/bin/python
benchmarks/agreements.py`. It starts servers of its own; what is measured stands in
agreement_costs.py. The A/A lines measure the same thing a second time, taking turns
with the first; as far as they are away from 1.00, so far no other ratio means anything.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from eclt_partners.embedded.testing import (  # noqa: E402 - the path comes first
    clone_database,
    owner_url,
    servers_of_tests,
)

RUN = (
    "import django; django.setup(); from benchmarks import agreement_costs as c; c.{}()"
)


def main() -> None:
    """Measure each in a database of its own, as its owner."""
    with servers_of_tests() as environment:
        os.environ.update(environment, DJANGO_SETTINGS_MODULE="tests.settings")
        for job in ("publishing", "reading"):
            os.environ["DATABASE_URL"] = owner_url(clone_database(f"eclt_{job}"))
            subprocess.run(  # noqa: S603 - our own words
                [sys.executable, "-c", RUN.format(job)], cwd=ROOT, check=True
            )


if __name__ == "__main__":
    main()
