"""Command: fill an empty installation with the demonstration."""

import json
import os
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from eclt_partners.demo.loading import load_portfolio
from eclt_partners.demo.people import SignIn, create_people
from eclt_partners.demo.reading import read_portfolio
from eclt_partners.demo.stories import create_stories, promises_of, targets_of
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
        stories = _data("stories.json")
        load_portfolio(
            read_portfolio(_data("portfolio.json")),
            now=now,
            progress=_no_progress,
            promises=promises_of(stories),
            targets=targets_of(stories),
        )
        sign_ins = create_people(_data("people.json"), password=password)
        create_stories(stories, today=now.date())
        advance_reviews(now=now)
        return sign_ins


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
