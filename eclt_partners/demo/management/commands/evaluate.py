"""Command: recompute worked cases of the method and print differences."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from eclt_partners.common.errors import InvalidInput
from eclt_partners.demo.evaluate import evaluate


class Command(BaseCommand):
    """Lets an analyst check the method without the web; exit status 1 on differences."""

    help = "Recompute worked cases (the shape of the golden file), print differences."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file with the cases."""
        parser.add_argument("file", type=Path, help="JSON file with worked cases")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print "36 of 36" or every difference."""
        file: Path = options["file"]
        try:
            cases = json.loads(file.read_text(encoding="utf-8"))
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}") from error
        except ValueError as error:
            raise CommandError(f"{file} is not JSON: {error}") from error
        try:
            differences = evaluate(cases)
        except InvalidInput as error:
            lines = "\n".join(f"- {k}: {v}" for k, v in error.problems.items())
            raise CommandError(
                f"{file} has cases that cannot be read:\n{lines}"
            ) from error
        for difference in differences:
            self.stdout.write(str(difference))
        wrong = len({difference.case for difference in differences})
        self.stdout.write(f"{len(cases) - wrong} of {len(cases)} cases agree")
        if wrong:
            raise CommandError(f"{wrong} cases differ")
