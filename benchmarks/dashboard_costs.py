"""What do the pages of countries cost beside an empty page, and how do they grow?"""

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from statistics import median

import environ
from django.db import connection, connections
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse
from django.utils import timezone

from benchmarks.dashboard_queries import compared
from benchmarks.ratios import Goal, Work, line, report, say, seconds, timed
from eclt_partners.accounts.models import User
from eclt_partners.dashboards.models import CountrySnapshot
from eclt_partners.dashboards.services.snapshots import rebuild_all
from partners.models import Partner

BIGGEST = "MW"
DIRECTOR = "director@scale.example"
BACKEND = "eclt_partners.accounts.backends.PersonBackend"
REFRESHES = 3
# What one look over the facts costs when the database does everything.
SCAN = """
    SELECT ps.country_id, count(*), avg(sc.index), count(DISTINCT ps.id)
    FROM reviews_reviewscore sc
    JOIN reviews_review re ON re.id = sc.review_id
    JOIN partners_partnership ps ON ps.id = re.partnership_id
    GROUP BY ps.country_id
"""
GOALS = (
    Goal("page of a country / empty page", "country", "empty", 1.3),
    Goal("unchanged (304) / empty page", "unchanged", "empty", 1.15),
    Goal("page of a country, many / few partners", "country", "few", 1.2),
    Goal("list of partners, deep / first page", "deep", "first", 1.2),
)


class Installation:
    """One filled database, with a browser in which the director is signed in."""

    def __init__(self, address: str) -> None:
        """Connect; the process may use several installations in turn."""
        found = environ.Env.db_url_config(address)
        settings = {**connections.settings["default"], **found, "CONN_MAX_AGE": 600}
        self.wrapper = connections["default"].__class__(settings, "default")
        with self.used():
            director = User.objects.get(email=DIRECTOR)
            # As browsers ask: packing is part of what a page costs.
            self.client = Client(
                headers={"accept-language": "en-gb", "accept-encoding": "gzip"}
            )
            self.client.force_login(director, backend=BACKEND)
            self.client.get("/empty/")
            self.partners = Partner.objects.count()

    @contextmanager
    def used(self) -> Iterator[None]:
        """Let Django ask this database."""
        before = connections["default"]
        connections["default"] = self.wrapper
        try:
            yield
        finally:
            connections["default"] = before

    def opening(self, address: str, *, status: int = 200, **headers: str) -> Work:
        """Return work that opens a page."""

        def work() -> None:
            with self.used():
                answer = self.client.get(address, headers=headers)
            if answer.status_code != status:
                raise RuntimeError(f"{address} answers {answer.status_code}")

        return work


@override_settings(ROOT_URLCONF="benchmarks.dashboard_pages")
def measure(
    few_address: str, many_address: str, rounds: int, seed: int, *, refreshes: bool
) -> bool:
    """Print the table; return whether every goal is met for sure."""
    rng = Random(seed)  # noqa: S311 - an order, no secret
    few, many = Installation(few_address), Installation(many_address)
    say(f"{few.partners} and {many.partners} partners, {rounds} rounds, seed {seed}")
    refreshed = [_refresh(each) for each in (few, many) if refreshes]
    address = reverse("dashboards:country", args=[BIGGEST])
    with many.used():
        tag = many.client.get(address).headers["ETag"]
        pages = (many.partners - 1) // 25 + 1
    listing = reverse("dashboards:partners")
    works = {
        "empty": many.opening("/empty/"),
        "empty again": many.opening("/empty/"),
        "country": many.opening(address),
        "unchanged": many.opening(address, status=304, if_none_match=tag),
        "few": few.opening(address),
        "first": many.opening(listing),
        "deep": many.opening(f"{listing}?page={pages - 5}"),
    }
    found = timed(works, rounds, rng)
    passed = report(found, ("empty", "empty again"), GOALS, rng)
    for name, values in found.items():
        line(f"  {name}, milliseconds", 1000 * median(values), None)
    passed = all(refreshed[-1:]) and passed
    return compared(few, many, BIGGEST) and passed


def _refresh(place: Installation) -> bool:
    """Compare building every dashboard with one scan that groups by country."""
    with place.used():
        scan = median(seconds(_scan) for _round in range(2 * REFRESHES))
        again = median(seconds(_scan) for _round in range(2 * REFRESHES))
        built = seconds(lambda: rebuild_all(now=timezone.now()))
        each = CountrySnapshot.objects.values_list("build_ms", flat=True)
        slowest = max(each) / 1000
    what = f"refresh of all countries / scan, {place.partners}"
    say(
        f"scan {scan:.3f} s (again {again:.3f}), refresh {built:.1f} s, "
        f"slowest country {slowest:.1f} s, {place.partners} partners"
    )
    is_met = built / scan <= 5
    line(what, built / scan, None, f"goal 5.00: {'pass' if is_met else 'FAIL'}")
    return is_met


def _scan() -> None:
    with connection.cursor() as cursor:
        cursor.execute(SCAN)
        cursor.fetchall()
