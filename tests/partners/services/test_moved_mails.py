"""Does an address hear that it is somebody's no more, whatever follows?"""

import dataclasses
from datetime import timedelta

import pytest

from eclt_partners.notifications import letters
from eclt_partners.notifications.choices import FailureKind
from eclt_partners.notifications.letters import NothingToSayError
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.services.addresses import stop_address
from partners.models import Contact
from partners.services.contacts import ContactFields, change_contact

OLD, NEW = "gift@partner.example", "gift@new.example"


def change(cast, now, **changes) -> Contact:
    contact = Contact.objects.get(pk=cast.gift.pk)
    names = [each.name for each in dataclasses.fields(ContactFields)]
    fields = {name: getattr(contact, name) for name in names} | changes
    return change_contact(
        actor=cast.actor("amina"),
        now=now,
        contact=contact,
        fields=ContactFields(**fields),
    )


def told() -> list[str]:
    """The old addresses that still hear of it."""
    rows = Outgoing.objects.filter(letter="partners.address_moved", state="queued")
    return list(rows.order_by("pk").values_list("to_address", flat=True))


def test_the_old_address_hears_who_changed_it_and_not_the_new_one(cast, now) -> None:
    change(cast, now, email=NEW)
    message = Outgoing.objects.get()
    assert (message.to_address, message.country_code) == (OLD, "MW")
    text = letters.write(message, now=now).text
    assert "your address was changed" in text
    assert "Changed by: Amina, " in text
    assert "partnerships@example.org" in text
    assert NEW not in text


def test_the_letter_follows_nobody_to_the_next_address(cast, now) -> None:
    change(cast, now, email=NEW)
    change(cast, now, email="gift@third.example")
    assert told() == [OLD, NEW]


def test_the_letter_goes_out_though_the_person_leaves_or_has_no_address(
    cast, now
) -> None:
    change(cast, now, email=NEW)
    change(cast, now, email="", phone="1", channel="PHONE")
    change(cast, now, left_on=now.date())
    assert told() == [OLD, NEW]
    taken_out = Outgoing.objects.get(to_address=NEW)
    assert "your address was taken out" in letters.write(taken_out, now=now).text


def test_changing_it_back_and_again_tells_each_time(cast, now) -> None:
    for moment, email in enumerate([NEW, OLD, NEW]):
        change(cast, now + timedelta(minutes=moment), email=email)
    assert told() == [OLD, NEW, OLD]


@pytest.mark.parametrize("changes", [{"email": "Gift@Partner.example"}, {"phone": "1"}])
def test_nobody_is_told_of_an_address_that_stays(cast, now, changes) -> None:
    change(cast, now, **changes)
    assert told() == []


def test_a_first_address_tells_nobody(cast, now) -> None:
    Contact.objects.filter(pk=cast.gift.pk).update(email="", phone="1")
    change(cast, now, email=NEW)
    assert told() == []


def test_an_address_that_no_mail_reaches_is_told_nothing(cast, now) -> None:
    stop_address(OLD, now=now, kind=FailureKind.HARD, reply="no", by="system")
    change(cast, now, email=NEW)
    assert told() == []


def test_of_a_mistake_of_a_list_nothing_is_told(cast, now) -> None:
    message = Outgoing(
        letter="partners.address_moved", facts={"contact": 0, "by": 1}, to_address=OLD
    )
    with pytest.raises(NothingToSayError):
        letters.write(message, now=now)
