"""What the tests of dashboards share."""

import pytest
from django.db import transaction

from eclt_partners.countries.models import Country
from eclt_partners.dashboards.rules.figures import country_figures
from eclt_partners.dashboards.rules.narrowing import EVERYTHING, Narrowing
from eclt_partners.dashboards.selectors.country_rows import country_rows
from eclt_partners.demo.loading import load_portfolio
from eclt_partners.demo.reading import read_portfolio
from eclt_partners.demo.stories import create_stories
from eclt_partners.demo.telling import Telling, promises_of, targets_of
from tests.cast import NOW
from tests.dashboards import portfolio as plain
from tests.dashboards.portfolio_records import STORIES
from tests.reviews.factories import review_alone

# Asked of every country; each against plain Python (test_narrowed_figures.py).
NARROWINGS = (
    Narrowing(kind="LOCAL_NGO"),
    Narrowing(stage="ACTIVE"),
    Narrowing(age="GROWING"),
    Narrowing(age="ESTABLISHED", period="24"),
    Narrowing(period="12"),
    Narrowing(kind="TRADE_UNION", stage="ACTIVE", period="6"),
)


@pytest.fixture(scope="session")
def every_figure(django_db_setup, django_db_blocker):
    """(Country code, narrowing) -> figures on 23 November 2026; nothing stays."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_portfolio(
            read_portfolio(plain.PORTFOLIO),
            now=NOW,
            progress=lambda done, total: None,
            telling=Telling(promises_of(STORIES), targets_of(STORIES)),
        )
        # Officers are people, whom the portfolio does not have.
        create_stories({**STORIES, "officers": {}}, today=plain.AS_OF)
        found = {
            (country.code, narrowing): _figures(country, narrowing)
            for country in Country.objects.all()
            for narrowing in (EVERYTHING, *NARROWINGS)
        }
        transaction.set_rollback(True)
    return found


def _figures(country, narrowing):
    rows = country_rows(country, plain.AS_OF, narrowing)
    since = narrowing.since(plain.AS_OF)
    return country_figures(country.code, rows, plain.AS_OF, since)


@pytest.fixture(scope="session")
def figures(every_figure):
    """Country code -> figures of the whole country."""
    return {
        code: found
        for (code, narrowing), found in every_figure.items()
        if narrowing == EVERYTHING
    }


@pytest.fixture
def planned_review(cast):
    """A planned review in Malawi, and nothing in Uganda that could owe a mail."""
    return review_alone(cast)
