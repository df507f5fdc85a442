"""Adding and changing the people of a partner."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.errors import InvalidInput, NotPermitted
from partners.choices import Channel
from partners.models import Contact
from partners.services.contacts import ContactFields, add_contact, change_contact
from tests.notifications.owing import NINE, owe

FIELDS = ContactFields(
    name="Tiyamike",
    job_title="Accountant",
    email="tiyamike@partner.example",
    phone="",
    channel=Channel.EMAIL,
    language="en-gb",
    time_zone="Africa/Blantyre",
)


def add(cast, now, who="amina", **changes) -> Contact:
    return add_contact(
        actor=cast.actor(who),
        now=now,
        partner=cast.nyali,
        fields=replace(FIELDS, **changes),
    )


def test_an_officer_adds_a_person(cast, now) -> None:
    contact = add(cast, now)

    assert (contact.partner, contact.job_title) == (cast.nyali, "Accountant")


def test_the_audit_of_a_person_holds_no_name(cast, now) -> None:
    contact = add(cast, now)

    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.subject_id) == ("partners.contact.added", contact.pk)
    assert "Tiyamike" not in f"{entry.subject_text}{entry.facts}"


@pytest.mark.parametrize("who", ["chloe", "eve", "fay", "ada", "sam"])
def test_others_add_nobody(cast, now, who) -> None:
    with pytest.raises(NotPermitted):
        add(cast, now, who)


@pytest.mark.parametrize(
    ("channel", "field"),
    [(Channel.EMAIL, "email"), (Channel.PHONE, "phone"), (Channel.MESSAGE, "phone")],
)
def test_the_best_way_to_reach_somebody_must_be_known(
    cast, now, channel, field
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        add(cast, now, channel=channel, email="", phone="")

    assert set(refusal.value.problems) == {field}


def test_somebody_reached_by_letter_needs_neither(cast, now) -> None:
    assert add(cast, now, channel=Channel.POST, email="").pk


def test_one_address_is_one_person_of_a_partner(cast, now) -> None:
    with pytest.raises(InvalidInput) as refusal:
        add(cast, now, email="GIFT@partner.example")

    assert "already has a contact" in refusal.value.problems[""]


def test_the_address_of_somebody_who_left_is_free_again(cast, now) -> None:
    cast.gift.left_on = date(2026, 1, 31)
    cast.gift.save()

    assert add(cast, now, email="gift@partner.example").pk


def test_somebody_leaves_today_at_the_latest(cast, now) -> None:
    with pytest.raises(InvalidInput) as refusal:
        add(cast, now, left_on=now.date() + timedelta(days=1))

    assert set(refusal.value.problems) == {"left_on"}


def test_a_person_who_left_is_no_longer_reachable(cast, now) -> None:
    contact = add(cast, now)

    change_contact(
        actor=cast.actor("brian"),
        now=now,
        contact=contact,
        fields=replace(FIELDS, left_on=now.date()),
    )

    assert contact not in Contact.objects.reachable()
    assert AuditEntry.objects.latest("id").facts["fields"] == ["left_on"]


@pytest.mark.parametrize(
    ("email", "stands"),
    [("new@partner.example", ("PLANNED", "")), ("", ("CANCELLED", "no address"))],
)
def test_no_mail_leaves_to_an_address_that_was_changed(
    cast, now, email, stands
) -> None:
    contact = add(cast, now)
    reminder = owe(recipient_key=f"contact:{contact.pk}", to_address=contact.email)
    fields = replace(FIELDS, email=email, phone="1", channel=Channel.PHONE)

    change_contact(actor=cast.actor("amina"), now=now, contact=contact, fields=fields)

    reminder.refresh_from_db()
    assert (reminder.state, reminder.why) == stands
    assert reminder.to_address == (email or contact.email)


def test_what_waits_comes_in_the_new_language_and_in_the_new_morning(cast) -> None:
    friday = NINE - timedelta(days=3)
    contact = add(cast, friday)
    waiting = owe(recipient_key=f"contact:{contact.pk}")
    fields = replace(FIELDS, language="pt", time_zone="America/Guatemala")

    change_contact(
        actor=cast.actor("amina"), now=friday, contact=contact, fields=fields
    )

    waiting.refresh_from_db()
    assert (waiting.language, waiting.time_zone) == ("pt", "America/Guatemala")
    assert waiting.send_at == NINE + timedelta(hours=8)


def test_a_change_of_nothing_writes_nothing(cast, now) -> None:
    contact = add(cast, now)

    change_contact(actor=cast.actor("amina"), now=now, contact=contact, fields=FIELDS)

    assert AuditEntry.objects.count() == 1


def test_the_officer_of_another_country_changes_nobody(cast, now) -> None:
    with pytest.raises(NotPermitted):
        change_contact(
            actor=cast.actor("chloe"), now=now, contact=cast.gift, fields=FIELDS
        )


def test_the_database_refuses_a_contact_nobody_can_reach(cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.create(partner=cast.nyali, name="X", time_zone="UTC")
