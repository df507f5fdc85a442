"""Who reads the steps of a review, and who gets none with the reason written down?"""

import pytest

from eclt_partners.accounts.models import Absence
from eclt_partners.notifications import letters
from eclt_partners.notifications.framing import frame_of, framed
from eclt_partners.notifications.models import NotForMe, Outgoing, Reminder
from eclt_partners.notifications.services import compose_mail
from eclt_partners.notifications.services.addresses import clear_address, stop_address
from reviews.services.planning import advance_reviews
from reviews.services.reminders import plan_reminders
from tests.cast import NOW
from tests.reviews.ladder import DUE, keys, offset

pytestmark = pytest.mark.django_db


def rows(step: str) -> dict[str, tuple[str, str, bool]]:
    return {
        each.recipient_key: (each.state, each.why, each.is_personal)
        for each in Reminder.objects.filter(step=step)
    }


def test_invitations_are_personal_and_steps_of_leads_are_not(cast, planned_review):
    plan_reminders(now=offset(-30))
    assert {personal for _, _, personal in rows("T-30").values()} == {False}
    advance_reviews(now=offset(-14))
    plan_reminders(now=offset(-14))
    assert {personal for _, _, personal in rows("T-14").values()} == {True}


def test_a_step_for_leads_and_raters_is_one_of_the_lead_where_both_meet(
    cast, planned_review
):
    advance_reviews(now=offset(-14))
    plan_reminders(now=offset(0))
    amina, gift = keys(cast, "amina", "gift")
    assert rows("T+0")[amina] == ("PLANNED", "", False)
    assert rows("T+0")[gift] == ("PLANNED", "", False)


def test_the_stand_in_is_greeted_and_told_for_whom(cast, planned_review, now):
    Absence.objects.create(
        person=cast.amina,
        stand_in=cast.brian,
        from_on=offset(-31).date(),
        until_on=offset(-25).date(),
        created_at=NOW,
        created_by="user:0",
    )
    plan_reminders(now=offset(-30))
    moment = offset(-30, 8)
    compose_mail(now=moment)
    message = Outgoing.objects.get(to_address="brian@example.org")
    with framed(frame_of(message, now=moment)):
        letter = letters.write(message, now=moment)
    assert letter.text.startswith(
        "Dear Brian,\n\nFor Amina, who is away until 24 Jan 2027: you stand in."
    )
    assert not Outgoing.objects.filter(to_address="amina@example.org").exists()


def test_a_stopped_address_gets_no_step_and_the_reason_stands(cast, planned_review):
    stop_address(cast.gift.email, now=NOW, kind="HARD", reply="", by="system")
    plan_reminders(now=offset(-30))
    (gift,) = keys(cast, "gift")
    assert rows("T-30")[gift] == ("CANCELLED", "bounced", False)
    assert plan_reminders(now=offset(-30)) == 0


def test_an_address_that_works_again_gets_the_newest_step(cast, planned_review):
    stop_address(cast.gift.email, now=NOW, kind="HARD", reply="", by="system")
    plan_reminders(now=offset(-30))
    clear_address(cast.gift.email, now=offset(-29), by="user:1", why="works")
    (gift,) = keys(cast, "gift")
    assert rows("T-30")[gift] == ("PLANNED", "", False)


def test_somebody_who_is_not_the_right_person_gets_no_step(cast, planned_review):
    (gift,) = keys(cast, "gift")
    NotForMe.objects.create(
        kind="REVIEW",
        subject_id=planned_review.pk,
        partnership_id=planned_review.partnership_id,
        country_code="MW",
        recipient_key=gift,
        said_at=NOW,
    )
    plan_reminders(now=offset(-30))
    assert rows("T-30")[gift] == ("CANCELLED", "not the right person", False)


def test_the_same_wish_about_another_review_changes_nothing(cast, planned_review):
    (gift,) = keys(cast, "gift")
    NotForMe.objects.create(
        kind="REVIEW",
        subject_id=planned_review.pk + 1,
        partnership_id=planned_review.partnership_id,
        country_code="MW",
        recipient_key=gift,
        said_at=NOW,
    )
    plan_reminders(now=offset(-30))
    assert rows("T-30")[gift] == ("PLANNED", "", False)
    assert Reminder.objects.get(recipient_key=gift).due_on == DUE
