"""Do mails about one thing stand together, and does each keep its name?"""

import pytest

from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.services import compose_mail
from reviews.services.planning import advance_reviews, cancel_review
from reviews.services.reminders import plan_reminders
from tests.mails.sample import as_sent, parsed
from tests.reviews.ladder import keys, offset

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("foundation")]
STEPS = (-30, -14, -3, 0, 7, 14)


def mail_of(days: int, key: str):
    now = offset(days, 10)
    advance_reviews(now=now)
    plan_reminders(now=now)
    compose_mail(now=now)
    message = Outgoing.objects.get(recipient_key=key, state="queued")
    return parsed(as_sent(message, "en-gb", now=now))


def test_all_mails_of_one_review_stand_in_one_thread(cast, planned_review) -> None:
    mails = [mail_of(days, keys(cast, "gift")[0]) for days in STEPS]
    assert {mail["References"] for mail in mails} == {
        f"<review-{planned_review.pk}@example.org>"
    }
    assert len({mail["Message-ID"] for mail in mails}) == len(STEPS)


def test_moving_and_cancelling_are_told_in_the_same_thread(
    cast, planned_review
) -> None:
    first = mail_of(-30, keys(cast, "gift")[0])
    Outgoing.objects.filter(state="claimed").update(state="dot", dot_at=offset(-30))
    cancel_review(
        actor=cast.actor("brian"),
        now=offset(-29),
        review=planned_review,
        reason="Flood",
    )
    message = Outgoing.objects.get(letter="review.no_day")
    assert (
        parsed(as_sent(message, "fr", now=offset(-29)))["References"]
        == (first["References"])
    )


def test_a_message_keeps_its_name_in_every_try(cast, planned_review) -> None:
    mail = mail_of(-14, keys(cast, "gift")[0])
    again = Outgoing.objects.get(message_id=mail["Message-ID"])
    other = parsed(as_sent(again, "en-gb", now=offset(-14, 11)))
    assert other["Message-ID"] == mail["Message-ID"]


def test_no_out_of_office_reply_is_asked_for(cast, planned_review) -> None:
    assert mail_of(-14, keys(cast, "gift")[0])["Auto-Submitted"] == "auto-generated"
