"""Leads of the partner are asked to confirm the record, once a day at most."""

from datetime import timedelta

import pytest

from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.models import PartnerLink
from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.errors import IllegalTransition, NotPermitted
from eclt_partners.notifications.models import Outgoing
from reviews.choices import ReviewState
from reviews.services.confirmations import ask_to_confirm
from tests.reviews.factories import make_review


@pytest.fixture
def held(cast):
    return make_review(cast, state=ReviewState.TALK_HELD)


def letters():
    return Outgoing.objects.filter(letter="review.confirm")


def test_the_lead_gets_a_link_to_the_record(cast, held, now):
    assert ask_to_confirm(actor=cast.actor("amina"), now=now, review=held) == 1
    link = PartnerLink.objects.get(purpose=LinkPurpose.CONFIRM)
    assert (link.contact_id, link.subject_id) == (cast.gift.pk, held.pk)
    assert letters().get().facts == {"link": link.pk, "review": held.pk}


def test_a_second_record_on_the_same_day_sends_no_second_mail(cast, held, now):
    for hour in range(3):
        moment = now + timedelta(hours=hour)
        ask_to_confirm(actor=cast.actor("amina"), now=moment, review=held)
    assert letters().count() == 1


def test_nobody_is_asked_when_no_lead_has_an_address(cast, held, now):
    cast.gift.email, cast.gift.phone = "", "+265 1"
    cast.gift.save()
    assert ask_to_confirm(actor=cast.actor("amina"), now=now, review=held) == 0


def test_before_the_talk_there_is_nothing_to_confirm(cast, now):
    closed = make_review(cast, state=ReviewState.CLOSED)
    with pytest.raises(IllegalTransition):
        ask_to_confirm(actor=cast.actor("amina"), now=now, review=closed)


def test_asking_needs_the_right_to_record_talks(cast, held, now):
    with pytest.raises(NotPermitted):
        ask_to_confirm(actor=cast.actor("fay"), now=now, review=held)


def test_asking_is_audited_with_a_count_and_no_name(cast, held, now):
    ask_to_confirm(actor=cast.actor("amina"), now=now, review=held)
    entry = AuditEntry.objects.get(verb="reviews.talk.sent_to_confirm")
    assert entry.facts == {"people": 1}
