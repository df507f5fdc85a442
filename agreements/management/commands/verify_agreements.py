"""Is every signed version still what both sides signed?"""

from argparse import ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agreements.models import Anchor
from agreements.rules.proof import differences
from agreements.selectors.anchors import anchor_of
from agreements.selectors.proofs import held_agreements


def day_of(text: str) -> date:
    """Read a day as the commands take it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no day like 2026-03-31") from None


class Command(BaseCommand):
    """Computes every chain anew from the texts and compares all that stands beside."""

    help = "Compares all versions with the texts that were signed and hashed."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the number of one agreement, or the day of an anchor."""
        parser.add_argument("--agreement", metavar="NUMBER", help="only this one")
        parser.add_argument(
            "--anchor", metavar="DAY", type=day_of, help="compute the anchor of a day"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Name every difference with its place, one line each.

        Raises:
            CommandError: something is not what was signed, or there is no agreement
                of this number, or no anchor of this day.
        """
        agreements = versions = wrong = 0
        for held in held_agreements(options["agreement"]):
            agreements += 1
            versions += len(held.versions)
            for found in differences(held):
                wrong += 1
                self.stdout.write(f"{found.place}: {found.text}")
        stored = None
        if options["anchor"]:
            stored = Anchor.objects.filter(day=options["anchor"]).first()
            wrong += self._wrong_anchor(options["anchor"], stored)
        if options["agreement"] and not agreements:
            raise CommandError(f"There is no agreement {options['agreement']}.")
        if wrong:
            raise CommandError(
                f"{wrong} differences. Keep this output, and restore a back-up."
            )
        if options["anchor"] and stored is None:
            raise CommandError(f"No anchor was stored on {options['anchor']}.")
        self.stdout.write(
            f"{agreements} agreements with {versions} versions are what was signed."
        )

    def _wrong_anchor(self, day: date, stored: Anchor | None) -> bool:
        """Say which anchor the versions of a day give, and whether it was stored."""
        found, count = anchor_of(day)
        self.stdout.write(f"The {count} agreements of {day} give the anchor {found}.")
        if stored is None:
            self._say_nights(day)
            return False
        if (stored.hash, stored.agreement_count) != (found, count):
            self.stdout.write(
                f"anchor {day}: stored is {stored.hash} over {stored.agreement_count} "
                "agreements; a version was changed, added or taken away"
            )
            return True
        self.stdout.write("Compare it with the mail of that day.")
        return False

    def _say_nights(self, day: date) -> None:
        """Say which nights have an anchor, and what a mail of this one would mean."""
        days = list(Anchor.objects.order_by("day").values_list("day", flat=True))
        nights = f"from {days[0]} to {days[-1]}" if days else "none so far"
        self.stdout.write(
            f"anchor {day}: none was stored on this day; stored are {len(days)}, "
            f"{nights}. That alone changes no agreement. If a mail of that day has a "
            "line, compare it with the anchor above."
        )
