"""`manage.py dispatch [--loop]`: plan and send mails without Celery and Redis."""

import signal
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from eclt_partners.common.memory import settle_in
from eclt_partners.dashboards.services.snapshots import refresh_dashboards
from eclt_partners.dispatch.fallback import Fallback
from eclt_partners.dispatch.tick import Tick


class Command(BaseCommand):
    """Runs the fallback dispatcher, or one tick by hand."""

    help = (
        "Plans, writes, sends and proves mails once, at once, and builds a dashboard "
        "that is out of date; with --loop whenever Celery gave no sign of life for 30 "
        "seconds. Needs no Redis."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the switches."""
        parser.add_argument(
            "--loop",
            action="store_true",
            help="stay, and act only while Celery is silent; end with SIGTERM",
        )
        parser.add_argument(
            "--dashboards",
            action="store_true",
            help="only build the dashboards that are out of date, all of them",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until a signal, or once."""
        if options["dashboards"]:
            refresh_dashboards(now=timezone.now())
        elif options["loop"]:
            self._stay()
        elif Tick(goes_on=lambda: True).run():
            raise CommandError("A task failed; the log says which and why.")

    def _stay(self) -> None:
        fallback = Fallback()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: fallback.ask_to_stop())
        settle_in()
        fallback.run()
