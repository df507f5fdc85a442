"""Command: fill an installation without partnerships with very many invented ones."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from eclt_partners.demo.scale.filling import NotEmptyError, Size, fill_scale
from eclt_partners.demo.scale.places import PLACES
from eclt_partners.demo.scale.registry_rows import DOMAIN

BAR_WIDTH = 30
# No partner can have been founded before 1800.
YEARS_MOST = 50


class Command(BaseCommand):
    """Invents partnerships with years of history; real ones are never touched."""

    help = (
        "Invent very many partnerships with reviews, agreements, plans and audit, to "
        "measure with. Only where there is none yet; 40 % are in one country."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how much to invent."""
        parser.add_argument("--partners", type=int, default=50_000)
        parser.add_argument("--years", type=int, default=5)
        parser.add_argument("--countries", type=int, default=60)
        parser.add_argument("--seed", type=int, default=1, help="same seed, same rows")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Fill it, or say why not."""
        names = ("partners", "years", "countries", "seed")
        size = Size(*(options[name] for name in names))
        _check(size)
        try:
            rows = fill_scale(size, now=timezone.now(), progress=self._show_progress)
        except NotEmptyError as problem:
            raise CommandError(
                f"{problem} Nothing was written: invented partnerships belong into an "
                "installation without any. Take a new database."
            ) from problem
        self.stdout.write(
            f"Invented {size.partners} partnerships in {size.countries} countries "
            f"with {rows} rows. Sign in as director@{DOMAIN} or manager.mw@{DOMAIN}; "
            "manage.py changepassword ADDRESS gives a password."
        )

    def _show_progress(self, done: int, total: int) -> None:
        if not sys.stderr.isatty():
            return
        filled = BAR_WIDTH * done // total
        bar = "#" * filled + "." * (BAR_WIDTH - filled)
        end = "\n" if done == total else ""
        self.stderr.write(f"\r[{bar}] {done} of {total} partnerships", ending=end)


def _check(size: Size) -> None:
    if not 1 <= size.countries <= min(len(PLACES), size.partners):
        raise CommandError(
            f"--countries goes from 1 to {len(PLACES)}, and not above --partners."
        )
    if not 1 <= size.years <= YEARS_MOST:
        raise CommandError(f"--years goes from 1 to {YEARS_MOST}.")
