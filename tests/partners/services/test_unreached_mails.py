"""Does the right person hear, once, that mail does not reach somebody?"""

import pytest
from django.utils import translation

from eclt_partners.accounts.models import RoleAssignment, User
from eclt_partners.common.errors import NotPermitted
from eclt_partners.notifications import letters
from eclt_partners.notifications.choices import FailureKind
from eclt_partners.notifications.letters import NothingToSayError
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.services.addresses import clear_address, stop_address
from partners.choices import UnreachedReason
from partners.models import Contact, Partnership
from partners.selectors.unreached import unreached_places
from partners.services.contact_mail import clear_contact_mail, stop_contact_mail
from partners.services.unreached_mails import tell_of_stopped_addresses


def stop(address: str, now) -> None:
    stop_address(
        address, now=now, kind=FailureKind.HARD, reply="no such user", by="system"
    )


def test_the_lead_of_the_partnership_hears_once(cast, now) -> None:
    stop("gift@partner.example", now)
    assert [tell_of_stopped_addresses(now=now) for _ in range(2)] == [1, 0]
    message = Outgoing.objects.get()
    assert (message.to_address, message.country_code) == ("amina@example.org", "MW")
    letter = letters.write(message, now=now)
    assert letter.subject == "Mail does not reach Gift"
    assert "gift@partner.example" in letter.text
    assert "There is no such mailbox" in letter.text
    assert f"/contacts/{cast.gift.pk}/mail/" in letter.text


def test_without_a_lead_the_manager_hears(cast, now) -> None:
    Partnership.objects.update(foundation_lead=None)
    stop("gift@partner.example", now)
    tell_of_stopped_addresses(now=now)
    assert Outgoing.objects.get().to_address == "brian@example.org"


def test_where_the_lead_moved_the_manager_hears(cast, now) -> None:
    RoleAssignment.objects.filter(user=cast.amina).update(country=cast.uganda)
    stop("gift@partner.example", now)
    tell_of_stopped_addresses(now=now)
    assert Outgoing.objects.get().to_address == "brian@example.org"


def test_administrators_hear_of_people_with_an_account(cast, now) -> None:
    stop("amina@example.org", now)
    tell_of_stopped_addresses(now=now)
    message = Outgoing.objects.get()
    assert message.to_address == "ada@example.org"
    assert "Our mails to Amina come back." in letters.write(message, now=now).text


def test_an_address_stopped_by_hand_is_known_to_who_did_it(cast, now) -> None:
    stop_contact_mail(
        actor=cast.actor("amina"), now=now, contact=cast.gift, why="mailbox closed"
    )
    assert tell_of_stopped_addresses(now=now) == 0
    with pytest.raises(NotPermitted):
        clear_contact_mail(
            actor=cast.actor("chloe"), now=now, contact=cast.gift, why="again"
        )


def test_a_letter_about_an_address_that_works_again_is_not_sent(cast, now) -> None:
    stop("gift@partner.example", now)
    tell_of_stopped_addresses(now=now)
    clear_address("gift@partner.example", now=now, by="user:1", why="works")
    with pytest.raises(NothingToSayError):
        letters.write(Outgoing.objects.get(), now=now)


def test_the_letter_is_written_in_the_language_of_its_reader(cast, now) -> None:
    stop("gift@partner.example", now)
    tell_of_stopped_addresses(now=now)
    with translation.override("fr"):
        assert "Gift" in letters.write(Outgoing.objects.get(), now=now).subject


def places(cast, who: str) -> set[tuple[str, bool, str]]:
    return {
        (each.partnership.code, each.party is None, each.reason)
        for each in unreached_places(cast.actor(who))
    }


def test_the_list_names_the_sides_that_hear_of_nothing(cast, now) -> None:
    assert places(cast, "amina") == set()
    stop("gift@partner.example", now)
    Partnership.objects.filter(code="MW-01").update(foundation_lead=None)
    assert places(cast, "amina") == {
        ("MW-01", True, UnreachedReason.NOBODY),
        ("MW-01", False, UnreachedReason.BOUNCED),
    }
    assert places(cast, "chloe") == set()


def test_the_list_names_leads_of_the_foundation_whose_mail_came_back(cast, now) -> None:
    stop("amina@example.org", now)
    User.objects.filter(pk=cast.amina.pk).update(email="Amina@example.org")
    assert places(cast, "dan") == {("MW-01", True, UnreachedReason.BOUNCED)}


def test_the_list_names_leads_who_left_and_those_without_an_address(cast, now) -> None:
    Contact.objects.filter(pk=cast.gift.pk).update(left_on=now.date())
    cast.amina.is_active = False
    cast.amina.save(update_fields=["is_active"])
    Contact.objects.filter(pk=cast.grace.pk).update(email="", phone="1")
    assert places(cast, "dan") == {
        ("MW-01", True, UnreachedReason.LEFT),
        ("MW-01", False, UnreachedReason.LEFT),
        ("UG-01", False, UnreachedReason.NO_ADDRESS),
    }


def test_the_list_names_leads_who_no_longer_work_in_the_country(cast, now) -> None:
    RoleAssignment.objects.filter(user=cast.amina).update(country="UG")
    assert places(cast, "dan") == {("MW-01", True, UnreachedReason.ELSEWHERE)}
    RoleAssignment.objects.filter(user=cast.amina).update(country=None, role="DIRECTOR")
    assert places(cast, "dan") == set()
