"""What do the pages of countries cost beside an empty page, and how do they grow?"""

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from statistics import median

import environ
from django.db import connection, connections
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse
from django.utils import timezone

from agreements.models import Agreement, Renegotiation
from benchmarks.ratios import Goal, Work, line, report, say, seconds, timed
from eclt_partners.accounts.models import User
from eclt_partners.dashboards.models import CountrySnapshot
from eclt_partners.dashboards.services.snapshots import rebuild_all
from partners.models import Partner, Partnership
from reviews.models import Review

BIGGEST = "MW"
DIRECTOR = "director@scale.example"
BACKEND = "eclt_partners.accounts.backends.PersonBackend"
REFRESHES = 3
MOST_QUERIES = 8
# Pages that everybody opens, and the model whose newest row an address names.
PAGES: tuple[tuple[str, type[Model] | None], ...] = (
    ("dashboards:today", None),
    ("dashboards:countries", None),
    ("dashboards:country", None),
    ("dashboards:year", None),
    ("dashboards:more", None),
    ("dashboards:ledger", None),
    ("dashboards:coming", None),
    ("dashboards:partnership", Partnership),
    ("partners:list", None),
    ("partners:detail", Partner),
    ("agreements:commitments", None),
    ("agreements:detail", Agreement),
    ("agreements:table", Renegotiation),
    ("lifecycle:lasting", None),
    ("reviews:list", None),
    ("reviews:log", None),
    ("reviews:hub", Review),
    ("reviews:result", Review),
)
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

    def queries(self, address: str) -> int:
        """Count what a page asks."""
        with self.used(), CaptureQueriesContext(self.wrapper) as asked:
            self.client.get(address)
        return len(asked)


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
    listing = reverse("partners:list")
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
    return _counts(few, many) and passed


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


def _counts(few: Installation, many: Installation) -> bool:
    """Print what each page asks at both sizes."""
    good = True
    for name, model in PAGES:
        found = [place.queries(_address(place, name, model)) for place in (few, many)]
        is_good = found[0] == found[1] and found[1] <= MOST_QUERIES
        good = good and is_good
        word = "pass" if is_good else "FAIL"
        say(f"  queries of {name:<28}{found[0]:>4}{found[1]:>4}  {word}")
    return good


def _address(place: Installation, name: str, model: type[Model] | None) -> str:
    if name == "dashboards:country":
        return reverse(name, args=[BIGGEST])
    if model is None:
        return reverse(name)
    with place.used():
        rows = model._default_manager.all()
        if model is Review:
            rows = rows.filter(state="COMPLETED")
        return reverse(name, args=[rows.latest("pk").pk])
