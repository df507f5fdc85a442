"""A person's calendar has an address that can be taken back."""

import pytest

from eclt_partners.accounts.models import User
from eclt_partners.accounts.services.calendars import (
    feed_address,
    owner_of_feed,
    renew_feed,
)
from eclt_partners.common.errors import NotPermitted


def renewed(cast, now) -> User:
    return renew_feed(actor=cast.actor("amina"), now=now, person=cast.amina)


def token(person: User) -> str:
    return feed_address(person).rsplit("/", 1)[1].removesuffix(".ics")


def test_nobody_has_an_address_before_asking(cast) -> None:
    assert feed_address(cast.amina) == ""


def test_the_address_leads_to_its_owner(cast, now) -> None:
    person = renewed(cast, now)
    assert owner_of_feed(token(person)) == cast.amina


def test_a_new_address_stops_the_old_one(cast, now) -> None:
    old = token(renewed(cast, now))
    new = token(renewed(cast, now))
    assert owner_of_feed(old) is None
    assert owner_of_feed(new) == cast.amina


@pytest.mark.parametrize(
    "wrong", ["", "x", "1", "1.", "1.abc", "99999999999999999999.a"]
)
def test_a_guess_leads_to_nobody(cast, wrong) -> None:
    assert owner_of_feed(wrong) is None


def test_somebody_who_may_not_sign_in_has_no_feed(cast, now) -> None:
    person = renewed(cast, now)
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert owner_of_feed(token(person)) is None


def test_nobody_makes_an_address_for_somebody_else(cast, now) -> None:
    with pytest.raises(NotPermitted):
        renew_feed(actor=cast.actor("brian"), now=now, person=cast.amina)
