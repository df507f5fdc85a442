"""How does a story find its review ready, without clicking it together?

Runs inside the running product: `manage.py shell`, with its database and its key.
"""

import json
import subprocess
import sys
from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone

from eclt_partners.common.actor import SYSTEM
from partners.models import Partnership
from reviews.choices import ReviewKind, ReviewState
from reviews.models import Review
from reviews.services import planning
from reviews.services.reminders import ask_now
from tests.flows.product import PROJECT, Product

MARK = "prepared:"


def prepared_reviews(product: Product, codes: Iterable[str]) -> dict[str, int]:
    """Open a review with each partnership and ask everybody; return the ids by code."""
    told = subprocess.run(  # noqa: S603
        [
            *(sys.executable, "manage.py", "shell", "--no-imports", "-c"),
            f"from tests.flows.preparing import prepare; prepare({list(codes)})",
        ],
        cwd=PROJECT,
        env=product.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    line = next((x for x in told.stdout.splitlines() if x.startswith(MARK)), None)
    assert line, told.stderr[-2000:]
    return dict(json.loads(line.removeprefix(MARK)))


def prepare(codes: Iterable[str]) -> None:
    """Do it, and print the ids."""
    found = {code: _open_review(code).pk for code in codes}
    print(MARK + json.dumps(found))  # noqa: T201


def _open_review(code: str) -> Review:
    now = timezone.now()
    partnership = Partnership.objects.get(code=code)
    review = partnership.reviews.filter(
        kind=ReviewKind.FULL, state=ReviewState.OPEN
    ).first() or planning.schedule_review(
        actor=SYSTEM,
        now=now,
        partnership=partnership,
        kind=ReviewKind.FULL,
        due_on=partnership.country.today(now=now) + timedelta(days=7),
    )
    ask_now(actor=SYSTEM, now=now, review=review)
    return review
