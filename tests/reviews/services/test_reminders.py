"""Who is owed which mail about a review, and when does that end?"""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from eclt_partners.accounts.models import RoleAssignment, User
from eclt_partners.countries.models import HolidayOverride
from eclt_partners.countries.services import fill_country
from eclt_partners.notifications.choices import ReminderState
from eclt_partners.notifications.models import Outgoing, Reminder
from eclt_partners.notifications.services import compose_mail
from partners.models import Contact
from reviews.choices import AnswerMode, ReviewKind, ReviewState
from reviews.models import Review
from reviews.services.planning import advance_reviews
from reviews.services.reminders import cancel_for_review, plan_reminders
from tests.cast import NOW, make_cast
from tests.reviews.factories import (
    answer_all,
    answer_side,
    fresh,
    make_review,
    seat_of_person,
)
from tests.reviews.ladder import DUE, MONTH_LATE, at, keys, offset, planned


@pytest.mark.django_db
class TestTheLadder:
    def test_nothing_is_owed_before_a_month_ahead(self, planned_review):
        assert plan_reminders(now=offset(-31)) == 0

    def test_both_leads_hear_a_month_ahead(self, cast, planned_review):
        assert plan_reminders(now=offset(-30)) == 2
        amina, gift = keys(cast, "amina", "gift")
        assert planned() == sorted([("T-30", amina), ("T-30", gift)])

    def test_planning_again_plans_nothing(self, planned_review):
        plan_reminders(now=offset(-30))
        assert plan_reminders(now=offset(-30)) == 0
        assert plan_reminders(now=offset(-29)) == 0

    def test_every_rater_is_invited_two_weeks_ahead(self, cast, only_malawi):
        make_review(
            cast,
            state=ReviewState.SCHEDULED,
            due_on=DUE,
            users=[cast.amina, cast.brian],
        )
        plan_reminders(now=offset(-30))
        plan_reminders(now=offset(-14))
        invited = [key for step, key in planned() if step == "T-14"]
        assert sorted(invited) == sorted(keys(cast, "amina", "brian", "gift"))

    def test_manager_director_and_helper_hear_when_nobody_answers(
        self, cast, planned_review
    ):
        for days in (-30, -14, -3, 0, 7, 14, MONTH_LATE, 60, 90):
            plan_reminders(now=offset(days, 10))
            advance_reviews(now=offset(days, 10))
        steps = dict.fromkeys(Reminder.objects.values_list("step", flat=True))
        found = {
            step: sorted(
                Reminder.objects.filter(step=step).values_list(
                    "recipient_key", flat=True
                )
            )
            for step in steps
        }
        assert found["T+30"] == keys(cast, "brian")
        assert found["T+60"] == sorted(keys(cast, "dan", "eve"))
        assert found["T+90"] == keys(cast, "dan")

    def test_a_rater_gets_four_mails_about_one_review(self, cast, only_malawi):
        make_review(cast, state=ReviewState.SCHEDULED, due_on=DUE, users=[cast.brian])
        for days in range(-31, 30):
            plan_reminders(now=offset(days))
        mine = Reminder.objects.filter(recipient_key=keys(cast, "brian")[0])
        steps = sorted(mine.values_list("step", flat=True))
        assert steps == ["T+0", "T+7", "T-14", "T-3"]

    def test_the_cap_counts_over_all_rounds(self, cast, only_malawi):
        review = make_review(
            cast, state=ReviewState.SCHEDULED, due_on=DUE, users=[cast.brian]
        )
        for days in (-14, -3, 0, 7):
            plan_reminders(now=offset(days))
        later = DUE + timedelta(days=30)
        Review.objects.filter(pk=review.pk).update(due_on=later, round=2)
        plan_reminders(now=at(later - timedelta(days=14)))
        mine = Reminder.objects.filter(recipient_key=keys(cast, "brian")[0], round=2)
        assert not mine.exists()

    def test_a_moved_date_starts_the_ladder_anew(self, cast, planned_review):
        plan_reminders(now=offset(-30))
        later = DUE + timedelta(days=30)
        Review.objects.filter(pk=planned_review.pk).update(due_on=later, round=2)
        assert plan_reminders(now=at(later - timedelta(days=30))) == 2

    def test_an_edit_of_the_date_sends_nothing_twice(self, planned_review):
        plan_reminders(now=offset(-30))
        for days in (1, 0, 2, 0):
            Review.objects.filter(pk=planned_review.pk).update(
                due_on=DUE + timedelta(days)
            )
            assert plan_reminders(now=offset(-28)) == 0

    def test_a_topic_talk_asks_leads_only(self, cast, only_malawi):
        make_review(cast, state=ReviewState.SCHEDULED, kind=ReviewKind.TALK, due_on=DUE)
        for days in (-30, -14, -3, 0):
            advance_reviews(now=offset(days))
            plan_reminders(now=offset(days))
        talk = Review.objects.get(kind=ReviewKind.TALK)
        assert talk.state == ReviewState.CLOSED, "it asks no questions"
        mine = Reminder.objects.filter(subject_id=talk.pk)
        assert set(mine.values_list("step", flat=True)) == {"T-30", "T+0"}


@pytest.mark.django_db
class TestOutages:
    def test_only_the_newest_missed_step_goes_out(self, cast, planned_review):
        assert plan_reminders(now=offset(8)) == 2
        assert {step for step, _ in planned()} == {"T+7"}

    def test_older_missed_steps_are_noted_as_overtaken(self, cast, planned_review):
        plan_reminders(now=offset(8))
        missed = Reminder.objects.filter(
            state=ReminderState.SUPERSEDED, recipient_key=keys(cast, "gift")[0]
        )
        assert sorted(missed.values_list("step", flat=True)) == [
            "T+0",
            "T-14",
            "T-3",
            "T-30",
        ]
        assert {row.why for row in missed} == {"missed"}

    def test_a_waiting_older_step_is_overtaken_by_the_next(self, cast, planned_review):
        plan_reminders(now=offset(-3))
        plan_reminders(now=offset(0))
        old = Reminder.objects.filter(step="T-3")
        assert {(row.state, row.why) for row in old} == {("SUPERSEDED", "later step")}
        assert {step for step, _ in planned()} == {"T+0"}

    def test_a_queued_older_message_is_overtaken_too(self, cast, planned_review):
        plan_reminders(now=offset(-3))
        compose_mail(now=offset(-3, 12))
        plan_reminders(now=offset(0))
        assert set(Outgoing.objects.values_list("state", flat=True)) == {"superseded"}


@pytest.mark.django_db
class TestWhenItLeaves:
    def leaves(self, key: str) -> datetime:
        return Reminder.objects.get(recipient_key=key, state="PLANNED").send_at

    def test_at_nine_in_the_zone_of_the_reader(self, cast, planned_review):
        Contact.objects.filter(pk=cast.gift.pk).update(time_zone="America/Guatemala")
        plan_reminders(now=offset(-30))
        amina, gift = keys(cast, "amina", "gift")
        assert self.leaves(amina) == offset(-30, 7)
        assert self.leaves(gift) == offset(-30, 15)

    @pytest.mark.parametrize(
        ("due_on", "leaves"),
        [
            (date(2027, 4, 22), datetime(2027, 3, 23, 8, 0, tzinfo=UTC)),
            (date(2027, 4, 30), datetime(2027, 3, 31, 7, 0, tzinfo=UTC)),
        ],
    )
    def test_at_nine_on_both_sides_of_the_change_to_summer_time(
        self, cast, only_malawi, due_on, leaves
    ):
        User.objects.filter(pk=cast.amina.pk).update(time_zone="Europe/Zurich")
        make_review(cast, state=ReviewState.SCHEDULED, due_on=due_on)
        plan_reminders(now=at(due_on - timedelta(days=30)))
        assert self.leaves(keys(cast, "amina")[0]) == leaves

    def test_now_when_nine_is_past_in_working_hours(self, cast, planned_review):
        plan_reminders(now=offset(-30, 12))
        assert self.leaves(keys(cast, "amina")[0]) == offset(-30, 12)

    def test_next_morning_when_the_working_day_is_over(self, cast, planned_review):
        plan_reminders(now=offset(-30, 17))
        assert self.leaves(keys(cast, "amina")[0]) == offset(-29, 7)

    def test_a_weekend_moves_it_to_monday(self, cast, only_malawi):
        make_review(cast, state=ReviewState.SCHEDULED, due_on=date(2027, 3, 15))
        saturday = date(2027, 2, 13)
        assert plan_reminders(now=at(saturday)) == 0
        assert plan_reminders(now=at(saturday + timedelta(days=2))) == 2
        monday = datetime(2027, 2, 15, 7, 0, tzinfo=UTC)
        assert self.leaves(keys(cast, "amina")[0]) == monday

    def test_a_friday_and_saturday_weekend_moves_it_to_sunday(self, cast, only_malawi):
        cast.malawi.weekend = "56"
        cast.malawi.save(update_fields=["weekend"])
        fill_country(country=cast.malawi, now=NOW)
        make_review(cast, state=ReviewState.SCHEDULED, due_on=date(2027, 3, 14))
        friday = date(2027, 2, 12)
        assert plan_reminders(now=at(friday)) == 0
        assert plan_reminders(now=at(friday + timedelta(days=2))) == 2
        sunday = datetime(2027, 2, 14, 7, 0, tzinfo=UTC)
        assert self.leaves(keys(cast, "amina")[0]) == sunday

    def test_a_holiday_moves_it_too(self, cast, only_malawi):
        day = DUE - timedelta(days=30)
        HolidayOverride.objects.create(country=cast.malawi, day=day, name="Feast")
        fill_country(country=cast.malawi, now=NOW)
        make_review(cast, state=ReviewState.SCHEDULED, due_on=DUE)
        assert plan_reminders(now=offset(-30)) == 0
        assert plan_reminders(now=offset(-29)) == 2

    def test_the_day_begins_in_the_country(self, cast, planned_review):
        assert plan_reminders(now=at(DUE - timedelta(days=31), 21)) == 0
        assert plan_reminders(now=at(DUE - timedelta(days=31), 22)) == 2


@pytest.mark.django_db
class TestPeople:
    def test_somebody_who_answered_is_never_owed_again(self, cast, planned_review):
        advance_reviews(now=offset(-14))
        plan_reminders(now=offset(-14))
        answer_all(seat_of_person(fresh(planned_review), cast.gift), now=offset(-10))
        plan_reminders(now=offset(-3))
        gift = keys(cast, "gift")[0]
        steps = [step for step, key in planned() if key == gift]
        assert steps == []

    def test_answering_cancels_what_is_queued(self, cast, planned_review):
        advance_reviews(now=offset(-14))
        plan_reminders(now=offset(-14))
        compose_mail(now=offset(-14, 12))
        answer_all(
            seat_of_person(fresh(planned_review), cast.gift), now=offset(-14, 13)
        )
        message = Outgoing.objects.get(recipient_key=keys(cast, "gift")[0])
        assert message.state == "cancelled"

    def test_a_manager_who_answers_still_hears_what_managers_hear(
        self, cast, only_malawi
    ):
        review = make_review(
            cast,
            state=ReviewState.SCHEDULED,
            due_on=DUE,
            users=[cast.amina, cast.brian],
        )
        advance_reviews(now=offset(-14))
        plan_reminders(now=offset(MONTH_LATE))
        answer_all(seat_of_person(fresh(review), cast.brian), now=offset(MONTH_LATE, 2))
        overdue = [("T+30", keys(cast, "brian")[0])]
        assert [row for row in planned() if row[1] == overdue[0][1]] == overdue

    def test_a_side_that_answered_together_is_done(self, cast, only_malawi):
        review = make_review(
            cast,
            state=ReviewState.SCHEDULED,
            due_on=DUE,
            users=[cast.amina, cast.brian],
            mode=AnswerMode.TOGETHER,
        )
        advance_reviews(now=offset(-14))
        plan_reminders(now=offset(-14))
        answer_all(seat_of_person(fresh(review), cast.brian), now=offset(-10))
        plan_reminders(now=offset(-3))
        assert {key for step, key in planned() if step == "T-3"} == set(
            keys(cast, "gift")
        )

    def test_people_without_address_or_account_get_nothing(self, cast, planned_review):
        User.objects.filter(pk=cast.amina.pk).update(is_active=False)
        Contact.objects.filter(pk=cast.gift.pk).update(left_on=DUE)
        assert plan_reminders(now=offset(-30)) == 0

    def test_who_works_in_another_country_now_gets_nothing(self, cast, planned_review):
        RoleAssignment.objects.filter(user=cast.amina).update(country=cast.uganda)
        plan_reminders(now=offset(-30))
        assert planned() == [("T-30", keys(cast, "gift")[0])]

    def test_the_manager_hears_while_only_the_talk_is_missing(
        self, cast, planned_review
    ):
        advance_reviews(now=offset(-14))
        answer_side(fresh(planned_review), None, 4, now=offset(0))
        answer_side(fresh(planned_review), cast.malawi_party, 4, now=offset(0))
        assert fresh(planned_review).state == ReviewState.CLOSED
        plan_reminders(now=offset(MONTH_LATE))
        assert planned() == [("T+30", keys(cast, "brian")[0])]

    def test_nobody_hears_once_a_talk_was_held(self, cast, planned_review):
        Review.objects.filter(pk=planned_review.pk).update(state=ReviewState.TALK_HELD)
        assert plan_reminders(now=offset(MONTH_LATE)) == 0

    def test_closing_keeps_what_asks_for_the_talk(self, cast, planned_review):
        plan_reminders(now=offset(MONTH_LATE))
        Review.objects.filter(pk=planned_review.pk).update(state=ReviewState.CLOSED)
        cancel_for_review(
            review=fresh(planned_review), recipient_key=None, now=offset(MONTH_LATE)
        )
        assert {step for step, _ in planned()} == {"T+30"}

    def test_a_cancelled_review_is_quiet(self, cast, planned_review):
        plan_reminders(now=offset(MONTH_LATE))
        Review.objects.filter(pk=planned_review.pk).update(
            state=ReviewState.CANCELLED, cancel_reason="moved"
        )
        cancel_for_review(
            review=fresh(planned_review), recipient_key=None, now=offset(MONTH_LATE)
        )
        assert planned() == []


@pytest.mark.usefixtures("committed_db")
def test_many_planners_at_once_plan_each_reminder_once(now):
    cast = make_cast()
    make_review(cast, state=ReviewState.SCHEDULED, due_on=DUE)
    start = threading.Barrier(4)

    def plan():
        start.wait(10)
        for _ in range(3):
            plan_reminders(now=offset(-14))
        connection.close()

    threads = [threading.Thread(target=plan) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {step for step, _ in planned()} == {"T-14"}
    assert len(planned()) == 2
