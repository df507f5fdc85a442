"""Are dashboards built beside the mails, by one process at a time that ends?"""

import time

import pytest

from eclt_partners.countries.models import Country
from eclt_partners.dashboards.models import CountrySnapshot
from eclt_partners.dashboards.services.snapshots import refresh_dashboards
from eclt_partners.dispatch.beside import REST_SECONDS, BuilderBeside
from tests.cast import NOW, make_cast

LIMIT = 30


class Watch:
    """A clock that a test moves."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def builder(committed_db, watch):
    made = BuilderBeside(clock=watch)
    yield made
    made.stop()


def ended(builder: BuilderBeside) -> bool:
    """Wait until the process has ended by itself."""
    ends = time.monotonic() + LIMIT
    while builder.is_at_work and time.monotonic() < ends:
        time.sleep(0.05)
    return not builder.is_at_work


def test_another_process_builds_all_that_is_out_of_date_and_ends(builder):
    make_cast()
    assert builder.start()
    assert ended(builder)
    assert CountrySnapshot.objects.count() == Country.objects.count() == 2


def test_nothing_is_started_when_every_dashboard_is_as_it_should_be(builder):
    assert not Country.objects.exists()
    assert not builder.start()


def test_there_is_one_process_at_a_time_and_a_rest_after_it(builder, watch):
    make_cast()
    assert builder.start()
    watch.seconds += REST_SECONDS
    assert not builder.start()
    assert ended(builder)
    CountrySnapshot.objects.update(as_of="2026-01-01")
    assert builder.start()
    builder.stop()
    assert not builder.start(), "it rests"


def test_a_dispatcher_that_ends_takes_the_process_with_it(builder):
    make_cast()
    assert builder.start()
    builder.stop()
    assert not builder.is_at_work
    refresh_dashboards(now=NOW)
    assert CountrySnapshot.objects.count() == 2
