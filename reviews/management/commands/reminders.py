"""Which mails will go out in the next days, if nothing changes until then?"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.serializers.json import DjangoJSONEncoder

from eclt_partners.common.actor import SYSTEM
from eclt_partners.countries.models import Country
from eclt_partners.notifications.selectors import Upcoming, database_now
from eclt_partners.notifications.services import Silent
from reviews.selectors.coming import all_coming
from reviews.selectors.silence import silent_people


class Command(BaseCommand):
    """Prints what is sent to whom and when, then who gets nothing, and why."""

    help = "List the reminders of the next days, and who is not reminded, and why."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the number of days, a country and a format."""
        parser.add_argument("--next", type=int, default=90, metavar="DAYS")
        parser.add_argument("--country", default="", metavar="XX")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the lists.

        Raises:
            CommandError: no day is asked for, or there is no such country.
        """
        now, country = database_now(), options["country"].upper()
        if options["next"] < 1:
            raise CommandError("--next starts at 1.")
        if country and not Country.objects.filter(pk=country).exists():
            raise CommandError(f"There is no country {country}.")
        rows = all_coming(SYSTEM, now=now, days=options["next"], country=country)
        silent = silent_people(SYSTEM, now=now, owed=matters_in(rows), country=country)
        write = as_json if options["format"] == "json" else as_lines
        for line in write(rows, silent, now):
            self.stdout.write(line)


def matters_in(rows: Iterable[Upcoming]) -> set[tuple[str, int, str]]:
    """Return of what somebody hears."""
    return {(row.kind, row.subject_id, row.recipient_key) for row in rows}


def as_lines(
    rows: Iterable[Upcoming], silent: Iterable[Silent], now: datetime
) -> Iterator[str]:
    """Write one line for each reminder; several of one person and day are one mail."""
    for row in rows:
        yield (
            f"{row.send_on:%Y-%m-%d}  {row.country}  {row.kind:18} "
            f"{row.subject_id:<6} {row.step:8} {row.recipient_key}"
        )
    for each in silent:
        why = f" ({each.why})" if each.why else ""
        who = each.recipient_key or f"lead of the {each.speaks.lower()}"
        yield (
            f"not reminded  {each.country}  {each.kind:18} "
            f"{each.subject_id:<6} {who}: {each.reason}{why}"
        )


def as_json(
    rows: Iterable[Upcoming], silent: Iterable[Silent], now: datetime
) -> Iterator[str]:
    """Write both lists as one JSON object."""
    found = {
        "asked_at": now,
        "reminders": [asdict(row) for row in rows],
        "not_reminded": [asdict(each) for each in silent],
    }
    yield json.dumps(found, cls=DjangoJSONEncoder, indent=2)
