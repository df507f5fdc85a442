"""Command: print the board of all partnerships as of a day."""

import json
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from eclt_partners.common.actor import SYSTEM
from eclt_partners.demo.board import BoardRow, board

HEADINGS = ("Code", "H", "HRI", "End", "Every", "Due", "Late", "Status", "Rules")
WIDTHS = (8, 7, 7, 6, 6, 11, 5, 7, 0)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is not a date (YYYY-MM-DD)") from error


class Command(BaseCommand):
    """Shows how every partnership stands, without the web."""

    help = "Print how every active, paused or handed-over partnership stands on a day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the day and the form of the output."""
        parser.add_argument("--as-of", type=_day, help="day, YYYY-MM-DD; today if left")
        parser.add_argument("--format", choices=["table", "json"], default="table")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print the board."""
        as_of = options["as_of"] or timezone.now().date()
        rows = board(SYSTEM, as_of=as_of)
        if options["format"] == "json":
            self.stdout.write(json.dumps([row.as_json() for row in rows], indent=1))
            return
        self._line(HEADINGS)
        for row in rows:
            self._line(_cells(row))

    def _line(self, cells: tuple[str, ...]) -> None:
        padded = (cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=True))
        self.stdout.write(" ".join(padded).rstrip())


def _cells(row: BoardRow) -> tuple[str, ...]:
    values = (
        row.code,
        row.H,
        row.HRI,
        row.days_to_agreement_end,
        row.interval_months,
        row.due,
        row.days_overdue,
        row.status,
        ", ".join((*row.red, *row.amber)),
    )
    return tuple("-" if value is None else str(value) for value in values)
