"""Which mails will go out in the next days, if nothing changes until then?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from eclt_partners.common.actor import SYSTEM
from eclt_partners.notifications.selectors import database_now
from reviews.selectors.reminders import upcoming


class Command(BaseCommand):
    """Prints one line for each mail: day, country, what about, step, to whom."""

    help = "List the reminders of the next days."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the number of days."""
        parser.add_argument("--next", type=int, default=90, metavar="DAYS")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the list."""
        for each in upcoming(SYSTEM, now=database_now(), days=options["next"]):
            self.stdout.write(
                f"{each.send_on:%Y-%m-%d}  {each.country}  {each.kind:16} "
                f"{each.subject_id:<6} {each.step:6} {each.recipient_key}"
            )
