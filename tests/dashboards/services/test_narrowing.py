"""Which figures for filters are stored, for how long, and who computes them?"""

from datetime import timedelta

import pytest

from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.errors import NotPermitted
from eclt_partners.dashboards.models import (
    CountrySnapshot,
    KeptRow,
    NarrowedPage,
    NarrowedSnapshot,
)
from eclt_partners.dashboards.rules.narrowing import Narrowing
from eclt_partners.dashboards.selectors.narrowed import (
    narrowed_pages,
    narrowed_partnerships,
)
from eclt_partners.dashboards.selectors.staleness import is_out_of_date
from eclt_partners.dashboards.services import narrowing, narrowing_jobs, snapshots
from eclt_partners.documents.choices import JobState
from partners.choices import PartnerKind, Stage
from reviews.choices import ReviewState
from tests.cast import TODAY
from tests.dashboards.views.pages import more_partnerships
from tests.reviews.factories import make_review

ACTIVE = Narrowing(stage="ACTIVE")
UNIONS = Narrowing(kind="TRADE_UNION")


@pytest.fixture
def built(cast, now):
    snapshots.build_snapshot(cast.malawi, now=now)
    return cast


def _view(cast, now, asked=ACTIVE, language="en-gb"):
    stored = narrowed_pages("MW", asked.query, language).first()
    return narrowing.narrowed_view(stored, cast.malawi, asked, language, now=now)


def test_the_second_look_is_one_query(built, now, django_assert_num_queries):
    first = _view(built, now)
    with django_assert_num_queries(1):
        again = _view(built, now + timedelta(minutes=5))
    assert again.page == first.page
    assert (again.partnership_count, again.needs_job) == (1, False)


def test_another_language_is_rendered_from_the_same_figures(built, now):
    english = _view(built, now).page
    french = _view(built, now + timedelta(minutes=1), language="fr").page
    assert french.narrowed == english.narrowed
    assert NarrowedSnapshot.objects.count() == 1
    assert french.body != english.body


def test_what_changed_stands_on_the_page_of_the_whole_country_only(built, now):
    """Facts to compare are kept of the whole country; of a part nothing is known."""
    whole = built.malawi.snapshot.pages.get(language="en-gb", part="MAIN").body
    assert 'id="since"' in whole
    assert 'id="since"' not in _view(built, now).page.body


@pytest.mark.parametrize("count", [1, 6])
def test_computing_takes_the_same_queries_for_few_and_for_many(
    cast, now, count, django_assert_num_queries
):
    more_partnerships(cast.malawi_partnership, count)
    snapshots.build_snapshot(cast.malawi, now=now)
    with django_assert_num_queries(4):
        assert _view(cast, now).partnership_count == count + 1


def test_a_part_says_what_the_whole_says_until_the_next_build(built, now):
    make_review(built, state=ReviewState.COMPLETED, partner={"D2": 2}, now=now)
    before, later = _view(built, now), now + timedelta(minutes=1)
    assert before.page.narrowed.figures["heat"] == _heat()
    snapshots.build_snapshot(built.malawi, now=later)
    after = _view(built, later)
    assert after.page.narrowed.figures["heat"] == _heat()
    assert after.page.narrowed.figures["heat"] != before.page.narrowed.figures["heat"]


def _heat():
    return CountrySnapshot.objects.get(country="MW").figures["heat"]


def test_a_partnership_that_is_newer_than_the_build_waits_for_the_next(built, now):
    more_partnerships(built.malawi_partnership, 1)
    assert _view(built, now).partnership_count == 1


@pytest.mark.parametrize("is_gone", [True, False])
def test_what_other_code_has_kept_is_read_again(cast, now, is_gone):
    more_partnerships(cast.malawi_partnership, 1)
    snapshots.build_snapshot(cast.malawi, now=now)
    kept = KeptRow.objects.filter(partnership=cast.malawi_partnership)
    _done = kept.delete() if is_gone else kept.update(basis="other")
    view = _view(cast, now + timedelta(minutes=1))
    assert view.partnership_count == 2
    assert view.page.narrowed.built_at == now + timedelta(minutes=1)


def test_a_part_is_of_the_day_and_the_time_of_the_whole(built, now):
    narrowed = _view(built, now + timedelta(days=1)).page.narrowed
    assert (narrowed.as_of, narrowed.built_at) == (TODAY, now)


def test_a_new_build_throws_away_what_it_made_old(built, now):
    _view(built, now)
    snapshots.rebuild_all(now=now + timedelta(minutes=1))
    assert not NarrowedSnapshot.objects.exists()


def test_what_was_read_before_a_build_is_never_shown_after_it(built, now):
    """A slow reader stores what it computed when the dashboard is new already."""
    page = _view(built, now).page
    NarrowedSnapshot.objects.update(of_build_at=now - timedelta(minutes=1))
    built.malawi_partnership.stage = Stage.CONCLUDED
    built.malawi_partnership.save(update_fields=["stage"])
    later = _view(built, now + timedelta(minutes=1))
    assert (page.narrowed.partnership_count, later.partnership_count) == (1, 0)


def test_a_page_from_before_a_build_is_rendered_again(built, now):
    """Its reader was slow: the figures that it hangs on are of a newer build."""
    first = _view(built, now).page
    NarrowedPage.objects.update(of_build_at=now - timedelta(minutes=1), etag="old")
    again = _view(built, now + timedelta(minutes=1)).page
    assert again.etag == first.etag
    assert NarrowedPage.objects.get().etag == first.etag


def test_only_so_many_filters_are_kept(built, now, monkeypatch):
    monkeypatch.setattr(narrowing, "MOST_KEPT", 2)
    for minute, period in enumerate(("3", "6", "12")):
        _view(built, now + timedelta(minutes=minute), Narrowing(period=period))
    kept = NarrowedSnapshot.objects.order_by("pk").values_list("query", flat=True)
    assert list(kept) == ["period=6", "period=12"]
    assert NarrowedPage.objects.count() == 2


def test_a_coalition_fits_by_any_partner_that_is_a_party_today(built):
    party = built.malawi_party
    party.partner.kind = PartnerKind.TRADE_UNION
    party.partner.save(update_fields=["kind"])
    found = narrowed_partnerships(built.malawi, TODAY, UNIONS)
    assert list(found) == [built.malawi_partnership]
    party.to_on = TODAY
    party.save(update_fields=["to_on"])
    assert not narrowed_partnerships(built.malawi, TODAY, UNIONS).exists()


class TestManyPartnerships:
    """More partnerships than are computed at once: limited to none here."""

    @pytest.fixture(autouse=True)
    def _many(self, monkeypatch):
        monkeypatch.setattr(narrowing, "AT_ONCE", 0)

    def _ask(self, cast, now, name="amina"):
        return narrowing_jobs.ask_narrowed(
            actor=cast.actor(name), country=cast.malawi, narrowing=ACTIVE, now=now
        )

    def test_nothing_is_computed_while_somebody_waits_for_a_page(self, built, now):
        view = _view(built, now)
        assert (view.page, view.partnership_count, view.needs_job) == (None, 1, True)
        assert not NarrowedSnapshot.objects.exists()

    def test_a_job_computes_it(self, built, now):
        job = self._ask(built, now)
        assert narrowing_jobs.run_narrowing_jobs(now=now) == 1
        job.refresh_from_db()
        assert (job.state, job.done_count) == (JobState.DONE, 1)
        assert job.result_url == "/countries/MW/?stage=ACTIVE"
        view = _view(built, now)
        assert view.page is not None
        assert not view.needs_job

    def test_asking_makes_no_dashboard_old(self, built, now):
        self._ask(built, now)
        assert not is_out_of_date(built.malawi, now=now)
        assert AuditEntry.objects.filter(verb="documents.job.asked").exists()

    def test_asking_twice_gives_the_same_job(self, built, now):
        assert self._ask(built, now) == self._ask(built, now)
        assert self._ask(built, now, "brian") != self._ask(built, now)

    def test_after_a_build_the_old_one_is_shown_and_can_be_asked_for_again(
        self, built, now
    ):
        self._ask(built, now)
        narrowing_jobs.run_narrowing_jobs(now=now)
        snapshots.rebuild_all(now=now + timedelta(minutes=1))
        view = _view(built, now + timedelta(minutes=2))
        assert view.needs_job
        assert view.page.narrowed.built_at == now

    def test_after_an_update_the_old_one_is_gone(self, built, now):
        self._ask(built, now)
        narrowing_jobs.run_narrowing_jobs(now=now)
        NarrowedSnapshot.objects.update(release="an earlier one")
        snapshots.rebuild_all(now=now + timedelta(minutes=1))
        assert not NarrowedSnapshot.objects.exists()

    def test_the_next_day_the_old_one_is_gone(self, built, now):
        self._ask(built, now)
        narrowing_jobs.run_narrowing_jobs(now=now)
        snapshots.rebuild_all(now=now + timedelta(days=1))
        assert not NarrowedSnapshot.objects.exists()

    def test_a_job_that_fails_says_so(self, built, now, monkeypatch):
        job = self._ask(built, now)

        def broken(*_args, **_fields):
            raise ValueError("no figures today")

        monkeypatch.setattr(narrowing_jobs, "build_narrowed", broken)
        assert narrowing_jobs.run_narrowing_jobs(now=now) == 0
        job.refresh_from_db()
        assert (job.state, job.message) == (JobState.FAILED, narrowing_jobs.FAILED)

    def test_a_job_whose_worker_died_is_done_by_the_next(self, built, now):
        job = self._ask(built, now)
        job.state = JobState.RUNNING
        job.save(update_fields=["state"])
        assert narrowing_jobs.run_narrowing_jobs(now=now) == 1

    @pytest.mark.parametrize("name", ["chloe", "eve", "ada", "sam"])
    def test_a_stranger_is_refused(self, built, now, name):
        with pytest.raises(NotPermitted):
            self._ask(built, now, name)
