"""Which dashboards are built, and when?"""

from datetime import timedelta

import pytest
from django.conf import settings

from eclt_partners.audit import services as audit
from eclt_partners.audit.models import AuditEntry
from eclt_partners.audit.services import Place
from eclt_partners.common.actor import SYSTEM
from eclt_partners.dashboards.models import CountrySnapshot, KeptRow
from eclt_partners.dashboards.selectors.staleness import OVERLAP, is_out_of_date
from eclt_partners.dashboards.services import snapshots
from eclt_partners.dashboards.services.jobs import FAILED, ask_refresh
from eclt_partners.documents.choices import JobState
from partners.choices import Stage
from partners.models import Partnership
from reviews.choices import ReviewState
from reviews.models import Review
from tests.dashboards.deeds import a_partner_at_home_elsewhere_is_of_another_kind
from tests.dashboards.views.pages import more_partnerships
from tests.reviews.factories import hold_talk, make_review


def _built(now):
    return {
        snapshot.country_id for snapshot in CountrySnapshot.objects.filter(built_at=now)
    }


def _note_change(cast, now, country="MW"):
    return audit.record(
        "partners.partnership.changed",
        actor=SYSTEM,
        subject=cast.malawi_partnership,
        now=now,
        place=Place(country),
    )


def test_a_country_without_a_dashboard_gets_one(cast, now):
    assert snapshots.refresh_dashboards(now=now) == 2
    assert _built(now) == {"MW", "UG"}


def test_a_second_refresh_finds_nothing_to_do(cast, now):
    snapshots.refresh_dashboards(now=now)
    assert snapshots.refresh_dashboards(now=now + timedelta(seconds=10)) == 0


def test_only_the_country_with_new_audit_entries_is_built(cast, now):
    snapshots.refresh_dashboards(now=now)
    _note_change(cast, now)
    later = now + timedelta(seconds=10)
    assert snapshots.refresh_dashboards(now=later) == 1
    assert _built(later) == {"MW"}


def test_news_of_a_partner_at_home_elsewhere_reach_where_it_works(cast, now):
    deed = a_partner_at_home_elsewhere_is_of_another_kind(cast)
    snapshots.refresh_dashboards(now=now)
    deed()
    later = now + timedelta(seconds=10)
    assert snapshots.refresh_dashboards(now=later) == 2
    assert _built(later) == {"MW", "UG"}


def test_the_mark_looks_a_fixed_number_of_entries_back(cast, now):
    _note_change(cast, now)
    snapshots.refresh_dashboards(now=now)
    newest = AuditEntry.objects.latest("id").pk
    known = CountrySnapshot.objects.get(country="MW")
    assert known.audit_mark == newest
    assert known.audit_floor == max(0, newest - OVERLAP)


def test_the_next_day_in_the_country_needs_a_new_dashboard(cast, now):
    """09:00 UTC is 11:00 in Blantyre: 13 hours later a new day has begun there."""
    snapshots.refresh_dashboards(now=now)
    assert not is_out_of_date(cast.malawi, now=now + timedelta(hours=12, minutes=59))
    assert is_out_of_date(cast.malawi, now=now + timedelta(hours=13))


def test_a_dashboard_of_another_release_is_built_again(cast, now):
    snapshots.refresh_dashboards(now=now)
    CountrySnapshot.objects.filter(country="UG").update(release="an earlier one")
    later = now + timedelta(seconds=10)
    snapshots.refresh_dashboards(now=later)
    assert _built(later) == {"UG"}


def test_the_nightly_rebuild_builds_every_country(cast, now):
    snapshots.refresh_dashboards(now=now)
    later = now + timedelta(hours=1)
    assert snapshots.rebuild_all(now=later) == 2
    assert _built(later) == {"MW", "UG"}


def test_a_country_out_of_use_is_left_alone(cast, now):
    cast.uganda.is_active = False
    cast.uganda.save(update_fields=["is_active"])
    snapshots.refresh_dashboards(now=now)
    assert _built(now) == {"MW"}


def test_every_language_has_its_page(cast, now):
    snapshots.refresh_dashboards(now=now)
    snapshot = CountrySnapshot.objects.get(country="MW")
    assert {page.language for page in snapshot.pages.all()} == {
        code for code, _name in settings.LANGUAGES
    }
    assert all(len(page.etag) == 64 for page in snapshot.pages.all())


def test_the_body_says_when_its_data_are_from_in_the_countrys_time(cast, now):
    snapshots.refresh_dashboards(now=now)
    page = CountrySnapshot.objects.get(country="MW").pages.get(
        language="en-gb", part="MAIN"
    )
    assert "Data of 23 Nov 2026, 11:00 (Blantyre time)" in page.body


def test_text_of_people_is_escaped_in_the_stored_body(cast, now):
    cast.malawi_partnership.name = "<b>Bold</b>"
    cast.malawi_partnership.save(update_fields=["name"])
    snapshots.refresh_dashboards(now=now)
    page = CountrySnapshot.objects.get(country="MW").pages.get(
        language="en-gb", part="MAIN"
    )
    assert "<b>Bold" not in page.body
    assert "&lt;b&gt;Bold" in page.body


def test_a_completed_review_reaches_the_figures(cast, now):
    make_review(cast, state=ReviewState.COMPLETED, partner={"D2": 2}, now=now)
    snapshots.refresh_dashboards(now=now + timedelta(minutes=1))
    figures = CountrySnapshot.objects.get(country="MW").figures
    assert figures["heat"]["rows"][0]["cells"]["D2"]["joint"] == "3.0"
    assert figures["opening"]["attention"] == 1
    assert figures["actions"][0]["need"] == "red"


def test_a_partnership_that_ended_is_listed_apart(cast, now):
    cast.malawi_partnership.stage = Stage.CONCLUDED
    cast.malawi_partnership.save(update_fields=["stage"])
    snapshots.refresh_dashboards(now=now)
    figures = CountrySnapshot.objects.get(country="MW").figures
    assert figures["opening"]["partnerships"] == 0
    assert [row["code"] for row in figures["others"]] == ["MW-01"]


def test_one_broken_country_does_not_hold_up_the_others(cast, now, monkeypatch):
    job = ask_refresh(actor=cast.actor("amina"), country=cast.malawi, now=now)
    built = snapshots.present_rows

    def broken(country, as_of, **kept):
        if country.code == "MW":
            raise ValueError("no figures today")
        return built(country, as_of, **kept)

    monkeypatch.setattr(snapshots, "present_rows", broken)
    assert snapshots.refresh_dashboards(now=now) == 1
    assert _built(now) == {"UG"}
    job.refresh_from_db()
    assert (job.state, job.message) == (JobState.FAILED, FAILED)


@pytest.mark.parametrize("count", [1, 6])
def test_the_number_of_queries_does_not_grow_with_partnerships(
    cast, now, count, django_assert_num_queries
):
    """43 queries build one country, whatever is in it."""
    for number in range(2, 2 + count):
        cast.malawi_partnership.pk = None
        cast.malawi_partnership.code = f"MW-{number:02}"
        cast.malawi_partnership.save()
    with django_assert_num_queries(43):
        snapshots.build_snapshot(cast.malawi, now=now)


def _told(cast, now, verb="documents.document.stored"):
    """Something is done to the partnership that no figure speaks of."""
    one = cast.malawi_partnership
    audit.record(
        verb, actor=SYSTEM, subject=one, now=now, place=Place("MW", partnership=one.pk)
    )


def test_a_dashboard_that_nothing_made_another_stays_as_it_is(cast, now):
    """It keeps its time; nobody looks at it again before something else is done."""
    snapshots.refresh_dashboards(now=now)
    _told(cast, now)
    assert is_out_of_date(cast.malawi, now=now)
    assert snapshots.refresh_dashboards(now=now + timedelta(seconds=10)) == 0
    assert _built(now) == {"MW", "UG"}
    assert not is_out_of_date(cast.malawi, now=now)


def test_who_asks_for_a_dashboard_gets_one_with_a_new_time(cast, now):
    snapshots.refresh_dashboards(now=now)
    _told(cast, now)
    job = ask_refresh(actor=cast.actor("amina"), country=cast.malawi, now=now)
    later = now + timedelta(seconds=10)
    assert snapshots.refresh_dashboards(now=later) == 1
    job.refresh_from_db()
    assert (_built(later), job.state) == ({"MW"}, JobState.DONE)


def _gone(cast):
    Partnership.objects.filter(pk=cast.malawi_partnership.pk).update(country="UG")


def _come(cast):
    Partnership.objects.filter(pk=cast.uganda_partnership.pk).update(country="MW")


def _kept_by_other_code(cast):
    KeptRow.objects.update(basis="other code")


@pytest.mark.parametrize("change", [_gone, _come, _kept_by_other_code])
def test_a_dashboard_of_other_partnerships_or_of_other_code_is_built(cast, now, change):
    """Told of is the partnership that stays as it was."""
    snapshots.refresh_dashboards(now=now)
    _told(cast, now)
    change(cast)
    later = now + timedelta(seconds=10)
    assert snapshots.build_snapshot(cast.malawi, now=later)
    assert "MW" in _built(later)


def test_a_dashboard_after_a_deed_is_as_if_everything_was_read(cast, now):
    """Figures, facts kept for other days, the small summary, lists and pages."""
    more_partnerships(cast.malawi_partnership, 2)
    make_review(cast, state=ReviewState.CLOSED, now=now)
    snapshots.refresh_dashboards(now=now)
    hold_talk(Review.objects.get(), now=now)
    later = now + timedelta(minutes=1)
    assert snapshots.refresh_dashboards(now=later) == 1
    stored = _stored()
    assert snapshots.build_snapshot(cast.malawi, now=later, always=True)
    assert _stored() == stored


def _stored():
    snapshot = CountrySnapshot.objects.get(country="MW")
    lines = snapshot.lines.values_list("code", "lists", "facts", "digest")
    pages = snapshot.pages.order_by("part", "language").values_list("packed", flat=True)
    whole = (snapshot.figures, snapshot.marks, snapshot.summary)
    return *whole, list(lines), list(pages)
