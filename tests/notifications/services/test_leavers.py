"""What waits for somebody who left is taken back, with the reason."""

from datetime import timedelta

import pytest
from django.utils import timezone

from eclt_partners.accounts.models import User
from eclt_partners.accounts.services.people import (
    PersonFields,
    change_person,
    roles_of,
)
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.services import compose_mail
from eclt_partners.notifications.services.leavers import (
    stop_mail_from_elsewhere,
    stop_mail_of_former_lead,
    stop_mail_of_leaver,
)
from eclt_partners.notifications.services.recording import (
    end_doubt,
    expire,
    may_send_dot,
)
from partners.models import Partnership
from partners.services.partnerships import PartnershipFields, change_partnership
from tests.notifications.owing import NINE, owe


def state(reminder) -> tuple[str, str]:
    reminder.refresh_from_db()
    return reminder.state, reminder.why


@pytest.mark.django_db
def test_everything_that_waits_for_a_leaver_is_taken_back(queued):
    composed, planned = owe(), None
    compose_mail(now=NINE)
    planned, other = owe(subject_id=2), owe(recipient_key="user:2")
    read_for_another = owe(recipient_key="user:3", reader_key="user:1")
    single = queued()
    assert stop_mail_of_leaver("user:1") == 3
    for reminder in (composed, planned, read_for_another):
        assert state(reminder) == ("CANCELLED", "left")
    assert state(other) == ("PLANNED", "")
    single.refresh_from_db()
    assert (single.state, single.last_reply) == ("cancelled", "left")
    assert not Outgoing.objects.filter(state="queued").exists()


@pytest.mark.django_db
def test_where_somebody_has_no_role_any_more_nothing_waits(queued):
    gone, kept = owe(), owe(subject_id=2, country_code="UG", partnership_id=2)
    helped = owe(subject_id=3, partnership_id=3)
    about_malawi, about_the_person = queued(country="MW"), queued(key="2")
    dropped = stop_mail_from_elsewhere("user:1", countries=["UG"], partnerships=[3])
    assert dropped == 1
    assert state(gone) == ("CANCELLED", "left")
    assert state(kept) == state(helped) == ("PLANNED", "")
    left = Outgoing.objects.filter(state="queued")
    assert [letter.pk for letter in left] == [about_the_person.pk]
    assert about_malawi.pk != about_the_person.pk


@pytest.mark.django_db
def test_no_dot_commits_for_a_leaver(queued):
    letter = queued()
    mine = Outgoing.objects.filter(pk=letter.pk)
    mine.update(state="claimed", owner=1)
    stop_mail_of_leaver(letter.recipient_key)
    assert may_send_dot(letter, me=1) is None
    letter.refresh_from_db()
    assert (letter.state, letter.last_reply) == ("cancelled", "left")


@pytest.mark.django_db
def test_a_letter_in_doubt_is_not_sent_again_to_a_leaver(queued):
    letter = queued()
    mine = Outgoing.objects.filter(pk=letter.pk)
    mine.update(state="claimed", owner=1)
    mine.update(state="dot", dot_at=timezone.now() - timedelta(minutes=20))
    mine.update(state="unconfirmed", owner=None)
    stop_mail_of_leaver(letter.recipient_key)
    letter.refresh_from_db()
    assert end_doubt(letter, arrived=False, by="user:9", why="Nothing came.")
    assert expire() == 1
    letter.refresh_from_db()
    assert letter.state == "cancelled"


@pytest.mark.django_db
def test_a_former_lead_keeps_what_is_personal_or_of_another_role():
    of_lead = owe(step="T-30")
    personal = owe(step="T-14", is_personal=True)
    of_manager = owe(step="T+30")
    elsewhere = owe(step="T-30", partnership_id=2, subject_id=2)
    assert stop_mail_of_former_lead("user:1", partnership_id=1) == 1
    assert state(of_lead) == ("CANCELLED", "somebody else leads")
    for reminder in (personal, of_manager, elsewhere):
        assert state(reminder) == ("PLANNED", "")


def test_an_account_that_is_switched_off_is_owed_nothing_any_more(cast, now):
    reminder = owe(recipient_key=f"user:{cast.amina.pk}")
    amina = User.objects.get(pk=cast.amina.pk)
    change_person(
        actor=cast.actor("ada"),
        now=now,
        person=amina,
        fields=PersonFields(amina.name, amina.language, amina.time_zone),
        is_active=False,
        roles=roles_of(amina),
    )
    assert state(reminder) == ("CANCELLED", "left")


def test_a_new_lead_ends_what_the_former_one_was_owed(cast, now):
    place = Partnership.objects.get(pk=cast.malawi_partnership.pk)
    reminder = owe(
        step="T-30", recipient_key=f"user:{cast.amina.pk}", partnership_id=place.pk
    )
    change_partnership(
        actor=cast.actor("brian"),
        now=now,
        partnership=place,
        fields=PartnershipFields(
            name=place.name,
            relationship_start=place.relationship_start,
            clause_months=place.clause_months,
            foundation_lead=cast.brian,
        ),
        leads={},
    )
    assert state(reminder) == ("CANCELLED", "somebody else leads")
