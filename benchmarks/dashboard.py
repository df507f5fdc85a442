"""What does the page of a country cost, beside an empty page and as everything grows?

Prints ratios of one run with their 95 % intervals, since seconds depend on the machine:
`.venv/bin/python benchmarks/dashboard.py [--partners 50000] [--rounds 800] [--seed 1]`.
It starts servers of its own and fills two databases with `seed_scale`, the large one
in half an hour; `--use FEW MANY` takes the addresses of two that are filled already,
and `--no-refresh` the dashboards that an earlier run built in them.
What is measured stands in dashboard_costs.py, how in ratios.py. Ends with 1 unless
every goal is met for sure.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from eclt_partners.embedded.testing import (  # noqa: E402 - the path comes first
    clone_database,
    servers_of_tests,
)

FEW, COUNTRIES_OF_FEW = 100, 10
RUN = (
    "import sys, django; django.setup(); from benchmarks import dashboard_costs as c; "
    "sys.exit(not c.measure({!r}, {!r}, {}, {}, refreshes={}))"
)


def main() -> int:
    """Fill two databases, or take two, and measure in a process of its own."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--partners", type=int, default=50_000)
    asked.add_argument("--rounds", type=int, default=800)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--use", nargs=2, metavar=("FEW", "MANY"))
    asked.add_argument("--no-refresh", action="store_true", help="dashboards are built")
    wishes = asked.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    if wishes.use:
        return _measure(*wishes.use, wishes)
    with servers_of_tests() as environment:
        os.environ.update(environment)
        few = _filled("eclt_few", FEW, COUNTRIES_OF_FEW, wishes.seed)
        many = _filled("eclt_many", wishes.partners, 60, wishes.seed)
        return _measure(few, many, wishes)


def _filled(name: str, partners: int, countries: int, seed: int) -> str:
    """Fill a database of its own; return its address."""
    address = clone_database(name)
    options = {"partners": partners, "countries": countries, "seed": seed}
    subprocess.run(  # noqa: S603 - our own words
        [
            sys.executable,
            "manage.py",
            "seed_scale",
            *(f"--{key}={value}" for key, value in options.items()),
        ],
        cwd=ROOT,
        check=True,
        env={**os.environ, "DATABASE_URL": address},
    )
    return address


def _measure(few: str, many: str, wishes: argparse.Namespace) -> int:
    program = RUN.format(few, many, wishes.rounds, wishes.seed, not wishes.no_refresh)
    return subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", program],
        cwd=ROOT,
        check=False,
        env={**os.environ, "DATABASE_URL": many},
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
