"""Command: load a portfolio file into the database, all of it or nothing."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from eclt_partners.demo.loading import load_portfolio
from eclt_partners.demo.reading import Portfolio, read_portfolio

BAR_WIDTH = 30


class Command(BaseCommand):
    """Reads, checks and loads; every problem of the file is listed with its place."""

    help = "Load a portfolio of partnerships from a JSON file (again: changes nothing)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file to load."""
        parser.add_argument("file", type=Path, help="JSON file")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Load the file, or stop with the list of its problems."""
        portfolio = self._read(options["file"])
        report = load_portfolio(
            portfolio, now=timezone.now(), progress=self._show_progress
        )
        self.stdout.write(
            f"Loaded {report.countries} countries, {report.partnerships} partnerships, "
            f"{report.reviews} reviews and {report.functions} functions; "
            f"{len(portfolio.partnerships)} partnerships are there now."
        )

    def _read(self, file: Path) -> Portfolio:
        try:
            content = json.loads(file.read_text(encoding="utf-8"))
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}") from error
        except ValueError as error:
            raise CommandError(f"{file} is not JSON: {error}") from error
        portfolio = read_portfolio(content)
        if portfolio.problems:
            lines = "\n".join(f"- {problem}" for problem in portfolio.problems)
            raise CommandError(
                f"Nothing was loaded. {len(portfolio.problems)} problems in {file}:\n"
                f"{lines}"
            )
        return portfolio

    def _show_progress(self, done: int, total: int) -> None:
        if not sys.stderr.isatty():
            return
        filled = BAR_WIDTH * done // total
        bar = "#" * filled + "." * (BAR_WIDTH - filled)
        end = "\n" if done == total else ""
        self.stderr.write(f"\r[{bar}] {done} of {total} partnerships", ending=end)
