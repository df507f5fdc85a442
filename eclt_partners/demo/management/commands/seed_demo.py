"""Command: fill an empty installation with the demonstration."""

import json
import os
import secrets
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from eclt_partners.demo.changes import changes, tell_earlier_promises
from eclt_partners.demo.deeds import do_in_order
from eclt_partners.demo.events import concerns, events
from eclt_partners.demo.loading import load_portfolio
from eclt_partners.demo.people import SignIn, create_people
from eclt_partners.demo.reading import read_portfolio
from eclt_partners.demo.stories import create_stories
from eclt_partners.demo.telling import telling_of
from eclt_partners.notifications.choices import OutgoingState
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.services.naming import in_the_name_of
from reviews.services.planning import advance_reviews

FOLDER = Path(__file__).resolve().parents[2] / "data"
SIGN_INS = "demo-sign-ins.txt"


def _data(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def _no_progress(_done: int, _total: int) -> None:
    """Stay quiet: `load_portfolio` shows a bar, the demonstration does not."""


class Command(BaseCommand):
    """Loads the portfolio, its invented people and stories; again changes nothing."""

    help = "Load the demonstration: portfolio, people, promises and the next reviews."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Load everything, plan the next reviews and write down the sign-ins."""
        if not settings.DEMO:
            raise CommandError("This is not a demonstration: ECLT_DEMO is not 1.")
        file = Path(os.environ.get("ECLT_HOME", "var")) / SIGN_INS
        password = _known_password(file) or secrets.token_urlsafe(12)
        sign_ins = self._load(password)
        _write(file, sign_ins, password)
        self.stdout.write(file.read_text(encoding="utf-8"))

    @transaction.atomic
    def _load(self, password: str) -> list[SignIn]:
        now = timezone.now()
        stories, told = _data("stories.json"), _data("changes.json")
        load_portfolio(
            read_portfolio(_data("portfolio.json")),
            now=now,
            progress=_no_progress,
            telling=telling_of(stories, _data("voices.json"), told),
        )
        sign_ins = create_people(_data("people.json"), password=password)
        today = now.date()
        deeds = [
            *changes(told, stories, today=today),
            *events(stories["events"]),
            *concerns(stories["concerns"]),
        ]
        do_in_order(deeds, today=today)
        tell_earlier_promises(told, today=today)
        create_stories(stories, today=today)
        _keep_old_mails(now)
        advance_reviews(now=now)
        return sign_ins


def _keep_old_mails(now: datetime) -> None:
    """Send nothing about steps that were taken and answered in earlier years."""
    with in_the_name_of("", "answered"):
        Outgoing.objects.filter(state=OutgoingState.QUEUED, not_after__lte=now).update(
            state=OutgoingState.CANCELLED
        )


def _known_password(file: Path) -> str:
    """Return the password of an earlier run, so that it stays the same."""
    if not file.exists():
        return ""
    return file.read_text(encoding="utf-8").splitlines()[0].rpartition(" ")[2]


def _write(file: Path, sign_ins: list[SignIn], password: str) -> None:
    lines = [f"Password of every demonstration account: {password}"]
    lines += [
        f"  {item.email:30} {item.role} {item.place}".rstrip() for item in sign_ins
    ]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
