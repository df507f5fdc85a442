"""Today: what I must do, what got worse, what comes."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.services.drafting import start_draft
from eclt_partners.accounts.choices import Role
from eclt_partners.accounts.models import RoleAssignment
from eclt_partners.countries.models import Country
from eclt_partners.dashboards.services import snapshots
from eclt_partners.dashboards.services.job_ends import note_seen
from eclt_partners.dashboards.services.jobs import ask_refresh
from eclt_partners.notifications.models import DispatcherHeartbeat
from partners.choices import Side, Stage
from partners.models import AfterCheck, Partnership
from reviews.choices import ReviewKind, ReviewState
from reviews.models import Action
from reviews.services.talks import confirm_talk
from tests.agreements.drafts import register
from tests.agreements.table import accepted, raised, ready
from tests.cast import NOW, TODAY
from tests.dashboards.selectors.test_overlays import report_big_change
from tests.dashboards.views.pages import client_of, more_partnerships, queries_of
from tests.lifecycle.world import open_check
from tests.partners.services.test_incidents import report
from tests.reviews.factories import answer_all, make_review, seat_of_person


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def _page(person):
    return client_of(person).get("/").content.decode()


def test_with_nothing_due_it_offers_to_log_a_review(cast):
    page = _page(cast.amina)
    assert page.count("Nothing is due") == 1
    assert page.count('href="/reviews/log/"') == 1  # in the head of the page


def test_times_of_several_countries_are_those_of_the_readers_clock(cast, now):
    make_review(cast, now=now)
    assert "23 Nov 2026, 11:00" in _page(cast.amina)
    assert "23 Nov 2026, 10:00" in _page(cast.dan)


def test_with_nothing_due_it_names_the_next_date(cast, now):
    cast.malawi_partnership.relationship_start = date(2026, 10, 1)
    cast.malawi_partnership.stage = Stage.SHAPING
    cast.malawi_partnership.save()
    make_review(cast, state=ReviewState.SCHEDULED, now=now)
    snapshots.refresh_dashboards(now=now)
    assert _page(cast.amina).count("Review due, Nyali Trust, on 22 Jan 2027.") == 1


def test_an_open_review_waits_for_the_person_who_answers(cast, now):
    make_review(cast, now=now)
    page = _page(cast.amina)
    assert "Review Nyali Trust" in page
    assert "1 thing waits for you." in page


def test_a_draft_comes_first_with_how_far_it_is(cast, now):
    review = make_review(cast, now=now)
    answer_all(seat_of_person(review, cast.amina), send=False, now=now)
    page = _page(cast.amina)
    assert "Continue the review of Nyali Trust" in page
    assert "10 of 10 questions done" in page


def test_a_short_pulse_asks_three_questions(cast, now):
    review = make_review(cast, kind=ReviewKind.PULSE, now=now)
    assert "About 5 minutes" in _page(cast.amina)
    answer_all(seat_of_person(review, cast.amina), send=False, now=now)
    assert "3 of 3 questions done" in _page(cast.amina)


def test_a_sent_assessment_is_not_asked_for_again(cast, now):
    review = make_review(cast, now=now)
    answer_all(seat_of_person(review, cast.amina), now=now)
    assert "Nothing is due." in _page(cast.amina)


def test_a_review_of_somebody_else_is_not_my_task(cast, now):
    make_review(cast, now=now)
    assert "Nothing is due." in _page(cast.brian)


def test_a_late_review_of_my_country_is_mine_to_move(cast, now):
    make_review(cast, now=now - timedelta(days=36))
    page = _page(cast.brian)
    assert "The review of Nyali Trust is late" in page
    assert "22 days late" in page
    assert "1 is late" in page


def test_a_late_review_that_i_answer_stands_there_once(cast, now):
    make_review(cast, now=now - timedelta(days=36))
    page = _page(cast.amina)
    assert "The review of Nyali Trust is late" not in page
    assert "1 thing waits for you, 1 is late." in page


def test_a_closed_review_asks_for_the_talk(cast, now):
    make_review(cast, state=ReviewState.CLOSED, now=now)
    page = _page(cast.amina)
    assert "Hold the talk with Nyali Trust" in page
    assert "23 Dec 2026" in page


def test_answers_of_one_side_ask_for_a_decision_in_time(cast, now):
    make_review(cast, state=ReviewState.CLOSED, partner=None, now=now)
    page = _page(cast.amina)
    assert "Decide about the review of Nyali Trust" in page
    assert "Only one side answered" in page
    assert "21 Feb 2027" in page
    assert "Hold the talk with Nyali Trust" not in page


def test_after_an_end_no_talk_on_answers_that_are_in_is_asked_for(cast, now):
    make_review(cast, state=ReviewState.CLOSED, now=now)
    Partnership.objects.update(stage=Stage.ENDED_EARLY)
    assert "Hold the talk with Nyali Trust" not in _page(cast.amina)


def test_a_check_after_the_end_stands_there_from_two_weeks_before(cast):
    check = open_check(cast, due_on=TODAY + timedelta(days=15))
    assert "See what lasts at Nyali Trust" not in _page(cast.amina)

    AfterCheck.objects.update(due_on=TODAY - timedelta(days=1))
    page = _page(cast.amina)
    assert "See what lasts at Nyali Trust" in page
    assert f'href="/after/{check.pk}/"' in page
    assert "1 is late." in page
    assert "See what lasts at Nyali Trust" not in _page(cast.chloe)


def test_a_recorded_talk_waits_for_our_confirmation(cast, now):
    make_review(cast, state=ReviewState.TALK_HELD, now=now)
    assert "Confirm the record of the talk with Nyali Trust" in _page(cast.brian)


def test_a_big_change_of_the_money_asks_for_a_change_of_the_agreement(cast, now):
    register(cast, now)
    report_big_change(cast)
    page = _page(cast.amina)
    assert "The agreement with Nyali Trust has to change" in page
    assert "20% or more on 23 Nov 2026" in page
    assert "has to change" not in _page(cast.chloe)


@pytest.mark.parametrize(("days", "is_told"), [(13, False), (14, True)])
def test_a_record_that_the_partner_leaves_waiting_asks_for_a_call(
    cast, now, days, is_told
):
    recorded = now - timedelta(days=days)
    review = make_review(cast, state=ReviewState.TALK_HELD, now=recorded)
    confirm_talk(
        actor=cast.actor("amina"), now=recorded, review=review, side=Side.FOUNDATION
    )
    words = "Nyali Trust has not confirmed the record of the talk"
    assert (words in _page(cast.brian)) is is_told


def test_an_action_with_my_name_stands_there_in_time(cast, now):
    make_review(cast, state=ReviewState.TALK_HELD, now=now)
    Action.objects.update(owner_user=cast.brian, due_on=now.date() + timedelta(days=14))
    assert "Pay within 15 working days." in _page(cast.brian)
    Action.objects.update(due_on=now.date() + timedelta(days=15))
    assert "Pay within 15 working days." not in _page(cast.brian)


def test_a_red_talk_comes_from_the_stored_dashboard(cast, now):
    make_review(cast, state=ReviewState.COMPLETED, partner={"D2": 2}, now=now)
    snapshots.refresh_dashboards(now=now)
    page = _page(cast.amina)
    assert "Talk within 14 days: Nyali Trust" in page
    assert "Needs attention in Malawi" in page
    assert "The partnership in Malawi needs attention." in page
    assert "Trust and respect: one side answers 2 or lower on average." in page


def test_a_red_talk_is_not_said_twice_where_the_talk_itself_waits(cast, now):
    make_review(cast, state=ReviewState.COMPLETED, partner={"D2": 2}, now=now)
    make_review(cast, state=ReviewState.CLOSED, partner={"D2": 2}, now=now)
    snapshots.refresh_dashboards(now=now)
    page = _page(cast.amina)
    assert "Hold the talk with Nyali Trust" in page
    assert "Talk within 14 days. The answers are in." in page
    assert "Talk within 14 days: Nyali Trust" not in page


def test_an_auditor_starts_reading_and_sees_what_got_worse(cast, now):
    make_review(cast, state=ReviewState.COMPLETED, partner={"D2": 2}, now=now)
    snapshots.refresh_dashboards(now=now)
    page = _page(cast.fay)
    assert "You can read everything here. Nothing waits for you." in page
    assert "Do next" not in page
    assert "Start reading" in page
    assert "2 of 2 partnerships in 2 countries need attention." in page


def test_a_late_review_of_unknown_health_is_listed_but_not_counted(cast, now):
    """Attention is red and amber; that a review is late is a sentence of its own."""
    Partnership.objects.update(relationship_start=date(2026, 11, 1))
    make_review(cast, now=now - timedelta(days=36))
    snapshots.refresh_dashboards(now=now)
    page = _page(cast.brian)
    assert "We do not know yet how the partnership in Malawi is doing." in page
    assert "The review is 22 days late." in page


def test_a_facilitator_sees_the_dates_of_the_one_partnership(cast, now):
    make_review(cast, now=now)
    page = _page(cast.eve)
    assert "Answers to the review due" in page
    assert "Nyali Trust" in page


def test_recent_changes_are_sentences_with_names(cast, now):
    review = make_review(cast, state=ReviewState.TALK_HELD, now=now)
    page = _page(cast.amina)
    assert "The system" in page
    assert "recorded the talk" in page
    assert review.partnership.name in page


def test_saving_single_answers_does_not_drown_the_list(cast, now):
    make_review(cast, state=ReviewState.TALK_HELD, now=now)
    assert "saved answers" not in _page(cast.amina)


def test_an_administrator_is_led_to_the_set_up(cast):
    page = _page(cast.ada)
    assert "Nobody manages these countries" in page
    assert "Uganda" in page
    assert "/setup/people/" in page


def test_a_person_without_a_role_stands_on_the_list_of_the_administrator(cast):
    RoleAssignment.objects.filter(user__in=[cast.chloe, cast.eve]).delete()
    page = _page(cast.ada)
    assert "2 people have no role and see nothing" in page
    assert "Chloe, Eve" in page


def test_an_administrator_hears_of_mails_that_need_a_look(cast, now):
    assert "Mails need a look" in _page(cast.ada)
    DispatcherHeartbeat.objects.update_or_create(
        name="celery", defaults={"last_tick_at": now}
    )
    assert "Mails need a look" not in _page(cast.ada)


def test_when_the_set_up_is_complete_it_says_so(cast, now):
    DispatcherHeartbeat.objects.update_or_create(
        name="celery", defaults={"last_tick_at": now}
    )
    for role in (Role.MANAGER, Role.SAFEGUARDING):
        for country in Country.objects.filter(is_active=True):
            RoleAssignment.objects.get_or_create(
                user=cast.brian, role=role, country=country
            )
    assert "The set-up is complete" in _page(cast.ada)


def test_somebody_without_a_role_is_told_who_can_help(cast):
    RoleAssignment.objects.filter(user=cast.chloe).delete()
    assert "An administrator can give you a role." in _page(cast.chloe)


def test_a_safeguarding_lead_without_concerns_is_told_what_happens_then(cast):
    assert "No safety concern waits for you" in _page(cast.sam)


def test_a_safeguarding_lead_has_72_hours_for_the_call(cast, now):
    report(cast, now)
    page = _page(cast.sam)
    assert "A safety concern in Malawi" in page
    assert "26 Nov 2026" in page


def test_a_wish_of_the_partner_waits_for_the_lead(cast):
    raised(cast)
    page = _page(cast.amina)
    assert "Say that you read the wish of Nyali Trust" in page
    assert "1 thing waits for you." in page
    assert "Say that you read the wish of Nyali Trust" not in _page(cast.chloe)


def test_a_begun_proposal_comes_first(cast, now):
    table = raised(cast)
    start_draft(actor=cast.actor("amina"), now=now, renegotiation=table)
    page = _page(cast.amina)
    assert "Continue the proposal for Nyali Trust" in page


def test_to_sign_is_asked_of_who_may_sign_a_change_of_that_size(cast):
    ready(cast)
    accepted(cast, raised(cast))
    title = "An agreement with Nyali Trust waits to be signed"
    assert title in _page(cast.brian)
    assert title not in _page(cast.amina)


def test_long_work_stands_there_until_its_end_is_seen(cast, now):
    job = ask_refresh(actor=cast.actor("amina"), country=cast.malawi, now=now)
    assert "Files and long work" in _page(cast.amina)
    assert f'href="/jobs/{job.pk}/">Refresh a dashboard: Malawi' in _page(cast.amina)
    snapshots.refresh_dashboards(now=now)
    assert "Finished" in _page(cast.amina).partition('id="jobs"')[2]
    assert "Files and long work" not in _page(cast.brian)
    note_seen(job, now=now)
    assert "Files and long work" not in _page(cast.amina)


def test_an_end_that_nobody_saw_for_a_week_stands_there_no_longer(cast, now):
    ask_refresh(actor=cast.actor("amina"), country=cast.malawi, now=now)
    snapshots.refresh_dashboards(now=now - timedelta(days=7, minutes=1))
    assert "Files and long work" not in _page(cast.amina)


def test_a_facilitator_sees_what_needs_attention_where_they_help(cast, now):
    make_review(cast, state=ReviewState.COMPLETED, partner={"D2": 2}, now=now)
    page = _page(cast.eve)
    assert "The partnership you help needs attention." in page
    assert "Trust and respect: one side answers 2 or lower on average." in page
    assert "Log a review" not in page


@pytest.mark.parametrize(
    ("name", "most"),
    [("amina", 5), ("dan", 6), ("eve", 5), ("fay", 4), ("sam", 3), ("ada", 8)],
)
def test_today_takes_few_queries_for_everybody(cast, now, name, most):
    """Session, person, all lists at once, names, tables; for Eve where they stand."""
    make_review(cast, state=ReviewState.COMPLETED, partner={"D2": 2}, now=now)
    snapshots.refresh_dashboards(now=now)
    assert queries_of(client_of(getattr(cast, name)), "/") <= most


def test_today_never_reads_the_figures_of_a_country(cast, now):
    snapshots.refresh_dashboards(now=now)
    client = client_of(cast.dan)
    for address in ("/", "/countries/", "/countries/compare/?c=MW&c=UG"):
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        assert not [each for each in asked if '"figures"' in each["sql"]]


def test_today_takes_as_many_queries_with_3_as_with_30_partnerships(cast, now):
    """4 queries: who asks (2), all lists at once, and the tables that wait."""
    make_review(cast, now=now)
    more_partnerships(cast.malawi_partnership, 2)
    snapshots.refresh_dashboards(now=now)
    client = client_of(cast.amina)
    few = queries_of(client, "/")
    more_partnerships(cast.malawi_partnership, 27, first=60)
    snapshots.rebuild_all(now=now)
    assert queries_of(client, "/") == few
    assert few == 4


def test_days_are_counted_where_the_partnership_is(cast, now, monkeypatch):
    """At 23:00 in Greenwich the next day has begun in Malawi."""
    make_review(cast, now=now - timedelta(days=36))
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW.replace(hour=23))
    page = _page(cast.brian)
    assert "(23 days late)" in page
    assert "(22 days late)" not in page


def test_the_coming_weeks_count_days_where_the_partnership_is(cast, now, monkeypatch):
    """At 11:30 in Greenwich the next day has begun in Tonga."""
    Country.objects.update(time_zone="Pacific/Tongatapu")
    review = make_review(cast, now=now)
    late = NOW.replace(hour=11, minute=30)
    snapshots.refresh_dashboards(now=late)
    monkeypatch.setattr("django.utils.timezone.now", lambda: late)
    for person in (cast.brian, cast.eve):
        page = _page(person)
        coming = page[page.index('id="coming"') :]
        days = (review.due_on - TODAY).days
        assert f'<span class="soft">in {days - 1} days</span>' in coming
        assert f"in {days} days" not in coming
