"""What happens when a person asks everybody at once?"""

import pytest

from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.errors import IllegalTransition, NotPermitted
from eclt_partners.notifications.models import Outgoing, Reminder
from eclt_partners.notifications.services.addresses import stop_address
from reviews.services.planning import advance_reviews
from reviews.services.reminders import ask_now, plan_reminders
from tests.reviews.factories import fresh
from tests.reviews.ladder import keys, offset, planned


@pytest.mark.django_db
class TestAskingNow:
    @pytest.fixture
    def open_review(self, cast, planned_review):
        advance_reviews(now=offset(-14))
        return fresh(planned_review)

    def test_everybody_who_has_not_answered_is_asked_at_once(self, cast, open_review):
        evening = offset(-10, 19)
        amina = cast.actor("amina")
        assert ask_now(actor=amina, now=evening, review=open_review).count == 2
        rows = Outgoing.objects.all()
        assert {row.letter for row in rows} == {"review.invitation"}
        assert {row.due_at for row in rows} == {evening}

    def test_a_second_press_on_the_same_day_sends_nothing(self, cast, open_review):
        amina = cast.actor("amina")
        ask_now(actor=amina, now=offset(-10, 9), review=open_review)
        again = ask_now(actor=amina, now=offset(-10, 15), review=open_review)
        assert (again.count, again.mailed_count) == (0, 2)
        assert ask_now(actor=amina, now=offset(-9, 9), review=open_review).count == 2

    def test_the_planned_step_of_the_day_is_overtaken(self, cast, open_review):
        ask_now(actor=cast.actor("amina"), now=offset(-14), review=open_review)
        plan_reminders(now=offset(-14))
        assert planned() == []
        assert Outgoing.objects.count() == 2

    def test_a_lead_who_is_asked_to_answer_still_hears_what_leads_hear(
        self, cast, open_review
    ):
        ask_now(actor=cast.actor("brian"), now=offset(14, 6), review=open_review)
        leads = [("T+14", key) for key in keys(cast, "gift", "amina")]
        assert planned() == leads

    def test_a_stopped_address_is_not_asked_and_the_reason_stands(
        self, cast, open_review
    ):
        stop_address(
            cast.gift.email, now=offset(-14), kind="HARD", reply="", by="system"
        )
        amina = cast.actor("amina")
        assert ask_now(actor=amina, now=offset(-10, 9), review=open_review).count == 1
        row = Reminder.objects.get(
            recipient_key=f"contact:{cast.gift.pk}", step__startswith="A"
        )
        assert (row.state, row.why) == ("CANCELLED", "bounced")

    def test_it_does_not_count_for_the_cap(self, cast, open_review):
        amina = cast.actor("amina")
        for days in range(-13, -6):
            ask_now(actor=amina, now=offset(days, 9), review=open_review)
        plan_reminders(now=offset(-3))
        assert {step for step, _ in planned()} == {"T-3"}

    def test_only_an_open_review_can_be_asked_about(self, cast, planned_review):
        with pytest.raises(IllegalTransition):
            ask_now(actor=cast.actor("amina"), now=offset(-30), review=planned_review)

    def test_a_stranger_may_not(self, cast, open_review):
        with pytest.raises(NotPermitted):
            ask_now(actor=cast.actor("chloe"), now=offset(-10), review=open_review)

    def test_the_audit_names_who_asked(self, cast, open_review):
        ask_now(actor=cast.actor("amina"), now=offset(-10), review=open_review)
        entry = AuditEntry.objects.get(verb="reviews.review.asked")
        assert entry.actor_key == keys(cast, "amina")[0]
        assert entry.facts == {"asked": 2}
