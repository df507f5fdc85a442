"""Is every signed version still what both sides signed?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agreements.rules.proof import differences
from agreements.selectors.proofs import held_agreements


class Command(BaseCommand):
    """Computes every chain anew from the texts and compares all that stands beside."""

    help = "Compares all versions with the texts that were signed and hashed."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the number of one agreement."""
        parser.add_argument("--agreement", metavar="NUMBER", help="only this one")

    def handle(self, *args: Any, **options: Any) -> None:
        """Name every difference with its place, one line each.

        Raises:
            CommandError: something is not what was signed, or there is no agreement
                of this number.
        """
        agreements = versions = wrong = 0
        for held in held_agreements(options["agreement"]):
            agreements += 1
            versions += len(held.versions)
            for found in differences(held):
                wrong += 1
                self.stdout.write(f"{found.place}: {found.text}")
        if options["agreement"] and not agreements:
            raise CommandError(f"There is no agreement {options['agreement']}.")
        if wrong:
            raise CommandError(
                f"{wrong} differences. Keep this output, and restore a back-up."
            )
        self.stdout.write(
            f"{agreements} agreements with {versions} versions are what was signed."
        )
