"""How does an agreement leave the product, so that anybody can check it?"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agreements.management.commands.verify_agreements import day_of
from agreements.models import Agreement, Anchor
from agreements.selectors.bundles import bundle_of


class Command(BaseCommand):
    """Writes the file that `agreements/verify_export.py` checks."""

    help = "Writes one agreement with all hashes and signatures into a file."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the number, the file, and perhaps the day of an anchor."""
        parser.add_argument("number", metavar="NUMBER")
        parser.add_argument("--to", metavar="FILE", type=Path, required=True)
        parser.add_argument(
            "--anchor",
            metavar="DAY",
            type=day_of,
            help="prove that it was part of the anchor of this day (the latest one)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file.

        Raises:
            CommandError: there is no such agreement or anchor, or the file cannot be
                written.
        """
        agreement = Agreement.objects.filter(number=options["number"]).first()
        if agreement is None:
            raise CommandError(f"There is no agreement {options['number']}.")
        anchor = Anchor.objects.filter(day=options["anchor"]).first()
        if options["anchor"] and anchor is None:
            raise CommandError(f"No anchor was stored on {options['anchor']}.")
        try:
            size = options["to"].write_bytes(bundle_of(agreement, anchor))
        except OSError as problem:
            raise CommandError(f"The file cannot be written: {problem}") from None
        self.stdout.write(f"{size} bytes are in {options['to']}.")
